"""Tasks and a mail backend for the tests of the queue: workers of other processes import them."""

import os
import time
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task

# What `fail_once_with` raises next.
errors: list[Exception] = []


@task(backend="background")
def remember(folder: str, name: str) -> None:
    """Leave a file for each time that this was done, with the process in its name."""
    number = len(list(Path(folder).iterdir()))
    Path(folder, f"{name}-{os.getpid()}-{number}").touch()


@task(backend="background")
def wait_for_leave(folder: str) -> None:
    """Say that it has begun, and be done only when somebody puts `leave` there."""
    Path(folder, f"began-{os.getpid()}").touch()
    until = time.monotonic() + 120
    while not Path(folder, "leave").exists() and time.monotonic() < until:
        time.sleep(0.05)
    Path(folder, "done").touch()


@task(backend="background")
def fail_if_told() -> None:
    if errors:
        raise errors.pop(0)


@task(backend="background")
def end_at_once() -> None:
    raise SystemExit(1)


@task(backend="background", takes_context=True)
def tell_attempt(context, folder: str) -> int:
    Path(folder, f"attempt-{context.attempt}").touch()
    return context.attempt


class SlowFiles(BaseEmailBackend):
    """Puts each mail into a file of its own, as slowly as a mail server; whole or not at all."""

    def send_messages(self, messages) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        for message in messages:
            time.sleep(0.2)
            file = folder / f"{uuid4()}.unfinished"
            file.write_bytes(message.message().as_bytes())
            file.rename(file.with_suffix(".eml"))
        return len(messages)
