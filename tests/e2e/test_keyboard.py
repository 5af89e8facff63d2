"""A reader who has a keyboard and nothing else."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import content
from tests.e2e.measures import measure

SIZES = {"phone": {"width": 360, "height": 740}, "screen": {"width": 1280, "height": 800}}
# Far more than any page has; a reader who tabs on after that is trapped.
TOO_MANY = 300
FIRST_MENU_ITEM = {"pl": "Aktualności", "en": "EN Aktualności"}


def walk(page: Page, key: str) -> list[dict]:
    """The stops that `key` makes until focus leaves the page or begins anew."""
    stops: list[dict] = []
    for _ in range(TOO_MANY):
        page.keyboard.press(key)
        focused = measure(page, "focused")
        if focused is None or (stops and focused["stop"] == stops[0]["stop"]):
            return stops
        if stops and focused["stop"] in {stop["stop"] for stop in stops}:
            raise AssertionError(f"trapped: back at {focused['html']}")
        stops.append(focused)
    raise AssertionError(f"no end after {TOO_MANY} stops")


def reads_on(one: dict, other: dict) -> bool:
    """Whether `other` stands after `one` as we read: lower, further right, or in a later column."""
    here, there = one["box"], other["box"]
    in_one_row = min(here["bottom"], there["bottom"]) - max(here["top"], there["top"]) > 4
    if in_one_row:
        return there["right"] > here["left"]
    return there["top"] >= here["top"] or there["left"] >= here["right"] - 1


def problems_of(stops: list[dict]) -> list[str]:
    found = [f"{problem}: {stop['html']}" for stop in stops for problem in stop["problems"]]
    for one, other in pairwise(stops):
        if not other["follows"]:
            found.append(f"against the order of the document: {other['html']}")
        if one["landmark"] == other["landmark"] and not reads_on(one, other):
            found.append(f"stands before what is focused before it: {other['html']}")
    return found


def open_for_keyboard(page: Page, view: content.Visit) -> None:
    content.open_view(page, view)
    # A form with errors takes the focus; here every page is walked from the address bar.
    page.evaluate("document.activeElement.blur(), history.replaceState(null, '', ' ')")
    measure(page, "remember_looks")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_tab_goes_through_each_page_and_back(new_context, size, language):
    page = new_context(viewport=SIZES[size], reduced_motion="reduce").new_page()
    found = []
    for view in content.visits():
        if view.language != language:
            continue
        open_for_keyboard(page, view)
        expected = measure(page, "tabbable")
        there = walk(page, "Tab")
        back = walk(page, "Shift+Tab")
        problems = problems_of(there)
        problems += [f"not reached: {html}" for html in missing(expected, there)]
        # Behind the last stop, backwards begins with it.
        if [stop["stop"] for stop in back] != [stop["stop"] for stop in reversed(there)]:
            problems.append("Shift+Tab goes another way")
        for stop in back:
            problems += [f"{problem}, backwards: {stop['html']}" for problem in stop["problems"]]
        found += [f"{view}: {problem}" for problem in problems]

    assert not found, "\n" + "\n".join(found)


def missing(expected: list[str], stops: list[dict]) -> list[str]:
    left = list(expected)
    for stop in stops:
        if stop["html"] in left:
            left.remove(stop["html"])
    return left


@pytest.mark.parametrize("language", ["pl", "en"])
def test_focus_is_visible_in_forced_colours(new_context, language):
    """Where shadows are not drawn."""
    page = new_context(
        viewport=SIZES["phone"], forced_colors="active", reduced_motion="reduce"
    ).new_page()
    found = []
    for name in ("home", "news with every block", "contact"):
        view = next(
            view for view in content.visits() if (view.name, view.language) == (name, language)
        )
        open_for_keyboard(page, view)
        stops = walk(page, "Tab")
        found += [
            f"{view}: {problem}: {stop['html']}" for stop in stops for problem in stop["problems"]
        ]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_first_stop_skips_to_the_content(new_context, size, language):
    page = new_context(viewport=SIZES[size], reduced_motion="reduce").new_page()
    failed = []
    for view in content.visits():
        # What is shown when something has failed may have nothing to skip.
        if view.language != language or view.status != 200:
            continue
        content.open_view(page, view)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_attribute("href", re.compile("^#."))
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        # The browser goes on from there, whether or not the place itself has the focus.
        page.keyboard.press("Tab")
        after = page.evaluate(
            """() => {
                const main = document.querySelector('main'), element = document.activeElement;
                return main.contains(element) || !main.querySelector('a[href], button, input')
                    && Boolean(main.compareDocumentPosition(element)
                        & Node.DOCUMENT_POSITION_FOLLOWING);
            }"""
        )
        if not after:
            failed.append(f"{view}: {page.evaluate('document.activeElement.outerHTML')[:200]}")

    assert not failed, "\n" + "\n".join(failed)


class TestMenu:
    """On a narrow screen the main menu waits behind a button: the browser's own popover."""

    @pytest.fixture(params=["pl", "en"])
    def language(self, request) -> str:
        return request.param

    @pytest.fixture
    def page(self, new_context, language) -> Page:
        page = new_context(viewport=SIZES["phone"], reduced_motion="reduce").new_page()
        page.goto(f"/{language}/")
        return page

    @staticmethod
    def button(page: Page) -> Locator:
        return page.get_by_role("button", name="Menu", exact=True)

    def menu(self, page: Page) -> Locator:
        return page.locator(f"[id='{self.button(page).get_attribute('popovertarget')}']")

    def reach_button(self, page: Page) -> Locator:
        button = self.button(page)
        for _ in range(TOO_MANY):
            page.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                return button
        raise AssertionError("Tab never reaches the button")

    @pytest.mark.parametrize("key", ["Enter", "Space"])
    def test_opens_and_closes_by_key(self, page, language, key):
        expect(self.button(page)).to_be_visible()
        menu = self.menu(page)
        expect(menu).to_be_hidden()
        button = self.reach_button(page)
        page.keyboard.press(key)
        expect(menu).to_be_visible()
        first = menu.get_by_role("link", name=FIRST_MENU_ITEM[language], exact=True)
        expect(first).to_be_in_viewport()
        page.keyboard.press(key)
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()

    def test_escape_closes_it_and_focus_is_on_the_button_again(self, page):
        button = self.reach_button(page)
        menu = self.menu(page)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(menu.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()

    def test_tab_goes_into_it_and_out_of_it(self, page):
        self.reach_button(page)
        measure(page, "remember_looks")
        menu = self.menu(page)
        page.keyboard.press("Enter")
        stops = menu.locator("a[href], button, input:not([type=hidden])").count()
        assert stops >= 4
        problems = []
        # Opening it puts the focus on its first stop.
        for _ in range(stops):
            expect(menu.locator(":focus")).to_have_count(1)
            problems += measure(page, "focused")["problems"]
            page.keyboard.press("Tab")
        expect(menu.locator(":focus")).to_have_count(0)
        assert page.evaluate("document.activeElement !== document.body")
        # What the focus reaches behind an open menu must not lie beneath it.
        problems += measure(page, "focused")["problems"]
        assert problems == []

    def test_its_links_lead_on(self, page, language):
        self.reach_button(page)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        menu = self.menu(page)
        menu.get_by_role("link", name=FIRST_MENU_ITEM[language], exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_MENU_ITEM[language])
        expect(self.menu(page)).to_be_hidden()

    def test_needs_no_script(self, new_context, language):
        page = new_context(viewport=SIZES["phone"], java_script_enabled=False).new_page()
        page.goto(f"/{language}/")
        expect(self.menu(page)).to_be_hidden()
        self.button(page).click()
        menu = self.menu(page)
        expect(menu).to_be_visible()
        menu.get_by_role("link", name=FIRST_MENU_ITEM[language], exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_MENU_ITEM[language])

    def test_a_wide_screen_shows_it_without_a_button(self, new_context, language):
        page = new_context(viewport=SIZES["screen"]).new_page()
        page.goto(f"/{language}/")
        expect(self.button(page)).to_be_hidden()
        menu = page.get_by_role("banner").get_by_role(
            "link", name=FIRST_MENU_ITEM[language], exact=True
        )
        expect(menu).to_be_visible()


def test_the_walk_would_tell(new_context):
    """What passes every page would measure nothing: each problem is found where it is."""
    page = new_context(viewport=SIZES["phone"]).new_page()
    page.set_content(
        "<main style='position: relative; height: 20rem'>"
        "<a href=/1 style='position: absolute; top: 10rem'>low</a>"
        "<a href=/2 style='position: absolute; top: 5rem'>high</a>"
        "<a href=/3 style='position: absolute; top: 12rem; outline: none'>unmarked</a>"
        "<a href=/4 style='position: absolute; top: 15rem'>covered</a>"
        "<div style='position: absolute; top: 14rem; width: 9rem; height: 3rem'></div>"
        "<a href=/5 style='position: absolute; top: 18rem; left: -99rem'>outside</a>"
        "<a href=/6 style='position: absolute; top: 19rem' tabindex=1>first</a></main>"
    )
    measure(page, "remember_looks")
    found = "\n".join(problems_of(walk(page, "Tab")))
    for problem in (
        r"stands before what is focused before it: .*>high<",
        r"focus not visible: .*>unmarked<",
        r"covered by <div.*>covered<",
        r"outside the window: .*>outside<",
        r"against the order of the document: .*>low<",
    ):
        assert re.search(problem, found), f"{problem} in:\n{found}"
