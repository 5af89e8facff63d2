"""A portal is saved, destroyed and restored by the commands: the same in every row and byte."""

import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect

from portal.backup import contents
from portal.models import PortalDocument
from tests import factories
from tests.planted import all_rows

# Of these, there has to be something to compare.
TABLES = [
    "home_homepage",
    "home_missionpage",
    "home_standardpage",
    "home_contactpage",
    "home_contactformfield",
    "news_newspage",
    "news_eventpage",
    "news_category",
    "wagtailcore_page",
    "wagtailcore_revision",
    "wagtailcore_site",
    "wagtailforms_formsubmission",
    "wagtailredirects_redirect",
    "portal_user",
    "portal_person",
    "portal_glossaryterm",
    "portal_portalimage",
    "portal_portalrendition",
    "portal_portaldocument",
    "portal_portalsettings",
    "wagtail_localize_translation",
    "wagtail_localize_stringtranslation",
    "search_posting",
    "search_term",
    "wagtailcore_referenceindex",
]


@pytest.fixture
def content(tree) -> None:
    """Something in each table that matters."""
    image = factories.ImageFactory(title="Łąka")
    image.get_rendition("fill-40x30|format-webp")
    tree.news.picture = image
    tree.news.save_revision().publish()
    tree.mission.title = "Misja, jak będzie"
    tree.mission.save_revision()
    factories.PersonFactory(portrait=image)
    factories.GlossaryTermFactory()
    PortalDocument.objects.create(
        title="Strategia", file=ContentFile(b"%PDF-1.7 strategia" * 999, "strategia.pdf")
    )
    FormSubmission.objects.create(page=tree.contact, form_data={"wiadomosc": "Dzień dobry „Łódź”"})
    Redirect.add_redirect("/stary-adres", tree.news)
    get_user_model().objects.create_superuser("ewa", "ewa@example.org", "tajne")


