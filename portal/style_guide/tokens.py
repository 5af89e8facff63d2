"""The tokens, read from static/css/tokens.css whenever the guide is shown."""

import re
from dataclasses import dataclass

from portal import colours

_ROOT = re.compile(r"^:root {\n(.+?)^}", re.DOTALL | re.MULTILINE)
_TOKEN = re.compile(r"^  --(?P<name>[\w-]+):\s*(?P<value>[^;]+);", re.MULTILINE)

# How each group is shown: beginnings of the names that belong to it.
GROUPS = {
    "type": ("text-",),
    "words": ("font", "leading", "bold", "heavy"),
    "spaces": ("space-", "gutter", "measure", "wide", "full", "target"),
    "radius": ("radius",),
    "shadow": ("shadow",),
    "motion": ("quick", "calm", "ease"),
}


@dataclass(frozen=True)
class Token:
    """A token with the value that it is declared with."""

    name: str
    value: str


@dataclass(frozen=True)
class Swatch:
    """A colour with what it stands on, each at the highest contrast that is asked of the two."""

    colour: colours.Colour
    pairs: list[colours.Pair]


def read_tokens() -> dict[str, list[Token]]:
    """The tokens of each group, what no group knows in `rest`; of colours `swatches` tells."""
    root = _ROOT.search(colours.TOKENS.read_text(encoding="utf-8"))[1]
    palette = colours.read_colours()
    groups = {group: [] for group in (*GROUPS, "rest")}
    for name, value in _TOKEN.findall(root):
        if name not in palette:
            groups[group_of(name)].append(Token(name, value))
    return groups


def group_of(name: str) -> str:
    """The group that the token `name` belongs to. `text` alone is a colour."""
    fitting = (group for group, beginnings in GROUPS.items() if name.startswith(beginnings))
    return next(fitting, "rest")


def swatches() -> list[Swatch]:
    """Every colour with what was measured of it."""
    palette = colours.read_colours()
    strictest: dict[tuple[str, str], colours.Pair] = {}
    for pair in sorted(colours.pairs(palette), key=lambda pair: pair.least):
        strictest[pair.over.name, pair.under.name] = pair
    return [
        Swatch(colour, [pair for pair in strictest.values() if pair.over == colour])
        for colour in palette.values()
    ]
