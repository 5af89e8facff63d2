"""Pictures of every page type of the demo site: `make screenshots`, into screenshots/.

Each in both languages and schemes at four widths, as <page>.<language>.<width>.<scheme>.png. A part
of them: `make screenshots ARGS="--only home,contact --width 360 --scheme dark --language pl"`.

The site is made anew in a temporary folder, so nothing of this checkout's own is shown or changed.
"""

import argparse
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
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e import chromium

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "screenshots"
# Width and height of the window.
WINDOWS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}
SCHEMES = ("light", "dark")
LANGUAGES = ("pl", "en")
# Two browsers keep two cores busy; more would only take each other's time.
BROWSERS = 2
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
    "glossary": ("/pl/slowniczek/", "/en/glossary/"),
    "search": ("/pl/szukaj/?q=strefa", "/en/search/?q=zone"),
    "search-nothing-found": ("/pl/szukaj/?q=xyzzy", "/en/search/?q=xyzzy"),
    "not-found": ("/pl/nie-ma/", "/en/not-there/"),
}
ONLY_POLISH = {"news-without-translation": "/pl/aktualnosci/wersja-demonstracyjna/"}
WITH_ERRORS = "contact-with-errors"
NOT_FOUND = "not-found"


@dataclass(frozen=True)
class Shot:
    """A page in a language, and how it is to be seen."""

    name: str
    language: str
    path: str
    widths: tuple[int, ...]
    schemes: tuple[str, ...]

    def file(self, width: int, scheme: str) -> Path:
        return TARGET / f"{self.name}.{self.language}.{width:04}.{scheme}.png"


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


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
            server = subprocess.Popen(
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


def open_page(page: Page, shot: Shot) -> None:
    """Open it as a reader who has scrolled down to its end sees it."""
    response = page.goto(shot.path)
    expected = 404 if shot.name == NOT_FOUND else 200
    if response.status != expected:
        raise RuntimeError(f"{shot.name}: {shot.path} answered {response.status}, not {expected}.")
    if shot.name == WITH_ERRORS:
        with page.expect_navigation():
            page.locator("main form [type=submit]").click()
    # Pictures further down wait for the reader; here they are all wanted.
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.evaluate("document.fonts.ready.then(() => null)")


def take(address: str, shots: list[Shot]) -> int:
    """How many pictures of `shots` were taken, by a browser of their own."""
    taken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGS)
        page = browser.new_page(
            base_url=address,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            reduced_motion="reduce",
        )
        for shot in shots:
            for width in shot.widths:
                page.set_viewport_size({"width": width, "height": WINDOWS[width]})
                open_page(page, shot)
                for scheme in shot.schemes:
                    page.emulate_media(color_scheme=scheme)
                    file = shot.file(width, scheme)
                    page.screenshot(path=file, full_page=True, animations="disabled")
                    taken += 1
        browser.close()
    return taken


def take_all(address: str, shots: list[Shot]) -> int:
    """`shots` shared out among the browsers; how many pictures there are of them."""
    shares = [shots[number::BROWSERS] for number in range(BROWSERS)]
    with ProcessPoolExecutor(BROWSERS, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(take, [address] * BROWSERS, shares))


def wanted(arguments: list[str] | None = None) -> list[Shot]:
    """What the command line asks for: everything, or the part that its options name."""

    def listed(choices: tuple, kind: type = str):
        def read(value: str) -> tuple:
            values = tuple(kind(part) for part in value.split(","))
            if unknown := set(values) - set(choices):
                raise argparse.ArgumentTypeError(
                    f"unknown: {unknown}; choose from {', '.join(map(str, choices))}"
                )
            return values

        return {"type": read, "default": tuple(choices), "metavar": "A,B"}

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", **listed((*PAGES, *ONLY_POLISH)), help="pages by their names")
    parser.add_argument("--width", **listed(tuple(WINDOWS), int))
    parser.add_argument("--scheme", **listed(SCHEMES))
    parser.add_argument("--language", **listed(LANGUAGES))
    options = parser.parse_args(arguments)
    addresses = [
        (name, path[1:3], path)
        for name, paths in (PAGES | {name: (path,) for name, path in ONLY_POLISH.items()}).items()
        for path in paths
    ]
    return [
        Shot(name, language, path, options.width, options.scheme)
        for name, language, path in addresses
        if name in options.only and language in options.language
    ]


def main() -> None:
    shots = wanted()
    if chromium.find() is None:
        sys.exit(chromium.MISSING)
    if not sys.argv[1:]:  # A part is put beside what is there.
        shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(exist_ok=True)
    with demo_site() as address:
        taken = take_all(address, shots)
    print(f"{taken} screenshots in {TARGET.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
