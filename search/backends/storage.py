"""What differs between the databases: how postings lie on disk, and how many are written at once.

Everything else of the index is plain SQL that both understand, so that both give the same order.
"""

import json
from collections.abc import Iterable

from django.db import connections

Row = tuple[int, int, int, int]
"""Term, document, weight, fields."""

TermRow = tuple[int, str, str, str, str]
"""Space, language, kind, text, folded."""

# Two processes may write the same document at once: the last one is right.
_OVER_ANOTHER = (
    " ON CONFLICT (term, document) DO UPDATE SET weight = excluded.weight, fields = excluded.fields"
)


class SQLite:
    """In the order of the key, without a second copy of it (`WITHOUT ROWID`)."""

    create = """
        CREATE TABLE search_posting (
            term bigint NOT NULL, document bigint NOT NULL,
            weight integer NOT NULL, fields bigint NOT NULL,
            PRIMARY KEY (term, document)
        ) WITHOUT ROWID
    """
    create_beginnings = ""
    # More bound variables than older SQLite allows in one statement.
    most_parameters = 900
    # A list is one parameter, however long it is.
    among = "IN (SELECT value FROM json_each(%s))"
    # Compared letter by letter, as the index is sorted.
    folded = "folded"

    @staticmethod
    def hold(cursor, alone: bool = False) -> None:
        """Nothing to do: in a transaction there is one writer."""

    @staticmethod
    def listed(values: Iterable) -> str:
        return json.dumps(list(values))

    @staticmethod
    def insert_terms(cursor, rows: list[TermRow]) -> None:
        cursor.executemany(
            "INSERT INTO search_term (space_id, language, kind, text, folded)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            rows,
        )

    @staticmethod
    def insert(cursor, rows: list[Row]) -> None:
        cursor.executemany(
            "INSERT INTO search_posting (term, document, weight, fields)"
            " VALUES (%s, %s, %s, %s)" + _OVER_ANOTHER,
            rows,
        )


class PostgreSQL:
    """Answered from the index alone: it holds weight and fields as well (`INCLUDE`)."""

    create = """
        CREATE TABLE search_posting (
            term bigint NOT NULL, document bigint NOT NULL,
            weight integer NOT NULL, fields bigint NOT NULL,
            PRIMARY KEY (term, document) INCLUDE (weight, fields)
        )
    """
    most_parameters = 30_000
    among = "= ANY(%s)"
    # Whatever the database sorts by: only so is a beginning a range, and the index of it of use.
    folded = 'folded COLLATE "C"'
    create_beginnings = """
        CREATE INDEX search_term_beginning ON search_term
            (space_id, language, kind, (folded COLLATE "C"))
    """

    @staticmethod
    def hold(cursor, alone: bool = False) -> None:
        """Until the end of the transaction, keep out who is `alone`; or, alone, all others."""
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        cursor.execute(f"SELECT {function}(hashtext('search_term'))")

    @staticmethod
    def listed(values: Iterable) -> list:
        return list(values)

    @staticmethod
    def insert_terms(cursor, rows: list[TermRow]) -> None:
        cursor.execute(
            "INSERT INTO search_term (space_id, language, kind, text, folded)"
            " SELECT * FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " ON CONFLICT DO NOTHING",
            [list(column) for column in zip(*rows, strict=True)],
        )

    @staticmethod
    def insert(cursor, rows: list[Row]) -> None:
        # One statement and four arrays: several times as fast as a statement for each row.
        cursor.execute(
            "INSERT INTO search_posting (term, document, weight, fields)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::integer[], %s::bigint[])"
            + _OVER_ANOTHER,
            [list(column) for column in zip(*rows, strict=True)],
        )


STORAGES = {"sqlite": SQLite, "postgresql": PostgreSQL}


def storage(alias: str) -> type[SQLite] | type[PostgreSQL]:
    """That of a database in use, by its alias."""
    return STORAGES[connections[alias].vendor]


def chunks(items: Iterable, size: int) -> Iterable[list]:
    """`items` in lists of at most `size`."""
    items = list(items)
    return (items[start : start + size] for start in range(0, len(items), size))
