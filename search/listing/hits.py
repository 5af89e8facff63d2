"""A result, as it is told."""

import datetime
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
    trail: list[Page] = field(default_factory=list)
    date: datetime.date | None = None
    category: Model | None = None
    partial: bool = False
    """Whether it holds only some of the words."""


def trails_of(pages: list[Page]) -> dict[int, list[Page]]:
    """For each page the live ones above it, from home down, in one statement for all."""
    step = Page.steplen
    above = {
        page.pk: [page.path[:end] for end in range(step * HOME_DEPTH, len(page.path), step)]
        for page in pages
    }
    paths = {path for found in above.values() for path in found}
    known = {page.path: page for page in Page.objects.live().filter(path__in=paths)}
    return {pk: [known[path] for path in found if path in known] for pk, found in above.items()}
