"""Whose task is whose: a task that runs belongs to its worker for as long as that says so.

django-tasks-db marks a task as running and leaves it so for ever if the worker is killed. Here
`started_at` is when the worker last said that it lives: the claim writes it, then a thread does,
every few seconds. A task whose worker has been silent for longer than LEASE is somebody else's.
(The clocks of machines with workers have to agree within that time.)

A worker that was only stopped for a while may find its task taken: what it then writes about it
goes nowhere, as `held` no longer finds the row.
"""

import datetime
import logging

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from portal.queue import BACKEND
from portal.queue.retrying import after_loss

logger = logging.getLogger(__name__)

BEAT = datetime.timedelta(seconds=10)
# On SQLite a thread that wants to write may have to wait for the task that it speaks for.
LEASE = datetime.timedelta(seconds=60)


def take(worker: str) -> DBTaskResult | None:
    """Give the next task that is due to `worker`; None if there is none.

    Several workers never get the same: PostgreSQL locks the row, SQLite the file.
    """
    due = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    # Looked at first: on SQLite nobody could write while we lock the file to see nothing.
    if not due.exists():
        return None
    with exclusive_transaction():
        row = due.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def held(row: DBTaskResult) -> QuerySet[DBTaskResult]:
    """The row of a task as long as it belongs to the worker that `row` was given to."""
    return DBTaskResult.objects.running().filter(pk=row.pk, worker_ids=row.worker_ids)


def renew(row: DBTaskResult) -> bool:
    """Say that the worker of `row` lives; False if the task is somebody else's by now."""
    return bool(held(row).update(started_at=timezone.now()))


def take_up_lost() -> int:
    """Let what dead workers have left be done by others; how many tasks that were.

    Any number of workers may do this at once: each row changes once.
    """
    now = timezone.now()
    silent = DBTaskResult.objects.running().filter(backend_name=BACKEND, started_at__lt=now - LEASE)
    taken = 0
    for row in silent:
        changes = after_loss(row, now)
        if held(row).filter(started_at=row.started_at).update(**changes):
            taken += 1
            failed = changes["status"] == TaskResultStatus.FAILED
            logger.warning(
                "The worker of task %s (%s) has died; it is %s",
                row.task_path, row.pk, "given up" if failed else "tried again",
            )  # fmt: skip
    return taken
