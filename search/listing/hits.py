"""A result, as it is told."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from wagtail.models import Page

# Ancestors from here on are told in the trail of a result: home, not the root of all trees.
HOME_DEPTH = 2


@dataclass
class Hit:
    """A page that was found, as it is told."""

    page: Page
    title: SafeString
    excerpt: SafeString
    kind: str | Promise = ""
    trail: list[str] = field(default_factory=list)
    """The titles of the live pages above it, from home down."""
    date: datetime.date | None = None
    category: Model | None = None
    partial: bool = False
    """Whether it holds only some of the words."""


def trail_of(page: Page, titles: Mapping[str, str]) -> list[str]:
    """The titles of what is above `page`, from home down; `titles` are those of live pages."""
    step = Page.steplen
    above = (page.path[:end] for end in range(step * HOME_DEPTH, len(page.path), step))
    return [titles[path] for path in above if path in titles]
