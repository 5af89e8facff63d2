"""What news, events and people tell in their Markdown twins."""

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from news.dates import when
from news.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage, PeoplePage
from portal.addresses import absolute_url
from portal.markdown.blocks import WRITERS, listed
from portal.markdown.text import inline, link, together
from portal.markdown.told import (
    Told,
    entry,
    main_picture,
    paged,
    section,
    story,
    told,
    twin_url,
    written,
)
from portal.shown import Shown


@told.register
def _news(page: NewsPage, request: HttpRequest) -> Told:
    origin = ", ".join(
        filter(
            None,
            [
                link(page.source_publisher, page.source_url),
                inline(date_format(page.source_date)) if page.source_date else "",
            ],
        )
    )
    return Told(
        page.title,
        lead=page.lead,
        facts=[
            (_("Date"), inline(date_format(page.date))),
            (_("Category"), inline(page.category.name)),
            (_("Source"), origin if page.source_publisher else ""),
        ],
        blocks=[*main_picture(page, request), *story(page, request)],
    )


@told.register
def _event(page: EventPage, request: HttpRequest) -> Told:
    is_special = page.status != page.Status.SCHEDULED
    organisers = page.organiser_names()
    calendar = absolute_url(request, page.get_url(request) + page.calendar_name())
    return Told(
        page.title,
        lead=page.lead,
        facts=[
            (_("Status"), inline(page.get_status_display()) if is_special else ""),
            (_("When"), happens(page)),
            (_("Where"), inline(", ".join(filter(None, [page.venue, page.address])))),
            (_("Taking part"), inline(page.get_attendance_display())),
            (_("Online"), f"<{page.online_url}>" if page.online_url else ""),
            (
                ngettext("Organiser", "Organisers", len(organisers)),
                "; ".join(map(inline, organisers)),
            ),
            (_("Calendar"), f"<{calendar}>"),
        ],
        blocks=[*main_picture(page, request), *story(page, request)],
    )


def happens(event: EventPage) -> str:
    return inline(strip_tags(when(event.start, event.end)))


@told.register
def _news_index(page: NewsIndexPage, request: HttpRequest) -> Told:
    context = page.shown_in(request)
    shown = context["shown"]
    news = paged(
        page,
        request,
        context["news"],
        lambda item: entry(item, request, f"{date_format(item.date)} · {item.lead}"),
        shown,
    )
    return Told(
        ": ".join([page.title, *shown.words]),
        lead=page.lead,
        blocks=section(_("News"), news),
        shown=shown,
    )


@told.register
def _event_index(page: EventIndexPage, request: HttpRequest) -> Told:
    context = page.shown_in(request)

    def one(event: EventPage) -> str:
        return f"{entry(event, request)}: {happens(event)}, {inline(event.venue)}"

    return Told(
        page.title,
        lead=page.lead,
        blocks=[
            *section(pgettext("events", "Upcoming"), listed(map(one, context["coming"]))),
            *section(pgettext("events", "Past"), paged(page, request, context["past"], one)),
        ],
        shown=context["shown"],
    )


@told.register
def _people(page: PeoplePage, request: HttpRequest) -> Told:
    context = page.shown_in(request)
    if person := context.get("person"):
        context["pages"].object_list = context["mentions"]
        about = ", ".join(filter(None, [person.role, person.organisation]))
        said = paged(
            page,
            request,
            context["pages"],
            lambda item: mention(item, request),
            context["shown"],
        )
        return Told(person.name, lead=about, blocks=[written(said)], shown=context["shown"])

    def one(speaker) -> str:
        who = speaker.person
        about = ", ".join(filter(None, [who.role, who.organisation]))
        named = link(who.name, twin_url(page, request, Shown({"person": who.slug})))
        return f"{named}, {inline(about)}" if about else named

    everybody = paged(page, request, context["pages"], one)
    return Told(page.title, lead=page.lead, blocks=[written(everybody)], shown=context["shown"])


def mention(item, request: HttpRequest) -> str:
    """What somebody said, or where they spoke, with the way to that story."""
    where = ", ".join(
        filter(
            None,
            [
                link(item.page.title, twin_url(item.page, request)),
                inline(date_format(item.date)) if item.date else "",
            ],
        )
    )
    if item.session:
        return f"**{inline(item.session['title'])}**: {where}"
    quote = item.quote
    words = WRITERS["quote"](
        {
            "kind": quote["kind"],
            "text": quote["text"],
            "language": quote["language"],
            "person": None,
            "role": quote["role_at_the_time"],
            "date": None,
            "source": "",
            "source_url": "",
        }
    )
    return together(where, words)
