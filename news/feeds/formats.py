"""One feed in three formats: Atom (RFC 4287), RSS 2.0 with Media RSS, JSON Feed 1.1."""

import datetime
import json
from dataclasses import dataclass, fields
from io import StringIO
from typing import Any, ClassVar, Self

from django.utils import feedgenerator
from django.utils.feedgenerator import Enclosure, rfc3339_date
from django.utils.html import escape

from portal.characters import visible

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class Texts:
    """A dataclass whose texts have no characters that a format refuses."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, visible(value))


@dataclass(frozen=True)
class Picture(Texts):
    address: str
    length: int
    media_type: str
    width: int
    height: int
    description: str
    credit: str


@dataclass(frozen=True)
class Item(Texts):
    id: str
    title: str
    address: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    # Its short name and its name.
    category: tuple[str, str]
    picture: Picture | None
    source: str
    # Addresses of the same news, by language.
    translations: dict[str, str]


@dataclass(frozen=True)
class Channel(Texts):
    """A feed: `page` is where it is read by people, `address` where by programs."""

    id: str
    title: str
    description: str
    author: str
    language: str
    page: str
    address: str
    hub: str
    updated: datetime.datetime
    # Addresses of the same feed, by language.
    translations: dict[str, str]
    items: list[Item]


class Written:
    """How a Channel becomes a feed of Django's generator."""

    media_type: ClassVar[str]

    @classmethod
    def written(cls, channel: Channel) -> bytes:
        feed = cls.of(channel)
        for item in channel.items:
            picture = item.picture
            enclosures = (
                [Enclosure(picture.address, str(picture.length), picture.media_type)]
                if picture
                else []
            )
            feed.add_item(
                title=item.title,
                link=item.address,
                # Both formats take it for HTML.
                description=escape(item.summary),
                pubdate=item.published,
                updateddate=item.updated,
                unique_id=item.id,
                unique_id_is_permalink=False,
                enclosures=enclosures,
                item=item,
            )
        out = StringIO()
        feed.write(out, "utf-8")
        return out.getvalue().encode()

    @classmethod
    def of(cls, channel: Channel) -> Self:
        return cls(
            title=channel.title,
            link=channel.page,
            description=channel.description,
            subtitle=channel.description,
            language=channel.language,
            author_name=channel.author,
            author_link=channel.page,
            feed_url=channel.address,
            feed_guid=channel.id,
            channel=channel,
        )

    def latest_post_date(self) -> datetime.datetime:
        return self.feed["channel"].updated

    def links(self) -> list[dict[str, str]]:
        """The hub that tells of changes, and the same feed in other languages."""
        channel = self.feed["channel"]
        hub = [{"rel": "hub", "href": channel.hub}] if channel.hub else []
        return hub + [
            {
                "rel": "alternate",
                "type": self.media_type.split(";")[0],
                "hreflang": language,
                "href": address,
            }
            for language, address in channel.translations.items()
        ]

    @staticmethod
    def item_links(item: Item) -> list[dict[str, str]]:
        """Where it was reported first, and the same news in other languages.

        They are alternates, but may not be called so: programs take the first or the last that is
        for the address of the item, and would send Polish readers to the English page.
        """
        via = [{"rel": "via", "href": item.source}] if item.source else []
        return via + [
            {"rel": "related", "type": "text/html", "hreflang": language, "href": address}
            for language, address in item.translations.items()
        ]

    @staticmethod
    def add_media(handler, item: Item) -> None:
        """The picture with its size. No media:description: feedparser takes it for the story."""
        if not (picture := item.picture):
            return
        handler.startElement(
            "media:content",
            {
                "url": picture.address,
                "type": picture.media_type,
                "medium": "image",
                "fileSize": str(picture.length),
                "width": str(picture.width),
                "height": str(picture.height),
            },
        )
        if picture.credit:
            handler.addQuickElement("media:credit", picture.credit)
        handler.endElement("media:content")


class Atom(Written, feedgenerator.Atom1Feed):
    title = "Atom"
    media_type = feedgenerator.Atom1Feed.content_type

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": NAMESPACES["xmlns:media"]}

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        for link in self.links():
            handler.addQuickElement("link", "", link)

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        item = item["item"]
        for link in self.item_links(item):
            handler.addQuickElement("link", "", link)
        slug, name = item.category
        handler.addQuickElement("category", "", {"term": slug, "label": visible(name)})
        self.add_media(handler, item)
        handler.addQuickElement("content", item.html, {"type": "html"})


class Rss(Written, feedgenerator.Rss201rev2Feed):
    title = "RSS"
    media_type = feedgenerator.Rss201rev2Feed.content_type

    def rss_attributes(self) -> dict[str, str]:
        language = {"xml:lang": self.feed["language"]}
        return {**super().rss_attributes(), **NAMESPACES, **language}

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        for link in self.links():
            handler.addQuickElement("atom:link", None, link)

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        item = item["item"]
        handler.addQuickElement("category", visible(item.category[1]))
        handler.addQuickElement("atom:updated", rfc3339_date(item.updated))
        for link in self.item_links(item):
            handler.addQuickElement("atom:link", None, link)
        self.add_media(handler, item)
        handler.addQuickElement("content:encoded", item.html)


class JsonFeed:
    """https://www.jsonfeed.org/version/1.1/; `_translations` is an extension of ours."""

    title = "JSON Feed"
    media_type = "application/feed+json; charset=utf-8"

    @classmethod
    def written(cls, channel: Channel) -> bytes:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.page,
            "feed_url": channel.address,
            "description": channel.description,
            "language": channel.language,
            "authors": [{"name": channel.author, "url": channel.page}],
            "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
            "_translations": cls.links(channel.translations),
            "items": [cls.item(item, channel) for item in channel.items],
        }
        return json.dumps(without_empty(feed), ensure_ascii=False).encode()

    @classmethod
    def item(cls, item: Item, channel: Channel) -> dict[str, Any]:
        picture = item.picture
        return without_empty(
            {
                "id": item.id,
                "url": item.address,
                "external_url": item.source,
                "title": item.title,
                "content_html": item.html,
                "summary": item.summary,
                "image": picture and picture.address,
                "date_published": rfc3339_date(item.published),
                "date_modified": rfc3339_date(item.updated),
                "tags": [visible(item.category[1])],
                "language": channel.language,
                "_translations": cls.links(item.translations),
            }
        )

    @staticmethod
    def links(translations: dict[str, str]) -> list[dict[str, str]]:
        return [{"language": code, "url": address} for code, address in translations.items()]


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """What has a value, the items of an empty feed, and the text of an empty story."""
    kept = {"items", "content_html"}
    return {name: value for name, value in values.items() if value or name in kept}


FORMATS = {"atom": Atom, "rss": Rss, "json": JsonFeed}
