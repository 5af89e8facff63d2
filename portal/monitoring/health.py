"""Whether the portal can serve readers, and whether all that it works with does its part."""

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.queue.state import queue_state

logger = logging.getLogger(__name__)

# A picture of 20 MB, its sizes, and the database beside them.
BYTES_FREE = 200 * 1024 * 1024
# Seconds. One worker may be at a large picture, and have some more before it.
LONGEST_WAIT = 600
# A name that no upload gets; asked for only, never written.
PROBE = "healthz"


class Unwell(Exception):
    """Something does not do its part. What it says is for the log, not for who asks."""


@dataclass(frozen=True)
class Check:
    name: str
    # Raises whatever says that something is wrong.
    run: Callable[[], None]
    # Whether readers are better served by another process; else the portal only does less.
    is_needed: bool = False

    def passes(self) -> bool:
        try:
            self.run()
        except Exception as error:  # whatever it is, it is what is being asked for
            logger.warning("Health: %s: %s: %s", self.name, type(error).__name__, error)
            return False
        return True


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_is_migrated = False


def look_at_migrations() -> None:
    """Those of this code are never taken back while it runs: once all are applied, they are."""
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise Unwell("not all are applied: manage.py migrate")
        _is_migrated = True


def ask_cache() -> None:
    answers = getattr(cache, "answers", None)
    if answers and not answers():
        raise Unwell("no answer")


def ask_queue() -> None:
    seconds = queue_state().oldest_waiting_seconds
    if seconds > LONGEST_WAIT:
        raise Unwell(f"a task has been due for {seconds:.0f} s: does a worker run?")


def ask_storage() -> None:
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists(PROBE)
        return
    folder = Path(default_storage.location)
    while not folder.exists():  # The first upload makes it.
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise Unwell("cannot be written to")
    if (free := shutil.disk_usage(folder).free) < BYTES_FREE:
        raise Unwell(f"{free} bytes left")


CHECKS = (
    Check("database", ask_database, is_needed=True),
    Check("migrations", look_at_migrations, is_needed=True),
    Check("cache", ask_cache),
    Check("queue", ask_queue),
    Check("storage", ask_storage),
)


def examine() -> dict[str, bool]:
    """Of each part by its name whether it does what it is there for."""
    return {check.name: check.passes() for check in CHECKS}


def is_ready(parts: dict[str, bool]) -> bool:
    """Whether readers may be sent here: with what `examine` says."""
    return all(parts[check.name] for check in CHECKS if check.is_needed)
