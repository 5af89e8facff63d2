"""Both languages at once: the choice in the action menu, and the boxes in the confirmations."""

import re

import pytest
from playwright.sync_api import Page, expect

from news.models import NewsIndexPage, NewsPage
from tests import factories
from tests.e2e.test_editor import log_in
from tests.translating import fill, start_translation

WIDTHS = [1280, 360]


@pytest.fixture
def draft(portal) -> NewsPage:
    """A Polish draft whose English draft is complete; gone afterwards."""
    index = NewsIndexPage.objects.get(locale__language_code="pl")
    page = factories.NewsPageFactory(
        parent=index, title="Razem w obu językach", slug="razem", live=False
    )
    page.save_revision()
    fill(start_translation(page))
    yield page
    NewsPage.objects.filter(translation_key=page.translation_key).delete()


@pytest.fixture(params=WIDTHS)
def editor(request, new_context) -> Page:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    log_in(page)  # by the menu that is hidden on a telephone
    page.set_viewport_size({"width": request.param, "height": 900})
    return page


def is_within(page: Page, locator) -> bool:
    box = locator.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_both_are_published_and_withdrawn(editor, draft):
    editor.goto(f"/admin/pages/{draft.pk}/edit/")
    more = editor.get_by_role("button", name="Więcej akcji")
    more.focus()
    editor.keyboard.press("Enter")
    only = editor.get_by_role("button", name="Opublikuj: tylko polski")
    both = editor.get_by_role("button", name="Opublikuj: polski i angielski")
    expect(only).to_contain_text("angielski: pozostaje szkicem")
    expect(both).to_contain_text("angielski: gotowy")
    assert is_within(editor, only)
    assert is_within(editor, both)
    both.focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("status")).to_contain_text("także została opublikowana")

    editor.goto(f"/admin/pages/{draft.pk}/unpublish/")
    box = editor.get_by_role("checkbox", name=re.compile("Wycofaj z publikacji także"))
    expect(box).to_be_checked()
    assert is_within(editor, box)
    editor.get_by_role("button", name=re.compile("^Tak")).click()
    expect(editor.get_by_role("status")).to_contain_text("także wycofana")

    editor.goto(f"/admin/pages/{draft.pk}/delete/")
    box = editor.get_by_role("checkbox", name=re.compile("Usuń także"))
    expect(box).not_to_be_checked()
    box.check()
    editor.get_by_role("button", name="Tak, usuń").click()
    expect(editor.get_by_role("status")).to_contain_text("także usunięta")
    assert not NewsPage.objects.filter(translation_key=draft.translation_key).exists()
