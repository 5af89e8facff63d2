"""The whole way of a news item: written in Polish, translated, published, read in both."""

import re

import pytest
from django.utils import translation
from playwright.sync_api import Locator, Page, expect
from wagtail.blocks import Block

from portal.blocks import StoryBlock
from tests.e2e import content

STORY = StoryBlock()
TITLE = "Łódź rozmawia o wodzie"
SLUG = "lodz-rozmawia-o-wodzie"
SPOKEN = "Mamy pięć lat, a nie pięćdziesiąt."
SESSIONS = [
    ("10:00", "10:30", "Otwarcie spotkania"),
    ("10:30", "11:15", "Woda zamiast węgla"),
    ("11:30", "12:30", "Kto tu będzie pracował?"),
]
# Every text of the page that a translator has to write, in the order of the editor.
ENGLISH = {
    TITLE: "Łódź talks about water",
    "Samorządy, firmy i szkoły spotkały się w Łodzi.": "Towns, firms and schools met in Łódź.",
    SPOKEN: "We have five years, not fifty.",
    "Program spotkania": "Programme of the meeting",
    "Otwarcie spotkania": "Opening of the meeting",
    "Woda zamiast węgla": "Water instead of coal",
    "Kto tu będzie pracował?": "Who will work here?",
}
ENGLISH_SLUG = "lodz-talks-about-water"


def log_in(page: Page, name: str = content.EDITOR) -> None:
    page.goto("/admin/")
    page.get_by_label("Nazwa użytkownika").fill(name)
    page.locator("input[name=password]").fill(content.PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("link", name="Kokpit")).to_be_visible()


def open_news(page: Page) -> None:
    """From anywhere in the admin to the list of news, by the menu."""
    page.get_by_role("button", name="Strony", exact=True).click()
    page.get_by_role("link", name="Wyświetl podstrony dla 'Strona główna'").click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile("^Aktualności")).click()
    expect(page.get_by_role("heading", level=1, name="Aktualności")).to_be_attached()


def choose(page: Page, chooser: Locator, name: str) -> None:
    """Choose a shared fact, by whatever words the button asks for it."""
    chooser.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = page.get_by_role("dialog").filter(has=page.get_by_role("table"))
    dialog.get_by_role("link", name=name, exact=True).click()
    expect(dialog).to_have_count(0)


def click_until(button: Locator, result: Locator) -> None:
    """Click again, as people do, where the form moved away under the mouse.

    It does so when it saves itself or gives the focus back after a dialog.
    """
    for _ in range(5):
        button.click()
        try:
            return expect(result).to_be_visible(timeout=3_000)
        except AssertionError:
            continue
    return expect(result).to_be_visible()


def polish_label(block: Block) -> str:
    """What the editor calls it; the test does not mind another word for it."""
    with translation.override("pl"):
        return str(block.label)


def add_block(page: Page, body: Locator, kind: str) -> Locator:
    """Add a block at the end of the story; its panel."""
    name = polish_label(STORY.child_blocks[kind])
    blocks = body.locator("[data-streamfield-child]").filter(
        has=page.get_by_role("heading", level=2, name=re.compile(rf"^{name}(\s|$)"))
    )
    before = blocks.count()
    option = page.get_by_role("option", name=name, exact=True)
    click_until(body.get_by_role("button", name="Dodaj blok").last, option)
    option.click()
    expect(blocks).to_have_count(before + 1)
    return blocks.last


def field(block: Locator, name: str) -> Locator:
    """A field of a block by its name in the model: the labels are for the editor to judge."""
    return block.locator(f"[data-contentpath={name}]")


