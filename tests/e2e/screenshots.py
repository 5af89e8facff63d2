"""Pictures of every page type of the demo site: `make screenshots`, into screenshots/.

The site is made anew in a temporary folder, so nothing of this checkout's own is shown or changed.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import chromium

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "screenshots"
WIDTHS = {360: 740, 1280: 800}
START_WITHIN = 60

# Name: address in Polish, in English.
PAGES = {
    "home": ("/pl/", "/en/"),
    "mission": ("/pl/misja/", "/en/mission/"),
    "standard-page": ("/pl/misja/dla-inwestorow/", "/en/mission/for-investors/"),
    "privacy": ("/pl/ochrona-danych/", "/en/privacy/"),
    "accessibility": ("/pl/deklaracja-dostepnosci/", "/en/accessibility/"),
    "contact": ("/pl/kontakt/", "/en/contact/"),
    "contact-with-errors": ("/pl/kontakt/", "/en/contact/"),
    "contact-sent": ("/pl/kontakt/?sent=1", "/en/contact/?sent=1"),
    "news-index": ("/pl/aktualnosci/", "/en/news/"),
    "news-page": (
        "/pl/aktualnosci/nowa-strefa-przemyslowa/",
        "/en/news/new-industrial-zone/",
    ),
    "event-index": ("/pl/wydarzenia/", "/en/events/"),
    "event-page": ("/pl/wydarzenia/energia-po-weglu/", "/en/events/energy-after-coal/"),
    "event-past": ("/pl/wydarzenia/rachunek-za-prad/", "/en/events/electricity-bill/"),
    "people": ("/pl/ludzie/", "/en/people/"),
    "person": ("/pl/ludzie/?person=piotr-kolba", "/en/people/?person=piotr-kolba"),
    "search": ("/pl/szukaj/?q=strefa", "/en/search/?q=zone"),
    "search-nothing-found": ("/pl/szukaj/?q=xyzzy", "/en/search/?q=xyzzy"),
    "not-found": ("/pl/nie-ma/", "/en/not-there/"),
}
ONLY_POLISH = {"news-without-translation": "/pl/aktualnosci/wersja-demonstracyjna/"}
ALSO_DARK = ("home", "news-page", "contact")


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen) -> None:
    """Return once `url` answers; raise RuntimeError if the server ends or takes too long."""
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with status {server.returncode}.")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer within {START_WITHIN} s.")


@contextmanager
def demo_site() -> Iterator[str]:
    """Address of a freshly made demo site; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-screenshots-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "DEBUG": "off",
        }
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "seed_demo", "--verbosity", "0")
        port = free_port()
        address = f"http://localhost:{port}"
        with open(f"{folder}/server.log", "wb") as log:
            server = subprocess.Popen(  # noqa: S603 - our own
                [sys.executable, "manage.py", "runserver", "--insecure", "--noreload", str(port)],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_for(f"{address}/healthz/ready", server)
                yield address
            finally:
                server.terminate()
                server.wait()


def take(page: Page, name: str, path: str) -> None:
    """Open `path` and keep the whole page as screenshots/<name>.png."""
    response = page.goto(path)
    expected = 404 if name.startswith("not-found") else 200
    if response.status != expected:
        raise RuntimeError(f"{name}: {path} answered {response.status}, not {expected}.")
    if name.startswith("contact-with-errors"):
        with page.expect_navigation():
            page.locator("main form button").click()
    # Pictures further down wait for the reader; here they are all wanted.
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.screenshot(path=TARGET / f"{name}.png", full_page=True, animations="disabled")


def take_all(browser: Browser, address: str) -> int:
    """How many pictures were taken."""
    taken = 0
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="pl-PL",
                timezone_id="Europe/Warsaw",
            )
            page = context.new_page()
            shots = [
                (name, path)
                for name, paths in PAGES.items()
                for path in paths
                if scheme == "light" or name in ALSO_DARK
            ]
            if scheme == "light":
                shots += ONLY_POLISH.items()
            for name, path in shots:
                dark = "-dark" if scheme == "dark" else ""
                take(page, f"{name}{dark}.{path[1:3]}.{width}", path)
                taken += 1
            context.close()
    return taken


def main() -> None:
    executable = chromium.find()
    if executable is None:
        sys.exit(chromium.MISSING)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.ARGS)
        taken = take_all(browser, address)
        browser.close()
    print(f"{taken} screenshots in {TARGET.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
