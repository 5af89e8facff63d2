"""Which letters the bytes of a page are."""

import codecs
import re

from django.utils.translation import gettext as _

from news.importing.limits import Refused
from portal.characters import INVISIBLE

BYTE_ORDER_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
POLISH = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
# In ISO 8859 these places are control characters, which no text has; Windows has letters there.
CONTROLS = re.compile("[\x80-\x9f]")
# UTF-8 read as Windows-1250, ISO 8859-2 or Windows-1252: ą ć ę ł ń ó ś ź ż, dashes and quotes.
READ_WRONG = re.compile(
    "Ä[…‡™\x85\x87\x99]|Ĺ[‚„›şĽ\x82\x84\x9b]|Å[‚„›º¼\x82\x84\x9b]|Ă[ł³]|Ã³|â€|â\x80"
)


def decode(content: bytes, encoding: str = "") -> str:
    """`content` as text: by `encoding` if given, else its mark, UTF-8, what it declares, a guess.

    UTF-8 comes before what a page declares: text that is valid UTF-8 and holds Polish letters is
    UTF-8, while old pages declare what their first author copied. Raises Refused where nothing
    fits.
    """
    if encoding:
        return _by(content, encoding)
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _by(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name.replace("_", "-") not in {"", "utf-8", "utf8", "iso-8859-2", "windows-1250", "latin2"}:
        return _by(content, name)
    # Both are of one byte and never fail: the right one has Polish letters and no controls.
    return max(
        (content.decode(name, "replace") for name in ("iso-8859-2", "windows-1250")),
        key=lambda text: len(POLISH.findall(text)) - 10 * len(CONTROLS.findall(text)),
    )


def _by(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
        if not isinstance(text, str):
            raise LookupError
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(
            _("it is not written in the encoding %(name)s") % {"name": encoding}
        ) from error
    return text


def looks_wrong(text: str) -> bool:
    """Whether the letters of `text` were read in another encoding than they were written in."""
    return bool("\ufffd" in text or len(READ_WRONG.findall(text)) > 1 or CONTROLS.search(text))


def visible(text: str) -> str:
    return INVISIBLE.sub("", text)
