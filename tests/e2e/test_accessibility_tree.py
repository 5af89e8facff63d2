"""The accessibility tree of a few pages, as a screen reader gets it, kept to be read by people.

A change of it is wanted or not: whoever makes one looks at the difference, renews the files with
`make test-browser ARGS="-k accessibility_tree --update-snapshots"` and commits them.
"""

import difflib
import re
from pathlib import Path

import pytest

from tests.e2e import content

SNAPSHOTS = Path(__file__).parent / "snapshots"
PAGES = {
    "home": "home",
    "news with every block": "article",
    "event with programme": "event",
    "stale translation": "stale",
    "partial translation": "partial",
}


def stable(tree: str) -> str:
    """Without what differs from run to run: the server's port, ids of blocks, the year."""
    tree = re.sub(r"localhost(?::|%3A)\d+", "localhost", tree)
    tree = re.sub(r"-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "-<id>", tree)
    return re.sub(r"© \d{4}", "© <year>", tree) + "\n"


@pytest.mark.parametrize(
    "view",
    [view for view in content.visits() if view.name in PAGES],
    ids=lambda view: f"{PAGES[view.name]}-{view.language}",
)
def test_a_page_reads_as_it_did(new_context, pytestconfig, view):
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    content.open_view(page, view)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    now = stable(page.locator("body").aria_snapshot())
    file = SNAPSHOTS / f"{PAGES[view.name]}.{view.language}.yml"
    if pytestconfig.getoption("update_snapshots"):
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        before.splitlines(), now.splitlines(), f"{file.name}, kept", "as it is now", lineterm=""
    )

    assert now == before, "\n" + "\n".join(difference)
