"""What nginx writes down of a reader: nothing."""

import re
import time

import pytest

from tests.nginx.conftest import ask
from tests.nginx.serving import DEPLOY

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"


@pytest.fixture
def logged(front):
    """All that nginx has written, once it has written of `number` requests."""

    def read(number: int) -> str:
        access = front.folder / "access.log"
        for _time in range(50):
            lines = access.read_text().splitlines() if access.exists() else []
            if len(lines) >= number:
                break
            time.sleep(0.1)
        assert len(lines) == number
        errors = [front.folder / name for name in ("error.log", "portal-error.log")]
        return "\n".join(lines + [log.read_text() for log in errors if log.exists()])

    return read


def test_says_what_was_asked_for_and_how_it_went(app, get, logged):
    app.says("/pl/")
    get("/pl/")

    assert re.search(r"^\S+ GET /pl/ 200 \d+ [\d.]+ \S+ \S+ [0-9a-f]{32}$", logged(1), re.M)


def test_names_neither_reader_nor_query_nor_browser_nor_where_they_came_from(app, get, logged):
    app.says("/pl/szukaj/")
    get("/pl/szukaj/?q=Kowalski", User_Agent=BROWSER, Referer="https://example.org/kowalski",
        Cookie="sessionid=tajne")  # fmt: skip

    written = logged(1)
    assert "/pl/szukaj/" in written
    for secret in ("127.0.0.1 ", "owalski", "Firefox", "example.org", "tajne"):
        assert secret not in written


@pytest.mark.parametrize(
    ("path", "is_told"),
    [
        ("/pl/jan@example.org/", False),
        ("/pl/jan%40example.org/", False),
        ("/pl/607-444-242/", False),
        ("/pl/607%20444%20242/", False),
        ("/pl/44051401359", False),
        ("/pl/aktualnosci/2026-11/27/", True),
        ("/pl/%C5%82%C4%85ka-2026-11-27/", True),
        ("/static/css/portal.0123456789ab.css", True),
    ],
)
def test_a_path_that_may_be_personal_is_not_told(get, logged, path, is_told):
    get(path)

    written = logged(1)
    assert (path in written) == is_told
    assert ("[personal]" in written) == (not is_told)
    assert "@example" not in written


def test_an_app_that_is_down_tells_of_nobody(app, front, logged):
    app.stop()
    answer = ask(front.port, "/pl/szukaj/?q=Kowalski", User_Agent=BROWSER)

    written = logged(1)
    assert answer.status == 503
    assert " GET /pl/szukaj/ 503 " in written
    assert "owalski" not in written


def test_every_server_says_what_it_logs():
    """Where one says nothing, Debian's nginx logs whole addresses, queries and browsers."""
    shipped = (DEPLOY / "nginx" / "site.conf").read_text()
    servers = re.findall(r"^server \{(.*?)^\}", shipped, re.M | re.S)
    said = [re.search(r"^\s*access_log (\S+?)(?: (\S+?))?;", server, re.M) for server in servers]

    assert len(servers) == 3
    assert all(each and (each[1] == "off" or each[2] == "portal") for each in said)
