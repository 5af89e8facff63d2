"""A reader whose browser runs no script, because it failed to load or is not wanted."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from wagtail.contrib.forms.models import FormSubmission

from tests.e2e import content

SIZES = {"phone": {"width": 360, "height": 740}, "screen": {"width": 1280, "height": 800}}


@pytest.fixture(params=SIZES)
def page(new_context, request) -> Page:
    return new_context(viewport=SIZES[request.param], java_script_enabled=False).new_page()


def in_header(page: Page, wanted: Locator) -> Locator:
    """`wanted`, which a narrow screen may keep behind the menu button."""
    button = page.get_by_role("button", name="Menu", exact=True)
    if not wanted.first.is_visible() and button.is_visible():
        button.click()
    return wanted.first


def menu_link(page: Page, name: str) -> Locator:
    return in_header(page, page.get_by_role("banner").get_by_role("link", name=name, exact=True))


def switch(page: Page, language: str) -> None:
    in_header(page, page.get_by_role("banner").locator(f"a[hreflang={language}]")).click()


def unfold(link: Locator) -> Locator:
    """`link`, where necessary out of what is folded away around it."""
    if not link.is_visible():
        link.locator("xpath=ancestor::details").locator("summary").click()
    return link


def search(page: Page, query: str) -> None:
    field = in_header(page, page.locator("input[type=search]"))
    field.fill(query)
    field.press("Enter")


def test_each_page_is_whole(page):
    for view in content.views():
        content.open_view(page, view)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("main")).to_be_visible()
        for part in page.locator("main details").all():
            # A wide screen may show without asking what a narrow one folds away.
            if part.get_attribute("open") is None and part.locator("summary").is_visible():
                part.locator("summary").click()
            expect(part.locator("summary ~ *").first).to_be_visible()


def test_menu_filter_switch_and_search_work(page):
    page.goto("/en/")
    menu_link(page, "EN Aktualności").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("EN Aktualności")

    unfold(page.locator("main a[href*='category=energia']").first).click()
    expect(page).to_have_url(re.compile("category=energia"))
    expect(page.get_by_role("main").get_by_text("EN Nowa strefa")).to_have_count(0)
    page.get_by_role("main").locator("a[rel=next]").click()
    expect(page).to_have_url(re.compile(r"category=energia&page=2$"))

    switch(page, "pl")
    expect(page).to_have_url(re.compile(r"/pl/aktualnosci/\?category=energia&page=2$"))

    search(page, "strefa")
    expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=strefa$"))
    page.get_by_role("main").get_by_role("link", name="Nowa strefa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nowa strefa")


def test_a_message_arrives(page, settings):
    settings.HONEYPOT_TIME_INTERVAL = -1
    before = FormSubmission.objects.count()
    page.goto("/pl/")
    menu_link(page, "Kontakt").click()
    form = page.locator("main form")
    form.locator("[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    form.get_by_label("Imię i nazwisko").fill("Jan Nowak")
    form.get_by_label("Adres e-mail").fill("jan@example.org")
    form.get_by_label("Temat").select_option(index=1)
    form.get_by_label("Wiadomość").fill("Chcemy porozmawiać o terenie w Kleszczowie.")
    form.get_by_label("Zgadzam się").check()
    form.locator("[type=submit]").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Odpiszemy.")
    assert FormSubmission.objects.count() == before + 1
