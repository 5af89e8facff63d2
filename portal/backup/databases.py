"""The database as one file of one moment, and back, as each database does it best itself."""

import gzip
import logging
import shlex
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dbbackup.db.exceptions import CommandConnectorError
from dbbackup.db.postgresql import PgDumpBinaryConnector, parse_postgres_settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.backup import BackupError

# The library tells every command that it runs.
logging.getLogger("dbbackup.command").setLevel(logging.WARNING)

# How long a restore waits for others to leave the database alone.
SECONDS = 30
CHUNK = 1024 * 1024


class SQLite:
    """Copied by SQLite itself, while others read and write, into a file without a log beside it.

    Not by django-dbbackup, which holds the copy in memory and writes over the file in use.
    """

    vendor = "sqlite"
    member = "database.sqlite3.gz"

    @classmethod
    @contextmanager
    def snapshot(cls, folder: Path) -> Iterator[tuple[Path, BaseDatabaseWrapper]]:
        """The database packed into a file in `folder`, and a connection that sees just that."""
        copy, packed = folder / "database.sqlite3", folder / cls.member
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            _copy(connection.connection, target)
            target.execute("PRAGMA journal_mode = DELETE")
        with cls._opened(copy) as reader:
            with copy.open("rb") as source, gzip.open(packed, "wb", compresslevel=6) as target:
                shutil.copyfileobj(source, target, CHUNK)
            yield packed, reader

    @classmethod
    @contextmanager
    def prepared(cls, packed: Path) -> Iterator[tuple[Path, BaseDatabaseWrapper]]:
        """What `put` takes, made of an archive's file, and a connection to look into it."""
        copy = packed.with_suffix("")
        with gzip.open(packed, "rb") as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, CHUNK)
        with cls._opened(copy) as reader:
            yield copy, reader

    @staticmethod
    @contextmanager
    def _opened(copy: Path) -> Iterator[BaseDatabaseWrapper]:
        reader = connection.copy("backup")
        # Without the options of the one in use: no log of its own beside the file.
        reader.settings_dict.update(NAME=str(copy), OPTIONS={})
        try:
            with reader.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check(1)")
                (verdict,) = cursor.fetchone()
            if verdict != "ok":
                raise BackupError(f"The database is damaged, as SQLite says: {verdict}")
            yield reader
        finally:
            reader.close()

    @staticmethod
    def put(copy: Path) -> None:
        """Write `copy` over the database in use, in one transaction: what runs meanwhile sees the
        old content or the new, and a restore that is broken off leaves the old."""
        connection.close()
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(name)) as live:
            # SQLite waits by itself for so long, before it is asked again.
            live.execute("PRAGMA busy_timeout = 1000")
            _copy(source, live)

    @staticmethod
    def settle() -> None:
        """After `put`: bring what was put from the log into the file."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """In one step, and so in one transaction of each: writers of the source go on, and are not in
    it. Python would try for ever where somebody holds one of them."""
    until = time.monotonic() + SECONDS

    def wait(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise BackupError("The database is in use: stop the portal, and try again.")

    source.backup(target, progress=wait)


# Whatever is in the schema, but for what belongs to extensions. pg_restore --clean would leave the
# tables of another release, which its migrations then stumble over.
CLEAR = """
SET client_min_messages = warning;
DO $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT c.relkind, c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE found.relkind
      WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, found.name);
  END LOOP;
  FOR found IN
    SELECT c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', found.name);
  END LOOP;
  FOR found IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', found.name);
  END LOOP;
END $$;
"""


class PostgreSQL:
    """Dumped and put back by PostgreSQL's own programs, which django-dbbackup starts."""

    vendor = "postgresql"
    member = "database.pgdump"

    @classmethod
    @contextmanager
    def snapshot(cls, folder: Path) -> Iterator[tuple[Path, BaseDatabaseWrapper]]:
        """The dump as a file in `folder`, and a connection that sees just what is in it."""
        dump = folder / cls.member
        reader = connection.copy("backup")
        try:
            reader.set_autocommit(False)
            with reader.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (moment,) = cursor.fetchone()
            # Into the file, not through the library's temporary one.
            options = f"--snapshot={shlex.quote(moment)} --file={shlex.quote(str(dump))}"
            with _told():
                PgDumpBinaryConnector(dump_suffix=options).create_dump()
            yield dump, reader
        finally:
            reader.close()

    @classmethod
    @contextmanager
    def prepared(cls, dump: Path) -> Iterator[tuple[Path, None]]:
        """What `put` takes. PostgreSQL has to read all of the dump for it, and can."""
        script = dump.with_suffix(".sql")
        # Whoever restores owns it: the roles of the other machine may not be here.
        options = f"--no-owner --no-privileges --file={shlex.quote(str(script))}"
        with _told():
            PgDumpBinaryConnector().run_command(f"pg_restore {options} {shlex.quote(str(dump))}")
        yield script, None

    @staticmethod
    def put(script: Path) -> None:
        """Clear the schema and fill it, in one transaction."""
        connection.close()
        clear = script.with_name("clear.sql")
        clear.write_text(CLEAR)
        connector = PgDumpBinaryConnector()
        where, environment = parse_postgres_settings(connector)
        # Who runs nevertheless is waited for, but not for ever.
        environment["PGOPTIONS"] = f"-c lock_timeout={SECONDS}s"
        options = "--no-psqlrc --quiet --single-transaction --set=ON_ERROR_STOP=on"
        files = " ".join(f"--file={shlex.quote(str(file))}" for file in (clear, script))
        with _told():
            connector.run_command(f"psql {where} {options} {files}", env=environment)

    @staticmethod
    def settle() -> None:
        """After `put`: let the planner know how large the tables are."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def _told() -> Iterator[None]:
    """What a program of PostgreSQL says when it fails, without the command that was run."""
    try:
        yield
    except CommandConnectorError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            program = error.__cause__.filename
            raise BackupError(
                f"There is no {program} here: install PostgreSQL's client programs."
            ) from error
        lines = str(error).strip().splitlines()
        said = " ".join(line for line in lines if line and not line.startswith("Error running:"))
        raise BackupError(f"PostgreSQL refuses: {said}") from error


DATABASES = {database.vendor: database for database in (SQLite, PostgreSQL)}


def database() -> type[SQLite] | type[PostgreSQL]:
    return DATABASES[connection.vendor]
