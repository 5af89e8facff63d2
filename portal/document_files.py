"""Whether a document is what its name says: asked of its content when it is uploaded.

Readers are handed documents as files to save, whatever is in them. What is refused here is what
would deceive whoever opens one on their computer: a program, a page or a macro under another name.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# How much of a text is looked at.
BEGINNING = 64 * 1024
PDF, ZIP, EMPTY_ZIP = b"%PDF-", b"PK\x03\x04", b"PK\x05\x06"
# What tells UTF-16, as Windows writes it, from a file that is no text.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NOT_OF_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[!?]|html|head|body|script|svg|iframe|math)", re.I)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def check_content(file: IO[bytes], name: str) -> None:
    """Raises ValidationError where `file` is not what the extension of `name` says.

    Of an extension without a check, nothing is known and all is refused.
    """
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    check = CHECKS.get(extension)
    try:
        sound = check is not None and check(file)
    finally:
        file.seek(0)
    if not sound:
        raise ValidationError(
            _(
                "This file is not what its name says (.%(extension)s), is damaged or holds macros. "
                "Open it with the program it was made with, save it anew and upload that."
            ),
            params={"extension": extension},
            code="other_content",
        )


def beginning(file: IO[bytes], length: int = BEGINNING) -> bytes:
    file.seek(0)
    return file.read(length)


def is_pdf(file: IO[bytes]) -> bool:
    # At its very beginning: viewers take it further in as well, behind something else.
    return beginning(file, len(PDF)) == PDF


def is_text(file: IO[bytes]) -> bool:
    text = beginning(file)
    if text.startswith(UTF_16):
        return True
    return not (NOT_OF_TEXT.search(text) or MARKUP.match(text) or text.startswith(PDF))


def is_zip(file: IO[bytes]) -> bool:
    return beginning(file, len(ZIP)) in (ZIP, EMPTY_ZIP) and zipfile.is_zipfile(file)


def is_office(folder: str) -> Callable[[IO[bytes]], bool]:
    """Of Microsoft's formats: a zip with something in `folder`; without macros."""

    def check(file: IO[bytes]) -> bool:
        names = names_in(file)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return not has_macros and any(name.startswith(folder) for name in names)

    return check


def is_open_document(kind: str) -> Callable[[IO[bytes]], bool]:
    """Of OpenDocument's formats: a zip that says which of them it is; without macros."""

    def check(file: IO[bytes]) -> bool:
        names = names_in(file)
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            return False
        return "mimetype" in names and said_kind(file) == OPEN_DOCUMENT + kind

    return check


def names_in(file: IO[bytes]) -> set[str]:
    """The names of what is in a zip; none of what is no zip, or a damaged one."""
    if not is_zip(file):
        return set()
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except Exception:  # zipfile fails in many ways on damaged files
        return set()


def said_kind(file: IO[bytes]) -> str:
    """The media type that an OpenDocument file says of itself; empty if it is damaged."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as member:
            return member.read(100).decode("ascii", "replace").strip()
    except Exception:  # so do its ways of packing
        return ""


CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    "csv": is_text,
    "txt": is_text,
    "pdf": is_pdf,
    "zip": is_zip,
    "docx": is_office("word/"),
    "xlsx": is_office("xl/"),
    "pptx": is_office("ppt/"),
    "odt": is_open_document("text"),
    "ods": is_open_document("spreadsheet"),
}
