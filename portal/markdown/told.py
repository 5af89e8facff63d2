"""What a page tells in its Markdown twin. Page types register what is particular to them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import singledispatch

from django.core.paginator import Page as PageOfList
from django.http import HttpRequest
from django.utils.translation import pgettext
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.api.facts import picture_form
from portal.api.stories import Stories
from portal.markdown.blocks import listed
from portal.markdown.text import inline, link
from portal.models import StoryPage
from portal.shown import Shown

TWIN = "index.md"


@dataclass
class Told:
    """The title, the lead, facts as (label, Markdown), and blocks in the form of the API.

    `shown` is what of a list is shown, as in the context of the page's template.
    """

    title: str
    lead: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[dict] = field(default_factory=list)
    shown: Shown = field(default_factory=Shown)


def written(text: str) -> dict:
    """Finished Markdown as a block."""
    return {"type": "markdown", "value": text}


def section(title: str, *texts: str) -> list[dict]:
    """Finished Markdown under a heading; nothing where there is none."""
    texts = [text for text in texts if text]
    if not texts:
        return []
    return [{"type": "heading", "value": {"text": title, "level": 2}}, *map(written, texts)]


def story(page: Page, request: HttpRequest, name: str = "body") -> list[dict]:
    return Stories(request, [page], [name]).blocks(page, name)


def main_picture(page: Page, request: HttpRequest) -> list[dict]:
    shown = page.picture and picture_form(page.picture, request)
    return [{"type": "picture", "value": {"picture": shown}}] if shown else []


@singledispatch
def told(page: Page, request: HttpRequest) -> Told:
    """What `page` tells whoever reads it; further page types: `told.register`."""
    return Told(page.title, lead=getattr(page, "lead", ""))


@told.register
def _story_page(page: StoryPage, request: HttpRequest) -> Told:
    pictured = main_picture(page, request) if hasattr(page, "picture") else []
    return Told(page.title, lead=page.lead, blocks=[*pictured, *story(page, request)])


def twin_url(page: Page, request: HttpRequest, shown: Shown | None = None) -> str:
    """The absolute address of the Markdown twin of `page`, or of what is `shown` of its list."""
    query = shown.query if shown else ""
    return absolute_url(request, page.get_url(request)) + TWIN + query


def entry(page: Page, request: HttpRequest, *about: str) -> str:
    """A page in a list: its twin, and what is told `about` it."""
    return ": ".join([link(page.title, twin_url(page, request)), *filter(None, map(inline, about))])


def paged(
    page: Page,
    request: HttpRequest,
    items: PageOfList,
    one: Callable[[object], str],
    shown: Shown | None = None,
) -> str:
    """A page of a list, and the ways to the ones before and after it."""

    def way(label: str, number: int) -> str:
        return link(label, twin_url(page, request, replace(shown or Shown(), number=number)))

    ways = []
    if items.has_previous():
        ways.append(way(pgettext("page", "Previous"), items.previous_page_number()))
    if items.has_next():
        ways.append(way(pgettext("page", "Next"), items.next_page_number()))
    return "\n\n".join(filter(None, [listed(one(each) for each in items), " · ".join(ways)]))
