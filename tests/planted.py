"""The published trees of conftest.py, planted once a run and put back as rows for each test.

Building them as an editor does takes about a second, and most tests want one. Their rows are
read where they were made, in a transaction that is rolled back, so that no test's settings are
in them and the database stays as the migrations left it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from portal.models import EditionToken

# By table: its columns and its rows.
Rows = dict[str, tuple[list[str], list[tuple]]]


@dataclass
class Planted:
    """What was made, and the rows of the tables in which it can be seen."""

    made: Any
    rows: Rows

    def put_back(self) -> None:
        # In a transaction, so that rows may refer to what comes after them.
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in self.rows.items():
                name = connection.ops.quote_name(table)
                cursor.execute(f"DELETE FROM {name}")
                if rows:
                    names = ", ".join(map(connection.ops.quote_name, columns))
                    places = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({places})", rows)


def plant(*steps: Callable[[Any], Any]) -> list[Planted]:
    """Take the steps, each of which is given what the one before it has made; nothing remains."""
    planted, made = [], None
    with transaction.atomic():
        before = all_rows()
        for step in steps:
            made = step(made)
            after = all_rows()
            changed = {table: rows for table, rows in after.items() if rows != before[table]}
            planted.append(Planted(made, changed))
        transaction.set_rollback(True)
    return planted


def all_rows() -> Rows:
    rows = {}
    with connection.cursor() as cursor:
        tables = connection.introspection.django_table_names(only_existing=True)
        # The edition moves on by itself, whatever is put back.
        for table in set(tables) - {EditionToken._meta.db_table}:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            rows[table] = (columns, [tuple(row) for row in cursor.fetchall()])
    return rows
