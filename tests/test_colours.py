"""Every pair of colours that meets can be told apart, in the light and in the dark scheme."""

import re

import pytest

from portal import colours
from portal.stylesheets import COMMENT, SOURCES

COLOURS = colours.read_colours()
PAIRS = list(colours.pairs(COLOURS))
STYLES = {
    path.relative_to(SOURCES).as_posix(): COMMENT.sub("", path.read_text(encoding="utf-8"))
    for path in sorted(SOURCES.rglob("*.css"))
}
# `color` alone, not `border-color`; up to the end of the declaration.
COLOR = re.compile(r"(?<![\w-])color:([^;}]+)")
VARIABLE = re.compile(r"var\(--([\w-]+)")


def tokens_of(value: str) -> set[str]:
    """The tokens that a value leads to, through custom properties of components, too."""
    found = set()
    for name in VARIABLE.findall(value):
        if name in COLOURS:
            found.add(name)
            continue
        for styles in STYLES.values():
            for given in re.findall(rf"--{name}:([^;}}]+)", styles):
                found |= tokens_of(given)
    return found


@pytest.mark.parametrize("scheme", colours.SCHEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.over.name}-{pair.under.name}")
def test_what_meets_can_be_told_apart(pair, scheme):
    assert getattr(pair, scheme) >= pair.least


@pytest.mark.parametrize("path", STYLES)
def test_every_colour_of_words_is_measured(path):
    used = set().union(*map(tokens_of, COLOR.findall(STYLES[path])))
    measured = {pair.over.name for pair in PAIRS if pair.least == colours.TEXT}

    assert used - measured == set()


def test_a_colour_given_through_a_property_of_a_component_is_found():
    assert {"muted", "on-deep-muted"} <= tokens_of("var(--facts-name, var(--muted))")


def test_tokens_are_read_in_both_schemes():
    assert COLOURS["raised"] == colours.Colour("raised", "#fff", "#1b2220")
    assert COLOURS["on-deep"].light == COLOURS["on-deep"].dark


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#ffffff", 1), ("#767676", "#fff", 4.54)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(other, one) == colours.contrast(one, other)


def test_a_transparent_colour_has_no_contrast_of_its_own():
    with pytest.raises(ValueError, match="opaque"):
        colours.luminance("#00000080")


def test_every_ground_is_measured():
    """What words stand on is in the table; a new ground has to be put there, too."""
    rules = "".join(styles for name, styles in STYLES.items() if name != "style_guide.css")
    used = set(re.findall(r"background(?:-color)?: var\(--([\w-]+)\)", rules))

    assert used - {under for _over, grounds, _least in colours.TABLE for under in grounds} == set()
