"""From a query to the sets of documents that answer it, best first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
from search.morphology import folded_words
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
        parsed = typed(query) if isinstance(query, str) else None
        super().__init__(
            queryset,
            PlainText(query) if parsed is not None else query,
            fields=fields,
            order_by_relevance=order_by_relevance,
        )
        if parsed is not None:
            self.query = parsed

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
        return sum(bits[name] for name in self.fields) if self.fields else 0

    @cached_property
    def languages(self) -> list[str]:
        return [self.query.language] if isinstance(self.query, SiteQuery) else languages()

    def vocabulary(self, language: str) -> Vocabulary:
        return Vocabulary(self.space, language, self.alias)

    # --- tiers -----------------------------------------------------------------------------

    def everything(self) -> bool:
        """Whether the query asks for all objects, indexed or not."""
        return isinstance(self.query, MatchAll)

    def tiers(self, found: Found) -> Iterator[Tier]:
        """The sets of answers, best first, as long as there is a reason for another one."""
        if isinstance(self.query, SiteQuery):
            vocabulary = self.vocabulary(self.query.language)
            yield from self._helped(typed(self.query.text), vocabulary, found)
        elif isinstance(self.query, Typed):
            yield from self._in_all_languages(self.query, found)
        else:
            parts = [self._tree(self.query, self.vocabulary(code)) for code in self.languages]
            yield Tier(Either(parts))

    def _in_all_languages(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        """What an editor looks for may stand in either tree."""
        vocabularies = [self.vocabulary(code) for code in self.languages]
        if not self.fields:
            yield Tier(Either([self._titled(vocabulary, parsed) for vocabulary in vocabularies]))
        read = [(vocabulary, vocabulary.read(parsed.words)) for vocabulary in vocabularies]
        yield Tier(Either([self._answer(parsed, *reading) for reading in read]))
        if found():
            return
        widened = [(vocabulary, vocabulary.widened(groups)) for vocabulary, groups in read]
        if widened != read:
            yield Tier(Either([self._answer(parsed, *reading) for reading in widened]))

    def _helped(self, parsed: Typed, vocabulary: Vocabulary, found: Found) -> Iterator[Tier]:
        """What a reader looks for is there, if it is at all."""
        yield Tier(self._titled(vocabulary, parsed))
        groups = vocabulary.read(parsed.words)
        yield Tier(self._answer(parsed, vocabulary, groups))
        if found() >= FEW:
            return
        corrected = widened = groups
        if not found() and (widened := vocabulary.widened(groups)) != groups:
            yield Tier(self._answer(parsed, vocabulary, widened))
        if not found():
            corrected = vocabulary.corrected(widened)
            changed = tuple(group for group in corrected if group.corrections)
            if changed:
                yield Tier(self._answer(parsed, vocabulary, corrected), corrected=changed)
        if len(groups) > 1 and not parsed.phrases and found() < FEW:
            some = Words(corrected, self.bits, least=1)
            yield Tier(self._limited(some, parsed, vocabulary), most=FEW - found())

    def _titled(self, vocabulary: Vocabulary, parsed: Typed) -> Select:
        title = title_key(parsed.words)
        if not title or parsed.phrases or parsed.excluded:
            return Nothing()
        return Titled(self.space, vocabulary.language, title)

    def _answer(self, parsed: Typed, vocabulary: Vocabulary, groups: list[Group]) -> Select:
        """The documents that hold `groups`, the phrases, and nothing that is excluded."""
        least = 1 if self.operator == "or" else None
        parts = [Words(groups, self.bits, least)] if groups else []
        parts += [self._phrase(phrase, vocabulary) for phrase in parsed.phrases]
        if not parts:
            return Nothing()
        return self._limited(Both(parts) if len(parts) > 1 else parts[0], parsed, vocabulary)

    def _limited(self, select: Select, parsed: Typed, vocabulary: Vocabulary) -> Select:
        unwanted = [self._unwanted(text, vocabulary) for text in parsed.excluded]
        return Without(select, Either(unwanted)) if unwanted else select

    def _unwanted(self, text: str, vocabulary: Vocabulary) -> Select:
        if len(folded_words(text)) > 1:
            return self._phrase(text, vocabulary)
        return Words(vocabulary.read(text), self.bits)

    def _phrase(self, text: str, vocabulary: Vocabulary) -> Select:
        spoken = folded_words(text)
        if not spoken:
            return Nothing()
        holding = Words(vocabulary.read(text), self.bits)
        return Spoken(self.space, holding, " ".join(spoken))

    # --- queries made by code --------------------------------------------------------------

    def _tree(self, query: SearchQuery, vocabulary: Vocabulary) -> Select:
        everything = Everything(self.space, vocabulary.language)
        if isinstance(query, MatchAll):
            return everything
        if isinstance(query, PlainText):
            return self._boosted(self._plain(query, vocabulary), query)
        if isinstance(query, Phrase):
            return self._phrase(clean(query.query_string), vocabulary)
        if isinstance(query, Fuzzy):
            least = 1 if query.operator == "or" else None
            groups = vocabulary.corrected(vocabulary.read(clean(query.query_string)))
            return Words(groups, self.bits, least) if groups else Nothing()
        if isinstance(query, Boost):
            return Times(self._tree(query.subquery, vocabulary), query.boost)
        if isinstance(query, Or):
            return Either([self._tree(part, vocabulary) for part in query.subqueries])
        if isinstance(query, And):
            wanted = [part for part in query.subqueries if not isinstance(part, Not)]
            unwanted = [part.subquery for part in query.subqueries if isinstance(part, Not)]
            both = Both([self._tree(part, vocabulary) for part in wanted] or [everything])
            if not unwanted:
                return both
            return Without(both, Either([self._tree(part, vocabulary) for part in unwanted]))
        if isinstance(query, Not):
            return Without(everything, self._tree(query.subquery, vocabulary))
        raise NotImplementedError(f"`{type(query).__name__}` is not supported by this backend.")

    def _plain(self, query: PlainText, vocabulary: Vocabulary) -> Select:
        least = 1 if query.operator == "or" else None
        # The admin's search hands over whatever is pasted into it.
        groups = vocabulary.read(clean(query.query_string))
        return Words(groups, self.bits, least) if groups else Nothing()

    @staticmethod
    def _boosted(select: Select, query: PlainText) -> Select:
        return Times(select, query.boost) if query.boost != 1 else select


class AutocompleteCompiler(Compiler):
    """A search for what begins so, among what objects are called.

    Where few do, the words are taken for whole ones in another form: an editor who types "strefy
    przemysłowej" means the page "Strefa przemysłowa". Where nothing is called so, editors (not
    readers, whom it suggests titles) find what tells of it.
    """

    def _in_all_languages(self, parsed: Typed, found: Found) -> Iterator[Tier]:
        yield from self._begun(parsed, [self.vocabulary(code) for code in self.languages], found)
        if not found() and not self.fields:
            # An editor who remembers a word of the text is better helped than by an empty list.
            yield from super()._in_all_languages(parsed, found)

    def _helped(self, parsed: Typed, vocabulary: Vocabulary, found: Found) -> Iterator[Tier]:
        yield from self._begun(parsed, [vocabulary], found)

    def _begun(self, parsed: Typed, vocabularies: list[Vocabulary], found: Found) -> Iterator[Tier]:
        text = " ".join([parsed.words, *parsed.phrases])
        begun = [(vocabulary, vocabulary.begin(text)) for vocabulary in vocabularies]
        yield Tier(Either([self._completed(parsed, *reading) for reading in begun]))
        if found() < FEW:
            others = [(vocabulary, vocabulary.read(text)) for vocabulary in vocabularies]
            if len(folded_words(text)) > 1:
                others += [
                    (vocabulary, vocabulary.begin(text, inflected=True))
                    for vocabulary in vocabularies
                ]
            yield Tier(Either([self._completed(parsed, *reading) for reading in others]))

    def _completed(self, parsed: Typed, vocabulary: Vocabulary, groups: list[Group]) -> Select:
        if not groups:
            return Nothing()
        least = 1 if self.operator == "or" else None
        return self._limited(Words(groups, self.completing, least), parsed, vocabulary)

    @cached_property
    def completing(self) -> int:
        """The bits of the fields that complete a beginning."""
        return self.bits or completing_bits(self.queryset.model)

    def _plain(self, query: PlainText, vocabulary: Vocabulary) -> Select:
        # The admin's own search makes such queries of what an editor types (`parse_query_string`).
        # There are no tiers among their parts, so the readings are taken together.
        least = 1 if query.operator == "or" else None
        text = clean(query.query_string)
        begun, whole = vocabulary.begin(text), vocabulary.read(text)
        return Either(
            [Words(groups, self.completing, least) for groups in (begun, whole) if groups]
        )
