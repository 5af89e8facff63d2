"""When something happens, in words and as a tile."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation

from news.dates import when
from news.templatetags.news import date_tile

WARSAW = ZoneInfo("Europe/Warsaw")


def moment(*parts) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=WARSAW)


WINTER = moment(2026, 12, 30, 10), moment(2026, 12, 30, 15, 30)
SUMMER = moment(2026, 7, 1, 10), moment(2026, 7, 1, 15, 30)
SOME_DAYS = moment(2026, 12, 30, 10), moment(2026, 12, 31, 15)
OVER_THE_CHANGE = moment(2026, 10, 24, 10), moment(2026, 10, 25, 15)


@pytest.mark.parametrize(
    ("language", "start_and_end", "words"),
    [
        ("pl", WINTER, "środa, 30 grudnia 2026, 10:00–15:30"),
        ("pl", SUMMER, "środa, 1 lipca 2026, 10:00–15:30"),
        ("pl", SOME_DAYS, "środa, 30 grudnia 2026, 10:00 – czwartek, 31 grudnia 2026, 15:00"),
        ("en", WINTER, "Wednesday 30 December 2026, 10:00–15:30 (Polish time, CET)"),
        ("en", SUMMER, "Wednesday 1 July 2026, 10:00–15:30 (Polish time, CEST)"),
        (
            "en",
            SOME_DAYS,
            "Wednesday 30 December 2026, 10:00 – Thursday 31 December 2026, 15:00 "
            "(Polish time, CET)",
        ),
        (
            "en",
            OVER_THE_CHANGE,
            "Saturday 24 October 2026, 10:00 – Sunday 25 October 2026, 15:00 "
            "(Polish time, CEST/CET)",
        ),
    ],
)
def test_says_when_in_the_language(language, start_and_end, words):
    with translation.override(language):
        html = BeautifulSoup(when(*start_and_end), "html.parser")

    assert html.get_text() == words
    assert [time["datetime"] for time in html.select("time")] == [
        part.isoformat() for part in start_and_end
    ]


def test_a_moment_of_another_zone_is_told_in_polish_time():
    utc = [moment.astimezone(datetime.UTC) for moment in WINTER]
    with translation.override("pl"):
        assert "10:00" in when(*utc)


@pytest.mark.parametrize(
    ("language", "day", "tile"),
    [
        ("pl", moment(2026, 12, 30, 10), ("30", "gru.", "śr.")),
        ("pl", moment(2026, 10, 5, 10), ("5", "paź.", "pon.")),
        ("pl", moment(2026, 5, 3, 10), ("3", "maj", "niedz.")),
        ("pl", moment(2026, 5, 2, 10), ("2", "maj", "sob.")),
        ("en", moment(2026, 12, 30, 10), ("30", "Dec", "Wed")),
        ("en", moment(2026, 5, 3, 10), ("3", "May", "Sun")),
        ("pl", datetime.datetime(2026, 10, 4, 23, tzinfo=datetime.UTC), ("5", "paź.", "pon.")),
    ],
)
def test_a_tile_is_short(language, day, tile):
    with translation.override(language):
        found = date_tile(day)

    assert (found.day, found.month, found.weekday) == tile


def test_a_tile_is_data_for_a_template():
    template = Template(
        "{% load news %}{% date_tile start as tile %}"
        "{{ tile.weekday }} {{ tile.day }} {{ tile.month }}"
    )
    with translation.override("pl"):
        assert template.render(Context({"start": WINTER[0]})) == "śr. 30 gru."


@pytest.mark.parametrize("month", range(1, 13))
def test_polish_writes_short_months_small(month):
    with translation.override("pl"):
        short = date_tile(moment(2026, month, 10, 12)).month

    assert short == short.lower()
    assert short == "maj" or short.endswith(".")
