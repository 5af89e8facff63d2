"""CPU per request and how time grows with the number of news, the page cache off."""

from bench.pages import FOR_MACHINES, PAGES
from bench.rows import Row, at_most
from bench.visits import Cost, Visitor

PART = "CPU of a warm request, × the trivial view, page cache off"
GROWTH = "Growth of a page's time, fewest to most news"
LIMITS = {"home": 8, "news index": 8, "event": 8, "news page": 6, "search": 20}
GROWTH_LIMIT = 1.2


def sizes(news: list[int]) -> list[int]:
    return news


def measure(news: int) -> dict[str, Cost]:
    visitor = Visitor()
    return {name: visitor.cost(polish) for name, (polish, _english) in PAGES.items()}


def rows(found: dict[int, dict[str, Cost]]) -> list[Row]:
    result = []
    for name in PAGES:
        multiples = [at_size[name].cpu for at_size in found.values()]
        row = at_most(PART, name, multiples, LIMITS.get(name, 0), " ×")
        result.append(row if name in LIMITS else Row(PART, name, row.measured))
    few, many = (found[size] for size in (min(found), max(found)))
    if few is not many:
        for name in PAGES:
            ratio = many[name].elapsed / few[name].elapsed
            row = at_most(GROWTH, name, [ratio], GROWTH_LIMIT, " ×")
            # For what no reader waits for there is no target.
            result.append(Row(GROWTH, name, row.measured) if name in FOR_MACHINES else row)
    return result
