"""From a query to the sets of documents that answer it, best first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db import router
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.documents import completing_bits, field_bits, languages, title_key
from search.backends.index import space_of
from search.backends.selects import (
    Both,
    Either,
    Everything,
    Nothing,
    Select,
    Spoken,
    Times,
    Titled,
    Without,
    Words,
)
from search.backends.vocabulary import Group, Vocabulary
from search.models import Posting
from search.morphology import folded, folded_words, tokens
from search.queries import SiteQuery, Typed, clean, typed

FEW = SiteQuery.FILL


@dataclass(frozen=True)
class Tier:
    """A set of answers, all worse than those of the tiers before it."""

    select: Select
    most: int | None = None
    """How many of them are wanted, where not all are."""
    corrected: tuple[Group, ...] = ()
    """The words that were read as something else than typed."""
    loosened: bool = False
    """Whether the words of phrases were looked for apart, in any form."""


Found = Callable[[], int]
"""How many objects the tiers so far have given, counted up to FEW."""


class Compiler(BaseSearchQueryCompiler):
    """A search for whole words, in any of their forms."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def __init__(self, queryset, query, fields=None, operator=None, order_by_relevance=True):
        self.operator = (operator or self.DEFAULT_OPERATOR).lower()
        if self.operator not in PlainText.OPERATORS:
            raise ValueError("`operator` must be either 'or' or 'and'.")
        # A text is taken apart here; `super` would take it for plain words.
        parsed = self._parsed(query)
        super().__init__(
            queryset,
            PlainText("") if parsed is not None else query,
            fields=fields,
            order_by_relevance=order_by_relevance,
        )
        if parsed is not None:
            self.query = parsed

    def _parsed(self, query) -> Typed | None:
        """What was typed, where `query` is that and nothing that code has put together."""
        return typed(query) if isinstance(query, str) else None

    @cached_property
    def space(self) -> int:
        return space_of(self.queryset.model)

    @cached_property
    def alias(self) -> str:
        return router.db_for_read(Posting)

    @cached_property
    def bits(self) -> int:
        """Those of the fields to look in; none where all are."""
        bits = field_bits()
        return reduce(or_, (bits[name] for name in self.fields or ()), 0)

    @cached_property
    def languages(self) -> list[str]:
        return [self.query.language] if isinstance(self.query, SiteQuery) else languages()

    @cached_property
    def vocabularies(self) -> list[Vocabulary]:
        """What an editor looks for may stand in either tree; a reader's query has its language."""
        return [Vocabulary(self.space, language, self.alias) for language in self.languages]

    # --- tiers -----------------------------------------------------------------------------

    def everything(self) -> bool:
        """Whether the query asks for all objects, indexed or not."""
        return isinstance(self.query, MatchAll)

    def tiers(self, found: Found) -> Iterator[Tier]:
        """The sets of answers, best first, as long as there is a reason for another one."""
        if isinstance(self.query, SiteQuery):
            yield from self._helped(typed(self.query.text), found)
        elif isinstance(self.query, Typed):
            yield from self._typed(self.query, found)
        else:
            yield Tier(self._tree(self.query))

    def _typed(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        """What an editor typed, as it is; without diacritics, if that finds nothing."""
        if not self.fields:
            yield Tier(self._titled(parsed))
        readings = [vocabulary.read(parsed.words) for vocabulary in self.vocabularies]
        yield Tier(self._answer(parsed, readings))
        if not found() and (widened := self._widened(readings)) != readings:
            yield Tier(self._answer(parsed, widened))

    def _helped(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        """What a reader looks for is there, if it is at all."""
        yield Tier(self._titled(parsed))
        (vocabulary,) = self.vocabularies
        others = self.query.synonyms.instead(self.query.language) if self.query.synonyms else ()
        typed_as_is, *synonymous = vocabulary.read_also(parsed.words, others)
        readings = [typed_as_is]
        yield Tier(self._answer(parsed, readings))
        if not found() and (widened := self._widened(readings)) != readings:
            readings = widened
            yield Tier(self._answer(parsed, readings))
        if synonymous:
            yield Tier(self._answer(parsed, synonymous))
        if not found() and self.completing:
            # Somebody who was shown suggestions pressed Enter before the last word was whole.
            begun = [
                vocabulary.begin(parsed.words, inflected=True) for vocabulary in self.vocabularies
            ]
            yield Tier(self._completed(parsed, begun))
        if not found():
            readings = [
                vocabulary.corrected(groups)
                for vocabulary, groups in zip(self.vocabularies, readings, strict=True)
            ]
            changed = tuple(group for groups in readings for group in groups if group.corrections)
            if changed:
                yield Tier(self._answer(parsed, readings), corrected=changed)
        if parsed.phrases and not found():
            loose = Typed(" ".join([parsed.words, *parsed.phrases]), (), parsed.excluded)
            together = [vocabulary.read(loose.words) for vocabulary in self.vocabularies]
            yield Tier(self._answer(loose, together), loosened=True)
        if len(readings[0]) > 1 and not parsed.phrases and found() < FEW:
            some = Either([Words(groups, self.bits, least=1) for groups in readings])
            yield Tier(self._without(some, parsed), most=FEW - found())

    def _widened(self, readings: list[list[Group]]) -> list[list[Group]]:
        return [
            vocabulary.widened(groups)
            for vocabulary, groups in zip(self.vocabularies, readings, strict=True)
        ]

    def _titled(self, parsed: Typed) -> Select:
        title = title_key(parsed.words)
        if not title or parsed.phrases or parsed.excluded:
            return Nothing()
        return Either([Titled(self.space, language, title) for language in self.languages])

    def _answer(self, parsed: Typed, readings: list[list[Group]]) -> Select:
        """The documents that hold the words, read so, the phrases, and nothing that is excluded."""
        held = Either([self._words(groups) for groups in readings])
        parts = [held] if parsed.words else []
        parts += [self._phrases(parsed.phrases)] if parsed.phrases else []
        if not parts:
            return Nothing()
        return self._without(Both(parts) if len(parts) > 1 else parts[0], parsed)

    def _completed(self, parsed: Typed, readings: list[list[Group]]) -> Select:
        held = Either([self._words(groups, self.completing) for groups in readings])
        return self._without(held, parsed)

    @cached_property
    def completing(self) -> int:
        """The bits of the fields that complete a beginning."""
        return self.bits or completing_bits(self.queryset.model)

    def _words(self, groups: list[Group], bits: int | None = None) -> Select:
        if not groups:
            return Nothing()
        least = 1 if self.operator == "or" else None
        return Words(groups, self.bits if bits is None else bits, least)

    def _phrases(self, phrases: Iterable[str]) -> Select:
        """The documents in which each of `phrases` stands word for word."""
        spoken = [phrase for phrase in (folded(tokens(text)) for text in phrases) if phrase]
        if not spoken:
            return Nothing()
        # What holds all their words is few, and looked through.
        holding = [
            Words([group for phrase in phrases for group in vocabulary.read(phrase)], self.bits)
            for vocabulary in self.vocabularies
        ]
        return Spoken(self.space, Either(holding), tuple(spoken))

    def _without(self, select: Select, parsed: Typed) -> Select:
        """`select` less what holds something that is excluded, in whichever language."""
        if not parsed.excluded:
            return select
        unwanted = [
            Words(vocabulary.read(text), self.bits)
            for text in parsed.excluded
            if len(folded_words(text)) == 1
            for vocabulary in self.vocabularies
        ]
        unwanted += [
            self._phrases([text]) for text in parsed.excluded if len(folded_words(text)) > 1
        ]
        return Without(select, Either(unwanted))

    # --- queries made by code --------------------------------------------------------------

    def _tree(self, query: SearchQuery) -> Select:
        if isinstance(query, MatchAll):
            return Everything(self.space)
        if isinstance(query, PlainText):
            plain = Either([self._plain(query, vocabulary) for vocabulary in self.vocabularies])
            return Times(plain, query.boost) if query.boost != 1 else plain
        if isinstance(query, Phrase):
            return self._phrases([clean(query.query_string)])
        if isinstance(query, Fuzzy):
            return Either([self._fuzzy(query, vocabulary) for vocabulary in self.vocabularies])
        if isinstance(query, Boost):
            return Times(self._tree(query.subquery), query.boost)
        if isinstance(query, Or):
            return Either([self._tree(part) for part in query.subqueries])
        if isinstance(query, And):
            wanted = [self._tree(part) for part in query.subqueries if not isinstance(part, Not)]
            unwanted = [part.subquery for part in query.subqueries if isinstance(part, Not)]
            both = Both(wanted or [Everything(self.space)])
            return Without(both, Either([self._tree(part) for part in unwanted]))
        if isinstance(query, Not):
            return Without(Everything(self.space), self._tree(query.subquery))
        raise NotImplementedError(f"`{type(query).__name__}` is not supported by this backend.")

    def _plain(self, query: PlainText, vocabulary: Vocabulary) -> Select:
        groups = vocabulary.read(clean(query.query_string))
        return Words(groups, self.bits, self._least(query)) if groups else Nothing()

    def _fuzzy(self, query: Fuzzy, vocabulary: Vocabulary) -> Select:
        groups = vocabulary.corrected(vocabulary.read(clean(query.query_string)))
        return Words(groups, self.bits, self._least(query)) if groups else Nothing()

    @staticmethod
    def _least(query: PlainText | Fuzzy) -> int | None:
        return 1 if query.operator == "or" else None


class AutocompleteCompiler(Compiler):
    """A search for what begins so, among what objects are called.

    Where few do, the words are taken for whole ones in another form: an editor who types "strefy
    przemysłowej" means the page "Strefa przemysłowa". Where nothing is called so, editors (not
    readers, whom it suggests titles) find what tells of it.
    """

    def _parsed(self, query) -> Typed | None:
        # The admin's own search makes such a query of what an editor types (`parse_query_string`).
        if isinstance(query, PlainText) and query.boost == 1:
            self.operator = query.operator
            query = query.query_string
        return super()._parsed(query)

    def _typed(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        yield from self._helped(parsed, found)
        if not found() and not self.fields:
            # An editor who remembers a word of the text is better helped than by an empty list.
            yield from super()._typed(parsed, found)

    def _helped(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        text = " ".join([parsed.words, *parsed.phrases])
        begun = [vocabulary.begin(text) for vocabulary in self.vocabularies]
        yield Tier(self._completed(parsed, begun))
        if found() < FEW:
            others = [vocabulary.read(text) for vocabulary in self.vocabularies]
            if len(folded_words(text)) > 1:
                others += [
                    vocabulary.begin(text, inflected=True) for vocabulary in self.vocabularies
                ]
            yield Tier(self._completed(parsed, others))

    def _plain(self, query: PlainText, vocabulary: Vocabulary) -> Select:
        # There are no tiers among the parts of a query, so the readings are taken together.
        text = clean(query.query_string)
        readings = filter(None, (vocabulary.begin(text), vocabulary.read(text)))
        return Either([Words(groups, self.completing, self._least(query)) for groups in readings])
