"""axe-core on every page type, in both languages and schemes, on a telephone and a screen.

Nothing may violate WCAG 2.2 A and AA or axe's best practices. Where axe cannot tell
("incomplete") somebody has to look: what was looked at stands in `LOOKED_AT`, all else fails.
"""

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import content
from tests.e2e.conftest import AXE_RESULTS
from tests.e2e.measures import measure

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations", "incomplete"]}
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 800}


# There the colours are the reader's. axe would compare their ground with our ink: of the two only
# the ground is forced in what the browser tells of computed styles.
FORCED_OPTIONS = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}


@dataclass(frozen=True)
class LookedAt:
    """What axe cannot decide and a person has."""

    rule: str
    # Found in the selector that axe gives or in the element's HTML.
    pattern: str
    reason: str

    def covers(self, rule: str, node: dict) -> bool:
        place = f"{node['target']}\n{node['html']}"
        return rule == self.rule and re.search(self.pattern, place) is not None


# The only place where a doubt of axe may be set aside.
LOOKED_AT: list[LookedAt] = [
    LookedAt(
        "color-contrast",
        r'class="(?:chart|map)__',
        "axe sees no ground behind the words of a drawing. They stand on that of the page, or have "
        "an edge in its colour; portal/colours.py has both in its table (tests/test_colours.py).",
    ),
]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """axe-core as the package ships it: nothing is fetched."""
    return Axe()


def findings(
    axe: Axe, page: Page, where: str, options: dict = OPTIONS, within: str | None = None
) -> list[str]:
    """What axe finds on the page that is open, or `within` a part of it: rule, place, HTML and
    reason of each."""
    response = axe.run(page, context=within, options=options).response
    return [
        f"{where}: {kind}: {rule['id']} ({rule['help']})\n"
        f"    {node['target']}\n    {node['html']}\n    {node['failureSummary']}"
        for kind in ("violations", "incomplete")
        for rule in response[kind]
        for node in rule["nodes"]
        if kind == "violations" or not any(entry.covers(rule["id"], node) for entry in LOOKED_AT)
    ]


def open_details(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def report(request: pytest.FixtureRequest, checked: int, found: list[str]) -> None:
    results = request.config.stash.setdefault(AXE_RESULTS, [0, 0])
    results[0] += checked
    results[1] += len(found)
    assert not found, "\n\n" + "\n\n".join(found)


def test_axe_would_tell(new_context, axe):
    """A silent axe is trusted only if it speaks where something is wrong or unsure."""
    page = new_context().new_page()
    page.set_content(
        "<html lang=pl><title>x</title><main><h1>x</h1><h3>y</h3>"
        "<p style='background: linear-gradient(#777, #999); color: #888'>z</p><img src='data:,'>"
    )
    found = "\n".join(findings(axe, page, "made up"))
    for expected in ("violations: image-alt", "violations: heading-order", "incomplete: color-con"):
        assert expected in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_page_violates_a_rule_or_leaves_a_doubt(new_context, axe, request, language, scheme):
    page = new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
    found = []
    views = [view for view in content.views() if view.language == language]
    for size in (PHONE, SCREEN):
        page.set_viewport_size(size)
        for view in views:
            content.open_view(page, view)
            open_details(page)
            found += findings(axe, page, f"{view}, {scheme}, {size['width']} px")
    report(request, 2 * len(views), found)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_forced_colours_hide_nothing(new_context, axe, request, language):
    page = new_context(
        viewport=PHONE, forced_colors="active", contrast="more", reduced_motion="reduce"
    ).new_page()
    found = []
    views = [view for view in content.views() if view.language == language]
    for view in views:
        content.open_view(page, view)
        open_details(page)
        found += findings(axe, page, f"{view}, forced colours", FORCED_OPTIONS)
        found += [f"{view}: no border: {part}" for part in measure(page, "borderless_fields")]
    report(request, len(views), found)


def test_nothing_moves_for_those_who_asked_for_no_movement(new_context):
    page = new_context(viewport=SCREEN, reduced_motion="reduce").new_page()
    found = set()
    for view in content.views():
        content.open_view(page, view)
        found |= {f"{view.name}: {movement}" for movement in measure(page, "movement")}

    assert not found, "\n" + "\n".join(sorted(found))
