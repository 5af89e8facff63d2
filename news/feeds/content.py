"""What a feed holds: the newest news of a language, or of one category in it."""

import datetime
import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from news.feeds.formats import FORMATS, Channel, Item, Picture
from news.feeds.story import read_at_once, standing_alone, story_html
from news.models.category import Category
from news.models.newest import in_this_order
from portal.addresses import absolute_url
from portal.alternates import alternates_by_key
from portal.frame import Frame
from portal.freshness import fresh_answer
from portal.newsroom.readers import language_of
from portal.pictures import FEED

ITEMS = 25
# When a feed changed in which there has never been anything.
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


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
    def news(self) -> list[Page]:
        """The newest, which are in it."""
        wanted = {"category": self.category.pk} if self.category else {}
        keys = self.index.newest(self.request, **wanted)[:ITEMS]
        return in_this_order(keys, self.index.read(keys).for_cards(FEED))

    @cached_property
    def alternates(self) -> dict[uuid.UUID, dict[str, Page]]:
        """The languages of each item, and of the list itself."""
        keys = [page.translation_key for page in self.news]
        return alternates_by_key([*keys, self.index.translation_key])


def feed_response(asked: FeedRequest) -> HttpResponse:
    """The feed, or 304 for who has it."""
    writer = FORMATS[asked.format]
    response = HttpResponse(writer.written(channel(asked)), content_type=writer.media_type)
    if settings.WEBSUB_HUB:
        links = [(settings.WEBSUB_HUB, "hub"), (asked.address, "self")]
        response["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links)
    is_public = asked.language in asked.alternates[asked.index.translation_key]
    return fresh_answer(asked.request, response, is_public=is_public, query=asked.query)


def channel(asked: FeedRequest) -> Channel:
    """The feed as it is, for any format to be written of."""
    bodies = read_at_once([page.body for page in asked.news])
    items = [item(asked, page, body) for page, body in zip(asked.news, bodies, strict=True)]
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
