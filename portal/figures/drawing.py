"""Where everything stands in a chart.

Across, places are shares of the width (percent); down, they are in heights of the text (em). So a
drawing is as wide as there is room for while its words keep their size: readable on a telephone,
and larger for whoever reads with larger letters. A template makes SVG of it.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.figures.data import DataTable
from portal.figures.numbers import format_number, format_short
from portal.figures.scale import Scale, scale_for

# In heights of the text.
CHARACTER = 0.62
LINE = 1.35
BAR = 1.1
BETWEEN_BARS = 0.25
BETWEEN_ROWS = 0.9
PLOT_TOP, PLOT_HEIGHT = 1.6, 15.0
# Characters: a name over bars goes on in a second line, one under a line chart is cut.
LABEL_WIDTH, LABEL_LINES = 36, 2
TICK_LABEL = 16
# Widths of a plot that surely are there, on a telephone and on anything wider, in heights of text.
NARROW, WIDE = 17.0, 36.0
MOST_POINTS_WITH_NUMBERS = 8


@dataclass(frozen=True)
class Bar:
    """`series` counts from 1 and decides about colour and pattern; `text` stands beside `at`."""

    series: int
    x: float
    width: float
    y: float
    at: float
    text: str
    is_negative: bool = False
    is_gap: bool = False

    @property
    def end(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + BAR / 2

    @property
    def baseline(self) -> float:
        return self.y + BAR * 0.82


@dataclass(frozen=True)
class LabelLine:
    y: float
    text: str


@dataclass(frozen=True)
class BarRow:
    label: list[LabelLine]
    bars: list[Bar]

    @property
    def top(self) -> float:
        return self.bars[0].y

    @property
    def bottom(self) -> float:
        return em(self.bars[-1].y + BAR)


@dataclass
class BarDrawing:
    """Lying bars, the name of each row above its own: names may be long, and nothing is turned."""

    table: DataTable
    kind: str = "bar"
    rows: list[BarRow] = field(default_factory=list)
    height: float = 0.0
    zero: float = 0.0
    # What the numbers beside the longest bars need, to the left and to the right of the plot.
    left: float = 0.0
    right: float = 0.0

    def __post_init__(self) -> None:
        scale = scale_for([number for number, *_place in self.table.known], from_zero=True)
        self.zero = percent(scale.share(Decimal(0)))
        y = 0.0
        for row in self.table.rows:
            y += BETWEEN_ROWS if self.rows else 0
            lines = textwrap.wrap(row.label, LABEL_WIDTH, max_lines=LABEL_LINES, placeholder="…")
            label = []
            for text in lines:
                label.append(LabelLine(em(y + 1), text))
                y += LINE
            bars = []
            for series, value in enumerate(row.values, start=1):
                bars.append(self._bar(scale, series, value, y))
                y += BAR + BETWEEN_BARS
            self.rows.append(BarRow(label, bars))
        self.height = em(y)
        bars = [bar for row in self.rows for bar in row.bars if not bar.is_gap]
        texts = [(len(bar.text), bar.is_negative) for bar in bars]
        self.right = _room([length for length, negative in texts if not negative])
        self.left = _room([length for length, negative in texts if negative])

    def _bar(self, scale: Scale, series: int, value: Decimal | None, y: float) -> Bar:
        if value is None:
            text = _("no data")
            is_left = self.zero > 50
            return Bar(series, self.zero, 0, em(y), self.zero, text, is_left, is_gap=True)
        end = percent(scale.share(value))
        return Bar(
            series=series,
            x=min(self.zero, end),
            width=round(abs(end - self.zero), 2),
            y=em(y),
            at=end,
            text=format_short(value),
            is_negative=value < 0,
        )


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    text: str = ""

    @property
    def across(self) -> str:
        return f"{self.x}%"

    @property
    def down(self) -> str:
        return f"{self.y}em"


@dataclass(frozen=True)
class Stretch:
    """From one point to the next; there is none over a gap."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Line:
    series: int
    points: list[Point]
    stretches: list[Stretch]


@dataclass(frozen=True)
class Tick:
    at: float
    text: str
    # Shown only where there is more room than on a telephone.
    needs_room: bool = False


