"""Dates as old sites write them."""

import datetime
import re
from email.utils import parsedate_to_datetime

from django.utils import timezone

MONTHS = [
    ("stycz", "jan"), ("lut", "feb"), ("mar", "mar"), ("kwie", "apr"), ("maj", "may"),
    ("czerw", "jun"), ("lip", "jul"), ("sierp", "aug"), ("wrze", "sep"), ("paźdz", "oct"),
    ("listop", "nov"), ("grud", "dec"),
]  # fmt: skip
IN_WORDS = re.compile(r"\b(\d{1,2})\s+([^\W\d]{3,12})\.?,?\s+(\d{4})\b")
IN_NUMBERS = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
IN_PATH = re.compile(r"/(\d{4})/(\d{1,2})(?:/(\d{1,2}))?/")
FIRST_YEAR = 1990


def parse_date(text: str) -> datetime.date | None:
    """The day that `text` names, in local time: ISO, of a mail header, “5 lipca 2025”, “5.07.2025”.

    None where it names none, or one that no news of a web site can have.
    """
    text = (text or "").strip()[:80]
    return _sensible(_iso(text) or _mail(text) or _words(text) or _numbers(text))


def date_in_path(path: str) -> datetime.date | None:
    """The day of `/2025/07/05/…`; None where only the month is told."""
    found = IN_PATH.search(path)
    return _sensible(_day(*found.groups())) if found and found[3] else None


def _iso(text: str) -> datetime.date | None:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return _local(moment)


def _mail(text: str) -> datetime.date | None:
    try:
        return _local(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> datetime.date | None:
    if not (found := IN_WORDS.search(text)):
        return None
    day, name, year = found.groups()
    for number, beginnings in enumerate(MONTHS, start=1):
        if name.lower().startswith(beginnings):
            return _day(year, number, day)
    return None


def _numbers(text: str) -> datetime.date | None:
    found = IN_NUMBERS.search(text)
    return _day(*reversed(found.groups())) if found else None


def _local(moment: datetime.datetime) -> datetime.date | None:
    try:
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    except (OverflowError, ValueError):
        return None


def _day(year, month, day) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _sensible(date: datetime.date | None) -> datetime.date | None:
    latest = timezone.localdate().year + 2
    return date if date and FIRST_YEAR <= date.year <= latest else None
