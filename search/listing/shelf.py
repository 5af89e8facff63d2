"""All that readers can find in a language, in memory, and what was looked for lately.

The index knows drafts and closed pages, too. So of everything that it finds it has to be known
whether readers may find it, and of which kind, year and subject it is. To ask the database that of
each of ten thousand pages takes longer than to look for the words. Here it is asked once.

A shelf is true as long as nothing is published. The setting `SEARCH_KEPT` names a function that
knows how long that is: `(request, key, make)` gives what `make()` has made since then, and makes it
where there is none. Without the setting each request has shelves of its own.
"""

import datetime
import heapq
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import override
from wagtail.models import Page

from search.backends.compiler import FEW, Compiler
from search.backends.results import Answer
from search.backends.vocabulary import Group
from search.finding import in_language, readable_pages
from search.kinds import category_model, described, kinds_by_type
from search.listing.asked import Asked
from search.listing.others import tellable
from search.promotions import Queries, promoted_queries
from search.queries import SiteQuery
from search.synonyms import Synonyms

# Answers that a shelf remembers. Who looks at the second page of a list, narrows it down or sorts
# it asks for the same again, and half of a site's readers look for the same ten things.
REMEMBERED = 64
# Results in which words are looked for that were searched instead.
LOOKED_AT = 100


class Facts(NamedTuple):
    """What a list of results is narrowed down and sorted by."""

    kind: str
    date: datetime.date | None
    category: int | None

    @property
    def cell(self) -> tuple[str, int | None, int | None]:
        return self.kind, self.date and self.date.year, self.category


@dataclass(frozen=True)
class Found:
    """What a query finds: the keys of pages, best first, and what is told of the whole list."""

    pages: array
    cells: dict[tuple[str, int | None, int | None], int]
    """Kind, year, category and how many there are of it."""
    partial: frozenset[int]
    """The keys of what holds only some of the words."""
    corrected: tuple[Group, ...]
    """The words that were read as something else than typed."""
    told: frozenset[str]
    """Those of the words looked for instead that readers may be told."""
    loosened: bool
    """Whether the words of phrases were looked for apart, as no page has them side by side."""
    instead: dict[str, list[str]]
    """For each word typed the words of its synonyms."""


class Shelf:
    """What readers can find in one language. Made of the database as far as somebody looks."""

    def __init__(self, language: str):
        self.language = language
        self.find = lru_cache(REMEMBERED)(self._find)
        self.listed = lru_cache(REMEMBERED)(self._listed)
        self.holding = lru_cache(REMEMBERED)(self._holding)

    @cached_property
    def pages(self) -> dict[int, Facts]:
        """Every page that readers may find, by its key."""
        pages = in_language(described(readable_pages()), self.language).order_by()
        rows = pages.values_list("pk", "content_type", "found_date", "found_category")
        by_type = kinds_by_type()
        same: dict[Facts, Facts] = {}
        found = {}
        for pk, content_type, date, category in rows:
            # A type that is no longer there is a page like any other.
            kind = by_type[content_type].slug if content_type in by_type else "page"
            facts = Facts(kind, date, category)
            found[pk] = same.setdefault(facts, facts)
        return found

    @cached_property
    def titles_above(self) -> dict[str, str]:
        """The title of every live page that has others below it, by its path."""
        pages = Page.objects.live().filter(numchild__gt=0).order_by()
        return dict(pages.values_list("path", "title"))

    @cached_property
    def categories(self) -> dict[int, Model]:
        """All that pages are categorised by, by key."""
        model = category_model()
        return {item.pk: item for item in model._default_manager.all()} if model else {}

    @cached_property
    def promoted(self) -> Queries:
        """The queries that editors promote something for."""
        return Queries(promoted_queries(), self.language)

    def latest(self, number: int) -> list[int]:
        """The keys of the newest pages that have a date, none of the future."""
        today = timezone.localdate()
        dated = (
            (facts.date, pk)
            for pk, facts in self.pages.items()
            if facts.date and facts.date <= today
        )
        return [pk for _date, pk in heapq.nlargest(number, dated)]

    # --- answers ---------------------------------------------------------------------------

    def _answer(self, synonyms: Synonyms, found: Callable[[], int] | None = None) -> Answer:
        query = SiteQuery(synonyms.text, self.language, synonyms)
        return Answer(Compiler(Page.objects.all(), query), among=self.pages, found=found)

    def _find(self, synonyms: Synonyms) -> Found:
        """What readers find for the text of `synonyms`."""
        answer = self._answer(synonyms)
        pages = array("q", answer.scores())
        partial = {
            key for part in answer.parts() if part.tier.most is not None for key in part.scores
        }
        corrected = answer.corrected()
        texts = {text for group in corrected for text in group.corrections}
        told = tellable(texts, self.language, list(pages[:LOOKED_AT])) if texts else ()
        cells: Counter = Counter()
        for facts, count in Counter(map(self.pages.__getitem__, pages)).items():
            cells[facts.cell] += count
        return Found(
            pages=pages,
            cells=cells,
            partial=frozenset(partial),
            corrected=corrected,
            told=frozenset(told),
            loosened=answer.loosened(),
            instead=synonyms.by_word(self.language),
        )

    def _listed(self, asked: Asked, synonyms: Synonyms) -> array:
        """The keys of what is found, narrowed down and in the order that was asked for."""
        found = self.find(synonyms)
        wanted = {cell for cell in found.cells if self.is_asked(asked, *cell)}
        pages = found.pages
        if len(wanted) < len(found.cells):
            pages = array("q", (pk for pk in pages if self.pages[pk].cell in wanted))
        if asked.by_date:
            pages = array("q", sorted(pages, key=lambda pk: self._by_date(pk, found.partial)))
        return pages

    def is_asked(
        self, asked: Asked, kind: str, year: int | None, category: int | None, but: str = ""
    ) -> bool:
        """Whether pages of a kind, year and category are among what was asked for. Of what was
        chosen, `but` does not count."""
        chosen = self.category(asked)
        return (
            (but == "kind" or not asked.kind or kind == asked.kind)
            and (but == "year" or not asked.year or year == asked.year)
            and (but == "category" or chosen is None or category == chosen.pk)
        )

    def category(self, asked: Asked) -> Model | None:
        """The category that was chosen, if there is such a one."""
        if not asked.category:
            return None
        return next((one for one in self.categories.values() if one.slug == asked.category), None)

    def _by_date(self, pk: int, partial: frozenset[int]) -> tuple:
        """The newest first, what has no date last; what holds only some words after all others."""
        date = self.pages[pk].date
        return pk in partial, -date.toordinal() if date else 0, -pk

    def _holding(self, synonyms: Synonyms) -> int:
        """How many pages hold all the words just as they are typed, in some form, or what the
        glossary says for them.

        For telling another language's readers: nobody is sent there for a guess.
        """
        # Where enough is found as typed, nothing helps along.
        return len(self._answer(synonyms, found=lambda: FEW).scores())


def shelf(language: str, request: HttpRequest) -> Shelf:
    """The shelf of `language`: the one that is kept, if any may be shown for this request."""
    kept = getattr(settings, "SEARCH_KEPT", "")
    if not kept:
        return Shelf(language)
    # The same one for who searches in this language and who is told of it in another one.
    with override(language):
        return import_string(kept)(request, "search", lambda: Shelf(language))
