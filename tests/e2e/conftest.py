"""A real browser before a real server: `make test-browser`.

The portal of `content.py` is built once for all tests and stays committed, so tests add to it
but change nothing that another one reads. That spares each test half a minute of translating.
"""

import os
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from tests.e2e import chromium, content

HERE = Path(__file__).parent
# Two busy cores may take long over an admin page; nothing waits longer than it must.
expect.set_options(timeout=20_000)
# What is asked for here is shown by this machine, by nobody else's.
LOCAL_SCHEMES = {"about", "blob", "data"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("html") is None:
            item.add_marker(pytest.mark.browser)
    # What an editor publishes stays, and would stand among the news of the pages measured.
    items.sort(key=lambda item: item.path == HERE / "test_editor.py")


# --- the portal -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def database(request, tmp_path_factory, django_test_environment, django_db_blocker):
    """A test database of the browser tests' own, never the one that the settings name.

    pytest-django makes one only for tests that take the `db` fixture, whose transaction no
    browser could see into. With SQLite it is a file: the browser asks several things at once,
    in as many threads. `--reuse-db` keeps it, so that only the first run migrates.
    """
    keep = request.config.getvalue("reuse_db")
    configured = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        folder = settings.VAR_DIR if keep else tmp_path_factory.mktemp("database")
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        connection.settings_dict["TEST"]["NAME"] = str(folder / f"test-browser-{worker}.sqlite3")
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        assert connection.settings_dict["NAME"] != configured
        yield
        if not keep:
            teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def portal(database):
    """The running portal, `portal.url` its address."""
    content.build()
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url(portal) -> str:
    """Playwright's `page.goto("/pl/")` is relative to it."""
    return portal.url


# --- the browser ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    executable = chromium.find()
    if executable is None:
        # Not a skip: who runs these tests has asked for them.
        pytest.fail(chromium.MISSING, pytrace=False)
    # Playwright's event loop lives in this thread; Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": executable, "args": chromium.ARGS}


class Watch:
    """Everything that goes wrong unseen in the pages of a context."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.strangers: list[str] = []
        self.errors: list[tuple[str, str]] = []
        self.refused: set[str] = set()

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self.on_request)
        context.on("response", self.on_response)
        context.on("console", self.on_console)
        context.on("weberror", self.on_error)

    def on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.host:
            self.strangers.append(request.url)

    def on_response(self, response: Response) -> None:
        # Chromium reports a page that answers 404 or 422 as an error; here it is the answer.
        if response.status >= 400 and response.request.is_navigation_request():
            self.refused.add(urldefrag(response.url).url)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and is_public(message.page):
            self.errors.append((message.location.get("url", ""), message.text))

    def on_error(self, error: WebError) -> None:
        # The browser gives up the soft change between two pages where the next one is opened too
        # soon; the reader sees a plain change.
        if is_public(error.page) and "ViewTransition" not in str(error.error):
            self.errors.append(("", str(error.error)))

    def problems(self) -> list[str]:
        errors = [
            f"{text} ({url})"
            for url, text in self.errors
            if not (
                text.startswith("Failed to load resource") and urldefrag(url).url in self.refused
            )
        ]
        return [*errors, *(f"asked of another host: {url}" for url in self.strangers)]


def is_public(page: Page | None) -> bool:
    return page is not None and not urlsplit(page.url).path.startswith("/admin/")


@pytest.fixture
def watch(portal):
    watch = Watch(portal.url)
    yield watch
    assert watch.problems() == []


@pytest.fixture
def new_context(new_context, watch):
    """A browser of a person of their own: new_context(viewport=…). It is watched."""

    def make(**kwargs) -> BrowserContext:
        context = new_context(**{"locale": "pl-PL", "timezone_id": "Europe/Warsaw"} | kwargs)
        context.set_default_timeout(20_000)
        watch.follow(context)
        return context

    return make


# --- what axe found -------------------------------------------------------------------------

AXE_RESULTS = pytest.StashKey[list[int]]()


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if AXE_RESULTS in config.stash:
        checked, found = config.stash[AXE_RESULTS]
        terminalreporter.write_line(f"axe: {checked} checks of pages, {found} findings")
