"""News and events in the words of schema.org (decision 0023)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.blocks import StructValue

from portal.alternates import is_public
from portal.blocks.programme import local
from portal.structured_data.around import Around
from portal.structured_data.pages import in_other_languages, web_page
from portal.structured_data.stories import image, person, person_reference, quotations
from portal.structured_data.things import (
    CreativeWork,
    Event,
    NewsArticle,
    Organization,
    Person,
    Place,
    Reference,
    Thing,
    VirtualLocation,
)

if TYPE_CHECKING:
    # Their methods take these functions.
    from news.models import EventPage, NewsPage

SCHEMA = "https://schema.org/"


def news_things(page: NewsPage, around: Around) -> list[Thing]:
    """The page of a news item, the article on it, and who is quoted there."""
    quoted, people = quotations(around, page.body)
    modified = page.last_published_at
    article = NewsArticle(
        id=around.id_here("article"),
        url=around.canonical,
        headline=page.title,
        description=around.description,
        articleSection=page.category.name,
        inLanguage=around.language,
        datePublished=published_on(page),
        dateModified=modified if modified and timezone.localdate(modified) >= page.date else None,
        image=image(around, page.picture),
        author=around.association,
        publisher=around.association,
        isAccessibleForFree=True if around.own and is_public(around.own) else None,
        isBasedOn=source_of(page),
        hasPart=quoted,
        mainEntityOfPage=Reference(id=around.canonical),
        **in_other_languages(around, NewsArticle, "#article"),
    )
    return [web_page(around, mainEntity=article.reference), article, *people]


def published_on(page: NewsPage) -> datetime.date | datetime.datetime:
    """The date that readers see; to the second if the page was first published on that day.

    An item brought along from an old site is as old as it says, not as its page here.
    """
    first = page.first_published_at
    return first if first and timezone.localdate(first) == page.date else page.date


def source_of(page: NewsPage) -> CreativeWork | None:
    """Who reported it first."""
    if not page.source_publisher:
        return None
    return CreativeWork(
        url=page.source_url or None,
        publisher=Organization(name=page.source_publisher),
        datePublished=page.source_date,
    )


def event_things(page: EventPage, around: Around) -> list[Thing]:
    """The page of an event, the event with its sessions, where it is, and who speaks there."""
    quoted, people = quotations(around, page.body)
    places = places_of(page, around)
    programmes = [child.value for child in page.body if child.block_type == "programme"]
    sessions = [
        (item.id, item.value, programme["date"] or timezone.localdate(page.start))
        for programme in programmes
        for item in programme["sessions"].bound_blocks
        # Nobody comes for a break.
        if item.value["kind"] != "break"
    ]
    event = Event(
        id=event_reference(page, around).id,
        name=page.title,
        description=around.description,
        url=around.canonical,
        image=image(around, page.picture),
        startDate=page.start,
        endDate=page.end,
        location=[place.reference for place in places],
        organizer=[around.organisation(name) for name in page.organiser_names()],
        performer=list(
            dict.fromkeys(
                told
                for _id, session, _day in sessions
                for told in performers(around, session["speakers"])
            )
        ),
        subEvent=[
            session_of(page, around, places, session, day, block_id)
            for block_id, session, day in sessions
        ],
        **in_all_parts(page, around),
    )
    people += [
        person(around, speaker["person"])
        for _id, session, _day in sessions
        for speaker in session["speakers"]
        if speaker["person"]
    ]
    return [
        web_page(around, mainEntity=event.reference, hasPart=quoted),
        event,
        *places,
        *people,
    ]


def event_reference(page: EventPage, around: Around) -> Reference:
    """One event in both languages, as in calendars."""
    return Reference(id=around.id_everywhere(f"event-{page.translation_key}"))


def in_all_parts(page: EventPage, around: Around) -> dict:
    """What is true of an event and of each of its sessions."""
    return {
        "eventStatus": f"{SCHEMA}Event{page.status.capitalize()}",
        "eventAttendanceMode": f"{SCHEMA}{page.attendance.capitalize()}EventAttendanceMode",
        "inLanguage": around.language,
    }


def session_of(
    page: EventPage,
    around: Around,
    places: list[Place | VirtualLocation],
    session: StructValue,
    day: datetime.date,
    block_id: str | None,
) -> Event:
    """A session of the programme; of one whose hours nobody knows the `day`."""
    event = event_reference(page, around)
    return Event(
        # An event that is copied for the next year keeps the ids of its blocks.
        id=f"{event.id}-session-{block_id}" if block_id else None,
        name=session["title"],
        description=session["summary"],
        startDate=local(day, session["start"]) if session["start"] else day,
        endDate=local(day, session["end"]) if session["end"] else None,
        location=[in_room(place, session["room"]) for place in places],
        performer=performers(around, session["speakers"]),
        superEvent=event,
        **in_all_parts(page, around),
    )


def performers(around: Around, speakers: Iterable[StructValue]) -> list[Person | Reference]:
    """Who speaks: people of the register, and those who are named in the programme only."""
    return [
        person_reference(around, speaker["person"])
        if speaker["person"]
        else Person(name=speaker["name"], description=speaker["organisation"])
        for speaker in speakers
        if speaker["person"] or speaker["name"]
    ]


def places_of(page: EventPage, around: Around) -> list[Place | VirtualLocation]:
    """Where one takes part: in a place, online, or in both."""
    venue = Place(
        id=around.id_everywhere(f"venue-{page.translation_key}"),
        name=page.venue,
        # The venue is written with its town.
        address=page.address or page.venue,
    )
    online = VirtualLocation(
        id=around.id_everywhere(f"online-{page.translation_key}"), url=page.online_url
    )
    attendance = page.Attendance(page.attendance)
    return {
        attendance.OFFLINE: [venue],
        attendance.ONLINE: [online],
        attendance.MIXED: [venue, online],
    }[attendance]


def in_room(place: Place | VirtualLocation, room: str) -> Place | Reference:
    """A room of a place; the place itself where no room is known, or there can be none."""
    if room and isinstance(place, Place):
        return Place(name=room, address=place.address, containedInPlace=place.reference)
    return place.reference
