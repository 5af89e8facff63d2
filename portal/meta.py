"""What machines are told of a page in its head: title, description, canonical address, alternates
and what a shared link shows (decision 0022).

Page types say their part by what BasePage has for it: `own_words`, `og_type`, `og_properties`,
`share_kicker`; a page with a list says by `Shown` what was chosen of it.
"""

import logging
import re
import textwrap
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import override, pgettext
from wagtail.models import Page

from portal.addresses import absolute_url
from portal.alternates import alternate_links
from portal.frame import HOME_DEPTH, Frame
from portal.models import PortalImage
from portal.pictures import SHARED
from portal.share_pictures import HEIGHT, WIDTH, share_picture_of
from portal.shown import Shown

logger = logging.getLogger(__name__)

OG_LOCALES = {"pl": "pl_PL", "en": "en_GB"}
# About what Google shows before it cuts.
TITLE_LENGTH, DESCRIPTION_LENGTH = 60, 160
# A sentence that ends before this leaves too much of the room empty.
SHORTEST_DESCRIPTION = 80

INDEX = "max-image-preview:large"
DO_NOT_INDEX = "noindex, follow"

# The end of a sentence, as far as it can be known: behind a word too long for an abbreviation.
_SENTENCE_END = re.compile(r"(?:\w{5}|[)”»\"])[.!?…]+[”\"»)]?(?=\s)")
# What no shortened text ends with: marks, brackets, a word of one letter.
_LOOSE_END = re.compile(r"(?:\s\w|[\s,;:–—„“\"(\[-])+$")


@dataclass(frozen=True)
class Picture:
    """What a shared link shows; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str
    media_type: str = "image/jpeg"


@dataclass(frozen=True)
class PageMeta:
    """All of it, ready to be written."""

    title: str
    """For <title>, with the name of the portal."""
    heading: str
    """For a shared link, which tells the portal's name beside it."""
    description: str
    canonical: str
    robots: str
    links: list[tuple[str, str]]
    """(hreflang, absolute address) of what is shown, in every language it can be read in."""
    picture: Picture
    og_type: str
    og_properties: list[tuple[str, str]]
    og_locale: str
    og_alternates: list[str]
    site_name: str
    twitter_card: str = "summary_large_image"


def page_meta(request: HttpRequest, around: Frame, shown: Shown | None = None) -> PageMeta:
    """What is told of `around.page`, of which a list shows `shown`. Costs no query of its own.

    A copy that waits for its translation tells of itself in the language that it is in.
    """
    page, shown = around.page, shown or Shown()
    tagline = around.settings.tagline or ""
    name = list_name(page, shown)
    heading = heading_of(page, tagline, around.name, name)
    robots = DO_NOT_INDEX if is_kept_out(around, shown) else INDEX
    alternates = {} if robots == DO_NOT_INDEX else alternates_shown(around, shown)
    described = describe(page, tagline, shown.description)
    return PageMeta(
        title=full_title(heading, around.name),
        heading=heading,
        description=shorten(f"{name}. {described}" if name else described),
        canonical=canonical_url(request, page, shown),
        robots=robots,
        links=alternate_links(alternates, request, shown.query),
        picture=picture_of(request, around, heading),
        og_type=page.og_type,
        og_properties=page.og_properties(),
        og_locale=og_locale(around.content_language),
        og_alternates=[og_locale(code) for code in alternates if code != around.content_language],
        site_name=around.name,
    )


def og_locale(language: str) -> str:
    """`language` as Open Graph wants it, with the territory."""
    return OG_LOCALES.get(language, language)


# Title ----------------------------------------------------------------------------------------


def list_name(page: Page, shown: Shown) -> str:
    """What of a list is shown: Aktualności: Region, 2025 – strona 2. "" of a whole one."""
    if not shown.query:
        return ""
    title = page.seo_title or page.title
    name = shown.name or (f"{title}: {', '.join(shown.words)}" if shown.words else title)
    if shown.number == 1:
        return name
    number = pgettext("of a list, in its title", "page %(number)s") % {"number": shown.number}
    return f"{name} – {number}"


