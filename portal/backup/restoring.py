"""Puts an archive back. Everything that can be known is known before anything is touched."""

import shutil
import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Collection, Page

from portal.backup import BackupError, archive, contents, making, media
from portal.backup.archive import MEDIA, Manifest
from portal.backup.databases import database
from portal.edition_link import follow


def check(path: Path) -> Manifest:
    """The manifest of the archive `path`: whole, undamaged, and one that this code can restore."""
    manifest = archive.verify(path)
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"{path} is of {manifest.vendor}, the database here is {connection.vendor}."
            " An archive goes back to the kind of database that it is of."
        )
    others = [name for name in manifest.members if not name.startswith(MEDIA)]
    if others != [database().member]:
        raise BackupError(f"{path} is no archive that a portal made.")
    if unknown := _unknown_migrations(manifest):
        revision = f", revision {manifest.revision}" if manifest.revision else ""
        raise BackupError(
            f"{path} is of a newer portal than this one: its database has {unknown[0]}, which is"
            f" not known here. It needs portal {manifest.portal}{revision}, or a later one."
        )
    return manifest


def _unknown_migrations(manifest: Manifest) -> list[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    # What was squashed is in the database under its old names.
    known.update(name for one in loader.disk_migrations.values() for name in one.replaces)
    applied = {(app, name) for app, names in manifest.migrations.items() for name in names}
    return [".".join(name) for name in sorted(applied - known)]


def refuse_target(manifest: Manifest, replace: bool, another: bool) -> bool:
    """Whether there is something here that the archive is to take the place of."""
    tables = contents.tables(connection)
    if tables and "wagtailcore_page" not in tables:
        # They would be dropped: nobody means that.
        raise BackupError(
            f"The database holds something else than a portal, such as {tables[0]}: see"
            " DATABASE_URL. A portal has a database of its own."
        )
    present = contents.installation(connection)
    if contents.is_empty(connection) and next(media.names(), None) is None:
        return False
    if not replace:
        raise BackupError(
            "This portal is not empty. --replace puts the archive in the place of all its pages,"
            " accounts and files, after a backup of them."
        )
    if present and present != manifest.installation and not another:
        raise BackupError(
            f"The archive is of another portal ({manifest.site}) than the one here."
            " --another-portal replaces this one by it nevertheless."
        )
    return True


def restore(
    path: Path,
    folder: Path,
    replace: bool = False,
    another: bool = False,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Put the archive `path` in the place of what is here; tells what is not as it should be then.

    Until the database is changed, in one transaction, whatever fails leaves the old state. `folder`
    is for what is not done yet, and for the backup of what was here.
    """
    manifest = check(path)
    say(f"The archive is whole: {told(manifest)}.")
    occupied = refuse_target(manifest, replace, another)
    with making.workplace(folder) as place, ExitStack() as stack:
        dump = _unpacked_database(path, place)
        ready, reader = stack.enter_context(database().prepared(dump))
        if reader and contents.rows(reader) != manifest.rows:
            raise BackupError(f"{path} is refused: its database is not the one that it tells of.")
        if occupied:
            saved, _manifest = making.make(
                place, folder, prefix="before-restore", allow_missing=True
            )
            say(f"What was here is in {saved}.")
        _exchange(path, manifest, ready, place)
    say("Database and media are restored.")
    problems = _remove_others(manifest) if occupied else []
    problems += verify(manifest)
    problems += follow_up()
    return problems


def _unpacked_database(path: Path, place: Path) -> Path:
    target = place / database().member
    with tarfile.open(path, mode="r:") as tar, target.open("wb") as file:
        shutil.copyfileobj(tar.extractfile(database().member), file, media.CHUNK)
    return target


def _exchange(path: Path, manifest: Manifest, ready: Path, place: Path) -> None:
    """Media, then the database: so it names nothing that is not there."""
    files = manifest.files()
    change = media.Change(place)
    try:
        with tarfile.open(path, mode="r:") as tar:
            while header := tar.next():
                name = header.name.removeprefix(MEDIA)
                if header.name.startswith(MEDIA):
                    change.put(name, files[name], tar.extractfile(header))
        database().put(ready)
    except BaseException:
        # Whoever presses Ctrl-C wants the old state as well.
        change.undo()
        raise


def _remove_others(manifest: Manifest) -> list[str]:
    """Delete the files of what was here before; tells if that fails: they harm nobody."""
    try:
        media.remove_others(set(manifest.files()))
    except OSError as error:
        return [f"media: files of before are still there ({error})"]
    return []


def verify(manifest: Manifest) -> list[str]:
    """What of database and media is not as the archive tells."""
    problems = []
    present = contents.rows(connection)
    for table in sorted(set(present) | set(manifest.rows)):
        if present.get(table) != manifest.rows.get(table):
            problems.append(
                f"table {table}: {present.get(table)} rows, not {manifest.rows.get(table)}"
            )
    for name, wanted in manifest.files().items():
        if media.sum_in(default_storage, name) != wanted:
            problems.append(f"file {name}: not what it was")
    problems += [f"file {name}: was lost before the backup" for name in manifest.missing]
    return problems


def follow_up() -> list[str]:
    """Bring the database to this release, and let go of whatever is known of another one; tells
    what failed of it."""
    problems = []
    try:
        # Begins a new edition, too: nothing that was kept for readers is found any more.
        call_command("migrate", interactive=False, verbosity=0)
        database().settle()
    except (DatabaseError, CommandError) as error:
        return [f"manage.py migrate: {error}"]
    for alias in settings.CACHES:
        try:
            caches[alias].clear()
        except Exception as error:  # each cache fails in its own way
            problems.append(f"cache {alias}: not emptied ({error})")
    if settings.EDITION_LINK:
        follow(Path(settings.EDITION_LINK))
    for model in (Page, Collection):
        if any(model.find_problems()):
            problems.append(f"tree of {model._meta.verbose_name_plural}: run manage.py fixtree")
    call_command("update_index", if_needed=True, verbosity=0)
    return problems


def told(manifest: Manifest) -> str:
    """The archive in a line, for whoever asks."""
    created = datetime.fromisoformat(manifest.created)
    files = manifest.files()
    return (
        f"{manifest.site}, {created:%Y-%m-%d %H:%M:%S} UTC, portal {manifest.portal}"
        f"{' ' + manifest.revision if manifest.revision else ''}, {manifest.vendor};"
        f" {manifest.rows.get('wagtailcore_page', 0)} pages,"
        f" {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables,"
        f" {len(files)} files of {sum(one.size for one in files.values()) / 1e6:,.1f} MB"
    )
