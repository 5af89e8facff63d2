"""Reads of a page what shows previews of links: the first bytes of its HTML, no style, no script,
no library of ours."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What networks are known to read at least.
FIRST_BYTES = 32 * 1024


@dataclass
class Preview:
    title: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    """By name or property, in the order of the page."""
    canonical: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The content of the only <meta> of that name; None or two are a mistake."""
        (content,) = self.meta[name]
        return content


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.preview = Preview()
        self.is_in_title = self.is_over = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "body":
            self.is_over = True
        if self.is_over:
            return
        if tag == "title":
            self.is_in_title = True
        elif tag == "meta" and (name := attributes.get("name") or attributes.get("property")):
            self.preview.meta.setdefault(name, []).append(attributes["content"])
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.preview.canonical.append(attributes["href"])
        elif tag == "link" and attributes.get("rel") == "alternate" and "hreflang" in attributes:
            self.preview.alternates[attributes["hreflang"]] = attributes["href"]

    def handle_endtag(self, tag):
        if tag == "title":
            self.is_in_title = False
        elif tag == "head":
            self.is_over = True

    def handle_data(self, data):
        if self.is_in_title:
            self.preview.title += data


def read(html: bytes) -> Preview:
    parser = _Head()
    parser.feed(html[:FIRST_BYTES].decode("utf-8", "ignore"))
    return parser.preview
