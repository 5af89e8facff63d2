"""Two versions of a text with the words marked that distinguish them."""

import re
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

PIECE = re.compile(r"\s+|\w+|[^\w\s]")


def plain(html: str | None) -> str:
    return unescape(strip_tags(html or ""))


def marked(old: str | None, new: str | None) -> tuple[SafeString, SafeString]:
    """Both as HTML without the tags of their own: what is gone in <del>, what is new in <ins>."""
    before, after = PIECE.findall(plain(old)), PIECE.findall(plain(new))
    was, is_now = [], []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        was.append((kind, "".join(before[start:end])))
        is_now.append((kind, "".join(after[new_start:new_end])))
    return with_tags("del", was), with_tags("ins", is_now)


def with_tags(tag: str, pieces: list[tuple[str, str]]) -> SafeString:
    """The pieces in a row, those that are not equal within `tag`."""
    parts = (
        format_html("{}", text) if kind == "equal" else format_html("<{}>{}</{}>", tag, text, tag)
        for kind, text in pieces
        if text
    )
    return format_html_join("", "{}", ((part,) for part in parts))
