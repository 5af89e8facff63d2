"""What a feed holds: the newest news of a language, or of one category in it."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from news.feeds.formats import FORMATS, Channel, Item, Picture
from news.feeds.story import read_at_once, standing_alone, story_html
from news.models.category import Category
from news.models.newest import in_this_order
from portal.addresses import absolute_url
from portal.alternates import alternates_by_key
from portal.frame import Frame
from portal.freshness import fresh_answer, version_of
from portal.models import Person, PortalDocument, PortalImage
from portal.newsroom.readers import language_of
from portal.pictures import FEED

ITEMS = 25
# When a feed changed in which there has never been anything.
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# What news show of others: whoever changes one changes the feed.
SHOWN = (Person, PortalDocument, PortalImage, Page)
# What tells of a news item whether it is the same; its story is another one only if published anew.
COLUMNS = (
    "id",
    "translation_key",
    "url_path",
    "title",
    "lead",
    "date",
    "first_published_at",
    "last_published_at",
    "picture",
    "category__name_pl",
    "category__name_en",
    "category__slug",
    "untranslated_texts__texts",
)
# To be raised when the same news make another feed.
EDITION = 1


@dataclass
class FeedRequest:
    """Somebody asks for the feed of `index`, a NewsIndexPage, in a format of FORMATS."""

    request: HttpRequest
    index: Page
    format: str
    file_name: str
    category: Category | None = None
    language: str = field(default_factory=get_language)

    @cached_property
    def frame(self) -> Frame:
        return Frame(self.request, self.index)

    @property
    def query(self) -> str:
        return f"?category={self.category.slug}" if self.category else ""

    def address_of(self, page: Page) -> str:
        return absolute_url(self.request, page.get_url(self.request) or "")

    @cached_property
    def address(self) -> str:
        return f"{self.address_of(self.index)}{self.file_name}{self.query}"

    @cached_property
    def keys(self) -> list[int]:
        """Of the newest news, which are in it."""
        wanted = {"category": self.category.pk} if self.category else {}
        return list(self.index.newest(self.request, **wanted)[:ITEMS])

    @cached_property
    def rows(self) -> list[dict]:
        """Of the news what can change without their being published anew, and when they were."""
        rows = {row["id"]: row for row in self.index.read(self.keys).values(*COLUMNS)}
        return [rows[key] for key in self.keys if key in rows]

    @cached_property
    def alternates(self) -> dict[uuid.UUID, dict[str, Page]]:
        """The languages of each item, and of the list itself."""
        keys = [row["translation_key"] for row in self.rows]
        return alternates_by_key([*keys, self.index.translation_key])

    @cached_property
    def version(self) -> str:
        """What the feed would say, in short, without looking at a story.

        Of all that its news refer to the whole rows count: a person has another role, a linked
        page another address, a picture another alternative text.
        """
        versions = [
            (key, code, page.url_path)
            for key, pages in self.alternates.items()
            for code, page in pages.items()
        ]
        name = self.frame.name
        hub = settings.WEBSUB_HUB
        return version_of(
            EDITION, self.address, name, hub, self.rows, sorted(versions), list(self._shown())
        )

    def _shown(self) -> Iterable[dict]:
        """The rows of all that is referred to, a query for each kind of them."""
        referred = ReferenceIndex.objects.filter(
            base_content_type=ReferenceIndex._get_base_content_type(Page),
            object_id__in=[str(row["id"]) for row in self.rows],
        )
        found = set(referred.values_list("to_content_type", "to_object_id"))
        for model in SHOWN:
            kind = ReferenceIndex._get_base_content_type(model).pk
            keys = [key for content_type, key in found if content_type == kind]
            if keys:
                yield from model._base_manager.filter(pk__in=keys).order_by("pk").values()


def feed_response(asked: FeedRequest) -> HttpResponse:
    """The feed, or 304 for who has it."""
    writer = FORMATS[asked.format]

    def make() -> HttpResponse:
        return HttpResponse(writer.written(channel(asked)), content_type=writer.media_type)

    is_public = asked.language in asked.alternates[asked.index.translation_key]
    response = fresh_answer(
        asked.request, asked.version, make, is_public=is_public, query=asked.query
    )
    if settings.WEBSUB_HUB:
        links = [(settings.WEBSUB_HUB, "hub"), (asked.address, "self")]
        response["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links)
    return response


def channel(asked: FeedRequest) -> Channel:
    """The feed as it is, for any format to be written of."""
    news = in_this_order(asked.keys, asked.index.read(asked.keys).for_cards(FEED))
    bodies = read_at_once([page.body for page in news])
    items = [item(asked, page, body) for page, body in zip(news, bodies, strict=True)]
    others = asked.alternates[asked.index.translation_key]
    title = asked.index.title
    if asked.category:
        title = f"{title}: {asked.category.name}"
    latest = [one.updated for one in items] or [asked.index.last_published_at or LONG_AGO]
    about = f"category {asked.category.pk}" if asked.category else "news"
    return Channel(
        id=uuid.uuid5(asked.index.translation_key, f"{asked.language} {about}").urn,
        title=f"{title} – {asked.frame.name}",
        description=asked.index.lead or asked.frame.settings.tagline or title,
        author=asked.frame.name,
        language=asked.language,
        page=f"{asked.address_of(asked.index)}{asked.query}",
        address=asked.address,
        hub=settings.WEBSUB_HUB,
        updated=max(latest),
        translations={
            code: asked.address_of(page) + asked.index.feed_name(asked.format, code) + asked.query
            for code, page in others.items()
            if code != asked.language
        },
        items=items,
    )


def item(asked: FeedRequest, page, body) -> Item:
    """A news item. Its id is made of what never changes: neither its address nor its title."""
    address = asked.address_of(page)
    published = published_at(page)
    main = picture(asked, page)
    around = {
        "page": page,
        "picture": main,
        "lead_language": language_of(page, page.lead),
    }
    before = render_to_string("news/feed/before.html", around)
    after = render_to_string("news/feed/after.html", around)
    story = story_html(page, body, asked.request, address)
    others = asked.alternates[page.translation_key]
    return Item(
        id=uuid.uuid5(page.translation_key, asked.language).urn,
        title=page.title,
        address=address,
        summary=page.lead,
        html=standing_alone(before, address) + story + standing_alone(after, address),
        published=published,
        updated=page.last_published_at or published,
        category=(page.category.slug, page.category.name),
        picture=main,
        source=page.source_url,
        translations={
            code: asked.address_of(other)
            for code, other in others.items()
            if code != asked.language
        },
    )


def published_at(page) -> datetime.datetime:
    """When it was published first; of news brought along from elsewhere, the noon of their day."""
    first = page.first_published_at
    if first and timezone.localdate(first) == page.date:
        return first
    return timezone.make_aware(datetime.datetime.combine(page.date, datetime.time(12)))


def picture(asked: FeedRequest, page) -> Picture | None:
    """The main picture as every program can show it; None without one or without its file."""
    if not page.picture:
        return None
    try:
        rendition = page.picture.get_rendition(FEED)
        length = rendition.file.size
    except (OSError, SourceImageIOError, InvalidFilterSpecError):
        return None
    return Picture(
        address=absolute_url(asked.request, rendition.url),
        length=length,
        media_type="image/jpeg",
        width=rendition.width,
        height=rendition.height,
        description=page.picture.description,
        credit=page.picture.credit,
    )
