"""The calendars of events and sessions, read back as a reader's calendar does."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from icalendar import Calendar
from wagtail.models import PageViewRestriction
from wagtail_localize.models import Translation

from news.calendar import POLISH_TIME
from news.models import EventPage
from tests import factories
from tests.factories import in_days
from tests.stories import item, programme, session
from tests.test_queries import queries
from tests.translating import override, translate

POLISH = "/pl/wydarzenia/forum/kalendarz.ics"
ENGLISH = "/en/events/forum/calendar.ics"
ALL_POLISH = "/pl/wydarzenia/kalendarz.ics"
ALL_ENGLISH = "/en/events/calendar.ics"
WARSAW = ZoneInfo("Europe/Warsaw")
HOUR = datetime.timedelta(hours=1)


def entry(response):
    """The only event of the file that `response` is."""
    assert response.status_code == 200
    (found,) = Calendar.from_ical(response.content).events
    return found


def moment(*parts) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=WARSAW)


@pytest.fixture
def event(polish_tree):
    """On a day of its own from the beginning, so that it has not been moved."""
    hours = {"start": moment(2030, 1, 16, 10), "end": moment(2030, 1, 16, 15)}
    event = polish_tree.event
    EventPage.objects.filter(pk=event.pk).update(**hours)
    event.refresh_from_db()
    event.save_revision().publish()
    event.refresh_from_db()
    return event


class TestContent:
    def test_says_what_when_and_where(self, client, event):
        found = entry(client.get(POLISH))

        assert found["SUMMARY"] == "Forum"
        assert found["LOCATION"] == "Solpark Kleszczów"
        assert found["URL"] == "http://testserver/pl/wydarzenia/forum/"
        assert found["DESCRIPTION"] == f"{event.lead}\n\nKlaster, Gmina\n\n{found['URL']}"
        assert (found.start, found.end) == (event.start, event.end)

    def test_signs_of_the_format_in_a_text_are_only_signs(self, client, event, publish):
        title = "Prąd; węgiel, woda \\n i: „Łąka”\u00a0" + "bardzo długi tytuł " * 8
        publish(event, title=title.strip(), lead="Pierwszy.\nEND:VEVENT\nDrugi, trzeci;")
        found = entry(client.get(POLISH))

        assert found["SUMMARY"] == title.strip()
        assert found["DESCRIPTION"].startswith("Pierwszy.\nEND:VEVENT\nDrugi, trzeci;\n\n")

    @pytest.mark.parametrize(
        ("start", "end", "offset"),
        [
            (moment(2030, 1, 16, 10), moment(2030, 1, 16, 15), 1),
            (moment(2030, 7, 17, 10), moment(2030, 7, 17, 15), 2),
            (moment(2030, 10, 25, 9), moment(2030, 10, 28, 16), 2),
        ],
        ids=["winter", "summer", "days over the change of clocks"],
    )
    def test_times_are_those_of_the_portal(self, client, event, publish, start, end, offset):
        publish(event, start=start, end=end)
        response = client.get(POLISH)
        found = entry(response)
        content = response.content.decode()

        assert f"DTSTART;TZID=Europe/Warsaw:{start:%Y%m%dT%H%M%S}" in content
        assert f"DTEND;TZID=Europe/Warsaw:{end:%Y%m%dT%H%M%S}" in content
        assert found.start.utcoffset() == datetime.timedelta(hours=offset)
        assert (found.start, found.end) == (start, end)

    def test_the_rules_of_the_time_zone_are_in_it(self, client, event, publish):
        publish(event, start=moment(2030, 10, 25, 9), end=moment(2030, 10, 28, 16))
        (zone,) = Calendar.from_ical(client.get(POLISH).content).timezones
        rules = zone.to_tz(lookup_tzid=False)

        for day in (datetime.datetime(2030, 10, 25, 9), datetime.datetime(2030, 10, 28, 16)):
            assert day.replace(tzinfo=rules).utcoffset() == day.replace(tzinfo=WARSAW).utcoffset()

    def test_both_languages_are_the_same_event(self, client, tree):
        polish, english = entry(client.get(POLISH)), entry(client.get(ENGLISH))

        assert polish["UID"] == english["UID"]
        assert english["SUMMARY"] == "EN Forum"
        assert english["URL"] == "http://testserver/en/events/forum/"

    def test_it_stays_the_same_when_it_changes(self, client, event, publish):
        before = entry(client.get(POLISH))
        publish(event, title="Forum II", slug="forum-2", start=event.start.replace(hour=8))
        after = entry(client.get("/pl/wydarzenia/forum-2/kalendarz.ics"))

        assert after["UID"] == before["UID"]
        assert after["SUMMARY"] == "Forum II"

    def test_another_event_is_another(self, client, event):
        factories.EventPageFactory(parent=event.get_parent(), title="Inne", slug="inne")

        assert (
            entry(client.get("/pl/wydarzenia/inne/kalendarz.ics"))["UID"]
            != entry(client.get(POLISH))["UID"]
        )

    def test_it_was_modified_when_it_was_published(self, client, event):
        event.title = "Szkic"
        event.save_revision()
        event.refresh_from_db()
        found = entry(client.get(POLISH))

        published = event.last_published_at.replace(microsecond=0)
        assert (found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt) == (published, published)
        assert found["SUMMARY"] == "Forum"

    def test_its_address_is_that_of_the_public_host(self, client, event, settings):
        settings.BASE_URL = "https://portal.example.org"

        assert entry(client.get(POLISH))["URL"] == "https://portal.example.org/pl/wydarzenia/forum/"


class TestAnswer:
    def test_is_a_file_to_keep(self, client, event):
        response = client.get(POLISH)

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="forum.ics"'
        assert not response.cookies
        assert response.content.isascii() is False
        assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))

    def test_head_answers_like_get(self, client, event):
        response = client.head(POLISH)

        assert (response.status_code, response.content) == (200, b"")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"

    def test_it_takes_nothing(self, client, event):
        assert client.post(POLISH).status_code == 405

    @pytest.mark.parametrize("kind", ["password", "login"])
    def test_a_private_event_has_none_for_others(self, client, event, kind):
        PageViewRestriction.objects.create(
            page=event.get_parent(), restriction_type=kind, password="tajne"
        )
        # No program takes a question for a password for the calendar.
        assert client.get(POLISH).status_code == 404

    def test_who_knows_the_password_gets_the_file(self, client, event):
        restriction = PageViewRestriction.objects.create(
            page=event, restriction_type="password", password="tajne"
        )
        response = client.post(
            f"/pl/_util/authenticate_with_password/{restriction.pk}/{event.pk}/",
            {"password": "tajne", "return_url": POLISH},
        )

        assert response["Location"] == POLISH
        assert entry(client.get(POLISH))["SUMMARY"] == "Forum"

    def test_a_draft_has_none(self, client, event):
        event.unpublish()

        assert client.get(POLISH).status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "/pl/wydarzenia/forum/calendar.ics",
            "/pl/wydarzenia/forum/kalendarz.ics/",
            "/pl/wydarzenia/forum/kalendarz-.ics",
            "/pl/wydarzenia/forum/kalendarz-1.ics",
            "/pl/wydarzenia/forum/kalendarz-xyz.ics",
            "/pl/wydarzenia/kalendarz-1.ics",
            "/pl/wydarzenia/calendar.ics",
            "/en/wydarzenia/kalendarz.ics",
            "/pl/wydarzenia/forum/inny.ics",
            "/pl/wydarzenia/forum/kalendarz.ics.ics",
            "/pl/wydarzenia/forum/kalendarz/",
            "/pl/wydarzenia/forum/dalej/kalendarz.ics",
            "/pl/wydarzenia/nie-ma/kalendarz.ics",
            "/pl/aktualnosci/nowa-strefa/kalendarz.ics",
            "/pl/kontakt/kalendarz.ics",
            "/pl/kalendarz.ics",
            "/en/wydarzenia/forum/calendar.ics",
        ],
    )
    def test_nothing_else_has_one(self, client, event, path):
        assert client.get(path).status_code == 404

    def test_the_former_address_leads_to_the_new_one(self, client, event, publish):
        publish(event, slug="kongres")
        response = client.get(POLISH)

        assert response.status_code == 301
        assert response["Location"].endswith("/pl/wydarzenia/kongres/kalendarz.ics")

    def test_costs_few_queries(self, client, event):
        assert queries(client, POLISH) <= 8


class TestPage:
    def test_leads_to_the_file_in_its_language(self, client, tree):
        for path, file, words in [
            ("/pl/wydarzenia/forum/", POLISH, "Dodaj do kalendarza"),
            ("/en/events/forum/", ENGLISH, "Add to calendar"),
        ]:
            page = BeautifulSoup(client.get(path).content, "html.parser")
            (link,) = page.select('a[href$=".ics"]')
            assert (link["href"], link.get_text(strip=True)) == (file, words)

    def test_leads_nowhere_when_it_is_over(self, client, event, publish):
        publish(event, start=in_days(-2, 10), end=in_days(-2, 12))

        page = BeautifulSoup(client.get("/pl/wydarzenia/forum/").content, "html.parser")
        assert not page.main.select('a[href$=".ics"]')

    def test_says_nothing_of_it_to_search_engines(self, client, tree):
        page = BeautifulSoup(client.get("/pl/wydarzenia/forum/").content, "html.parser")
        links = [
            link["href"]
            for link in page.select("link[rel=canonical], link[rel=alternate][hreflang]")
        ]

        assert len(links) == 4
        assert not any(link.endswith(".ics") for link in links)

    def test_a_draft_can_be_previewed(self, polish_tree):
        draft = polish_tree.event_index.add_child(
            instance=factories.EventPageFactory.build(live=False, locale=polish_tree.home.locale)
        )

        response = draft.make_preview_request()
        assert response.status_code == 200


def test_a_copy_that_waits_for_its_translation_is_the_same_event(
    client, event, english, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        translate(event.get_parent().get_parent().specific)
        translate(event.get_parent().specific, slug="events")
    event.copy_for_translation(english, alias=True)

    assert entry(client.get(ENGLISH))["UID"] == entry(client.get(POLISH))["UID"]


def later(event, hours: int = 1) -> dict:
    """What `publish` needs to move `event`."""
    shift = datetime.timedelta(hours=hours)
    return {"start": event.start + shift, "end": event.end + shift}


class TestTimeZone:
    RULES = Calendar.from_ical(
        b"BEGIN:VCALENDAR\r\n" + POLISH_TIME.to_ical() + b"END:VCALENDAR\r\n"
    ).timezones[0]

    @pytest.mark.parametrize("year", [1997, 2026, 2027, 2030, 2036])
    def test_clocks_change_when_they_do(self, year):
        rules = self.RULES.to_tz(lookup_tzid=False)
        moment = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
        while moment.year == year:
            told = moment.astimezone(rules).replace(tzinfo=None)
            assert told == moment.astimezone(WARSAW).replace(tzinfo=None), moment
            moment += datetime.timedelta(minutes=30)

    def test_rules_say_when_and_by_how_much(self):
        (summer,), (winter,) = self.RULES.daylight, self.RULES.standard
        hour = datetime.timedelta(hours=1)
        assert (hour, 2 * hour) == (summer.TZOFFSETFROM, summer.TZOFFSETTO)
        assert (2 * hour, hour) == (winter.TZOFFSETFROM, winter.TZOFFSETTO)
        assert (summer.DTSTART.hour, winter.DTSTART.hour) == (2, 3)

    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            (moment(2026, 3, 28, 22), moment(2026, 3, 29, 6), 7),
            (moment(2026, 10, 24, 22), moment(2026, 10, 25, 6), 9),
        ],
        ids=["spring", "autumn"],
    )
    def test_a_night_over_the_change_is_as_long_as_it_is(
        self, client, event, publish, start, end, hours
    ):
        publish(event, start=start, end=end)
        found = entry(client.get(POLISH))

        utc = [time.astimezone(datetime.UTC) for time in (found.start, found.end)]
        assert utc[1] - utc[0] == datetime.timedelta(hours=hours)


class TestState:
    def test_what_takes_place_is_confirmed(self, client, event):
        found = entry(client.get(POLISH))

        assert (found["STATUS"], found["TRANSP"], found["SEQUENCE"]) == ("CONFIRMED", "OPAQUE", 0)

    @pytest.mark.parametrize(
        ("status", "said", "polish", "english"),
        [
            ("cancelled", "CANCELLED", "Odwołane: Forum", "Cancelled: EN Forum"),
            ("postponed", "TENTATIVE", "Odłożone: Forum", "Postponed: EN Forum"),
            ("rescheduled", "CONFIRMED", "Nowy termin: Forum", "New date: EN Forum"),
        ],
    )
    def test_what_does_not_says_so_in_both_languages(
        self, client, tree, publish, status, said, polish, english
    ):
        publish(tree.event, status=status)
        found, translated = entry(client.get(POLISH)), entry(client.get(ENGLISH))

        assert (found["STATUS"], translated["STATUS"]) == (said, said)
        assert (found["SUMMARY"], translated["SUMMARY"]) == (polish, english)
        assert found["DESCRIPTION"].startswith("To wydarzenie")
        assert translated["DESCRIPTION"].startswith("This event")
        assert found["SUMMARY"].params["LANGUAGE"] == "pl"
        assert translated["SUMMARY"].params["LANGUAGE"] == "en"

    def test_a_text_that_waits_holds_no_cancellation_back(self, client, tree, publish):
        publish(tree.event, title="Inny tytuł")
        publish(tree.event, status="cancelled", start=tree.event.start + HOUR)

        found, translated = entry(client.get(POLISH)), entry(client.get(ENGLISH))
        assert translated["SUMMARY"] == "Cancelled: EN Forum"
        assert translated["STATUS"] == "CANCELLED"
        assert translated["SEQUENCE"] == found["SEQUENCE"]
        assert translated.start == found.start
        page = client.get(tree.english(tree.event).url).text
        assert "https://schema.org/EventCancelled" in page

    @pytest.mark.parametrize("file", ["kalendarz.ics", "forum/kalendarz.ics"])
    def test_who_may_not_read_the_page_gets_no_calendar(self, client, tree, file):
        PageViewRestriction.objects.create(
            page=tree.event_index,
            restriction_type=PageViewRestriction.PASSWORD,
            password="haslo",
        )
        assert client.get(f"/pl/wydarzenia/{file}").status_code == 404
        assert b"kalendarz.ics" not in client.get("/pl/").content

    def test_where_and_how_one_takes_part(self, client, event, publish):
        publish(
            event,
            address="ul. Sportowa 8, 97-410 Kleszczów",
            attendance="mixed",
            online_url="https://meet.example.org/a?b=1&c=2",
        )
        found = entry(client.get(POLISH))

        assert found["LOCATION"] == "Solpark Kleszczów, ul. Sportowa 8, 97-410 Kleszczów"
        assert found["CONFERENCE"] == "https://meet.example.org/a?b=1&c=2"
        assert found["CONFERENCE"].params["LABEL"] == "Weź udział zdalnie"
        assert "Weź udział zdalnie: https://meet.example.org/a?b=1&c=2" in found["DESCRIPTION"]

    def test_an_address_online_is_not_told_of_a_meeting_on_site(self, client, event, publish):
        publish(event, online_url="https://meet.example.org/")

        assert b"meet.example.org" not in client.get(POLISH).content

    def test_control_characters_do_no_harm(self, client, event):
        # PostgreSQL keeps no NUL.
        nul = "" if connection.vendor == "postgresql" else "\x00"
        EventPage.objects.filter(pk=event.pk).update(title=f"For\x07um{nul}", venue="Sa\rla\x0b")
        response = client.get(POLISH)

        assert entry(response)["SUMMARY"] == "Forum"
        assert entry(response)["LOCATION"] == "Sa\nla"


class TestSequence:
    @pytest.mark.parametrize(
        "changes",
        [
            {"venue": "Gdzie indziej"},
            {"address": "ul. Nowa 1"},
            {"status": "cancelled"},
            {"attendance": "mixed", "online_url": "https://meet.example.org/"},
            {"body": [programme(session(start=datetime.time(11)))]},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_rises_when_it_is_moved(self, event, publish, changes):
        publish(event, **changes)

        assert event.sequence == 1

    def test_rises_with_each_move(self, client, event, publish):
        publish(event, **later(event))
        publish(event, **later(event))

        assert entry(client.get(POLISH))["SEQUENCE"] == 2

    def test_does_not_rise_with_prose_nor_by_looking(self, client, event, publish):
        client.get(POLISH)
        publish(event, title="Forum II", lead="Inaczej.", organisers="Kto inny")

        assert event.sequence == 0

    def test_a_draft_moves_nothing(self, client, event):
        event.start += datetime.timedelta(hours=1)
        event.save_revision()

        assert entry(client.get(POLISH))["SEQUENCE"] == 0

    def test_an_old_version_that_is_published_again_is_a_move_as_well(self, event, publish):
        before = event.latest_revision
        publish(event, **later(event))
        before.publish()
        event.refresh_from_db()

        assert event.sequence == 2

    def test_an_event_that_was_a_draft_begins_at_zero(self, polish_tree, publish):
        draft = polish_tree.event_index.add_child(
            instance=factories.EventPageFactory.build(live=False, locale=polish_tree.home.locale)
        )
        publish(draft, **later(draft))

        assert draft.sequence == 0

    def test_the_translation_follows(self, client, tree, publish):
        publish(tree.event, **later(tree.event))
        publish(tree.event, status="rescheduled")

        found = [entry(client.get(path)) for path in (POLISH, ENGLISH)]
        assert [item["SEQUENCE"] for item in found] == [2, 2]
        assert found[0].start == found[1].start

    def test_a_translation_that_waits_keeps_its_words_but_not_the_time(self, client, tree, publish):
        publish(tree.event, title="Nowy tytuł", **later(tree.event))

        moved, waiting = entry(client.get(POLISH)), entry(client.get(ENGLISH))
        assert (moved["SEQUENCE"], waiting["SEQUENCE"]) == (1, 1)
        assert (waiting.start, waiting["SUMMARY"]) == (moved.start, "EN Forum")

    def test_a_translation_of_its_own_place_is_moved_with_it_and_alone(
        self, tree, publish, django_capture_on_commit_callbacks
    ):
        translation = Translation.objects.get(source__object_id=tree.event.translation_key)
        override(translation, "venue", "Elsewhere")
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

        assert tree.english(tree.event).sequence == 1
        publish(tree.event, **later(tree.event))
        assert tree.event.sequence == 1
        assert tree.english(tree.event).sequence == 2

    def test_a_new_translation_begins_where_the_original_is(
        self, polish_tree, english, publish, django_capture_on_commit_callbacks
    ):
        event = publish(polish_tree.event, **later(polish_tree.event))
        with django_capture_on_commit_callbacks(execute=True):
            for page in (polish_tree.home, polish_tree.event_index):
                translate(page)
            assert translate(event).sequence == 1

    def test_a_copy_is_another_event(self, event, publish):
        publish(event, **later(event))
        copy = event.copy(update_attrs={"title": "Inne", "slug": "inne"})

        assert (copy.sequence, copy.translation_key == event.translation_key) == (0, False)


TALK = session(
    "Węgiel, woda; i co dalej",
    start=datetime.time(10, 15),
    end=datetime.time(11),
    room="sala A",
    speakers=[item({"person": None, "name": "Gość", "organisation": "prelegent"})],
    summary="Co zostaje.",
)
OPEN_END = session("Rozmowy", kind="panel", start=datetime.time(12), room="")
UNTIMED = session("Kiedyś")
BREAK = session("Przerwa", kind="break", start=datetime.time(11), end=datetime.time(12))


def of_session(file: str, chosen: dict) -> str:
    return file.replace(".ics", f"-{chosen['id']}.ics")


def calendars_of_sessions(client) -> list:
    page = BeautifulSoup(client.get("/pl/wydarzenia/forum/").content, "html.parser")
    return page.select(".session__calendar")


class TestSessions:
    @pytest.fixture
    def forum(self, tree, publish):
        return publish(
            tree.event,
            start=moment(2030, 1, 16, 10),
            end=moment(2030, 1, 16, 15),
            body=[programme(TALK, BREAK, OPEN_END, UNTIMED, title="")],
        )

    @pytest.fixture
    def translated(self, forum, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            translate(forum)
        return forum

    def test_says_what_when_where_and_by_whom(self, client, forum):
        found = entry(client.get(of_session(POLISH, TALK)))

        assert found["SUMMARY"] == "Węgiel, woda; i co dalej"
        assert (found.start, found.end) == (
            moment(2030, 1, 16, 10, 15),
            moment(2030, 1, 16, 11),
        )
        assert found["LOCATION"] == "sala A, Solpark Kleszczów"
        assert found["DESCRIPTION"].split("\n\n")[:3] == [
            "Forum",
            "Gość, prelegent",
            "Co zostaje.",
        ]
        assert found["CATEGORIES"].to_ical().decode() == "wystąpienie"
        assert found["RELATED-TO"] == str(forum.translation_key)
        assert found["URL"] == "http://testserver/pl/wydarzenia/forum/"

    def test_without_an_end_it_has_none(self, client, forum):
        found = entry(client.get(of_session(POLISH, OPEN_END)))

        assert "DTEND" not in found
        assert found["LOCATION"] == "Solpark Kleszczów"

    def test_an_unknown_hour_is_in_no_calendar(self, client, forum):
        assert client.get(of_session(POLISH, UNTIMED)).status_code == 404

    def test_it_is_the_same_in_both_languages_and_another_than_the_next(self, client, translated):
        polish, english = (entry(client.get(of_session(file, TALK))) for file in (POLISH, ENGLISH))
        other = entry(client.get(of_session(POLISH, OPEN_END)))

        assert polish["UID"] == english["UID"] != other["UID"]
        assert english["SUMMARY"].startswith("EN ")
        assert english["CATEGORIES"].to_ical().decode() == "talk"
        assert polish["UID"] != entry(client.get(POLISH))["UID"]

    def test_it_stays_the_same_wherever_it_stands(self, client, forum, publish):
        before = entry(client.get(of_session(POLISH, TALK)))["UID"]
        publish(forum, body=[programme(session("Nowe", start=datetime.time(10)), TALK)])

        assert entry(client.get(of_session(POLISH, TALK)))["UID"] == before

    def test_is_on_the_day_of_its_programme(self, client, forum, publish):
        publish(
            forum,
            end=moment(2030, 1, 17, 15),
            body=[programme(OPEN_END), programme(TALK, date="2030-01-17")],
        )

        assert entry(client.get(of_session(POLISH, TALK))).start == moment(2030, 1, 17, 10, 15)

    def test_is_cancelled_with_its_event(self, client, forum, publish):
        publish(forum, status="cancelled")
        found = entry(client.get(of_session(POLISH, TALK)))

        assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", forum.sequence)
        assert found["SUMMARY"] == "Odwołane: Węgiel, woda; i co dalej"

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_the_programme_leads_there(self, client, translated, language):
        path, file, words = {
            "pl": ("/pl/wydarzenia/forum/", POLISH, "Dodaj do kalendarza:"),
            "en": ("/en/events/forum/", ENGLISH, "Add to calendar:"),
        }[language]
        page = BeautifulSoup(client.get(path).content, "html.parser")
        links = page.select(".session__calendar a")

        assert [link["href"] for link in links] == [
            of_session(file, chosen) for chosen in (TALK, OPEN_END)
        ]
        assert links[0].get_text().startswith(words)
        assert all(client.get(link["href"]).status_code == 200 for link in links)

    def test_nothing_leads_there_when_it_is_off_or_over(self, client, forum, publish):
        publish(forum, status="cancelled")
        assert not calendars_of_sessions(client)

        publish(forum, status="scheduled", start=in_days(-2, 10), end=in_days(-2, 15))
        assert not calendars_of_sessions(client)

    def test_more_sessions_cost_no_more_queries(self, client, forum, publish):
        paths = ("/pl/wydarzenia/forum/", of_session(POLISH, TALK))
        few = [queries(client, path) for path in paths]
        more = [session(f"S {hour}", start=datetime.time(hour)) for hour in range(12, 15)]
        publish(forum, body=[programme(TALK, *more)])

        assert [queries(client, path) for path in paths] == few


class TestSubscription:
    def test_has_what_is_coming_and_the_past_year(self, client, event, tree, publish):
        index = tree.event_index
        for slug, days in [("niedawno", -30), ("dawno", -400), ("daleko", 3000)]:
            factories.EventPageFactory(
                parent=index, slug=slug, title=slug, start=in_days(days, 10), end=in_days(days, 12)
            )
        factories.EventPageFactory(parent=index, slug="szkic", title="szkic", live=False)
        private = factories.EventPageFactory(parent=index, slug="tajne", title="tajne")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        found = Calendar.from_ical(client.get(ALL_POLISH).content)

        assert [item["SUMMARY"] for item in found.events] == ["niedawno", "Forum", "daleko"]
        assert len(found.timezones) == 1

    @pytest.mark.parametrize(
        ("path", "page", "name"),
        [
            (ALL_POLISH, "/pl/wydarzenia/", "Wydarzenia – Klaster Obszaru Nowej Energii"),
            (ALL_ENGLISH, "/en/events/", "EN Wydarzenia – New Energy Area Cluster"),
        ],
    )
    def test_says_what_it_is(self, client, tree, path, page, name):
        response = client.get(path)
        found = Calendar.from_ical(response.content)

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Content-Disposition" not in response
        assert found["NAME"] == found["X-WR-CALNAME"] == name
        assert found["METHOD"] == "PUBLISH"
        assert found["URL"] == f"http://testserver{page}"
        assert found["SOURCE"] == f"http://testserver{path}"
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in response.content
        assert b"SOURCE;VALUE=URI:" in response.content
        assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))

    def test_both_languages_hold_the_same_entries(self, client, tree):
        calendars = [
            Calendar.from_ical(client.get(path).content) for path in (ALL_POLISH, ALL_ENGLISH)
        ]
        uids = [[item["UID"] for item in found.events] for found in calendars]

        assert uids[0] == uids[1] == [str(tree.event.translation_key)]
        assert calendars[0]["UID"] != calendars[1]["UID"]

    def test_an_entry_is_that_of_the_file(self, client, tree):
        (in_all,) = Calendar.from_ical(client.get(ALL_POLISH).content).events

        assert in_all == entry(client.get(POLISH))

    def test_is_empty_where_there_is_nothing(self, client, tree):
        EventPage.objects.all().delete()
        found = Calendar.from_ical(client.get(ALL_POLISH).content)

        assert found.events == []

    def test_more_events_cost_no_more_queries(self, client, tree):
        one = queries(client, ALL_POLISH)
        for _ in range(5):
            factories.EventPageFactory(parent=tree.event_index)

        assert queries(client, ALL_POLISH) == one <= 12

    def test_the_list_leads_there(self, client, tree):
        for path, file, words in [
            ("/pl/wydarzenia/", ALL_POLISH, "Subskrybuj kalendarz"),
            ("/en/events/", ALL_ENGLISH, "Subscribe to the calendar"),
        ]:
            page = BeautifulSoup(client.get(path).content, "html.parser")
            subscribe, plain = page.select(".subscription a")
            assert subscribe["href"] == f"webcal://testserver{file}"
            assert subscribe.get_text() == words
            assert plain["href"] == file
            assert page.select_one('link[type="text/calendar"]')["href"] == file

    def test_the_former_address_leads_to_the_new_one(self, client, tree, publish):
        publish(tree.event_index, slug="kalendarium")

        assert client.get(ALL_POLISH)["Location"].endswith("/pl/kalendarium/kalendarz.ics")


class TestFreshness:
    @pytest.mark.parametrize("path", [POLISH, ALL_POLISH])
    def test_who_has_it_is_sent_nothing(self, client, event, path):
        first = client.get(path)
        assert first["Cache-Control"] == "public, no-cache"

        for header in (
            {"if-none-match": first["ETag"]},
            {"if-none-match": f"W/{first['ETag']}"},
        ):
            response = client.get(path, headers=header)
            assert (response.status_code, response.content) == (304, b"")
            assert response["ETag"] == first["ETag"]

    @pytest.mark.parametrize("path", [POLISH, ALL_POLISH])
    def test_a_change_is_sent(self, client, event, publish, path):
        first = client.get(path)
        publish(event, lead="Inaczej niż dotąd.")

        response = client.get(path, headers={"if-none-match": first["ETag"]})
        assert response.status_code == 200
        assert "Inaczej" in response.content.decode()

    def test_what_was_taken_away_is_a_change(self, client, event):
        first = client.get(ALL_POLISH)
        event.unpublish()

        response = client.get(ALL_POLISH, headers={"if-none-match": first["ETag"]})
        assert response.status_code == 200
        assert Calendar.from_ical(response.content).events == []

    def test_a_private_one_is_kept_by_no_cache_on_the_way(self, client, event):
        restriction = PageViewRestriction.objects.create(
            page=event, restriction_type="password", password="tajne"
        )
        client.post(
            f"/pl/_util/authenticate_with_password/{restriction.pk}/{event.pk}/",
            {"password": "tajne", "return_url": POLISH},
        )

        assert "private" in client.get(POLISH)["Cache-Control"]


class TestShown:
    @pytest.mark.parametrize("path", ["/pl/wydarzenia/", "/pl/wydarzenia/forum/", "/pl/"])
    def test_a_cancelled_event_says_so_in_words(self, client, event, publish, path):
        publish(event, status="cancelled", start=in_days(3, 10), end=in_days(3, 12))
        page = BeautifulSoup(client.get(path).content, "html.parser")

        assert page.main.select_one(".event-status").get_text() == "Odwołane"
        assert page.main.select_one("s time")

    def test_the_page_tells_where_and_how(self, client, event, publish):
        publish(
            event, address="ul. Nowa 1", attendance="online", online_url="https://meet.example.org/"
        )
        facts = BeautifulSoup(
            client.get("/pl/wydarzenia/forum/").content, "html.parser"
        ).select_one(".event-facts")

        assert "ul.\u00a0Nowa 1" in facts.get_text()
        link = facts.select_one('a[href="https://meet.example.org/"]')
        assert link.get_text() == "Weź udział zdalnie"

    def test_nobody_is_sent_to_a_meeting_that_is_cancelled(self, client, event, publish):
        publish(
            event,
            attendance="online",
            online_url="https://meet.example.org/",
            status="cancelled",
        )

        page = BeautifulSoup(client.get("/pl/wydarzenia/forum/").content, "html.parser")
        # Machines are told where it was to be, as schema.org wants it of what is cancelled.
        assert "meet.example.org" not in str(page.main)

    def test_what_takes_place_has_no_mark(self, client, event):
        page = BeautifulSoup(client.get("/pl/wydarzenia/").content, "html.parser")
        assert not page.select(".event-status")
