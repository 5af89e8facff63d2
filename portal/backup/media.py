"""The media, through whatever storage is configured: files by name, changed and changed back."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import Storage, default_storage

from portal.backup import BackupError
from portal.share_pictures.files import FOLDER as DRAWN

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Sum:
    """What tells whether a file is the same one."""

    size: int
    sha256: str


def chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def sum_of(file: BinaryIO) -> Sum:
    size, digest = 0, sha256()
    for chunk in chunks(file):
        size += len(chunk)
        digest.update(chunk)
    return Sum(size, digest.hexdigest())


def sum_in(storage: Storage, name: str) -> Sum | None:
    """That of the file `name`; None if there is none."""
    try:
        with storage.open(name) as file:
            return sum_of(file)
    except FileNotFoundError:
        return None


def names(storage: Storage = default_storage) -> Iterator[str]:
    """All files of the media, without the drawn pictures of shared links: they are drawn anew."""
    return (name for name in _names(storage, "") if not name.startswith(f"{DRAWN}/"))


def _names(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from _names(storage, prefix + name)


class Change:
    """Files that are put into the media, until it is decided whether they stay there.

    What stands in their way is copied into `aside` first.
    """

    def __init__(self, aside: Path, storage: Storage = default_storage) -> None:
        self.storage = storage
        self.aside = aside
        self.added: list[str] = []
        self.replaced: dict[str, Path] = {}

    def put(self, name: str, wanted: Sum, file: BinaryIO) -> None:
        """Let the file `name` be `file`, of which `wanted` is the sum."""
        present = sum_in(self.storage, name)
        if present == wanted:
            return
        if present is None:
            self.added.append(name)
        else:
            copy = self.aside / f"replaced-{len(self.replaced)}"
            with self.storage.open(name) as old, copy.open("wb") as target:
                shutil.copyfileobj(old, target, CHUNK)
            self.replaced[name] = copy
        self._write(name, file)

    def _write(self, name: str, file: BinaryIO) -> None:
        self.storage.delete(name)
        if (given := self.storage.save(name, File(file))) != name:
            self.storage.delete(given)
            raise BackupError(f"The storage of the media takes no file of the name {name}.")

    def undo(self) -> None:
        """All as it was."""
        for name in self.added:
            self.storage.delete(name)
        for name, copy in self.replaced.items():
            with copy.open("rb") as file:
                self._write(name, file)


def remove_others(wanted: set[str], storage: Storage = default_storage) -> None:
    """Delete what is not `wanted`, drawn pictures included: they are of other pages."""
    for name in list(_names(storage, "")):
        if name not in wanted:
            storage.delete(name)
