"""How the queue stands: for the health check, for metrics, for the report."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, Q, When
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.queue import BACKEND


@dataclass(frozen=True)
class QueueState:
    """Numbers of tasks, and for how many seconds the one that is due for longest has been due.

    `retrying` are those of the `waiting` ones that have failed before and are not due yet. A
    worker that is there and not behind keeps `oldest_waiting_seconds` near 0, whatever fails.
    """

    waiting: int
    retrying: int
    running: int
    failed: int
    oldest_waiting_seconds: float


def queue_state() -> QueueState:
    """Ask the database, in one statement, how the queue stands."""
    now = timezone.now()
    at_once = Q(run_after=get_date_max())
    waits = Q(status=TaskResultStatus.READY)
    found = DBTaskResult.objects.filter(backend_name=BACKEND).aggregate(
        waiting=Count("pk", filter=waits),
        retrying=Count("pk", filter=waits & ~at_once & Q(run_after__gt=now)),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        oldest=Min(
            Case(When(at_once, then=F("enqueued_at")), default=F("run_after")),
            filter=waits & (at_once | Q(run_after__lte=now)),
        ),
    )
    oldest = found.pop("oldest")
    return QueueState(
        **found, oldest_waiting_seconds=(now - oldest).total_seconds() if oldest else 0
    )
