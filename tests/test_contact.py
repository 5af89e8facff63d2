"""The contact form: a message is kept whatever happens, and a reader is told what happened."""

import re
import time
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.signing import Signer
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.forms.models import FormSubmission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from home.contact import SIGNER
from home.models import ContactFormField, ContactPage, Receipt
from portal.queue import leases
from portal.queue.worker import Worker
from portal.settings import base
from tests.translating import translate

POLISH = "/pl/kontakt/"
ENGLISH = "/en/contact/"
NAME, EMAIL, ORGANISATION, MESSAGE, CONSENT = (
    "imie_i_nazwisko",
    "adres_e_mail",
    "organizacja",
    "wiadomosc",
    "zgadzam_sie_na_przetwarzanie_moich_danych",
)


@pytest.fixture
def contact(polish_tree):
    return polish_tree.contact


@pytest.fixture
def english_contact(polish_tree, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(polish_tree.home)
        translate(polish_tree.privacy)
        return translate(polish_tree.contact, slug="contact")


@pytest.fixture
def visitor():
    """A browser that nobody has given a CSRF cookie or token."""
    return Client(enforce_csrf_checks=True)


def filled_in(**changes) -> dict:
    """The form as somebody fills it in within a minute; None leaves a field out."""
    fields = {
        NAME: "Jan Kowalski",
        EMAIL: "jan@example.org",
        ORGANISATION: "",
        MESSAGE: "Dzień dobry, proszę o kontakt.",
        CONSENT: "on",
        "website": "",
        "opened": opened_before(60),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def opened_before(seconds: int) -> str:
    """What a form says of itself that was opened so long ago."""
    return SIGNER.sign(str(int(time.time()) - seconds))


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def field(response, name: str):
    """What surrounds the field `name`: label, help and errors."""
    return soup(response).find(attrs={"name": name}).find_parent(class_="form-field")


class TestSending:
    def test_redirects_to_the_thanks(self, contact, visitor):
        response = visitor.post(POLISH, filled_in())

        assert (response.status_code, response["Location"]) == (302, f"{POLISH}?sent=1#sent")

    def test_stores_the_message(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert FormSubmission.objects.get().form_data[MESSAGE] == "Dzień dobry, proszę o kontakt."

    def test_mails_it_to_the_address_of_the_page(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert [message.to for message in mail.outbox] == [["biuro@example.org"]]

    def test_mails_it_to_each_of_several_addresses(self, contact, publish, visitor):
        publish(contact, to_address="a@example.org, b@example.org")

        visitor.post(POLISH, filled_in())

        assert mail.outbox[0].to == ["a@example.org", "b@example.org"]

    def test_an_answer_goes_to_the_visitor(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert mail.outbox[0].reply_to == ["jan@example.org"]

    def test_the_mail_says_what_was_written(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert "Dzień dobry, proszę o kontakt." in mail.outbox[0].body

    def test_without_an_address_the_message_is_only_stored(self, contact, publish, visitor):
        publish(contact, to_address="")

        visitor.post(POLISH, filled_in())

        assert (FormSubmission.objects.count(), len(mail.outbox)) == (1, 0)

    def test_the_thanks_are_shown_instead_of_the_form(self, contact, visitor):
        html = soup(visitor.post(POLISH, filled_in(), follow=True))

        assert html.find(class_="notice--success")
        assert not html.find("form", method="post")

    def test_reloading_the_thanks_sends_nothing(self, contact, visitor):
        visitor.post(POLISH, filled_in(), follow=True)

        visitor.get(f"{POLISH}?sent=1")

        assert (FormSubmission.objects.count(), len(mail.outbox)) == (1, 1)


class TestQueue:
    """As in production: the mail is a task, committed with the message."""

    @pytest.fixture(autouse=True)
    def queue(self, settings):
        settings.TASKS = base.TASKS
        settings.EMAIL_BACKEND = base.EMAIL_BACKEND

    @pytest.fixture
    def broken(self, monkeypatch):
        """Makes the database refuse the mail's task, when the message has been written already."""
        stored = []

        def refuse(*args, **kwargs):
            stored.append(FormSubmission.objects.count())
            raise OperationalError("disk I/O error")

        monkeypatch.setattr(DBTaskResult.objects, "create", refuse)
        return stored

    def test_nobody_waits_for_the_mail_server(self, contact, visitor):
        assert visitor.post(POLISH, filled_in()).status_code == 302

        assert (FormSubmission.objects.count(), DBTaskResult.objects.count()) == (1, 1)
        assert mail.outbox == []

    def test_the_worker_sends_it(self, contact, visitor):
        visitor.post(POLISH, filled_in())
        worker = Worker()
        worker.work(leases.take(worker.name))

        assert "proszę o kontakt" in mail.outbox[0].body

    def test_message_and_mail_are_stored_together_or_not_at_all(self, contact, visitor, broken):
        visitor.post(POLISH, filled_in())

        assert broken == [1]
        assert (FormSubmission.objects.count(), Receipt.objects.count()) == (0, 0)

    def test_what_could_not_be_stored_is_not_called_sent(self, contact, visitor, broken):
        response = visitor.post(POLISH, filled_in())

        assert response.status_code == 503
        assert response["Retry-After"]
        html = soup(response)
        assert html.find(class_="notice--error")
        assert not html.find(class_="notice--success")
        assert html.find(attrs={"name": NAME})["value"] == "Jan Kowalski"
        assert "proszę o kontakt" in html.find("textarea").text

    def test_what_was_not_stored_can_be_sent_again(self, contact, visitor, monkeypatch):
        same = filled_in()
        with monkeypatch.context() as patched:
            patched.setattr(
                DBTaskResult.objects, "create", mock.Mock(side_effect=OperationalError())
            )
            visitor.post(POLISH, same)
        visitor.post(POLISH, same)

        assert (FormSubmission.objects.count(), DBTaskResult.objects.count()) == (1, 1)

    def test_without_any_database_the_words_are_shown_all_the_same(
        self, contact, visitor, broken, monkeypatch
    ):
        monkeypatch.setattr(ContactPage, "form_response", mock.Mock(side_effect=InterfaceError()))

        response = visitor.post(POLISH, filled_in(**{MESSAGE: "Ważne <b>słowa</b>"}))

        assert response.status_code == 503
        assert "Ważne &lt;b&gt;słowa&lt;/b&gt;" in response.content.decode()


class TestTwice:
    def test_the_same_sending_is_stored_and_mailed_once(self, contact, visitor):
        same = filled_in()
        answers = [visitor.post(POLISH, same) for _click in range(3)]

        assert {answer["Location"] for answer in answers} == {f"{POLISH}?sent=1#sent"}
        assert (FormSubmission.objects.count(), len(mail.outbox)) == (1, 1)

    @pytest.mark.parametrize("name", [NAME, EMAIL, MESSAGE])
    def test_another_answer_is_another_message(self, contact, visitor, name):
        same = filled_in()
        visitor.post(POLISH, same)
        visitor.post(POLISH, {**same, name: "x@example.org"})

        assert FormSubmission.objects.count() == 2

    def test_the_same_words_in_a_form_opened_anew_are_another_message(self, contact, visitor):
        for minutes in (5, 2):
            visitor.post(POLISH, filled_in(opened=opened_before(60 * minutes)))

        assert FormSubmission.objects.count() == 2

    def test_of_two_at_the_same_time_one_is_stored(self, contact, visitor, monkeypatch):
        same = filled_in()
        visitor.post(POLISH, same)
        # The second one looked before the first was committed.
        looks = iter([False, True])
        monkeypatch.setattr(Receipt, "has", lambda key: next(looks))

        assert visitor.post(POLISH, same).status_code == 302
        assert FormSubmission.objects.count() == 1

    def test_a_message_that_is_deleted_takes_its_receipt_with_it(self, contact, visitor):
        visitor.post(POLISH, filled_in())
        FormSubmission.objects.all().delete()

        assert not Receipt.objects.exists()

    def test_the_receipt_says_nothing_of_the_message(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert re.fullmatch(r"[0-9a-f]{64}", Receipt.objects.get().key)


class TestHeaderInjection:
    def test_a_line_break_in_the_address_is_refused(self, contact, visitor):
        response = visitor.post(
            POLISH, filled_in(**{EMAIL: "jan@example.org\r\nBcc: victim@example.org"})
        )

        assert response.status_code == 422
        assert not mail.outbox

    @pytest.mark.parametrize("name", [NAME, ORGANISATION, MESSAGE])
    def test_a_line_break_elsewhere_adds_no_header(self, contact, visitor, name):
        visitor.post(POLISH, filled_in(**{name: "Jan\r\nBcc: victim@example.org\r\n\r\nX"}))

        sent = mail.outbox[0]
        assert sent.recipients() == ["biuro@example.org"]
        assert "Bcc" not in sent.message()

    @pytest.mark.parametrize("name", [NAME, ORGANISATION, MESSAGE])
    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028"])
    def test_no_line_of_an_answer_passes_for_another_answer(self, contact, visitor, name, end):
        visitor.post(POLISH, filled_in(**{name: f"Jan{end}Adres e-mail: zły@example.org"}))

        lines = mail.outbox[0].body.splitlines()
        assert [line for line in lines if line.startswith("Adres e-mail:")] == [
            "Adres e-mail: jan@example.org"
        ]


class TestErrors:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            *((name, "To pole jest wymagane.") for name in (NAME, EMAIL, MESSAGE)),
            (CONSENT, "Bez zgody nie wolno nam odpowiedzieć. Zaznacz pole."),
        ],
    )
    def test_a_missing_answer_is_told_beside_its_field(self, contact, visitor, name, words):
        response = visitor.post(POLISH, filled_in(**{name: None}))

        assert response.status_code == 422
        assert field(response, name).find(class_="errorlist").text == words

    def test_the_other_fields_are_not_blamed(self, contact, visitor):
        response = visitor.post(POLISH, filled_in(**{NAME: ""}))

        assert len(soup(response).find_all(class_="form-field--wrong")) == 1

    def test_a_field_points_to_its_error(self, contact, visitor):
        response = visitor.post(POLISH, filled_in(**{NAME: ""}))

        control = soup(response).find(attrs={"name": NAME})
        assert control["aria-invalid"] == "true"
        assert soup(response).find(id=control["aria-describedby"]).text == "To pole jest wymagane."

    def test_the_list_of_errors_leads_to_the_field(self, contact, visitor):
        html = soup(visitor.post(POLISH, filled_in(**{NAME: ""})))

        link = html.find(role="alert").find("a")
        assert html.find(id=link["href"].lstrip("#"))["name"] == NAME

    def test_an_address_that_is_none_is_refused(self, contact, visitor):
        response = visitor.post(POLISH, filled_in(**{EMAIL: "jan"}))

        assert field(response, EMAIL).find(class_="errorlist")

    def test_nothing_is_stored_or_mailed(self, contact, visitor):
        visitor.post(POLISH, filled_in(**{EMAIL: "jan"}))

        assert (FormSubmission.objects.count(), len(mail.outbox)) == (0, 0)

    def test_what_was_written_is_kept(self, contact, visitor):
        response = visitor.post(POLISH, filled_in(**{EMAIL: "jan"}))

        assert soup(response).find(attrs={"name": NAME})["value"] == "Jan Kowalski"
        assert "proszę o kontakt" in soup(response).find("textarea").text

    def test_what_was_written_is_escaped(self, contact, visitor):
        response = visitor.post(
            POLISH, filled_in(**{EMAIL: '"><script>', MESSAGE: "</textarea><script>"})
        )

        assert b"<script>" not in response.content

    def test_a_message_too_long_to_be_a_letter_is_refused(self, contact, visitor):
        response = visitor.post(POLISH, filled_in(**{MESSAGE: "x" * 10_001}))

        assert response.status_code == 422
        assert field(response, MESSAGE).find(class_="errorlist")

    def test_a_long_letter_is_taken(self, contact, visitor):
        assert visitor.post(POLISH, filled_in(**{MESSAGE: "x" * 10_000})).status_code == 302

    def test_a_name_of_a_thousand_letters_is_refused(self, contact, visitor):
        assert visitor.post(POLISH, filled_in(**{NAME: "x" * 1000})).status_code == 422

    def test_a_choice_is_not_made_for_the_reader(self, contact, visitor):
        ContactFormField.objects.create(
            page=contact,
            label="Temat",
            field_type="dropdown",
            choices="Inwestycje\nMedia",
            locale=contact.locale,
            sort_order=9,
        )

        response = visitor.post(POLISH, filled_in())

        assert response.status_code == 422
        assert soup(response).find("select").find("option")["value"] == ""

    def test_zero_bytes_are_refused(self, contact, visitor):
        assert visitor.post(POLISH, filled_in(**{MESSAGE: "a\0b"})).status_code == 422

    def test_an_empty_form_is_refused(self, contact, visitor):
        assert visitor.post(POLISH).status_code == 422

    def test_the_consent_is_required_even_if_an_editor_forgot_to_say_so(self, contact, visitor):
        contact.form_fields.filter(field_type="consent").update(required=False)

        assert visitor.post(POLISH, filled_in(**{CONSENT: None})).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"website": "https://spam.example.org"}, id="honeypot filled in"),
        pytest.param({"opened": "now"}, id="too fast"),
        pytest.param({"opened": "yesterday"}, id="time that is none"),
        pytest.param({"opened": "1700000000"}, id="time that nobody signed"),
        pytest.param({"opened": Signer().sign("1700000000")}, id="time that another form signed"),
        pytest.param({"opened": SIGNER.sign("1700000000")}, id="form of long ago"),
        pytest.param({"opened": None}, id="without the time"),
        pytest.param({"website": None}, id="without the honeypot"),
    ],
)
class TestTraps:
    @pytest.fixture
    def response(self, contact, visitor, changes):
        if changes.get("opened") == "now":
            changes = {"opened": opened_before(0)}
        return visitor.post(POLISH, filled_in(**changes))

    def test_nothing_is_stored_or_mailed(self, response):
        assert (FormSubmission.objects.count(), len(mail.outbox)) == (0, 0)

    def test_the_visitor_is_told(self, response):
        assert response.status_code == 422
        assert soup(response).find(role="alert").find("li").text.strip()

    def test_what_was_written_is_kept(self, response):
        assert "proszę o kontakt" in soup(response).find("textarea").text


class TestOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
            {"origin": "https://evil.example.org"},
            {"origin": "http://testserver.evil.example.org"},
            {"origin": "http://testserver:8000"},
            {"origin": "null"},
        ],
    )
    def test_a_form_on_another_site_is_refused(self, contact, visitor, headers):
        response = visitor.post(POLISH, filled_in(), headers=headers)

        assert response.status_code == 403
        assert not FormSubmission.objects.exists()

    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
            {"sec-fetch-site": "none"},
            {"origin": "http://testserver"},
            {},
        ],
    )
    def test_the_form_of_the_portal_is_taken(self, contact, visitor, headers):
        assert visitor.post(POLISH, filled_in(), headers=headers).status_code == 302


