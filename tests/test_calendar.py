"""The calendar file of an event, read back as a reader's calendar does."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from tests import factories
from tests.factories import in_days
from tests.translating import translate

POLISH = "/pl/wydarzenia/forum/kalendarz.ics"
ENGLISH = "/en/events/forum/calendar.ics"
WARSAW = ZoneInfo("Europe/Warsaw")


def entry(response):
    """The only event of the file that `response` is."""
    assert response.status_code == 200
    (found,) = Calendar.from_ical(response.content).events
    return found


def moment(*parts) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=WARSAW)


@pytest.fixture
def event(polish_tree, publish):
    return publish(polish_tree.event, start=moment(2030, 1, 16, 10), end=moment(2030, 1, 16, 15))


class TestContent:
    def test_says_what_when_and_where(self, client, event):
        found = entry(client.get(POLISH))

        assert found["SUMMARY"] == "Forum"
        assert found["LOCATION"] == "Solpark Kleszczów"
        assert found["URL"] == "http://testserver/pl/wydarzenia/forum/"
        assert found["DESCRIPTION"] == f"{event.lead}\n\n{found['URL']}"
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
    def test_a_private_event_is_as_private_there(self, client, event, kind):
        PageViewRestriction.objects.create(
            page=event.get_parent(), restriction_type=kind, password="tajne"
        )
        response = client.get(POLISH)

        assert b"VCALENDAR" not in response.content
        assert response.status_code == (200 if kind == "password" else 302)

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
            "/pl/wydarzenia/forum/inny.ics",
            "/pl/wydarzenia/forum/kalendarz.ics.ics",
            "/pl/wydarzenia/forum/kalendarz/",
            "/pl/wydarzenia/forum/dalej/kalendarz.ics",
            "/pl/wydarzenia/nie-ma/kalendarz.ics",
            "/pl/wydarzenia/kalendarz.ics",
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
        client.get(POLISH)
        with CaptureQueriesContext(connection) as captured:
            client.get(POLISH)

        assert len(captured) <= 5


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

        assert b".ics" not in client.get("/pl/wydarzenia/forum/").content

    def test_says_nothing_of_it_to_search_engines(self, client, tree):
        page = BeautifulSoup(client.get("/pl/wydarzenia/forum/").content, "html.parser")
        links = [link["href"] for link in page.select("link[rel=canonical], link[rel=alternate]")]

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
