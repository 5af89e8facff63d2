"""Events and their sessions as iCalendar (RFC 5545, 7986), for the calendars of readers."""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Conference, Event, Timezone
from wagtail.blocks import StructValue

from portal.characters import visible

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//ONE Portal//Events//EN"
# How often a calendar that subscribes should ask again.
REFRESH = datetime.timedelta(hours=6)

# The clocks of Poland since 1996, as long as they change. icalendar makes a list of changes out of
# a zone of Python's, in which that of spring comes an hour late.
POLISH_TIME = Timezone.from_ical(
    "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Warsaw",
            "BEGIN:DAYLIGHT",
            "DTSTART:19960331T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "TZNAME:CEST",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "TZNAME:CET",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )
)


@dataclass(frozen=True)
class Session:
    """An item of an event's programme whose hour is known; `value` is what the editor wrote.

    `id` is that of the block, the same in both languages and wherever in the order it stands.
    """

    id: str
    value: StructValue
    start: datetime.datetime
    end: datetime.datetime | None


def sessions_of(event) -> Iterator[Session]:
    """The sessions of `event`, an EventPage, that can be put into a calendar, in its order."""
    for programme in event.body.blocks_by_name("programme"):
        stored = programme.value["sessions"].bound_blocks
        for index, start, end in programme.value.moments(timezone.localdate(event.start)):
            if stored[index].original_id:
                value = stored[index].value
                yield Session(stored[index].id, value, start, end if value["end"] else None)


def event_entry(event, url: str) -> Event:
    """`event`, an EventPage whose absolute address is `url`, as a VEVENT.

    Both languages are one event, and so is it after any change: who adds it again, from whichever
    page, has it once (RFC 7986 wants a UUID, and translations share theirs).
    """
    entry = begun(event, event.translation_key, event.title)
    entry.add("dtstart", timezone.localtime(event.start))
    entry.add("dtend", timezone.localtime(event.end))
    entry.add("location", visible(place(event)), language(event))
    organisers = ", ".join(event.organiser_names())
    entry.add("description", described(event, url, [event.lead, organisers]), language(event))
    entry.add("url", url)
    return entry


def session_entry(event, session: Session, url: str, kind: str) -> Event:
    """A session of `event` as a VEVENT that says which event it belongs to, of which `kind`."""
    entry = begun(event, uuid.uuid5(event.translation_key, session.id), session.value["title"])
    entry.add("related-to", str(event.translation_key), {"RELTYPE": "PARENT"})
    entry.add("dtstart", timezone.localtime(session.start))
    if session.end:
        entry.add("dtend", timezone.localtime(session.end))
    room = session.value["room"]
    where = f"{room}, {place(event)}" if room else place(event)
    entry.add("location", visible(where), language(event))
    entry.add("categories", [visible(kind)])
    speakers = [
        ", ".join(filter(None, [speaker.display_name(), speaker.affiliation()]))
        for speaker in session.value["speakers"]
    ]
    words = [event.title, "\n".join(speakers), session.value["summary"]]
    entry.add("description", described(event, url, words), language(event))
    entry.add("url", url)
    return entry


def begun(event, uid: uuid.UUID, title: str) -> Event:
    """What an event and its sessions have in common.

    An entry was made when its event was last published, whatever a draft says since. That it is
    cancelled or moved stands before the title as well: not every calendar shows the status.
    """
    published = event.last_published_at or event.latest_revision_created_at or event.start
    entry = Event()
    entry.add("uid", str(uid))
    entry.add("dtstamp", published)
    entry.add("last-modified", published)
    entry.add("sequence", event.sequence)
    off = event.status in (event.Status.CANCELLED, event.Status.POSTPONED)
    words = event.status_words()
    summary = f"{words}: {title}" if words else title
    entry.add("summary", visible(summary), language(event))
    states = {event.Status.CANCELLED: "CANCELLED", event.Status.POSTPONED: "TENTATIVE"}
    entry.add("status", states.get(event.status, "CONFIRMED"))
    # Nobody is busy at the hour of a meeting that will not be.
    entry.add("transp", "TRANSPARENT" if off else "OPAQUE")
    if event.is_online() and event.online_url and not off:
        conference = Conference(event.online_url, label=gettext("Take part online"))
        entry.add("conference", conference.to_uri())
    return entry


def place(event) -> str:
    return ", ".join(filter(None, [event.venue, event.address]))


def described(event, url: str, words: list[str]) -> str:
    """Paragraphs: what has become of the event, `words`, how to take part, where to read more."""
    online = ""
    if event.is_online() and event.online_url and not event.is_off():
        online = f"{gettext('Take part online')}: {event.online_url}"
    return visible("\n\n".join(filter(None, [event.status_note(), *words, online, url])))


def language(event) -> dict[str, str]:
    """The parameter that says in what language a text of `event` is: a copy that waits for its
    translation still speaks that of its original."""
    written = event.alias_of.locale.language_code if event.alias_of_id else get_language()
    return {"LANGUAGE": written}


def calendar_file(entries: Iterable[Event]) -> bytes:
    """A calendar of `entries`, with the rules of the portal's time zone."""
    return with_entries(begin_calendar(), entries)


def subscribable(name: str, uid: uuid.UUID, address: str, url: str, entries: Iterable) -> bytes:
    """A calendar of `entries` to subscribe to at `address`, about which one can read at `url`."""
    calendar = begin_calendar()
    calendar.uid = str(uid)
    calendar.calendar_name = visible(name)
    calendar.url = url
    calendar.source = address
    calendar.refresh_interval = REFRESH
    # RFC 7986 wants both to say what they are.
    calendar["SOURCE"].params["VALUE"] = "URI"
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    # What programs asked for before it.
    calendar.add("x-published-ttl", calendar["REFRESH-INTERVAL"].to_ical().decode())
    calendar.add("x-wr-timezone", POLISH_TIME.tz_name)
    return with_entries(calendar, entries)


def begin_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def with_entries(calendar: Calendar, entries: Iterable[Event]) -> bytes:
    calendar.add_component(POLISH_TIME)
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()
