"""What an item becomes here, before anything is written; what cannot be placed is refused."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from anyascii import anyascii
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from news.importing import limits
from news.importing.blocks import read_story
from news.importing.encoding import looks_wrong, visible
from news.importing.items import Item, normal_address
from news.importing.limits import Refused, deadline
from news.importing.markup import plain
from news.importing.media import Found, all_wanted
from news.importing.story import Story, Wanted, shortened
from news.models import Category, NewsPage

TITLE = NewsPage._meta.get_field("title").max_length
PUBLISHER = NewsPage._meta.get_field("source_publisher").max_length
SOURCE_ADDRESS = NewsPage._meta.get_field("source_url").max_length


@dataclass
class Draft:
    """The fields of a NewsPage, its story, and the files that were found for it."""

    values: dict
    slug: str
    story: Story
    files: dict[Wanted, Found] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return len(all_wanted(self.story)) - len(self.files)


@dataclass
class Desk:
    """What decides about every item: our categories, the default one, whom to credit."""

    categories: list[Category]
    default: Category | None = None
    mapped: dict[str, Category] = field(default_factory=dict)
    publisher: str = ""

    def draft(self, item: Item) -> Draft:
        """`item` as a draft, its files not yet looked for. Raises Refused, saying why not."""
        with deadline():
            return self._draft(item)

    def _draft(self, item: Item) -> Draft:
        title = plain(BeautifulSoup(item.title, "html.parser"))
        if not title:
            raise Refused(_("It has no title."))
        if looks_wrong(title + item.summary + item.html):
            raise Refused(
                _(
                    "Its letters were read in a wrong encoding; name the right one with --encoding,"
                    " for example windows-1250."
                )
            )
        story = read_story(item)
        if not story.lead and not story.blocks:
            raise Refused(_("It has no text."))
        if not story.lead:
            story.note(_("It has no lead: its title stands there."))
            story.lead = title
        if item.comments:
            story.note(_("Readers' comments are left out."))
        if len(title) > TITLE:
            story.note(_("The title was too long and was cut."))
        if item.date is None:
            story.note(_("It has no date: today's stands there."))
        values = {
            "title": shortened(title, TITLE) if len(title) > TITLE else title,
            "lead": story.lead,
            "date": item.date or timezone.localdate(),
            "category": self.category(item, story),
            **self.source(item, story),
        }
        return Draft(values, slugify(anyascii(item.slug))[:200] or "", story)

    def category(self, item: Item, story: Story) -> Category:
        """Ours of the same name or short name, else the default one."""
        names = [visible(name).strip() for pair in item.categories for name in pair if name.strip()]
        for name in names:
            if found := self.mapped.get(name.casefold()) or self.named(name):
                return found
        told = ", ".join(dict.fromkeys(pair[1] or pair[0] for pair in item.categories))[:120]
        if self.default is None and told:
            raise Refused(
                _("No category here is called “%(names)s”; choose one with --category.")
                % {"names": told}
            )
        if self.default is None:
            raise Refused(_("It has no category; choose one with --category."))
        if told:
            story.note(
                _("No category here is called “%(names)s”; it was put into “%(ours)s”.")
                % {"names": told, "ours": self.default}
            )
        return self.default

    def named(self, name: str) -> Category | None:
        wanted, slug = name.casefold(), slugify(anyascii(name))
        for category in self.categories:
            ours = {category.name_pl.casefold(), category.name_en.casefold(), category.slug}
            if wanted in ours or slug in {category.slug, *map(slugify, map(anyascii, ours))}:
                return category
        return None

    def source(self, item: Item, story: Story) -> dict:
        """Who reported it first: what the item says, else its story, else who was named.

        The old site itself is no source: its address will lead to the page that it is a source of.
        """
        publisher, address, date = plain(item.publisher), item.source_address, None
        if not publisher:
            publisher, address = story.publisher, story.source_address
        if not publisher and self.publisher:
            publisher, address, date = self.publisher, item.address, item.date
        if not publisher:
            return {"source_publisher": "", "source_url": "", "source_date": None}
        if address and not is_address(address):
            story.note(
                _("The address of the source is left out: it is no sound address (%(address)s)")
                % {"address": address[:80]}
            )
            address = ""
        return {
            "source_publisher": publisher[:PUBLISHER],
            "source_url": address,
            "source_date": date,
        }


def is_address(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return len(address) <= SOURCE_ADDRESS


def checked_address(item: Item) -> str:
    """The key of `item`: its address on the old site. Raises Refused where it is none."""
    address = item.address.strip()
    try:
        parts = urlsplit(address)
        key = normal_address(address)
    except ValueError as error:
        raise Refused(_("Its address is none.")) from error
    is_web = parts.scheme in {"http", "https"} and parts.netloc
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not (is_web or is_path) or re.search(r"[\x00-\x20<>\"]", address):
        raise Refused(_("It has no address by which it could be known again."))
    if len(key) > limits.ADDRESS:
        raise Refused(_("Its address is longer than any."))
    return key
