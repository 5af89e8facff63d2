"""When something happens, in words."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def when(start: datetime.datetime, end: datetime.datetime) -> SafeString:
    """From `start` to `end` in local time and in words, each part in its <time>.

    Within a day: środa, 30 grudnia 2026, 10:00–15:30. Over several: środa, 30 grudnia 2026, 10:00 –
    czwartek, 31 … In English, whose readers may be anywhere, with the time zone.
    """
    start, end = timezone.localtime(start), timezone.localtime(end)
    within_a_day = start.date() == end.date()
    return format_html(
        '<time datetime="{}">{}</time>{}<time datetime="{}">{}</time>{}',
        start.isoformat(),
        in_words(start),
        "–" if within_a_day else " – ",
        end.isoformat(),
        time_format(end, "TIME_FORMAT") if within_a_day else in_words(end),
        time_zone(start, end),
    )


def in_words(moment: datetime.datetime) -> str:
    day, time = date_format(moment, "WEEKDAY_DATE_FORMAT"), time_format(moment, "TIME_FORMAT")
    return f"{day}, {time}"


def time_zone(start: datetime.datetime, end: datetime.datetime) -> str:
    """What to add to times for readers who may be elsewhere: " (Polish time, CET)"."""
    if get_language() == "pl":
        return ""
    names = "/".join(dict.fromkeys([start.tzname(), end.tzname()]))
    return f" (Polish time, {names})"
