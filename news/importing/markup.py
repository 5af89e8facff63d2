"""Inline HTML of an old site as rich text of ours: what is not allowed on purpose is gone."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from bs4 import NavigableString, PageElement, Tag
from bs4.element import CData, PreformattedString

from news.importing.encoding import visible

BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite"}
INLINE = {
    *BOLD, *ITALIC, "a", "abbr", "acronym", "bdi", "bdo", "big", "br", "code", "data", "del", "dfn",
    "font", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
LINKED = {"http", "https", "mailto", "tel"}
# A line, and an empty line between paragraphs, where text of the classic editor has them.
LINE, GAP = "\x01", "\x02"


def is_text(node: PageElement) -> bool:
    """Whether `node` is text, not a comment or a declaration."""
    return isinstance(node, NavigableString) and (
        not isinstance(node, PreformattedString) or isinstance(node, CData)
    )


def is_inline(node: PageElement) -> bool:
    """Whether `node` stands in a line of text with all that is in it."""
    if not isinstance(node, Tag):
        return True
    return node.name in INLINE and all(
        tag.name in INLINE for tag in node.descendants if isinstance(tag, Tag)
    )


def plain(node: PageElement | str) -> str:
    """The text of `node` in one line; HTML in a string is read, not shown."""
    text = node if isinstance(node, str) else node.get_text(" ")
    return re.sub(r"\s+", " ", visible(text).replace("\xa0", " ")).strip()


def link_address(href: str, base: str) -> str | None:
    """What `href` leads to from `base`, if a reader may be sent there; else None."""
    # Browsers pass over line ends, tabs and control characters within "java\nscript:".
    href = re.sub(r"[\x00-\x1f\x7f-\x9f]+", "", href).strip()
    try:
        address = urljoin(base, href)
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    if scheme not in LINKED and (scheme or ":" in href.split("/")[0]):
        return None
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


class Inline:
    """Renders inline nodes. `link` gives the opening tag of a link, or "" for none."""

    def __init__(self, link: Callable[[Tag], str], keep_lines: bool = False):
        self.link, self.keep_lines = link, keep_lines

    def __call__(self, nodes: list[PageElement]) -> str:
        html = "".join(self.render(node, top=True) for node in nodes)
        return re.sub(rf"[ \t\r\n]*(<br/>|{LINE}|{GAP})[ \t\r\n]*", r"\1", html)

    def render(self, node: PageElement, top: bool = False) -> str:
        if not isinstance(node, Tag):
            return self.text(str(node), top) if is_text(node) else ""
        if node.name == "br":
            return "<br/>"
        inner = "".join(self.render(child) for child in node.children)
        if not inner.strip():
            return inner
        if node.name in BOLD:
            return f"<b>{inner}</b>"
        if node.name in ITALIC:
            return f"<i>{inner}</i>"
        if node.name == "q":
            return f"„{inner}”"
        if node.name == "a" and (opening := self.link(node)):
            return f"{opening}{inner}</a>"
        return inner

    def text(self, text: str, top: bool) -> str:
        text = visible(text).replace("\r\n", "\n")
        if self.keep_lines:
            gap = GAP if top else LINE
            text = re.sub(r"\n[ \t]*\n\s*", gap, text)
            text = re.sub(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)", LINE, text)
        text = re.sub(r"[ \t\n]+", " ", text)
        # One no-break space is typography; several were layout.
        return escape(re.sub(r" ?\xa0[ \xa0]+", " ", text), quote=False)