class TestNoCookies:
    def test_for_reading_the_form(self, contact, visitor):
        visitor.get(POLISH)

        assert not visitor.cookies

    @pytest.mark.parametrize("message", ["Dzień dobry", ""], ids=["sent", "refused"])
    def test_for_sending_it(self, contact, visitor, message):
        visitor.post(POLISH, filled_in(**{MESSAGE: message}), follow=True)

        assert not visitor.cookies


class TestForm:
    @pytest.mark.parametrize(
        ("name", "autocomplete"),
        [(NAME, "name"), (EMAIL, "email"), (ORGANISATION, "organization"), (MESSAGE, None)],
    )
    def test_tells_the_browser_what_it_may_fill_in(self, contact, visitor, name, autocomplete):
        control = soup(visitor.get(POLISH)).find(attrs={"name": name})

        assert control.get("autocomplete") == autocomplete

    @pytest.mark.parametrize("name", [NAME, EMAIL, ORGANISATION, MESSAGE, CONSENT])
    def test_each_field_has_its_label(self, contact, visitor, name):
        html = soup(visitor.get(POLISH))

        assert html.find("label", attrs={"for": html.find(attrs={"name": name})["id"]})

    def test_optional_fields_say_so(self, contact, visitor):
        response = visitor.get(POLISH)

        marked = soup(response).find_all(class_="form-field__optional")
        assert [mark.find_parent("label")["for"] for mark in marked] == [f"id_{ORGANISATION}"]

    def test_the_consent_is_described_by_the_notice_and_by_what_is_wrong(self, client, contact):
        sent = soup(client.post(POLISH, {}))
        described = sent.find(attrs={"name": CONSENT})["aria-describedby"].split()

        texts = [sent.find(id=name).get_text(strip=True) for name in described]
        assert texts[0].startswith("Bez zgody")
        assert "nowej karcie" in texts[1]

    def test_the_consent_links_to_the_notice(self, contact, visitor):
        link = field(visitor.get(POLISH), CONSENT).find("a")

        assert link["href"] == "/pl/ochrona-danych/"

    def test_the_trap_is_hidden_from_screen_readers_and_the_tab_key(self, contact, visitor):
        trap = soup(visitor.get(POLISH)).find(attrs={"name": "website"})

        assert trap["tabindex"] == "-1"
        assert trap.find_parent(attrs={"aria-hidden": "true"})

    def test_the_form_is_sent_to_the_page_itself(self, contact, visitor):
        assert soup(visitor.get(POLISH)).find("form", method="post")["action"] == f"{POLISH}#errors"


