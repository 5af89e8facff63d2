"""The format of an archive: a tar, of which the first member tells what all the others have to be.

    manifest.json       what it is, of when, of which versions; size and SHA-256 of every member
    manifest.sha256     the sum of the manifest
    database.…          as portal.backup.databases makes it
    media/…             every file of the media

It is not compressed as a whole, as pictures are compressed already: so programs that copy archives
elsewhere find what has not changed since yesterday.
"""

import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, get_origin, get_type_hints

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.utils import validate_file_name

from portal.backup import BackupError
from portal.backup.media import Sum, sum_of

FORMAT = "one-portal-backup"
FORMAT_VERSION = 1
MANIFEST, SUM, MEDIA = "manifest.json", "manifest.sha256", "media/"
MOST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What an archive tells of itself."""

    created: str
    portal: str
    revision: str
    libraries: dict[str, str]
    vendor: str
    installation: str
    site: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    members: dict[str, Sum]
    # Files that the database named, and nobody had any more (`backup --allow-missing`).
    missing: list[str] = field(default_factory=list)

    def as_json(self) -> bytes:
        told = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(told, indent=1).encode()

    @classmethod
    def of_json(cls, data: bytes) -> "Manifest":
        """Fails with ValueError, KeyError, TypeError or AttributeError where it is none."""
        told = json.loads(data)
        members = {name: Sum(**values) for name, values in told.pop("members").items()}
        del told["format"], told["format_version"]
        manifest = cls(members=members, **told)
        for name, kind in get_type_hints(cls).items():
            if not isinstance(getattr(manifest, name), get_origin(kind) or kind):
                raise TypeError(name)
        return manifest

    def files(self) -> dict[str, Sum]:
        """The files of the media, by their names there."""
        return {
            name.removeprefix(MEDIA): one
            for name, one in self.members.items()
            if name.startswith(MEDIA)
        }


def write(file: BinaryIO, manifest: Manifest, open_member: Callable[[str], BinaryIO]) -> None:
    """Write an archive into `file`; `open_member` opens what belongs under a name."""
    told = manifest.as_json()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, data in ((MANIFEST, told), (SUM, sum_of(BytesIO(told)).sha256.encode())):
            tar.addfile(_header(name, len(data)), BytesIO(data))
        for name, wanted in manifest.members.items():
            with open_member(name) as member:
                # tarfile fails if there is less; what is more or other, `verify` finds.
                tar.addfile(_header(name, wanted.size), member)


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive as a tar, in which whatever is wrong with it is told as a `BackupError`."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    except tarfile.TarError as error:
        raise BackupError(
            f"{path} is no archive of a portal, or a damaged one: {error}."
        ) from error


def verify(path: Path) -> Manifest:
    """The manifest of the archive, once every byte of it was found to be what it says."""
    with opened(path) as tar:
        manifest, last = _manifest(tar, path)
        seen = set()
        while header := tar.next():
            wanted = manifest.members.get(header.name)
            if wanted is None or header.name in seen:
                raise BackupError(f"{path} is refused: nobody asked for its member {header.name}.")
            if not _is_plain(header) or not _is_safe(header.name):
                raise BackupError(f"{path} is refused: {header.name} is no plain file.")
            if header.size != wanted.size or sum_of(tar.extractfile(header)) != wanted:
                raise BackupError(f"{path} is damaged: {header.name} is not what it was.")
            seen.add(header.name)
            last = header
        if missing := set(manifest.members) - seen:
            raise BackupError(f"{path} is damaged: {min(missing)} is missing or cut off.")
        _refuse_what_follows(tar, last, path)
    return manifest


def _manifest(tar: tarfile.TarFile, path: Path) -> tuple[Manifest, tarfile.TarInfo]:
    """The manifest, whose form is checked as it may be anybody's, and the member behind it."""
    first, second = tar.next(), tar.next()
    foreign = BackupError(f"{path} is no archive that a portal made.")
    if first is None or first.name != MANIFEST or not _is_plain(first):
        raise foreign
    if second is None or second.name != SUM or not _is_plain(second) or second.size > 100:
        raise foreign
    if first.size > MOST_MANIFEST:
        raise foreign
    data = tar.extractfile(first).read()
    if sum_of(BytesIO(data)).sha256.encode() != tar.extractfile(second).read():
        raise BackupError(f"{path} is damaged: {MANIFEST} is not what it was.")
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise foreign
        if told["format_version"] != FORMAT_VERSION:
            raise BackupError(
                f"{path} has format {told['format_version']}; this portal reads {FORMAT_VERSION}."
            )
        return Manifest.of_json(data), second
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise foreign from error


def _is_plain(header: tarfile.TarInfo) -> bool:
    return header.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not header.issparse()


def _is_safe(name: str) -> bool:
    """Whether a file of this name would be where it belongs. Nothing is ever unpacked by tarfile:
    members are read, and written by a name of ours or by the storage, which looks at it again."""
    try:
        validate_file_name(name, allow_relative_path=True)
    except SuspiciousFileOperation:
        return False
    return name == str(PurePosixPath(name)) and "\\" not in name and "\0" not in name


def _refuse_what_follows(tar: tarfile.TarFile, last: tarfile.TarInfo, path: Path) -> None:
    """Behind the last member a tar is filled up with zeros, to a whole record."""
    blocks = -(-last.size // tarfile.BLOCKSIZE)
    end = last.offset_data + blocks * tarfile.BLOCKSIZE
    tar.fileobj.seek(end)
    rest = tar.fileobj.read(2 * tarfile.RECORDSIZE)
    whole = end + len(rest)
    if len(rest) < 2 * tarfile.BLOCKSIZE or any(rest) or whole % tarfile.RECORDSIZE:
        raise BackupError(f"{path} is damaged: its end is cut off, or something follows it.")
    if tar.fileobj.read(1):
        raise BackupError(f"{path} is damaged: something follows its end.")
