"""The queue as superusers see it: what waits, runs and has failed, and a button to try again.

It says which kind of work a task is, never what it is about: that may be somebody's letter.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Count, F, When
from django.forms import RadioSelect
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_filters import ChoiceFilter
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import ReportView

from portal.queue import BACKEND
from portal.queue.retrying import WORKER_LOST, afresh

# What a task is for, in words. A test knows if one of ours has none.
NAMES = {
    "news.websub.tell_hub": _("Telling the feeds' hub what is new"),
    "portal.mail.deliver": _("Mail"),
    "portal.newsroom.demand.update_demand_task": _("Counting what readers look for, by page"),
    "portal.pictures.make_in_background": _("Making the sizes of pictures"),
    "search.attachments.read_document_task": _("Reading an attached file for the search"),
    "search.attachments.reindex_collection_task": _("Indexing the files of a collection anew"),
    "search.attachments.reindex_documents_task": _("Indexing files anew"),
    "search.referrers.reindex_referrers_task": _("Indexing what shows something changed"),
    "search.referrers.reindex_task": _("Indexing what showed something deleted"),
}
STATES = {
    TaskResultStatus.READY: pgettext_lazy("task", "waits"),
    TaskResultStatus.RUNNING: pgettext_lazy("task", "runs"),
    TaskResultStatus.FAILED: pgettext_lazy("task", "failed"),
    TaskResultStatus.SUCCESSFUL: pgettext_lazy("task", "done"),
}
# What needs somebody comes first.
ORDER = [
    TaskResultStatus.FAILED,
    TaskResultStatus.RUNNING,
    TaskResultStatus.READY,
    TaskResultStatus.SUCCESSFUL,
]


class QueueFilterSet(WagtailFilterSet):
    status = ChoiceFilter(
        label=_("State"),
        choices=list(STATES.items()),
        empty_label=_("All"),
        widget=RadioSelect,
    )
    task_path = ChoiceFilter(
        label=_("Task"), choices=list(NAMES.items()), empty_label=_("All"), widget=RadioSelect
    )

    class Meta:
        model = DBTaskResult
        fields = []


class QueuePaginator(WagtailPaginator):
    """Counts so that no language has to inflect the name of a model."""

    @cached_property
    def items_count_label(self) -> str:
        return gettext("Tasks: %(count)s") % {"count": self.count}


class AgainColumn(Column):
    """The button that has a task tried again."""

    cell_template_name = "queue/again_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        request = parent_context["request"]
        return super().get_cell_context_data(instance, parent_context) | {
            "csrf_token": get_token(request),
            "next": f"{reverse('queue_report')}?{request.GET.urlencode()}",
        }


def refuse_others(user) -> None:
    """Raise PermissionDenied unless `user` may see to the queue."""
    if not user.is_superuser:
        raise PermissionDenied


class QueueReport(ReportView):
    model = DBTaskResult
    paginator_class = QueuePaginator
    page_title = _("Work queue")
    header_icon = "tasks"
    index_url_name = "queue_report"
    index_results_url_name = "queue_report_results"
    template_name = "queue/report.html"
    filterset_class = QueueFilterSet
    columns = [
        Column("words", label=_("Task")),
        Column("state", label=_("State")),
        NumberColumn("attempts", label=_("Attempts")),
        DateColumn("enqueued_at", label=_("Asked for")),
        DateColumn("next_try", label=_("Next attempt")),
        Column("problem", label=_("What went wrong")),
        AgainColumn("again", label="", accessor="pk"),
    ]
    # What stands in the rows is nothing to take away.
    list_export = []

    def dispatch(self, request, *args, **kwargs):
        refuse_others(request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def no_results_message(self):
        return gettext("No such tasks.")

    def get_base_queryset(self):
        turns = [When(status=status, then=turn) for turn, status in enumerate(ORDER)]
        return (
            DBTaskResult.objects.filter(backend_name=BACKEND)
            .defer("args_kwargs", "traceback", "return_value")
            .order_by(Case(*turns), F("enqueued_at").desc())
        )

    def order_queryset(self, queryset):
        return queryset

    def decorate_paginated_queryset(self, object_list):
        # In place: the table has been given the same objects.
        for row in object_list:
            row.words = NAMES.get(row.task_path, row.task_path)
            row.state = STATES[row.status]
            row.attempts = len(row.worker_ids)
            waits = row.status == TaskResultStatus.READY
            row.next_try = row.run_after if waits and row.run_after != get_date_max() else None
            row.problem = problem_of(row)
            row.may_be_tried = may_be_tried(row)
        return object_list

    def get_context_data(self, *args, **kwargs):
        failed = DBTaskResult.objects.failed().filter(backend_name=BACKEND)
        return super().get_context_data(*args, **kwargs) | failed.aggregate(failed=Count("pk"))


def problem_of(row: DBTaskResult) -> str:
    """The kind of failure; what a mail server says of it may name somebody."""
    if row.exception_class_path == WORKER_LOST:
        return gettext("the worker was ended in the middle of it")
    return row.exception_class_path.rpartition(".")[2]


def may_be_tried(row: DBTaskResult) -> bool:
    """Whether there is anything to try again: it has failed, for good or for now."""
    return row.status == TaskResultStatus.FAILED or (
        row.status == TaskResultStatus.READY and row.run_after != get_date_max()
    )


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Have the task `id`, or all that have failed for good, tried again as if they were new."""
    refuse_others(request.user)
    rows = DBTaskResult.objects.filter(backend_name=BACKEND)
    if "id" in request.POST:
        try:
            rows = rows.filter(pk=request.POST["id"]).exclude(
                status__in=[TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL]
            )
        except ValidationError as error:
            raise Http404("no such task") from error
    else:
        rows = rows.failed()
    if rows.update(**afresh(timezone.now())):
        messages.success(request, _("It will be tried again at once."))
    else:
        messages.warning(request, _("There is nothing to try again: it is done, or just running."))
    return redirect(get_valid_next_url_from_request(request) or reverse("queue_report"))


class QueueMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.is_superuser


@hooks.register("register_admin_urls")
def register_queue_urls():
    return [
        path("reports/queue/", QueueReport.as_view(), name="queue_report"),
        path(
            "reports/queue/results/",
            QueueReport.as_view(results_only=True),
            name="queue_report_results",
        ),
        path("reports/queue/again/", try_again, name="queue_again"),
    ]


@hooks.register("register_reports_menu_item")
def register_queue_menu_item():
    return QueueMenuItem(
        _("Work queue"), reverse("queue_report"), name="queue", icon_name="tasks", order=900
    )
