"""On paper: an event's programme on one sheet, and nothing that only a screen can use."""

from playwright.sync_api import Page, expect

EVENT = "/pl/wydarzenia/forum/"
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
