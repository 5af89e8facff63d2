"""The report of what readers look for: what it lists, in which order, for whom, and as a sheet."""

import datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search.models import DailyQuery
from search.report import as_text
from tests import factories

REPORT = "/admin/reports/searches/"


def searched(query: str, searches: int = 1, found: int = 1, *, days: int = 0, language: str = "pl"):
    return DailyQuery.objects.create(
        query=query,
        searches=searches,
        found=found,
        language=language,
        day=timezone.localdate() - datetime.timedelta(days=days),
    )


def promote(query: str, page) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(query), page=page)


def rows(client, path: str = REPORT) -> list[list[str]]:
    """The cells of the report, as text."""
    response = client.get(path)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in table]


def queries(client, path: str = REPORT) -> list[str]:
    return [row[0] for row in rows(client, path)]


def editor(client, *groups: str):
    user = get_user_model().objects.create_user("redaktorka", "r@example.org", "x")
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return client


def test_what_found_nothing_comes_first_then_what_is_asked_most(admin_client, polish_tree):
    searched("rzadkie", 1)
    searched("częste", 9)
    searched("nic, dwa razy", 2, found=0)
    searched("nic, pięć razy", 5, found=0)

    assert queries(admin_client) == ["nic, pięć razy", "nic, dwa razy", "częste", "rzadkie"]


def test_the_days_of_a_query_are_added_up(admin_client, polish_tree):
    searched("strefa", 2, days=1)
    searched("strefa", 3)

    assert [row[2] for row in rows(admin_client)] == ["5"]


def test_it_counts_as_found_what_was_found_last(admin_client, polish_tree):
    searched("strefa", found=0, days=1)
    searched("strefa", found=4)

    assert [row[3] for row in rows(admin_client)] == ["4"]


def test_it_tells_the_language_and_the_last_day(admin_client, polish_tree):
    row = searched("zone", language="en", days=3)

    ((_, language, _, _, day, _),) = rows(admin_client)

    assert language == "angielski"
    assert str(row.day.year) in day


def test_it_is_of_the_last_thirty_days_unless_asked_otherwise(admin_client, polish_tree):
    searched("strefa", 1)
    searched("strefa", 4, days=30)
    searched("dawne", days=30)

    assert [row[::2][:2] for row in rows(admin_client)] == [["strefa", "1"]]
    assert [row[::2][:2] for row in rows(admin_client, f"{REPORT}?period=90")] == [
        ["strefa", "5"],
        ["dawne", "1"],
    ]


@pytest.mark.parametrize("period", ["", "x", "-1", "99999999999"])
def test_a_period_that_is_none_is_thirty_days(admin_client, polish_tree, period):
    searched("strefa")

    assert queries(admin_client, f"{REPORT}?period={period}") == ["strefa"]


def test_it_can_be_asked_for_one_language(admin_client, polish_tree):
    searched("strefa")
    searched("zone", language="en")

    assert queries(admin_client, f"{REPORT}?language=en") == ["zone"]


def test_it_can_be_asked_for_what_found_nothing(admin_client, polish_tree):
    searched("strefa")
    searched("basen", found=0)

    assert queries(admin_client, f"{REPORT}?results=0") == ["basen"]


def test_it_can_be_searched(admin_client, polish_tree):
    searched("strefa przemysłowa")
    searched("basen")

    assert queries(admin_client, f"{REPORT}results/?q=przem") == ["strefa przemysłowa"]


def test_it_can_be_ordered_by_a_column(admin_client, polish_tree):
    searched("basen", 1)
    searched("strefa", 2)

    assert queries(admin_client, f"{REPORT}?ordering=query") == ["basen", "strefa"]
    assert queries(admin_client, f"{REPORT}?ordering=-total") == ["strefa", "basen"]


def test_it_leads_to_what_readers_find_now(admin_client, polish_tree):
    searched("strefa & zalew", language="en")

    html = admin_client.get(REPORT).content.decode()

    assert 'href="/en/search/?q=strefa+%26+zalew"' in html


def test_a_page_is_promoted_in_one_click(admin_client, polish_tree):
    searched("strefa & zalew", found=0)

    html = admin_client.get(REPORT).content.decode()

    assert 'href="/admin/searchpicks/add/?query=strefa+%26+zalew"' in html


def test_what_is_promoted_is_shown_and_edited_where_it_is(admin_client, polish_tree):
    searched("strefy przemysłowej", found=0)
    promotion = promote("strefa przemysłowa", polish_tree.news)

    html = admin_client.get(REPORT).content.decode()

    assert "Nowa strefa" in rows(admin_client)[0][5]
    assert f'href="/admin/searchpicks/{promotion.query_id}/"' in html


def test_a_promotion_that_readers_do_not_see_is_not_said_to_be_one(admin_client, polish_tree):
    searched("szkic", found=0)
    draft = factories.NewsPageFactory(parent=polish_tree.news_index, title="Roboczy", live=False)
    promote("szkic", draft)

    assert "Roboczy" not in rows(admin_client)[0][5]


