"""Counting what readers look for: what is counted, what is not, and for how long it is kept."""

import datetime
import sqlite3
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.utils import timezone

from search import statistics
from search.models import DailyQuery
from search.statistics import is_by_reader, may_be_personal, normalised, record

pytestmark = pytest.mark.django_db


def counted() -> list[tuple[str, str, int, int]]:
    return list(
        DailyQuery.objects.order_by("pk").values_list("query", "language", "searches", "found")
    )


def days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def an_old_one(days: int, query: str = "dawniej") -> DailyQuery:
    return DailyQuery.objects.create(day=days_ago(days), language="pl", query=query, found=1)


def test_a_search_is_counted():
    record("strefa", "pl", 3)

    assert counted() == [("strefa", "pl", 1, 3)]


def test_the_same_search_is_counted_again_with_what_it_found_last():
    record("strefa", "pl", 3)
    record("strefa", "pl", 0)

    assert counted() == [("strefa", "pl", 2, 0)]


def test_languages_are_counted_apart():
    record("forum", "pl", 1)
    record("forum", "en", 2)

    assert counted() == [("forum", "pl", 1, 1), ("forum", "en", 1, 2)]


def test_days_are_counted_apart():
    an_old_one(1, "strefa")
    record("strefa", "pl", 3)

    assert DailyQuery.objects.filter(query="strefa").count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        "Strefa Przemysłowa",
        "  strefa   przemysłowa ",
        "„strefa przemysłowa”?",
        "strefa\nprzemysłowa",
    ],
)
def test_case_spaces_and_marks_around_make_no_other_query(typed):
    assert normalised(typed) == "strefa przemysłowa"


def test_words_are_shown_as_readers_type_them_so_diacritics_stay_apart():
    assert normalised("Bełchatów") != normalised("Belchatow")


@pytest.mark.parametrize("typed", ["", "   ", "?", "\x00\x1f", '""'])
def test_a_search_for_nothing_is_not_counted(typed):
    record(typed, "pl", 0)

    assert counted() == []


@pytest.mark.parametrize(
    "typed",
    [
        "jan.kowalski@example.org",
        "napisz do jan@example.org",
        "607 444 242",
        "+48 607-444-242",
        "(44) 731 66 10",
        "44051401359",
        "pesel 44051401359",
        "769-225-25-07",
        "PL61 1090 1014 0000 0712 1981 2874",
        "ABC 123456",
        "AB1234567",
        "x" * 61,
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    ],
)
def test_what_may_be_personal_is_not_kept(typed):
    record(typed, "pl", 0)

    assert counted() == []


@pytest.mark.parametrize(
    "typed",
    [
        "fundusze 2021-2027",
        "forum 25.11.2026",
        "300 MW",
        "co2",
        "uchwała nr 12/2025",
        "Jan Kowalski",
    ],
)
def test_numbers_of_years_days_and_megawatts_are_nobodys(typed):
    assert not may_be_personal(normalised(typed))


def test_nothing_is_kept_of_who_searched():
    columns = {field.name for field in DailyQuery._meta.get_fields()}

    assert columns == {"id", "day", "language", "query", "searches", "found"}


def test_an_invented_query_a_second_does_not_fill_the_disk(monkeypatch):
    monkeypatch.setattr(statistics, "MOST_A_DAY", 3)
    for number in range(5):
        record(f"słowo {number}", "pl", 0)

    assert DailyQuery.objects.count() == 3


def test_in_a_flood_known_queries_are_still_counted(monkeypatch):
    monkeypatch.setattr(statistics, "MOST_A_DAY", 1)
    for query in ["strefa", "zalew", "strefa"]:
        record(query, "pl", 1)

    assert counted() == [("strefa", "pl", 2, 1)]


def test_a_flood_in_one_language_leaves_the_other_alone(monkeypatch):
    monkeypatch.setattr(statistics, "MOST_A_DAY", 1)
    for query, language in [("strefa", "pl"), ("zalew", "pl"), ("zone", "en")]:
        record(query, language, 1)

    assert [query for query, *_ in counted()] == ["strefa", "zone"]


