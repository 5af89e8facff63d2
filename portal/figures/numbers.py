"""Numbers as people in Poland type them, and as readers of each language expect them."""

import re
from decimal import Decimal

from babel.numbers import format_compact_decimal
from django.utils.formats import number_format
from django.utils.translation import get_language

MINUS = "−"
# Hyphen, no-break hyphen, figure dash, en dash and minus: all are found before a pasted number.
_DASHES = "-‑‒–−"
_SPACES = r"[\s\u00a0\u2007\u2009\u202f'’]"
_NUMBER = re.compile(
    rf"[{_DASHES}+]?{_SPACES}?(?:\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:[.,]\d+)?|\d[\d.,]*)", re.ASCII
)
# "1,234.5", "1.234.567", "1.234.567,8": groups of three, then the other sign.
_GROUPED_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_TWO_READINGS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_RANGE = re.compile(r"(?P<from>.*\d)\s*–\s*(?P<to>\d.*)")
# Full digits are read well up to here; what is longer is told in millions.
COMPACT_FROM = Decimal(1_000_000)
LARGEST = Decimal(10) ** 15


class NotANumber(ValueError):
    """The text is no number, or is too large to be one of a chart."""


class TwoReadings(NotANumber):
    """The text is one number in Polish and another one in English: 1.234."""


def readings(text: str) -> dict[str, str]:
    """The two numbers that a text like 1.234 may mean, each as it is written without doubt."""
    whole, _point, rest = text.removesuffix("%").strip().partition(".")
    return {"thousands": f"{whole}{rest}", "decimal": f"{whole},{rest}"}


def parse_number(text: str) -> Decimal:
    """The number that `text` writes: "1234,5", "1 234,5", "−3", "1,234.5".

    A comma is a decimal one, as Polish has it; a point is decimal, too, and either groups thousands
    where the other one, or its own repetition, says so. Raises NotANumber, and TwoReadings where
    a wrong guess would be wrong a thousandfold.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise NotANumber(text)
    sign = -1 if text[0] in _DASHES else 1
    digits = re.sub(rf"{_SPACES}|[{_DASHES}+]", "", text)
    if _TWO_READINGS.fullmatch(digits):
        raise TwoReadings(text)
    if _GROUPED_BY_COMMAS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _GROUPED_BY_POINTS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif not _PLAIN.fullmatch(digits):
        raise NotANumber(text)
    number = sign * Decimal(digits.replace(",", "."))
    if abs(number) > LARGEST:
        raise NotANumber(text)
    return number


def places_of(number: Decimal) -> int:
    """How many digits `number` has behind its decimal sign."""
    return max(0, -number.as_tuple().exponent)


def format_number(number: Decimal, places: int | None = None, *, grouped: bool = True) -> str:
    """`number` in the format of the active language, with `places` decimals or those it has.

    1 234,5 with no-break spaces in Polish, 1,234.5 in English, with a true minus sign.
    """
    places = places_of(number) if places is None else places
    text = number_format(number, places, use_l10n=True, force_grouping=grouped)
    return text.replace("-", MINUS)


def format_short(number: Decimal, places: int | None = None) -> str:
    """`number` where there is little room: from a million on "1,25 mln", "1.25M"."""
    if abs(number) < COMPACT_FROM:
        return format_number(number, places)
    text = format_compact_decimal(number, locale=get_language() or "pl", fraction_digits=2)
    return text.replace("-", MINUS)


def localize_figure(text: str) -> str | None:
    """`text` in the format of the active language if it is a number or a range of two ("5–10").

    Four whole digits stay together unless they were written apart: they may be a year. None if it
    is words, or can be read in two ways.
    """
    if found := _RANGE.fullmatch(text.strip()):
        ends = [localize_figure(end) for end in found.group("from", "to")]
        return None if None in ends else "–".join(ends)
    try:
        number = parse_number(text)
    except NotANumber:
        return None
    is_no_year = abs(number) >= 10_000 or number != number.to_integral_value()
    apart = re.search(rf"\d{_SPACES}\d", text) or is_no_year
    return format_number(number, grouped=bool(apart))