def heading_of(page: Page, tagline: str, site_name: str, name: str = "") -> str:
    """What `page` is called, of which a list shows what `name` says.

    The home page is called what the portal is called, with its tagline: “Home page” says nothing.
    """
    if name:
        return name
    if page.seo_title or page.depth != HOME_DEPTH:
        return page.seo_title or page.title
    return f"{site_name} – {tagline}" if tagline else site_name


def full_title(heading: str, site_name: str) -> str:
    """`heading` with the name of the portal, unless it says that itself. Never cut: search engines
    do that where they have to."""
    return heading if site_name.casefold() in heading.casefold() else f"{heading} – {site_name}"


# Description ----------------------------------------------------------------------------------


def describe(page: Page, tagline: str, instead: str = "") -> str:
    """What is said of `page`: `instead`, if it is given; else what an editor wrote for that; else
    what the page says first; else its title with the tagline. Never empty."""
    said = map(str.strip, chain([instead, page.search_description], page.own_words()))
    words = next(filter(None, said), "")
    return words or ". ".join(filter(None, [page.title, tagline]))


def shorten(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """`text` in one line of at most `length` characters.

    It ends with a sentence where one ends late enough, else behind a whole word, with “…”.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, length + 1)]
    if ends and ends[-1] >= SHORTEST_DESCRIPTION:
        return text[: ends[-1]]
    kept = textwrap.shorten(text, length - 1, placeholder="", break_on_hyphens=False)
    # A single word may be longer than that.
    return _LOOSE_END.sub("", kept or text[: length - 1]) + "…"


# Addresses ------------------------------------------------------------------------------------


def canonical_url(request: HttpRequest, page: Page, shown: Shown | None = None) -> str:
    """The one absolute address of what is shown; of an alias that of its original."""
    original = page.alias_of or page if page.alias_of_id else page
    query = shown.query if shown and original is page else ""
    return absolute_url(request, original.get_url(request) or request.path) + query


def alternates_shown(around: Frame, shown: Shown) -> dict[str, Page]:
    """The page in each language in which it shows the same.

    None of a later page of a list: what stands on page 2 in Polish may stand on page 1 in English,
    or on none. Nor a list in which the choice finds nothing.
    """
    if shown.number > 1:
        return {}
    return {
        code: page
        for code, page in around.alternates.items()
        if shown.finds_something(page.locale_id)
    }


def is_kept_out(around: Frame, shown: Shown) -> bool:
    """Whether search engines are to follow the links only: what is not for everybody, several
    choices at once, and lists in which they find nothing."""
    version = around.alternates.get(around.language)
    is_private = version is not None and version.is_restricted
    return is_private or len(shown.chosen) > 1 or not shown.finds_something(around.page.locale_id)


# Picture --------------------------------------------------------------------------------------


def picture_of(request: HttpRequest, around: Frame, heading: str) -> Picture:
    """The main picture, in the size that networks ask for; without one, that which is drawn.

    Drawn is what everybody can read; other pages have the portal's own.
    """
    chosen = getattr(around.page, "picture", None)
    if chosen and (found := shared_rendition(request, chosen, around.content_language)):
        return found
    drawn = share_picture_of(around)
    if drawn is None:
        url = absolute_url(request, static("img/share.jpg"))
        return Picture(url, WIDTH, HEIGHT, around.name)
    return Picture(absolute_url(request, drawn.url), WIDTH, HEIGHT, drawn.alt)


def shared_rendition(request: HttpRequest, image: PortalImage, language: str) -> Picture | None:
    """`image` in the size for shared links, described in `language`; None where its file is not
    to be had, which is logged."""
    try:
        made = image.get_rendition(SHARED)
    except OSError:
        logger.warning("Picture %s cannot be read or written for sharing", image.pk, exc_info=True)
        return None
    with override(language):
        alt = image.description or ""
    return Picture(absolute_url(request, made.url), made.width, made.height, alt)
