"""A table of an old site as our table of texts and numbers."""

import re
from itertools import islice

from bs4 import Tag
from django.utils.translation import gettext as _

from news.importing import limits
from news.importing.markup import plain

NUMBER = re.compile(
    r"[+\-−–]?\d[\d\s.,]*(?:\s?(?:%|zł|PLN|EUR|€|ha|km|m|MW|GW|kW|t))?", re.IGNORECASE
)
WIDEST = 40


def is_layout(table: Tag) -> bool:
    """Whether the table only puts things beside one another, as pages did once."""
    if table.get("role") == "presentation" or table.find(["table", "h1", "h2", "h3", "iframe"]):
        return True
    rows = table.find_all("tr", limit=2)
    return len(rows) < 1 or all(len(row.find_all(["td", "th"], limit=2)) < 2 for row in rows)


def read_table(table: Tag, caption: str = "") -> tuple[dict | None, list[str]]:
    """The value of our block and what was lost on the way; None for a table too large."""
    notes = []
    rows = list(islice(table.find_all("tr"), limits.TABLE_CELLS))
    grid: list[list[str]] = []
    carried: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while carried.get(len(line), 0):
                carried[len(line)] -= 1
                line.append("")
            width, height = span(cell, "colspan"), span(cell, "rowspan")
            if width > 1 or height > 1:
                notes.append(_("A table has merged cells; they are empty now."))
            for place in range(width):
                if height > 1:
                    carried[len(line)] = height - 1
                line.append(plain(cell) if place == 0 else "")
        while carried.get(len(line), 0):
            carried[len(line)] -= 1
            line.append("")
        if any(line):
            grid.append(line)
    width = max(map(len, grid), default=0)
    if width > WIDEST or width * len(grid) > limits.TABLE_CELLS:
        return None, [_("A table is too large and is left out.")]
    if not grid:
        return None, []
    if table.find(["a", "img"]):
        notes.append(_("Links and pictures in the cells of a table are left out."))
    grid = [line + [""] * (width - len(line)) for line in grid]
    heads = rows[0].find_all(["td", "th"], recursive=False)
    has_head = bool(table.find("thead")) or all(cell.name == "th" for cell in heads)
    if not has_head:
        notes.append(_("A table has no headings of its columns."))
    headings = grid.pop(0) if has_head else [""] * width
    own = table.find("caption")
    return {
        "caption": plain(own) if own else caption,
        "columns": [
            {"type": kind([line[place] for line in grid]), "heading": heading}
            for place, heading in enumerate(headings)
        ],
        "rows": [{"values": line} for line in grid],
    }, list(dict.fromkeys(notes))


def span(cell: Tag, name: str) -> int:
    written = str(cell.get(name, "1"))
    return min(int(written), WIDEST) if re.fullmatch(r"[1-9]\d{0,4}", written) else 1


def kind(cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    return "number" if filled and all(map(NUMBER.fullmatch, filled)) else "text"
