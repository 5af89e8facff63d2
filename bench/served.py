"""Anonymous pages out of the page cache, on the app server that is shipped."""

from bench import app_server
from bench.load import throughput
from bench.pages import PAGES
from bench.rows import Row, at_least
from bench.trivial import ADDRESS

PART = "Throughput of the app server, page cache on, × the trivial view on the same server"
LIMIT = 0.9
SERVED = ("home", "news index", "news page")


def sizes(news: list[int]) -> list[int]:
    return news[-1:]


def measure(news: int) -> dict[str, float]:
    with app_server.running() as base:
        return {name: throughput(base, PAGES[name][0], ADDRESS) for name in SERVED}


def rows(found: dict[int, dict[str, float]]) -> list[Row]:
    return [
        at_least(PART, name, [ratio], LIMIT, " ×")
        for at_size in found.values()
        for name, ratio in at_size.items()
    ]
