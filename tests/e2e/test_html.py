"""Every page is valid HTML, as the Nu HTML checker of the WHATWG and W3C sees it: `make html`.

It needs Java and no browser. Style sheets are left out: the checker does not know layers of today
(`@container`, `@view-transition`).
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Page, PageViewRestriction

from portal import views
from tests.e2e import content

CHECKER = Path(__file__).parents[1] / "html/node_modules/vnu-jar/build/dist/vnu.jar"
STYLES = re.compile(rb"(?<=<style>).*?(?=</style>)", re.DOTALL)
# Nobody gets these by an address: something has to go wrong.
ERRORS = {
    "400": views.bad_request,
    "403": views.permission_denied,
    "404": views.page_not_found,
    "500": views.server_error,
}

pytestmark = pytest.mark.html


def pages() -> Iterator[tuple[str, bytes]]:
    """Name and HTML of every page, of every error page, and of what a form turns into."""
    client = Client(SERVER_NAME="localhost")
    for view in content.views():
        send = client.post if view.name == content.WITH_ERRORS else client.get
        yield str(view), send(view.path, headers={"origin": "http://localhost"}).content
    for language in ("pl", "en"):
        yield f"405 ({language})", client.post(f"/{language}/").content
        for name, error in ERRORS.items():
            request = RequestFactory().get(f"/{language}/")
            yield f"{name} ({language})", error(request).content
    for index, path in enumerate(content.PAGES["mission"]):
        page = Page.objects.get(url_path__endswith=path.removeprefix("/pl").removeprefix("/en"))
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="open"
        )
        try:
            html = client.get(path).content
            assert b'type="password"' in html
            yield f"password asked ({('pl', 'en')[index]})", html
        finally:
            restriction.delete()


def check(files: list[Path]) -> list[dict]:
    """The messages of the checker for `files`."""
    java = shutil.which("java")
    if java is None or not CHECKER.exists():
        pytest.fail("Run it with `make html`; it needs Java and npm.", pytrace=False)
    command = [java, "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    finished = subprocess.run([*command, *map(str, files)], capture_output=True, check=True)
    return json.loads(finished.stdout)["messages"]


def serious(message: dict) -> bool:
    """Errors and warnings; other remarks are of no consequence."""
    return message["type"] != "info" or message.get("subType") == "warning"


def told(message: dict) -> str:
    kind = message.get("subType") or message["type"]
    name = Path(message.get("url", "")).stem
    line = message.get("lastLine", "?")
    return f"{name}, line {line}: {kind}: {message['message']}\n    {message.get('extract', '')!r}"


def test_every_page_is_valid(portal, tmp_path):
    files = []
    for name, html in pages():
        assert html.lstrip().lower().startswith(b"<!doctype html>"), name
        file = tmp_path / f"{name}.html"
        file.write_bytes(STYLES.sub(b"", html))
        files.append(file)
    found = [told(message) for message in check(files) if serious(message)]

    assert not found, "\n" + "\n".join(found)


def test_the_checker_would_tell(tmp_path):
    file = tmp_path / "wrong.html"
    file.write_text("<!DOCTYPE html><title>x</title><p><div id=a></div></p><i id=a></i>")
    messages = [told(message) for message in check([file]) if serious(message)]
    assert any("Duplicate ID" in message for message in messages)
    assert any("warning" in message for message in messages)  # no language
