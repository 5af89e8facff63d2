"""Answers as Wagtail's `SearchResults`: sliced, counted, faceted, sorted."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connections
from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchResults, FilterFieldError

from search.backends.compiler import FEW, Compiler, Tier
from search.backends.index import number_of
from search.backends.vocabulary import Group
from search.models import Entry

# As many of the best are fetched at once; all the others only where somebody asks for more.
FIRST = 200


@dataclass
class Ranked:
    """The objects of one tier that the queryset lets through, best first."""

    tier: Tier
    queryset: QuerySet
    space: int
    alias: str
    before: frozenset
    """The keys that better tiers gave."""
    among: Collection | None = None
    """The keys that the queryset lets through, where they are known: then it is not asked."""
    scores: dict = field(default_factory=dict)
    """Key to score, of those known so far."""
    complete: bool = False

    def fetch(self, wanted: int | None) -> None:
        """Know the `wanted` best, or all where that is None."""
        limit = None if self.among is not None or wanted is None or wanted > FIRST else FIRST
        while not self.complete and (wanted is None or len(self.scores) < wanted):
            rows = self._rows(limit)
            self.scores = self._let_through(rows)
            self.complete = limit is None or len(rows) < limit
            limit = None
        if self.tier.most is not None:
            self.scores = dict(list(self.scores.items())[: self.tier.most])
            self.complete = True

    def _rows(self, limit: int | None) -> list[tuple[int, int]]:
        sql, parameters = self.tier.select.sql()
        # The newest first among equals.
        sql = f"SELECT document, score FROM ({sql}) AS found ORDER BY score DESC, document DESC"
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"{sql} LIMIT {limit}" if limit else sql, parameters)
            return cursor.fetchall()

    def _let_through(self, rows: list[tuple[int, int]]) -> dict:
        if not rows:
            return {}
        if self.among is not None:
            among, before = self.among, self.before
            return {key: score for key, score in rows if key in among and key not in before}
        few = self._keys([number for number, _score in rows]) if len(rows) <= FIRST else None
        restriction = self.condition() if few is None else Q(pk__in=few)
        keys = self.queryset.filter(restriction).order_by().values_list("pk", flat=True)
        by_number = {number_of(key): key for key in keys if key not in self.before}
        return {by_number[number]: score for number, score in rows if number in by_number}

    def condition(self) -> Q:
        """That an object is of this tier."""
        if self.complete and len(self.scores) <= FIRST:
            return Q(pk__in=list(self.scores))
        sql, parameters = self.tier.select.sql()
        documents = RawSQL(f"SELECT document FROM ({sql}) AS found", parameters)  # noqa: S611 - composed as all SQL of this folder
        return Q(pk__in=documents if self._numbered else self._keys(documents))

    def _keys(self, numbers) -> list:
        """The keys of documents by their numbers."""
        if self._numbered:
            return numbers
        entries = Entry.objects.using(self.alias).filter(space=self.space, number__in=numbers)
        return list(entries.values_list("object_id", flat=True))

    @cached_property
    def _numbered(self) -> bool:
        """Whether keys are numbers themselves."""
        pk = self.queryset.model._meta.pk
        while pk.remote_field:
            pk = pk.target_field
        return pk.get_internal_type().endswith(("IntegerField", "AutoField"))


class Answer:
    """All that a query found, worked out as far as somebody looks. Shared by all slices of it.

    `among`: the numbers of all objects that may be found, by whom knows them, so that none has to
    be asked for. `found` tells how many there are already, where nothing is to be helped along.
    """

    def __init__(
        self,
        compiler: Compiler,
        among: Collection | None = None,
        found: Callable[[], int] | None = None,
    ):
        self.compiler = compiler
        self.queryset = compiler.queryset
        self.among = among
        self._tiers = compiler.tiers(found or (lambda: len(self._known(FEW))))
        self._parts: list[Ranked] = []

    def parts(self) -> Iterator[Ranked]:
        """The tiers that there is a reason to look at."""
        yield from self._parts
        for tier in self._tiers:
            if not tier.select:
                continue
            part = Ranked(
                tier=tier,
                queryset=self.queryset,
                space=self.compiler.space,
                alias=self.compiler.alias,
                before=frozenset(self._known(None)),
                among=self.among,
            )
            self._parts.append(part)
            yield part

    def _known(self, wanted: int | None) -> dict:
        known: dict = {}
        for part in self._parts:
            part.fetch(wanted)
            known |= part.scores
        return known

    def scores(self, wanted: int | None = None) -> dict:
        """Key to score of the `wanted` best, all where that is None; best first."""
        found: dict = {}
        for part in self.parts():
            part.fetch(None if wanted is None else max(wanted - len(found), FEW))
            # Nothing scores higher than what comes before it.
            highest = min(found.values(), default=None)
            found |= {
                key: score if highest is None else min(score, highest)
                for key, score in part.scores.items()
            }
            if wanted is not None and len(found) >= wanted:
                break
        return found

    def condition(self) -> Q:
        """That an object is among what was found."""
        condition = Q(pk__in=[])
        for part in self.parts():
            part.fetch(FIRST)
            condition |= part.condition()
        return condition

    def matching(self) -> QuerySet:
        return self.queryset.filter(self.condition())

    def count(self) -> int:
        for part in self.parts():
            part.fetch(FIRST)
        if all(part.complete for part in self._parts):
            return sum(len(part.scores) for part in self._parts)
        # Joins of the queryset may give an object several times; it was found once.
        return self.matching().order_by().values("pk").distinct().count()

    def corrected(self) -> tuple[Group, ...]:
        """The words that were read as something else than typed, if that found something."""
        return next(
            (part.tier.corrected for part in self.parts() if part.tier.corrected and part.scores),
            (),
        )

    def loosened(self) -> bool:
        """Whether no object holds the phrases, so that their words were looked for apart."""
        return any(part.tier.loosened and part.scores for part in self.parts())


class Results(BaseSearchResults):
    """What a query found in a queryset."""

    supports_facet = True
    query_compiler: Compiler

    @cached_property
    def answer(self) -> Answer:
        return Answer(self.query_compiler)

    def _clone(self):
        clone = super()._clone()
        # What is known of an answer is known of each slice of it.
        clone.__dict__["answer"] = self.answer
        return clone

    def know_count(self, count: int) -> None:
        """Let it be known how many these are, where somebody has counted them already."""
        self._count_cache = count

    def _do_search(self) -> list[Model]:
        if self.query_compiler.everything():
            return self._scored(list(self.query_compiler.queryset[self.start : self.stop]), {})
        if self.query_compiler.order_by_relevance:
            return self._by_relevance()
        found = self.answer.matching()
        if not found.query.order_by:
            # The same order on each page of a list (wagtail#3729).
            found = found.order_by("-pk")
        found = list(found[self.start : self.stop])
        return self._scored(found, self.answer.scores() if self._score_field else {})

    def _scored(self, found: list[Model], scores: dict) -> list[Model]:
        """`found`, with their scores where they are asked for (`annotate_score`)."""
        if self._score_field:
            for instance in found:
                setattr(instance, self._score_field, float(scores.get(instance.pk, 0)))
        return found

    def _by_relevance(self) -> list[Model]:
        scores = list(self.answer.scores(self.stop).items())[self.start : self.stop]
        keys = [key for key, _score in scores]
        queryset = self.query_compiler.queryset.order_by()
        instances = {instance.pk: instance for instance in queryset.filter(pk__in=keys)}
        return self._scored([instances[key] for key in keys if key in instances], dict(scores))

    def _do_count(self) -> int:
        if self.query_compiler.everything():
            return self.query_compiler.queryset[self.start : self.stop].count()
        count = self.answer.count()
        return max(0, min(count, count if self.stop is None else self.stop) - self.start)

    def facet(self, field_name: str) -> OrderedDict:
        """How many of the objects have which value of a `FilterField`, the most frequent first."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add'
                f" index.FilterField('{field_name}') to {model}.search_fields.",
                field_name=field_name,
            )
        everything = self.query_compiler.everything()
        found = self.query_compiler.queryset if everything else self.answer.matching()
        counted = found.order_by().values(field_name).annotate(count=Count("pk", distinct=True))
        # Databases do not agree where NULL belongs.
        rows = counted.order_by("-count", F(field_name).asc(nulls_last=True))
        return OrderedDict((row[field_name], row["count"]) for row in rows)
