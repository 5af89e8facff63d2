"""Questions to the database that take long are logged, without what was asked about whom."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

logger = logging.getLogger(__name__)

# Characters of SQL: enough to tell which question it was.
SHOWN = 2000


def connect() -> None:
    if settings.SLOW_QUERY_MS:
        connection_created.connect(watch, dispatch_uid="portal.monitoring.slow_queries")


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if log_if_slow not in connection.execute_wrappers:
        connection.execute_wrappers.append(log_if_slow)


def log_if_slow(
    execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """As `execute`, and a warning if that takes SLOW_QUERY_MS or longer.

    Of the parameters nothing is written: they may be what somebody wrote to the association.
    """
    begin = time.monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.monotonic() - begin) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            logger.warning("%d ms: %s", milliseconds, str(sql)[:SHOWN])
