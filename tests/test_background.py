"""Tasks in the thread beside the requests."""

import logging
import subprocess
import sys
import threading

import pytest
from django.conf import settings as django_settings
from django_tasks import TaskResultStatus, task
from django_tasks.backends.immediate import ImmediateBackend

from portal import background
from portal.settings import base

seen = []
gate = threading.Event()


@task()
def wait_and_tell() -> None:
    gate.wait(timeout=10)
    seen.append(threading.current_thread().name)


@task()
def fail() -> None:
    raise ValueError("na próbę")


@pytest.fixture
def backend(settings):
    seen.clear()
    gate.clear()
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "counting": base.TASKS["counting"],
    }


def finish() -> None:
    """Wait until the one thread has come to what is asked now."""
    background._pool.submit(lambda: None).result(timeout=10)


def test_nobody_waits_for_a_task(backend):
    result = wait_and_tell.using(backend="counting").enqueue()

    assert result.status in (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    assert seen == []
    gate.set()
    finish()
    assert seen[0].startswith("background")


def test_a_task_that_fails_is_logged_and_stops_no_other(backend, caplog):
    gate.set()
    with caplog.at_level(logging.ERROR, "django_tasks"):
        fail.using(backend="counting").enqueue()
        wait_and_tell.using(backend="counting").enqueue()
        finish()

    assert "na próbę" in caplog.text
    assert seen


def test_a_task_leaves_no_connection_open(backend, monkeypatch):
    closed = []
    monkeypatch.setattr(
        type(background.connections),
        "close_all",
        lambda self: closed.append(threading.current_thread().name),
    )
    gate.set()

    wait_and_tell.using(backend="counting").enqueue()
    finish()

    assert closed == seen


def test_the_interpreter_waits_for_what_was_asked():
    code = (
        "import django; django.setup();"
        "from portal import background; import time;"
        "background._pool.submit(lambda: (time.sleep(0.5), print('done')))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=django_settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "portal.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "done\n"


def test_wagtail_updates_its_own_indexes_within_the_request():
    assert base.TASKS["default"]["BACKEND"].endswith("ImmediateBackend")


def test_what_django_tasks_calls_to_run_a_task_has_still_its_name():
    """It is private: ThreadBackend stands on it."""
    assert callable(ImmediateBackend._execute_task)
