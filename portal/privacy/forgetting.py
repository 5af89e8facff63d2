"""Forgetting what was kept long enough, without an operator who has to remember it.

`FORGETTING` in the settings names what forgets. All of it runs once a day beside the requests: with
the first reader of the contact page, or when an editor opens the dashboard. Where nobody does
either, `manage.py purge_personal_data` is for a timer.
"""

import datetime
import logging

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import Error
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from wagtail.log_actions import registry

logger = logging.getLogger(__name__)

# When this process forgot last.
_forgotten_on: datetime.date | None = None


def forget_all() -> dict[str, int | None]:
    """Forget whatever is due: how many rows of each kind that were, None where it failed.

    What fails is logged, by the kind of its error only, and hinders nothing else.
    """
    forgotten = {}
    for kind, purge in settings.FORGETTING.items():
        try:
            forgotten[kind] = import_string(purge)()
        except Error as error:
            logger.warning("%s were not forgotten: %s", kind.capitalize(), type(error).__name__)
            forgotten[kind] = None
    return forgotten


# Worth no row of the queue: what was not done today is done tomorrow, and no page of a reader may
# fail because the database takes none.
@task(backend="counting")
def forget_task() -> None:
    """`forget_all`, beside the request."""
    forget_all()


def forget_daily() -> None:
    """Let what is due be forgotten, if this process has not done so today. Never waits."""
    global _forgotten_on
    today = timezone.localdate()
    if _forgotten_on != today:
        _forgotten_on = today
        forget_task.enqueue()


def purge_sessions() -> int:
    """Forget sessions that have expired; how many that were."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def purge_log() -> int:
    """Forget what Wagtail's log says of who did what before AUDIT_LOG_DAYS; with 0 it stays."""
    if settings.AUDIT_LOG_DAYS < 1:
        return 0
    before = timezone.now() - datetime.timedelta(days=settings.AUDIT_LOG_DAYS)
    return sum(
        log.objects.filter(timestamp__lt=before).delete()[0]
        for log in registry.get_log_entry_models()
    )
