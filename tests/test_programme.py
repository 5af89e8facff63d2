"""Times of a programme: in order, one session at a time in a room, inside the event."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from news.models import EventPage
from portal.blocks import ProgrammeBlock
from tests.stories import programme, session

STORY = EventPage._meta.get_field("body").stream_block

BLOCK = ProgrammeBlock()


def at(start: str | None = None, end: str | None = None, room: str = "", **values) -> dict:
    """A session from `start` to `end`, as it is stored."""
    return session(start=start, end=end, room=room, **values)


def value_of(*sessions, **values):
    return BLOCK.to_python(programme(*sessions, **values)["value"])


def rows(error: StructBlockValidationError | None) -> dict[int, list[str]]:
    """Which fields of which sessions an error is shown at."""
    if error is None:
        return {}
    assert set(error.block_errors) == {"sessions"}
    at_rows = error.block_errors["sessions"].block_errors
    return {row: list(error.block_errors) for row, error in at_rows.items()}


def wrong_rows(*sessions, **values) -> dict[int, list[str]]:
    """Where the programme of `sessions` is refused; empty where it is accepted."""
    try:
        BLOCK.clean(value_of(*sessions, **values))
    except StructBlockValidationError as error:
        return rows(error)
    return {}


def moment(text: str) -> datetime.datetime:
    """`text` as the clocks of the portal's time zone show it."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def rows_outside(start: str, end: str, *sessions, **values) -> dict[int, list[str]]:
    """Which sessions are outside an event from `start` to `end`."""
    return rows(value_of(*sessions, **values).errors_outside(moment(start), moment(end)))


class TestOneSession:
    def test_needs_no_times(self):
        assert wrong_rows(at()) == {}

    def test_needs_no_end(self):
        assert wrong_rows(at("10:00")) == {}

    def test_with_an_end_needs_a_start(self):
        assert wrong_rows(at(end="11:00")) == {0: ["start"]}

    @pytest.mark.parametrize("end", ["09:59", "10:00"])
    def test_ends_after_its_start(self, end):
        assert wrong_rows(at("10:00", end)) == {0: ["end"]}

    def test_the_error_is_at_its_own_row(self):
        assert wrong_rows(at("09:00", "10:00"), at("11:00", "10:00")) == {1: ["end"]}


class TestOrder:
    def test_times_may_rise(self):
        assert wrong_rows(at("10:00"), at("11:00"), at("12:00")) == {}

    def test_times_may_not_fall(self):
        assert wrong_rows(at("10:00"), at("09:00")) == {1: ["start"]}

    def test_each_session_too_early_is_told(self):
        early = wrong_rows(at("12:00"), at("11:00"), at("13:00"), at("10:00"))

        assert early == {1: ["start"], 3: ["start"]}

    def test_sessions_without_times_may_stand_between(self):
        assert wrong_rows(at("10:00"), at(), at("11:00")) == {}

    def test_a_session_without_times_hides_no_wrong_order(self):
        assert wrong_rows(at("10:00"), at(), at("09:00")) == {2: ["start"]}


class TestRooms:
    def test_hold_one_session_at_a_time(self):
        assert wrong_rows(at("10:00", "12:00", "A"), at("11:00", "12:00", "A")) == {1: ["start"]}

    def test_may_be_used_one_after_another(self):
        assert wrong_rows(at("10:00", "11:00", "A"), at("11:00", "12:00", "A")) == {}

    def test_may_be_used_side_by_side(self):
        assert wrong_rows(at("10:00", "12:00", "A"), at("10:00", "12:00", "B")) == {}

    def test_sessions_without_a_room_may_overlap(self):
        assert wrong_rows(at("10:00", "12:00"), at("11:00", "12:00")) == {}

    def test_are_the_same_however_they_are_written(self):
        sessions = at("10:00", "12:00", "Sala Główna"), at("11:00", "12:00", " sala główna ")

        assert wrong_rows(*sessions) == {1: ["start"]}

    def test_are_remembered_over_other_rooms(self):
        sessions = at("10:00", "13:00", "A"), at("11:00", "12:00", "B"), at("12:00", "14:00", "A")

        assert wrong_rows(*sessions) == {2: ["start"]}

    def test_stay_busy_until_the_longest_session_ends(self):
        sessions = at("10:00", "13:00", "A"), at("10:30", "11:00", "A"), at("12:00", "14:00", "A")

        assert wrong_rows(*sessions) == {1: ["start"], 2: ["start"]}

    def test_hold_one_session_at_a_moment(self):
        assert wrong_rows(at("10:00", room="A"), at("10:00", room="A")) == {1: ["start"]}

    def test_a_session_of_unknown_end_keeps_no_room_busy(self):
        assert wrong_rows(at("10:00", room="A"), at("10:30", "11:00", "A")) == {}


