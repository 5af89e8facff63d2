import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import StreamBlockValidationError
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from news.calendar import MEDIA_TYPE, calendar_entry, calendar_file
from portal.addresses import absolute_url
from portal.blocks.programme import clashes_between
from portal.models import BasePage, PicturedPage, ReadableQuerySet
from portal.pagination import NearestPaginator


class EventQuerySet(ReadableQuerySet):
    """Coming and past: today's events are coming until midnight, and in one list only."""

    def coming(self):
        return self.filter(end__gte=start_of_today()).order_by("start")

    def past(self):
        return self.filter(end__lt=start_of_today()).order_by("-start")


def start_of_today() -> datetime.datetime:
    """Last midnight in the portal's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class EventIndexPage(BasePage):
    """Coming events, then past ones."""

    EVENTS_PER_PAGE = 10

    lead = models.TextField(gettext_lazy("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.EventPage"]
    max_count_per_parent = 1
    template = "news/event_index_page.html"
    page_description = gettext_lazy("The list of all events; events are written under it.")

    class Meta:
        verbose_name = gettext_lazy("list of events")
        verbose_name_plural = gettext_lazy("lists of events")

    def get_context(self, request: HttpRequest, *args, **kwargs):
        """Add all coming events and a page of the past ones by `?page=`."""
        context = super().get_context(request, *args, **kwargs)
        events = EventPage.objects.child_of(self).readable()
        paginator = NearestPaginator(events.past(), self.EVENTS_PER_PAGE)
        context["coming"] = events.coming()
        past = context["past"] = paginator.get_page(request.GET.get("page"))
        context["shown"] = {"page": past.number if past.number > 1 else None}
        return context


class EventPage(RoutablePageMixin, PicturedPage):
    """A meeting: when, where, by whom, with which programme; and below it, a calendar file."""

    start = models.DateTimeField(gettext_lazy("start"), help_text=gettext_lazy("Polish time."))
    end = models.DateTimeField(gettext_lazy("end"), db_index=True)
    venue = models.CharField(
        gettext_lazy("venue"), max_length=200, help_text=gettext_lazy("Name and town.")
    )
    organisers = models.TextField(
        gettext_lazy("organisers"),
        max_length=600,
        blank=True,
        help_text=gettext_lazy("One on each line."),
    )

    objects = PageManager.from_queryset(EventQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("venue"),
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

    def organiser_names(self) -> list[str]:
        return [line.strip() for line in self.organisers.splitlines() if line.strip()]

    def is_past(self) -> bool:
        return self.end < start_of_today()

    # Wagtail asks for addresses that end in a slash; this one is a file's, and has none.
    @re_path(format_lazy("^{}/?$", gettext_lazy("calendar.ics")), name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The event for the reader's calendar."""
        url = absolute_url(request, self.get_url(request))
        return HttpResponse(
            calendar_file([calendar_entry(self, url)]),
            content_type=MEDIA_TYPE,
            headers={"Content-Disposition": content_disposition_header(True, f"{self.slug}.ics")},
        )

    def calendar_name(self) -> str:
        """Name of the calendar file, below the page's own address and in its language."""
        with override(self.locale.language_code):
            return self.reverse_subpage("calendar")

    def get_route_paths(self) -> list[str]:
        # Where the page has moved, Wagtail makes a redirect for the file as well.
        return [*super().get_route_paths(), f"/{self.calendar_name()}"]
