"""When a task that failed is tried again, and when it is given up.

It is tried again after half a minute, then after twice as long each time, but a quarter of an hour
at most: a server that comes back after a day has everything within that time. It is given up, and
stays visible as failed, when it has failed for longer than its patience, or at once if the failure
is none that passes: a mistake in the code stays one.
"""

import datetime
import smtplib
from http import HTTPStatus
from traceback import format_exception

from django.db import InterfaceError, OperationalError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

FIRST_DELAY = datetime.timedelta(seconds=30)
LONGEST_DELAY = datetime.timedelta(minutes=15)
# For how long a task is tried …
PATIENCE = datetime.timedelta(days=1)
# … and mail: mail servers try for four or five days, too (RFC 5321, section 4.5.4.1).
PATIENCE_OF = {"portal.mail.deliver": datetime.timedelta(days=5)}
# What has failed lets everything else go first: a server that answers nothing must not hold up
# work that needs no server.
LATER = -50
# So many workers may die of a task before it is taken for the cause: the pictures that end a
# process for lack of memory would end it for ever.
MOST_LOST = 10
# How a worker that died of a task, or with it, is marked in the list of those that have tried it.
LOST = "lost:"
WORKER_LOST = "portal.queue.retrying.WorkerLost"


def delay(attempts: int) -> datetime.timedelta:
    """How long to wait after so many attempts have failed; not at all after none."""
    if attempts < 1:
        return datetime.timedelta()
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 10), LONGEST_DELAY)


def may_pass(error: Exception) -> bool:
    """Whether what failed with `error` may succeed later with nobody doing anything about it.

    Servers, networks and disks fail so: the errors of sockets, of `smtplib` and of `requests` are
    all kinds of OSError.
    """
    if isinstance(error, FileNotFoundError) or is_refused_for_good(error):
        return False
    return isinstance(error, OSError | OperationalError | InterfaceError)


def is_refused_for_good(error: Exception) -> bool:
    """Whether a mail server said of this very message that it will never take it (5xx).

    Not so a wrong password or a server that turns everybody away: those somebody mends.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        codes = [error.smtp_code]
    else:
        return False
    return all(code >= HTTPStatus.INTERNAL_SERVER_ERROR for code in codes)


def after_failure(row: DBTaskResult, error: Exception, now: datetime.datetime) -> dict:
    """What to write into the `row` of a task that raised `error`."""
    tried = [worker for worker in row.worker_ids if not worker.startswith(LOST)]
    again = now + delay(len(tried))
    said = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    patience = PATIENCE_OF.get(row.task_path, PATIENCE)
    if may_pass(error) and again < row.enqueued_at + patience:
        return said | {
            "status": TaskResultStatus.READY,
            "run_after": again,
            "priority": min(row.priority, LATER),
        }
    return said | {"status": TaskResultStatus.FAILED, "finished_at": now}


def after_loss(row: DBTaskResult, now: datetime.datetime) -> dict:
    """What to write into the `row` of a task whose worker has died: it is tried again at once.

    Each further time it waits as after a failure, until it is taken for what kills the workers.
    """
    *others, last = row.worker_ids
    lost = 1 + sum(worker.startswith(LOST) for worker in others)
    said = {
        "worker_ids": [*others, LOST + last],
        "exception_class_path": WORKER_LOST,
        "traceback": "",
    }
    if lost >= MOST_LOST:
        return said | {"status": TaskResultStatus.FAILED, "finished_at": now}
    return said | {"status": TaskResultStatus.READY, "run_after": now + delay(lost - 1)}


def afresh(now: datetime.datetime) -> dict:
    """What to write into the row of a task that somebody wants tried again: it is as if new."""
    return {
        "status": TaskResultStatus.READY,
        "enqueued_at": now,
        "finished_at": None,
        "run_after": get_date_max(),
        "priority": 0,
        "worker_ids": [],
    }
