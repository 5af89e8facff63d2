"""Workers as processes: killed in the middle of their work, several at once, nothing is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.db import connection

from portal.settings import base
from tests import queue_tasks

# A worker whose death is noticed within seconds, and one that is told to go.
WORKER = """
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from portal.queue import leases
leases.BEAT, leases.LEASE = timedelta(seconds=0.5), timedelta(seconds=4)
call_command("db_worker")
"""


class Workers:
    """Starts workers on the database of this test, and tells how its tasks stand."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "portal.sqlite3"
        self.started: list[subprocess.Popen] = []
        (folder / "mail").mkdir()

    def put_database_there(self) -> None:
        """What the test has written, where other processes find it (PostgreSQL: it is there)."""
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as copy:
                copy.executescript("\n".join(connection.connection.iterdump()))

    @property
    def address(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.file}"
        server = urlsplit(os.environ["DATABASE_URL"])
        return server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def start(self) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=django_settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": self.address,
                "DJANGO_SETTINGS_MODULE": "tests.settings_of_worker",
                "MAIL_FOLDER": str(self.folder / "mail"),
            },
        )
        self.started.append(process)
        return process

    def statuses(self) -> Counter:
        select = "SELECT status FROM django_tasks_database_dbtaskresult"
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, timeout=20)) as other:
                return Counter(status for (status,) in other.execute(select))
        with connection.cursor() as cursor:
            cursor.execute(select)
            return Counter(status for (status,) in cursor.fetchall())

    def mails(self) -> Counter:
        """How often each subject was mailed."""
        files = (self.folder / "mail").glob("*.eml")
        return Counter(message_from_bytes(file.read_bytes())["Subject"] for file in files)


@pytest.fixture
def workers(transactional_db, settings, tmp_path):
    settings.TASKS = base.TASKS
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND
    workers = Workers(tmp_path)
    yield workers
    for process in workers.started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(happened: Callable[[], object], what: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"{what}: not within {seconds} s"
        time.sleep(0.05)


def test_a_task_of_a_killed_worker_is_done_by_the_next_one(workers, tmp_path):
    folder = tmp_path / "tasks"
    folder.mkdir()
    queue_tasks.wait_for_leave.enqueue(str(folder))
    workers.put_database_there()

    first = workers.start()
    wait_until(lambda: list(folder.glob("began-*")), "the first worker begins")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert workers.statuses() == {"RUNNING": 1}
    assert not (folder / "done").exists()

    (folder / "leave").touch()
    second = workers.start()
    wait_until(lambda: workers.statuses()["SUCCESSFUL"], "the second worker is done")
    assert (folder / "done").exists()
    assert len(list(folder.glob("began-*"))) == 2
    second.terminate()
    assert second.wait(timeout=30) == 0


def test_one_that_is_told_to_go_does_its_task_to_the_end(workers, tmp_path):
    folder = tmp_path / "tasks"
    folder.mkdir()
    queue_tasks.wait_for_leave.enqueue(str(folder))
    workers.put_database_there()
    worker = workers.start()
    wait_until(lambda: list(folder.glob("began-*")), "the worker begins")

    worker.terminate()
    time.sleep(1)
    assert worker.poll() is None
    (folder / "leave").touch()

    assert worker.wait(timeout=30) == 0
    assert workers.statuses() == {"SUCCESSFUL": 1}


def test_several_workers_do_each_task_once(workers, tmp_path):
    folder = tmp_path / "tasks"
    folder.mkdir()
    names = {f"task{number}" for number in range(40)}
    for name in names:
        queue_tasks.remember.enqueue(str(folder), name)
    workers.put_database_there()

    for _worker in range(2):
        workers.start()
    wait_until(lambda: workers.statuses() == {"SUCCESSFUL": 40}, "all tasks are done")

    done = Counter(file.name.partition("-")[0] for file in folder.iterdir())
    assert done == dict.fromkeys(names, 1)


def test_every_mail_goes_out_however_often_workers_are_killed(workers):
    subjects = {f"Letter {number}" for number in range(30)}
    for subject in subjects:
        EmailMessage(subject, "Text", to=["office@example.org"]).send()
    workers.put_database_there()

    for kill in range(1, 4):
        worker = workers.start()
        wait_until(lambda kill=kill: len(workers.mails()) >= 5 * kill, "some mail goes out")
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    workers.start()
    wait_until(lambda: workers.statuses() == {"SUCCESSFUL": 30}, "all mail is sent")

    mails = workers.mails()
    assert set(mails) == subjects
    # Each of the killed ones may have had one in its hands.
    assert mails.total() <= 30 + 3
