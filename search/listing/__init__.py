"""What the search page shows: results, what they can be narrowed down by, what else there is."""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import Case, Count, F, Model, Q, QuerySet, Value, When
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from search.backends.documents import languages
from search.backends.index import space_of
from search.excerpts import LONGEST_READ, Marker
from search.finding import count_as_typed, find, in_language, readable_pages
from search.kinds import Kind, category_model, described, kinds, kinds_by_type
from search.listing.asked import Asked
from search.listing.facets import Choice, Facet, offered
from search.listing.hits import Hit, trails_of
from search.listing.others import Elsewhere, Instead, replaced, tellable
from search.models import Entry

__all__ = ["Asked", "Choice", "Elsewhere", "Facet", "Hit", "Instead", "Listing"]

LATEST = 5
MOST_INSTEAD = 3
# Results in which words are looked for that were searched instead.
LOOKED_AT = 100


class Listing:
    """The answer to what was asked, worked out as far as somebody looks; a paginator slices it.

    How many there are of each kind, year and category comes from one statement, so that all counts
    agree. What is narrowed down is always part of what was found: no filter finds anything new.
    """

    def __init__(self, asked: Asked, language: str):
        self.asked = asked
        self.language = language

    # --- what was found --------------------------------------------------------------------

    @cached_property
    def _pages(self) -> QuerySet:
        return readable_pages()

    @cached_property
    def _found(self):
        """Everything that the query finds."""
        return find(self.asked.text, self.language, described(self._pages))

    @cached_property
    def _narrowed(self):
        """What it finds of the kind, category and year that were chosen."""
        if not self.is_narrowed:
            return self._found
        some = self._conditions(self._found.answer.matching()).values("pk")
        return find(self.asked.text, self.language, described(self._pages.filter(pk__in=some)))

    def _conditions(self, pages: QuerySet) -> QuerySet:
        if self.kind:
            pages = pages.filter(content_type__in=self.kind.content_types)
        if self.asked.year:
            pages = pages.filter(found_year=self.asked.year)
        if self.category:
            pages = pages.filter(found_category=self.category.pk)
        return pages

    @cached_property
    def _cells(self) -> list[tuple[str, int | None, int | None, int]]:
        """Kind, year, category and how many there are of it.

        A page is counted once: a date and a category are reached by foreign keys only, so each
        page has one row.
        """
        if not self.asked.text:
            return []
        by_type = kinds_by_type()
        rows = (
            self._found.answer.matching()
            .order_by()
            .values_list("content_type", "found_year", "found_category")
            .annotate(count=Count("pk"))
        )
        # A type that is no longer there is a page like any other.
        return [
            (by_type[pk].slug if pk in by_type else "page", year, category, count)
            for pk, year, category, count in rows
        ]

    def _sum(self, *, kind=None, year=None, category=None) -> int:
        return sum(
            count
            for of_kind, of_year, of_category, count in self._cells
            if (not kind or of_kind == kind)
            and (not year or of_year == year)
            and (not category or of_category == category)
        )

    def count(self) -> int:
        """How many there are, narrowed down as asked."""
        return self._sum(**self._chosen())

    def _chosen(self, *, but: str = "") -> dict:
        chosen = {
            "kind": self.asked.kind,
            "year": self.asked.year,
            "category": self.category and self.category.pk,
        }
        return {name: value for name, value in chosen.items() if name != but}

    def __getitem__(self, part: slice) -> list[Hit]:
        # A template asks for `listing.facets` as for `listing["facets"]` first.
        if not isinstance(part, slice):
            raise TypeError("only a part of the list can be asked for")
        if not self.count():
            return []
        if self.asked.by_date:
            return self.hits(self._by_date()[part])
        return self.hits(self._narrowed[part])

    def _by_date(self) -> QuerySet:
        """The newest first, what has no date last; what holds only some words after all others."""
        order = [F("found_date").desc(nulls_last=True), "-pk"]
        if self._partial:
            order.insert(0, Case(When(pk__in=self._partial, then=Value(1)), default=Value(0)))
        return self._narrowed.answer.matching().order_by(*order)

    @cached_property
    def _partial(self) -> set[int]:
        """The keys of what holds only some of the words."""
        if not self.asked.text:
            return set()
        parts = [part for part in self._narrowed.answer.parts() if part.tier.most is not None]
        return {key for part in parts for key in part.scores}

    @property
    def partial(self) -> int:
        return len(self._partial)

    @property
    def whole(self) -> int:
        """How many hold all the words."""
        return self.count() - self.partial

    # --- how it is told --------------------------------------------------------------------

    @cached_property
    def marker(self) -> Marker:
        instead = {group.typed: group.corrections for group in self._corrected}
        return Marker(self.asked.text, self.language, instead)

    def hits(self, pages: Iterable[Page]) -> list[Hit]:
        """`pages`, described, with what is told of each: two statements however many they are."""
        pages = list(pages)
        texts = self._texts(pages)
        trails = trails_of(pages)
        by_type = kinds_by_type()
        return [
            Hit(
                page=page,
                title=self.marker.marked(page.title),
                excerpt=self.marker.excerpt(texts.get(page.pk, "")),
                kind=by_type[page.content_type_id].name if page.content_type_id in by_type else "",
                trail=trails[page.pk],
                date=page.found_date,
                category=self._categories.get(page.found_category),
                partial=page.pk in self._partial,
            )
            for page in pages
        ]

    @staticmethod
    def _texts(pages: list[Page]) -> dict[int, str]:
        keys = [page.pk for page in pages]
        entries = Entry.objects.filter(space=space_of(Page), number__in=keys)
        return dict(entries.values_list("number", Left("text", LONGEST_READ)))

    # --- narrowing down --------------------------------------------------------------------

    @cached_property
    def kind(self) -> Kind | None:
        return kinds().get(self.asked.kind)

    @cached_property
    def _categories(self) -> dict[int, Model]:
        """Those that results have, and the one that was asked for, by key."""
        model = category_model()
        if model is None:
            return {}
        wanted = Q(pk__in={cell[2] for cell in self._cells if cell[2]})
        if self.asked.category:
            wanted |= Q(slug=self.asked.category)
        elif not self.asked.text:
            wanted = Q()
        return {category.pk: category for category in model._default_manager.filter(wanted)}

    @cached_property
    def category(self) -> Model | None:
        if not self.asked.category:
            return None
        found = (item for item in self._categories.values() if item.slug == self.asked.category)
        return next(found, None)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.category or self.asked.year)

    @cached_property
    def facets(self) -> list[Facet]:
        """The ways to narrow down, each counted as if only the others were chosen."""
        facets = [self._kinds(), self._categories_facet(), self._years()]
        return [facet for facet in facets if facet]

    def _kinds(self) -> Facet:
        others = self._chosen(but="kind")
        choices = [
            Choice(slug, kind.name, self._sum(kind=slug, **others), slug == self.asked.kind)
            for slug, kind in kinds().items()
        ]
        return Facet(
            "kind",
            pgettext_lazy("of pages", "Kind"),
            pgettext_lazy("of pages", "All kinds"),
            offered(choices, key=lambda choice: -choice.count),
        )

    def _categories_facet(self) -> Facet:
        others = self._chosen(but="category")
        choices = [
            Choice(item.slug, str(item), self._sum(category=pk, **others), item == self.category)
            for pk, item in self._categories.items()
        ]
        return Facet(
            "category",
            pgettext_lazy("of news", "Subject"),
            pgettext_lazy("of news", "All subjects"),
            offered(choices, key=lambda choice: (-choice.count, choice.name)),
        )

    def _years(self) -> Facet:
        others = self._chosen(but="year")
        years = {year for _kind, year, _category, _count in self._cells if year}
        if self.asked.year:
            years.add(self.asked.year)
        choices = [
            Choice(str(year), str(year), self._sum(year=year, **others), year == self.asked.year)
            for year in years
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
    def _corrected(self) -> tuple:
        return self._found.answer.corrected() if self.asked.text else ()

    @cached_property
    def instead(self) -> list[Instead]:
        """The words that were read as something else than typed."""
        corrections = {group.typed: group.corrections for group in self._corrected}
        told = self._told({text for found in corrections.values() for text in found})
        return [
            Instead(
                word,
                [
                    (text, replaced(self.asked.text, word, text))
                    for text in [text for text in found if text in told][:MOST_INSTEAD]
                ],
            )
            for word, found in corrections.items()
        ]

    def _told(self, texts: set[str]) -> set[str]:
        """Those of `texts` that readers may be told."""
        if not texts:
            return set()
        best = list(self._found.answer.scores(LOOKED_AT))[:LOOKED_AT]
        return tellable(texts, self.language, best)

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The other languages that have something for the very words that were typed."""
        if not self.asked.text:
            return []
        counts = [
            Elsewhere(code, count_as_typed(self.asked.text, code, self._pages), self.asked.text)
            for code in languages()
            if code != self.language
        ]
        return [other for other in counts if other.count]

    @cached_property
    def latest(self) -> list[Hit]:
        """The newest pages that have a date, for who has not asked for anything yet."""
        pages = described(in_language(readable_pages(), self.language))
        newest = pages.filter(found_date__lte=timezone.localdate()).order_by("-found_date", "-pk")
        return self.hits(newest[:LATEST])
