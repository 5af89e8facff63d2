"""Files given with the export: a folder or a zip file. Only what is listed can be opened."""

import os
import re
import stat
from abc import ABC, abstractmethod
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from news.importing import limits
from news.importing.limits import Refused

IS_ENCRYPTED = 0x1
# WordPress names its smaller copies so; the original is worth more.
SIZE = re.compile(r"-(\d{2,5}x\d{2,5}|scaled)(?=\.\w{3,4}$)")


class Files(ABC):
    """Named files. `names` are relative, with "/", and never lead out of the folder."""

    def __init__(self, names: list[str]):
        self.names = sorted(names)
        self.by_name: dict[str, list[str]] = {}
        for name in self.names:
            self.by_name.setdefault(PurePosixPath(name).name.lower(), []).append(name)

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """The content of `name`, to be read once."""

    def read(self, name: str, limit: int) -> bytes:
        """The content of `name`. Raises Refused if it is more than `limit` bytes or damaged."""
        try:
            with self.open(name) as stream:
                content = stream.read(limit + 1)
        # NotImplementedError: packed in a way that Python's zipfile does not know.
        except (OSError, BadZipFile, NotImplementedError, EOFError, ValueError) as error:
            raise Refused(_("it cannot be read")) from error
        except Exception as error:  # zlib.error and its like: whatever unpacks may fail its way
            raise Refused(_("it is damaged")) from error
        if len(content) > limit:
            raise Refused(_("it is larger than %(size)s MB") % {"size": limit // limits.MB})
        return content

    def find(self, path: str) -> str | None:
        """The file that the address path `path` names; None if none does, or several.

        An original goes before its smaller copies. Names alone do not do where there are folders:
        every month of WordPress may have its own photo.jpg.
        """
        for wanted in dict.fromkeys([SIZE.sub("", path), path]):
            parts = [part for part in PurePosixPath(wanted.lower()).parts if part != "/"]
            if not parts or ".." in parts:
                return None
            scores: dict[int, list[str]] = {}
            for name in self.by_name.get(parts[-1], ()):
                theirs = PurePosixPath(name.lower()).parts
                pairs = zip(reversed(parts), reversed(theirs), strict=False)
                common = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
                if common >= min(3, len(parts), len(theirs)):
                    scores.setdefault(common, []).append(name)
            if scores and len(best := scores[max(scores)]) == 1:
                return best[0]
        return None


class FolderFiles(Files):
    """The files below `root`; links that lead out of it, devices and hidden files are not there."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        names: list[str] = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                path = Path(folder, name)
                if not name.startswith(".") and self.is_inside(path):
                    names.append(path.relative_to(self.root).as_posix())
            if len(names) > limits.FILES:
                raise Refused(f"there are more than {limits.FILES} files in it")
        super().__init__(names)

    def is_inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.root) and stat.S_ISREG(path.stat().st_mode)
        except (OSError, RuntimeError):
            return False

    def open(self, name: str) -> BinaryIO:
        return (self.root / name).open("rb")


class ZipFiles(Files):
    """The files of a zip file, of which nothing is unpacked to the disk.

    Raises Refused for one that unpacks into too much, is locked or damaged, or whose names lead
    out of a folder.
    """

    def __init__(self, path: Path):
        try:
            self.zip = ZipFile(path)
            members = [member for member in self.zip.infolist() if not member.is_dir()]
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Refused("it is no zip file, or a damaged one") from error
        if len(members) > limits.FILES:
            raise Refused(f"there are more than {limits.FILES} files in it")
        # zipfile reads no more of a member than this says, whatever the packed data holds.
        if sum(member.file_size for member in members) > limits.ZIP_BYTES:
            raise Refused(f"it unpacks into more than {limits.ZIP_BYTES // limits.MB} MB")
        for member in members:
            self.check(member)
        hidden = re.compile(r"(^|/)(\.|__MACOSX/)")
        names = [member.filename for member in members if not hidden.search(member.filename)]
        if len(set(names)) < len(names):
            raise Refused("it holds two files of one name")
        super().__init__(names)

    def check(self, member: ZipInfo) -> None:
        name = member.filename
        if (
            name.startswith("/")
            or "\\" in getattr(member, "orig_filename", name)
            or re.match(r"[A-Za-z]:", name)
            or ".." in PurePosixPath(name).parts
            or re.search(r"[\x00-\x1f]", name)
        ):
            raise Refused(f"it holds a name that leads out of its folder: {name[:80]!r}")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refused(f"it holds a link to another file: {name[:80]!r}")
        if member.flag_bits & IS_ENCRYPTED:
            raise Refused("it is locked by a password")
        if member.file_size > limits.ZIP_RATIO_FROM and member.file_size > limits.ZIP_RATIO * max(
            1, member.compress_size
        ):
            raise Refused(f"{name[:80]!r} unpacks into more than {limits.ZIP_RATIO} times its size")

    def open(self, name: str) -> BinaryIO:
        return self.zip.open(name)
