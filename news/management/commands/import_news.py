import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zipfile import is_zipfile

from django.conf import settings
from django.core.files import locks
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _
from tqdm import tqdm

from news.importing import fetching
from news.importing.drafts import Desk
from news.importing.feeds import Export
from news.importing.files import Files, FolderFiles, ZipFiles
from news.importing.limits import Refused
from news.importing.media import Sources
from news.importing.pages import Pages
from news.importing.report import Outcome, Report
from news.importing.saving import Importer
from news.importing.writing import remove_unfinished
from news.models import Category, NewsIndexPage

SOME_REFUSED = 2
INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Make drafts of the news of an old site: of a WordPress export, an RSS 2.0 or Atom file, or"
        " a folder or zip file of HTML files. What was interrupted goes on where it stopped; what"
        " editors have changed or deleted since is left alone (docs/operations.md)."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="the export: an XML file, a folder, a .zip")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="pl")
        parser.add_argument("--category", metavar="SLUG", help="for items of no category of ours")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="OLD=SLUG",
            help="a category of ours for an old one",
        )
        parser.add_argument(
            "--media",
            type=Path,
            action="append",
            default=[],
            metavar="PATH",
            help="a folder or .zip with the pictures and documents of the old site",
        )
        parser.add_argument(
            "--fetch-pictures",
            action="store_true",
            help="fetch pictures that are not among the files from the old site, over http(s)",
        )
        parser.add_argument("--collection", help="of the library, for pictures and documents")
        parser.add_argument(
            "--base-address", default="", metavar="URL", help="of the old site, for HTML files"
        )
        parser.add_argument(
            "--publisher", default="", help="whom to credit if the item names no source of its own"
        )
        parser.add_argument("--encoding", default="", help="of the letters, if it is told wrongly")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write what to check as CSV"
        )
        parser.add_argument("--no-redirects", action="store_true")
        parser.add_argument(
            "--again", action="store_true", help="import also what was deleted here since"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only report")

    def handle(self, **options):
        index = find_index(options["language"])
        with ExitStack() as stack:
            if not options["dry_run"]:
                stack.enter_context(only_one())
                self.clean_up()
            items = read(options["source"], options)
            importer = Importer(
                index=index,
                desk=make_desk(options),
                sources=make_sources(items, options),
                collection=options["collection"] or _("From the old site"),
                redirects=not options["no_redirects"],
                dry_run=options["dry_run"],
                again=options["again"],
            )
            table = None
            if options["report"]:
                try:
                    # With the mark by which spreadsheets know UTF-8.
                    file = options["report"].open("w", encoding="utf-8-sig", newline="")
                except OSError as error:
                    raise CommandError(f"--report: {error.strerror}") from error
                table = stack.enter_context(file)
            self.run(items, importer, Report(table))

    def clean_up(self) -> None:
        if count := remove_unfinished():
            self.stdout.write(f"Removed {count} files that an interrupted import had left.")

    def run(self, items, importer: Importer, report: Report) -> None:
        try:
            with tqdm(total=len(items), unit=" items", file=self.stderr, disable=None) as progress:
                for item in items:
                    if told := report.add(importer.place(item)):
                        with tqdm.external_write_mode(file=self.stdout):
                            self.stdout.write(told)
                    progress.update()
        except KeyboardInterrupt:
            self.stdout.write(report.summary())
            raise CommandError(
                "Interrupted; nothing of the item at hand was kept. Run it again to go on.",
                returncode=INTERRUPTED,
            ) from None
        except (OperationalError, OSError) as error:
            self.stdout.write(report.summary())
            raise CommandError(
                f"Stopped: {error}. Nothing of the item at hand was kept. Run it again to go on."
            ) from error
        except Refused as error:
            raise CommandError(f"The export is refused: {error}.") from error
        self.stdout.write(report.summary())
        if importer.dry_run:
            self.stdout.write("Nothing was written (--dry-run).")
        if refused := report.counts[Outcome.REFUSED]:
            raise CommandError(
                f"{refused} of {report.counts.total()} items were refused, as told above.",
                returncode=SOME_REFUSED,
            )


@contextmanager
def only_one() -> Iterator[None]:
    """Refuse a second import beside this one: it would take our unfinished files for lost ones."""
    name = hashlib.sha256(f"{settings.MEDIA_ROOT}{settings.DATABASES}".encode()).hexdigest()[:16]
    with Path(tempfile.gettempdir(), f"import_news-{name}.lock").open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise CommandError("Another import is running.")
        yield


def find_index(language: str) -> NewsIndexPage:
    found = NewsIndexPage.objects.filter(locale__language_code=language, alias_of=None)[:2]
    if not found:
        raise CommandError(f"There is no list of news in the language {language}; make one first.")
    if len(found) > 1:
        raise CommandError(f"There is more than one list of news in the language {language}.")
    return found[0]


def read(source: Path, options: dict) -> Export | Pages:
    """The items of `source`, which is checked as a whole before anything is imported."""
    try:
        if source.is_dir():
            return Pages(FolderFiles(source), options["base_address"], options["encoding"])
        if not source.is_file():
            raise Refused("there is no such file or folder")
        if is_zipfile(source) or source.suffix.lower() == ".zip":
            return Pages(ZipFiles(source), options["base_address"], options["encoding"])
        return Export(source, options["encoding"])
    except Refused as error:
        raise CommandError(f"{source.name} is refused: {error}.") from error
    except OSError as error:
        raise CommandError(f"{source.name} cannot be read: {error.strerror}.") from error


def make_sources(items: Export | Pages, options: dict) -> Sources:
    given: list[Files] = [items.files] if items.files else []
    for path in options["media"]:
        try:
            given.append(FolderFiles(path) if path.is_dir() else ZipFiles(path))
        except Refused as error:
            raise CommandError(f"--media {path.name} is refused: {error}.") from error
    return Sources(given, fetching.fetch if options["fetch_pictures"] else None)


def make_desk(options: dict) -> Desk:
    categories = {category.slug: category for category in Category.objects.all()}

    def ours(slug: str, option: str) -> Category:
        if slug not in categories:
            known = ", ".join(categories) or "none yet"
            raise CommandError(f"{option}: no category has the short name “{slug}” ({known}).")
        return categories[slug]

    mapped = {}
    for pair in options["map"]:
        old, equals, slug = pair.rpartition("=")
        if not equals or not old.strip():
            raise CommandError("--map: write the old category, =, and the short name of ours.")
        mapped[old.strip().casefold()] = ours(slug.strip(), "--map")
    default = options["category"]
    return Desk(
        categories=list(categories.values()),
        default=ours(default, "--category") if default else None,
        mapped=mapped,
        publisher=options["publisher"],
    )
