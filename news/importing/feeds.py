"""Items of an XML export: WordPress (WXR), RSS 2.0 and Atom."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext as _

from news.importing import wordpress
from news.importing.dates import parse_date
from news.importing.items import Attached, Item
from news.importing.limits import Refused
from news.importing.xml import ElementReader, local

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CUT = re.compile(r"(\[(…|\.\.\.|&#8230;|&hellip;)\]|(…|\.\.\.))\s*(</p>)?\s*$")


class Export:
    """The items of the XML file at `path`, read twice: first to check it and to learn its library.

    Raises Refused before anything is imported where the file is not what it should be.
    """

    files = None

    def __init__(self, path: Path, encoding: str = ""):
        self.path, self.encoding = path, encoding
        self.library: dict[str, Attached] = {}
        self.count = 0
        for element in self.elements():
            if element is not None and wordpress.is_attachment(element):
                self.library.update(wordpress.attachment(element))
            else:
                self.count += 1
        if not self.count:
            raise Refused("there is no item of WordPress, RSS 2.0 or Atom in it")

    def elements(self) -> Iterator[Element | None]:
        with self.path.open("rb") as stream:
            yield from ElementReader(is_item, self.encoding).read(stream)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Item]:
        number = 0
        for element in self.elements():
            if element is not None and wordpress.is_attachment(element):
                continue
            number += 1
            if element is None:
                reason = _("It is longer than any news item is.")
                yield Item(address=f"#{number}", refusal=reason)
            elif element.tag == f"{ATOM}entry":
                yield from_atom(element)
            elif wordpress.is_post(element):
                yield wordpress.from_wordpress(element, self.library)
            else:
                yield from_rss(element)


def is_item(name: str, path: list[str]) -> bool:
    if name == f"{ATOM}entry":
        return path == [f"{ATOM}feed"]
    return name == "item" and path == ["rss", "channel"]


def text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def from_rss(element: Element) -> Item:
    guid = element.find("guid")
    identity = text(element, "guid")
    address = text(element, "link")
    if not address and guid is not None and guid.get("isPermaLink", "true") != "false":
        address = identity
    whole, description = text(element, f"{CONTENT}encoded"), text(element, "description")
    source = element.find("source")
    return Item(
        address=address,
        more_addresses=others(address, identity),
        title=text(element, "title"),
        html=whole or description,
        # A description that breaks off is the beginning of the story once more.
        summary=description if whole and not CUT.search(description) else "",
        date=parse_date(text(element, "pubDate") or text(element, f"{DUBLIN_CORE}date")),
        slug=last_part(address),
        categories=[("", (item.text or "").strip()) for item in element.findall("category")],
        picture=enclosed(element),
        publisher=(source.text or "").strip() if source is not None else "",
        source_address=source.get("url", "") if source is not None else "",
        base=address,
    )


def enclosed(element: Element) -> Attached | None:
    """The picture that the feed gives with the item, if it gives one."""
    for name in ("enclosure", f"{MEDIA}content", f"{MEDIA}thumbnail"):
        for found in element.iter(name):
            kind = found.get("type", "") or found.get("medium", "")
            if found.get("url") and (kind.startswith("image") or name.endswith("thumbnail")):
                described = found.findtext(f"{MEDIA}description") or ""
                return Attached(found.get("url"), alternative=described)
    return None


def from_atom(element: Element) -> Item:
    links = element.findall(f"{ATOM}link")
    identity = text(element, f"{ATOM}id")
    address = next(
        (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"),
        identity,
    )
    whole, summary = construct(element, "content"), construct(element, "summary")
    picture = next(
        (
            Attached(link.get("href", ""))
            for link in links
            if link.get("rel") == "enclosure" and link.get("type", "").startswith("image/")
        ),
        None,
    )
    source = element.find(f"{ATOM}source")
    origin = source.find(f"{ATOM}link") if source is not None else None
    categories = element.findall(f"{ATOM}category")
    return Item(
        address=address,
        more_addresses=others(address, identity),
        title=construct(element, "title"),
        html=whole or summary,
        summary=summary if whole and not CUT.search(summary) else "",
        date=parse_date(text(element, f"{ATOM}published") or text(element, f"{ATOM}updated")),
        slug=last_part(address),
        categories=[(c.get("term", ""), c.get("label") or c.get("term", "")) for c in categories],
        picture=picture,
        publisher=construct(source, "title") if source is not None else "",
        source_address=origin.get("href", "") if origin is not None else "",
        base=address,
    )


def construct(element: Element, name: str) -> str:
    """An Atom text as HTML: it may be plain, escaped HTML or XHTML."""
    found = element.find(f"{ATOM}{name}")
    if found is None:
        return ""
    kind = found.get("type", "text")
    if kind == "xhtml":
        for part in found.iter():
            part.tag = local(part.tag)
        return "".join(tostring(part, encoding="unicode", method="html") for part in found)
    written = (found.text or "").strip()
    return escape(written, quote=False) if kind in {"text", "text/plain"} else written


def others(address: str, identity: str) -> list[str]:
    """`identity` if it is an address of the same site: WordPress names `/?p=123` there."""
    try:
        ours, theirs = urlsplit(address), urlsplit(urljoin(address, identity))
    except ValueError:
        return []
    is_address = identity.startswith(("http://", "https://")) and ours.netloc == theirs.netloc
    return [identity] if is_address and identity != address else []


def last_part(address: str) -> str:
    """What an address ends with, without the ending of a file name: the old slug."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return re.sub(r"\.\w{2,5}$", "", unquote(path).rstrip("/").rpartition("/")[2])