class TestPreview:
    def test_of_the_form_shows_the_form(self, contact):
        response = contact.make_preview_request(preview_mode="form")

        assert soup(response).find("form", method="post")

    def test_of_the_thanks_shows_the_thanks(self, contact, publish):
        publish(contact, thanks="<p>Odpiszemy niebawem.</p>")

        response = contact.make_preview_request(preview_mode="landing")

        assert "Odpiszemy niebawem." in soup(response).find(class_="notice--success").text


class TestInEnglish:
    def test_the_labels_are_translated(self, english_contact, visitor):
        assert field(visitor.get(ENGLISH), NAME).find("label").text == "EN Imię i nazwisko"

    def test_the_consent_links_to_the_english_notice(self, english_contact, visitor):
        link = field(visitor.get(ENGLISH), CONSENT).find("a")

        assert link["href"] == "/en/ochrona-danych/"

    def test_errors_are_in_english(self, english_contact, visitor):
        response = visitor.post(ENGLISH, filled_in(**{NAME: ""}))

        assert field(response, NAME).find(class_="errorlist").text == "This field is required."

    def test_the_message_is_stored_under_the_english_contact(self, english_contact, visitor):
        visitor.post(ENGLISH, filled_in())

        assert FormSubmission.objects.get().page_id == english_contact.pk

    def test_the_mail_goes_to_the_same_address(self, english_contact, visitor):
        visitor.post(ENGLISH, filled_in())

        assert mail.outbox[0].to == ["biuro@example.org"]

    def test_the_thanks_are_in_english(self, english_contact, visitor):
        response = visitor.post(ENGLISH, filled_in(), follow=True)

        assert "Thank you" in soup(response).find(class_="notice--success").text


