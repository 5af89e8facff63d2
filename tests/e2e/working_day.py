"""What the three of the newsroom do in the admin, by its buttons, and how much of it."""

import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Locator, Page, expect
from wagtail_localize.models import StringTranslation

from news.models import NewsPage
from tests.e2e import content
from tests.e2e.measures import script
from tests.e2e.test_editor import add_block, choose, field, log_in, open_news, segment, translate

TITLE = "Gminy ustaliły, kto zadba o wodę"
SLUG = "gminy-ustalily-kto-zadba-o-wode"
ENGLISH_SLUG = "who-looks-after-the-water"
LEAD = "Wójtowie i szkoły spotkali się w Kleszczowie. Powstanie wspólny plan."
NEW_LEAD = "Wójtowie i szkoły spotkali się w Kleszczowie. Plan powstanie w maju."
DECIDED = "Gminy przygotują wspólny plan gospodarowania wodą."
SAID = "Trzeba zacząć od spisu tego, co jest."
SESSION = "Co dalej z wodą"
ENGLISH = {
    TITLE: "Towns settled who looks after the water",
    LEAD: "Mayors and schools met in Kleszczów. They will make a plan together.",
    "Co ustalono": "What was decided",
    DECIDED: "The towns will prepare a plan for the water together.",
    "Co powiedziano": "What was said",
    SAID: "One should begin with a list of what there is.",
    "Program spotkania": "Programme of the meeting",
    SESSION: "What next with the water",
}
NEW_ENGLISH_LEAD = "Mayors and schools met in Kleszczów. The plan comes in May."
EDITOR = re.compile(r"/admin/pages/\d+/edit/$")
CHECK = "Sprawdź przed publikacją"


class Tally:
    """How much was pressed, filled in and typed in a browser, and how long it took.

    A robot neither reads nor thinks: its seconds compare two ways, they are nobody's working time.
    """

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.started = time.monotonic()

    def follow(self, context: BrowserContext) -> None:
        context.expose_function("tallied", self.add)
        context.add_init_script(script("tally"))

    def add(self, kind: str, amount: int) -> None:
        self.counted[kind] += amount

    def __str__(self) -> str:
        seconds = time.monotonic() - self.started
        kinds = " ".join(f"{kind}={self.counted[kind]}" for kind in ("clicks", "fields"))
        return f"{kinds} characters={self.counted['characters']} seconds={seconds:.0f}"


class Crew:
    """Each of the roles at a computer of their own, logged in when first asked for."""

    def __init__(self, new_context: Callable[..., BrowserContext], tally: Tally) -> None:
        self.new_context, self.tally = new_context, tally
        self.pages: dict[str, Page] = {}

    def __getattr__(self, name: str) -> Page:
        if name not in content.CREW:
            raise AttributeError(name)
        if name not in self.pages:
            context = self.new_context(viewport={"width": 1280, "height": 900})
            self.tally.follow(context)
            self.pages[name] = context.new_page()
            log_in(self.pages[name], name)
        return self.pages[name]


@contextmanager
def no_trace(title: str = TITLE):
    """Whatever is written under this title is gone afterwards, in both languages.

    The portal remembers what was translated anywhere: what other tests wrote of the same texts is
    forgotten first, or the translator would be offered it and have nothing to write.
    """
    forget_translations()
    try:
        yield
    finally:
        written = NewsPage.objects.filter(draft_title=title)
        keys = list(written.values_list("translation_key", flat=True))
        for page in NewsPage.objects.filter(translation_key__in=keys):
            page.delete()
        forget_translations()


def forget_translations() -> None:
    StringTranslation.objects.filter(translation_of__data__in=[*ENGLISH, NEW_LEAD]).delete()


# --- who writes -----------------------------------------------------------------------------


def write_over(block: Locator, text: str) -> None:
    """Replace what stands in a paragraph."""
    editor = block.locator("[contenteditable=true]")
    editor.click()
    editor.press("Control+a")
    editor.press_sequentially(text)


def fill_head(page: Page) -> None:
    page.get_by_placeholder("Tytuł strony*").fill(TITLE)
    choose(page, page.locator("[data-contentpath=category]"), "Region")
    page.locator("[name=lead]").fill(LEAD)


def fill_quote(page: Page, quote: Locator) -> None:
    field(quote, "text").get_by_role("textbox").fill(SAID)
    choose(page, field(quote, "person"), content.SPEAKER)


def fill_programme(programme: Locator) -> None:
    field(programme, "sessions").locator("[data-contentpath=title] input").fill(SESSION)
    field(programme, "start").get_by_role("textbox").fill("10:00")
    field(programme, "end").get_by_role("textbox").fill("11:00")


