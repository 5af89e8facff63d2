"""Errors are told to a Sentry, if there is one: what broke and where, nothing of who was served."""

from typing import Any

import sentry_sdk

# What of a request helps to find an error, and says nothing about a person.
HEADERS = {"accept", "accept-language", "content-type", "host", "x-request-id"}


def start(dsn: str, environment: str) -> None:
    """Tell errors to `dsn`. ValueError (BadDsn) where that is no address of a Sentry."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        # They may hold what somebody typed.
        include_local_variables=False,
        max_request_body_size="never",
        # What happened before an error has addresses, and SQL with its values, in it.
        max_breadcrumbs=0,
        before_send=without_persons,
    )


def without_persons(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """`event` without who asked, and without what was searched for or filled in."""
    event.pop("user", None)
    event.pop("server_name", None)
    if request := event.get("request"):
        for name in ("query_string", "cookies", "data", "env"):
            request.pop(name, None)
        request["url"] = request.get("url", "").partition("?")[0]
        request["headers"] = {
            name: value
            for name, value in request.get("headers", {}).items()
            if name.lower() in HEADERS
        }
    return event
