"""A person's rights to their messages: found, handed out, erased; forgotten in time."""

import datetime
import json
from io import StringIO
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import PageLogEntry

from home import messages
from home.consent import Consent
from portal import roles
from portal.models import MissedAddress
from portal.privacy import forgetting
from search.models import DailyQuery
from tests.test_contact import EMAIL, MESSAGE, NAME, POLISH, filled_in

SCREEN = "/admin/reports/personal-data/"
DOWNLOAD = f"{SCREEN}download/"
ERASE = f"{SCREEN}erase/"


@pytest.fixture
def contact(polish_tree):
    return polish_tree.contact


def message(contact, name="Jan Kowalski", email="jan@example.org", *, days=0, kept_days=None):
    """A message sent `days` ago, by somebody who was told that it is kept for `kept_days`."""
    sent = FormSubmission.objects.create(
        page=contact,
        form_data={NAME: name, EMAIL: email, MESSAGE: "Dzień dobry,\nproszę o kontakt."},
    )
    when = timezone.now() - datetime.timedelta(days=days)
    FormSubmission.objects.filter(pk=sent.pk).update(submit_time=when)
    if kept_days is not None:
        Consent.objects.create(submission=sent, language="pl", text="Tekst", kept_days=kept_days)
    return sent


def left() -> set[str]:
    return {each.form_data[NAME] for each in FormSubmission.objects.all()}


def logged_in(*groups: str) -> Client:
    user = get_user_model().objects.create_user("osoba", "osoba@example.org", "x")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def ticked(response) -> dict[int, bool]:
    boxes = soup(response).select("input[type=checkbox][name=message]")
    return {int(box["value"]): box.has_attr("checked") for box in boxes}


class TestFinding:
    @pytest.mark.parametrize("asked", ["jan@example.org", "JAN@Example.ORG", " jan@example.org "])
    def test_by_address_in_any_letters(self, contact, asked):
        sent = message(contact, email="Jan@example.org")
        message(contact, "Ktoś inny", "xjan@example.org")

        assert [each.pk for each in messages.of_person(asked)] == [sent.pk]

    def test_by_address_whatever_the_question_was_called(self, contact):
        sent = FormSubmission.objects.create(
            page=contact, form_data={"dawne_pole": "jan@example.org"}
        )

        assert messages.of_person("jan@example.org") == [sent]

    @pytest.mark.parametrize(
        "asked", ["Łucja Żółć", "żółć łucja", "ŻÓŁĆ", "Z\u0307o\u0301łc\u0301"]
    )
    def test_by_name_in_any_order_and_letters(self, contact, asked):
        sent = message(contact, "Łucja Żółć")
        message(contact, "Łucja Inna")

        assert [each.pk for each in messages.of_person(asked)] == [sent.pk]

    def test_does_not_take_words_of_letters_for_names(self, contact):
        message(contact)

        assert messages.of_person("proszę") == []

    def test_survives_answers_of_any_kind(self, contact):
        FormSubmission.objects.create(
            page=contact, form_data={"a": None, "b": 1, "c": ["x"], "d": {}}
        )

        assert messages.of_person("jan@example.org") == []

    def test_asks_as_many_queries_for_many_as_for_few(self, contact, admin_client):
        counts = []
        for _round in range(2):
            for _number in range(5):
                message(contact, kept_days=365)
            with CaptureQueriesContext(connection) as asked:
                admin_client.post(SCREEN, {"person": "jan@example.org"})
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestScreen:
    def test_asks_whose_messages_are_wanted(self, contact, admin_client):
        response = admin_client.get(SCREEN)

        assert response.status_code == 200
        assert soup(response).find("input", attrs={"name": "person"})

    def test_puts_nobody_into_an_address(self, contact, admin_client):
        html = soup(admin_client.post(SCREEN, {"person": "jan@example.org"}))

        assert {form["method"].lower() for form in html.select(f"form[action^='{SCREEN}']")} == {
            "post"
        }

    @pytest.mark.parametrize(
        ("asked", "is_ticked"), [("jan@example.org", True), ("Jan Kowalski", False)]
    )
    def test_ticks_what_an_address_finds_and_not_what_a_name_does(
        self, contact, admin_client, asked, is_ticked
    ):
        sent = message(contact, kept_days=365)
        response = admin_client.post(SCREEN, {"person": asked})

        assert ticked(response) == {sent.pk: is_ticked}
        assert "proszę o kontakt" in response.content.decode()
        assert "Tekst" in response.content.decode()

    def test_finds_in_both_languages(self, polish_tree, admin_client):
        first = message(polish_tree.contact)
        second = message(polish_tree.home, "Jan Kowalski")

        response = admin_client.post(SCREEN, {"person": "jan@example.org"})
        assert set(ticked(response)) == {first.pk, second.pk}

    @pytest.mark.parametrize(
        "asked",
        ["", "   ", "ab", "jan@", "@", "jan@example", "x" * 300, "a\0b", "jan @example.org"],
    )
    def test_says_what_is_wrong_with_the_question(self, contact, admin_client, asked):
        response = admin_client.post(SCREEN, {"person": asked})

        assert response.status_code == 422
        assert soup(response).select_one(".error-message, .w-field__errors").text.strip()

    def test_says_when_there_is_nothing(self, contact, admin_client):
        response = admin_client.post(SCREEN, {"person": "nikt@example.org"})

        assert response.status_code == 200
        assert ticked(response) == {}

    def test_escapes_what_readers_wrote(self, contact, admin_client):
        message(contact, "<script>alert(1)</script>")

        response = admin_client.post(SCREEN, {"person": "jan@example.org"})
        assert b"<script>alert(1)" not in response.content