def test_mending_a_mistake_quickly_makes_nobody_a_robot(polish_tree, client):
    """The form says when it was first opened, also when it comes back with errors."""
    opened = opened_before(60)
    response = client.post("/pl/kontakt/", {"website": "", "opened": opened})

    page = BeautifulSoup(response.content, "html.parser")
    assert page.find(attrs={"name": "opened"})["value"] == opened


class TestStrangeInput:
    @pytest.mark.parametrize(
        "address", ["jan@" + "żółw" * 15 + ".pl", "a@" + "ą" * 60 + ".pl", "a@א0.pl", "jan"]
    )
    def test_an_address_that_cannot_be_answered_is_refused_at_its_field(
        self, contact, visitor, address
    ):
        response = visitor.post(POLISH, filled_in(**{EMAIL: address}))

        assert response.status_code == 422
        assert "np. imie@example.org" in field(response, EMAIL).text
        assert not FormSubmission.objects.exists()

    def test_an_address_with_polish_letters_is_answered(self, contact, visitor):
        visitor.post(POLISH, filled_in(**{EMAIL: "jan@żółw.pl"}))

        assert mail.outbox[0].reply_to == ["jan@żółw.pl"]
        assert mail.outbox[0].message()["Reply-To"]

    def test_a_mail_that_cannot_be_written_loses_no_message(self, contact, visitor, monkeypatch):
        def fail(message):
            raise ValueError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

        assert visitor.post(POLISH, filled_in()).status_code == 302
        assert FormSubmission.objects.exists()

    @pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "", "testserver"])
    def test_an_origin_that_is_none_is_refused(self, contact, visitor, origin):
        response = visitor.post(POLISH, filled_in(), headers={"origin": origin})

        assert response.status_code == 403

    def test_consent_is_kept_in_words(self, contact, visitor):
        visitor.post(POLISH, filled_in())

        assert FormSubmission.objects.get().form_data[CONSENT] == "tak"
        assert "True" not in mail.outbox[0].body


