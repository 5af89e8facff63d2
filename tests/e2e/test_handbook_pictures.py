"""The pictures of the handbook: each place is opened, and what is to be seen there is there.

`make handbook-pictures` writes them anew, into docs/img/handbook/<language>/.
"""

import datetime
from collections.abc import Callable
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Page as WagtailPage
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from news.models import NewsIndexPage, NewsPage
from portal.handbook import DOCS, FILES, PICTURES
from portal.models import GlossaryTerm, MissedAddress, Person, TranslationState
from tests import factories
from tests.e2e import content
from tests.e2e.test_editor import click_until
from tests.stories import block, programme, quote, session
from tests.translating import fill, start_translation, translate

WIDTH, HEIGHT = 1280, 800
MENU = 200  # its width
QUALITY = 80
MOST_BYTES = 60_000
DAYS = 12


# --- what there is to be seen ---------------------------------------------------------------------


def news(title: str, slug: str, **values) -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code="pl")
    return factories.NewsPageFactory(parent=index, title=title, slug=slug, **values)


def stale() -> NewsPage:
    """Published in both languages, its lead and its quote changed since."""
    speaker = Person.objects.get(name=content.SPEAKER)
    page = news(
        "Zbiornik po odkrywce: co dalej",
        "zbiornik",
        lead="Gminy przygotowują wspólny plan dla zbiornika. Będzie gotowy w maju.",
        body=[block("heading", {"text": "Co ustalono", "level": "h2"}), quote(speaker)],
    )
    translate(page, slug="pit-lake")
    page.lead = "Gminy przygotowały wspólny plan dla zbiornika. Jest gotowy od maja."
    page.body[0].value["text"] = "Co już ustalono"
    page.save_revision().publish()
    since = timezone.now() - datetime.timedelta(days=DAYS)
    TranslationState.objects.filter(original=page).update(stale_since=since)
    return page


def ready() -> NewsPage:
    """A draft that waits for approval, its translation complete."""
    speaker = Person.objects.get(name=content.SPEAKER)
    page = news(
        "Gminy ustaliły, kto zadba o wodę",
        "woda",
        live=False,
        lead="Wójtowie i szkoły spotkali się w Kleszczowie. Powstanie wspólny plan.",
        body=[
            block("heading", {"text": "Co ustalono", "level": "h2"}),
            block("paragraph", "<p>Gminy przygotują wspólny plan gospodarowania wodą.</p>"),
            quote(speaker, kind="paraphrase", text="Trzeba zacząć od spisu tego, co jest."),
            programme(session("Co dalej z wodą", start=datetime.time(10))),
        ],
    )
    page.save_revision()
    fill(start_translation(page))
    editor = get_user_model().objects.get(username="redaktor")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page


def in_work() -> NewsPage:
    """A draft whose texts a machine has translated, all but the lead."""
    page = news(
        "Co robi klaster",
        "co-robi-klaster",
        live=False,
        lead="O klastrze i o tym, co z niego wynika.",
        body=[("paragraph", RichText("<p>Pierwsze zdanie.</p><p>Drugie zdanie.</p>"))],
    )
    fill(start_translation(page))
    written = StringTranslation.objects.filter(context__object_id=page.translation_key)
    written.filter(context__path="lead").delete()
    written.update(translation_type="machine", tool_name="DeepL")
    GlossaryTerm.objects.create(
        term_pl="klaster",
        term_en="cluster",
        definition_pl="Firmy razem.",
        definition_en="Firms together.",
    )
    return page


def old() -> NewsPage:
    """Published in Polish only, with faults, and due for review."""
    page = news(
        "Plan na rok",
        "plan-na-rok",
        lead="Plan na rok, o którym mówiono długo. " * 10,
        review_on=timezone.localdate() - datetime.timedelta(days=DAYS),
        body=[
            block("heading", {"text": "Podrozdział bez rozdziału", "level": "h3"}),
            quote(
                Person.objects.get(name=content.SPEAKER),
                kind="paraphrase",
                text="Mówił o „nowej energii”.",
            ),
        ],
    )
    page.save_revision().publish()
    return page