def write_from_the_skeleton(page: Page) -> None:
    page.get_by_role("link", name="Nowa relacja ze spotkania").click()
    body = page.locator("[data-contentpath=body]")
    fill_head(page)
    write_over(top(body, "Akapit"), DECIDED)
    fill_quote(page, top(body, "Wypowiedź"))
    fill_programme(top(body, "Program"))
    remove(top(body, "Obraz"))
    wait_until_saved(page)


def remove(block: Locator) -> None:
    """Take a block out; again where the form, saving itself, moved away under the mouse."""
    for _ in range(5):
        block.get_by_role("button", name="Usuń").first.click()
        try:
            return expect(block).to_have_count(0, timeout=3_000)
        except AssertionError:
            continue
    return expect(block).to_have_count(0)


def wait_until_saved(page: Page) -> None:
    """Until the new page has saved itself; a robot would press "save" in the midst of that."""
    expect(page).to_have_url(EDITOR)


def top(body: Locator, name: str) -> Locator:
    return body.locator("[data-streamfield-child]").filter(
        has=body.page.get_by_role("heading", level=2, name=re.compile(rf"^{name}(\s|$)"))
    )


def write_from_nothing(page: Page) -> None:
    """The same text, without a skeleton: from the menu to a blank form, block by block."""
    open_news(page)
    page.get_by_role("link", name="Dodaj stronę podrzędną").click()
    fill_head(page)
    body = page.locator("[data-contentpath=body]")
    heading = add_block(page, body, "heading")
    field(heading, "text").get_by_role("textbox").fill("Co ustalono")
    write_over(add_block(page, body, "paragraph"), DECIDED)
    second = add_block(page, body, "heading")
    field(second, "text").get_by_role("textbox").fill("Co powiedziano")
    fill_quote(page, add_block(page, body, "quote"))
    programme = add_block(page, body, "programme")
    field(programme, "title").first.get_by_role("textbox").fill("Program spotkania")
    fill_programme(programme)
    wait_until_saved(page)


def press_in_menu(page: Page, name: str | re.Pattern) -> None:
    page.get_by_role("button", name="Więcej akcji").click()
    page.get_by_role("button", name=name).click()


def said(page: Page, text: str | re.Pattern) -> None:
    expect(page.locator(".messages")).to_contain_text(text)


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Zapisz szkic").click()
    said(page, f"'{TITLE}'")


def submit(page: Page) -> None:
    press_in_menu(page, f"Prześlij: {CHECK} (PL)")
    said(page, "przekazana do przeglądu")


def correct_lead(page: Page) -> None:
    open_news(page)
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.locator("[name=lead]").fill(NEW_LEAD)


# --- who checks -----------------------------------------------------------------------------


def open_waiting(page: Page, title: str) -> None:
    """From anywhere to a page that waits for approval, by the dashboard."""
    page.get_by_role("link", name="Kokpit").click()
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page).to_have_url(EDITOR)


def approve(page: Page) -> None:
    press_in_menu(page, re.compile("^Akceptuj i Opublikuj$"))
    said(page, f"'{TITLE}'")


def approve_translation(page: Page) -> None:
    checking = page.locator("#checking")
    checking.get_by_role("button", name="Akceptuj", exact=True).click()
    expect(checking).to_have_count(0)


def publish_translation(page: Page) -> None:
    """What somebody does who is told that a translation is complete: find it, publish it."""
    open_news(page)
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.get_by_role("button", name="Przełącz status").click()
    page.get_by_role("button", name=re.compile("^Zmień języki")).click()
    page.get_by_role("link", name="angielski").click()
    page.get_by_role("button", name="Opublikuj – język: angielski").click()
    said(page, ENGLISH[TITLE])
    expect(page.locator(".messages")).not_to_contain_text("Nie opublikowano")


# --- who translates -------------------------------------------------------------------------


def start_translation(page: Page) -> None:
    page.get_by_role("checkbox", name="angielski").check()
    page.get_by_role("button", name="Wyślij").click()
    expect(page.locator(".js-translation-editor")).to_contain_text(TITLE)


def give_slug(page: Page) -> None:
    page.get_by_role("tab", name="Promocja").click()
    row = page.locator(".js-translation-editor li:visible").filter(
        has=page.get_by_role("button", name="Edytuj", exact=True), has_text=SLUG
    )
    row.last.get_by_role("button", name="Edytuj", exact=True).click()
    page.locator(".js-translation-editor textarea:visible").fill(ENGLISH_SLUG)
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        page.get_by_role("button", name="Zapisz", exact=True).click()
    assert saved.value.ok
    page.get_by_role("tab", name="Treść").click()


def translate_everything(page: Page) -> None:
    for polish, english in ENGLISH.items():
        todo, done = (segment(page, polish, state) for state in ("incomplete", "complete"))
        expect(todo.or_(done).first).to_be_visible()
        if todo.count():
            translate(page, polish, english)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Przekaż do sprawdzenia").click()
    said(page, "Przekazano do sprawdzenia")
