"""A small table that an editor types or pastes: names in its first row and column, then numbers."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from portal.figures.numbers import NotANumber, TwoReadings, parse_number, readings

MOST_ROWS = 40
MOST_SERIES = 6
LONGEST_NAME = 80
# So many mistakes are told at once.
MOST_MISTAKES = 5
GAPS = frozenset(["", "-", "–", "—", "−", "…", "...", ":", "."])
_HAS_LETTERS = re.compile(r"[^\W\d_]")

Cells = list[list[str]]


class DataError(ValueError):
    """The text is no table for a chart; `messages` tell an editor why, by row and column."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(*messages)
        self.messages = messages


@dataclass(frozen=True)
class Row:
    """A line of the table; None is a value that is not known, which is not zero."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Series:
    """A column of the table."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class DataTable:
    """What a chart is drawn of. `corner` is the heading of the names of the rows; it may be empty.

    `in_percent`: every number was written with a percent sign.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    in_percent: bool = False

    @cached_property
    def series(self) -> list[Series]:
        return [
            Series(name, tuple(row.values[index] for row in self.rows))
            for index, name in enumerate(self.columns)
        ]

    @cached_property
    def known(self) -> list[tuple[Decimal, str, str]]:
        """(number, row, column) of all numbers, row by row."""
        return [
            (value, row.label, column)
            for row in self.rows
            for column, value in zip(self.columns, row.values, strict=True)
            if value is not None
        ]


def cells_of(text: str) -> Cells:
    """The cells of `text`: a row a line, cut at tabs or, if there are none, at semicolons.

    Empty rows, and empty columns at the end, which spreadsheets leave behind, are left out.
    """
    separator = "\t" if "\t" in text else ";"
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    rows = [[" ".join(cell.split()) for cell in line] for line in lines]
    rows = [row for row in rows if any(row)]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows


def text_of(cells: Cells) -> str:
    """`cells` as a text that `cells_of` takes apart again."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(cells)
    return written.getvalue().rstrip("\n")


def is_name(cell: str) -> bool:
    """Whether `cell` has words for a translator: a year has none."""
    return bool(_HAS_LETTERS.search(cell))


def parse_data(text: str) -> DataTable:
    """The table that `text` writes. Raises DataError."""
    cells = cells_of(text)
    if len(cells) < 2 or max(map(len, cells)) < 2:
        raise DataError(
            [
                _(
                    "A table is needed: names of columns in the first row, then a row for each "
                    "name with its numbers. Paste it from a spreadsheet, or separate the columns "
                    "with semicolons."
                )
            ]
        )
    if len(cells[0]) < 2:
        # Its only column of numbers has no name.
        cells[0] = [*cells[0], "", ""][:2]
    (corner, *columns), *lines = cells
    mistakes = [*_wrong_names(columns, lines), *_wrong_sizes(columns, lines)]
    rows, percent_signs = [], []
    for number, (label, *values) in enumerate(lines, start=2):
        values = (values + [""] * len(columns))[: len(columns)]
        parsed = []
        for column, cell in zip(columns, values, strict=True):
            if cell in GAPS:
                parsed.append(None)
                continue
            percent_signs.append(cell.endswith("%"))
            try:
                parsed.append(parse_number(cell.removesuffix("%")))
            except NotANumber as error:
                parsed.append(None)
                mistakes.append(_wrong_number(error, number, label, column, cell))
        rows.append(Row(label, tuple(parsed)))
    table = DataTable(
        corner, tuple(columns), tuple(rows), bool(percent_signs) and all(percent_signs)
    )
    if not mistakes and not table.known:
        mistakes.append(_("There is no number in the table."))
    if any(percent_signs) and not all(percent_signs):
        mistakes.append(_("Some numbers are in percent, others are not: a chart has one unit."))
    if mistakes:
        raise DataError(mistakes[:MOST_MISTAKES])
    return table


def _wrong_names(columns: list[str], lines: Cells) -> Iterator[str]:
    for number, column in enumerate(columns, start=2):
        if not column:
            yield _("Column %(number)d has no name in the first row.") % {"number": number}
    for number, (label, *_values) in enumerate(lines, start=2):
        if not label:
            yield _("Row %(number)d has no name.") % {"number": number}
    labels = [line[0] for line in lines]
    for name in dict.fromkeys(filter(None, [*columns, *labels])):
        if columns.count(name) > 1:
            yield _("Two columns have the same name: “%(name)s”") % {"name": name}
        if labels.count(name) > 1:
            yield _("Two rows have the same name: “%(name)s”") % {"name": name}
    for name in [*columns, *labels]:
        if len(name) > LONGEST_NAME:
            yield _("This name is too long (%(most)d characters at most): “%(name)s”") % {
                "most": LONGEST_NAME,
                "name": name,
            }


def _wrong_sizes(columns: list[str], lines: Cells) -> Iterator[str]:
    if len(columns) > MOST_SERIES:
        yield _("A chart has %(most)d columns of numbers at most; here are %(number)d.") % {
            "most": MOST_SERIES,
            "number": len(columns),
        }
    if len(lines) > MOST_ROWS:
        yield _("A chart has %(most)d rows at most; here are %(number)d.") % {
            "most": MOST_ROWS,
            "number": len(lines),
        }
    for number, line in enumerate(lines, start=2):
        if len(line) > len(columns) + 1:
            yield _("Row %(number)d (“%(row)s”) has more cells than the first row has names.") % {
                "number": number,
                "row": line[0],
            }


def _wrong_number(error: NotANumber, number: int, row: str, column: str, cell: str) -> str:
    place = {"number": number, "row": row, "column": column, "cell": cell}
    if isinstance(error, TwoReadings):
        return _(
            "Row %(number)d (“%(row)s”), column “%(column)s”: “%(cell)s” can be read in two ways. "
            "Write %(thousands)s or %(decimal)s."
        ) % {**place, **readings(cell)}
    return _("Row %(number)d (“%(row)s”), column “%(column)s”: “%(cell)s” is not a number.") % place
