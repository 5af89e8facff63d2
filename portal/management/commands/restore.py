import sqlite3
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.backup import BackupError
from portal.backup.restoring import check, restore, told

WITH_PROBLEMS = 2


class Command(BaseCommand):
    help = (
        "Put an archive of `manage.py backup` back: on an empty machine, or with --replace in the"
        " place of what is here. It is read to its end first; a damaged or foreign one is refused"
        " before anything is touched. Stop the portal meanwhile (docs/operations.md)."
    )
    # An empty machine has no database yet.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="only read it, and say what is in it"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="although there are pages, accounts or files here; a backup of them is made first",
        )
        parser.add_argument(
            "--another-portal",
            action="store_true",
            help="with --replace, although the archive is of another portal than the one here",
        )

    def handle(self, *args, archive: Path, replace: bool, verbosity: int, **options) -> None:
        say = self.stdout.write if verbosity > 0 else (lambda words: None)
        started = time.monotonic()
        try:
            if options["check"]:
                say(f"The archive is whole, and can be restored here: {told(check(archive))}.")
                return
            problems = restore(
                archive,
                Path(settings.BACKUP_DIR),
                replace=replace,
                another=options["another_portal"],
                say=say,
            )
        except BackupError as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        except (OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"Nothing was restored: {error}.") from error
        if problems:
            for problem in problems:
                self.stderr.write(problem)
            raise CommandError(
                f"Restored, but not all is as it should be: {len(problems)} findings, told above.",
                returncode=WITH_PROBLEMS,
            )
        say(
            "Every row counted, every file compared with its checksum, the trees are sound, search"
            f" and caches are up to date. It took {time.monotonic() - started:.1f} s."
            " Start the portal again."
        )
