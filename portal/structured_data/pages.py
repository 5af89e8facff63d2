"""What all pages tell of themselves: the page, the way to it, its other languages, its list."""

from collections.abc import Iterable

from django.utils.translation import gettext
from wagtail.models import Page

from portal.structured_data.around import Around
from portal.structured_data.things import (
    BreadcrumbList,
    CreativeWork,
    ItemList,
    ListItem,
    Reference,
    WebPage,
)


def web_page(around: Around, kind: type[WebPage] = WebPage, **more) -> WebPage:
    """The page that `around` surrounds, with `more` of its facts."""
    page = around.frame.page
    way = breadcrumbs(around)
    facts = {
        "name": page.seo_title or page.title,
        "description": around.description,
        "inLanguage": around.language,
        "dateModified": page.last_published_at,
        "isPartOf": around.website,
        "about": around.association if page.is_about_association else None,
        "breadcrumb": way.reference if way else None,
        **in_other_languages(around, kind),
    }
    return kind(id=around.canonical, url=around.canonical, **facts | more)


def breadcrumbs(around: Around) -> BreadcrumbList | None:
    """The way from the home page to this one, as readers see it; None of the home page.

    None of a copy that waits for its translation either: the way goes through this language's
    pages, and the page that is told of is the original.
    """
    trail = around.frame.trail
    if not trail or around.is_waiting:
        return None
    home, *above = trail
    steps = [
        (gettext("Home page"), around.address(home)),
        *((page.title, around.address(page)) for page in above),
        (around.frame.page.title, around.canonical),
    ]
    return BreadcrumbList(
        id=around.id_here("breadcrumb"),
        itemListElement=[
            ListItem(position=position, name=name, item=Reference(id=address))
            for position, (name, address) in enumerate(steps, start=1)
        ],
    )


def in_other_languages(around: Around, kind: type[CreativeWork], fragment: str = "") -> dict:
    """`translationOfWork` and `workTranslation` of the page, told of as a `kind`.

    Nothing of what a list was narrowed down to: the same filter chooses other items there. Nothing
    where nobody knows which of the pages is the original.
    """
    own, versions = around.own, around.frame.alternates.values()
    if own is None or around.canonical != around.address(own):
        return {}

    def told(other: Page) -> CreativeWork:
        address = around.address(other)
        language = other.locale.language_code
        return kind(id=address + fragment, url=address, name=other.title, inLanguage=language)

    originals = [told(other) for other in versions if other.pk == own.translated_from]
    return {
        "translationOfWork": originals[0] if originals else None,
        "workTranslation": [told(other) for other in versions if other.translated_from == own.pk],
    }


def item_list(around: Around, pages: Iterable[Page], start: int = 1) -> ItemList | None:
    """`pages` as the list that the page shows, the first of them being number `start`."""
    items = [
        ListItem(position=position, url=around.address(page), name=page.title)
        for position, page in enumerate(pages, start=start)
    ]
    return ItemList(itemListElement=items) if items else None