def write_news(page: Page) -> None:
    """Everything from the list of news to the filled-in form, not saved by hand yet."""
    page.get_by_role("link", name="Dodaj stronę podrzędną").click()
    page.get_by_placeholder("Tytuł strony*").fill(TITLE)
    choose(page, page.locator("[data-contentpath=category]"), "Region")
    page.get_by_role("textbox", name="Lead").fill("Samorządy, firmy i szkoły spotkały się w Łodzi.")
    body = page.locator("[data-contentpath=body]")

    quote = add_block(page, body, "quote")
    field(quote, "kind").get_by_role("combobox").select_option("verbatim")
    field(quote, "text").get_by_role("textbox").fill(SPOKEN)
    choose(page, field(quote, "person"), content.SPEAKER)
    expect(quote.get_by_text(content.SPEAKER).last).to_be_visible()

    programme = add_block(page, body, "programme")
    field(programme, "title").first.get_by_role("textbox").fill("Program spotkania")
    session_label = polish_label(
        STORY.child_blocks["programme"].child_blocks["sessions"].child_block
    )
    sessions = programme.get_by_role("region", name=re.compile(f"^{session_label}"))
    for number, (start, end, name) in enumerate(SESSIONS):
        if number:
            add = programme.get_by_role("button", name="Dodaj", exact=True).last
            click_until(add, sessions.nth(number))
        expect(sessions).to_have_count(number + 1)
        session = sessions.nth(number)
        field(session, "start").get_by_role("textbox").fill(start)
        field(session, "end").get_by_role("textbox").fill(end)
        field(session, "title").get_by_role("textbox").fill(name)


