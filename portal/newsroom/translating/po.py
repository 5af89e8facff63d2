"""PO files: made for translators who work elsewhere, and read however they come back.

A text's context is "<translation key of the page>:<path in the page>", so that one file holds the
texts of many pages; wagtail-localize's own files have the path alone, and are read as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import polib
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from portal.newsroom.translating.places import Text

MOST_BYTES = 5 * 1024 * 1024
CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]{1,40})")
FUZZY = "fuzzy"


class Unreadable(Exception):
    """The file is none that can be used; its text tells the editor why."""


@dataclass(frozen=True)
class PageName:
    """What a translator is told of the page that a text is from."""

    title: str
    labels: dict[tuple[str, int], list[str]]


def make(
    texts: Iterable[Text], names: dict[UUID, PageName], source: Locale, target: Locale
) -> polib.POFile:
    """A file of `texts`. What only a machine has translated is fuzzy, as PO calls it."""
    po = polib.POFile(wrapwidth=200)
    po.metadata = {
        "PO-Revision-Date": timezone.localtime().strftime("%Y-%m-%d %H:%M%z"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": target.language_code,
        "X-Source-Language": source.language_code,
    }
    written = set()
    for text in texts:
        place = text.place
        context = f"{place.key}:{place.path}"
        if (context, place.source) in written:
            continue  # twice in one paragraph: one translation serves both
        written.add((context, place.source))
        name = names[place.key]
        where = name.labels.get((place.path, place.string_id), [])
        po.append(
            polib.POEntry(
                msgctxt=context,
                msgid=place.source,
                msgstr=text.data or "",
                comment=" › ".join([name.title, *where]),
                flags=[FUZZY] if text.is_unconfirmed or text.is_wrong else [],
            )
        )
    return po


def read(upload: UploadedFile | None) -> polib.POFile:
    """The entries of an uploaded file, or Unreadable."""
    if upload is None:
        raise Unreadable(_("Choose a PO file."))
    if upload.size > MOST_BYTES:
        raise Unreadable(
            _("This file is too large: a PO file may have up to %(count)d MB.")
            % {"count": MOST_BYTES // 1024 // 1024}
        )
    content = upload.read()
    if not content.strip():
        raise Unreadable(_("This file is empty."))
    text = decoded(content)
    try:
        # With a line before it, it cannot be taken for the name of a file.
        po = polib.pofile(f"\n{text}")
    except (OSError, ValueError, IndexError) as error:
        # polib's own error is an OSError, which names the line.
        line = re.search(r"line (\d+)", str(error))
        if line:
            raise Unreadable(
                _("This is no PO file, or a damaged one: line %(number)d cannot be read.")
                % {"number": max(int(line[1]) - 1, 1)}
            ) from error
        raise Unreadable(_("This is no PO file, or a damaged one.")) from error
    if not len(po):
        raise Unreadable(_("There are no texts in this file."))
    return po


def decoded(content: bytes) -> str:
    """The file as text: in UTF-8, or in the character set that it names."""
    named = CHARSET.search(content[:5000])
    names = ["utf-8-sig", *([named[1].decode("ascii")] if named else [])]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names.insert(0, "utf-16")
    for name in names:
        try:
            text = content.decode(name)
        except (UnicodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(_("This is no text file. Save it as PO, in UTF-8."))


def language_of(po: polib.POFile) -> str:
    """The language that the file says it is in ("en" of "en_GB"); empty if it says none."""
    return re.split(r"[-_@.]", po.metadata.get("Language", "").strip().lower())[0]


def split_context(context: str | None) -> tuple[UUID | None, str]:
    """The page's translation key, if there is one, and the path."""
    key, colon, path = (context or "").partition(":")
    try:
        return (UUID(key), path) if colon else (None, key)
    except ValueError:
        return None, context or ""