class TestBuilding:
    """What an editor may make of the form."""

    KINDS = ("singleline", "email", "multiline", "consent")

    def send(self, client, contact, *, drop="", choices=None, label=None):
        """Publish the page as the editor left it: without the field of a kind, or with choices."""
        fields = [
            {
                "id": item.pk, "label": item.label, "field_type": item.field_type,
                "required": item.required, "choices": "", "default_value": "", "help_text": "",
                "autocomplete": item.autocomplete, "DELETE": item.field_type == drop,
            }
            for item in contact.form_fields.all()
        ]  # fmt: skip
        if label is not None:
            fields.append({**fields[0], "id": "", "label": label, "DELETE": False})
        present = contact.form_fields.count()
        if choices is not None:
            fields[0].update(field_type="dropdown", choices=choices)
        data = nested_form_data(
            {
                "title": contact.title, "slug": contact.slug, "intro": rich_text("<p>Czołem</p>"),
                "thanks": rich_text("<p>Dzięki</p>"), "to_address": "", "from_address": "",
                "subject": "", "form_fields": inline_formset(fields, initial=present),
                "comments": inline_formset([]), "action-publish": "1",
            }
        )  # fmt: skip
        return client.post(reverse("wagtailadmin_pages:edit", args=[contact.pk]), data)

    def test_is_published_as_it_is(self, contact, admin_client):
        assert self.send(admin_client, contact).status_code == 302

    @pytest.mark.parametrize(
        ("kind", "message"), [("email", "pole na adres e-mail"), ("consent", "„Zgoda”")]
    )
    def test_needs_an_address_and_a_consent(self, contact, admin_client, kind, message):
        response = self.send(admin_client, contact, drop=kind)

        assert response.status_code == 200
        assert message in response.content.decode()
        assert contact.form_fields.filter(field_type=kind).exists()

    @pytest.mark.parametrize(
        ("label", "accepted"), [("Website", False), ("opened", False), ("Telefon", True)]
    )
    def test_takes_no_name_of_the_trap(self, contact, admin_client, label, accepted):
        response = self.send(admin_client, contact, label=label)

        assert (response.status_code == 302) == accepted

    @pytest.mark.parametrize(
        ("choices", "accepted"),
        [("", False), ("A\nB\nA", False), ("A\n\nB", False), ("A\nB", True), ("A, B", True)],
    )
    def test_a_list_has_choices_each_once(self, contact, admin_client, choices, accepted):
        response = self.send(admin_client, contact, choices=choices)

        assert (response.status_code == 302) == accepted
