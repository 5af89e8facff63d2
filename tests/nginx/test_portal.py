"""The portal itself behind nginx, both as deploy/ runs them, with the production settings."""

import contextlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.nginx import serving
from tests.nginx.conftest import ask
from tests.nginx.test_answers import A_SECOND_LATER

INDEX = "/pl/aktualnosci/"


@pytest.fixture(scope="module")
def environment(_nginx_is_there, tmp_path_factory) -> dict[str, str]:
    """Of a portal with the demo's content, on a database file of its own."""
    folder = tmp_path_factory.mktemp("portal")
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "tests-only-" * 6,
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "CACHE_URL": "",
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "EDITION_LINK": f"{folder}/nginx/edition",
        "SECURE_SSL_REDIRECT": "false",
        "LOG_LEVEL": "WARNING",
        "APP_WORKERS": "2",
    }
    (folder / "nginx").mkdir()
    manage(environment, "migrate", "--verbosity", "0")
    # Development's settings, for the accounts.
    manage({**environment, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}, "seed_demo")
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return environment


def manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=serving.ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def app(environment):
    """What stops the app server, and starts it again."""
    socket = socket_in(environment)
    with contextlib.ExitStack() as running:

        def start() -> None:
            running.enter_context(serving.app_server(socket, **environment))

        start()
        yield SimpleNamespace(stop=running.close, start=start)


def socket_in(environment: dict[str, str]) -> Path:
    return Path(environment["MEDIA_ROOT"]).with_name("app.sock")


@pytest.fixture(scope="module")
def front(environment, app):
    socket = socket_in(environment)
    folder = socket.parent
    with (
        serving.nginx(
            folder / "nginx",
            app=f"unix:{socket}",
            static=folder / "static",
            media=folder / "media",
        ) as nginx,
    ):
        yield nginx