@pytest.fixture(scope="module")
def pages(portal):
    """A page for each picture by its name here; gone afterwards."""
    with content.newsroom():
        made = {maker.__name__: maker() for maker in (stale, ready, in_work, old)}
        # As old in every picture; nobody reads in a test how old it is.
        long_ago = timezone.now() - datetime.timedelta(days=3 * DAYS)
        TranslationState.objects.filter(original__slug="zmieniona").update(stale_since=long_ago)
        yield made
        TranslationState.objects.filter(original__slug="zmieniona").update(stale_since=content.PAST)
        for page in made.values():
            for version in WagtailPage.objects.filter(translation_key=page.translation_key):
                version.delete()
        GlossaryTerm.objects.filter(term_pl="klaster").delete()


def english(page: NewsPage) -> WagtailPage:
    return WagtailPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


# --- who looks ------------------------------------------------------------------------------------


@pytest.fixture(params=sorted(FILES))
def language(request) -> str:
    return request.param


@pytest.fixture
def t(language) -> Callable[[str], str]:
    """What the admin says for a string of ours, in the language of the picture."""

    def say(text: str, **values) -> str:
        with override(language):
            return gettext(text) % values if values else gettext(text)

    return say


@pytest.fixture
def admin(pages, portal, new_context, language) -> Callable[[str], Page]:
    """The admin of somebody of the crew: admin("wydawca")."""

    def open_for(name: str = "wydawca") -> Page:
        user = get_user_model().objects.get(username=name)
        UserProfile.objects.filter(user=user).update(preferred_language=language)
        client = Client()
        client.force_login(user)
        context = new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            locale={"pl": "pl-PL", "en": "en-GB"}[language],
            reduced_motion="reduce",
        )
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal.url}]
        )
        return context.new_page()

    return open_for


@pytest.fixture
def picture(request, language) -> Callable[..., None]:
    """Write what is to be seen of a page beside the menu, if the pictures are made anew."""
    update = request.config.getoption("--update-handbook")

    def take(page: Page, name: str, height: int = HEIGHT, left: int = MENU) -> None:
        page.mouse.move(WIDTH / 2, 0)
        page.evaluate("document.activeElement?.blur()")
        area = {"x": left, "y": 0, "width": WIDTH - left, "height": height}
        if update:
            taken = page.screenshot(clip=area, animations="disabled", caret="hide")
            target = PICTURES / language / f"{name}.webp"
            target.parent.mkdir(parents=True, exist_ok=True)
            Image.open(BytesIO(taken)).convert("RGB").save(target, quality=QUALITY, method=6)
            assert target.stat().st_size <= MOST_BYTES
        assert f"img/handbook/{language}/{name}.webp" in (DOCS / FILES[language]).read_text()

    return take


def edit(page: Page, one: WagtailPage) -> None:
    page.goto(reverse("wagtailadmin_pages:edit", args=[one.pk]))


def side_panel(page: Page, name: str, result: Locator) -> None:
    if not result.first.is_visible():
        click_until(page.locator(f"[data-side-panel-toggle={name}]"), result.first)


def show(place: Locator) -> None:
    """Scroll until it stands in the middle; the cursor in another field would scroll back."""
    place.page.evaluate("document.activeElement?.blur()")
    place.evaluate("element => element.scrollIntoView({ block: 'center' })")
    expect(place).to_be_in_viewport()


# --- the pictures ---------------------------------------------------------------------------------


def test_dashboard(admin, picture, t):
    page = admin()
    page.goto("/admin/")
    expect(page.get_by_role("link", name=t("New report of a meeting"))).to_be_visible()
    expect(page.locator("main")).to_contain_text("Gminy ustaliły, kto zadba o wodę")
    expect(page.locator(".newsroom-readers")).to_be_visible()
    picture(page, "dashboard", left=0)


