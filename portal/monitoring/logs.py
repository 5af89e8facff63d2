"""Logs as lines of JSON, each with the request that it belongs to.

Looks at no settings: gunicorn, which has none, writes its own lines alike.
"""

from pythonjsonlogger.core import RESERVED_ATTRS, LogData
from pythonjsonlogger.json import JsonFormatter

from portal.privacy.discretion import discreet

# Django hands on the whole request, whose address may have in it what somebody searched for.
NEVER_WRITTEN = ["request"]


def as_json(level: str = "INFO") -> dict[str, object]:
    """What `logging.config.dictConfig` takes, with `level` (a name of `logging`) for all loggers.

    A line has `time` (UTC), `level`, `logger`, `message`, `process`, `request_id` – as nginx has
    it in its log; null where no request is answered – and `exception`, if there is one.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {
                "()": "django_guid.log_filters.CorrelationId",
                "correlation_id_field": "request_id",
            }
        },
        "formatters": {"json": {"()": "portal.monitoring.logs.formatter"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        # Says of each request that it gave it a number.
        "loggers": {"django_guid": {"level": "ERROR"}},
    }


class DiscreetFormatter(JsonFormatter):
    """Takes out, traceback and all, what may say something about a person (docs/privacy.md)."""

    def process_log_record(self, log_data: LogData) -> LogData:
        return {
            name: discreet(value) if isinstance(value, str) else value
            for name, value in super().process_log_record(log_data).items()
        }


def formatter() -> DiscreetFormatter:
    return DiscreetFormatter(
        ["levelname", "name", "message", "process", "request_id"],
        rename_fields={"levelname": "level", "name": "logger", "exc_info": "exception"},
        reserved_attrs=[*RESERVED_ATTRS, *NEVER_WRITTEN],
        timestamp="time",
        json_ensure_ascii=False,
    )
