"""Which archives stay: grandfather, father, son."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.backup.rotation import kept, moment_of, name_of, rotate

WARSAW = ZoneInfo("Europe/Warsaw")
NOTHING = {"daily": 0, "weekly": 0, "monthly": 0}


def at(text: str) -> datetime:
    """A moment by its local time; of an hour that there is twice, the first."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW).astimezone(UTC)


def nights(first: str, number: int) -> list[datetime]:
    """Half past three in each of so many nights."""
    start = datetime.fromisoformat(f"{first}T03:30")
    return [
        (start + timedelta(days=day)).replace(tzinfo=WARSAW).astimezone(UTC)
        for day in range(number)
    ]


def days_of(moments) -> list[str]:
    return sorted(f"{moment.astimezone(WARSAW):%Y-%m-%d}" for moment in moments)


def stay(moments, **numbers) -> list[str]:
    return days_of(kept(moments, WARSAW, **{**NOTHING, **numbers}))


def test_days():
    assert stay(nights("2026-05-01", 10), daily=3) == ["2026-05-08", "2026-05-09", "2026-05-10"]


def test_of_a_day_the_last():
    moments = [at("2026-05-01T03:30"), at("2026-05-01T23:59"), at("2026-05-02T00:00")]
    assert kept(moments, WARSAW, daily=2) == {moments[1], moments[2]}


def test_days_without_one_do_not_count():
    """A machine that was off for a month keeps as many as before."""
    moments = nights("2026-03-01", 3) + nights("2026-05-01", 1)
    assert stay(moments, daily=3) == ["2026-03-02", "2026-03-03", "2026-05-01"]


def test_weeks_end_on_sundays():
    # 3, 10, 17 and 24 May 2026 are Sundays, the 27th is a Wednesday.
    moments = nights("2026-05-01", 27)
    assert stay(moments, weekly=3) == ["2026-05-17", "2026-05-24", "2026-05-27"]


def test_months_whatever_their_length():
    moments = nights("2027-12-01", 121)  # until 30 March 2028, a leap year
    assert stay(moments, monthly=4) == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-30"]


def test_of_a_year_that_is_no_leap_year():
    assert stay(nights("2027-01-30", 32), monthly=3) == ["2027-01-31", "2027-02-28", "2027-03-02"]


def test_a_week_may_be_of_two_years():
    # ISO: 28 December 2026 to 3 January 2027 is week 53 of 2026.
    assert stay(nights("2026-12-26", 10), weekly=3) == ["2026-12-27", "2027-01-03", "2027-01-04"]


def test_all_three_together():
    moments = nights("2026-01-01", 200)  # until 19 July
    found = stay(moments, daily=7, weekly=4, monthly=12)
    assert found == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-28"),
        *("2026-06-30", "2026-07-05", "2026-07-12"),
        *(f"2026-07-{day}" for day in range(13, 20)),
    ]


def test_night_after_night_it_comes_to_the_same():
    """What a rotation has deleted is missed by none that follows."""
    present: set[datetime] = set()
    numbers = {"daily": 7, "weekly": 4, "monthly": 12}
    every = nights("2024-01-01", 800)
    for moment in every:
        present = kept(present | {moment}, WARSAW, **numbers)
    assert present == kept(every, WARSAW, **numbers)
    # Three are the last of their week or month as well as of their day.
    assert len(present) == 7 + 4 + 12 - 3


def test_an_hour_that_there_is_twice():
    """25 October 2026, 02:30: once in summer time, once in winter time, an hour later."""
    first = at("2026-10-25T02:30")
    second = first + timedelta(hours=1)
    assert f"{second.astimezone(WARSAW):%H:%M}" == "02:30"
    assert name_of(first) != name_of(second)
    assert kept([first, second], WARSAW, daily=7) == {second}


def test_a_day_of_23_hours():
    """29 March 2026: a minute before midnight and a minute after it are two days, as ever."""
    moments = [at("2026-03-28T23:59"), at("2026-03-29T00:01"), at("2026-03-29T23:59")]
    assert kept(moments, WARSAW, daily=7) == {moments[0], moments[2]}


def test_days_are_those_of_the_clock_on_the_wall():
    moments = [datetime(2026, 7, 1, 21, 59, tzinfo=UTC), datetime(2026, 7, 1, 22, 1, tzinfo=UTC)]
    assert kept(moments, WARSAW, daily=7) == set(moments)
    assert kept(moments, UTC, daily=7) == {moments[1]}


@pytest.mark.parametrize("numbers", [NOTHING, {"daily": 0}, {}])
def test_the_last_one_always_stays(numbers):
    assert days_of(kept(nights("2026-05-01", 5), WARSAW, **numbers)) == ["2026-05-05"]


def test_where_there_is_none():
    assert kept([], WARSAW, daily=7) == set()


def test_a_name_tells_its_moment():
    moment = datetime(2028, 2, 29, 23, 59, 58, tzinfo=UTC)
    assert name_of(moment) == "portal-20280229T235958Z.tar"
    assert moment_of(name_of(moment)) == moment


@pytest.mark.parametrize(
    "name",
    [
        "portal-20270229T000000Z.tar",  # there was no such day
        "portal-20260101T250000Z.tar",
        "portal-20260101T000000Z.tar.gz",
        "portal-20260101T000000.tar",
        "old-portal-20260101T000000Z.tar",
        "before-restore-20260101T000000Z.tar",
        "portal-٢٠٢٦٠١٠١T٠٠٠٠٠٠Z.tar",
        "portal.tar",
    ],
)
def test_names_that_are_not_ours(name):
    assert moment_of(name) is None


def test_only_archives_of_ours_are_deleted(tmp_path):
    for moment in nights("2026-05-01", 4):
        (tmp_path / name_of(moment)).write_text("archive")
    others = ["before-restore-20200101T000000Z.tar", "notes.txt", "portal-20200101T000000Z.tar.gpg"]
    for name in others:
        (tmp_path / name).write_text("of somebody")
    (tmp_path / "portal-20200101T000000Z.tar").mkdir()
    (tmp_path / "portal-20200102T000000Z.tar").symlink_to(tmp_path / "notes.txt")

    gone = rotate(tmp_path, WARSAW, daily=1, weekly=0, monthly=0)

    assert [path.name for path in gone] == [name_of(one) for one in nights("2026-05-01", 3)]
    assert {path.name for path in tmp_path.iterdir()} == {
        *others,
        "portal-20200101T000000Z.tar",
        "portal-20200102T000000Z.tar",
        name_of(nights("2026-05-04", 1)[0]),
    }
