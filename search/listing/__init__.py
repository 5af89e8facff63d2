"""What the search page shows: results, what they can be narrowed down by, what else there is."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from django.db.models import Model
from django.db.models.functions import Left
from django.utils.functional import SimpleLazyObject
from django.utils.translation import pgettext_lazy
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from search.backends.documents import languages
from search.backends.index import space_of
from search.excerpts import LONGEST_READ, Marker
from search.kinds import Kind, kinds
from search.listing.asked import Asked
from search.listing.facets import Choice, Facet, offered
from search.listing.hits import Hit, trail_of
from search.listing.others import Elsewhere, Instead, replaced
from search.listing.shelf import Found, Shelf, shelf
from search.models import Entry
from search.promotions import promoted
from search.synonyms import Synonyms

__all__ = ["Asked", "Choice", "Elsewhere", "Facet", "Hit", "Instead", "Listing", "Shelf", "shelf"]

LATEST = 5
MOST_INSTEAD = 3


class Listing:
    """The answer to what was asked, worked out as far as somebody looks; a paginator slices it.

    How many there are of each kind, year and category is counted once, so that all counts agree.
    What is narrowed down is always part of what was found: no filter finds anything new.
    """

    def __init__(self, asked: Asked, language: str, shelf_of: Callable[[str], Shelf] = Shelf):
        self.asked = asked
        self.language = language
        self.shelf_of = shelf_of

    # --- what was found --------------------------------------------------------------------

    @cached_property
    def shelf(self) -> Shelf:
        return self.shelf_of(self.language)

    @cached_property
    def _synonyms(self) -> Synonyms:
        return Synonyms(self.asked.text)

    @cached_property
    def _found(self) -> Found:
        """Everything that the query finds."""
        return self.shelf.find(self._synonyms)

    def count(self) -> int:
        """How many there are, narrowed down as asked."""
        if not self.asked.text:
            return 0
        asked = self.asked
        cells = self._found.cells.items()
        return sum(count for cell, count in cells if self.shelf.is_asked(asked, *cell))

    def __getitem__(self, part: slice) -> list[Hit]:
        """A part of what is found, fetched when somebody looks at it."""
        # A template asks for `listing.facets` as for `listing["facets"]` first.
        if not isinstance(part, slice):
            raise TypeError("only a part of the list can be asked for")
        if not self.asked.text:
            return []
        return SimpleLazyObject(lambda: self.hits(self._listed[part]))

    @cached_property
    def _listed(self):
        """The keys of all that is shown on the pages of the list, in its order."""
        return self.shelf.listed(self.asked, self._synonyms)

    @cached_property
    def partial(self) -> int:
        """How many hold only some of the words."""
        if not self.asked.text or not self._found.partial:
            return 0
        return len(self._found.partial.intersection(self._listed))

    @property
    def loosened(self) -> bool:
        """Whether the words of phrases were looked for apart, as no page has them side by side."""
        return bool(self.asked.text) and self._found.loosened

    @property
    def whole(self) -> int:
        """How many hold all the words."""
        return self.count() - self.partial

    # --- how it is told --------------------------------------------------------------------

    @cached_property
    def marker(self) -> Marker:
        if not self.asked.text:
            return Marker("", self.language)
        instead = dict(self._found.instead)
        for group in self._found.corrected:
            instead[group.typed] = [*group.corrections, *instead.get(group.typed, ())]
        return Marker(self.asked.text, self.language, instead)

    def hits(self, keys: Iterable[int]) -> list[Hit]:
        """What is told of the pages with these `keys`: two statements however many they are."""
        # What was taken from readers this very moment is asked for once more.
        pages = Page.objects.live().in_bulk(keys)
        texts = self._texts(pages)
        names = {slug: kind.name for slug, kind in kinds().items()}
        partial = self._found.partial if self.asked.text else ()
        hits = []
        for key in keys:
            if page := pages.get(key):
                facts = self.shelf.pages[key]
                hits.append(
                    Hit(
                        page=page,
                        title=self.marker.marked(page.title),
                        excerpt=self.marker.excerpt(texts.get(key, "")),
                        kind=names.get(facts.kind, ""),
                        trail=trail_of(page, self.shelf.titles_above),
                        date=facts.date,
                        category=self.shelf.categories.get(facts.category),
                        partial=key in partial,
                    )
                )
        return hits

    @staticmethod
    def _texts(keys: Iterable[int]) -> dict[int, str]:
        entries = Entry.objects.filter(space=space_of(Page), number__in=list(keys))
        return dict(entries.values_list("number", Left("text", LONGEST_READ)))

    # --- narrowing down --------------------------------------------------------------------

    @cached_property
    def kind(self) -> Kind | None:
        return kinds().get(self.asked.kind)

    @cached_property
    def category(self) -> Model | None:
        return self.shelf.category(self.asked)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.category or self.asked.year)

    @cached_property
    def facets(self) -> list[Facet]:
        """The ways to narrow down, each counted as if only the others were chosen."""
        facets = [self._kinds(), self._categories_facet(), self._years()]
        return [facet for facet in facets if facet]

    def _counts(self, place: int, name: str) -> Counter:
        """How many there are of each kind, year or category, whichever is in this place of the
        cells, as if only the others were chosen."""
        counts: Counter = Counter()
        for cell, count in self._found.cells.items() if self.asked.text else ():
            if self.shelf.is_asked(self.asked, *cell, but=name):
                counts[cell[place]] += count
        return counts

    def _kinds(self) -> Facet:
        counts = self._counts(0, "kind")
        choices = [
            Choice(slug, kind.name, counts[slug], slug == self.asked.kind)
            for slug, kind in kinds().items()
        ]
        return Facet(
            "kind",
            pgettext_lazy("of pages", "Kind"),
            pgettext_lazy("of pages", "All kinds"),
            offered(choices, key=lambda choice: -choice.count),
        )

    def _categories_facet(self) -> Facet:
        counts = self._counts(2, "category")
        choices = [
            Choice(item.slug, str(item), counts[pk], item == self.category)
            for pk, item in self.shelf.categories.items()
        ]
        return Facet(
            "category",
            pgettext_lazy("of news", "Subject"),
            pgettext_lazy("of news", "All subjects"),
            offered(choices, key=lambda choice: (-choice.count, choice.name)),
        )

    def _years(self) -> Facet:
        counts = self._counts(1, "year")
        years = {year for year in (*counts, self.asked.year) if year}
        choices = [
            Choice(str(year), str(year), counts[year], year == self.asked.year) for year in years
        ]
        return Facet(
            "year",
            pgettext_lazy("of pages", "Year"),
            pgettext_lazy("of pages", "All years"),
            offered(choices, key=lambda choice: -int(choice.value)),
        )

    @property
    def taken(self) -> list[tuple[Facet, Choice]]:
        """What was chosen, to be taken off again."""
        return [(facet, facet.chosen) for facet in self.facets if facet.chosen]

    # --- what else there is ----------------------------------------------------------------

    @cached_property
    def promoted(self) -> list[SearchPromotion]:
        """What editors put before everything that was found."""
        return promoted(self.asked.text, self.language, self.shelf.promoted)

    @cached_property
    def instead(self) -> list[Instead]:
        """The words that were read as something else than typed."""
        return [
            Instead(
                group.typed,
                [
                    (text, replaced(self.asked.text, group.typed, text))
                    for text in [text for text in group.corrections if text in self._found.told][
                        :MOST_INSTEAD
                    ]
                ],
            )
            for group in (self._found.corrected if self.asked.text else ())
        ]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The other languages that have something for the very words that were typed."""
        if not self.asked.text:
            return []
        counts = [
            Elsewhere(code, self.shelf_of(code).holding(self._synonyms), self.asked.text)
            for code in languages()
            if code != self.language
        ]
        return [other for other in counts if other.count]

    @cached_property
    def latest(self) -> list[Hit]:
        """The newest pages that have a date, for who has not asked for anything yet."""
        return self.hits(self.shelf.latest(LATEST))
