"""SQL queries of a warm request, the page cache off."""

from bench.pages import PAGES
from bench.rows import Row, at_most
from bench.visits import Visitor

PART = "SQL queries of a warm request, Polish and English, page cache off"
LIMIT = 6
LIMITED = ("home", "news index", "news page", "event", "mission", "contact", "search")


def sizes(news: list[int]) -> list[int]:
    return news


def measure(news: int) -> dict[str, list[int]]:
    visitor = Visitor()
    return {name: [visitor.queries(path) for path in both] for name, both in PAGES.items()}


def rows(found: dict[int, dict[str, list[int]]]) -> list[Row]:
    result = []
    for name in PAGES:
        counts = [count for at_size in found.values() for count in at_size[name]]
        told = " / ".join("·".join(map(str, at_size[name])) for at_size in found.values())
        if name not in LIMITED:
            result.append(Row(PART, name, told))
            continue
        row = at_most(PART, name, counts, LIMIT)
        grown = growth([at_size[name] for at_size in found.values()])
        missed = [] if row.is_met else [row.missed_by]
        missed += [f"{grown} that come with more news"] if grown else []
        result.append(Row(PART, name, told, row.target, not missed, " and ".join(missed)))
    return result


def growth(by_size: list[list[int]]) -> int:
    """How many queries more a page of one language runs at one size than at another."""
    return max(max(counts) - min(counts) for counts in zip(*by_size, strict=True))