class TestDownload:
    def test_is_json_with_answers_and_what_was_told(self, contact, admin_client):
        sent = message(contact, "Łucja Żółć", kept_days=365)
        response = admin_client.post(DOWNLOAD, {"person": "jan@example.org", "message": [sent.pk]})

        assert response["Content-Type"].startswith("application/json")
        assert response["Content-Disposition"].startswith("attachment")
        told = json.loads(response.content)["messages"]
        assert [each["id"] for each in told] == [sent.pk]
        assert {"question": "Imię i nazwisko", "name": NAME, "answer": "Łucja Żółć"} in told[0][
            "answers"
        ]
        assert told[0]["told"]["kept_days"] == 365

    def test_has_only_what_was_ticked(self, contact, admin_client):
        sent, _other = message(contact), message(contact)
        response = admin_client.post(DOWNLOAD, {"person": "Jan Kowalski", "message": [sent.pk]})

        assert [each["id"] for each in json.loads(response.content)["messages"]] == [sent.pk]

    def test_has_the_account_of_an_editor_without_its_password(self, contact, admin_client):
        get_user_model().objects.create_user("redaktorka", "Jan@example.org", "tajne")
        response = admin_client.post(DOWNLOAD, {"person": "jan@example.org"})

        account = json.loads(response.content)["accounts"][0]
        assert account["username"] == "redaktorka"
        assert "password" not in account

    def test_the_log_says_how_many_and_not_whose(self, contact, admin_client):
        sent = message(contact)
        admin_client.post(DOWNLOAD, {"person": "jan@example.org", "message": [sent.pk]})

        entry = PageLogEntry.objects.get(action=messages.EXPORTED)
        assert entry.data == {"count": 1, "ids": [sent.pk]}

    @pytest.mark.parametrize("ids", [[], ["x"], ["-1"], ["9" * 30], ["99999"], ["²"]])
    def test_of_nothing_is_refused_in_words(self, contact, admin_client, ids):
        response = admin_client.post(DOWNLOAD, {"person": "jan@example.org", "message": ids})

        assert response.status_code == 422
        assert soup(response).select_one(".messages .error")


