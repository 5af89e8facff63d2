"""Forgetting what is done: rows hold what their tasks were given, and mail is personal data."""

import datetime

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.queue import BACKEND

# A task that is done keeps nothing of what it was given; its row says for a while that it was done.
KEEP_DONE = datetime.timedelta(days=3)
# One that failed keeps it, so that somebody may mend the cause and have it tried again.
KEEP_FAILED = datetime.timedelta(days=30)


def prune() -> int:
    """Delete the rows of tasks that ended long ago; how many. The worker does it every hour."""
    now, rows = timezone.now(), DBTaskResult.objects.filter(backend_name=BACKEND)
    done = rows.successful().filter(finished_at__lt=now - KEEP_DONE)
    failed = rows.failed().filter(finished_at__lt=now - KEEP_FAILED)
    return sum(old.delete()[0] for old in (done, failed))
