"""What was measured beside what was wanted, and how both are printed. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing that was measured in one database, or the reason why it was not."""

    part: str
    what: str
    measured: str
    target: str = ""
    # None: there is no target, or nothing was measured.
    is_met: bool | None = None
    missed_by: str = ""

    @property
    def verdict(self) -> str:
        if self.is_met is None:
            return ""
        return (
            "met" if self.is_met else f"missed by {self.missed_by}" if self.missed_by else "missed"
        )


def at_most(part: str, what: str, values: list[float], limit: float, unit: str = "") -> Row:
    """A row that is met if no value is above `limit`. The values are told in their order."""
    worst = max(values)
    return Row(
        part,
        what,
        " / ".join(number(value) for value in values) + unit,
        f"≤ {number(limit)}{unit}",
        worst <= limit,
        f"{number(worst - limit)}{unit}",
    )


def at_least(part: str, what: str, values: list[float], limit: float, unit: str = "") -> Row:
    """A row that is met if no value is below `limit`."""
    worst = min(values)
    return Row(
        part,
        what,
        " / ".join(number(value) for value in values) + unit,
        f"≥ {number(limit)}{unit}",
        worst >= limit,
        f"{number(limit - worst)}{unit}",
    )


def number(value: float) -> str:
    """As many digits as say something: 12,345 · 12.3 · 0.82 · 0.053."""
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    if value < 0.1:
        return f"{value:.3f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def tables(found: dict[str, Iterable[Row]]) -> str:
    """Markdown: a table for each part, with a column for each database of `found`."""
    parts: dict[str, dict[str, dict[str, Row]]] = {}
    for database, rows in found.items():
        for row in rows:
            parts.setdefault(row.part, {}).setdefault(row.what, {})[database] = row
    return "\n".join(table(part, list(found), lines) for part, lines in parts.items())


def table(part: str, databases: list[str], lines: dict[str, dict[str, Row]]) -> str:
    text = [
        f"## {part}",
        "",
        line("", *databases, "target", ""),
        line(*["---"] * (len(databases) + 3)),
    ]
    for what, by_database in lines.items():
        cells = [by_database[name].measured if name in by_database else "–" for name in databases]
        targets = dict.fromkeys(row.target for row in by_database.values())
        text.append(line(what, *cells, " · ".join(targets), verdict_of(by_database)))
    return "\n".join([*text, ""])


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def verdict_of(by_database: dict[str, Row]) -> str:
    """One word if the target is met in all databases, else what each of the others lacks."""
    verdicts = {name: row.verdict for name, row in by_database.items() if row.verdict}
    if not verdicts:
        return ""
    if set(verdicts.values()) == {"met"}:
        return "met"
    missed = {name: verdict for name, verdict in verdicts.items() if verdict != "met"}
    if len(by_database) == 1:
        return next(iter(missed.values()))
    return "; ".join(f"{name}: {verdict}" for name, verdict in missed.items())


def summary(found: dict[str, Iterable[Row]]) -> str:
    verdicts = [row.is_met for rows in found.values() for row in rows if row.is_met is not None]
    return f"{sum(verdicts)} of {len(verdicts)} figures are within their target."
