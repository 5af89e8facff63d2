"""The parts of the bench that can be wrong without a clock: verdicts, tables, addresses."""

import socket
from types import SimpleNamespace
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection

from bench import admin, app_server, cpu, machines, nginx, one, profile, queries, served, trivial
from bench.choice import Choice
from bench.missing import Missing
from bench.pages import FILES, PAGES
from bench.rows import Row, at_least, at_most, number, summary, tables
from bench.visits import Cost, Visitor
from portal.demo import seed
from tests.drawings import tiny_drawings


def test_what_is_within_its_limit_is_met():
    assert at_most("CPU", "home", [3.5, 8], 8, " ×").verdict == "met"
    assert at_least("Load", "home", [0.9], 0.9, " ×").verdict == "met"


def test_what_misses_its_limit_says_by_how_much_the_worst_does():
    assert at_most("CPU", "home", [3.5, 75.25], 8, " ×").verdict == "missed by 67.2 ×"
    assert at_least("Load", "home", [0.95, 0.4], 0.9, " ×").verdict == "missed by 0.50 ×"


def test_a_row_without_a_target_has_no_verdict():
    assert Row("CPU", "people", "12").verdict == ""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (6, "6"),
        (6.0, "6"),
        (0.823, "0.82"),
        (0.053, "0.053"),
        (12.34, "12.3"),
        (123.4, "123"),
        (12345.6, "12,346"),
    ],
)
def test_numbers_have_no_more_digits_than_say_something(value, told):
    assert number(value) == told


def test_a_table_puts_databases_side_by_side():
    found = {
        "SQLite": [at_most("CPU", "home", [7], 8)],
        "PostgreSQL": [at_most("CPU", "home", [9], 8)],
    }

    assert tables(found).splitlines() == [
        "## CPU",
        "",
        "|  | SQLite | PostgreSQL | target |  |",
        "| --- | --- | --- | --- | --- |",
        "| home | 7 | 9 | ≤ 8 | PostgreSQL: missed by 1 |",
    ]
    assert summary(found) == "1 of 2 figures are within their target."


def test_what_was_not_measured_says_why_and_is_not_counted():
    found = {"SQLite": [Row("Load", "not measured", "wrk is not installed")]}

    assert "| not measured | wrk is not installed |  |  |" in tables(found)
    assert summary(found) == "0 of 0 figures are within their target."


def test_a_page_whose_queries_grow_misses_its_target_even_below_the_limit():
    few, many = ({name: [count] * 2 for name in PAGES} for count in (4, 5))

    row = next(row for row in queries.rows({10: few, 1000: many}) if row.what == "home")

    assert (row.measured, row.verdict) == ("4·4 / 5·5", "missed by 1 that come with more news")


def test_languages_may_differ_in_their_queries():
    both = {name: [4, 5] for name in PAGES}

    assert queries.rows({10: both, 1000: both})[0].verdict == "met"


def test_growth_is_the_time_at_most_news_by_that_at_fewest():
    few, many = ({name: Cost(5, elapsed, 3) for name in PAGES} for elapsed in (5, 10))

    rows = cpu.rows({10: few, 1000: few, 10_000: many})

    growth = next(row for row in rows if row.part == cpu.GROWTH and row.what == "home")
    assert (growth.measured, growth.verdict) == ("2 ×", "missed by 0.80 ×")
    assert next(row for row in rows if row.part == cpu.PART).verdict == "met"


def test_the_explorer_is_compared_with_stock_and_with_few_pages():
    names = (admin.EXPLORER, admin.SEARCH, admin.CHOOSER, admin.CHOOSER_SEARCH)

    def found(queries: int, elapsed: float) -> admin.Found:
        return admin.Found(
            dict.fromkeys(names, queries),
            dict.fromkeys(names, 50.0),
            dict.fromkeys(names, elapsed),
            35,
        )

    rows = admin.rows({50: found(35, 100), 10_000: found(36, 110)})

    assert [row.verdict for row in rows if row.target] == ["missed by 1 queries"] + ["met"] * 4


def test_memory_that_grows_with_the_pages_is_not_constant():
    few, many = (dict.fromkeys(FILES, machines.Found(0.1, peak, 2, 1.0)) for peak in (1000, 9000))

    verdicts = {row.part: row.verdict for row in machines.rows({1000: few, 10_000: many})}

    assert verdicts == {
        machines.COLD: "met",
        machines.MEMORY: "missed by 7.80 ×",
        machines.WARM: "met",
    }


