"""What makes writing easier, in the real admin: pasting, checks, a skeleton to start from."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from home.models import HomePage, StandardPage
from news.models import NewsPage
from tests.e2e.test_editor import add_block, click_until, field, log_in

PASTED = Path(__file__).parent / "pasted"
# What a browser does when somebody presses Ctrl+V; scripts may not read the real clipboard.
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  editor.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true })
  );
}"""
BLOCK_KEY = re.compile(r' data-block-key="\w+"')


def new_page(page: Page, title: str) -> Locator:
    """Open the form of a new standard page, which asks for nothing more; its story."""
    home = HomePage.objects.get(locale__language_code="pl")
    page.goto(f"/admin/pages/add/home/standardpage/{home.pk}/")
    page.get_by_placeholder("Tytuł strony*").fill(title)
    return page.locator("[data-contentpath=body]")


def paste(block: Locator, html: str) -> None:
    editor = block.locator("[contenteditable=true]")
    editor.click()
    expect(block.locator(".Draftail-Editor--focus")).to_be_visible()
    editor.evaluate(PASTE, html)
    # The field follows what is shown a moment later.
    expect(block.locator("input[name$=value]")).to_have_value(re.compile("header-two"))


def draft(title: str) -> StandardPage:
    return StandardPage.objects.get(title=title).get_latest_revision_as_object()


def told(page: StandardPage) -> list[tuple[str, str]]:
    """(type, text) of the blocks of a story, without the keys that the editor gives its lines."""
    return [
        ("heading " + child.value["level"], child.value["text"])
        if child.block_type == "heading"
        else (child.block_type, BLOCK_KEY.sub("", child.value.source))
        for child in page.body
    ]


FROM_WORD = [
    ("heading h2", "Ustalenia ze spotkania"),
    (
        "paragraph",
        "<p>Spotkanie otworzył <b>wójt gminy</b>. Przyszło trzydzieści osób, "
        "<i>wszystkie z regionu</i>.</p>",
    ),
    ("heading h3", "Trzy sprawy"),
    (
        "paragraph",
        "<ul><li>Woda<ul><li>zbiornik po odkrywce</li></ul></li><li>Praca</li></ul>"
        "<p>Kolejność:</p><ol><li>Rozmowy</li><li>Umowa</li></ol>"
        '<p>Więcej na <a href="https://example.org/program?a=1&amp;b=2">stronie programu</a> '
        "i w pliku na dysku.</p>",
    ),
]
FROM_GOOGLE_DOCS = [
    ("heading h2", "Co dalej"),
    (
        "paragraph",
        "<p>Rozmowy trwają, <b>decyzja</b> zapadnie <i>jesienią</i>.</p>"
        "<ul><li>Pierwszy krok<ul><li>i jego część</li></ul></li>"
        '<li><a href="https://example.org/krok">drugi krok</a></li></ul>',
    ),
    ("heading h3", "Terminy"),
    ("paragraph", "<p>Do końca roku.</p>"),
]
FROM_THE_WEB = [
    ("heading h2", "Region się zmienia"),
    (
        "paragraph",
        "<p>Redakcja</p><p>Pierwszy <b>ważny</b> akapit z "
        '<a href="https://example.org/raport">raportem</a> i pułapką.</p>',
    ),
    ("heading h3", "Liczby"),
    ("paragraph", "<ol><li>tysiąc miejsc pracy</li><li>dwie gminy</li></ol>"),
    ("heading h3", "Źródła"),
    ("paragraph", "<p>Raport roczny</p>"),
]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("word.html", FROM_WORD),
        ("google_docs.html", FROM_GOOGLE_DOCS),
        ("web_page.html", FROM_THE_WEB),
    ],
)
def test_pasting_keeps_headings_lists_and_links(page, source, expected):
    title = f"Wklejone: {source}"
    log_in(page)
    body = new_page(page, title)
    paste(add_block(page, body, "paragraph"), (PASTED / source).read_text())
    page.get_by_role("button", name="Zapisz szkic").click()
    expect(page.get_by_role("status")).to_contain_text(f"'{title}'")
    page.reload()

    assert told(draft(title)) == expected
    # The editor sees the same: as many blocks, each of its kind.
    expect(body.locator("[data-streamfield-child]")).to_have_count(len(expected))


def test_the_checks_name_what_to_mend_in_polish(page):
    log_in(page)
    body = new_page(page, "Do sprawdzenia")
    page.get_by_role("textbox", name="Lead").fill("Bardzo długi lead. " * 20)
    heading = add_block(page, body, "heading")
    field(heading, "text").get_by_role("textbox").fill("Podrozdział bez rozdziału")
    field(heading, "level").get_by_role("combobox").select_option("h3")
    said = add_block(page, body, "quote")
    field(said, "text").get_by_role("textbox").fill("Mówił o „nowej energii”.")
    # Checks are made on the preview, and that needs a page that has been saved.
    page.get_by_role("button", name="Zapisz szkic").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))

    found = page.locator("[data-checks-panel] [data-content-checker-row]")
    click_until(page.get_by_role("button", name="Przełącz sprawdzenia"), found.first)
    for name, place in [
        ("Lead jest za długi", ".lead"),
        ("Podrozdział nie ma nad sobą rozdziału", "#podrozdzial-bez-rozdzialu"),
        ("W omówieniu jest cudzysłów", "figure"),
    ]:
        row = found.filter(has_text=name)
        expect(row).to_have_count(1)
        expect(row.locator("[data-content-checker-selector-text]")).to_contain_text(place)

    # Mended, it is no longer named.
    field(said, "text").get_by_role("textbox").fill("Mówił o nowej energii.")
    page.get_by_role("button", name="Zapisz szkic").click()
    expect(page.get_by_role("status")).to_contain_text("'Do sprawdzenia'")
    page.reload()
    click_until(page.get_by_role("button", name="Przełącz sprawdzenia"), found.first)
    expect(found.filter(has_text="W omówieniu jest cudzysłów")).to_have_count(0)
    expect(found.filter(has_text="Lead jest za długi")).to_have_count(1)


def test_a_report_starts_from_the_dashboard_with_one_click(page):
    before = NewsPage.objects.count()
    log_in(page)
    page.get_by_role("link", name="Nowa relacja ze spotkania").click()
    body = page.locator("[data-contentpath=body]")
    # Six blocks, and the first item of the programme.
    expect(body.locator("[data-streamfield-child]")).to_have_count(7)
    expect(page.get_by_placeholder(re.compile("^Kto się spotkał"))).to_be_visible()
    # It is a form: whoever leaves it, and is not asked anything, leaves nothing behind.
    page.wait_for_timeout(2_000)
    page.get_by_role("link", name="Kokpit").click()
    expect(page.get_by_role("link", name="Nowa relacja ze spotkania")).to_be_visible()
    assert NewsPage.objects.count() == before