def test_list_of_pages(admin, picture, t):
    page = admin()
    index = NewsIndexPage.objects.get(locale__language_code="pl")
    page.goto(reverse("wagtailadmin_explore", args=[index.pk]))
    table = page.locator("table.listing")
    expect(table).to_contain_text(t("Other language"))
    expect(table.locator(".newsroom-state--warning").first).to_be_visible()
    picture(page, "list", height=600)


def test_skeleton(admin, picture, t):
    page = admin("redaktor")
    page.goto("/admin/")
    page.get_by_role("link", name=t("New report of a meeting")).click()
    body = page.locator("[data-contentpath=body]")
    expect(body).to_contain_text("✎")
    show(body.locator("[contenteditable=true]").first)
    picture(page, "skeleton")


def test_action_menu(admin, picture, pages, t):
    page = admin()
    edit(page, pages["ready"])
    page.locator("footer .w-dropdown-button [data-w-dropdown-target=toggle]").first.click()
    both = page.locator("[name=action-publish][value=both]")
    expect(both).to_be_visible()
    expect(both).to_be_enabled()
    picture(page, "menu")


def test_differences(admin, picture, pages, t):
    page = admin()
    edit(page, pages["stale"])
    changes = page.locator(".newsroom-changes")
    side_panel(page, "translation", changes)
    expect(changes.locator("li")).to_have_count(2)
    picture(page, "differences")


def test_checks(admin, picture, pages, t):
    page = admin()
    edit(page, pages["old"])
    found = page.locator("[data-checks-panel] [data-content-checker-row]")
    side_panel(page, "checks", found)
    expect(found.filter(has_text=t("The lead is too long"))).to_have_count(1)
    picture(page, "checks", height=680)


def test_translating(admin, picture, pages, t):
    page = admin("tlumacz")
    edit(page, english(pages["in_work"]))
    expect(page.locator(".translating-suggestion").first).to_be_visible()
    term = page.locator(".translating-term").last
    expect(term).to_have_text("klastrze")
    show(page.locator(".translating-suggestion").nth(1))
    expect(term).to_be_in_viewport()
    picture(page, "translating")


def test_report(admin, picture, t):
    page = admin()
    page.goto(reverse("newsroom_report"))
    expect(page.locator("table.listing .newsroom-state--warning").first).to_be_visible()
    picture(page, "report", height=600)


def test_withdrawing(admin, picture, pages, t):
    page = admin()
    page.goto(reverse("wagtailadmin_pages:unpublish", args=[pages["stale"].pk]))
    expect(page.locator("main [type=checkbox]").first).to_be_checked()
    picture(page, "unpublish", height=560)


def test_reviews(admin, picture, pages, t):
    page = admin()
    page.goto(reverse("due_for_review"))
    expect(page.locator("table.listing")).to_contain_text(pages["old"].title)
    picture(page, "review", height=420)


def test_appearance(admin, picture, pages, t):
    page = admin()
    edit(page, pages["stale"])
    shared = page.locator(".appearance__shared img")
    side_panel(page, "appearance", shared)
    expect(page.locator(".appearance__title")).to_contain_text(pages["stale"].title)
    expect(shared).to_have_js_property("complete", True)
    picture(page, "appearance")


@pytest.fixture
def missed(portal):
    """An address that readers do not find, one letter away from a page; gone afterwards."""
    address = MissedAddress.objects.create(
        day=timezone.localdate(),
        path="/pl/aktualnosci/zbiorniki",
        hits=14,
        linked_from="stara-strona.example.org",
    )
    yield address
    address.delete()


def test_missed_addresses(admin, picture, pages, missed, t):
    page = admin()
    page.goto(reverse("missed_addresses"))
    row = page.locator("table.listing tr").filter(has_text=missed.path)
    expect(row).to_contain_text(pages["stale"].title)
    expect(row).to_contain_text(t("Make a redirect"))
    picture(page, "missed", height=420)