class TestInsideTheEvent:
    DAY = "2026-09-24 10:00", "2026-09-24 15:00"

    @pytest.mark.parametrize(
        ("start", "end"), [("10:00", "15:00"), ("11:00", "12:00"), ("15:00", None), (None, None)]
    )
    def test_a_session_within_its_hours_is_accepted(self, start, end):
        assert rows_outside(*self.DAY, at(start, end)) == {}

    @pytest.mark.parametrize(
        ("start", "end"), [("09:59", "11:00"), ("14:00", "15:01"), ("15:01", None), ("08:00", None)]
    )
    def test_a_session_outside_its_hours_is_refused(self, start, end):
        assert rows_outside(*self.DAY, at(start, end)) == {0: ["start"]}

    def test_the_error_is_at_each_session_outside(self):
        outside = rows_outside(*self.DAY, at("09:00"), at("11:00"), at(), at("16:00"))

        assert outside == {0: ["start"], 3: ["start"]}

    def test_a_programme_of_another_day_is_refused(self):
        assert rows_outside(*self.DAY, at("11:00"), date="2026-09-25") == {0: ["start"]}


class TestSeveralDays:
    DAYS = "2026-09-24 10:00", "2026-09-25 15:00"

    def test_the_first_counts_where_none_is_given(self):
        assert rows_outside(*self.DAYS, at("09:00"), at("16:00")) == {0: ["start"]}

    @pytest.mark.parametrize("time", ["08:00", "15:00"])
    def test_the_second_begins_at_midnight(self, time):
        assert rows_outside(*self.DAYS, at(time), date="2026-09-25") == {}

    def test_the_last_ends_with_the_event(self):
        assert rows_outside(*self.DAYS, at("15:30"), date="2026-09-25") == {0: ["start"]}

    @pytest.mark.parametrize("date", ["2026-09-23", "2026-09-26"])
    def test_no_other_day_is_accepted(self, date):
        assert rows_outside(*self.DAYS, at("11:00"), date=date) == {0: ["start"]}


@pytest.mark.parametrize(
    "night", [("2026-03-28", "2026-03-29"), ("2026-10-24", "2026-10-25")], ids=["spring", "autumn"]
)
class TestWhenClocksChange:
    """Clocks go forward and back in the night between these days."""

    @pytest.mark.parametrize(("time", "wrong"), [("10:00", {}), ("09:59", {0: ["start"]})])
    def test_the_next_day_begins_by_its_own_clock(self, night, time, wrong):
        _, day = night

        assert rows_outside(f"{day} 10:00", f"{day} 15:00", at(time)) == wrong

    @pytest.mark.parametrize(("time", "wrong"), [("15:00", {}), ("15:01", {0: ["start"]})])
    def test_an_event_over_that_night_ends_by_the_new_clock(self, night, time, wrong):
        eve, day = night

        assert rows_outside(f"{eve} 10:00", f"{day} 15:00", at(time), date=day) == wrong

    def test_an_event_given_in_universal_time_is_of_its_local_day(self, night):
        _, day = night
        start, end = (
            moment(f"{day} {time}").astimezone(datetime.UTC) for time in ("00:30", "04:00")
        )

        assert rows(value_of(at("00:30", "03:59")).errors_outside(start, end)) == {}


def event_form(*sessions, **values) -> dict:
    """What the admin's form of an event sends."""
    rows = [
        (
            "session",
            {
                "start": "",
                "end": "",
                "kind": "talk",
                "room": "",
                "summary": "",
                "speakers": streamfield([]),
                **session,
            },
        )
        for session in sessions
    ]
    return nested_form_data(
        {
            "title": "Forum energii",
            "slug": "forum-energii",
            "lead": "Zdanie.",
            "start": "2026-09-24 10:00",
            "end": "2026-09-24 15:00",
            "venue": "Solpark",
            "status": "scheduled",
            "attendance": "offline",
            "organisers": "",
            "picture": "",
            "body": streamfield(
                [("programme", {"title": "", "date": "", "sessions": streamfield(rows)})]
            ),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **values,
        }
    )