class TestErasing:
    def erase(self, client, *sent, **more):
        ids = [each.pk for each in sent]
        return client.post(ERASE, {"person": "jan@example.org", "message": ids, **more})

    def test_asks_first(self, contact, admin_client):
        sent = message(contact)
        response = self.erase(admin_client, sent)

        assert response.status_code == 200
        assert soup(response).select_one("button[name=confirmed]")
        assert FormSubmission.objects.exists()

    def test_erases_what_was_ticked_and_what_was_told(self, contact, admin_client):
        sent = message(contact, kept_days=365)
        message(contact, "Ktoś inny", "inny@example.org", kept_days=365)
        response = self.erase(admin_client, sent, confirmed="1")

        assert response.status_code == 302
        assert left() == {"Ktoś inny"}
        assert Consent.objects.count() == 1

    def test_is_in_the_log_without_the_person(self, contact, admin_client):
        sent = message(contact)
        self.erase(admin_client, sent, confirmed="1")

        entry = PageLogEntry.objects.get(action=messages.ERASED)
        assert entry.user.is_superuser
        assert entry.page_id == contact.pk
        assert entry.data == {"count": 1, "ids": [sent.pk]}
        assert entry.label == "Kontakt"
        history = admin_client.get(f"/admin/pages/{contact.pk}/history/").content.decode()
        assert "Kowalski" not in history
        assert entry.message in history

    def test_says_so_where_another_was_quicker(self, contact, admin_client):
        sent = message(contact)
        FormSubmission.objects.all().delete()
        response = self.erase(admin_client, sent, confirmed="1")

        assert response.status_code == 422
        assert soup(response).select_one(".messages .error")

    @pytest.mark.parametrize("address", [DOWNLOAD, ERASE])
    def test_nothing_is_done_by_opening_an_address(self, contact, admin_client, address):
        sent = message(contact)

        response = admin_client.get(address, {"message": sent.pk, "confirmed": "1"})
        assert response.status_code == 405
        assert FormSubmission.objects.exists()


class TestWhoMay:
    def test_a_publisher_sees_and_erases(self, contact):
        client, sent = logged_in(roles.PUBLISHER.name), message(contact)

        assert ticked(client.post(SCREEN, {"person": "jan@example.org"})) == {sent.pk: True}
        client.post(ERASE, {"message": [sent.pk], "confirmed": "1"})
        assert not FormSubmission.objects.exists()

    @pytest.mark.parametrize("role", [roles.EDITOR.name, roles.TRANSLATOR.name])
    def test_nobody_else_does(self, contact, role):
        client, sent = logged_in(role), message(contact)
        answers = [
            client.post(SCREEN, {"person": "jan@example.org"}),
            client.post(DOWNLOAD, {"message": [sent.pk]}),
            client.post(ERASE, {"message": [sent.pk], "confirmed": "1"}),
        ]

        assert [answer.status_code for answer in answers] == [302, 302, 302]
        assert FormSubmission.objects.exists()
        assert SCREEN not in client.get("/admin/").content.decode()

    def test_nor_do_readers(self, contact, client):
        assert client.get(SCREEN)["Location"].startswith("/admin/login/")

    def test_a_group_can_be_given_the_right(self, contact, admin_client):
        page = admin_client.get("/admin/groups/new/").content.decode()

        assert "formsubmission" in page or "form submission" in page.lower()


class TestCommand:
    def run(self, *args) -> str:
        out = StringIO()
        call_command("personal_data", *args, stdout=out, stderr=StringIO())
        return out.getvalue()

    def test_exports(self, contact):
        sent = message(contact)

        assert json.loads(self.run("export", "JAN@example.org"))["messages"][0]["id"] == sent.pk

    def test_erases_once_it_is_meant(self, contact):
        message(contact)
        with pytest.raises(CommandError, match="--yes"):
            self.run("erase", "jan@example.org")
        assert left()

        assert "1" in self.run("erase", "jan@example.org", "--yes")
        assert not left()

    def test_erases_by_number_after_a_restore(self, contact):
        first, second = message(contact), message(contact, "Ktoś inny")

        self.run("erase", "--message", str(first.pk), "--message", "99999", "--yes")
        assert list(FormSubmission.objects.all()) == [second]

    @pytest.mark.parametrize(
        "args",
        [
            ("export",),
            ("export", "jan"),
            ("export", "nikt@example.org"),
            ("erase", "nikt@example.org", "--yes"),
            ("erase", "jan@example.org", "--message", "1"),
            ("erase", "--message", "99999", "--yes"),
            ("erase", "--message", "9" * 30, "--yes"),
            ("erase", "--message=-1", "--yes"),
            ("forget", "jan@example.org"),
        ],
    )
    def test_says_what_is_wrong(self, contact, args):
        with pytest.raises(CommandError):
            self.run(*args)


