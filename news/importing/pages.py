"""Items of a folder, or a zip file, of HTML files: one of each file."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from news.importing import limits
from news.importing.dates import date_in_path, parse_date
from news.importing.encoding import decode
from news.importing.feeds import last_part
from news.importing.files import Files
from news.importing.items import Attached, Item
from news.importing.limits import Refused, deadline

# Where the story stands, the surest place first.
STORIES = [
    '[itemprop="articleBody"]', ".entry-content", ".post-content", "article", "main",
    '[role="main"]', "#content", "body",
]  # fmt: skip
AROUND = "nav, aside, footer, form, .breadcrumbs, .sharedaddy, .post-navigation, #comments"
LEADS = ".lead, .excerpt, .entry-summary"
DATES = [
    ('meta[property="article:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ("article time[datetime], main time[datetime], time[datetime]", "datetime"),
    ("time, .date, .entry-date", None),
]


class Pages:
    """The items of the HTML files among `files`; `base` is the old site's address, if known."""

    def __init__(self, files: Files, base: str = "", encoding: str = ""):
        self.files, self.base, self.encoding = files, base, encoding
        self.names = [name for name in files.names if re.search(r"\.x?html?$", name, re.I)]
        if not self.names:
            raise Refused("there is no HTML file in it")

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Item]:
        for name in self.names:
            try:
                content = self.files.read(name, limits.HTML_BYTES)
                with deadline():
                    item = from_page(name, decode(content, self.encoding), self.base)
                yield item
            except Refused as error:
                reason = _("The file is refused: %(reason)s") % {"reason": error}
                yield Item(address=name, refusal=reason)


def from_page(name: str, text: str, base: str = "") -> Item:
    soup = parse(text)
    own = own_address(name, base)
    canonical = attribute(soup, 'link[rel~="canonical"]', "href")
    address = urljoin(base, canonical) if canonical else own
    title = next(filter(None, map(soup.select_one, ["article h1", "main h1", "h1"])), None)
    title_text = title.get_text(" ", strip=True) if title else page_title(soup)
    story = next(filter(None, map(soup.select_one, STORIES)), soup)
    lead = story.select_one(LEADS) or soup.select_one(LEADS)
    described = attribute(soup, 'meta[name="description"]', "content")
    date = page_date(soup) or date_in_path(f"/{name}")
    shared = attribute(soup, 'meta[property="og:image"]', "content")
    sections = [
        *(tag.get("content", "") for tag in soup.select('meta[property="article:section"]')),
        *(tag.get_text(" ", strip=True) for tag in soup.select('a[rel~="category"]')),
    ]
    summary = lead.get_text(" ", strip=True) if lead else ""
    for tag in filter(None, [title, lead, *story.select(AROUND), *story.select("time")]):
        tag.decompose()
    if not summary and not story.get_text(strip=True):
        summary = described
    return Item(
        address=address,
        title=title_text,
        html=story.decode_contents(),
        summary=summary,
        date=date,
        slug=last_part(address).removesuffix("index") or last_part(posixpath.dirname(own)),
        categories=[("", section) for section in sections],
        picture=Attached(shared) if shared else None,
        base=name,
    )


def parse(text: str) -> BeautifulSoup:
    """`text` as a tree. Raises Refused where the parser gives up or the tree is too deep."""
    try:
        soup = BeautifulSoup(text, "html.parser")
    except Refused:
        raise
    except Exception as error:  # bs4 names several, the standard library's parser some more
        raise Refused(_("its HTML cannot be read")) from error
    depth = 0
    tag: Tag | None = soup
    # Down and up again by the links of the tree: no recursion, whatever its depth.
    for element in soup.descendants:
        while tag is not None and element.parent is not tag:
            tag, depth = tag.parent, depth - 1
        if isinstance(element, Tag):
            tag, depth = element, depth + 1
            if depth > limits.HTML_DEPTH:
                raise Refused(_("its elements are nested too deep"))
    return soup


def own_address(name: str, base: str) -> str:
    path = quote(re.sub(r"(^|/)index\.x?html?$", r"\1", name))
    return urljoin(base.rstrip("/") + "/", path) if base else f"/{path}"


def attribute(soup: BeautifulSoup, selector: str, name: str) -> str:
    found = soup.select_one(selector)
    return str(found.get(name, "") or "").strip() if found else ""


def page_title(soup: BeautifulSoup) -> str:
    """Of the head, without the name of the site behind it."""
    written = soup.title.get_text(" ", strip=True) if soup.title else ""
    return (
        attribute(soup, 'meta[property="og:title"]', "content")
        or re.split(r"\s+[|–—-]\s+", written)[0]
    )


def page_date(soup: BeautifulSoup):
    for selector, name in DATES:
        for tag in soup.select(selector)[:5]:
            written = str(tag.get(name, "")) if name else tag.get_text(" ", strip=True)
            if date := parse_date(written):
                return date
    return None