@pytest.fixture
def send(polish_tree, admin_client):
    """Sends the admin's form of a new event, in English."""
    url = reverse("wagtailadmin_pages:add", args=["news", "eventpage", polish_tree.event_index.pk])
    return lambda form: admin_client.post(url, form, headers={"accept-language": "en"})


class TestAdmin:
    def test_an_event_with_a_sound_programme_is_published(self, send):
        send(event_form({"title": "A", "start": "10:00"}, {"title": "B", "start": "11:00"}))

        assert EventPage.objects.live().get(slug="forum-energii").body[0].value["sessions"]

    @pytest.mark.parametrize(
        ("sessions", "message"),
        [
            ([{"title": "A", "start": "09:00"}], "outside the time of the event"),
            (
                [{"title": "A", "start": "12:00"}, {"title": "B", "start": "11:00"}],
                "in the order of their times",
            ),
            (
                [
                    {"title": "A", "start": "10:00", "end": "12:00", "room": "1"},
                    {"title": "B", "start": "11:00", "room": "1"},
                ],
                "in this room",
            ),
            ([{"title": "A", "start": "12:00", "end": "11:00"}], "must be later than the start"),
        ],
    )
    def test_the_form_shows_what_is_wrong(self, send, sessions, message):
        response = send(event_form(*sessions))

        assert message in response.content.decode()

    def test_nothing_wrong_is_saved(self, send):
        send(event_form({"title": "A", "start": "09:00"}))

        assert not EventPage.objects.filter(slug="forum-energii").exists()

    def test_an_event_that_ends_before_it_starts_is_refused(self, send):
        response = send(event_form(end="2026-09-24 09:00"))

        assert "must be later than the start" in response.content.decode()

    def test_an_event_without_a_start_is_refused_and_not_500(self, send):
        assert send(event_form({"title": "A", "start": "09:00"}, start="")).status_code == 200


def test_the_hours_of_an_event_cannot_shrink_below_its_programme(polish_tree):
    event = polish_tree.event
    event.start, event.end = moment("2026-09-24 10:00"), moment("2026-09-24 15:00")
    event.body = [programme(at("14:00", "15:00"))]
    event.full_clean()

    event.end = moment("2026-09-24 14:30")

    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    body = refused.value.error_dict["body"][0]
    assert rows(body.block_errors[0]) == {0: ["start"]}


class TestTwoProgrammes:
    """An event of two strands may have a programme for each: a room holds one session at a time."""

    @pytest.mark.parametrize(
        ("second", "accepted"),
        [
            ({"start": "10:30:00", "end": "11:30:00", "room": "sala  A"}, False),
            ({"start": "10:00:00", "room": "Sala A"}, False),
            ({"start": "11:00:00", "end": "12:00:00", "room": "Sala A"}, True),
            ({"start": "10:30:00", "end": "11:30:00", "room": "Sala B"}, True),
            ({"start": "10:30:00", "end": "11:30:00"}, True),
        ],
    )
    def test_of_one_day_share_no_room_at_one_time(self, second, accepted):
        first = session(start="10:00:00", end="11:00:00", room="Sala A")
        story = STORY.to_python([programme(first), programme(session(**second))])

        if accepted:
            STORY.clean(story)
        else:
            with pytest.raises(StreamBlockValidationError) as refusal:
                STORY.clean(story)
            assert list(refusal.value.block_errors) == [1]

    def test_of_two_days_may_use_the_same_room_at_the_same_time(self):
        def day(date: str) -> dict:
            return programme(session(start="10:00:00", end="11:00:00", room="Sala A"), date=date)

        STORY.clean(STORY.to_python([day("2026-09-24"), day("2026-09-25")]))

    @pytest.mark.parametrize("second_day", [None, "first"])
    def test_of_the_first_day_share_no_room_whether_they_say_so_or_not(
        self, polish_tree, second_day
    ):
        event = polish_tree.event
        date = second_day and timezone.localdate(event.start).isoformat()
        event.body = [
            programme(session(start="11:00:00", end="12:00:00", room="A")),
            programme(session(start="11:30:00", end="12:00:00", room="A"), date=date),
        ]

        with pytest.raises(ValidationError) as refusal:
            event.full_clean()
        assert "body" in refusal.value.error_dict
