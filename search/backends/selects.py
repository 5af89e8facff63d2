"""Sets of documents with scores, as SQL that SQLite and PostgreSQL answer alike.

Each class stands for a set: `sql()` gives a SELECT of `document` and `score`, and its parameters.
Numbers are written out: they are ids, bits and weights of our own, never what somebody typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.backends.vocabulary import Group
from search.backends.weights import AS_WRITTEN, FULL, WHOLE_TITLE

SQL = tuple[str, list]


class Select:
    """A set of documents with scores."""

    def sql(self) -> SQL:
        raise NotImplementedError

    def __bool__(self) -> bool:
        """Whether it can hold anything."""
        return True


@dataclass(frozen=True)
class Nothing(Select):
    def sql(self) -> SQL:
        return "SELECT number AS document, 0 AS score FROM search_entry WHERE 1 = 0", []

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Everything(Select):
    """All documents of a space."""

    space: int

    def sql(self) -> SQL:
        return "SELECT number AS document, 0 AS score FROM search_entry WHERE space_id = %s", [
            self.space
        ]


@dataclass(frozen=True)
class Words(Select):
    """Documents that hold words: `least` of them or, where it is None, all.

    A document's score is the sum over the words of weight times rarity, a word's weight that of its
    best term; with a little more for words that stand in the title as they are typed.
    """

    groups: Sequence[Group]
    fields: int = 0
    """Bits of the fields to look in; all where 0."""
    least: int | None = None

    def __bool__(self) -> bool:
        if self.least is None:
            return all(group.terms for group in self.groups)
        return any(group.terms for group in self.groups)

    def sql(self) -> SQL:
        groups = [group for group in self.groups if group.terms]
        where = [f"term IN ({_listed(self._terms(groups))})"]
        if self.fields:
            where.append(f"(fields & {self.fields}) <> 0")
        if self.least is None and len(groups) > 1:
            where += self._led_by(min(groups, key=lambda group: group.held), groups)
        matched = " + ".join(f"MAX({self._when(group.terms, '1', 'ELSE 0')})" for group in groups)
        having = f"{matched} >= {len(groups) if self.least is None else self.least}"
        score = " + ".join(self._score(group) for group in groups)
        if self.least is not None:
            # More words are better than rarer ones. Of many, the product needs more than 32 bits.
            score = f"CAST({matched} AS bigint) * {self._most(groups)} + {score}"
        return (
            f"SELECT document, {score} AS score FROM search_posting"
            f" WHERE {' AND '.join(where)} GROUP BY document HAVING {having}",
            [],
        )

    @staticmethod
    def _terms(groups: Sequence[Group]) -> set[int]:
        return set().union(*(group.terms | group.written for group in groups))

    @staticmethod
    def _led_by(leader: Group, groups: Sequence[Group]) -> list[str]:
        """Start from the rarest word, where that is much rarer than the others."""
        others = sum(group.held for group in groups if group is not leader)
        if leader.held * 4 * len(groups) > others:
            return []
        led = f"SELECT document FROM search_posting WHERE term IN ({_listed(leader.terms)})"
        return [f"document IN ({led})"]

    @staticmethod
    def _when(terms: set[int], value: str, otherwise: str = "") -> str:
        return f"CASE WHEN term IN ({_listed(terms)}) THEN {value} {otherwise} END"

    def _score(self, group: Group) -> str:
        score = f"COALESCE(MAX({self._when(group.terms, 'weight')}), 0) * {group.rarity}"
        if group.written:
            bonus = AS_WRITTEN * group.rarity
            score += f" + MAX({self._when(group.written, str(bonus), 'ELSE 0')})"
        return score

    @staticmethod
    def _most(groups: Sequence[Group]) -> int:
        """More than any score."""
        return sum(group.rarity for group in groups) * (FULL + AS_WRITTEN) + 1


@dataclass(frozen=True)
class Titled(Select):
    """Documents that are called exactly so, by folded words."""

    space: int
    language: str
    title: str

    def sql(self) -> SQL:
        return (
            f"SELECT number AS document, {WHOLE_TITLE} AS score FROM search_entry"
            " WHERE space_id = %s AND language IN (%s, '') AND title = %s",
            [self.space, self.language, self.title],
        )


@dataclass(frozen=True)
class Spoken(Select):
    """Documents of `holding` that hold phrases word for word, without regard to diacritics."""

    space: int
    holding: Select
    phrases: tuple[str, ...]
    """By their folded words."""

    def __bool__(self) -> bool:
        return bool(self.holding)

    def sql(self) -> SQL:
        inner, parameters = self.holding.sql()
        # Folded words have no sign that LIKE would take for a wildcard.
        spoken = " AND ".join(["search_entry.words LIKE %s"] * len(self.phrases))
        return (
            f"SELECT document, score FROM ({inner}) AS held"
            " JOIN search_entry ON search_entry.space_id = %s AND search_entry.number = document"
            f" WHERE {spoken}",
            [*parameters, self.space, *(f"% {phrase} %" for phrase in self.phrases)],
        )


@dataclass(frozen=True)
class Both(Select):
    """What stands in each of several sets."""

    parts: Sequence[Select]

    def __bool__(self) -> bool:
        return all(self.parts)

    def sql(self) -> SQL:
        first, *others = self.parts
        inner, parameters = first.sql()
        joined, score = f"({inner}) AS part0", "part0.score"
        for place, other in enumerate(others, start=1):
            sql, more = other.sql()
            name = f"part{place}"
            joined += f" JOIN ({sql}) AS {name} ON {name}.document = part0.document"
            score += f" + {name}.score"
            parameters += more
        return f"SELECT part0.document AS document, {score} AS score FROM {joined}", parameters


@dataclass(frozen=True)
class Either(Select):
    """What stands in any of several sets."""

    parts: Sequence[Select]

    def __bool__(self) -> bool:
        return any(self.parts)

    def sql(self) -> SQL:
        parts = [part.sql() for part in self.parts if part]
        if not parts:
            return Nothing().sql()
        if len(parts) == 1:
            return parts[0]
        # SQLite takes no brackets around the parts of a UNION.
        union = " UNION ALL ".join(
            f"SELECT document, score FROM ({sql}) AS part" for sql, _ in parts
        )
        return (
            f"SELECT document, SUM(score) AS score FROM ({union}) AS parts GROUP BY document",
            [parameter for _, parameters in parts for parameter in parameters],
        )


@dataclass(frozen=True)
class Without(Select):
    """What stands in one set and not in another."""

    wanted: Select
    unwanted: Select

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def sql(self) -> SQL:
        if not self.unwanted:
            return self.wanted.sql()
        wanted, parameters = self.wanted.sql()
        unwanted, more = self.unwanted.sql()
        return (
            f"SELECT document, score FROM ({wanted}) AS wanted"
            f" WHERE document NOT IN (SELECT document FROM ({unwanted}) AS unwanted)",
            [*parameters, *more],
        )


@dataclass(frozen=True)
class Times(Select):
    """A set whose scores count more, or less."""

    part: Select
    boost: float

    def __bool__(self) -> bool:
        return bool(self.part)

    def sql(self) -> SQL:
        inner, parameters = self.part.sql()
        # PostgreSQL's integers have 32 bits, and SUM makes decimals of them; SQLite's have 64.
        return (
            "SELECT document,"
            f" CAST(score AS bigint) * {round(self.boost * 1000)} / 1000 AS score"
            f" FROM ({inner}) AS part",
            parameters,
        )


def _listed(numbers: set[int] | frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
