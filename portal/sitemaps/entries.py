"""What a sitemap says of each page: address, alternates, when it changed, its pictures.

Sources: the protocol at sitemaps.org; Google's extensions for alternates (`xhtml:link`), images
and news. Everything is fetched in bulk, so that a file costs the same few queries however many
pages it lists.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet
from django.db.models.functions import Left, Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, ReferenceIndex, Site

from portal.addresses import absolute_url
from portal.alternates import live_originals, with_default
from portal.api.public import closed_collections
from portal.models import PortalImage

# The protocol allows 50,000 addresses in a file and 1,000 pictures of each.
PAGES_PER_FILE = 1000
PICTURES_PER_PAGE = 1000
# How many rows of a table that is read whole are in memory.
ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class News:
    """What Google News wants to know of an article."""

    publication: str
    language: str
    title: str
    published: date | datetime


@dataclass(frozen=True)
class Entry:
    address: str
    changed: datetime | None
    # (hreflang, address), the page's own among them; none if it stands alone.
    alternates: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    news: News | None = None


def listed_pages(request: HttpRequest, language: str) -> QuerySet[Page]:
    """The pages of one tree that everybody may find, in the order of the tree."""
    site = Site.find_for_request(request)
    for root in Site.get_site_root_paths() if site else ():
        if root.site_id == site.pk and root.language_code == language:
            # Of a page below another address of the same beginning, `url_path` differs by a slash.
            pages = Page.objects.filter(url_path__startswith=root.root_path)
            return live_originals(pages).filter(is_restricted=False).order_by("path")
    return Page.objects.none()


def last_changes(pages: QuerySet[Page]) -> Iterator[datetime | None]:
    """For each file of `pages` when the last of them changed, read without keeping them."""
    moments = pages.values_list("last_published_at", flat=True).iterator(ROWS_AT_ONCE)
    for first in moments:
        of_file = chain([first], islice(moments, PAGES_PER_FILE - 1))
        yield max(filter(None, of_file), default=None)


class Listed(NamedTuple):
    """What is asked of a page that is listed: to make objects of a thousand takes longer."""

    pk: int
    path: str
    numchild: int
    url_path: str
    translation_key: UUID
    last_published_at: datetime | None


def listed(pages: QuerySet[Page]) -> list[Listed]:
    return [Listed(*row) for row in pages.values_list(*Listed._fields)]


class Addresses:
    """The absolute addresses of pages: how those of a tree begin is worked out once for all."""

    def __init__(self, request: HttpRequest):
        site = Site.find_for_request(request)
        self._trees = []
        for root in Site.get_site_root_paths():
            with override(root.language_code):
                home = reverse("wagtail_serve", args=[""])
            if site is None or root.site_id != site.pk:
                home = root.root_url + home
            self._trees.append((root.root_path, absolute_url(request, home)))

    def of(self, url_path: str) -> str:
        for root_path, home in self._trees:
            if url_path.startswith(root_path):
                return home + url_path[len(root_path) :]
        return ""


def entries(pages: Sequence[Listed | Page], request: HttpRequest) -> list[Entry]:
    """What is told of `pages`, in five queries however many there are."""
    addresses = Addresses(request)
    versions = addresses_by_key([page.translation_key for page in pages], addresses)
    pictures = pictures_of(pages)
    newest_below = newest_children(pages)
    made = []
    for page in pages:
        moments = filter(None, [page.last_published_at, newest_below.get(page.path)])
        made.append(
            Entry(
                address=addresses.of(page.url_path),
                changed=max(moments, default=None),
                alternates=with_default(versions[page.translation_key]),
                pictures=[absolute_url(request, address) for address in pictures[page.pk]],
            )
        )
    return made


def addresses_by_key(
    keys: list[UUID], addresses: Addresses
) -> defaultdict[UUID, list[tuple[str, str]]]:
    """For each translation key the languages, in alphabetical order, and addresses of all pages
    that everybody can open: what `portal.alternates` says, without making objects of them."""
    pages = live_originals(Page.objects.filter(translation_key__in=keys, depth__gt=1))
    rows = pages.filter(is_restricted=False).order_by("locale__language_code")
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for key, language, url_path in rows.values_list(
        "translation_key", "locale__language_code", "url_path"
    ):
        found[key][language] = addresses.of(url_path)
    return defaultdict(list, {key: list(known.items()) for key, known in found.items()})


def newest_children(pages: Sequence[Listed | Page]) -> dict[str, datetime]:
    """By the path of a page: when a page directly below it was last published.

    A list changes with what it lists, though nobody publishes the list.
    """
    parents = [page.path for page in pages if page.numchild]
    children = live_originals(Page.objects.all()).filter(is_restricted=False)
    found = (
        children.annotate(above=Left("path", Length("path") - Page.steplen))
        .filter(above__in=parents)
        .order_by()
        .values("above")
        .annotate(newest=Max("last_published_at"))
    )
    return dict(found.values_list("above", "newest"))


def pictures_of(pages: Sequence[Listed | Page]) -> defaultdict[int, list[str]]:
    """By the id of a page the addresses of the pictures that stand on it, the main one or not.

    Wagtail's index of references knows them, so that no story needs to be read.
    """
    ids = {str(page.pk): page.pk for page in pages}
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=ids,
        to_content_type=ContentType.objects.get_for_model(PortalImage),
    ).order_by("object_id", "pk")
    pairs = [
        (ids[page], int(picture))
        for page, picture in references.values_list("object_id", "to_object_id")
    ]
    open_to_all = PortalImage.objects.exclude(collection__in=closed_collections())
    known = open_to_all.prefetch_related("renditions").in_bulk(
        {picture for _page, picture in pairs}
    )
    shown = {pk: shown_address(picture) for pk, picture in known.items()}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for page, picture in pairs:
        if picture in shown:
            address = shown[picture]
            if address and address not in found[page] and len(found[page]) < PICTURES_PER_PAGE:
                found[page].append(address)
    return found


def shown_address(picture: PortalImage) -> str:
    """The widest JPEG that pages show of `picture`; "" if none was made yet.

    Never the file itself: what was uploaded may tell where and by whom it was taken.
    """
    jpegs = [one for one in picture.renditions.all() if one.file.name.endswith(".jpg")]
    return max(jpegs, key=lambda one: one.width).file.url if jpegs else ""