class TestForgetting:
    def test_messages_go_after_the_days_of_the_setting(self, contact, settings):
        settings.CONTACT_MESSAGES_DAYS = 30
        message(contact, "Stary", days=31, kept_days=30)
        message(contact, "Bez zapisu", days=31)
        message(contact, "Nowy", days=29, kept_days=30)

        assert messages.purge() == 2
        assert left() == {"Nowy"}

    def test_a_longer_setting_breaks_no_promise(self, contact, settings):
        settings.CONTACT_MESSAGES_DAYS = 365
        message(contact, "Obiecany", days=31, kept_days=30)
        message(contact, "Nowszy", days=31, kept_days=365)

        assert messages.purge() == 1
        assert left() == {"Nowszy"}

    def test_a_shorter_setting_holds_for_all(self, contact, settings):
        settings.CONTACT_MESSAGES_DAYS = 30
        message(contact, days=31, kept_days=365)

        assert messages.purge() == 1

    @pytest.mark.parametrize("days", [0, -5])
    def test_without_days_only_promises_are_kept(self, contact, settings, days):
        settings.CONTACT_MESSAGES_DAYS = days
        message(contact, "Bez okresu", days=5000, kept_days=0)
        message(contact, "Bez zapisu", days=5000)
        message(contact, "Obiecany", days=31, kept_days=30)

        assert messages.purge() == 1
        assert left() == {"Bez okresu", "Bez zapisu"}

    @pytest.fixture
    def old(self, contact, settings):
        """Something old of each kind, and something new."""
        settings.CONTACT_MESSAGES_DAYS, settings.AUDIT_LOG_DAYS = 30, 30
        now = timezone.now()
        for days in (1, 2000):
            day = timezone.localdate() - datetime.timedelta(days=days)
            message(contact, days=days)
            DailyQuery.objects.create(day=day, language="pl", query=f"x{days}", found=0)
            MissedAddress.objects.create(day=day, path=f"/x{days}")
            expires = now + datetime.timedelta(days=10 - days)
            Session.objects.create(session_key=f"k{days}", session_data="", expire_date=expires)
        PageLogEntry.objects.all().delete()
        for _number in range(2):
            PageLogEntry.objects.log_action(contact, "wagtail.edit")
        first = PageLogEntry.objects.first()
        PageLogEntry.objects.filter(pk=first.pk).update(
            timestamp=now - datetime.timedelta(days=2000)
        )

    def counts(self) -> list[int]:
        kinds = (FormSubmission, DailyQuery, MissedAddress, Session, PageLogEntry)
        return [kind.objects.count() for kind in kinds]

    def test_a_command_forgets_all_kinds(self, old, settings):
        out = StringIO()
        call_command("purge_personal_data", stdout=out)

        assert self.counts() == [1, 1, 1, 1, 1]
        assert out.getvalue().splitlines() == [f"{kind}: 1" for kind in settings.FORGETTING]

    def test_one_that_fails_hinders_no_other(self, old, monkeypatch, caplog):
        def fail():
            raise OperationalError("jan@example.org")

        monkeypatch.setattr("home.messages.purge", fail)
        with pytest.raises(CommandError, match="messages"):
            call_command("purge_personal_data", stdout=StringIO())

        assert self.counts() == [2, 1, 1, 1, 1]
        assert "jan@example.org" not in caplog.text

    def test_the_task_does_what_the_command_does(self, old):
        forgetting.forget_task.func()

        assert self.counts() == [1, 1, 1, 1, 1]

    def test_the_log_may_stay_for_ever(self, old, settings):
        settings.AUDIT_LOG_DAYS = 0

        assert forgetting.purge_log() == 0

    @pytest.mark.parametrize("how", ["reader", "message", "dashboard", "list", "screen"])
    def test_happens_once_a_day_by_itself(self, old, contact, client, monkeypatch, how):
        admin = get_user_model().objects.create_superuser("szef", "szef@example.org", "x")
        editor = Client()
        editor.force_login(admin)
        act = {
            "reader": lambda: client.get(POLISH),
            "message": lambda: client.post(POLISH, filled_in()),
            "dashboard": lambda: editor.get("/admin/"),
            "list": lambda: editor.get(f"/admin/forms/submissions/{contact.pk}/"),
            "screen": lambda: editor.get(SCREEN),
        }[how]
        calls = []
        # Whether it is done at once or waits in a queue is not asked here.
        later = SimpleNamespace(enqueue=lambda: calls.append(1))
        monkeypatch.setattr(forgetting, "forget_task", later)
        monkeypatch.setattr(forgetting, "_forgotten_on", None)
        for _time in range(3):
            assert act().status_code in (200, 302)

        assert calls == [1]
