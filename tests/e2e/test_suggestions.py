"""Suggestions while typing: a combobox (WAI-ARIA 1.2) for keyboard, mouse, touch and listeners."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.test_accessibility import FORCED_OPTIONS, PHONE, SCREEN, axe, findings, report

__all__ = ["axe"]  # a fixture

# What the list covers cannot be measured; axe has seen it elsewhere, without the list.
FORM = "main .search-form"
ADDRESS = "**/szukaj/podpowiedzi/?*"


def field(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("combobox")


def listbox(page: Page) -> Locator:
    return page.get_by_role("listbox", name=re.compile("Podpowiedzi|Suggestions"))


def options(page: Page) -> Locator:
    return listbox(page).get_by_role("option")


def type_words(page: Page, words: str = "ener", where: Locator | None = None) -> None:
    (where or field(page)).press_sequentially(words)
    expect(options(page).first).to_be_visible()


def active(page: Page) -> str:
    """The text of the suggestion that a screen reader is told of."""
    return field(page).evaluate(
        "field => document.getElementById(field.getAttribute('aria-activedescendant'))?.textContent"
        " ?? ''"
    )


@pytest.fixture
def page(new_context) -> Page:
    page = new_context(viewport=SCREEN, reduced_motion="reduce").new_page()
    page.goto("/pl/szukaj/")
    return page


def test_the_field_says_what_it_is(page):
    expect(field(page)).to_have_attribute("aria-autocomplete", "list")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(listbox(page)).to_have_count(0)

    type_words(page)

    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(field(page)).to_have_attribute("aria-controls", listbox(page).get_attribute("id"))
    expect(options(page)).to_have_count(7)
    assert active(page) == ""


def test_how_many_there_are_is_announced(page):
    type_words(page)

    expect(page.get_by_role("main").locator("form [role=status]")).to_have_text("7 podpowiedzi")


def test_arrows_go_through_the_list_and_back_into_the_field(page):
    type_words(page)
    texts = options(page).all_inner_texts()

    field(page).press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert active(page).split() == texts[0].split()
    field(page).press("ArrowUp")
    assert active(page) == ""
    field(page).press("ArrowUp")
    assert active(page).split() == texts[-1].split()
    field(page).press("ArrowDown")
    assert active(page) == ""
    expect(field(page)).to_have_value("ener")
    expect(field(page)).to_be_focused()


def test_home_and_end_lead_to_the_ends_of_the_list(page):
    type_words(page)
    texts = options(page).all_inner_texts()
    field(page).press("ArrowDown")

    field(page).press("End")
    assert active(page).split() == texts[-1].split()
    field(page).press("Home")
    assert active(page).split() == texts[0].split()


def test_without_a_chosen_suggestion_home_and_end_belong_to_the_text(page):
    type_words(page)
    field(page).press("Home")

    assert active(page) == ""
    assert field(page).evaluate("field => field.selectionStart") == 0


def test_enter_opens_the_chosen_suggestion(page):
    type_words(page, "forum")
    field(page).press("ArrowDown")
    title = options(page).first.locator("span").inner_text()
    field(page).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_enter_without_a_choice_sends_the_form(page):
    type_words(page, "forum")
    field(page).press("Enter")

    expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=forum$"))


def test_escape_closes_the_list_and_then_empties_the_field(page):
    type_words(page)
    field(page).press("Escape")
    expect(listbox(page)).to_have_count(0)
    expect(field(page)).to_have_value("ener")
    expect(field(page)).to_have_attribute("aria-expanded", "false")

    field(page).press("Escape")
    expect(field(page)).to_have_value("")


def test_an_arrow_opens_the_list_again(page):
    type_words(page)
    field(page).press("Escape")
    field(page).press("ArrowDown")

    expect(options(page).first).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("failure", ["offline", "error"])
def test_without_an_answer_nothing_is_suggested_for_other_words(page, watch, failure):
    type_words(page)
    page.route(
        ADDRESS,
        lambda route: route.abort() if failure == "offline" else route.fulfill(status=500),
    )
    with page.expect_request(ADDRESS):
        field(page).press_sequentially("getyka")
    page.wait_for_timeout(300)

    expect(listbox(page)).to_have_count(0)
    expect(page.get_by_role("main").locator("form [role=status]")).to_have_text("")
    field(page).press("ArrowDown")
    expect(listbox(page)).to_have_count(0)
    assert active(page) == ""
    # The browser itself reports what the test made up.
    watch.errors = [error for error in watch.errors if "podpowiedzi" not in error[0]]


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
def test_an_arrow_opens_no_suggestions_for_other_words(page, leave):
    type_words(page)
    page.route(ADDRESS, lambda route: None)  # No answer comes.
    field(page).press("x")
    field(page).press(leave)
    field(page).focus()
    field(page).press("ArrowDown")

    expect(listbox(page)).to_have_count(0)
    assert active(page) == ""


def test_tab_goes_on_and_closes_it(page):
    type_words(page)
    field(page).press("ArrowDown")
    field(page).press("Tab")

    expect(page.get_by_role("main").get_by_role("button", name="Szukaj")).to_be_focused()
    expect(listbox(page)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/pl/szukaj/$"))


def test_a_click_opens_a_suggestion(page):
    type_words(page, "forum")
    options(page).first.click()

    expect(page).to_have_url(re.compile(r"/pl/wydarzenia/"))


def test_less_than_two_letters_ask_nothing(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field(page).press_sequentially("e")
    page.wait_for_timeout(600)

    assert [url for url in asked if "podpowiedzi" in url] == []


def test_who_types_on_is_answered_once(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    type_words(page, "energia")

    assert len([url for url in asked if "podpowiedzi" in url]) <= 2


def test_an_answer_that_comes_too_late_is_dropped(page):
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if "q=en" in route.request.url and "q=ene" not in route.request.url:
            waiting.append(route)
        else:
            route.continue_()

    page.route(ADDRESS, hold_the_first)
    with page.expect_request(ADDRESS):
        field(page).press_sequentially("en")
    field(page).fill("forum")
    expect(options(page).first).to_contain_text("orum")
    for route in waiting:
        route.fulfill(json={"status": "", "suggestions": [{"title": ["late"], "url": "/late"}]})
    page.wait_for_timeout(300)

    expect(options(page).filter(has_text="late")).to_have_count(0)


@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"status": 200, "body": "<html>"}, {"status": 404}]
)
def test_where_there_is_no_answer_the_form_works_all_the_same(page, watch, answer):
    page.route(ADDRESS, lambda route: route.fulfill(**answer))
    with page.expect_response(ADDRESS):
        field(page).press_sequentially("forum")
    expect(listbox(page)).to_have_count(0)
    field(page).press("Enter")

    expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=forum$"))
    # The browser itself reports what the test made up.
    watch.errors = [error for error in watch.errors if "podpowiedzi" not in error[0]]


def test_titles_are_shown_as_text(page):
    title = ["<img src=x onerror=alert(1)> ", "<b>x</b>", ""]
    answer = {"status": "1", "suggestions": [{"title": title, "kind": "<i>", "url": "/pl/"}]}
    page.route(ADDRESS, lambda route: route.fulfill(json=answer))
    type_words(page)

    expect(options(page).first).to_contain_text("".join(title))
    expect(options(page).locator("img, b, i")).to_have_count(0)


def test_the_form_of_the_header_has_them_too(page):
    page.goto("/en/")
    header = page.get_by_role("banner").get_by_role("combobox")
    type_words(page, "forum", header)
    header.press("ArrowDown")
    header.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/events/"))


def test_so_has_that_of_the_menu_and_escape_leaves_the_menu_open(new_context):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto("/pl/")
    page.get_by_role("button", name="Menu", exact=True).tap()
    header = page.get_by_role("banner").get_by_role("combobox")
    type_words(page, "forum", header)
    header.press("Escape")
    expect(listbox(page)).to_have_count(0)
    expect(header).to_be_visible()

    header.press("ArrowDown")
    options(page).first.tap()
    expect(page).to_have_url(re.compile(r"/pl/wydarzenia/"))


def test_the_open_list_makes_no_page_wider(new_context):
    page = new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto("/pl/szukaj/")
    type_words(page)

    assert page.evaluate("document.scrollingElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
def test_axe_finds_nothing_in_the_open_list(new_context, axe, request, size, scheme):
    page = new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto("/pl/szukaj/")
    type_words(page)
    field(page).press("ArrowDown")

    report(
        request, 1, findings(axe, page, f"suggestions, {scheme}, {size['width']} px", within=FORM)
    )


def test_axe_finds_nothing_in_it_in_forced_colours(new_context, axe, request):
    page = new_context(viewport=PHONE, forced_colors="active", reduced_motion="reduce").new_page()
    page.goto("/pl/szukaj/")
    type_words(page)
    field(page).press("ArrowDown")

    report(request, 1, findings(axe, page, "suggestions, forced", FORCED_OPTIONS, within=FORM))
    selected = options(page).first.evaluate("option => getComputedStyle(option).backgroundColor")
    other = options(page).nth(1).evaluate("option => getComputedStyle(option).backgroundColor")
    assert selected != other
