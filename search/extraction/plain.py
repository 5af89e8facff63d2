"""Plain text, in the encodings that Polish files come in."""

from collections.abc import Iterator
from typing import BinaryIO

from search.extraction.result import Limits, Outcome, Unreadable

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BYTES_PER_CHARACTER = 4


def read_plain(file: BinaryIO, limits: Limits) -> Iterator[str]:
    content = file.read((limits.characters + 1) * BYTES_PER_CHARACTER)
    if content.startswith(UTF16_MARKS):
        yield content.decode("utf-16", errors="replace")
        return
    if b"\0" in content:
        raise Unreadable(Outcome.DAMAGED)
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Cut within its last character, or older than UTF-8.
        is_cut = error.start > len(content) - BYTES_PER_CHARACTER
        yield content.decode("utf-8-sig" if is_cut else "cp1250", errors="replace")
