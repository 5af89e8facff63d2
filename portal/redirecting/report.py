"""The addresses that readers do not find, as editors see them: the most missed one first."""

import datetime
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import get_content_languages
from wagtail.permissions import policy_registry

from portal.models import MissedAddress
from portal.newsroom.report import as_text
from portal.redirecting.addresses import url_path
from portal.redirecting.guessing import Guesser
from portal.redirecting.missed import days_kept
from portal.redirecting.rules import find_pages

USUAL_DAYS = 30
PERIODS = [
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
]
ACTIONS = ["add", "change", "delete"]


def may_redirect(user, *actions: str) -> bool:
    """Whether `user` may do one of `actions` to redirects; the report is for whoever may any."""
    policy = policy_registry.get_by_type(Redirect)
    return policy.user_has_any_permission(user, actions or ACTIONS)


def in_language(queryset, name, code):
    return queryset.filter(path__startswith=f"/{code}/")


def linked(queryset, name, where):
    if where == "here":
        return queryset.filter(linked_from__startswith="/")
    return queryset.exclude(linked_from="").exclude(linked_from__startswith="/")


class MissedFilterSet(WagtailFilterSet):
    linked = ChoiceFilter(
        label=_("Where the link stands"),
        choices=[("here", _("On a page of ours")), ("elsewhere", _("On another site"))],
        empty_label=_("All"),
        method=linked,
        widget=RadioSelect,
    )
    language = ChoiceFilter(
        label=_("Language"),
        choices=lambda: get_content_languages().items(),
        empty_label=_("All"),
        method=in_language,
        widget=RadioSelect,
    )
    is_set_aside = ChoiceFilter(
        label=pgettext_lazy("addresses", "Set aside"),
        choices=[
            ("False", pgettext_lazy("addresses", "Not set aside")),
            ("True", pgettext_lazy("addresses", "Set aside")),
        ],
        empty_label=None,
        widget=RadioSelect,
    )
    # The view reads it: the totals of its rows are those of the period, too.
    period = ChoiceFilter(
        label=_("Period"),
        choices=PERIODS,
        empty_label=None,
        method=lambda queryset, name, value: queryset,
        widget=RadioSelect,
    )

    class Meta:
        model = MissedAddress
        fields = []


class MissedPaginator(WagtailPaginator):
    """Counts so that no language has to inflect the name of a model."""

    @cached_property
    def items_count_label(self) -> str:
        return gettext("Addresses: %(count)s") % {"count": self.count}


class ActionsColumn(Column):
    """The way to make a redirect, and the button that sets an address aside."""

    cell_template_name = "redirecting/actions_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        request = parent_context["request"]
        return super().get_cell_context_data(instance, parent_context) | {
            "may_add": may_redirect(request.user, "add"),
            "csrf_token": get_token(request),
            "next": f"{reverse('missed_addresses')}?{request.GET.urlencode()}",
        }


class MissedReport(ReportView):
    """Addresses of a period that no redirect leads on from, by how often they were asked for."""

    model = MissedAddress
    paginator_class = MissedPaginator
    page_title = _("Addresses not found")
    header_icon = "redirect"
    index_url_name = "missed_addresses"
    index_results_url_name = "missed_addresses_results"
    template_name = "redirecting/report.html"
    is_searchable = True
    search_fields = ["path"]
    filterset_class = MissedFilterSet
    default_ordering = ("-total", "path")
    columns = [
        TitleColumn(
            "path",
            label=_("Address"),
            get_url=lambda row: iri_to_uri(row.path),
            link_attrs={
                "target": "_blank",
                "rel": "noreferrer",
                # Never narrower than a word: on a phone the table scrolls.
                "style": "display: inline-block; min-inline-size: 10rem; overflow-wrap: anywhere",
            },
            sort_key="path",
            width="30%",
        ),
        Column("language_name", label=_("Language")),
        NumberColumn("total", label=_("Times"), sort_key="total"),
        Column("last_day", label=_("Last time"), sort_key="day"),
        Column("linked_from", label=_("Linked from")),
        Column("suggested", label=_("Perhaps meant")),
        ActionsColumn("actions", label="", accessor="pk"),
    ]
    list_export = ["path", "language_name", "total", "day", "linked_from", "suggested"]
    export_headings = {
        "path": _("Address"),
        "language_name": _("Language"),
        "total": _("Times"),
        "day": _("Last time"),
        "linked_from": _("Linked from"),
        "suggested": _("Perhaps meant"),
    }
    export_filename = "missed-addresses"
    # XLSX has kinds of cells; there Wagtail itself makes a text of what looks like a formula.
    custom_field_preprocess = {
        name: {ReportView.FORMAT_CSV: as_text} for name in ("path", "linked_from", "suggested")
    }
    any_permission_required = ACTIONS

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(Redirect)

    @cached_property
    def no_results_message(self):
        return gettext("No such addresses in this period.")

    @property
    def days(self) -> int:
        asked = self.request.GET.get("period")
        return int(asked) if asked in dict(PERIODS) else USUAL_DAYS

    def get_base_queryset(self):
        since = timezone.localdate() - datetime.timedelta(days=self.days - 1)
        return MissedAddress.objects.last_of_each(since).without_redirect()

    def get_filterset_kwargs(self):
        data = self.request.GET.copy()
        data.setdefault("period", str(USUAL_DAYS))
        data.setdefault("is_set_aside", "False")
        return super().get_filterset_kwargs() | {
            "data": data,
            "queryset": self.get_base_queryset(),
        }

    def decorate_paginated_queryset(self, object_list):
        # In place: the table has been given the same objects.
        rows, names, guesser = list(object_list), get_content_languages(), Guesser()
        there = find_pages({url_path(row.path) for row in rows} - {None})
        for row in rows:
            row.language_name = names.get(translation.get_language_from_path(f"{row.path}/"), "")
            row.last_day = date_format(row.day, "SHORT_DATE_FORMAT")
            row.is_there = url_path(row.path) in there
            guess = None if row.is_there else guesser.guess(row.path)
            row.suggested = guess.title if guess else ""
            if row.is_there:
                row.suggested = gettext("There is a page at this address by now.")
            query = {"old_path": row.path} | ({"redirect_page": guess.page_id} if guess else {})
            row.add_url = f"{reverse('wagtailredirects:add')}?{urlencode(query)}"
        return object_list

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {"days_kept": days_kept()}


@require_POST
def set_aside(request: HttpRequest) -> HttpResponse:
    """Set the address `path` aside, on all its days, or take it back."""
    if not may_redirect(request.user, "add"):
        raise PermissionDenied
    path, is_aside = request.POST.get("path", ""), request.POST.get("aside") == "1"
    if MissedAddress.objects.filter(path=path.replace("\0", "")).update(is_set_aside=is_aside):
        said = _("“%(path)s” is set aside.") if is_aside else _("“%(path)s” is back in the report.")
        messages.success(request, said % {"path": path})
    return redirect(get_valid_next_url_from_request(request) or reverse("missed_addresses"))


class MissedMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_redirect(request.user)
