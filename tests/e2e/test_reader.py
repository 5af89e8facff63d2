"""A reader with a telephone, with a keyboard, without JavaScript, in the dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import content

PHONE = {"width": 360, "height": 740}
MENUS = {
    "/pl/": ["Aktualności", "Wydarzenia", "Misja", "Kontakt"],
    "/en/": ["EN Aktualności", "EN Wydarzenia", "EN Misja", "EN Kontakt"],
}

# What Tab reaches, in the order of the document.
TABBABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, iframe, [tabindex]'
)].filter(element =>
    element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden'
    && element.checkVisibility({visibilityProperty: true})
).map((element, number) => { element.dataset.stop = number; return element.outerHTML; })"""

# The focused element: which it is, whether it is seen, whether its focus is seen.
FOCUSED = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const outlined = [element, element.closest('.card')].filter(Boolean).some(candidate => {
        const style = getComputedStyle(candidate);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    return {
        stop: element.dataset.stop ?? null,
        html: element.outerHTML.slice(0, 200),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
            && box.left >= 0 && box.left < innerWidth,
        outlined,
    };
}"""

LIGHTNESS = """property => {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = getComputedStyle(document.body)[property];
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""


@pytest.fixture
def phone(new_context) -> Page:
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


def switch(page: Page, language: str) -> None:
    page.locator(".language-switcher").get_by_role("link", name=language).click()


def test_the_switcher_keeps_page_filter_and_page_number(phone):
    phone.goto("/pl/aktualnosci/")
    phone.locator(".filters").get_by_role("link", name="Energia").click()
    expect(phone).to_have_url(re.compile(r"category=energia"))
    phone.locator("a[rel=next]").click()
    expect(phone).to_have_url(re.compile(r"/pl/aktualnosci/\?category=energia&page=2$"))
    expect(phone.locator("article.card")).to_have_count(1)

    switch(phone, "English")
    expect(phone).to_have_url(re.compile(r"/en/news/\?category=energia&page=2$"))
    expect(phone.locator("article.card")).to_have_count(1)
    expect(phone.locator(".filters [aria-current]").first).to_have_text("Energy")

    switch(phone, "polski")
    expect(phone).to_have_url(re.compile(r"/pl/aktualnosci/\?category=energia&page=2$"))
    expect(phone.locator(".filters [aria-current]").first).to_have_text("Energia")


def test_a_long_query_makes_the_page_no_wider(phone):
    phone.goto("/en/search/?q=https://www.example.org/an-address-without-any-space-" + "x" * 80)

    assert phone.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]


def test_a_table_breaks_no_word(phone):
    """Its columns are as wide as their longest word; where that is too wide, the table scrolls."""
    phone.goto("/pl/aktualnosci/nowa-strefa/")
    table = phone.locator(".table table")
    table.evaluate("table => table.style.width = '1px'")

    widths = table.evaluate_all(
        "tables => [...tables[0].querySelectorAll('th, td')].map(cell => [cell.scrollWidth, "
        "cell.clientWidth])"
    )
    assert table.bounding_box()["width"] > 60
    assert all(needed <= there for needed, there in widths)


def test_the_switcher_keeps_the_query(phone):
    phone.goto("/pl/szukaj/?q=strefa")
    switch(phone, "English")
    expect(phone).to_have_url(re.compile(r"/en/search/\?q=strefa$"))
    expect(phone.get_by_role("main").get_by_role("listitem")).to_have_count(1)


def test_the_switcher_says_so_where_the_other_language_is_missing(phone):
    phone.goto(content.WITHOUT_ENGLISH)
    notice = phone.locator("#no-translation")
    expect(notice).to_be_in_viewport()
    expect(notice).to_have_attribute("lang", "en")
    english = phone.locator(".language-switcher").get_by_role("link", name="English")
    expect(english).to_have_accessible_description(re.compile("English"))

    english.click()
    expect(phone).to_have_url(re.compile(r"/en/$"))


@pytest.mark.parametrize("home", MENUS)
def test_the_menu_leads_everywhere(phone, home):
    phone.goto(home)
    menu = phone.locator(".main-menu")
    expect(menu.get_by_role("link")).to_have_text(MENUS[home])
    for name in MENUS[home]:
        link = menu.get_by_role("link", name=name)
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 44
        link.tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text(name)
        expect(menu.locator("[aria-current=page]")).to_have_text(name)


@pytest.mark.parametrize("width", [360, 320])
def test_no_page_is_wider_than_the_telephone(new_context, width):
    context = new_context(viewport={**PHONE, "width": width})
    page = context.new_page()
    too_wide = []
    for visit in content.visits():
        assert page.goto(visit.path).status == visit.status, visit
        needed = page.evaluate("document.scrollingElement.scrollWidth")
        if needed > page.evaluate("innerWidth"):
            too_wide.append(f"{visit}: {needed} px")

    assert too_wide == []
    # Nor does any of them leave a cookie with somebody who only reads.
    assert context.cookies() == []


class TestKeyboard:
    @pytest.fixture
    def page(self, new_context) -> Page:
        return new_context(viewport=PHONE, reduced_motion="reduce").new_page()

    @pytest.mark.parametrize("path", ["/pl/", "/en/"])
    def test_the_first_stop_skips_to_the_content(self, page, path):
        page.goto(path)
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

    @pytest.mark.parametrize(
        "name",
        ["home", "news index", "news with every block", "event with programme", "contact", "404"],
    )
    def test_tab_reaches_everything_in_order_and_visibly(self, page, name):
        page.goto(content.PAGES[name][1])
        expected = page.evaluate(TABBABLE)
        assert len(expected) >= 3
        reached, unseen = [], []
        for _ in expected:
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            reached.append(focused["stop"])
            if not (focused["seen"] and focused["outlined"]):
                unseen.append(focused)

        assert reached == [str(number) for number in range(len(expected))]
        assert unseen == []

    def test_a_quote_opens_and_closes(self, page):
        page.goto("/en/news/nowa-strefa/")
        page.locator("figure.quote summary").focus()
        original = page.locator("figure.quote details blockquote")
        expect(original).to_be_hidden()
        page.keyboard.press("Enter")
        expect(original).to_be_visible()
        expect(original).to_have_attribute("lang", "pl")
        page.keyboard.press("Space")
        expect(original).to_be_hidden()

    def test_search_needs_no_mouse(self, page):
        page.goto("/pl/")
        page.get_by_role("searchbox").focus()
        page.keyboard.type("strefa")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=strefa$"))
        expect(page.get_by_role("link", name="Nowa strefa")).to_be_visible()


def test_everything_works_without_javascript(new_context, settings):
    settings.HONEYPOT_TIME_INTERVAL = -1
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/en/")
    page.locator(".main-menu").get_by_role("link", name="EN Aktualności").click()
    page.get_by_role("link", name="EN Nowa strefa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("EN Nowa strefa")
    original = page.locator("figure.quote details blockquote")
    expect(original).to_be_hidden()
    page.locator("figure.quote summary").click()
    expect(original).to_be_visible()
    switch(page, "polski")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nowa strefa")
    page.get_by_role("searchbox").fill("strefa")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.get_by_role("main").get_by_role("link", name="Nowa strefa")).to_be_visible()
    page.locator(".main-menu").get_by_role("link", name="Kontakt").click()
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("name", ["home", "news with every block", "contact", "404"])
def test_the_dark_scheme_is_dark_and_the_light_one_light(new_context, name):
    for scheme in ("dark", "light"):
        page = new_context(color_scheme=scheme).new_page()
        page.goto(content.PAGES[name][0])
        ground = page.evaluate(LIGHTNESS, "backgroundColor")
        text = page.evaluate(LIGHTNESS, "color")
        assert (ground < 0.2) == (scheme == "dark"), scheme
        assert (text > 0.7) == (scheme == "dark"), scheme
