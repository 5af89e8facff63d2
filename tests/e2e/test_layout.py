"""Pages at every width and size of text: nothing is cut, moves about or is too small to hit."""

import pytest
from playwright.sync_api import Page

from tests.e2e import content
from tests.e2e.measures import measure, script

# 1280 px seen at 400 % and at 200 %, and a telephone whose text alone is twice as large.
ZOOMS = {
    "400 %": ({"width": 320, "height": 256}, ""),
    "200 %": ({"width": 640, "height": 400}, ""),
    "text at 200 %": ({"width": 360, "height": 740}, "200%"),
}
SIZES = {"phone": {"width": 360, "height": 740}, "screen": {"width": 1280, "height": 800}}
STABLE = 0.01


# A distant server, so that styles, fonts and pictures come after the page and not with it.
DISTANCE = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 500_000,
    "uploadThroughput": 500_000,
}


def everything_shown(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


@pytest.mark.parametrize("zoom", ZOOMS)
def test_enlarged_pages_flow_anew_and_lose_no_text(new_context, zoom):
    size, text = ZOOMS[zoom]
    page = new_context(viewport=size, reduced_motion="reduce").new_page()
    lost = []
    for view in content.views():
        content.open_view(page, view)
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        everything_shown(page)
        lost += [f"{view}: {text}" for text in measure(page, "unseen_text")]

    assert not lost, "\n" + "\n".join(lost)


@pytest.mark.parametrize("size", SIZES)
def test_everything_to_hit_is_large_enough_or_stands_alone(new_context, size):
    page = new_context(viewport=SIZES[size], reduced_motion="reduce").new_page()
    small = []
    for view in content.views():
        content.open_view(page, view)
        everything_shown(page)
        small += [f"{view}: {target}" for target in measure(page, "small_targets")]

    assert not small, "\n" + "\n".join(small)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_a_page_loads_and_is_read(new_context, size):
    context = new_context(viewport=SIZES[size])
    page = context.new_page()
    page.add_init_script(script("watch_shifts"))
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", DISTANCE)
    unstable = []
    # The languages differ in their words only.
    for view in content.visits():
        if view.language == "pl":
            content.open_view(page, view)
            shifts = measure(page, "scroll_through")
            if sum(value for value, _ in shifts) > STABLE:
                unstable.append((str(view), shifts))

    assert not unstable, "\n" + "\n".join(map(str, unstable))


class TestTheMeasures:
    """Each tells where something is wrong: what passes everything would measure nothing."""

    @pytest.fixture
    def page(self, new_context) -> Page:
        return new_context(viewport=SIZES["phone"]).new_page()

    def test_of_text(self, page):
        page.set_content(
            "<p style='width: 3em; overflow: hidden; white-space: nowrap'>cut at the right"
            "<p style='height: 1em; overflow: hidden; width: 3em'>cut below, wholly"
            "<p style='position: absolute; left: 350px; white-space: nowrap'>beyond the margin"
            "<p style='width: 3em; overflow: auto; white-space: nowrap'>it scrolls by itself"
        )
        found = "\n".join(measure(page, "unseen_text"))
        assert "scrolls sideways" in found
        assert found.count("cut by p") == 2
        assert "outside the page: beyond the margin" in found
        assert "by itself" not in found

    def test_of_targets(self, page):
        page.set_content(
            "<meta name=viewport content='width=device-width'>"
            "<p><button style='width: 20px; height: 20px'></button>"
            "<button style='width: 20px; height: 20px'></button></p>"
            "<p style='margin: 3em'><button id=alone style='width: 20px; height: 20px'></button>"
            "<p style='font-size: 12px; line-height: 1.2'>a <a href=/a>link</a>,<a href=/b>two</a>"
        )
        found = measure(page, "small_targets")
        assert len(found) == 2
        assert not any("alone" in target for target in found)

    def test_of_shifts(self, page):
        page.add_init_script(script("watch_shifts"))
        page.goto("/pl/")
        page.evaluate(
            "new Promise(done => setTimeout(() => {"
            "document.querySelector('main').style.marginTop = '300px'; done() }, 100))"
        )
        assert sum(value for value, _ in measure(page, "scroll_through")) > STABLE
