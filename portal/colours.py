"""The colours of static/css/tokens.css in both schemes, which of them meet, and how well they can
be told apart (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
SCHEMES = ("light", "dark")
TEXT, SHAPE = 4.5, 3.0

PAPER = ("ground", "raised", "sunken", "warm")
# What stands on what, and the least contrast of the two.
TABLE = [
    # Words.
    (("text", "muted", "accent", "signal", "wrong"), PAPER, TEXT),
    (("on-accent",), ("accent",), TEXT),
    (("on-ember",), ("ember",), TEXT),
    (("on-deep", "on-deep-muted", "on-deep-signal"), ("deep",), TEXT),
    # Borders of what can be filled in or pressed.
    (("strong-line",), ("ground", "raised", "sunken"), SHAPE),
    # Where the keyboard is.
    (("signal",), PAPER, SHAPE),
    (("on-deep-signal",), ("deep",), SHAPE),
    # Bars and lines of charts.
    (tuple(f"series-{number}" for number in range(1, 7)), PAPER, SHAPE),
]

_HEX = r"#[0-9a-f]{3,8}"
_COLOUR = re.compile(
    rf"--(?P<name>[\w-]+): (?:light-dark\((?P<light>{_HEX}), (?P<dark>{_HEX})\)|(?P<both>{_HEX}));"
)


@dataclass(frozen=True)
class Colour:
    """A colour token with its value in each scheme."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True)
class Pair:
    """A colour that stands on another one, with the contrast measured in each scheme."""

    over: Colour
    under: Colour
    least: float

    @property
    def light(self) -> float:
        return contrast(self.over.light, self.under.light)

    @property
    def dark(self) -> float:
        return contrast(self.over.dark, self.under.dark)

    @property
    def is_enough(self) -> bool:
        return min(self.light, self.dark) >= self.least


def read_colours(path: Path = TOKENS) -> dict[str, Colour]:
    """Name of each colour token, without its dashes: the token."""
    return {
        found["name"]: Colour(
            found["name"], found["light"] or found["both"], found["dark"] or found["both"]
        )
        for found in _COLOUR.finditer(path.read_text(encoding="utf-8"))
    }


def pairs(colours: dict[str, Colour]) -> Iterator[Pair]:
    """Every pair of TABLE. Raises KeyError where a token of it is no more."""
    for overs, unders, least in TABLE:
        for over in overs:
            for under in unders:
                yield Pair(colours[over], colours[under], least)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21, as WCAG defines it."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour in hexadecimal (#fff or #ffffff), from 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6:
        raise ValueError(f"not an opaque colour: {colour}")
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
