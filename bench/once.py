"""What parts share that look at the portal from outside, once, with few news: a browser sees no
database, so that SQLite will do for them.
"""

from collections.abc import Callable, Iterable

from django.db import connection

from bench.missing import Missing
from bench.rows import Row

RowsOf = Callable[[str], Iterable[Row]]


def sizes(news: list[int]) -> list[int]:
    return news[:1]


def rows(found: dict[int, list[Row]]) -> list[Row]:
    return [row for at_size in found.values() for row in at_size]


def behind_nginx(rows_of: RowsOf) -> Callable[[int], list[Row]]:
    """A `measure` that starts the portal behind nginx and gives its address to `rows_of`."""

    def measure(news: int) -> list[Row]:
        # Imported here: such a part can be run for a portal elsewhere, without one of its own.
        from bench import nginx

        if connection.vendor != "sqlite":
            raise Missing("a browser sees no database: measured with SQLite")
        with nginx.running() as front:
            return list(rows_of(front))

    return measure
