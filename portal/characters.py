"""Characters that no format of text wants: XML 1.0 forbids them, calendars and readers stumble."""

import re

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` without control characters; tabs and line breaks stay, the latter as one sign."""
    return INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
