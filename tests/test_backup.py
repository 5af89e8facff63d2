"""An archive is whole and of one moment, or is refused before anything is touched.

The way of the commands through real processes is in test_backup_and_restore.py.
"""

import io
import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.models import FileField

from portal.backup import BackupError, archive, contents, databases, making, media, restoring
from portal.backup.archive import MANIFEST, SUM
from portal.models import PortalDocument
from tests.planted import all_rows

pytestmark = pytest.mark.django_db
DOCUMENT = "documents/strategia.pdf"


@pytest.fixture(scope="session")
def file_database(django_db_setup, django_db_blocker, tmp_path_factory) -> Path | None:
    """SQLite: what the migrations made, in a file: it copies nothing that is not committed."""
    if connection.vendor != "sqlite":
        return None
    path = tmp_path_factory.mktemp("database") / "portal.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        copy.executescript("\n".join(connection.connection.iterdump()))
    return path


@pytest.fixture(autouse=True)
def _in_a_file(file_database, monkeypatch):
    if file_database is None:
        yield
        return
    other = connection.copy("file")
    other.settings_dict.update(NAME=str(file_database), OPTIONS={})
    monkeypatch.setattr(databases, "connection", other)
    yield
    other.close()


@pytest.fixture(autouse=True)
def places(settings, tmp_path) -> Path:
    """A library and a folder of archives of this test's own; given is the latter."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    default_storage.save(DOCUMENT, ContentFile(b"strategia " * 1000))
    default_storage.save("original_images/łąka.png", ContentFile(b"obraz"))
    return settings.BACKUP_DIR


def back_up(folder: Path, **options) -> Path:
    """Makes an archive by the command; gives its path."""
    call_command("backup", to=folder, verbosity=0, **options)
    (made,) = folder.glob("portal-*.tar")
    return made


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class TestMaking:
    def test_an_archive_tells_what_it_is(self, places):
        manifest = archive.verify(back_up(places))
        assert manifest.vendor == connection.vendor
        assert manifest.portal == making.portal_version()
        assert manifest.rows["wagtailcore_page"] == 2
        assert manifest.migrations == contents.migrations(connection)
        assert set(manifest.files()) == {DOCUMENT, "original_images/łąka.png"}
        assert manifest.files()[DOCUMENT].sha256 == sha256(b"strategia " * 1000).hexdigest()

    def test_only_its_owner_can_read_it_and_nothing_unfinished_remains(self, places):
        made = back_up(places)
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(places.stat().st_mode) == 0o700
        assert {path.name for path in places.iterdir()} == {".lock", made.name}

    def test_what_a_killed_one_has_left_goes(self, places):
        left = places / ".unfinished-x" / "archive.tar"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"half")
        back_up(places)
        assert not left.parent.exists()

    def test_drawn_pictures_are_drawn_anew(self, places):
        default_storage.save("share/7/a.jpg", ContentFile(b"drawn"))
        assert not [name for name in archive.verify(back_up(places)).members if "share" in name]

    @pytest.mark.parametrize("served", ["MEDIA_ROOT", "STATIC_ROOT"])
    def test_it_is_not_put_where_readers_read(self, served, settings, tmp_path):
        setattr(settings, served, tmp_path / "served")
        with pytest.raises(CommandError, match="readers can read"):
            call_command("backup", to=tmp_path / "served" / "backups")

    def test_a_folder_that_cannot_be_written(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(CommandError, match=r"No backup was made.*Not a directory"):
            call_command("backup", to=tmp_path / "file" / "backups")

    def test_a_database_in_which_there_is_no_portal(self, places, monkeypatch):
        monkeypatch.setattr(contents, "migrations", lambda reader: {})
        with pytest.raises(CommandError, match="There is no portal in this database"):
            back_up(places)
        assert not places.exists()

    def test_without_the_programs_of_postgresql(self, places, monkeypatch):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite needs none")
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(CommandError, match="There is no pg_dump here"):
            back_up(places)

    def test_a_full_disk(self, places, monkeypatch):
        usage = shutil.disk_usage("/")._replace(free=1000)
        monkeypatch.setattr(shutil, "disk_usage", lambda place: usage)
        with pytest.raises(CommandError, match="not enough space"):
            back_up(places)
        assert {path.name for path in places.iterdir()} == {".lock"}

    def test_one_at_a_time(self, places):
        with (
            making.workplace(places),
            pytest.raises(CommandError, match="Another backup or restore is running"),
        ):
            back_up(places)

    def test_what_goes_wrong_while_it_is_read_again_leaves_nothing(self, places, monkeypatch):
        write = archive.write

        def write_badly(file, *args):
            write(file, *args)
            file.seek(archive.tarfile.BLOCKSIZE + 30)
            file.write(b"#")

        monkeypatch.setattr(archive, "write", write_badly)
        with pytest.raises(CommandError, match="damaged"):
            back_up(places)
        assert {path.name for path in places.iterdir()} == {".lock"}

    def test_a_file_that_goes_away_meanwhile(self, places, monkeypatch):
        """As a file that an editor deletes: the next attempt does not name it any more."""
        going, open_member = [DOCUMENT], making._open_member

        def open_or_lose(dump, name):
            if going:
                default_storage.delete(going.pop())
            return open_member(dump, name)

        monkeypatch.setattr(making, "_open_member", open_or_lose)
        assert DOCUMENT not in archive.verify(back_up(places)).files()

    def test_all_files_that_models_name_are_in_the_media(self):
        named = {
            field
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.local_concrete_fields
            if isinstance(field, FileField) and model._meta.managed and not model._meta.proxy
        }
        assert PortalDocument._meta.get_field("file") in named
        assert named == set(contents.file_fields())


class TestRotation:
    OLD = ("portal-20200101T033000Z.tar", "portal-20200102T033000Z.tar")

    @pytest.fixture(autouse=True)
    def old(self, places):
        places.mkdir()
        for name in self.OLD:
            (places / name).write_text("archive")

    def test_old_ones_go_when_a_new_one_is_there(self, places, capsys):
        call_command("backup", keep_daily=2)
        assert {path.name for path in places.glob("*.tar")} > {self.OLD[1]}
        assert not (places / self.OLD[0]).exists()
        assert f"Deleted: {self.OLD[0]}" in capsys.readouterr().out

    def test_none_goes_unasked(self, places):
        call_command("backup", verbosity=0)
        assert len(list(places.glob("*.tar"))) == 3

    def test_none_goes_when_the_new_one_is_not_good(self, places, monkeypatch):
        def refuse(path):
            raise BackupError("damaged")

        monkeypatch.setattr(archive, "verify", refuse)
        with pytest.raises(CommandError, match=r"No backup was made\. damaged"):
            call_command("backup", keep_daily=1)
        assert {path.name for path in places.glob("*.tar")} == set(self.OLD)

    def test_a_number_that_is_none(self, places):
        with pytest.raises(CommandError, match="0 or more"):
            call_command("backup", keep_weekly=-1)
        assert {path.name for path in places.iterdir()} == set(self.OLD)


class TestLostFiles:
    """The database of another connection knows only what was committed: so it is told here."""

    @pytest.fixture(autouse=True)
    def lost(self, monkeypatch):
        monkeypatch.setattr(contents, "named_files", lambda reader: {DOCUMENT, "images/lost.jpg"})

    def test_no_backup_without_a_file_that_the_database_names(self, places):
        with pytest.raises(CommandError, match=r"not there: images/lost.jpg"):
            back_up(places)
        assert {path.name for path in places.iterdir()} == {".lock"}

    def test_unless_one_is_wanted_all_the_same(self, places, capsys):
        manifest = archive.verify(back_up(places, allow_missing=True))
        assert manifest.missing == ["images/lost.jpg"]
        assert "lost: images/lost.jpg" in capsys.readouterr().err


def members_of(path: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(path) as tar:
        return [(one, tar.extractfile(one).read() if one.isreg() else b"") for one in tar]


def rewritten(path: Path, change) -> None:
    """The archive `path` with its members as `change` leaves the list of them."""
    members = members_of(path)
    change(members)
    with tarfile.open(path, "w") as tar:
        for header, data in members:
            header.size = len(data) if header.isreg() else 0
            tar.addfile(header, io.BytesIO(data))


def signed(path: Path, **values) -> None:
    """The archive with another manifest, and its right sum: as somebody would make it."""

    def change(members):
        told = {**json.loads(members[0][1]), **values}
        data = json.dumps(told).encode()
        members[0] = (members[0][0], data)
        members[1] = (members[1][0], sha256(data).hexdigest().encode())

    rewritten(path, change)


def header(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def add(path: Path, *made: tuple[tarfile.TarInfo, bytes], told: bool = False) -> None:
    """More members; where `told`, the manifest names them, too."""
    rewritten(path, lambda members: members.extend(made))
    if told:
        manifest = json.loads(members_of(path)[0][1])
        for one, data in made:
            sums = {"size": len(data), "sha256": sha256(data).hexdigest()}
            manifest["members"][one.name] = sums
        signed(path, members=manifest["members"])


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def cut_by(path: Path, missing: int) -> None:
    cut(path, path.stat().st_size - missing)


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def plain_tar(path: Path) -> None:
    with tarfile.open(path, "w") as tar:
        tar.addfile(header("index.html"), io.BytesIO())


def compressed(path: Path) -> None:
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(header(MANIFEST), io.BytesIO())


def newer(path: Path) -> None:
    manifest = json.loads(members_of(path)[0][1])
    migrations = manifest["migrations"]
    migrations["portal"].append("9999_of_the_future")
    signed(path, migrations=migrations, portal="7.0.0", revision="abc123")


HOSTILE = {
    "cut in the middle": (lambda path: cut(path, 5000), "damaged"),
    "cut before the end": (lambda path: cut_by(path, 10240), "damaged"),
    "cut by a byte": (lambda path: cut_by(path, 1), "damaged"),
    "something follows": (lambda path: append(path, b"x" * 10240), "damaged"),
    "zeros follow": (lambda path: append(path, b"\0" * 40960), "damaged"),
    "empty": (lambda path: cut(path, 0), "no archive|damaged"),
    "text": (lambda path: path.write_text("portal " * 5000), "no archive"),
    "a plain tar": (plain_tar, "no archive that a portal made"),
    "a compressed tar": (compressed, "no archive"),
    "one member missing": (
        lambda path: rewritten(path, lambda members: members.pop(3)),
        "missing or cut off",
    ),
    "no database": (
        lambda path: rewritten(path, lambda members: members.pop(2)),
        "missing or cut off",
    ),
    "no sum": (
        lambda path: rewritten(path, lambda members: members.pop(1)),
        "no archive that a portal made",
    ),
    "one member twice": (
        lambda path: rewritten(path, lambda members: members.append(members[3])),
        "nobody asked",
    ),
    "a second manifest": (
        lambda path: rewritten(path, lambda members: members.append(members[0])),
        "nobody asked",
    ),
    "one member more": (lambda path: add(path, (header("media/x.html"), b"x")), "nobody asked"),
    "two members exchanged": (
        lambda path: rewritten(
            path,
            lambda members: members.__setitem__(3, (members[3][0], members[4][1])),
        ),
        "damaged",
    ),
    "a link": (
        lambda path: add(path, (header("media/x", tarfile.SYMTYPE, "/etc/passwd"), b""), told=True),
        "no plain file",
    ),
    "a hard link": (
        lambda path: add(path, (header("media/x", tarfile.LNKTYPE, MANIFEST), b""), told=True),
        "no plain file",
    ),
    "a device": (
        lambda path: add(path, (header("media/x", tarfile.CHRTYPE), b""), told=True),
        "no plain file",
    ),
    "a folder": (
        lambda path: add(path, (header("media/x", tarfile.DIRTYPE), b""), told=True),
        "no plain file",
    ),
    "a way out": (
        lambda path: add(path, (header("media/../../evil.txt"), b"x"), told=True),
        "no plain file",
    ),
    "an absolute name": (
        lambda path: add(path, (header("/evil.txt"), b"x"), told=True),
        "no plain file",
    ),
    "a name of Windows": (
        lambda path: add(path, (header("media/..\\evil.txt"), b"x"), told=True),
        "no plain file",
    ),
    "a second database": (
        lambda path: add(path, (header("database.old"), b"x"), told=True),
        "no archive that a portal made",
    ),
    "another project": (lambda path: signed(path, format="shop"), "no archive that a portal made"),
    "a later format": (lambda path: signed(path, format_version=2), "has format 2"),
    "members of no form": (
        lambda path: signed(path, members={"media/x": 7}),
        "no archive that a portal made",
    ),
    "rows of no form": (lambda path: signed(path, rows=[1]), "no archive that a portal made"),
    "no members": (lambda path: signed(path, members={}), "nobody asked"),
    "another database": (lambda path: signed(path, vendor="oracle"), "is of oracle"),
    "a newer portal": (newer, r"needs portal 7\.0\.0, revision abc123"),
}


class TestRefused:
    @pytest.fixture
    def made(self, places) -> Path:
        return back_up(places)

    @pytest.fixture
    def untouched(self, made, places, settings, monkeypatch):
        """Refuses the archive `made`, and nothing is other than before."""
        for place in (databases.SQLite, databases.PostgreSQL, media.Change):
            monkeypatch.setattr(place, "put", lambda *args: pytest.fail("something is changed"))

        def refused(message: str):
            before = all_rows(), files_in(settings.MEDIA_ROOT)
            with pytest.raises(CommandError, match=message) as caught:
                call_command("restore", made, replace=True, another_portal=True)
            assert caught.value.returncode == 1
            assert (all_rows(), files_in(settings.MEDIA_ROOT)) == before
            assert {path.name for path in places.iterdir()} <= {".lock", made.name}

        return refused

    @pytest.mark.parametrize("name", HOSTILE)
    def test_is(self, name, made, untouched):
        change, message = HOSTILE[name]
        change(made)
        untouched(message)

    def test_one_byte_of_any_member(self, made):
        with tarfile.open(made) as tar:
            places = {one.name: (one.offset, one.offset_data, one.size) for one in tar}
        assert len(places) == 5
        for name, (offset, start, size) in places.items():
            for at in (offset + 2, offset + 130, start, start + size // 2, start + size - 1):
                flip(made, at)
                with pytest.raises(BackupError):
                    archive.verify(made)
                flip(made, at)
                assert name in (MANIFEST, SUM, *archive.verify(made).members)

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="There is no file"):
            call_command("restore", tmp_path / "portal.tar")

    def test_a_folder_in_its_place(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("restore", tmp_path)

    def test_another_database_of_the_same_kind(self, made, untouched):
        """The counts of the manifest are those of the archive's own database, on SQLite: of a dump
        of PostgreSQL they are known only when it is back."""
        if connection.vendor != "sqlite":
            pytest.skip("a dump of PostgreSQL is looked into by restoring it")
        signed(made, rows={"wagtailcore_page": 1})
        untouched("not the one that it tells of")

    def test_a_database_that_cannot_be_unpacked(self, made, untouched):
        def change(members):
            members[2] = (members[2][0], b"no database")

        rewritten(made, change)
        told = json.loads(members_of(made)[0][1])["members"]
        told[databases.database().member] = {
            "size": 11,
            "sha256": sha256(b"no database").hexdigest(),
        }
        signed(made, members=told)
        untouched("Nothing was restored")

    def test_where_somebody_works_already(self, made):
        with pytest.raises(CommandError, match="not empty"):
            call_command("restore", made)

    def test_where_there_is_something_else_than_a_portal(self, made, monkeypatch, untouched):
        monkeypatch.setattr(contents, "tables", lambda reader: ["shop_order", "shop_customer"])
        monkeypatch.setattr(contents, "is_empty", lambda reader: True)
        untouched("something else than a portal, such as shop_order")

    def test_one_of_another_portal(self, made):
        signed(made, installation="0" * 32)
        with pytest.raises(CommandError, match="of another portal"):
            call_command("restore", made, replace=True)

    def test_what_is_found_good_is_told(self, made, capsys):
        call_command("restore", made, check=True)
        assert "The archive is whole, and can be restored here" in capsys.readouterr().out

    def test_one_of_another_portal_is_not_if_it_is_said(self, made):
        signed(made, installation="0" * 32)
        assert restoring.refuse_target(restoring.check(made), replace=True, another=True)

    def test_an_older_one_is_not(self, made):
        migrations = json.loads(members_of(made)[0][1])["migrations"]
        migrations["portal"] = migrations["portal"][:-1]
        signed(made, migrations=migrations)
        assert restoring.check(made).migrations == migrations


@pytest.fixture(params=["folder", "memory"])
def storage(request, tmp_path):
    if request.param == "folder":
        return FileSystemStorage(location=tmp_path / "folder")
    return InMemoryStorage()


class TestMedia:
    """Whatever storage there is."""

    def put(self, change: media.Change, name: str, data: bytes) -> None:
        change.put(name, media.sum_of(io.BytesIO(data)), io.BytesIO(data))

    def content(self, storage) -> dict[str, bytes]:
        found = {}
        for name in media.names(storage):
            with storage.open(name) as file:
                found[name] = file.read()
        return found

    def test_new_files_and_others_of_the_same_name(self, storage, tmp_path):
        storage.save("a/b.txt", ContentFile(b"old"))
        storage.save("left.txt", ContentFile(b"left"))
        change = media.Change(tmp_path, storage)
        self.put(change, "a/b.txt", b"new")
        self.put(change, "c/d/e.txt", b"added")
        assert self.content(storage) == {
            "a/b.txt": b"new",
            "c/d/e.txt": b"added",
            "left.txt": b"left",
        }
        media.remove_others({"a/b.txt", "c/d/e.txt"}, storage)
        assert set(self.content(storage)) == {"a/b.txt", "c/d/e.txt"}

    def test_are_taken_back(self, storage, tmp_path):
        storage.save("a/b.txt", ContentFile(b"old"))
        storage.save("same.txt", ContentFile(b"same"))
        change = media.Change(tmp_path, storage)
        for name, data in {"a/b.txt": b"new", "same.txt": b"same", "c.txt": b"added"}.items():
            self.put(change, name, data)
        change.undo()
        assert self.content(storage) == {"a/b.txt": b"old", "same.txt": b"same"}

    def test_there_may_be_none(self, tmp_path):
        assert list(media.names(FileSystemStorage(location=tmp_path / "nowhere"))) == []

    def test_a_database_that_takes_nothing_leaves_them_as_they_were(
        self, places, settings, monkeypatch
    ):
        made = back_up(places)
        default_storage.delete("original_images/łąka.png")
        with default_storage.open(DOCUMENT, "wb") as file:
            file.write(b"another")
        before = files_in(settings.MEDIA_ROOT)

        def fail(*args):
            assert files_in(settings.MEDIA_ROOT) != before
            raise BackupError("The database takes nothing.")

        monkeypatch.setattr(databases.database(), "put", fail)
        with pytest.raises(
            CommandError, match=r"Nothing was restored\. The database takes nothing"
        ):
            call_command("restore", made, replace=True, verbosity=0)
        assert files_in(settings.MEDIA_ROOT) == before
        (saved,) = places.glob("before-restore-*.tar")
        assert archive.verify(saved).files()[DOCUMENT].size == len(b"another")


WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
number = 0
while True:
    number += 1
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO one VALUES (?, ?)", (number, "x" * 2000))
    database.execute("INSERT INTO two VALUES (?, ?)", (number, "x" * 2000))
    database.execute("COMMIT")
    if number == 5:
        print("writing", flush=True)
"""


