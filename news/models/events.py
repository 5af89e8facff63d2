import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.utils.text import format_lazy
from django.utils.translation import (
    get_language,
    gettext_lazy,
    override,
    pgettext,
    pgettext_lazy,
)
from django.utils.translation import gettext as _
from rest_framework.fields import ListField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.blocks import StreamBlockValidationError
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from news.calendar import (
    MEDIA_TYPE,
    calendar_file,
    event_entry,
    session_entry,
    sessions_of,
    subscribable,
)
from news.dates import when
from news.sequence import sequence_of
from news.structured_data import event_things
from portal.addresses import absolute_url
from portal.blocks.programme import clashes_between
from portal.frame import frame_of
from portal.freshness import fresh_answer
from portal.models import BasePage, PicturedPage, ReadableQuerySet
from portal.pagination import NearestPaginator
from portal.shown import Shown
from portal.structured_data.around import Around
from portal.structured_data.pages import item_list, web_page
from portal.structured_data.things import CollectionPage, Thing
from portal.templatetags.story import session_kind


class EventQuerySet(ReadableQuerySet):
    """Coming and past: today's events are coming until midnight, and in one list only."""

    def coming(self):
        return self.filter(end__gte=start_of_today()).order_by("start")

    def past(self):
        return self.filter(end__lt=start_of_today()).order_by("-start")


def start_of_today() -> datetime.datetime:
    """Last midnight in the portal's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class EventIndexPage(RoutablePageMixin, BasePage):
    """Coming events, then past ones; and below it, a calendar to subscribe to."""

    EVENTS_PER_PAGE = 10
    # How long a subscribed calendar keeps what is over.
    KEPT = datetime.timedelta(days=365)

    lead = models.TextField(gettext_lazy("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    api_fields = ["lead"]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.EventPage"]
    max_count_per_parent = 1
    template = "news/event_index_page.html"
    shows = ("coming", "past", "shown")
    page_description = gettext_lazy("The list of all events; events are written under it.")

    class Meta:
        verbose_name = gettext_lazy("list of events")
        verbose_name_plural = gettext_lazy("lists of events")

    def shown_in(self, request: HttpRequest) -> dict:
        """All coming events and a page of the past ones by `?page=`."""
        events = EventPage.objects.child_of(self).readable().with_untranslated_texts()
        paginator = NearestPaginator(events.past(), self.EVENTS_PER_PAGE)
        past = paginator.get_page(request.GET.get("page"))
        return {"coming": events.coming(), "past": past, "shown": Shown(number=past.number)}

    def structured_data(self, around: Around) -> list[Thing]:
        shown = item_list(around, [*around.shown["coming"], *around.shown["past"]])
        return [web_page(around, CollectionPage, mainEntity=shown)]

    @re_path(format_lazy("^{}/?$", gettext_lazy("calendar.ics")), name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Coming events and those of the past year, for calendars that subscribe to them."""
        url = absolute_url(request, self.get_url(request))
        events = EventPage.objects.child_of(self).readable().defer("body")
        events = events.filter(end__gte=start_of_today() - self.KEPT).order_by("start", "pk")
        content = subscribable(
            name=f"{self.title} – {frame_of(request, self).name}",
            uid=uuid.uuid5(self.translation_key, get_language()),
            address=url + self.calendar_name(),
            url=url,
            entries=[
                event_entry(event, absolute_url(request, event.get_url(request)))
                for event in events
            ],
        )
        return fresh_answer(
            request,
            HttpResponse(content, content_type=MEDIA_TYPE),
            is_public=not self.get_view_restrictions().exists(),
        )

    def calendar_name(self) -> str:
        """Name of the calendar to subscribe to, below the page's own address."""
        with override(self.locale.language_code):
            return self.reverse_subpage("calendar")

    def subscriptions(self) -> list[tuple[str, str]]:
        return [("iCalendar", self.calendar_name())]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), f"/{self.calendar_name()}"]


