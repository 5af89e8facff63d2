"""Sitemaps, feeds and the calendar: what they cost cold and warm, and how much memory they take."""

import time
import tracemalloc
from dataclasses import dataclass, replace

from django.test import override_settings

from bench.pages import FILES
from bench.rows import Row, at_most, number
from bench.visits import Visitor, forget

COLD = "Sitemaps and feeds with every cache empty, seconds"
MEMORY = "Sitemaps and feeds: peak of memory, at the most news × at fewer"
WARM = "Sitemaps and feeds when they were just asked for, page cache on"
COLD_LIMIT = 0.3
# "Constant": a fifth is what a dictionary or a list may round up to.
MEMORY_LIMIT = 1.2
# "Cached": it may be asked who asks and whether anything has changed, and no more.
WARM_LIMIT = 3
LISTS = ["/pl/aktualnosci/", "/en/news/"]


@dataclass(frozen=True)
class Found:
    seconds: float
    peak: int
    warm_queries: int
    warm_milliseconds: float


def sizes(news: list[int]) -> list[int]:
    return news[-2:]


def measure(news: int) -> dict[str, Found]:
    visitor = Visitor()
    return {name: measure_file(visitor, path) for name, path in FILES.items()}


def measure_file(visitor: Visitor, path: str) -> Found:
    visitor.visit(path)
    forget()
    # Which news there are every list shares: a few numbers for each of them, kept for all readers.
    for path_of_list in LISTS:
        visitor.visit(path_of_list)
    tracemalloc.start()
    visitor.visit(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    cold = []
    for _ in range(3):
        forget()
        cold.append(seconds(visitor, path))
    with override_settings(PAGE_CACHE=True):
        queries = visitor.queries(path)
        warm = [seconds(visitor, path) for _ in range(3)]
    return Found(min(cold), peak, queries, min(warm) * 1000)


def seconds(visitor: Visitor, path: str) -> float:
    started = time.perf_counter()
    visitor.visit(path)
    return time.perf_counter() - started


def rows(found: dict[int, dict[str, Found]]) -> list[Row]:
    result = []
    for name in FILES:
        each = [at_size[name] for at_size in found.values()]
        result.append(at_most(COLD, name, [one.seconds for one in each], COLD_LIMIT, " s"))
        few, many = each[0], each[-1]
        if few is not many:
            result.append(at_most(MEMORY, name, [many.peak / few.peak], MEMORY_LIMIT, " ×"))
        told = f"{many.warm_queries} queries, {number(many.warm_milliseconds)} ms"
        row = at_most(WARM, name, [many.warm_queries], WARM_LIMIT, " queries")
        result.append(replace(row, measured=told))
    return sorted(result, key=lambda row: (COLD, MEMORY, WARM).index(row.part))