def test_the_first_search_of_a_day_forgets_what_is_too_old(settings):
    settings.SEARCH_STATISTICS_DAYS = 30
    an_old_one(30, "za stare")
    an_old_one(29, "jeszcze nie")

    record("strefa", "pl", 1)

    assert [query for query, *_ in counted()] == ["jeszcze nie", "strefa"]


def test_a_command_forgets_where_nobody_searches(settings):
    settings.SEARCH_STATISTICS_DAYS = 30
    an_old_one(31)
    said = StringIO()

    call_command("purge_search_statistics", stdout=said)

    assert counted() == []
    assert "30" in said.getvalue()


def test_zero_days_count_nothing_and_keep_nothing(settings):
    settings.SEARCH_STATISTICS_DAYS = 0
    record("strefa", "pl", 1)
    an_old_one(0)
    call_command("purge_search_statistics", stdout=StringIO())

    assert counted() == []


class TestNothingIsCounted:
    """SEARCH_STATISTICS_DAYS is 0."""

    @pytest.fixture(autouse=True)
    def nothing(self, settings, monkeypatch):
        settings.SEARCH_STATISTICS_DAYS = 0
        monkeypatch.setattr(statistics, "_forgotten_on", None)

    def test_what_was_counted_before_is_forgotten_with_the_next_search(self):
        an_old_one(400)
        an_old_one(0)
        record("strefa", "pl", 1)

        assert counted() == []

    def test_that_costs_nothing_more_that_day(self, django_assert_num_queries):
        record("strefa", "pl", 1)

        with django_assert_num_queries(0):
            record("strefa", "pl", 1)

    def test_a_database_that_cannot_be_written_costs_the_reader_nothing(self, monkeypatch, caplog):
        def fail(*args, **kwargs):
            raise OperationalError("database is locked")

        monkeypatch.setattr(QuerySet, "delete", fail)

        record("strefa", "pl", 1)

        assert "not forgotten" in caplog.text


def test_a_query_that_is_known_today_costs_one_statement(django_assert_num_queries):
    record("strefa", "pl", 1)

    with django_assert_num_queries(3):  # A savepoint, the update, its release.
        record("strefa", "pl", 1)


@pytest.mark.parametrize("message", ["attempt to write a readonly database", "database is locked"])
def test_a_database_that_cannot_be_written_costs_the_reader_nothing(monkeypatch, message):
    def fail(*args, **kwargs):
        raise OperationalError(message)

    monkeypatch.setattr(QuerySet, "update", fail)

    record("strefa", "pl", 1)

    assert counted() == []


def test_the_log_does_not_quote_the_query(monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OperationalError("… strefa …")

    monkeypatch.setattr(QuerySet, "update", fail)

    record("strefa", "pl", 1)

    assert "strefa" not in caplog.text
    assert "not counted" in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer")
class TestLockedDatabase:
    """Another process writes. In a file, as the tests' own database is in memory."""

    def test_a_reader_does_not_wait_as_long_as_an_editor(self):
        during = []
        own = connection.connection
        with statistics.impatient("default"):
            during.append(own.execute("PRAGMA busy_timeout").fetchone()[0])

        assert during == [statistics.PATIENCE_MS]

    def test_an_editor_waits_as_before(self):
        own = connection.connection
        before = own.execute("PRAGMA busy_timeout").fetchone()[0]
        with pytest.raises(sqlite3.OperationalError), statistics.impatient("default"):
            raise sqlite3.OperationalError

        assert own.execute("PRAGMA busy_timeout").fetchone()[0] == before > statistics.PATIENCE_MS


BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"


def test_a_reader_is_counted(rf):
    assert is_by_reader(rf.get("/", headers={"user-agent": BROWSER}))


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "curl/8.0"},
        {"user-agent": BROWSER, "sec-purpose": "prefetch"},
        {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"},
        {"user-agent": BROWSER, "purpose": "prefetch"},
    ],
)
def test_robots_and_prefetches_are_not(rf, headers):
    assert not is_by_reader(rf.get("/", headers=headers))


def test_who_asks_for_the_head_only_is_not(rf):
    assert not is_by_reader(rf.head("/", headers={"user-agent": BROWSER}))


def test_an_editor_who_tries_the_search_out_is_not(rf, settings):
    request = rf.get("/", headers={"user-agent": BROWSER})
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"

    assert not is_by_reader(request)
