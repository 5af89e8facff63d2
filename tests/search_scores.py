"""How good a search is, by the measures of information retrieval (Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", 2008, chapter 8).

A query has its `relevant` documents, best known by people, and perhaps some to `ignore`: they count
neither for nor against it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import mean

Hits = list[bool]


def success_at_1(hits: Hits, relevant: int) -> float:
    """Whether the first one is right."""
    return float(any(hits[:1]))


def reciprocal_rank(hits: Hits, relevant: int) -> float:
    """One by the place of the first right one, among ten."""
    return next((1 / place for place, hit in enumerate(hits[:10], start=1) if hit), 0.0)


def precision(hits: Hits, relevant: int) -> float:
    """The share of right ones among the first ten, or as many as there are."""
    return mean(hits[:10]) if hits else 0.0


def average_precision(hits: Hits, relevant: int) -> float:
    """The precision at each right one, on average over all there could be, among fifty."""
    total = right = 0
    for place, hit in enumerate(hits[:50], start=1):
        if hit:
            right += 1
            total += right / place
    return total / min(relevant, 50)


Measure = Callable[[Hits, int], float]

MEASURES: dict[str, Measure] = {
    "S@1": success_at_1,
    "MRR@10": reciprocal_rank,
    "MAP@50": average_precision,
    "P@10": precision,
}
# What each kind of query is judged by.
OF_SET = {
    "pl_exact": "S@1",
    "pl_exact_folded": "S@1",
    "en_exact": "S@1",
    "pl_topical": "MAP@50",
    "pl_guard": "P@10",
}


def hits(query: dict, answers: Iterable[str]) -> Hits:
    ignored, relevant = set(query.get("ignore", ())), set(query["relevant"])
    return [answer in relevant for answer in dict.fromkeys(answers) if answer not in ignored]


def score(query: dict, answers: Iterable[str]) -> float:
    """How good `answers` are for a query, 0 … 1, by the measure of its set."""
    measure = MEASURES[OF_SET.get(query["set"], "MRR@10")]
    return measure(hits(query, answers), len(query["relevant"]))


def scores(queries: list[dict], answers: dict[str, list[str]]) -> dict[str, float]:
    """The mean score of each set of queries; one without answers counts nothing."""
    by_set: dict[str, list[float]] = defaultdict(list)
    for query in queries:
        by_set[query["set"]].append(score(query, answers.get(query["qid"], [])))
    return {name: mean(those) for name, those in by_set.items()}
