"""What the design promises and no rule of HTML or WCAG would notice."""

import pytest

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
EVENT, ARTICLE = "/pl/wydarzenia/forum/", "/en/news/nowa-strefa/"


def style(locator, name: str) -> str:
    return locator.evaluate("(node, name) => getComputedStyle(node)[name]", name)


def opened(new_context, viewport, path: str):
    page = new_context(viewport=viewport).new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("language", ["pl/kontakt", "en/contact"])
def test_call_write_and_find_need_no_scrolling_on_a_phone(new_context, language):
    page = opened(new_context, PHONE, f"/{language}/")

    ways = [way.bounding_box() for way in page.locator(".contact-way").all()]
    assert len(ways) == 3
    assert all(box["y"] + box["height"] <= PHONE["height"] for box in ways)


@pytest.mark.parametrize(("viewport", "beside"), [(DESK, True), (PHONE, False)])
def test_a_programme_is_a_timetable_where_there_is_room(new_context, viewport, beside):
    session = opened(new_context, viewport, EVENT).locator(".session").first
    time = session.locator(".session__time").bounding_box()
    title = session.locator(".session__title").bounding_box()

    assert (title["x"] >= time["x"] + time["width"]) == beside
    assert style(session.locator("time").first, "fontVariantNumeric").endswith("tabular-nums")


def test_verbatim_and_paraphrase_look_different(new_context):
    verbatim = opened(new_context, DESK, ARTICLE).locator(".quote--verbatim").first
    paraphrase = opened(new_context, DESK, EVENT).locator(".quote--paraphrase").first

    for name in ("borderLeftStyle", "borderLeftColor"):
        assert style(verbatim, name) != style(paraphrase, name)
    words = "> blockquote > p"
    assert style(verbatim.locator(words), "fontSize") > style(paraphrase.locator(words), "fontSize")
    # The opening mark hangs left of the text.
    assert float(style(verbatim.locator(words), "textIndent").removesuffix("px")) < 0