class EventPage(RoutablePageMixin, PicturedPage):
    """A meeting: when, where, by whom, with which programme; and below it, a calendar file."""

    class Status(models.TextChoices):
        """What has become of it; the words of schema.org's EventStatusType."""

        SCHEDULED = "scheduled", gettext_lazy("takes place")
        RESCHEDULED = "rescheduled", gettext_lazy("moved to another date")
        POSTPONED = "postponed", gettext_lazy("postponed, no new date yet")
        CANCELLED = "cancelled", gettext_lazy("cancelled")

    class Attendance(models.TextChoices):
        """How one takes part; the words of schema.org's EventAttendanceModeEnumeration."""

        OFFLINE = "offline", gettext_lazy("on site")
        ONLINE = "online", gettext_lazy("online")
        MIXED = "mixed", gettext_lazy("on site and online")

    start = models.DateTimeField(gettext_lazy("start"), help_text=gettext_lazy("Polish time."))
    end = models.DateTimeField(gettext_lazy("end"), db_index=True)
    venue = models.CharField(
        gettext_lazy("venue"), max_length=200, help_text=gettext_lazy("Name and town.")
    )
    address = models.CharField(
        gettext_lazy("address"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Street and number, postal code, town: for maps and calendars."),
    )
    status = models.CharField(
        gettext_lazy("status"), max_length=12, choices=Status.choices, default=Status.SCHEDULED
    )
    attendance = models.CharField(
        gettext_lazy("attendance"),
        max_length=8,
        choices=Attendance.choices,
        default=Attendance.OFFLINE,
    )
    online_url = models.URLField(
        gettext_lazy("address online"),
        blank=True,
        help_text=gettext_lazy("Where to take part from afar, or where to register for that."),
    )
    # How often it was moved; set when it is saved, and by nobody.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    organisers = models.TextField(
        gettext_lazy("organisers"),
        max_length=600,
        blank=True,
        help_text=gettext_lazy("One on each line."),
    )

    objects = PageManager.from_queryset(EventQuerySet)()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldPanel(
                    "status",
                    help_text=gettext_lazy(
                        "If it is cancelled or moved, say so here and publish; nothing else is "
                        "needed. The page, the lists and readers’ calendars will tell."
                    ),
                ),
            ],
            heading=gettext_lazy("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("venue"), FieldPanel("address")]),
                FieldRowPanel([FieldPanel("attendance"), FieldPanel("online_url")]),
            ],
            heading=gettext_lazy("Where"),
        ),
        FieldPanel("organisers"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    # What the search page tells and narrows down by.
    search_kind = ("event", gettext_lazy("Events"))
    search_date = "start"
    search_fields = [
        *PicturedPage.search_fields,
        index.SearchField("venue"),
        index.SearchField("organisers"),
        index.FilterField("start"),
        index.FilterField("end"),
    ]
    override_translatable_fields = [
        *PicturedPage.override_translatable_fields,
        # A proper name; a translator may still write another one.
        SynchronizedField("venue"),
        SynchronizedField("address"),
        SynchronizedField("online_url"),
        # Each language counts for itself, and follows the other one (news.sequence).
        BaseTranslatableField("sequence"),
    ]

    api_fields = [
        *PicturedPage.api_fields,
        "start",
        "end",
        "venue",
        "address",
        "status",
        "attendance",
        "online_url",
        APIField("organisers", ListField(source="organiser_names")),
    ]
    parent_page_types = ["news.EventIndexPage"]
    subpage_types = []
    template = "news/event_page.html"
    page_description = gettext_lazy("A meeting with date, place, organisers and programme.")

    class Meta:
        verbose_name = gettext_lazy("event")
        verbose_name_plural = gettext_lazy("events")

    def clean(self) -> None:
        super().clean()
        if self.attendance == self.Attendance.ONLINE and not self.online_url:
            raise ValidationError({"online_url": _("An event online needs an address online.")})
        if not (self.start and self.end):
            return
        if self.end <= self.start:
            raise ValidationError({"end": _("The end must be later than the start.")})
        programmes = [
            (index, block.value)
            for index, block in enumerate(self.body)
            if block.block_type == "programme"
        ]
        errors = clashes_between(programmes, first_day=timezone.localdate(self.start))
        errors |= {
            index: error
            for index, programme in programmes
            if (error := programme.errors_outside(self.start, self.end))
        }
        if errors:
            raise ValidationError({"body": StreamBlockValidationError(block_errors=errors)})

    def save(self, *args, update_fields=None, **kwargs):
        # A draft is kept as a revision, and names the fields that it leaves in the row.
        if update_fields is None:
            self.sequence = sequence_of(self)
        return super().save(*args, update_fields=update_fields, **kwargs)

    def organiser_names(self) -> list[str]:
        return [line.strip() for line in self.organisers.splitlines() if line.strip()]

    def share_kicker(self) -> str:
        # In its editor a page may have none of it yet.
        moments = filter(None, [self.start, self.end])
        days = dict.fromkeys(date_format(timezone.localdate(moment)) for moment in moments)
        return " · ".join(filter(None, [" – ".join(days), self.venue]))

    def is_past(self) -> bool:
        return self.end < start_of_today()

    def structured_data(self, around: Around) -> list[Thing]:
        return event_things(self, around)

    def is_off(self) -> bool:
        """Whether nothing will happen at the time that is told."""
        return self.status in (self.Status.CANCELLED, self.Status.POSTPONED)

    def is_online(self) -> bool:
        return self.attendance != self.Attendance.OFFLINE

    def told_in_letters(self) -> list[str]:
        where = ", ".join(filter(None, [self.venue, self.address]))
        at = strip_tags(when(self.start, self.end))
        return [line for line in (self.status_words(), at, where) if line]

    def status_words(self) -> str:
        """What has become of it, in a word or two; empty where it takes place as announced."""
        return {
            self.Status.RESCHEDULED: pgettext("event", "New date"),
            self.Status.POSTPONED: pgettext("event", "Postponed"),
            self.Status.CANCELLED: pgettext("event", "Cancelled"),
        }.get(self.status, "")

    def status_note(self) -> str:
        """The same in a sentence."""
        return {
            self.Status.RESCHEDULED: _("This event has been moved to another date."),
            self.Status.POSTPONED: _("This event is postponed; the new date is not known yet."),
            self.Status.CANCELLED: _("This event has been cancelled."),
        }.get(self.status, "")

    # Wagtail asks for addresses that end in a slash; this one is a file's, and has none.
    @re_path(format_lazy("^{}/?$", gettext_lazy("calendar.ics")), name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The event for the reader's calendar."""
        url = absolute_url(request, self.get_url(request))
        return self._calendar_to_keep(request, event_entry(self, url), self.slug)

    @re_path(
        format_lazy(
            r"^{}-(?P<session>[0-9a-f-]+)\.ics/?$", pgettext_lazy("name of a file", "calendar")
        ),
        name="session_calendar",
    )
    def session_calendar(self, request: HttpRequest, session: str) -> HttpResponse:
        """A session of the programme, by the id of its block; a 404 if it has none of that id."""
        found = next((item for item in sessions_of(self) if item.id == session), None)
        if found is None:
            raise Http404("no such session")
        url = absolute_url(request, self.get_url(request))
        entry = session_entry(self, found, url, session_kind(found.value))
        return self._calendar_to_keep(request, entry, f"{self.slug}-{session[:8]}")

    def _calendar_to_keep(self, request: HttpRequest, entry, name: str) -> HttpResponse:
        response = HttpResponse(
            calendar_file([entry]),
            content_type=MEDIA_TYPE,
            headers={"Content-Disposition": content_disposition_header(True, f"{name}.ics")},
        )
        is_public = not self.get_view_restrictions().exists()
        return fresh_answer(request, response, is_public=is_public)

    def calendar_name(self) -> str:
        """Name of the calendar file, below the page's own address and in its language."""
        with override(self.locale.language_code):
            return self.reverse_subpage("calendar")

    def session_calendar_name(self, session: str) -> str:
        """The same of a session's file."""
        with override(self.locale.language_code):
            return self.reverse_subpage("session_calendar", kwargs={"session": session})

    def get_route_paths(self) -> list[str]:
        # Where the page has moved, Wagtail makes a redirect for the files as well.
        sessions = [f"/{self.session_calendar_name(item.id)}" for item in sessions_of(self)]
        return [*super().get_route_paths(), f"/{self.calendar_name()}", *sessions]
