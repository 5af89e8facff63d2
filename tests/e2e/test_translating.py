"""A translator at work in wagtail-localize's editor, with what the portal puts beside it."""

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation

from news.models import NewsIndexPage
from portal.models import GlossaryTerm
from tests import factories
from tests.e2e.test_editor import log_in
from tests.translating import fill, start_translation

LEAD = "O klastrze i o tym, co z niego wynika."


@pytest.fixture
def work(portal, django_db_blocker):
    """A page of which a machine has translated all but the lead; it is gone afterwards."""
    with django_db_blocker.unblock():
        term = GlossaryTerm.objects.create(
            term_pl="klaster", term_en="cluster", definition_pl="x", definition_en="Firms together."
        )
        page = factories.NewsPageFactory(
            parent=NewsIndexPage.objects.get(locale__language_code="pl"),
            title="Dwa razy o tym samym",
            lead=LEAD,
            body=[("paragraph", RichText("<p>Pierwsze zdanie.</p><p>Drugie zdanie.</p>"))],
            live=False,
        )
        translation = start_translation(page)
        fill(translation)
        written = StringTranslation.objects.filter(context__object_id=page.translation_key)
        written.filter(context__path="lead").delete()
        written.update(translation_type="machine", tool_name="DeepL")
        yield translation.get_target_instance()
        for one in WagtailPage.objects.filter(translation_key=page.translation_key):
            one.delete()
        term.delete()


def test_suggestions_are_labelled_and_confirmed_and_terms_offered(page: Page, work, new_context):
    page = new_context().new_page()
    log_in(page)
    page.goto(f"/admin/pages/{work.pk}/edit/")
    # What wagtail-localize says there in English, whatever language the admin is in.
    headings = page.locator(".js-translation-editor section > * > h3")
    expect(headings.first).to_have_text("polski → angielski")
    bar = page.locator("#translating-bar")
    labels = page.locator(".translating-suggestion")
    expect(labels.first).to_contain_text("Przetłumaczone maszynowo – sprawdź")
    waiting = 3
    expect(labels).to_have_count(waiting)
    expect(bar.locator("strong")).to_have_text(str(waiting))

    # A term in whichever form is underlined, and its translation put where one writes.
    lead = page.locator("li.incomplete").filter(has_text=LEAD)
    expect(lead.locator(".translating-term")).to_have_text("klastrze")
    lead.get_by_role("button", name="klastrze → cluster").click()
    field = lead.get_by_role("textbox")
    expect(field).to_have_value("cluster")
    expect(lead.locator(".translating-count")).to_have_text("7 / 600")
    field.press_sequentially(" and more")
    lead.get_by_role("button", name="Zapisz").click()
    written = page.locator("li.complete").filter(has_text=LEAD)
    expect(written).to_contain_text("cluster and more")
    expect(written.locator(".translating-suggestion")).to_have_count(0)

    # One is confirmed by itself, in its place.
    labels.first.get_by_role("button", name="Potwierdź").click()
    expect(labels).to_have_count(waiting - 1)

    # Those that are left keep the page from readers.
    page.get_by_role("button", name="Opublikuj – język: angielski").click()
    expect(page.locator(".messages")).to_contain_text("czeka")
    bar.get_by_role("button", name="Wszystkie przeczytane: potwierdź").click()
    expect(page.locator(".messages")).to_contain_text("Potwierdzono")
    expect(bar).to_be_hidden()
