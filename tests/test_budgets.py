"""What the home page of the demo names in its HTML stays within the budgets.

tests/e2e/test_first_visit.py weighs what a browser really asks for.
"""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.demo import seed
from tests import budgets
from tests.drawings import tiny_drawings

FACE = re.compile(r"@font-face {(.*?)}", re.DOTALL)
FONT = re.compile(r'url\("(.+?\.woff2)"\)')


def read(address: str) -> bytes:
    """The static file at `address`."""
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert found is not None, f"{address} is no static file"
    return Path(found).read_bytes()


def font_of_plain_text(styles: str) -> str:
    """The address of the font that upright letters without foreign marks are shown in."""
    (face,) = (
        face for face in FACE.findall(styles) if "font-style: normal" in face and "u+20-7e" in face
    )
    return FONT.search(face)[1]


def weights_of(html: bytes) -> dict[str, int]:
    """What the page itself and all that it names weigh, by kind."""
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("link[rel~=stylesheet]")
    scripts = {tag["src"] for tag in page.select("script[src]")}
    return {
        "document": budgets.weight(html),
        "script": sum(budgets.weight(read(address)) for address in scripts),
        "font": budgets.weight(read(font_of_plain_text(page.style.string))),
    }


def test_the_first_visit_to_home_is_light(db, client, monkeypatch):
    monkeypatch.setattr(seed, "draw_all", tiny_drawings)
    call_command("seed_demo", verbosity=0)
    weights = {path: weights_of(client.get(path).content) for path in ("/pl/", "/en/")}

    assert all(budgets.within(one) for one in weights.values()), weights
