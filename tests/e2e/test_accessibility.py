"""axe-core on every page type: no violation of WCAG 2.2 A and AA that a machine can find."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import content
from tests.e2e.conftest import AXE_RESULTS

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
CONTACT = {"pl": "/pl/kontakt/", "en": "/en/contact/"}


@pytest.fixture(scope="session")
def axe() -> Axe:
    """axe-core as the package ships it: nothing is fetched."""
    return Axe()


def violations(axe: Axe, page: Page, where: str) -> list[str]:
    """What axe finds on the page that is open: rule, place and HTML of each."""
    return [
        f"{where}: {rule['id']} ({rule['help']})\n    {node['target']}\n    {node['html']}\n"
        f"    {node['failureSummary']}"
        for rule in axe.run(page, options=OPTIONS).response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_page_type_violates_wcag(new_context, axe, request, language, scheme):
    page = new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
    found = []
    checked = 0
    for visit in content.visits():
        if visit.language != language:
            continue
        assert page.goto(visit.path).status == visit.status, visit
        for summary in page.locator("main summary").all():
            summary.click()
        found += violations(axe, page, f"{visit}, {scheme}")
        checked += 1
    page.goto(CONTACT[language])
    page.get_by_role("main").get_by_role("button").click()
    page.get_by_role("alert").wait_for()
    found += violations(axe, page, f"contact with errors ({language}), {scheme}")
    checked += 1

    results = request.config.stash.setdefault(AXE_RESULTS, [0, 0])
    results[0] += checked
    results[1] += len(found)
    assert not found, "\n\n" + "\n\n".join(found)
