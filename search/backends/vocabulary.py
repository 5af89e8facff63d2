"""From the words of a query to the terms of the index."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import connections

from search.backends.storage import chunks, storage
from search.backends.weights import rarity
from search.models import Entry, Term
from search.morphology import (
    CODE,
    LEMMA,
    LONGEST_KEY,
    STEM,
    Key,
    Word,
    analyser,
    composed,
    fold,
    one_slip,
    words,
)

SHORTEST_CORRECTED, SHORTEST_CORRECTED_CAPITALS = 3, 6
LONGEST_CORRECTED = 30
MOST_CORRECTIONS = 5
MOST_MISTYPED = 4
# Beginnings of one letter begin half of a vocabulary.
MOST_BEGINNINGS = 2_000
COUNT_DOCUMENTS = "(SELECT COUNT(*) FROM search_entry WHERE space_id = %s AND language IN (%s, ''))"
_FOLDED_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Group:
    """A word of a query: the terms that stand for it, any of which will do."""

    typed: str
    terms: frozenset[int] = frozenset()
    rarity: int = 1
    held: int = 0
    """How many documents hold its most frequent term."""
    written: frozenset[int] = frozenset()
    """Terms of the word as it was typed, in what documents are called."""
    exact: bool = False
    """Whether the index has the word itself, not only what Snowball leaves of it."""
    corrections: tuple[str, ...] = ()
    """What was looked for instead, the most frequent first."""


class Vocabulary:
    """The terms of one space and language."""

    def __init__(self, space: int, language: str, alias: str):
        self.space = space
        self.language = language
        self.alias = alias
        self.analyser = analyser(language)
        self._held: dict[int, int] = {}

    # --- what there is ---------------------------------------------------------------------

    @cached_property
    def documents(self) -> int:
        """How many documents there are; known without asking where a term was found."""
        entries = Entry.objects.using(self.alias)
        return entries.filter(space=self.space, language__in=[self.language, ""]).count()

    def _terms(self):
        return Term.objects.using(self.alias).filter(space=self.space, language=self.language)

    def ids(self, keys: Iterable[Key]) -> dict[Key, int]:
        """The ids of those `keys` that documents hold."""
        keys = {(kind, text[:LONGEST_KEY]) for kind, text in keys}
        if not keys:
            return {}
        found: dict[Key, int] = {}
        texts = {text for _kind, text in keys}
        for part in chunks(texts, storage(self.alias).most_parameters):
            rows = self._rows(f"text IN ({', '.join(['%s'] * len(part))})", part)
            found |= {(kind, text): pk for kind, text, pk in rows if (kind, text) in keys}
        return {key: pk for key, pk in found.items() if self._held[pk]}

    def _rows(self, condition: str, parameters: Iterable[str], order: str = "") -> list[tuple]:
        """Kind, text and id of the terms that meet `condition`.

        How many documents hold each of them, and how many there are, comes with them: a word that
        somebody typed is asked for once.
        """
        documents, known = COUNT_DOCUMENTS, [self.space, self.language]
        if "documents" in self.__dict__:
            documents, known = "%s", [self.documents]
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                "SELECT kind, text, id,"
                " (SELECT COUNT(*) FROM search_posting WHERE term = search_term.id),"
                f" {documents} FROM search_term"
                f" WHERE space_id = %s AND language = %s AND {condition} {order}",
                [*known, self.space, self.language, *parameters],
            )
            rows = cursor.fetchall()
        for _kind, _text, pk, held, documents in rows:
            self._held[pk] = held
            self.documents = documents
        return [row[:3] for row in rows]

    def held(self, terms: Iterable[int]) -> int:
        """How many documents hold the most frequent of `terms`."""
        return max((self._held[term] for term in terms), default=0)

    def words_folded_like(self, folded: Iterable[str]) -> list[str]:
        """Words of the documents that are one of `folded` without their diacritics."""
        found = []
        for part in chunks(set(folded), storage(self.alias).most_parameters):
            words = self._terms().filter(kind=Term.WORD, folded__in=part)
            found += words.values_list("text", flat=True)
        return sorted(found)

    def beginning(self, beginning: str) -> dict[int, str]:
        """The ids of words in what documents are called that begin so, folded."""
        folded = storage(self.alias).folded
        rows = self._rows(
            f"kind = %s AND {folded} >= %s AND {folded} < %s",
            [Term.WORD, beginning, beginning + "\U0010ffff"],
            order=f"ORDER BY {folded} LIMIT {MOST_BEGINNINGS}",
        )
        return {pk: text for _kind, text, pk in rows if self._held[pk]}

    # --- what a query means ----------------------------------------------------------------

    def read(self, text: str) -> list[Group]:
        """A group for each word of `text`, as it is typed.

        A word without diacritics that no dictionary knows, or of which the index has nothing, is
        looked for with all the diacritics that it may have been typed without.
        """
        return self.read_also(text)[0]

    def read_also(self, text: str, others: Iterable[str] = ()) -> list[list[Group]]:
        """`read` of `text`, then of `others`, as they are written there: in as many statements."""
        spoken = [self.analyser.telling(words(said)) for said in (text, *others)]
        every = (part for said in spoken for word in said for part in (word, *word.parts))
        keys = {part.text: self._keys(part) for part in every}
        ids = self.ids(key for found in keys.values() for key in found)
        typed, *written = [self._groups(said, keys, ids) for said in spoken]
        return [self._unfolded(typed, self._may_lack_marks), *written]

    def _groups(
        self, spoken: Iterable[Word], keys: dict[str, list[Key]], ids: dict[Key, int]
    ) -> list[Group]:
        groups = []
        for word in spoken:
            whole = [ids[key] for key in keys[word.text] if key in ids]
            if word.parts and not whole:
                groups += [self._group(part, keys[part.text], ids) for part in word.parts]
            else:
                groups.append(self._group(word, keys[word.text], ids))
        return groups

    def _keys(self, word: Word) -> list[Key]:
        """What `word` may be kept under; "email" may be written "e-mail" there."""
        keys = [
            *self.analyser.keys(word),
            (CODE, fold(word.text)),
            (Term.WORD, composed(word.text)),
        ]
        if word.parts and word.code.isalpha():
            keys += self.analyser.read(word.code).keys
        return keys

    def _group(self, word: Word, keys: list[Key], ids: dict[Key, int]) -> Group:
        there = {key: ids[key] for key in keys if key in ids}
        terms = frozenset(pk for (kind, _text), pk in there.items() if kind != Term.WORD)
        return self._counted(
            Group(
                typed=word.text,
                terms=terms,
                written=frozenset(pk for (kind, _), pk in there.items() if kind == Term.WORD),
                exact=any(kind != STEM for kind, _text in there),
            )
        )

    def _counted(self, group: Group) -> Group:
        held = self.held(group.terms)
        return replace(group, held=held, rarity=rarity(held, self.documents))

    # --- words typed without diacritics ----------------------------------------------------

    def _may_lack_marks(self, group: Group) -> bool:
        """Whether there is reason to think so without being asked."""
        if not group.terms:
            return True
        if not group.typed.isascii() or not group.typed.isalpha():
            return False
        return not self.analyser.read(group.typed).known

    def widened(self, groups: list[Group]) -> list[Group]:
        """`groups`, each read as if it were typed without its diacritics."""
        return self._unfolded(groups, lambda group: group.typed.isalpha())

    def _unfolded(self, groups: list[Group], wanted: Callable[[Group], bool]) -> list[Group]:
        """`groups`, the `wanted` ones with all words that are theirs but for diacritics."""
        folded = {group: fold(group.typed) for group in groups if wanted(group)}
        there: dict[str, set[str]] = {}
        for text in self.words_folded_like(folded.values()):
            there.setdefault(fold(text), set()).add(text)
        keys = {
            group: {
                key
                for meant in (*there.get(text, ()), *self.analyser.restored(text))
                for key in self.analyser.read(meant).keys
            }
            for group, text in folded.items()
        }
        ids = self.ids(key for found in keys.values() for key in found)
        return [
            self._counted(
                replace(group, terms=group.terms | {ids[key] for key in keys[group] if key in ids})
            )
            if group in keys
            else group
            for group in groups
        ]

    # --- mistyped words --------------------------------------------------------------------

    def corrected(self, groups: list[Group]) -> list[Group]:
        """`groups` with the words that the index has one slip of the fingers away, where it has
        nothing of a word as typed.

        Where it has something of each, those that it has only a stem of are thought mistyped.
        """
        doubtful = [group for group in groups if not group.terms]
        doubtful = doubtful or [group for group in groups if not group.exact]
        # Each costs some hundred guesses; who mistypes more words than these types at random.
        doubtful = doubtful[:MOST_MISTYPED]
        return [self._corrected(group) if group in doubtful else group for group in groups]

    def _corrected(self, group: Group) -> Group:
        typed = group.typed.lower()
        if not SHORTEST_CORRECTED <= len(typed) <= LONGEST_CORRECTED or typed.isdigit():
            return group
        if group.typed.isupper() and len(typed) < SHORTEST_CORRECTED_CAPITALS:
            # An abbreviation that the documents do not have is no slip: RODO is not "rada".
            return group
        near = self.words_folded_like([fold(typed), *one_slip(fold(typed), _FOLDED_ALPHABET)])
        # What stands in the documents comes before what only a dictionary knows.
        candidates = near or self._known_of(typed)
        read = {text: self.analyser.read(text) for text in candidates if text != typed}
        # Nobody means "przez" by "przem".
        keys = {text: reading.keys for text, reading in read.items() if not reading.function}
        ids = self.ids({key for found in keys.values() for key in found})
        meant = {
            text: frozenset(ids[key] for key in found if key in ids) for text, found in keys.items()
        }
        best = sorted(
            (text for text in meant if meant[text]),
            key=lambda text: (-self.held(meant[text]), text),
        )
        # Of the forms of one word the first will do.
        one_each = {meant[text]: text for text in reversed(best)}
        best = [text for text in best if one_each[meant[text]] == text][:MOST_CORRECTIONS]
        if not best:
            return group
        terms = frozenset().union(*(meant[text] for text in best))
        return self._counted(replace(group, terms=terms, corrections=tuple(best)))

    def _known_of(self, typed: str) -> list[str]:
        """Words of the dictionary one slip from `typed` that the documents have in some form.

        Their lemma must stand there as a word itself: many forms are forms of rare words, too.
        """
        lemmas = {
            text: [fold(lemma) for kind, lemma in self.analyser.read(text).keys if kind == LEMMA]
            for text in self.analyser.corrected(typed)
        }
        folded = {lemma for found in lemmas.values() for lemma in found}
        there = {fold(text) for text in self.words_folded_like(folded)}
        return [text for text, found in lemmas.items() if there.intersection(found)]

    # --- beginnings ------------------------------------------------------------------------

    def begin(self, text: str, inflected: bool = False) -> list[Group]:
        """A group for each word of `text`, folded, in what documents are called; the last one may
        be but a beginning. Words that begin with the very letters typed count more.

        With `inflected`, the words before the last may stand there in another form.
        """
        spoken = [composed(part.text) for word in words(text) for part in word.plain()]
        groups = self.read(" ".join(spoken[:-1])) if inflected else []
        for place, word in enumerate(spoken):
            if inflected and place < len(spoken) - 1:
                continue
            if place == len(spoken) - 1:
                found = self.beginning(fold(word))
            else:
                rows = self._rows("kind = %s AND folded = %s", [Term.WORD, fold(word)])
                found = {pk: text for _kind, text, pk in rows}
            terms = frozenset(pk for pk in found if self._held[pk])
            written = frozenset(pk for pk in terms if found[pk].startswith(word))
            groups.append(
                self._counted(Group(typed=word, terms=terms, written=written, exact=True))
            )
        return groups