def preview(page: Page) -> None:
    """Look at the page beside the form, then in a tab of its own."""
    # Wagtail saves a new page by itself and goes on at another address. A preview opened before
    # that has no data there, and its tab says "Podgląd niedostępny".
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    page.get_by_role("button", name="Przełącz podgląd").click()
    frame = page.frame_locator("[data-side-panel=preview] iframe").last
    expect(frame.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(frame.locator(".session__title")).to_have_text([name for *_times, name in SESSIONS])
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Podgląd w nowej karcie").click()
    tab = popup.value
    expect(tab.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(tab.locator("figure.quote blockquote")).to_have_text(f"„{SPOKEN}”")
    expect(tab.locator(".session__title")).to_have_text([name for *_times, name in SESSIONS])
    tab.close()
    page.get_by_role("button", name="Przełącz podgląd").click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Więcej akcji").click()
    page.get_by_role("button", name="Opublikuj", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"'{TITLE}' została opublikowana")


def submit_for_translation(page: Page) -> None:
    page.get_by_role("button", name=f"Więcej opcji dla '{TITLE}'").click()
    page.get_by_role("link", name="Przetłumacz tę stronę", exact=True).click()
    page.get_by_role("checkbox", name="angielski").check()
    page.get_by_role("button", name="Wyślij").click()
    expect(page.locator(".js-translation-editor")).to_contain_text(TITLE)


def segment(page: Page, source: str, state: str) -> Locator:
    """The row of a text in the translation editor; state: incomplete or complete."""
    rows = page.locator(f".js-translation-editor li.{state}")
    return rows.filter(has=page.locator("p").get_by_text(source, exact=True))


def translate(page: Page, source: str, english: str) -> None:
    row = segment(page, source, "incomplete")
    row.get_by_role("button", name="Tłumacz", exact=True).click()
    # A row that is being edited is still incomplete, one that is saved is not.
    row.get_by_role("textbox").fill(english)
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        row.get_by_role("button", name="Zapisz", exact=True).click()
    assert saved.value.ok
    expect(segment(page, source, "complete").locator(".icon--green")).to_be_visible()


def give_english_slug(page: Page) -> None:
    """The slug is the Polish one until the translator says otherwise."""
    page.get_by_role("tab", name="Promocja").click()
    row = page.locator(".js-translation-editor li:visible").filter(
        has=page.get_by_role("button", name="Edytuj", exact=True), has_text=SLUG
    )
    row.last.get_by_role("button", name="Edytuj", exact=True).click()
    field = page.locator(".js-translation-editor textarea:visible")
    field.fill(ENGLISH_SLUG)
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        page.get_by_role("button", name="Zapisz", exact=True).click()
    assert saved.value.ok
    expect(page.get_by_text(ENGLISH_SLUG, exact=True)).to_be_visible()
    page.get_by_role("tab", name="Treść").click()


def publish_english(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Opublikuj")).click()


@pytest.fixture
def reader(new_context) -> Page:
    """Somebody else, at home, not logged in."""
    return new_context().new_page()


def test_a_polish_news_item_becomes_readable_in_both_languages(page, reader):
    log_in(page)
    open_news(page)
    write_news(page)
    preview(page)
    publish(page)
    assert reader.goto(f"/pl/aktualnosci/{SLUG}/").status == 200

    submit_for_translation(page)
    *first_texts, last_text = ENGLISH
    for source in first_texts:
        translate(page, source, ENGLISH[source])
    give_english_slug(page)

    # One text is missing: refused, and said so; readers see nothing of it.
    publish_english(page)
    expect(page.get_by_role("status")).to_contain_text(re.compile("Nie opublikowano.*1 tekst"))
    assert reader.goto(f"/en/news/{ENGLISH_SLUG}/").status == 404
    assert reader.goto(f"/en/news/{SLUG}/").status == 404
    reader.goto("/en/news/")
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)
    expect(reader.get_by_role("link", name=ENGLISH[TITLE])).to_have_count(0)

    # What was translated before is still there; the last text completes it.
    expect(page.locator(".js-translation-editor li.complete")).to_have_count(len(first_texts))
    translate(page, last_text, ENGLISH[last_text])
    publish_english(page)
    expect(page.get_by_role("status")).to_contain_text(ENGLISH[TITLE])

    page.get_by_role("button", name="Ewa").click()
    page.get_by_role("button", name="Wyloguj").click()
    expect(page.get_by_role("button", name="Zaloguj się")).to_be_visible()

    read_polish(reader)
    read_english(reader)


def read_polish(reader: Page) -> None:
    reader.goto("/pl/")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader).to_have_url(re.compile(f"/pl/aktualnosci/{SLUG}/$"))
    expect(reader.locator("html")).to_have_attribute("lang", "pl")
    quote = reader.locator("figure.quote")
    expect(quote.locator("blockquote")).to_have_text(f"„{SPOKEN}”")
    expect(quote.locator("figcaption")).to_contain_text(f"{content.SPEAKER}, prezes")
    expect(quote.locator("details")).to_have_count(0)
    expect(reader.locator(".session__title")).to_have_text([name for *_times, name in SESSIONS])
    expect(reader.locator(".session__time")).to_have_text(
        [f"{start}–{end}" for start, end, _name in SESSIONS]
    )


def read_english(reader: Page) -> None:
    languages = reader.locator(".language-switcher")
    languages.get_by_role("link", name="English").click()
    expect(reader).to_have_url(re.compile(f"/en/news/{ENGLISH_SLUG}/$"))
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.get_by_role("heading", level=1)).to_have_text(ENGLISH[TITLE])
    quote = reader.locator("figure.quote")
    expect(quote.locator("> blockquote")).to_have_text(f"“{ENGLISH[SPOKEN]}”")
    expect(quote.locator("figcaption")).to_contain_text(f"{content.SPEAKER}, president")

    original = quote.locator("details blockquote")
    expect(original).to_be_hidden()
    quote.get_by_text("Said in Polish · show original").click()
    expect(original).to_be_visible()
    expect(original).to_have_text(f"„{SPOKEN}”")
    expect(original).to_have_attribute("lang", "pl")

    expect(reader.locator(".session__title")).to_have_text(
        [ENGLISH[name] for *_times, name in SESSIONS]
    )
    expect(reader.locator(".session__time time[datetime='10:00']")).to_be_visible()

    languages.get_by_role("link", name="polski").click()
    expect(reader).to_have_url(re.compile(f"/pl/aktualnosci/{SLUG}/$"))
    languages.get_by_role("link", name="English").click()
    expect(reader).to_have_url(re.compile(f"/en/news/{ENGLISH_SLUG}/$"))
