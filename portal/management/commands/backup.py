import sqlite3
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from portal.backup import BackupError, contents
from portal.backup.making import make, workplace
from portal.backup.restoring import told
from portal.backup.rotation import PERIODS, rotate


class Command(BaseCommand):
    help = (
        "Make one archive of database and media, read it again, and then delete the archives that"
        " are not to be kept. The portal goes on meanwhile (docs/operations.md)."
    )
    # What a check finds is no reason to have no backup.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to",
            type=Path,
            default=Path(settings.BACKUP_DIR),
            metavar="FOLDER",
            help="where to put it, else BACKUP_DIR",
        )
        parser.add_argument(
            "--allow-missing",
            action="store_true",
            help="although files are lost that the database names; the archive tells which",
        )
        for period in PERIODS:
            parser.add_argument(
                f"--keep-{period}",
                type=int,
                metavar="N",
                help=f"keep the last archive of each of N {period} periods; delete older ones",
            )

    def handle(self, *args, to: Path, allow_missing: bool, verbosity: int, **options) -> None:
        numbers = {period: options[f"keep_{period}"] for period in PERIODS}
        rotates = any(number is not None for number in numbers.values())
        if any(number is not None and number < 0 for number in numbers.values()):
            raise CommandError("--keep-…: a number of archives, 0 or more.")
        started = time.monotonic()
        removed = []
        try:
            if not contents.migrations(connection):
                # Night after night it would take the place of one that there is something in.
                raise BackupError("There is no portal in this database: see DATABASE_URL.")
            with workplace(to) as place:
                path, manifest = make(place, to, allow_missing=allow_missing)
                if rotates:
                    zone = timezone.get_default_timezone()
                    counted = {period: number or 0 for period, number in numbers.items()}
                    removed = rotate(to, zone, **counted)
        except BackupError as error:
            raise CommandError(f"No backup was made. {error}") from error
        except (OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"No backup was made: {error}.") from error
        for name in manifest.missing:
            self.stderr.write(f"Not in the archive, as it is lost: {name}")
        if verbosity > 0:
            self.stdout.write(f"{path}: {path.stat().st_size / 1e6:,.1f} MB; {told(manifest)}.")
            for old in removed:
                self.stdout.write(f"Deleted: {old.name}")
            self.stdout.write(f"Made and read again in {time.monotonic() - started:.1f} s.")
