"""How every page stands in its other language, as editors see it: explorer, panels, report."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringTranslation

from portal.models import State, TranslationState
from portal.newsroom import demand, states
from portal.newsroom.homepage import of_readers
from portal.newsroom.marks import marked
from portal.newsroom.places import name_of
from portal.newsroom.report import as_text
from portal.newsroom.words import FILTERS
from search.models import DailyQuery
from tests import factories
from tests.test_newsroom_states import state, story
from tests.translating import fill, submit, translate

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/translations/"


@pytest.fixture(autouse=True)
def _ask_anew():
    cache.delete(demand.ASKED_TODAY)


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split()) if element else ""


def label(client, page: Page, path: str | None = None) -> str:
    """What the explorer says of `page`."""
    found = label_of(client, page, path)
    return words(found).split(" . ")[0]


def label_of(client, page: Page, path: str | None = None):
    html = soup(client.get(path or f"/admin/pages/{page.get_parent().pk}/"))
    for row in html.select("table.listing tbody tr"):
        if row.select_one(f'a[href="/admin/pages/{page.pk}/edit/"]'):
            return row.select_one(".newsroom-state")
    return None


def titles(client, path: str) -> set[str]:
    rows = soup(client.get(path)).select("table.listing tbody tr td.title")
    return {words(row.select_one("a, .newsroom-title")) for row in rows}


def in_english(user) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})


def make(kind: str, tree, publish) -> Page:
    """A page (the news of `tree`) in some state."""
    page, english = tree.news, tree.english(tree.news)
    match kind:
        case "stale":
            publish(page, title="Inna strefa", lead="Inny wstęp.")
            TranslationState.objects.filter(original=page).update(
                stale_since=timezone.now() - datetime.timedelta(days=12)
            )
        case "in_work":
            publish(page, title="Inna strefa")
            english.unpublish()
        case "machine":
            english.unpublish()
            text = StringTranslation.objects.filter(context__object_id=page.translation_key).first()
            text.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
            text.save()
        case "ready":
            english.unpublish()
        case "only_pl":
            english.delete()
        case "only_en":
            page.unpublish()
        case "kept":
            english.delete()
            TranslationState.objects.filter(original=page).update(kept=True)
            states.refresh([page.translation_key])
        case "mixed":
            TranslationState.objects.filter(original=page).update(untranslated=2)
    return Page.objects.get(pk=page.pk)


WORDS = {
    "current": ("przetłumaczona", "translated"),
    "stale": ("nieaktualna od 12 dni · 2 teksty", "out of date for 12 days · 2 texts"),
    "in_work": ("w tłumaczeniu · został 1 tekst", "in work · 1 text left"),
    "machine": ("w tłumaczeniu · 1 tekst do potwierdzenia", "in work · 1 text to confirm"),
    "ready": ("szkic gotowy", "draft ready"),
    "only_pl": ("tylko po polsku", "only in Polish"),
    "only_en": ("tylko po angielsku", "only in English"),
    "kept": ("celowo tylko po polsku", "kept in Polish on purpose"),
    "mixed": ("2 teksty nadal po polsku", "2 texts still in Polish"),
}


@pytest.mark.parametrize("kind", WORDS)
class TestEveryState:
    """Each state is told by the same words everywhere, in both languages of the admin."""

    def test_in_polish(self, kind, admin_client, tree, publish):
        self.everywhere(admin_client, make(kind, tree, publish), WORDS[kind][0])

    def test_in_english(self, kind, admin_client, admin_user, tree, publish):
        in_english(admin_user)
        self.everywhere(admin_client, make(kind, tree, publish), WORDS[kind][1])

    def everywhere(self, client, page, told):
        assert label(client, page) == told
        panel = soup(client.get(f"/admin/pages/{page.pk}/edit/")).select_one(
            '[data-side-panel="translation"] .newsroom-state'
        )
        assert words(panel) == told
        assert panel.select_one("svg.icon")
        html = soup(client.get(f"{REPORT}?q={page.draft_title}"))
        assert words(html.select_one("tbody .newsroom-state")).split(" . ")[0] == told

    def test_filter(self, kind, admin_client, tree, publish):
        page = make(kind, tree, publish)
        key = {"machine": "in_work"}.get(kind, kind)
        wanted = page.draft_title
        home = tree.home.get_parent().pk
        found = titles(admin_client, f"/admin/pages/{home}/?translation={key}")
        assert wanted in found
        assert wanted in titles(admin_client, f"{REPORT}?state={key}")
        other = "ready" if kind == "stale" else "stale"
        assert wanted not in titles(admin_client, f"/admin/pages/{home}/?translation={other}")
        assert wanted not in titles(admin_client, f"{REPORT}?state={other}")


class TestExplorer:
    def test_the_english_page_has_the_same_label(self, admin_client, tree, publish):
        make("stale", tree, publish)
        assert label(admin_client, tree.english(tree.news)) == WORDS["stale"][0]

    def test_it_leads_to_where_it_is_mended(self, admin_client, tree, publish):
        def target():
            page = Page.objects.get(pk=tree.news.pk)
            return label_of(admin_client, page)["href"]

        english = tree.english(tree.news)
        assert target() == f"/admin/pages/{english.pk}/edit/"
        english.delete()
        assert target() == f"/admin/localize/submit/page/{tree.news.pk}/"
        TranslationState.objects.filter(original=tree.news).update(kept=True)
        states.refresh([tree.news.translation_key])
        assert target() == f"/admin/pages/{tree.news.pk}/edit/"

    def test_every_address_that_a_label_leads_to_answers(self, admin_client, tree, publish):
        make("only_pl", tree, publish)
        for told in ("/admin/pages/{}/edit/", "/admin/localize/submit/page/{}/"):
            assert admin_client.get(told.format(tree.news.pk)).status_code == 200

    def test_in_the_search_for_pages(self, admin_client, tree, publish):
        page = make("stale", tree, publish)
        assert label(admin_client, page, "/admin/pages/search/?q=strefa") == WORDS["stale"][0]

    def test_in_the_list_of_a_type(self, admin_client, tree, publish):
        page = make("stale", tree, publish)
        path = "/admin/pages/usage/news/newspage/"
        found = label(admin_client, page, path)
        assert found == WORDS["stale"][0]

    def test_filter_and_search_together(self, admin_client, tree, publish):
        page = make("stale", tree, publish)
        home = f"/admin/pages/{tree.home.pk}/"
        assert page.title in titles(admin_client, f"{home}?q=strefa&translation=stale")
        assert page.title not in titles(admin_client, f"{home}?q=strefa&translation=ready")

    def test_in_the_list_of_a_type_it_can_be_filtered(self, admin_client, tree, publish):
        page = make("stale", tree, publish)
        path = "/admin/pages/usage/news/newspage/results/?translation=stale"
        assert page.title in titles(admin_client, path)

    def test_the_oldest_first(self, admin_client, tree, publish):
        publish(tree.news_index, title="Nowiny")
        publish(tree.contact, title="Napisz")
        days = {tree.news_index.pk: 3, tree.contact.pk: 9}
        for pk, ago in days.items():
            since = timezone.now() - datetime.timedelta(days=ago)
            TranslationState.objects.filter(original=pk).update(stale_since=since)
        tree.english(tree.people).delete()
        path = f"/admin/pages/{tree.home.pk}/"

        def order(ordering):
            rows = soup(admin_client.get(f"{path}?ordering={ordering}")).select("td.title")
            return [words(row.select_one("a")) for row in rows]

        assert order("translation")[:3] == ["Napisz", "Nowiny", "Ludzie"]
        assert order("-translation")[-3:] == ["Ludzie", "Nowiny", "Napisz"]

    @pytest.mark.parametrize("query", ["q=strefa&ordering=translation", "ordering=-x"])
    def test_an_order_that_is_none_is_no_failure(self, admin_client, tree, query):
        for path in (f"/admin/pages/{tree.home.pk}/", "/admin/pages/search/"):
            assert admin_client.get(f"{path}?{query}").status_code == 200

    @pytest.mark.parametrize("value", ["nonsense", "only_", "", "stale&translation=x"])
    def test_a_filter_that_is_none_is_no_failure(self, admin_client, tree, value):
        assert (
            admin_client.get(f"/admin/pages/{tree.home.pk}/?translation={value}").status_code == 200
        )

    def test_the_root_of_all_trees_has_no_row_and_no_failure(self, admin_client, tree):
        assert admin_client.get("/admin/pages/").status_code == 200
        assert admin_client.get(f"/admin/pages/{Page.get_first_root_node().pk}/").status_code == 200


def more_news(tree, count: int) -> None:
    there = tree.news_index.get_children().count()
    for number in range(there, there + count):
        page = factories.NewsPageFactory(parent=tree.news_index, title=f"Kolejna {number}")
        if number % 2:
            translate(page)


def queries(client, path: str) -> int:
    client.get(path)  # what is kept afterwards: content types, sites
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.fixture
def editor(client, tree):
    """Somebody who may edit and submit, without being almighty."""
    user = get_user_model().objects.create_user("redaktorka", "r@example.org", "x")
    group = Group.objects.create(name="Redakcja testowa")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="submit_translation"),
    )
    root = Page.get_first_root_node()
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=root, permission=Permission.objects.get(codename=codename)
        )
    user.groups.add(group)
    client.force_login(user)
    return client


class TestQueries:
    @pytest.mark.parametrize("path", ["explorer", REPORT, "/admin/"])
    def test_they_do_not_grow_with_the_pages(self, editor, tree, path):
        path = f"/admin/pages/{tree.news_index.pk}/" if path == "explorer" else path
        more_news(tree, 4)
        before = queries(editor, path)
        more_news(tree, 12)
        assert queries(editor, path) == before
        assert path != REPORT or before < 20

    def test_the_column_costs_few(self, editor, tree, monkeypatch):
        path = f"/admin/pages/{tree.news_index.pk}/"
        with_column = queries(editor, path)
        monkeypatch.setattr("portal.newsroom.explorer.label_pages", lambda pages, user: None)
        assert with_column - queries(editor, path) <= 7


@pytest.fixture
def translated(django_capture_on_commit_callbacks):
    """Translate a page and publish that, as a translator does."""

    def do(page: Page) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            translate(page)

    return do


class TestSidePanel:
    def panel(self, client, page):
        html = soup(client.get(f"/admin/pages/{page.pk}/edit/"))
        return html.select_one('[data-side-panel="translation"]')

    def changes(self, client, page) -> list[str]:
        return [words(item) for item in self.panel(client, page).select(".newsroom-changes > li")]

    def test_the_differences_word_by_word_on_either_page(
        self, admin_client, tree, publish, translated
    ):
        tree.news.body = story("Strefa ma dziesięć hektarów.", "Drugi akapit.")
        translated(publish(tree.news))
        publish(tree.news, body=story("Strefa ma dwanaście hektarów.", "Drugi akapit."))
        for page in (tree.news, tree.english(tree.news)):
            (change,) = self.panel(admin_client, page).select(".newsroom-changes > li")
            assert words(change.select_one("h4")).endswith("Akapit")
            assert [words(one) for one in change.select("del")] == ["dziesięć"]
            assert [words(one) for one in change.select("ins")] == ["dwanaście"]
            assert change.select_one("dl")["lang"] == "pl"

    def test_added_and_taken_away(self, admin_client, tree, publish, translated):
        translated(publish(tree.news, body=story("Pierwszy.")))
        publish(tree.news, body=story("Pierwszy.", "Nowy."))
        assert self.changes(admin_client, tree.news) == ["Akapit Dodano Nowy."]
        translated(tree.news)
        # What is only taken away needs no translator and reaches the translation by itself.
        publish(tree.news, body=story("Inny."))
        assert self.changes(admin_client, tree.news)[1:] == ["Akapit Usunięto Nowy."]

    def test_only_a_link_has_changed(self, admin_client, tree, publish, translated):
        translated(publish(tree.news, body=story("Tu jest <b>tekst</b>.")))
        publish(tree.news, body=story("Tu jest <i>tekst</i>."))
        (change,) = self.changes(admin_client, tree.news)
        assert "Słowa są te same" in change

    def test_what_somebody_typed_is_escaped(self, admin_client, tree, publish):
        publish(tree.news, title="<script>alert(1)</script>")
        html = str(self.panel(admin_client, tree.news))
        assert "<script>" not in html

    def test_who_changed_it(self, admin_client, admin_user, tree):
        admin_user.first_name, admin_user.last_name = "Anna", "Redaktorka"
        admin_user.save()
        tree.news.title = "Inna"
        tree.news.save_revision(user=admin_user).publish()
        assert "Anna Redaktorka" in words(self.panel(admin_client, tree.news))

    def test_the_number_of_changes_is_at_the_button(self, admin_client, tree, publish):
        make("stale", tree, publish)
        html = soup(admin_client.get(f"/admin/pages/{tree.news.pk}/edit/"))
        toggle = html.select_one('[data-side-panel-toggle="translation"]')
        assert words(toggle.select_one(".w-side-panel-toggle__counter")) == "2"

    def test_one_panel_of_each_kind_in_the_translation_editor(self, admin_client, tree):
        english = tree.english(tree.news)
        html = soup(admin_client.get(f"/admin/pages/{english.pk}/edit/"))
        assert html.select_one(".js-translation-editor")
        assert len(html.select('[data-side-panel-toggle="translation"]')) == 1

    def test_complete_but_not_published(self, admin_client, tree, publish):
        publish(tree.news, title="Inna")
        fill(submit(tree.news))
        assert "Wszystko jest przetłumaczone" in words(self.panel(admin_client, tree.news))

    def test_a_page_of_which_nothing_is_known_has_none(self, admin_client, tree):
        TranslationState.objects.all().delete()
        assert self.panel(admin_client, tree.news) is None
        assert self.panel(admin_client, tree.english(tree.news)) is None

    def test_forms_do_not_stand_within_the_form_of_the_page(self, admin_client, polish_tree):
        html = soup(admin_client.get(f"/admin/pages/{polish_tree.news.pk}/edit/"))
        form = html.select_one('form[action^="/admin/newsroom/keep/"]')
        assert form
        assert form.find_parent("form") is None


class TestKeeping:
    def keep(self, client, page, value="1", **data):
        return client.post(f"/admin/newsroom/keep/{state(page).pk}/", {"keep": value, **data})

    def test_keeping_and_translating_after_all(self, admin_client, admin_user, polish_tree):
        news = polish_tree.news
        response = self.keep(admin_client, news)
        assert response.url == f"/admin/pages/{news.pk}/edit/"
        row = state(news)
        assert (row.state, row.kept_by) == (State.KEPT, admin_user)
        assert row.kept_at
        page = words(soup(admin_client.get(response.url)))
        assert "zostaje tylko po polsku, celowo" in page
        assert "Jednak przetłumacz" in page
        self.keep(admin_client, news, "")
        row = state(news)
        assert (row.state, row.kept_by, row.kept_at) == (State.ONLY, None, None)

    def test_not_while_the_translation_is_live(self, admin_client, tree):
        response = self.keep(admin_client, tree.news)
        assert not state(tree.news).kept
        assert "najpierw cofnij publikację" in words(soup(admin_client.get(response.url)))

    def test_it_takes_a_post(self, admin_client, polish_tree):
        path = f"/admin/newsroom/keep/{state(polish_tree.news).pk}/"
        assert admin_client.get(path).status_code == 405
        assert not state(polish_tree.news).kept

    def test_it_takes_the_right_to_edit_the_original(self, client, polish_tree):
        stranger(client)
        response = self.keep(client, polish_tree.news)
        assert response.status_code in (302, 403)
        assert not state(polish_tree.news).kept

    def test_a_row_that_is_gone(self, admin_client, polish_tree):
        assert admin_client.post("/admin/newsroom/keep/999999/").status_code == 404

    def test_nobody_is_sent_elsewhere(self, admin_client, polish_tree):
        response = self.keep(admin_client, polish_tree.news, next="https://evil.example/")
        assert response.url.startswith("/admin/pages/")


def stranger(client):
    """Somebody who may enter the admin and nothing else."""
    user = get_user_model().objects.create_user("obcy", "o@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return client


class TestDashboard:
    def panel(self, client):
        return soup(client.get("/admin/")).select_one("#translations-section")

    def sentences(self, client) -> list[str]:
        found = self.panel(client).select(".newsroom-readers li")
        return [item.get_text().strip() for item in found]

    def test_all_is_well(self, admin_client, tree):
        assert "Czytelnicy obu języków mają każdą stronę" in words(self.panel(admin_client))

    def test_both_directions(self, admin_client, tree, publish):
        tree.english(tree.people).delete()
        make("stale", tree, publish)
        tree.privacy.unpublish()
        assert self.sentences(admin_client) == [
            "Anglojęzycznym czytelnikom brakuje 1 strony, 1 jest nieaktualna, od 12 dni.",
            "Polskojęzycznym czytelnikom brakuje 1 strony.",
        ]

    def test_in_english(self, admin_client, admin_user, tree, publish):
        in_english(admin_user)
        make("stale", tree, publish)
        assert self.sentences(admin_client) == [
            "English readers see 1 page that is out of date, for 12 days."
        ]

    @pytest.mark.parametrize(
        ("language", "numbers", "told"),
        [
            (
                "pl",
                (3, 2, 12),
                "Anglojęzycznym czytelnikom brakuje 3 stron, 2 są nieaktualne, "
                "najstarsza od 12 dni",
            ),
            (
                "pl",
                (22, 5, 1),
                "Anglojęzycznym czytelnikom brakuje 22 stron, 5 jest nieaktualnych, "
                "najstarsza od 1 dnia",
            ),
            (
                "pl",
                (0, 22, 2),
                "Anglojęzyczni czytelnicy widzą 22 nieaktualne strony, najstarsza od 2 dni",
            ),
            ("pl", (0, 12, 0), "Anglojęzyczni czytelnicy widzą 12 nieaktualnych stron"),
            (
                "en",
                (3, 2, 12),
                "English readers are missing 3 pages, 2 are out of date, the oldest for 12 days",
            ),
            (
                "en",
                (1, 1, 1),
                "English readers are missing 1 page, 1 is out of date, for 1 day",
            ),
        ],
    )
    def test_plurals(self, db, language, numbers, told):
        missing, stale, days = numbers
        with translation.override(language):
            oldest = timezone.now() - datetime.timedelta(days=days)
            one = of_readers("en", missing, stale, oldest)
            assert ", ".join(part for part in (one.missing, one.stale, one.oldest) if part) == told

    def test_its_links_show_just_those_pages(self, admin_client, tree, publish):
        tree.english(tree.people).delete()
        page = make("stale", tree, publish)
        missing, stale = (a["href"] for a in self.panel(admin_client).select("li a"))
        assert titles(admin_client, missing) == {tree.people.title}
        assert titles(admin_client, stale) == {page.title}

    def test_what_is_kept_or_a_draft_is_not_missing(self, admin_client, tree, publish):
        make("kept", tree, publish)
        draft = factories.NewsPageFactory(parent=tree.news_index, live=False)
        assert state(draft).state == State.ONLY
        assert "Czytelnicy obu języków" in words(self.panel(admin_client))

    def test_who_sees_no_pages_sees_no_panel(self, client, tree, publish):
        make("stale", tree, publish)
        assert self.panel(stranger(client)) is None

    def test_only_pages_that_one_may_see(self, client, tree, publish):
        publish(tree.event, title="Inne forum")
        make("stale", tree, publish)
        of_section(client, tree.event_index)
        assert self.sentences(client) == ["Anglojęzyczni czytelnicy widzą 1 nieaktualną stronę."]


def of_section(client, section: Page):
    """Somebody who may edit what stands below one page, and nothing else."""
    user = get_user_model().objects.create_user("sekcja", "s@example.org", "x")
    group = Group.objects.create(name="Sekcja")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=section, permission=Permission.objects.get(codename="change_page")
    )
    user.groups.add(group)
    client.force_login(user)
    return client


class TestReport:
    def order(self, client, query="") -> list[str]:
        rows = soup(client.get(f"{REPORT}?{query}")).select("tbody td.title")
        return [words(row) for row in rows]

    def test_what_is_searched_most_then_the_oldest_first(
        self, admin_client, tree, publish, settings
    ):
        settings.NEWSROOM_DEMAND = ""
        for page, ago in ((tree.news, 2), (tree.event, 9), (tree.contact, 1)):
            publish(page, title=f"{page.title} dziś")
            since = timezone.now() - datetime.timedelta(days=ago)
            TranslationState.objects.filter(original=page).update(stale_since=since)
        TranslationState.objects.filter(original=tree.contact).update(demand=4)
        TranslationState.objects.filter(original=tree.home).update(demand=99)
        assert self.order(admin_client)[:4] == [
            tree.contact.title,
            tree.event.title,
            tree.news.title,
            tree.home.title,
        ]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("readers=en&state=stale", True),
            ("readers=pl", False),
            ("missing=true", False),
            ("stale_since_from=2020-01-01", True),
            ("stale_since_to=2020-01-01", False),
            ("q=strefa", True),
            ("q=nic", False),
        ],
    )
    def test_filters(self, admin_client, tree, publish, query, expected):
        page = make("stale", tree, publish)
        assert (page.title in self.order(admin_client, query)) is expected

    def test_filters_by_type_and_by_who_changed_it(self, admin_client, admin_user, tree):
        tree.news.title = "Inna strefa"
        tree.news.save_revision(user=admin_user).publish()
        news = tree.news.content_type_id
        event = tree.event.content_type_id
        assert self.order(admin_client, f"original__content_type={news}") == ["Inna strefa"]
        assert "Inna strefa" not in self.order(admin_client, f"original__content_type={event}")
        assert self.order(admin_client, f"changed_by={admin_user.pk}") == ["Inna strefa"]

    @pytest.mark.parametrize(
        "query",
        [
            "state=x", "readers=x", "missing=x", "changed_by=x", "original__content_type=0",
            "stale_since_from=x", "p=x", "p=999", "ordering=x", "ordering=-stale_since", "q=%22",
        ],
    )  # fmt: skip
    def test_what_cannot_be_meant_is_no_failure(self, admin_client, tree, query):
        assert admin_client.get(f"{REPORT}?{query}").status_code == 200
        assert admin_client.get(f"{REPORT}results/?{query}").status_code == 200

    def test_export(self, admin_client, tree, publish):
        page = make("stale", tree, publish)
        response = admin_client.get(f"{REPORT}?export=csv&state=stale")
        text = b"".join(response.streaming_content).decode()
        (row,) = csv.DictReader(io.StringIO(text))
        assert row["Tytuł"] == page.title
        assert row["Stan"] == WORDS["stale"][0]
        assert (row["Język oryginału"], row["Język tłumaczenia"]) == ("polski", "angielski")
        assert row["Zmienione teksty"] == "2"
        assert row["Adres"].endswith(page.url)
        response = admin_client.get(f"{REPORT}?export=xlsx")
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        assert sheet.max_row == 1 + TranslationState.objects.count()

    def test_no_spreadsheet_takes_a_title_for_a_formula(self):
        assert as_text("=HYPERLINK()") == "'=HYPERLINK()"
        assert (as_text("Strefa"), as_text(None)) == ("Strefa", "")

    def test_it_needs_a_right_to_pages(self, client, tree):
        assert stranger(client).get(REPORT).status_code == 302
        assert "/admin/reports/translations/" not in client.get("/admin/").content.decode()

    def test_only_pages_that_one_may_see(self, client, tree):
        of_section(client, tree.event_index)
        found = set(self.order(client))
        assert {tree.event.title, tree.event_index.title} <= found
        assert tree.news.title not in found

    def test_it_takes_the_place_of_the_other_report(self, admin_client, tree):
        menu = admin_client.get("/admin/").content.decode()
        assert "/admin/reports/translations/" in menu
        assert "/admin/localize/reports/translations/" not in menu


class TestDemand:
    def searched(self, query: str, times: int, language: str = "pl", days: int = 0):
        DailyQuery.objects.create(
            query=query,
            language=language,
            searches=times,
            found=1,
            day=timezone.localdate() - datetime.timedelta(days=days),
        )

    @pytest.fixture
    def _indexed(self, tree):
        call_command("update_index", verbosity=0)

    @pytest.mark.usefixtures("_indexed")
    def test_searches_of_both_languages_count_for_the_page(self, tree):
        self.searched("nowa strefa", 3)
        self.searched("nowa strefa", 2, days=89)
        self.searched("nowa strefa", 50, days=91)
        self.searched("strefa", 4, language="en")
        demand.update_demand()
        assert state(tree.news).demand == 9
        DailyQuery.objects.all().delete()
        demand.update_demand()
        assert state(tree.news).demand == 0

    @pytest.mark.usefixtures("_indexed")
    def test_the_report_has_it_computed_once_a_day(
        self, admin_client, tree, monkeypatch, django_capture_on_commit_callbacks
    ):
        asked = []
        monkeypatch.setattr(demand, "update_demand", lambda: asked.append(1))
        for _visit in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                admin_client.get(REPORT)
        assert asked == [1]

    @pytest.mark.usefixtures("_indexed")
    def test_the_command_computes_it(self, tree, capsys):
        self.searched("nowa strefa", 3)
        call_command("update_translation_states")
        assert state(tree.news).demand == 3
        assert "readers look for 1" in capsys.readouterr().out

    def test_a_site_without_statistics(self, tree, settings, admin_client):
        settings.NEWSROOM_DEMAND = ""
        assert demand.update_demand() == 0
        assert admin_client.get(REPORT).status_code == 200


class TestMarks:
    def test_words_are_marked(self):
        assert marked("Stary <b>tekst</b> & reszta", "Nowy tekst & reszta") == (
            "<del>Stary</del> tekst &amp; reszta",
            "<ins>Nowy</ins> tekst &amp; reszta",
        )

    def test_nothing_before_and_nothing_after(self):
        assert marked(None, "a b") == ("", "<ins>a b</ins>")
        assert marked("a", None) == ("<del>a</del>", "")

    def test_tags_that_were_typed_as_text_stay_text(self):
        assert marked("&lt;b&gt;", "&lt;b&gt;") == ("&lt;b&gt;", "&lt;b&gt;")


class TestPlaces:
    def test_a_block_that_is_gone_is_named_by_the_translation(self, tree, publish):
        publish(tree.news, body=story("Pierwszy."))
        translate(tree.news)
        english = tree.english(tree.news)
        block = english.body[0].id
        tree.news.body = "[]"
        assert name_of(f"body.{block}", tree.news) == "Usunięty blok"
        assert name_of(f"body.{block}", tree.news, english) == "Akapit"

    def test_a_field_that_is_no_more(self, tree):
        assert name_of("nothing.x", tree.news, None) == "Usunięty blok"


def test_every_filter_has_words():
    assert {"stale", "in_work", "ready", "kept", "current"} < set(FILTERS)
