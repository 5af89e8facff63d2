"""Makes an archive: the database first, then the media, so that each file it names is there."""

import os
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import locks
from django.core.files.storage import default_storage

from portal.backup import BackupError, archive, contents, media
from portal.backup.archive import MEDIA, Manifest
from portal.backup.databases import database
from portal.backup.rotation import STAMP

# An editor may delete a file between the database's moment and the copying of that file.
ATTEMPTS = 3
LIBRARIES = ("django", "wagtail", "wagtail-localize", "django-modeltranslation")


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A place in `folder` for what is not done yet, for one at a time; nothing of it remains.

    What a process that was killed has left there goes, too.
    """
    _refuse_public(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        if not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB):
            raise BackupError("Another backup or restore is running.")
        for left in folder.glob(".unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        place = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _refuse_public(folder: Path) -> None:
    """No archive lies where files are handed out: it holds drafts, accounts and messages."""
    served = [settings.MEDIA_ROOT, settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    for place in filter(None, served):
        if folder.resolve().is_relative_to(Path(place).resolve()):
            raise BackupError(f"{folder} is inside of {place}, which readers can read.")


def make(
    place: Path, folder: Path, prefix: str = "portal", allow_missing: bool = False
) -> tuple[Path, Manifest]:
    """Make an archive in `folder`, all of it or nothing, working in `place` (of `workplace`); gives
    its path and what it tells of itself.

    It has its name only when it lies on the disk, and was read again and found to be right.
    `allow_missing`: although files are lost that the database names.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            made, manifest = _make(place, allow_missing, last=attempt == ATTEMPTS)
            break
        except FileNotFoundError as error:
            if attempt == ATTEMPTS:
                raise BackupError(f"A file went away while it was copied: {error}.") from error
    moment = datetime.fromisoformat(manifest.created)
    path = folder / f"{prefix}-{moment:{STAMP}}.tar"
    if path.exists():
        raise BackupError(f"{path} is there already.")
    made.rename(path)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return path, manifest


def _make(place: Path, allow_missing: bool, last: bool) -> tuple[Path, Manifest]:
    work = Path(tempfile.mkdtemp(dir=place))
    with database().snapshot(work) as (dump, reader):
        created = datetime.now(UTC).replace(microsecond=0)
        named, present = contents.named_files(reader), set(media.names())
        missing = sorted(named - present)
        if missing and not allow_missing:
            _say_what_is_missing(missing, last)
        with dump.open("rb") as file:
            members = {dump.name: media.sum_of(file)}
        for name in sorted(present):
            if found := media.sum_in(default_storage, name):
                members[MEDIA + name] = found
            elif name in named:
                raise FileNotFoundError(name)
        manifest = Manifest(
            created=created.isoformat(),
            portal=portal_version(),
            revision=revision(),
            libraries={name: version(name) for name in LIBRARIES},
            vendor=reader.vendor,
            installation=contents.installation(reader),
            site=settings.WAGTAILADMIN_BASE_URL,
            migrations=contents.migrations(reader),
            rows=contents.rows(reader),
            members=members,
            missing=missing,
        )
    _refuse_full_disk(work, sum(one.size for one in members.values()))
    made = work / "archive.tar"
    # Owner only, from the first byte on.
    with open(made, "xb", opener=partial(os.open, mode=0o600)) as file:
        archive.write(file, manifest, partial(_open_member, dump))
        file.flush()
        os.fsync(file.fileno())
    archive.verify(made)
    return made, manifest


def _say_what_is_missing(missing: list[str], last: bool) -> None:
    """Perhaps they were deleted just now, and another snapshot does not name them any more."""
    if not last:
        raise FileNotFoundError(missing[0])
    more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
    raise BackupError(
        f"The database names files that are not there: {missing[0]}{more}. Bring them back, or"
        " delete what they belong to; --allow-missing makes an archive without them."
    )


def _open_member(dump: Path, name: str) -> BinaryIO:
    if name == dump.name:
        return dump.open("rb")
    return default_storage.open(name.removeprefix(MEDIA))


def _refuse_full_disk(place: Path, needed: int) -> None:
    free = shutil.disk_usage(place).free
    if needed > free:
        raise BackupError(
            f"There is not enough space at {place.parent.parent}: {needed / 1e6:,.0f} MB are"
            f" needed, {free / 1e6:,.0f} MB are free."
        )


def portal_version() -> str:
    project = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(project)["project"]["version"]


def revision() -> str:
    """That of the checkout; empty where there is none."""
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "--short=12", "HEAD"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()
