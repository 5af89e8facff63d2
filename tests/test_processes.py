"""What one process changes, another one shows with its next answer."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

NEWS, LIST, HOME = "/pl/aktualnosci/nowa-strefa/", "/pl/aktualnosci/", "/pl/"
# (what is done in `manage.py shell`, the address that shows it, the words that it shows)
CHANGES = [
    (
        "page = NewsPage.objects.get(slug='nowa-strefa'); page.title = 'Wydane powłoką';"
        "page.locale.language_code == 'pl' and page.save_revision().publish()",
        [NEWS, LIST, HOME],
        "powłoką",
    ),
    ("Category.objects.update(name_pl='Geotermia')", [NEWS, LIST, HOME], "Geotermia"),
    ("PortalSettings.objects.update(telephone='+48 111 222 333')", [NEWS, LIST, HOME], "111 222"),
    (
        "connection.cursor().execute(\"UPDATE news_newspage SET lead = 'Z ręki w bazie'\")",
        [NEWS, LIST],
        "ręki",
    ),
]


@pytest.fixture
def database(polish_tree, tmp_path) -> str:
    """A copy of the database of this test, where other processes find it."""
    if connection.vendor != "sqlite":
        pytest.skip("what a test has not committed is copied from SQLite only")
    file = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        copy.executescript("\n".join(connection.connection.iterdump()))
    return f"sqlite:///{file}"


@pytest.fixture
def manage(database):
    """Starts `manage.py` with some arguments, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": database, "PORTAL_PAGE_CACHE": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    started = []

    def start(*arguments: str) -> subprocess.Popen:
        command = [sys.executable, "manage.py", *arguments]
        process = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.wait()


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def read(port: int, path: str) -> str:
    address = f"http://localhost:{port}{path}"
    with urllib.request.urlopen(address, timeout=30) as response:
        # Typography puts spaces into it that do not break.
        return response.read().decode().replace("\xa0", " ")


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            return read(port, "/healthz/live")
        except OSError:
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.1)


def test_every_process_shows_what_any_process_has_changed(manage):
    ports = [free_port(), free_port()]
    for port in ports:
        manage("runserver", "--noreload", f"127.0.0.1:{port}")
    for port in ports:
        wait_for(port)
        for path in (NEWS, LIST, HOME):
            # Twice: the second answer is one that was kept.
            assert read(port, path) == read(port, path)
    for code, addresses, words in CHANGES:
        assert words not in "".join(read(ports[0], path) for path in addresses)
        imports = (
            "from django.db import connection; from news.models import Category, NewsPage;"
            "from portal.models import PortalSettings;"
        )
        assert manage("shell", "--no-imports", "--command", imports + code).wait() == 0
        shown = [words in read(port, path) for port in ports for path in addresses]
        assert all(shown), (words, shown)