class Editor:
    """Somebody logged in, who sends the forms of the admin through nginx."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.send("/admin/login/", username="admin", password="portal-demo")

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = ask(self.port, path, method, body, Cookie=cookie, **headers)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = re.match(r"([^=]+)=([^;]*)", line).groups()
            self.cookies[name] = value
        return answer

    def send(self, path: str, **fields: str) -> None:
        """Fill in the form at `path`."""
        form = BeautifulSoup(self.ask(path).body, "html.parser")
        token = form.select_one("input[name=csrfmiddlewaretoken]")["value"]
        filled = {
            field["name"]: field.get("value", "") for field in form.select("main input[name]")
        }
        body = urlencode({**filled, "csrfmiddlewaretoken": token, **fields}).encode()
        answer = self.ask(
            path,
            "POST",
            body,
            Content_Type="application/x-www-form-urlencoded",
            Origin="http://localhost",
        )
        assert answer.status == 302, answer.body.decode()


@pytest.fixture(scope="module")
def editor(front):
    return Editor(front.port)


def test_readers_are_served_by_nginx(front):
    answers = [ask(front.port, "/pl/", Accept_Encoding="br") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[1].cache == "HIT"
    assert answers[1].headers["Content-Encoding"] == "br"
    assert answers[1].headers["Set-Cookie"] is None


def test_what_is_published_is_in_the_very_next_answer(front, editor):
    category = "/admin/snippets/news/category/edit/1/"
    for name in ("Nazwa pierwsza", "Nazwa druga", "Nazwa trzecia"):
        assert name not in ask(front.port, INDEX).body.decode()
        # On a busy machine the next reader may come before nginx has put the answer away.
        assert "HIT" in [ask(front.port, INDEX).cache for _reader in range(5)]
        editor.send(category, name_pl=name)
        assert name in ask(front.port, INDEX).body.decode()


def test_what_a_command_changes_is_seen_a_second_later(front, environment):
    ask(front.port, INDEX)
    manage(
        environment,
        "shell",
        "-c",
        "from news.models import Category;"
        "Category.objects.filter(pk=1).update(name_pl='Powłoka', name='Powłoka')",
    )
    time.sleep(A_SECOND_LATER)
    assert "Powłoka" in ask(front.port, INDEX).body.decode()


def test_markdown_is_told_from_html(front):
    for _ in range(2):
        page = ask(front.port, "/pl/misja/", Accept="text/html")
        twin = ask(front.port, "/pl/misja/", Accept="text/markdown")
        assert page.headers["Content-Type"].startswith("text/html")
        assert twin.headers["Content-Type"].startswith("text/markdown")


def test_an_editor_sees_the_page_as_an_editor(front, editor):
    ask(front.port, "/pl/misja/")
    answer = editor.ask("/pl/misja/")
    assert answer.cache in ("BYPASS", "MISS")
    assert b"wagtail-userbar" in answer.body


def test_a_picture_and_a_stylesheet_come_from_the_disk(front):
    html = BeautifulSoup(ask(front.port, "/pl/").body, "html.parser")
    picture = html.select_one("picture img")["src"]
    assert ask(front.port, picture).headers["Cache-Control"] == "public, max-age=2592000"
    script = html.select_one("script[src]")["src"]
    assert "immutable" in ask(front.port, script).headers["Cache-Control"]


@pytest.mark.parametrize("times", [1, 2])
def test_every_answer_says_once_what_a_browser_may_do(front, times):
    """Whether it comes from the app, from what nginx keeps, or from the disk."""
    html = BeautifulSoup(ask(front.port, "/pl/").body, "html.parser")
    wanted = {
        "/en/": "frame-ancestors 'none'",
        "/en/news/feed.atom": "default-src 'none'",
        "/admin/login/": "frame-ancestors 'self'",
        "/pl/not-there/": "frame-ancestors 'none'",
        html.select_one("picture img")["src"]: "sandbox",
        html.select_one("script[src]")["src"]: "sandbox",
    }
    for path, part in wanted.items():
        for _ in range(times):
            headers = ask(front.port, path).headers
        (policy,) = headers.get_all("Content-Security-Policy")
        assert part in policy.split("; "), path
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"], path
        assert len(headers.get_all("Cross-Origin-Resource-Policy")) == 1, path


def test_a_document_goes_through_the_portal_and_is_saved(front, environment):
    (file, *_others) = (Path(environment["MEDIA_ROOT"]) / "documents").iterdir()
    assert ask(front.port, f"/media/documents/{file.name}").status == 404
    answers = [ask(front.port, f"/documents/{key}/{file.name}") for key in range(1, 9)]
    (found,) = [answer for answer in answers if answer.status == 200]
    assert found.body == file.read_bytes()
    assert found.headers["Content-Type"] == "application/octet-stream"
    assert found.headers["Content-Disposition"].startswith("attachment")


def test_an_original_is_handed_to_nobody(front, environment, editor):
    (file, *_others) = (Path(environment["MEDIA_ROOT"]) / "original_images").iterdir()
    assert ask(front.port, f"/media/original_images/{file.name}").status == 404
    assert editor.ask(f"/media/original_images/{file.name}").status == 404


@pytest.mark.parametrize("host", ["localhost:81", "LOCALHOST", "localhost."])
def test_a_host_written_otherwise_is_the_same_place(front, host):
    ask(front.port, "/en/mission/")
    # Not necessarily HIT: a second may have passed.
    assert ask(front.port, "/en/mission/", Host=host).cache != "MISS"


@pytest.fixture
def news(front) -> list[str]:
    """Addresses of public news, each with its Markdown twin read as well, and the list of them."""
    index = BeautifulSoup(ask(front.port, INDEX).body, "html.parser")
    addresses = [link["href"] for link in index.select("main article h2 a, main article h3 a")]
    for address in addresses:
        assert ask(front.port, address).status == 200
        assert ask(front.port, f"{address}index.md").status == 200
    return addresses


@pytest.fixture
def fall(app):
    """Ends the app server until the test has ended."""
    yield app.stop
    app.start()


def test_readers_go_on_reading_whatever_was_published_since(front, editor, news, fall):
    editor.send("/admin/snippets/news/category/edit/1/", name_pl="Nazwa czwarta")
    fall()
    assert ask(front.port, news[0]).headers["X-Kept"] == "HIT"


def test_what_an_editor_has_closed_does_not_come_back(front, editor, news, fall):
    edit = re.search(rb"/admin/pages/(\d+)/edit/", editor.ask(news[0]).body)
    answer = editor.ask(
        f"/admin/pages/{int(edit[1])}/privacy/",
        "POST",
        urlencode({"restriction_type": "password", "password": "secret"}).encode(),
        Content_Type="application/x-www-form-urlencoded",
        X_CSRFToken=editor.cookies["csrftoken"],
        Origin="http://localhost",
    )
    assert b"set_privacy_done" in answer.body
    fall()
    for address in (news[0], f"{news[0]}index.md", INDEX):
        assert ask(front.port, address).status == 503


def test_nor_does_what_a_command_has_unpublished_once_anything_was_asked(
    front, environment, news, fall
):
    slug = news[-1].rstrip("/").rpartition("/")[2]
    manage(
        environment,
        "shell",
        "-c",
        f"from wagtail.models import Page; Page.objects.get(slug={slug!r}).unpublish()",
    )
    time.sleep(A_SECOND_LATER)
    # The first of them moves the link.
    for address in ("/pl/", "/pl/misja/"):
        assert ask(front.port, address).status == 200
    fall()
    assert ask(front.port, "/pl/misja/").status == 200
    for address in (news[-1], f"{news[-1]}index.md", INDEX):
        assert ask(front.port, address).status == 503
