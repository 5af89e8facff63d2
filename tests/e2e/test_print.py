"""On paper: an event's programme on one sheet, and nothing that only a screen can use."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

EVENT = "/pl/wydarzenia/forum/"
NEWS = {"pl": "/pl/aktualnosci/nowa-strefa/", "en": "/en/news/nowa-strefa/"}
# A4 without the margins of print.css, in CSS pixels (96 to the inch).
SHEET = {"width": round(174 / 25.4 * 96), "height": round(265 / 25.4 * 96)}
A_DAY = 14

REPEAT = """(programme, wanted) => {
  const sessions = [...programme.querySelectorAll('.session')];
  const list = sessions[0].parentElement;
  for (let have = sessions.length; have < wanted; have++)
    list.append(sessions[have % sessions.length].cloneNode(true));
  return programme.getBoundingClientRect().height;
}"""


def open_on_paper(new_context, path: str) -> Page:
    page = new_context(viewport=SHEET).new_page()
    page.goto(path)
    page.emulate_media(media="print")
    return page


def test_a_days_programme_fits_on_one_sheet(new_context):
    programme = open_on_paper(new_context, EVENT).locator(".programme")

    height = programme.evaluate(REPEAT, A_DAY)

    assert 0 < height < SHEET["height"]
    assert programme.evaluate("node => getComputedStyle(node).breakInside") == "avoid"


def test_what_only_a_screen_can_use_is_left_out(new_context):
    page = open_on_paper(new_context, EVENT)

    for useless in (".main-menu", ".contact-bar", ".breadcrumbs", ".event-facts__calendar"):
        expect(page.locator(useless)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture(params=["pl", "en"])
def sheets(request, new_context, base_url) -> tuple[str, list[str]]:
    """The language, and the text of each sheet of a printed news item of all blocks."""
    page = new_context().new_page()
    page.goto(NEWS[request.param])
    document = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in document.pages}
    assert sizes == {(595, 842)}
    # A word may go on in the next line.
    return request.param, [" ".join(sheet.extract_text().split()) for sheet in document.pages]


def test_sheets_are_numbered_and_say_whose_they_are(sheets):
    language, texts = sheets
    name = {"pl": "Klaster Obszaru Nowej Energii", "en": "New Energy Area Cluster"}[language]

    assert len(texts) > 1
    assert [f"{number} / {len(texts)}" in text for number, text in enumerate(texts, start=1)] == [
        True
    ] * len(texts)
    assert all(text.startswith(name) for text in texts[1:])


def test_the_end_says_where_it_is_from(sheets, base_url):
    language, texts = sheets
    end = texts[-1].replace(" ", "")

    assert f"{base_url}{NEWS[language]}" in end
    assert "https://example.org/artykul" in end


def test_links_show_where_they_lead(sheets):
    _language, texts = sheets

    assert "(https://example.org/dalej)" in "".join(texts).replace(" ", "")


def test_charts_and_their_tables_are_printed(sheets):
    language, texts = sheets
    number = {"pl": "1 234,5", "en": "1,234.5"}[language]

    assert " ".join(texts).count(number) >= 3


def test_nothing_to_press_is_printed(sheets):
    _language, texts = sheets
    text = " ".join(texts)

    assert [word for word in ("LinkedIn", "Facebook", "English", "polski") if word in text] == []


def test_a_folded_table_is_printed_all_the_same(new_context):
    page = open_on_paper(new_context, NEWS["pl"])
    data = page.locator(".chart__data").first
    data.evaluate("node => { node.open = false; }")

    expect(data.locator("table")).to_be_visible()
