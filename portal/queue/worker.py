"""The worker: does what is in the queue, one task after the other, the most urgent first."""

import logging
import os
import socket
import threading
from datetime import timedelta

from django.db import Error, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskContext, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from portal.queue import leases
from portal.queue.pruning import prune
from portal.queue.retrying import after_failure

logger = logging.getLogger(__name__)

# Seconds between two looks at an empty queue …
LOOK_EVERY = 1.0
# … and at a database that does not answer.
PAUSE = 5.0
PRUNE_EVERY = timedelta(hours=1)


def drop_old_connections() -> None:
    """As Django does around each request; whoever is in a transaction goes on with theirs."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


class Worker:
    """Works until it is told to `stop`; no failure of a task or of the database ends it.

    Beside the work a thread of its own keeps the queue: it says that this worker lives, takes up
    what dead ones have left and forgets what is old.
    """

    def __init__(self) -> None:
        self.name = self._new_name()
        self._at_hand: DBTaskResult | None = None
        self._stopping = threading.Event()
        self._ended = threading.Event()

    @staticmethod
    def _new_name() -> str:
        """A name that no worker has or had."""
        return f"{socket.gethostname()[:30]}:{os.getpid()}:{get_random_string(12)}"

    def stop(self) -> None:
        """End after the task at hand."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def run(self, *, until_empty: bool = False) -> int:
        """Work; with `until_empty` only until nothing is due. How many tasks were tried."""
        tried = 0
        self._keep_once()
        threading.Thread(target=self._keep, name="queue-keeper", daemon=True).start()
        try:
            while not self.is_stopping:
                try:
                    drop_old_connections()
                    row = leases.take(self.name)
                    if row is not None:
                        self.work(row)
                except Error as error:
                    logger.warning("The queue waits for the database: %s", error)
                    # Whatever was at hand is nobody's: its worker has this name no more.
                    self.name = self._new_name()
                    connections.close_all()
                    self._stopping.wait(PAUSE)
                    continue
                if row is not None:
                    tried += 1
                elif until_empty:
                    break
                else:
                    self._stopping.wait(LOOK_EVERY)
        finally:
            self._ended.set()
            drop_old_connections()
        return tried

    def work(self, row: DBTaskResult) -> None:
        """Do the task of `row`, which is this worker's, and write down how it went."""
        self._at_hand = row
        try:
            changes = self._outcome(row)
            if not leases.held(row).update(**changes):
                logger.warning("Task %s (%s) was taken by another worker", row.task_path, row.pk)
        finally:
            self._at_hand = None

    def _outcome(self, row: DBTaskResult) -> dict:
        """Do the task; what to write into its row."""
        try:
            result = row.task_result
            context = [TaskContext(task_result=result)] if result.task.takes_context else []
            task_started.send(type(result.task.get_backend()), task_result=result)
            value = normalize_json(result.task.call(*context, *result.args, **result.kwargs))
        except (KeyboardInterrupt, SystemExit):
            # Told to end at once: the next worker begins it anew.
            leases.held(row).update(status=TaskResultStatus.READY)
            raise
        except Exception as error:
            changes = after_failure(row, error, timezone.now())
            self._tell(row, error, changes)
            return changes
        done = {
            "status": TaskResultStatus.SUCCESSFUL,
            "finished_at": timezone.now(),
            "return_value": value,
            # What it was about, such as the text of a mail, is nobody's business any more.
            "args_kwargs": {"args": [], "kwargs": {}},
            "exception_class_path": "",
            "traceback": "",
        }
        for name, value in done.items():
            setattr(row, name, value)
        task_finished.send(type(result.task.get_backend()), task_result=row.task_result)
        return done

    @staticmethod
    def _tell(row: DBTaskResult, error: Exception, changes: dict) -> None:
        # The words of a mail server name recipients: they stand in the row only, which is pruned.
        trace = None if isinstance(error, OSError) else error
        name = type(error).__name__
        if changes["status"] == TaskResultStatus.FAILED:
            logger.error("Task %s (%s) failed: %s", row.task_path, row.pk, name, exc_info=trace)
        else:
            logger.warning(
                "Task %s (%s) failed and is tried again at %s: %s",
                row.task_path, row.pk, changes["run_after"], name, exc_info=trace,
            )  # fmt: skip

    # The thread that keeps the queue ------------------------------------------------------------

    def _keep(self) -> None:
        pruned = None
        try:
            while not self._ended.wait(leases.BEAT.total_seconds()):
                self._keep_once()
                if pruned is None or timezone.now() - pruned > PRUNE_EVERY:
                    pruned = timezone.now()
                    self._guarded(prune)
        finally:
            connections.close_all()

    def _keep_once(self) -> None:
        if (row := self._at_hand) is not None:
            self._guarded(leases.renew, row)
        self._guarded(leases.take_up_lost)

    @staticmethod
    def _guarded(call, *arguments) -> None:
        try:
            drop_old_connections()
            call(*arguments)
        except Error as error:
            logger.warning("The queue could not be kept: %s", error)


def start_in_process() -> Worker:
    """Have a thread of this process do what is in the queue: for a process that is the only one."""
    worker = Worker()
    threading.Thread(target=worker.run, name="queue", daemon=True).start()
    return worker


def work_off() -> int:
    """Do all that is due, here and now, for commands and measurements; how many tasks that were."""
    return Worker().run(until_empty=True)
