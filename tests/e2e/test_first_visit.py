"""What a browser really asks for when a telephone opens home for the first time."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests import budgets
from tests.e2e.content import PAGES

PHONE = {"width": 360, "height": 740}
COUNTED = {"document", "script", "font"}
PICTURES = {"image"}


@pytest.fixture
def telephone(new_context) -> Page:
    return new_context(viewport=PHONE, device_scale_factor=2).new_page()


def responses_to_a_visit(page: Page, path: str) -> list[Response]:
    """All that `path` makes the browser ask for while nobody touches it."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_load_state("networkidle")
    return responses


def names(responses: list[Response]) -> set[str]:
    """Of the files: without folder and ending."""
    return {urlsplit(response.url).path.rpartition("/")[2].split(".")[0] for response in responses}


@pytest.mark.parametrize("path", PAGES["home"])
def test_the_first_visit_to_home_is_light(telephone, path):
    responses = responses_to_a_visit(telephone, path)
    weights = dict.fromkeys(COUNTED, 0)
    for response in responses:
        kind = response.request.resource_type
        if kind in COUNTED:
            weights[kind] += budgets.weight(response.body())
    pictures = sum(
        len(response.body()) for response in responses if response.request.resource_type in PICTURES
    )

    assert weights["document"] > 0
    assert weights["font"] > 0
    assert budgets.within(weights), weights
    assert sum(weights.values()) + pictures <= budgets.EVERYTHING
    assert len(responses) <= budgets.REQUESTS, [response.url for response in responses]


def test_only_the_letters_that_a_page_has_are_fetched(telephone):
    assert "portal-sans" in names(responses_to_a_visit(telephone, "/pl/"))
    assert not {"portal-sans-italic", "portal-sans-more"} & names(
        responses_to_a_visit(telephone, "/pl/")
    )

    with telephone.expect_response("**/portal-sans-more*"):
        telephone.evaluate("document.querySelector('h1').textContent = 'Dvořák'")
    with telephone.expect_response("**/portal-sans-italic*"):
        telephone.evaluate("document.querySelector('h1').style.fontStyle = 'italic'")


@pytest.mark.parametrize("path", PAGES["home"])
def test_a_page_about_to_be_opened_is_fetched_early(new_context, path):
    page = new_context().new_page()
    page.goto(path, wait_until="networkidle")
    with page.expect_request(
        lambda request: "prefetch" in request.headers.get("sec-purpose", "")
    ) as early:
        page.locator("#latest-news ~ p a.more, .main-menu a").first.hover()

    assert early.value.url.startswith(page.url)
