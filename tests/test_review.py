"""Pages that are due for review: the report, the panel, the click."""

import csv
import datetime
import io
import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page, PageLogEntry

from home.models import StandardPage
from news.models import NewsPage
from portal.review import a_year_after, mark_reviewed, reviewed_models, to_review
from tests import factories
from tests.translating import translate

REPORT = "/admin/reports/review/"


def day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def due(polish_tree):
    """Two pages that are due and one that will be."""
    for page, days in [
        (polish_tree.mission, -1),
        (polish_tree.news, -40),
        (polish_tree.event, 5),
    ]:
        type(page).objects.filter(pk=page.pk).update(review_on=day(days))
    return polish_tree


def titles(client, **query) -> list[str]:
    return [page.title for page in client.get(REPORT, query).context["object_list"]]


class TestReport:
    def test_the_oldest_first(self, due, admin_client):
        assert titles(admin_client) == ["Nowa strefa", "Misja"]

    def test_due_today(self, due, admin_client):
        StandardPage.objects.filter(pk=due.privacy.pk).update(review_on=day(0))
        assert titles(admin_client)[-1] == "Ochrona danych"

    def test_the_time_ahead(self, due, admin_client):
        assert titles(admin_client, due_by=day(5).isoformat())[-1] == "Forum"

    def test_a_day_that_is_none(self, due, admin_client):
        assert admin_client.get(REPORT, {"due_by": "jutro"}).status_code == 200

    def test_by_type(self, due, admin_client):
        kind = ContentType.objects.get_for_model(NewsPage)
        assert titles(admin_client, content_type=kind.pk) == ["Nowa strefa"]

    def test_by_language(self, due, english, admin_client):
        translate(due.home)
        assert titles(admin_client, locale="pl") == ["Nowa strefa", "Misja"]
        assert titles(admin_client, locale="en") == []

    def test_nothing_due(self, polish_tree, admin_client):
        assert "Żadna strona nie czeka na przegląd." in admin_client.get(REPORT).content.decode()

    def test_neither_drafts_nor_copies(self, due, english, admin_client):
        NewsPage.objects.filter(pk=due.news.pk).update(live=False)
        due.home.copy_for_translation(english, alias=True)
        due.mission.copy_for_translation(english, alias=True)
        assert titles(admin_client) == ["Misja"]

    def test_only_what_one_may_edit(self, due, somebody):
        client = somebody(due.mission, "change_page")
        assert titles(client) == ["Misja"]

    def test_whoever_may_do_nothing_sees_no_report(self, due, somebody):
        client = somebody()
        assert client.get(REPORT).status_code == 302
        assert REPORT not in client.get("/admin/").content.decode()

    def test_it_is_in_the_menu(self, due, admin_client):
        assert REPORT in admin_client.get("/admin/").content.decode()

    def test_every_type_of_page_has_a_day(self):
        assert {model.__name__ for model in reviewed_models()} == {
            "HomePage",
            "GlossaryPage",
            "MissionPage",
            "StandardPage",
            "ContactPage",
            "NewsIndexPage",
            "NewsPage",
            "EventIndexPage",
            "EventPage",
            "PeoplePage",
        }

    def test_csv(self, due, admin_client):
        response = admin_client.get(REPORT, {"export": "csv"})
        rows = list(csv.reader(io.StringIO(response.getvalue().decode())))
        assert rows[0] == ["Tytuł", "Język", "Typ", "Do przeglądu od", "Opublikowano"]
        assert rows[1][0] == "Nowa strefa"
        assert rows[1][3] == day(-40).isoformat()
        assert len(rows) == 3

    def test_xlsx(self, due, admin_client):
        response = admin_client.get(REPORT, {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(response.getvalue())).active
        assert [row[0].value for row in sheet.rows] == ["Tytuł", "Nowa strefa", "Misja"]


def count(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(due, admin_client):
    def add(number: int) -> None:
        for _ in range(number):
            title = f"Strona {uuid.uuid4()}"
            factories.StandardPageFactory(parent=due.home, title=title, review_on=day(-2))

    add(10)
    for url in (REPORT, "/admin/"):
        count(admin_client, url)
    few = {url: count(admin_client, url) for url in (REPORT, "/admin/", f"{REPORT}?export=csv")}
    add(60)
    assert {url: count(admin_client, url) for url in few} == few


class TestDashboard:
    def test_it_says_how_many(self, due, admin_client):
        page = admin_client.get("/admin/").content.decode()
        assert "2 strony czekają na przegląd" in page

    def test_it_says_nothing_where_nothing_is_due(self, polish_tree, admin_client):
        assert "due-for-review-section" not in admin_client.get("/admin/").content.decode()

    def test_only_what_one_may_edit(self, due, somebody):
        client = somebody(due.mission, "change_page")
        assert "1 strona czeka na przegląd" in client.get("/admin/").content.decode()


class TestReviewed:
    def click(self, client, page, **data):
        return client.post(reverse("page_reviewed", args=[page.pk]), data, follow=True)

    def test_one_click_sets_the_next_day(self, due, admin_client):
        response = self.click(admin_client, due.news)
        assert "jest po przeglądzie" in response.content.decode()
        due.news.refresh_from_db()
        assert due.news.review_on == a_year_after(timezone.localdate())
        assert titles(admin_client) == ["Misja"]

    def test_it_is_a_change(self, due, admin_client):
        assert admin_client.get(reverse("page_reviewed", args=[due.news.pk])).status_code == 405

    def test_it_publishes_nothing_and_loses_nothing(self, due, admin_user):
        due.news.title = "Szkic"
        due.news.save_revision()
        mark_reviewed(NewsPage.objects.get(pk=due.news.pk), admin_user)
        stored = NewsPage.objects.get(pk=due.news.pk)
        assert stored.title == "Nowa strefa"
        draft = stored.get_latest_revision_as_object()
        assert draft.title == "Szkic"
        assert draft.review_on == stored.review_on == a_year_after(timezone.localdate())
        # Publishing the draft later does not bring the old day back.
        stored.latest_revision.publish()
        stored.refresh_from_db()
        assert stored.review_on == a_year_after(timezone.localdate())

    def test_what_the_clock_will_publish_knows_the_day(self, due, admin_user):
        due.news.go_live_at = timezone.now() + datetime.timedelta(days=1)
        waiting = due.news.save_revision(approved_go_live_at=due.news.go_live_at)
        due.news.save_revision()
        mark_reviewed(NewsPage.objects.get(pk=due.news.pk), admin_user)
        waiting.refresh_from_db()
        assert waiting.content["review_on"] == a_year_after(timezone.localdate()).isoformat()

    def test_it_is_in_the_history(self, due, admin_user):
        mark_reviewed(due.news, admin_user)
        entry = PageLogEntry.objects.get(action="portal.review")
        assert entry.user == admin_user
        assert entry.message == "Po przeglądzie"

    def test_whoever_may_not_edit_is_refused(self, due, somebody):
        client = somebody(due.mission, "change_page")
        self.click(client, due.news)
        due.news.refresh_from_db()
        assert due.news.review_on == day(-40)

    def test_a_locked_page_is_left_alone(self, due, somebody, admin_user):
        client = somebody(due.home, "change_page")
        NewsPage.objects.filter(pk=due.news.pk).update(locked=True, locked_by=admin_user)
        assert "zablokowana" in self.click(client, due.news).content.decode()
        due.news.refresh_from_db()
        assert due.news.review_on == day(-40)

    def test_a_page_that_is_not_there(self, db, admin_client):
        assert self.click(admin_client, Page(pk=99999)).status_code == 404

    def test_the_root(self, due, admin_client):
        assert self.click(admin_client, Page.get_first_root_node()).status_code == 404

    def test_it_leads_back_and_nowhere_else(self, due, admin_client):
        assert self.click(admin_client, due.news, next="/admin/").request["PATH_INFO"] == "/admin/"
        back = self.click(admin_client, due.news, next="https://example.org/")
        assert back.request["PATH_INFO"] == REPORT

    def test_29_february(self):
        assert a_year_after(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)


class TestTranslation:
    def test_a_translation_gets_no_day(self, due):
        translate(due.home)
        translation = translate(due.mission)
        assert translation.specific.review_on is None

    def test_nor_does_a_change_carry_it(self, tree, publish):
        english = tree.english(tree.mission)
        type(english).objects.filter(pk=english.pk).update(review_on=day(7))
        publish(tree.mission, review_on=day(3), show_in_menus=False)
        english.refresh_from_db()
        assert english.review_on == day(7)

    def test_a_copy_starts_without(self, due):
        due.mission.refresh_from_db()
        copy = due.privacy.copy(update_attrs={"slug": "kopia", "title": "Kopia"})
        assert copy.review_on is None

    def test_the_form_asks_for_it(self, polish_tree, admin_client):
        page = admin_client.get(f"/admin/pages/{polish_tree.mission.pk}/edit/").content.decode()
        assert 'name="review_on"' in page


def test_to_review_is_one_query(due, admin_user, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [page.due_on for page in to_review(admin_user)] == [day(-40), day(-1), day(5)]
