"""News and events for any page, without its app knowing ours."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.models import EventPage, NewsPage

register = template.Library()


@register.simple_tag
def latest_news(count: int = 3):
    """The newest `count` news in the active language."""
    return (
        NewsPage.objects.readable()
        .in_active_language()
        .for_cards()
        .order_by("-date", "-first_published_at")[:count]
    )


@register.simple_tag
def next_events(count: int = 3):
    """The next `count` events in the active language, the soonest first."""
    return EventPage.objects.readable().in_active_language().coming()[:count]


@register.simple_tag
def when(start: datetime.datetime, end: datetime.datetime) -> SafeString:
    """From `start` to `end` in local time and in words, each part in its <time>.

    Within a day: 24 września 2026, 10:00–15:30. Over several: 24 września 2026, 10:00 – 25 …
    """
    start, end = timezone.localtime(start), timezone.localtime(end)
    if start.date() == end.date():
        return format_html(
            '<time datetime="{}">{}, {}</time>–<time datetime="{}">{}</time>',
            start.isoformat(),
            date_format(start, "DATE_FORMAT"),
            time_format(start, "TIME_FORMAT"),
            end.isoformat(),
            time_format(end, "TIME_FORMAT"),
        )
    return format_html(
        '<time datetime="{}">{}</time> – <time datetime="{}">{}</time>',
        start.isoformat(),
        date_format(start, "DATETIME_FORMAT"),
        end.isoformat(),
        date_format(end, "DATETIME_FORMAT"),
    )
