"""Events as iCalendar (RFC 5545), for the calendars of readers."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//ONE Portal//Events//EN"
# Calendars want the rules of the time zone around what they are given, not those of all times.
MARGIN = datetime.timedelta(days=365)


def calendar_entry(event, url: str) -> Event:
    """`event`, an EventPage whose absolute address is `url`, as a VEVENT.

    Both languages are one event, and so is it after any change: who adds it again, from whichever
    page, has it once (RFC 7986 wants a UUID, and translations share theirs). It was last modified
    when it was last published, whatever a draft says since.
    """
    published = event.last_published_at or timezone.now()
    entry = Event()
    entry.add("uid", str(event.translation_key))
    entry.add("dtstamp", published)
    entry.add("last-modified", published)
    entry.add("dtstart", timezone.localtime(event.start))
    entry.add("dtend", timezone.localtime(event.end))
    entry.add("summary", event.title)
    entry.add("location", event.venue)
    entry.add("description", "\n\n".join(filter(None, [event.lead, url])))
    entry.add("url", url)
    return entry


def calendar_file(entries: Iterable[Event]) -> bytes:
    """A calendar of `entries`, with the rules of the portal's time zone."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    for entry in entries:
        calendar.add_component(entry)
    if entries:
        calendar.add_missing_timezones(
            first_date=min(entry.start for entry in entries).date() - MARGIN,
            last_date=max(entry.end for entry in entries).date() + MARGIN,
        )
    return calendar.to_ical()