class TestSQLite:
    @pytest.fixture
    def live(self, _in_a_file, tmp_path, monkeypatch) -> Path:
        """A database in a file, which `databases` takes for that of the portal."""
        if connection.vendor != "sqlite":
            pytest.skip("of SQLite")
        path = tmp_path / "live.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            for table in ("one", "two"):
                database.execute(f"CREATE TABLE {table} (number integer, text text)")
        other = connection.copy("live")
        other.settings_dict.update(NAME=str(path), OPTIONS={})
        monkeypatch.setattr(databases, "connection", other)
        yield path
        other.close()

    def test_a_copy_is_of_one_moment_while_another_process_writes(self, live, tmp_path):
        counted = []
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, live], stdout=subprocess.PIPE, text=True
        ) as writer:
            try:
                assert writer.stdout.readline() == "writing\n"
                for number in range(5):
                    work = tmp_path / str(number)
                    work.mkdir()
                    with databases.SQLite.snapshot(work) as (_packed, reader):
                        rows = contents.rows(reader)
                    assert rows["one"] == rows["two"] > 0
                    counted.append(rows["one"])
            finally:
                writer.kill()
        assert counted[0] < counted[-1], "nobody has written meanwhile"

    def restored(self, live: Path, work: Path) -> dict[str, int]:
        work.mkdir()
        with databases.SQLite.snapshot(work) as (_packed, reader):
            return contents.rows(reader)

    def test_who_reads_meanwhile_goes_on_and_then_sees_what_was_put(self, live, tmp_path):
        with closing(sqlite3.connect(live)) as reader:
            with databases.SQLite.snapshot(tmp_path) as (_packed, copy):
                assert contents.rows(copy) == {"one": 0, "two": 0}
            reader.execute("INSERT INTO one VALUES (1, 'since')")
            reader.commit()
            databases.SQLite.put(tmp_path / "database.sqlite3")
            assert reader.execute("SELECT count(*) FROM one").fetchone() == (0,)
            assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_a_database_in_use_is_left_as_it_is(self, live, tmp_path, monkeypatch):
        monkeypatch.setattr(databases, "SECONDS", 0)
        with databases.SQLite.snapshot(tmp_path):
            pass
        with closing(sqlite3.connect(live, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO one VALUES (1, 'kept')")
            with pytest.raises(BackupError, match="in use"):
                databases.SQLite.put(tmp_path / "database.sqlite3")
            writer.execute("COMMIT")
        assert self.restored(live, tmp_path / "after") == {"one": 1, "two": 0}

    def test_a_damaged_database_makes_no_backup(self, live, tmp_path):
        with closing(sqlite3.connect(live)) as database:
            database.execute("CREATE INDEX numbers ON one (number)")
            database.executemany("INSERT INTO one VALUES (?, 'x')", [(n,) for n in range(2000)])
            database.commit()
            database.execute("PRAGMA writable_schema = ON")
            # An index that does not know what its table has.
            database.execute(
                "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
                " WHERE name = 'two') WHERE name = 'numbers'"
            )
            database.commit()
        with (
            pytest.raises((BackupError, DatabaseError, sqlite3.Error), match=r"damaged|malformed"),
            databases.SQLite.snapshot(tmp_path),
        ):
            pass


def test_manifest_goes_there_and_back():
    one = archive.Manifest(
        created="2026-11-27T04:00:00+00:00",
        portal="0.1.0",
        revision="",
        libraries={},
        vendor="sqlite",
        installation="",
        site="",
        migrations={},
        rows={},
        members={"media/łąka.png": media.Sum(1, "a")},
    )
    assert archive.Manifest.of_json(one.as_json()) == one
    assert archive.Manifest.of_json(replace(one, missing=["x"]).as_json()).missing == ["x"]