class Place:
    """A database and folders of its own, in which `manage.py` runs as on another machine."""

    def __init__(self, folder: Path, url: str, database: BaseDatabaseWrapper) -> None:
        self.folder, self.database = folder, database
        self.media, self.backups = folder / "media", folder / "backups"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(self.media),
            "BACKUP_DIR": str(self.backups),
            # A restore empties the caches, and a Redis is of other tests, too.
            "CACHE_URL": "",
        }

    def manage(self, *arguments: str | Path) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            env=self.environment,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, in no order."""
        found = {}
        for table in contents.tables(self.database):
            with self.database.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {self.database.ops.quote_name(table)}")
                found[table] = sorted(map(repr, cursor.fetchall()))
        if self.database.vendor == "postgresql":
            with self.database.cursor() as cursor:
                cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
                found["the numbers that come next"] = sorted(map(repr, cursor.fetchall()))
        self.database.close()
        return found

    def files(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.media)): sha256(path.read_bytes()).hexdigest()
            for path in self.media.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def place(content, tmp_path) -> Iterator[Place]:
    """The portal of this test, where other processes find it."""
    make = a_file if connection.vendor == "sqlite" else a_database
    with make(tmp_path) as (url, database):
        place = Place(tmp_path, url, database)
        for name in contents.named_files(connection):
            target = place.media / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with default_storage.open(name) as file:
                target.write_bytes(file.read())
        yield place
        database.close()


@contextmanager
def a_file(folder: Path) -> Iterator[tuple[str, BaseDatabaseWrapper]]:
    path = folder / "portal.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA journal_mode = WAL")
        copy.executescript("\n".join(connection.connection.iterdump()))
    database = connection.copy("place")
    database.settings_dict.update(NAME=str(path), OPTIONS={})
    yield f"sqlite:///{path}", database


@contextmanager
def a_database(folder: Path) -> Iterator[tuple[str, BaseDatabaseWrapper]]:
    """What was committed by PostgreSQL's own means, and what this test has made besides."""
    name = f"portal_place_{uuid.uuid4().hex[:12]}"
    database = connection.copy("place")
    database.settings_dict["NAME"] = name
    run_sql(f"CREATE DATABASE {name}")
    try:
        arguments, environment = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        environment = {**os.environ, **(environment or {})}
        schema = folder / "schema.sql"
        for command in (
            ["pg_dump", f"--file={schema}", "--no-owner", *arguments[1:]],
            ["psql", "-q", "-v", "ON_ERROR_STOP=1", f"--file={schema}", *arguments[1:-1], name],
        ):
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        database.set_autocommit(False)
        with database.cursor() as cursor:
            for table, (columns, rows) in all_rows().items():
                quoted = connection.ops.quote_name(table)
                cursor.execute(f"DELETE FROM {quoted}")
                if rows:
                    names = ", ".join(map(connection.ops.quote_name, columns))
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {quoted} ({names}) VALUES ({marks})", rows)
        database.commit()
        database.close()
        yield url_of(database.settings_dict), database
    finally:
        database.close()
        run_sql(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(config: dict) -> str:
    user, password, host = (
        quote(str(config[key]), safe="") for key in ("USER", "PASSWORD", "HOST")
    )
    who = f"{user}:{password}@" if user and password else f"{user}@" if user else ""
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{who}{host}{port}/{config['NAME']}"


def run_sql(sql: str) -> None:
    """Beside the transaction of the test."""
    other = connection.copy("beside")
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
    finally:
        other.close()


def destroy(place: Place) -> None:
    shutil.rmtree(place.media)
    place.database.close()
    if connection.vendor == "sqlite":
        for file in place.folder.glob("portal.sqlite3*"):
            file.unlink()
        return
    name = place.database.settings_dict["NAME"]
    run_sql(f"DROP DATABASE {name} WITH (FORCE)")
    run_sql(f"CREATE DATABASE {name}")


def test_what_was_saved_comes_back_as_it_was(place):
    rows, files = place.rows(), place.files()
    assert [table for table in TABLES if not rows[table]] == [], "nothing to compare"
    assert {Path(name).suffix for name in files} > {".pdf", ".webp"}, "nothing to compare"

    backup = place.manage("backup", "--keep-daily", "7")
    assert backup.returncode == 0, backup.stderr
    (archive,) = place.backups.glob("portal-*.tar")
    assert backup.stdout.startswith(f"{archive}: ")

    # A damaged one is refused, be it to take the place of all this.
    damaged = place.folder / "damaged.tar"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    before = bytes_of_database(place)
    refused = place.manage("restore", damaged, "--replace")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Nothing was restored" in refused.stderr
    assert bytes_of_database(place) == before
    assert (place.rows(), place.files()) == (rows, files)

    destroy(place)
    assert not contents.tables(place.database)
    place.database.close()
    restore = place.manage("restore", archive)
    assert restore.returncode == 0, restore.stdout + restore.stderr
    assert "Every row counted, every file compared" in restore.stdout

    restored = place.rows()
    assert place.files() == files
    # Nothing that was kept for readers of before is found any more.
    assert restored.pop("portal_editiontoken") != rows.pop("portal_editiontoken")
    different = [table for table in {*rows, *restored} if rows.get(table) != restored.get(table)]
    assert different == []

    # … and what goes wrong inside of the database leaves it as it is.
    if connection.vendor == "postgresql":
        script = place.folder / "broken.sql"
        script.write_text("CREATE TABLE portal_user (id integer); SELECT 1/0;")
        code = f"from portal.backup.databases import *; PostgreSQL.put(Path({str(script)!r}))"
        broken = place.manage("shell", "--no-imports", "--command", code)
        assert "PostgreSQL refuses: " in broken.stderr
        assert "division by zero" in broken.stderr
        after = place.rows()
        del after["portal_editiontoken"]
        assert after == restored


def bytes_of_database(place: Place) -> str:
    """SQLite: of its file; PostgreSQL has none of its own."""
    place.database.close()
    file = place.folder / "portal.sqlite3"
    return sha256(file.read_bytes()).hexdigest() if file.exists() else ""
