"""What the home page of the demo names in its HTML stays within the budgets.

The fonts that count are those that the page preloads, or all of its style sheets if it preloads
none; tests/e2e/test_first_visit.py weighs what a browser really asks for.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.demo import seed
from tests import budgets
from tests.drawings import tiny_drawings

IMPORTED = re.compile(r"""@import\s+(?:url\()?\s*["']?([^"')\s;]+)""")
FONT = re.compile(r"""url\(\s*["']?([^"')]+\.woff2)""")


def read(address: str) -> bytes:
    """The static file at `address`."""
    found = finders.find(address.partition("?")[0].removeprefix(settings.STATIC_URL))
    assert found is not None, f"{address} is no static file"
    return Path(found).read_bytes()


def styles(address: str) -> dict[str, str]:
    """The style sheet at `address` and those that it imports."""
    text = read(address).decode()
    found = {address: text}
    for name in IMPORTED.findall(text):
        found |= styles(urljoin(address, name))
    return found


def weights_of(html: bytes) -> dict[str, int]:
    """What the page itself and all that it names weigh, by kind."""
    page = BeautifulSoup(html, "html.parser")
    sheets: dict[str, str] = {}
    for link in page.select("link[rel~=stylesheet]"):
        sheets |= styles(link["href"])
    named = {
        urljoin(address, name) for address, text in sheets.items() for name in FONT.findall(text)
    }
    fonts = {link["href"] for link in page.select("link[rel~=preload][as=font]")} or named
    scripts = {tag["src"] for tag in page.select("script[src]")}
    assert sheets
    return {
        "document": budgets.weight(html),
        "stylesheet": sum(budgets.weight(text.encode()) for text in sheets.values()),
        "script": sum(budgets.weight(read(address)) for address in scripts),
        "font": sum(budgets.weight(read(address)) for address in fonts),
    }


def test_the_first_visit_to_home_is_light(db, client, monkeypatch):
    monkeypatch.setattr(seed, "draw_all", tiny_drawings)
    call_command("seed_demo", verbosity=0)
    weights = {path: weights_of(client.get(path).content) for path in ("/pl/", "/en/")}

    assert all(budgets.within(one) for one in weights.values()), weights
