"""News and events for any page, without its app knowing ours."""

import datetime
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from news.dates import when
from news.models import EventPage, NewsPage
from news.models.news import cards, newest
from portal.addresses import absolute_url

register = template.Library()
register.simple_tag(when)


@register.simple_tag(takes_context=True)
def latest_news(context, count: int = 3) -> list[NewsPage]:
    """The newest `count` news in the active language."""
    return cards(newest(context["request"]).keys(language=get_language())[:count])


@register.simple_tag
def next_events(count: int = 3):
    """The next `count` events in the active language, the soonest first."""
    events = EventPage.objects.readable().in_active_language().with_untranslated_texts()
    return events.coming()[:count]


@register.simple_tag(takes_context=True)
def session_file(context, session) -> str:
    """Address of the calendar file of a session, a child of a programme's list.

    Empty where there is none to offer: its hour is not known, it is over or off or a break, or the
    programme is on no page of an event.
    """
    event, request = context.get("page"), context.get("request")
    said = session.value
    if not (isinstance(event, EventPage) and request and said["start"]) or said["kind"] == "break":
        return ""
    if not (event.live and session.original_id) or event.is_past() or event.is_off():
        return ""
    return f"{event.get_url(request)}{event.session_calendar_name(session.id)}"


@register.simple_tag(takes_context=True)
def webcal(context, address: str) -> str:
    """`address`, a path of ours, as programs for calendars want it to subscribe: webcal://…"""
    _scheme, rest = absolute_url(context["request"], address).split("://", 1)
    return f"webcal://{rest}"


@dataclass(frozen=True)
class DateTile:
    """A date for a tile beside an item of a list, in the active language: 30, gru., śr."""

    day: str
    month: str
    weekday: str


@register.simple_tag
def date_tile(moment: datetime.datetime) -> DateTile:
    """The day of `moment` in local time, in short: {% date_tile item.start as tile %}."""
    day = timezone.localdate(moment)
    return DateTile(
        date_format(day, "j"), date_format(day, "SHORT_MONTH_FORMAT"), date_format(day, "D")
    )
