"""Rich text as others can use it: finished HTML whose every link is an absolute address."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString

# A line ends with each of them where the text stands alone.
LINES = ("p", "li", "h2", "h3", "h4", "br", "blockquote")
# What a link may lead to; anything else is text.
SCHEMES = ("http://", "https://", "mailto:", "tel:")

Address = Callable[[str, str], str]


def links_in(source: str) -> Iterator[tuple[str, str]]:
    """(kind, key) of each page and document that the stored rich text links to."""
    if "linktype" not in source:
        return
    for link in BeautifulSoup(source, "html.parser").find_all("a", linktype=True):
        yield link["linktype"], link.get("id", "")


def finished(source: str, address_of: Address, base: str) -> dict[str, str]:
    """Stored rich text as {"html", "text"}.

    `address_of(kind, key)` gives the absolute address of a page or document, "" where there is
    none for readers: the words stay, the link goes. `base` is the address of the page.
    """
    soup = BeautifulSoup(source, "html.parser")
    for embed in soup.find_all("embed"):
        embed.decompose()
    for link in soup.find_all("a"):
        if kind := link.get("linktype"):
            href = address_of(kind, link.get("id", ""))
        else:
            href = urljoin(base, link["href"]) if link.get("href") else ""
        if href.startswith(SCHEMES):
            link.attrs = {"href": href}
        else:
            link.unwrap()
    for tag in soup.find_all(attrs={"data-block-key": True}):
        del tag["data-block-key"]
    return {"html": str(soup), "text": plain(soup)}


def plain(soup: BeautifulSoup) -> str:
    parts = []
    for node in soup.descendants:
        if isinstance(node, NavigableString):
            parts.append(str(node))
        elif node.name in LINES:
            parts.append("\n")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))