def test_a_file_that_is_made_anew_each_time_is_not_cached():
    found = dict.fromkeys(FILES, machines.Found(0.1, 1000, 11, 500.0))

    row = next(row for row in machines.rows({10: found}) if row.part == machines.WARM)

    assert (row.measured, row.verdict) == ("11 queries, 500 ms", "missed by 8 queries")


def test_a_profile_tells_the_shares_of_each_page_but_no_crumbs():
    page = dict.fromkeys(profile.WHERE, 0.0) | {"ORM: all": 0.5, "typography": 0.001}

    (row,) = profile.rows({10: dict.fromkeys(profile.PROFILED, page)})

    assert (row.what, row.measured) == ("ORM: all", "50% / 50% / 50% / 50% / 50%")


def test_a_share_is_of_the_whole_and_sums_what_belongs_together(visited):
    assert visited["ORM: all"] == pytest.approx(0.75)
    assert visited["typography"] == 0


@pytest.fixture
def visited() -> dict[str, float]:
    """The shares of a profile of 8 s, with 5 and 1 s in two functions of the ORM."""
    stats = mock.Mock(total_tt=8.0)
    stats.stats = {
        ("django/db/models/query.py", 1952, "_fetch_all"): (1, 1, 0.1, 5.0, {}),
        ("django/db/models/query.py", 1489, "filter"): (1, 1, 0.1, 1.0, {}),
        ("elsewhere/query.py", 3, "filter"): (1, 1, 0.1, 1.0, {}),
    }
    return profile.shares(stats)


def test_what_is_served_is_compared_with_its_limit():
    assert served.rows({10: {"home": 1.0}})[0].verdict == "met"
    assert nginx.rows({10: {"home": 0.5}})[0].verdict == "missed by 0.30 ×"


def test_everything_is_measured_unless_the_environment_says_less(monkeypatch):
    for name in ("NEWS", "DATABASES", "PARTS"):
        monkeypatch.delenv(name, raising=False)
    assert Choice.of_environment().is_everything

    monkeypatch.setenv("PARTS", "cpu")
    assert not Choice.of_environment().is_everything
    assert Choice.of_environment().wants("cpu")
    assert not Choice.of_environment().wants("admin")


def test_a_misspelt_part_is_refused(monkeypatch):
    monkeypatch.setenv("PARTS", "cpus")

    with pytest.raises(SystemExit, match="cpus"):
        Choice.of_environment()


def test_every_address_of_the_bench_is_there(db, monkeypatch, settings):
    monkeypatch.setattr(seed, "draw_all", tiny_drawings)
    settings.ALLOWED_HOSTS = ["localhost"]
    call_command("seed_demo", verbosity=0)
    visitor = Visitor()

    # A visit ends the run where the answer is not 200.
    # An app server closes what a request leaves open; here that is the connection of the test.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    assert all(visitor.visit(path) for both in PAGES.values() for path in both)
    assert all(visitor.visit(path) for path in FILES.values())


def test_the_trivial_view_asks_nothing(db, django_assert_num_queries, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    visitor, application = Visitor(), trivial.make_application()

    with django_assert_num_queries(0):
        assert visitor.visit(trivial.ADDRESS, application) > 0


@pytest.mark.django_db
def test_a_page_is_profiled_by_visiting_it(monkeypatch):
    visited = []
    visitor = SimpleNamespace(visit=visited.append)

    shares = profile.shares(profile.profile(visitor, "/pl/"))

    assert set(visited) == {"/pl/"}
    assert set(shares) == set(profile.WHERE)


def test_a_part_that_fails_takes_no_other_with_it():
    def measure(news):
        raise SystemExit("the browser is gone")

    broken = SimpleNamespace(
        __name__="bench.broken", PART="Broken", sizes=lambda news: news, measure=measure
    )
    well = SimpleNamespace(
        __name__="bench.well",
        PART="Well",
        sizes=lambda news: news,
        measure=lambda news: news,
        rows=lambda found: [Row("Well", "pages", str(found))],
    )

    rows = one.measured([broken, well], [10], grow=lambda news: None)

    assert [(row.what, row.measured) for row in rows] == [
        ("not measured", "SystemExit: the browser is gone"),
        ("pages", "{10: 10}"),
    ]


def test_a_server_that_was_left_behind_is_not_measured(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as left_behind:
        monkeypatch.setattr(app_server, "PORT", left_behind.getsockname()[1])
        with pytest.raises(Missing, match="PORT"), app_server.running():
            pass
