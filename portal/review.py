"""Pages grow old: which of them somebody should look at again, and the click that says it is done.

Every page may have a day (`BasePage.review_on`). It is a note of the editors, no part of what is
published: "reviewed" sets the next one in the page and in its drafts alike, and publishes nothing.
A translation gets no day of its own: whether it is true is asked of the original (decision 0015).
"""

import datetime

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, LocaleColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.models import Page, Revision, get_page_models
from wagtail.permissions import policy_registry

from portal.models import BasePage

ACTIONS = ["add", "change", "publish"]


# --- what is due --------------------------------------------------------------------------------


def reviewed_models() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def to_review(user) -> QuerySet[Page]:
    """Pages with a day for their review (`due_on`) that readers see and `user` may edit.

    The oldest day first, in one query for all types of pages.
    """
    days = [f"{model._meta.model_name}__review_on" for model in reviewed_models()]
    return (
        policy_registry.get_by_type(Page)
        .instances_user_has_permission_for(user, "change")
        .filter(live=True, alias_of=None)
        .annotate(due_on=Coalesce(*days))
        .filter(due_on__isnull=False)
        .select_related("content_type", "locale")
        .order_by("due_on", "title", "pk")
    )


def a_year_after(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        # 29 February
        return day.replace(year=day.year + 1, day=28)


def mark_reviewed(page: BasePage, user) -> datetime.date:
    """Say that `page` was looked at today; gives the day on which it is due again, in a year.

    What waits in its drafts stays there: the day is put into the latest draft and into what the
    clock will publish, so that neither brings the old day back.
    """
    due = a_year_after(timezone.localdate())
    with transaction.atomic():
        type(page).objects.filter(pk=page.pk).update(review_on=due)
        drafts = Revision.page_revisions.filter(object_id=str(page.pk)).select_for_update()
        for draft in drafts:
            if draft.pk == page.latest_revision_id or draft.approved_go_live_at:
                draft.content["review_on"] = due.isoformat()
                Revision.objects.filter(pk=draft.pk).update(content=draft.content)
        log(instance=page, action="portal.review", user=user, data={"review_on": due.isoformat()})
    return due


def register_log_actions(actions) -> None:
    actions.register_action("portal.review", gettext_lazy("Reviewed"), gettext_lazy("Reviewed"))


@require_POST
def reviewed(request: HttpRequest, page_id: int) -> HttpResponse:
    """One click: this page is still true. Refused to whoever may not edit it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, BasePage):
        raise Http404("no page that is reviewed")
    permissions = page.permissions_for_user(request.user)
    # Who only translates a page does not answer for what it says (portal.rights).
    if not permissions.can_edit_freely():
        raise PermissionDenied
    title = {"title": page.get_admin_display_title()}
    if permissions.page_locked():
        messages.error(request, _("“%(title)s” is locked: somebody is working on it.") % title)
    else:
        day = date_format(mark_reviewed(page, request.user))
        messages.success(
            request,
            _("“%(title)s” is reviewed; it is due again on %(day)s.") % (title | {"day": day}),
        )
    return redirect(get_valid_next_url_from_request(request) or reverse("due_for_review"))


# --- where it is shown --------------------------------------------------------------------------


def kinds_of_pages() -> QuerySet[ContentType]:
    kinds = ContentType.objects.get_for_models(*reviewed_models()).values()
    return ContentType.objects.filter(pk__in=[kind.pk for kind in kinds]).order_by("model")


class ReviewFilterSet(WagtailFilterSet):
    due_by = django_filters.DateFilter(
        field_name="due_on",
        lookup_expr="lte",
        label=gettext_lazy("Due by"),
        widget=AdminDateInput,
    )
    content_type = ContentTypeFilter(
        label=gettext_lazy("Type"),
        queryset=lambda request: kinds_of_pages(),
    )

    class Meta:
        model = Page
        fields = ["due_by", "content_type"]


class ReviewedColumn(Column):
    cell_template_name = "portal/admin/reviewed_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        request = parent_context["request"]
        return super().get_cell_context_data(instance, parent_context) | {
            "csrf_token": get_token(request),
            "next": reverse("due_for_review"),
        }


class ReviewReport(ReportView):
    """Pages whose day has come; with another day in the filter, those of the time ahead."""

    model = Page
    page_title = gettext_lazy("Due for review")
    header_icon = "calendar-check"
    index_url_name = "due_for_review"
    index_results_url_name = "due_for_review_results"
    filterset_class = ReviewFilterSet
    default_ordering = None
    any_permission_required = ACTIONS
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor="get_admin_display_title",
            url_name="wagtailadmin_pages:edit",
            # Never narrower than a word: on a phone the table scrolls.
            link_attrs={"style": "display: inline-block; min-inline-size: 10rem"},
        ),
        LocaleColumn(label=gettext_lazy("Language")),
        Column("page_type_display_name", label=gettext_lazy("Type")),
        DateColumn("due_on", label=gettext_lazy("Due since")),
        DateColumn("last_published_at", label=gettext_lazy("Published")),
        ReviewedColumn("reviewed", label="", accessor="pk"),
    ]
    list_export = ["title", "locale", "page_type_display_name", "due_on", "last_published_at"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "locale": gettext_lazy("Language"),
        "page_type_display_name": gettext_lazy("Type"),
        "due_on": gettext_lazy("Due since"),
        "last_published_at": gettext_lazy("Published"),
    }
    export_filename = "due-for-review"

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)

    @property
    def no_results_message(self):
        return _("No page is due for review.")

    def get_base_queryset(self):
        return to_review(self.request.user)

    def get_filterset_kwargs(self):
        data = self.request.GET.copy()
        data.setdefault("due_by", timezone.localdate().isoformat())
        return super().get_filterset_kwargs() | {"data": data, "queryset": self.get_base_queryset()}


class ReviewMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ACTIONS)


class DuePanel(Component):
    """On the dashboard: what is due, the oldest first; nothing where nothing is."""

    name = "due_for_review"
    template_name = "portal/admin/due_panel.html"
    order = 250
    SHOWN = 3

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        due = to_review(request.user).filter(due_on__lte=timezone.localdate())
        total = due.count()
        return {
            "total": total,
            "pages": due[: self.SHOWN] if total else [],
            "csrf_token": get_token(request),
            "next": reverse("wagtailadmin_home"),
        }