@dataclass
class LineDrawing:
    """One line for each series; times, from left to right, below."""

    table: DataTable
    kind: str = "line"
    lines: list[Line] = field(default_factory=list)
    levels: list[Tick] = field(default_factory=list)
    times: list[Tick] = field(default_factory=list)
    height: float = PLOT_TOP + PLOT_HEIGHT + 1.9
    left: float = 0.0
    right: float = 0.0

    def __post_init__(self) -> None:
        scale = scale_for([number for number, *_place in self.table.known], from_zero=False)
        self.levels = [
            Tick(self._y(scale, number), format_short(number, scale.places))
            for number in scale.ticks
        ]
        series = self.table.series
        tell = len(series) == 1 and len(self.table.rows) <= MOST_POINTS_WITH_NUMBERS
        for number, column in enumerate(series, start=1):
            self.lines.append(self._line(scale, number, column.values, tell))
        labels = [Truncator(row.label).chars(TICK_LABEL) for row in self.table.rows]
        self.times = _spread(labels, self._x)
        self.left = em(max(len(tick.text) for tick in self.levels) * CHARACTER + 0.6)
        self.right = em(max(map(len, labels)) * CHARACTER / 2)

    def _x(self, index: int) -> float:
        last = len(self.table.rows) - 1
        return percent(index / last) if last else 50.0

    @staticmethod
    def _y(scale: Scale, number: Decimal) -> float:
        return em(PLOT_TOP + PLOT_HEIGHT * (1 - scale.share(number)))

    def _line(self, scale: Scale, number: int, values, tell: bool) -> Line:
        places = [
            None
            if value is None
            else Point(
                self._x(index),
                self._y(scale, value),
                format_short(value) if tell else "",
            )
            for index, value in enumerate(values)
        ]
        stretches = [Stretch(start, end) for start, end in pairwise(places) if start and end]
        return Line(number, [point for point in places if point], stretches)

    @property
    def bottom(self) -> float:
        return em(PLOT_TOP + PLOT_HEIGHT)


def draw(kind: str, table: DataTable) -> BarDrawing | LineDrawing:
    return LineDrawing(table) if kind == "line" else BarDrawing(table)


def in_words(kind: str, table: DataTable, unit: str) -> str:
    """What is seen at a glance, for who does not see it: ends of lines, or the longest bars."""
    if kind == "line":
        return " ".join(_course(column, table, unit) for column in table.series).strip()
    ordered = sorted(table.known, key=lambda known: known[0])
    lowest, highest = (_place(known, table, unit) for known in (ordered[0], ordered[-1]))
    if len(ordered) == 1:
        return highest + "."
    return _("Highest: %(highest)s. Lowest: %(lowest)s.") % {"highest": highest, "lowest": lowest}


def told(number: Decimal, unit: str) -> str:
    """`number` with its unit; both languages write the percent sign right behind the number."""
    text = format_number(number)
    if unit == "%":
        return text + unit
    return f"{text}\u00a0{unit}" if unit else text


def _place(known: tuple[Decimal, str, str], table: DataTable, unit: str) -> str:
    number, row, column = known
    where = row if len(table.columns) == 1 else f"{row}, {column}"
    return f"{told(number, unit)} ({where})"


def _course(column, table: DataTable, unit: str) -> str:
    known = [
        (value, row.label)
        for value, row in zip(column.values, table.rows, strict=True)
        if value is not None
    ]
    if not known:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    if len(known) == 1:
        return f"{column.name}: {told(first, unit)} ({start})."
    return _("%(name)s: from %(first)s (%(start)s) to %(last)s (%(end)s).") % {
        "name": column.name,
        "first": told(first, unit),
        "start": start,
        "last": told(last, unit),
        "end": end,
    }


def _spread(labels: list[str], x: Callable[[int], float]) -> list[Tick]:
    """As many of `labels` as fit, the last among them; more of them where there is more room."""
    width = max(map(len, labels)) * CHARACTER + 1
    few, many = (max(1, -int(-len(labels) * width // room)) for room in (NARROW, WIDE))
    last = len(labels) - 1
    return [
        Tick(x(index), label, needs_room=(last - index) % few != 0)
        for index, label in enumerate(labels)
        if (last - index) % few == 0 or (last - index) % many == 0
    ]


def _room(lengths: list[int]) -> float:
    return em(max(lengths) * CHARACTER + 0.8) if lengths else 0.0


def percent(share: float) -> float:
    return round(share * 100, 2)


def em(height: float) -> float:
    return round(height, 2)
