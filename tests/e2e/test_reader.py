"""A reader with a telephone, with a keyboard, in the dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import content

PHONE = {"width": 360, "height": 740}
MENUS = {
    "/pl/": ["Aktualności", "Wydarzenia", "Misja", "Kontakt"],
    "/en/": ["EN Aktualności", "EN Wydarzenia", "EN Misja", "EN Kontakt"],
}

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
    phone.locator(".filters summary").click()
    phone.locator(".filters").get_by_role("link", name="Energia").click()
    expect(phone).to_have_url(re.compile(r"category=energia"))
    phone.locator("a[rel=next]").click()
    expect(phone).to_have_url(re.compile(r"/pl/aktualnosci/\?category=energia&page=2$"))
    expect(phone.locator("article.news-card")).to_have_count(1)

    switch(phone, "English")
    expect(phone).to_have_url(re.compile(r"/en/news/\?category=energia&page=2$"))
    expect(phone.locator("article.news-card")).to_have_count(1)
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
    table = phone.locator(".table table").first
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
    for name in MENUS[home]:
        phone.get_by_role("button", name="Menu").tap()
        expect(menu.get_by_role("link")).to_have_text(MENUS[home])
        link = menu.get_by_role("link", name=name)
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 44
        link.tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text(name)
        expect(menu).to_be_hidden()
        expect(menu.locator("[aria-current=page]")).to_have_text(name)


def test_whoever_only_reads_gets_no_cookie(new_context):
    context = new_context(viewport=PHONE)
    page = context.new_page()
    for visit in content.visits():
        assert page.goto(visit.path).status == visit.status, visit

    assert context.cookies() == []


class TestKeyboard:
    @pytest.fixture
    def page(self, new_context) -> Page:
        return new_context(viewport=PHONE, reduced_motion="reduce").new_page()

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
        page.get_by_role("button", name="Menu").focus()
        page.keyboard.press("Enter")
        page.get_by_role("combobox").focus()
        page.keyboard.type("strefa")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=strefa$"))
        expect(page.get_by_role("link", name="Nowa strefa")).to_be_visible()


@pytest.mark.parametrize("name", ["home", "news with every block", "contact", "404"])
def test_the_dark_scheme_is_dark_and_the_light_one_light(new_context, name):
    for scheme in ("dark", "light"):
        page = new_context(color_scheme=scheme).new_page()
        page.goto(content.PAGES[name][0])
        ground = page.evaluate(LIGHTNESS, "backgroundColor")
        text = page.evaluate(LIGHTNESS, "color")
        assert (ground < 0.2) == (scheme == "dark"), scheme
        assert (text > 0.7) == (scheme == "dark"), scheme
