"""What a page of the demo consists of, and what its content may refer to."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from wagtail.models import Page

from news.models import Category
from portal.demo.text import T
from portal.models import BasePage, Person, PortalDocument, PortalImage


@dataclass
class Library:
    """The shared facts, by their names in the demo; and the Polish pages, once they exist."""

    today: datetime.date
    pictures: dict[str, PortalImage]
    people: dict[str, Person]
    categories: dict[str, Category]
    documents: dict[str, PortalDocument]
    pages: dict[str, Page] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoPage:
    """A page in both languages. Texts are `T`; a page for Polish readers only has plain ones."""

    key: str
    model: type[BasePage]
    title: T | str
    slug: T | str
    # The key of the page above; the home page has none.
    parent: str | None = "home"
    fields: Callable[[Library], dict] = lambda library: {}
    # The story; told when all pages exist, so that it can lead to any of them.
    body: Callable[[Library], list] | None = None
    # Fields that lead to other pages; told when all exist, too.
    links: Callable[[Library], dict] = lambda library: {}
    in_menus: bool = False
    translated: bool = True
    # What an editor changes in Polish after the English was published, so that it waits.
    later: Callable[[Page, Library], None] | None = None
