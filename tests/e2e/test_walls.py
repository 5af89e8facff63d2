"""No page does what its policy forbids, neither a reader's nor one of the admin (0033)."""

import re

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect

from tests.e2e import content
from tests.e2e.test_editor import log_in
from tests.e2e.test_translating import work

__all__ = ["work"]  # a fixture

# Told in every frame, so that a preview within the admin is heard as well.
LISTEN = """
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  console.log(`forbidden: ${effectiveDirective} ${blockedURI} ${sample}`));
"""
ARTICLE = "/pl/aktualnosci/nowa-strefa/"


def listen(context: BrowserContext) -> list[str]:
    """What the pages of `context` do against their policy, from now on."""
    forbidden: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.text.startswith("forbidden: "):
            forbidden.append(f"{message.page.url if message.page else ''} {message.text}")

    context.on("console", hear)
    context.add_init_script(LISTEN)
    return forbidden


@pytest.fixture
def context(new_context) -> BrowserContext:
    return new_context(viewport={"width": 1440, "height": 900})


@pytest.fixture
def forbidden(context) -> list[str]:
    return listen(context)


@pytest.fixture
def page(context, forbidden) -> Page:
    return context.new_page()


def test_the_listener_would_tell(browser, portal):
    # One that is not watched: here something is to go wrong.
    context = browser.new_context(base_url=portal.url)
    forbidden = listen(context)
    page = context.new_page()
    page.goto("/pl/")
    page.evaluate(
        """() => {
          document.body.append(
            Object.assign(document.createElement("script"), { textContent: "window.ran = true" }),
            Object.assign(document.createElement("style"), { textContent: "body { color: red }" }),
            Object.assign(document.createElement("img"), { src: "data:," }),
          );
          document.body.setAttribute("style", "color: red");
        }"""
    )
    page.wait_for_timeout(200)

    assert page.evaluate("window.ran") is None
    found = "\n".join(forbidden)
    for directive in ("script-src-elem", "style-src-elem", "style-src-attr", "img-src"):
        assert f"forbidden: {directive}" in found
    context.close()


def test_pages_for_readers(page, forbidden):
    for view in content.views():
        content.open_view(page, view)
        page.wait_for_load_state()
    assert forbidden == []


def test_the_stylesheet_and_the_rules_for_fetching_early_are_taken(page, forbidden):
    page.goto("/pl/")

    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert page.evaluate("HTMLScriptElement.supports('speculationrules')")
    assert forbidden == []


def test_suggestions_while_typing(page, forbidden):
    page.goto("/pl/szukaj/")
    page.get_by_role("main").get_by_role("combobox").press_sequentially("ener")
    expect(page.get_by_role("main").get_by_role("option").first).to_be_visible()
    assert forbidden == []


def test_the_bar_of_an_editor(page, forbidden):
    log_in(page)
    page.goto(ARTICLE)
    bar = page.locator("wagtail-userbar")
    expect(bar.get_by_role("button").first).to_be_visible()
    bar.get_by_role("button").first.click()
    expect(bar.get_by_role("menu")).to_be_visible()
    assert forbidden == []


def test_the_editor_with_preview_and_chooser(page, forbidden):
    log_in(page)
    page.goto(ARTICLE)
    edit = page.locator("wagtail-userbar").locator("a[href*='/edit/']").first.get_attribute("href")
    page.goto(edit)
    page.get_by_role("button", name="Przełącz podgląd").click()
    frame = page.frame_locator("[data-side-panel=preview] iframe").last
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Przełącz podgląd").click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    chooser = page.locator(".modal-content")
    expect(chooser.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert forbidden == []


@pytest.mark.parametrize(
    "path", ["", "pages/", "images/", "documents/", "users/", "reports/locked/"]
)
def test_screens_of_the_admin(page, forbidden, path):
    log_in(page)
    page.goto(f"/admin/{path}")
    page.wait_for_load_state()
    assert forbidden == []


def test_the_editor_of_translations(page, forbidden, work):
    log_in(page)
    page.goto(f"/admin/pages/{work.pk}/edit/")
    expect(page.locator(".js-translation-editor section").first).to_be_visible()
    expect(page.locator("#translating-bar")).to_be_visible()
    assert forbidden == []


def test_no_other_page_shows_ours_in_a_frame(new_context, portal):
    page = new_context().new_page()
    page.goto("/healthz/live")
    answers = [page.request.get(path) for path in ("/pl/", "/en/news/", "/admin/login/")]
    policies = [answer.headers["content-security-policy"] for answer in answers]

    assert ["frame-ancestors 'none'" in policy for policy in policies] == [True, True, False]
    assert "frame-ancestors 'self'" in policies[2]


def test_a_map_of_another_site_is_shown_after_the_click(browser, portal):
    """Nobody is asked: what that site would answer is put in its place."""
    context = browser.new_context(base_url=portal.url)
    forbidden = listen(context)
    asked = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<h1>Their map</h1>", content_type="text/html")

    context.route(re.compile(r"^https://www\.openstreetmap\.org/"), answer)
    page = context.new_page()
    page.goto(ARTICLE)
    assert not asked
    page.locator(".map__tiles [data-embed-open]").first.click()
    frame = page.frame_locator(".map__tiles iframe")

    expect(frame.get_by_role("heading", name="Their map")).to_be_visible()
    assert forbidden == []
    context.close()
