"""Which pages say the same in other languages: the one answer for switcher, hreflang, Open Graph,
sitemap, feeds and the read API.

An alternate is live, in its language (an alias is a copy that waits for its translation) and open
to whoever asks: to everybody, or, where a reader asks, to that reader.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from portal.addresses import absolute_url
from portal.models.queryset import is_restricted

X_DEFAULT = "x-default"


def live_originals(pages: PageQuerySet) -> PageQuerySet:
    """Of `pages` those that could be alternates; those not open to everybody are marked so."""
    return pages.live().filter(alias_of__isnull=True).annotate(is_restricted=is_restricted())


def is_public(page: Page) -> bool:
    """Whether everybody can open `page`, one of `live_originals`."""
    return not page.is_restricted


def can_open(request: HttpRequest, page: Page) -> bool:
    """Whether who asks sees `page`, one of `live_originals`, itself."""
    return is_public(page) or is_accepted(request, page)


def is_accepted(request: HttpRequest, page: Page) -> bool:
    """Whether who asks sees `page` itself, not a question for a password or an account."""
    return all(one.accept_request(request) for one in page.get_view_restrictions())


def alternates(
    versions: Iterable[Page], is_open: Callable[[Page], bool] = is_public
) -> dict[str, Page]:
    """The alternates among `versions`, by language in alphabetical order, each one included.

    `versions` are `live_originals` of one translation key, with their locale.
    """
    return {
        page.locale.language_code: page
        for page in sorted(versions, key=lambda page: page.locale.language_code)
        if is_open(page)
    }


def alternates_by_key(keys: Iterable[UUID]) -> dict[UUID, dict[str, Page]]:
    """For each translation key its public alternates, all in one query; {} where there are none."""
    found: dict[UUID, list[Page]] = defaultdict(list)
    pages = live_originals(Page.objects.filter(translation_key__in=keys, depth__gt=1))
    for page in pages.select_related("locale"):
        found[page.translation_key].append(page)
    return defaultdict(dict, {key: alternates(pages) for key, pages in found.items()})


def alternate_links(
    versions: dict[str, Page], request: HttpRequest, query: str = ""
) -> list[tuple[str, str]]:
    """(hreflang, absolute address) of all alternates and x-default; `query` goes with each.

    Empty unless there are two: a page that stands alone has no alternates. x-default is the Polish
    page, the original.
    """
    links = [
        (code, absolute_url(request, page.get_url(request)) + query)
        for code, page in versions.items()
    ]
    return with_default(links)


def with_default(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`links`, (hreflang, address) of all languages, with x-default; none of one language alone."""
    if len(links) < 2:
        return []
    return [*links, (X_DEFAULT, dict(links).get(settings.LANGUAGE_CODE, links[0][1]))]