def test_what_readers_type_is_shown_as_text(admin_client, polish_tree):
    searched("<script>alert(1)</script>", found=0)

    for path in (REPORT, "/admin/"):
        assert "<script>alert(1)" not in admin_client.get(path).content.decode()


def test_more_rows_and_promotions_cost_no_more_queries(admin_client, polish_tree):
    searched("strefa")
    promote("strefa", polish_tree.news)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(REPORT).status_code == 200
        return len(captured)

    count()
    with_one = count()
    for number in range(60):
        searched(f"słowo {number}", found=number % 2)
        promote(f"słowo {number}", polish_tree.mission)

    assert count() == with_one


def test_it_has_pages(admin_client, polish_tree):
    for number in range(60):
        searched(f"słowo {number}")

    assert (len(rows(admin_client)), len(rows(admin_client, f"{REPORT}?p=2"))) == (50, 10)


class TestSheets:
    def test_csv_has_all_rows(self, admin_client, polish_tree):
        for number in range(60):
            searched(f"słowo {number}")

        sheet = admin_client.get(f"{REPORT}?export=csv").getvalue().decode().splitlines()

        assert len(sheet) == 61
        assert sheet[0].startswith("Szukane słowa,Język,")

    def test_csv_says_what_is_promoted(self, admin_client, polish_tree):
        searched("strefy")
        promote("strefa", polish_tree.news)

        assert "Nowa strefa" in admin_client.get(f"{REPORT}?export=csv").getvalue().decode()

    @pytest.mark.parametrize("query", ["=1+1", "+1", "-1", "@sum", '=cmd|"/c calc"!a1'])
    def test_no_cell_of_csv_is_a_formula(self, admin_client, polish_tree, query):
        searched(query)

        line = admin_client.get(f"{REPORT}?export=csv").getvalue().decode().splitlines()[1]

        assert line.lstrip('"').startswith("'")

    @pytest.mark.parametrize("text", ["\tx", "\rx"])
    def test_nor_one_that_begins_with_a_tab_or_a_line(self, text):
        assert as_text(text) == f"'{text}"

    def test_no_cell_of_xlsx_is_a_formula(self, admin_client, polish_tree):
        searched("=1+1")

        response = admin_client.get(f"{REPORT}?export=xlsx")
        cell = load_workbook(BytesIO(response.getvalue())).active["A2"]

        assert (cell.data_type, cell.value) == ("s", "=1+1")


class TestPermissions:
    @pytest.mark.parametrize("group", ["Redaktor", "Wydawca"])
    def test_editors_see_it(self, client, polish_tree, group):
        searched("strefa")

        assert queries(editor(client, group)) == ["strefa"]

    def test_editors_find_it_among_the_reports(self, client, polish_tree):
        assert REPORT in editor(client, "Redaktor").get("/admin/").content.decode()

    def test_who_may_promote_nothing_is_sent_away(self, client, polish_tree):
        group = Group.objects.get(name="Redaktor")
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label="wagtailsearchpromotions")
        )

        response = editor(client, "Redaktor").get(REPORT)

        assert (response.status_code, response.url) == (302, "/admin/")

    def test_and_finds_no_link_to_it(self, client, polish_tree):
        searched("basen", found=0)
        group = Group.objects.get(name="Redaktor")
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label="wagtailsearchpromotions")
        )

        assert REPORT not in editor(client, "Redaktor").get("/admin/").content.decode()

    def test_readers_are_asked_to_log_in(self, client, polish_tree):
        assert client.get(REPORT).url.startswith("/admin/login/")

    def test_wagtails_own_count_is_not_offered_beside_it(self, admin_client, polish_tree):
        assert "/reports/search-terms/" not in admin_client.get("/admin/").content.decode()


class TestDashboard:
    def panel(self, client) -> str:
        html = BeautifulSoup(client.get("/admin/").content, "html.parser")
        found = html.select_one("#nothing-found-section")
        return found.get_text(" ") if found else ""

    def test_it_tells_the_three_that_were_missed_most(self, admin_client, polish_tree):
        for number, query in enumerate(["lodowisko", "basen", "kino", "korty"]):
            searched(query, 10 - number, found=0)
        panel = self.panel(admin_client)

        assert [query in panel for query in ["lodowisko", "basen", "kino", "korty"]] == [
            True,
            True,
            True,
            False,
        ]

    def test_it_leaves_out_what_editors_have_seen_to(self, admin_client, polish_tree):
        searched("basen", found=0)
        promote("baseny", polish_tree.news)

        assert self.panel(admin_client) == ""

    def test_it_says_nothing_where_everything_was_found(self, admin_client, polish_tree):
        searched("strefa")

        assert self.panel(admin_client) == ""
