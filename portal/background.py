"""Tasks beside the requests that are worth no row of the database.

What must not be lost goes into the queue (portal.queue). A count of what readers look for is worth
neither that nor a reader's wait for the database – and a row of the queue would hold the reader's
words, with the time of day.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connections, transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

_pool: ThreadPoolExecutor


def _open_pool() -> None:
    """One thread: tasks run in their order, and SQLite has one writer more, not many.

    The interpreter waits at its exit until the thread has done all that was asked of it.
    """
    global _pool
    _pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")


_open_pool()
if hasattr(os, "register_at_fork"):
    # A server that forks its workers leaves the thread behind in the parent.
    os.register_at_fork(after_in_child=_open_pool)


class ThreadBackend(ImmediateBackend):
    """Runs each task in the background thread. Tasks that a killed process leaves are lost.

    What a task raises is logged by django_tasks, as everywhere.
    """

    supports_priority = False

    def _execute_task(self, task_result: TaskResult) -> None:
        try:
            _pool.submit(self._execute_in_thread, task_result)
        except RuntimeError:
            # The interpreter is closing: late is better than never.
            super()._execute_task(task_result)

    def _execute_in_thread(self, task_result: TaskResult) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            # Nobody ends this thread as requests end: its connections would stay open for ever.
            connections.close_all()


class AfterCommitBackend(ImmediateBackend):
    """Runs each task at once, but as the queue does: only after the transaction, if it is stored.

    For tests, which have no worker.
    """

    def _execute_task(self, task_result: TaskResult) -> None:
        transaction.on_commit(partial(super()._execute_task, task_result))
