"""What a browser really asks for when a telephone opens home for the first time."""

import pytest
from playwright.sync_api import Response

from tests import budgets

COUNTED = {"document", "stylesheet", "script", "font"}


@pytest.mark.parametrize("path", ["/pl/", "/en/"])
def test_the_first_visit_to_home_is_light(new_context, path):
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_load_state("networkidle")
    weights = dict.fromkeys(COUNTED, 0)
    for response in responses:
        kind = response.request.resource_type
        if kind in COUNTED:
            weights[kind] += budgets.weight(response.body())

    assert weights["document"] > 0
    assert weights["stylesheet"] > 0
    assert budgets.within(weights), weights
