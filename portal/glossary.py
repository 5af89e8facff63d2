"""The glossary at work: its terms found in texts in whichever form they stand, and the words that
mean the same as those of a query.

Which words are forms of one is known to the search; the setting `WORD_FORMS` names its function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from portal.models import GlossaryTerm
from portal.models.glossary import LANGUAGES, listed

# The words of a term: its number, then term and other words in each language.
COLUMNS = ("id", *(f"{name}_{code}" for code in LANGUAGES for name in ("term", "synonyms")))


class Match(NamedTuple):
    """A place in a text that says a term."""

    term: GlossaryTerm
    start: int
    end: int


class Place(NamedTuple):
    """The same, of a term known by its number only, with the name by which it is called there."""

    pk: int
    name: str
    start: int
    end: int


class Other(NamedTuple):
    """The words that may stand for those from `start` to `end`."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Name:
    """One of the names of a term, and the words that it consists of."""

    pk: int
    text: str
    forms: tuple

    def stands_at(self, text: str, forms: Sequence, place: int) -> bool:
        """Whether the words of `text` from the one at `place` on are forms of these."""
        spoken = forms[place : place + len(self.forms)]
        return len(spoken) == len(self.forms) and all(
            self._is_form(mine, text, its) for mine, its in zip(self.forms, spoken, strict=True)
        )

    def _is_form(self, mine, text: str, its) -> bool:
        if mine.keys.isdisjoint(its.keys):
            return False
        if its.is_function and self.text[mine.start : mine.end].isupper():
            # "ZE" is an abbreviation and "ze" a preposition, "W" a watt and "w" another one.
            return text[its.start : its.end].isupper()
        return True


class Words:
    """The names of all terms in one language, to be found in texts."""

    def __init__(self, names: Iterable[tuple[int, str]], language: str):
        self.language = language
        self.word_forms = import_string(settings.WORD_FORMS)
        # By their first two words: many begin with "energia", few with "energia wiatrowa".
        self._firsts: set = set()
        self._starting: defaultdict[tuple, list[Name]] = defaultdict(list)
        for pk, text in names:
            for forms in sequences(self.word_forms(text, language)):
                name = Name(pk, text, tuple(forms))
                self._firsts |= forms[0].keys
                for keys in product(*(form.keys for form in forms[:2])):
                    self._starting[keys].append(name)

    def places(self, text: str, *, typed: bool = False) -> list[Place]:
        """Where `text` says a term, in its order: of names that overlap the longest one."""
        if not self._starting:
            return []
        found = set()
        for forms in sequences(self.word_forms(text, self.language, typed=typed)):
            for place, form in enumerate(forms):
                for name in self._starting_at(forms, place):
                    if name.stands_at(text, forms, place):
                        end = forms[place + len(name.forms) - 1].end
                        found.add(Place(name.pk, name.text, form.start, end))
        return apart(found)

    def _starting_at(self, forms: Sequence, place: int) -> Iterator[Name]:
        for first in forms[place].keys & self._firsts:
            yield from self._starting.get((first,), ())
            if place + 1 < len(forms):
                for second in forms[place + 1].keys:
                    yield from self._starting.get((first, second), ())


def sequences(forms: Sequence) -> Iterator[list]:
    """The words as they are written together, and those inside them: "CO2" is one, and "CO 2"."""
    whole = list(forms)
    if whole:
        yield whole
    if any(form.parts for form in whole):
        yield [part for form in whole for part in (form.parts or (form,))]


def apart(places: Iterable[Place]) -> list[Place]:
    """Those of `places` that do not overlap, the longest first chosen, in the text's order."""
    chosen: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start - place.end, place)):
        if all(place.end <= other.start or other.end <= place.start for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=lambda place: place.start)


class Glossary:
    """The words of all terms.

    Taking them apart takes longer than to fetch them: the last one is kept by the process for as
    long as the rows stay as they are. Rows are fetched each time, so that every process knows
    every change.
    """

    _last: Glossary | None = None

    def __init__(self, rows: list[tuple]):
        self.rows = rows
        self._names = {row[0]: self._names_of(row) for row in rows}
        self._words: dict[str, Words] = {}

    @classmethod
    def of(cls, rows: Iterable[tuple]) -> Glossary:
        """The one of `rows`, which are the COLUMNS of each term."""
        rows, last = list(rows), cls._last
        if last is None or last.rows != rows:
            last = cls._last = cls(rows)
        return last

    @staticmethod
    def _names_of(row: tuple) -> dict[str, list[str]]:
        columns = dict(zip(COLUMNS, row, strict=True))
        return {
            code: [
                name
                for name in (columns[f"term_{code}"], *listed(columns[f"synonyms_{code}"]))
                if name
            ]
            for code in LANGUAGES
        }

    def names(self, pk: int, language: str) -> list[str]:
        """What a term is called in `language`, the term itself first."""
        return self._names[pk].get(language, [])

    def words(self, language: str) -> Words:
        """The names in `language`, to be found in texts."""
        words = self._words.get(language)
        if words is None:
            names = ((pk, name) for pk in self._names for name in self.names(pk, language))
            words = self._words[language] = Words(names, language)
        return words


def terms_in(text: str, language: str) -> list[Match]:
    """The terms that `text`, written in `language`, says in any form, as (term, start, end).

    In the order of the text and without overlaps: of several possible terms the longest.
    """
    return terms_in_all([text], language)[0]


def terms_in_all(texts: Iterable[str], language: str) -> list[list[Match]]:
    """`terms_in` of each of `texts`, with one query for all of them."""
    # Of thousands of terms a text says a few: only these are made into objects.
    columns = [field.attname for field in GlossaryTerm._meta.concrete_fields]
    terms = GlossaryTerm.objects.order_by("pk")
    rows = {row[columns.index("id")]: row for row in terms.values_list(*columns)}
    words = Glossary.of(map(itemgetter(*map(columns.index, COLUMNS)), rows.values()))
    found = [words.words(language).places(text) for text in texts]
    said = {
        pk: GlossaryTerm.from_db(terms.db, columns, rows[pk])
        for pk in {place.pk for places in found for place in places}
    }
    return [[Match(said[place.pk], place.start, place.end) for place in places] for places in found]


def synonyms(text: str, languages: Sequence[str]) -> dict[str, list[Other]]:
    """For the search (`SEARCH_SYNONYMS`): for each of `languages` the words of that language that
    mean the same as some of `text`, which a reader typed in whichever of them. One query.
    """
    glossary = Glossary.of(GlossaryTerm.objects.order_by("pk").values_list(*COLUMNS))
    if not glossary.rows:
        return {}
    found = {code: glossary.words(code).places(text, typed=True) for code in languages}
    return {
        code: others(
            [place for other in (code, *languages) for place in found[other]], glossary, code
        )
        for code in languages
    }


def others(places: Iterable[Place], glossary: Glossary, language: str) -> list[Other]:
    """What else the terms at `places` are called in `language`."""
    chosen: dict[tuple[int, int], dict[str, None]] = {}
    taken = {(place.start, place.end) for place in apart(set(places))}
    for place in places:
        span = (place.start, place.end)
        if span in taken:
            names = glossary.names(place.pk, language)
            chosen.setdefault(span, {}).update(
                dict.fromkeys(name for name in names if name != place.name)
            )
    return [Other(*span, tuple(words)) for span, words in sorted(chosen.items()) if words]
