"""What readers of the contact form are told of their data, and what is kept of it."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Revision

from home.consent import Consent, Told
from home.models import ContactFormField
from tests.test_contact import CONSENT, EMAIL, ENGLISH, MESSAGE, NAME, POLISH, filled_in
from tests.translating import translate


@pytest.fixture
def contact(polish_tree, publish):
    publish(
        polish_tree.contact,
        data_information='<p>Administrator: <a href="https://example.org/">Klaster</a>.</p>',
    )
    return polish_tree.contact


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def told_by(client, path: str = POLISH) -> str:
    return soup(client.get(path)).find("input", attrs={"name": "told"})["value"]


class TestRecord:
    def test_holds_the_question_the_information_and_the_period(self, contact, client):
        client.post(POLISH, filled_in())

        text = Consent.objects.get().text
        assert "Zgadzam się na przetwarzanie moich danych" in text
        assert "Administrator: [Klaster](https://example.org/)." in text
        assert "365" in text

    def test_names_the_notice_as_it_was_published(self, contact, client, polish_tree):
        client.post(POLISH, filled_in())

        consent, notice = Consent.objects.get(), polish_tree.privacy
        notice.refresh_from_db()
        assert consent.notice_url == "http://testserver/pl/ochrona-danych/"
        assert consent.notice_revision_id == notice.live_revision_id
        assert consent.notice_published_at == notice.last_published_at

    def test_stays_when_the_page_and_the_notice_say_something_else(
        self, contact, client, publish, polish_tree
    ):
        client.post(POLISH, filled_in())
        before = Consent.objects.get().text
        publish(contact, data_information="<p>Inaczej.</p>")
        contact.form_fields.filter(field_type="consent").update(label="Inne pytanie")
        publish(polish_tree.privacy, title="Inna informacja")

        assert Consent.objects.get().text == before

    def test_outlives_the_revision_of_the_notice(self, contact, client, publish, polish_tree):
        publish(polish_tree.privacy, title="Ochrona danych")
        client.post(POLISH, filled_in())
        when = Consent.objects.get().notice_published_at
        polish_tree.privacy.refresh_from_db()
        Revision.objects.filter(pk=polish_tree.privacy.live_revision_id).delete()

        consent = Consent.objects.get()
        assert (consent.notice_revision_id, consent.notice_published_at) == (None, when)

    def test_goes_with_its_message(self, contact, client):
        client.post(POLISH, filled_in())
        FormSubmission.objects.all().delete()

        assert not Consent.objects.exists()

    def test_is_not_made_for_what_is_refused(self, contact, client):
        client.post(POLISH, filled_in(**{EMAIL: "jan"}))
        client.post(POLISH, filled_in(website="https://spam.example.org"))

        assert not Consent.objects.exists()

    def test_is_stored_with_the_message_or_neither_is(self, contact, client, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(Consent.objects, "create", fail)
        with pytest.raises(RuntimeError):
            client.post(POLISH, filled_in())

        assert not FormSubmission.objects.exists()

    def test_without_a_notice_says_the_rest(self, contact, client, polish_tree):
        polish_tree.privacy.unpublish()
        client.post(POLISH, filled_in())

        consent = Consent.objects.get()
        assert (consent.notice_url, consent.notice_revision_id) == ("", None)
        assert "Zgadzam się" in consent.text

    def test_is_in_the_language_of_the_page(
        self, contact, client, polish_tree, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
            translate(polish_tree.privacy)
            translate(contact, slug="contact")
        client.post(ENGLISH, filled_in())

        consent = Consent.objects.get()
        assert consent.language == "en"
        assert "EN Zgadzam się" in consent.text
        assert "We delete your message 365 days after we have received it." in consent.text
        assert consent.notice_url == "http://testserver/en/ochrona-danych/"


class TestForm:
    def test_shows_the_information_and_the_period_of_the_setting(self, contact, client, settings):
        settings.CONTACT_MESSAGES_DAYS = 90
        form = soup(client.get(POLISH)).find("form", class_="contact-form")

        assert form.find("a", href="https://example.org/").text == "Klaster"
        assert "90" in form.text

    def test_names_no_period_where_there_is_none(self, contact, client, settings):
        settings.CONTACT_MESSAGES_DAYS = 0
        client.post(POLISH, filled_in())

        assert Consent.objects.get().kept_days == 0
        assert "usun" not in soup(client.get(POLISH)).find("form", class_="contact-form").text

    @pytest.mark.parametrize(
        ("days", "polish", "english"),
        [
            (1, "po upływie 1 dnia", "1 day after"),
            (22, "po upływie 22 dni", "22 days after"),
            (365, "po upływie 365 dni", "365 days after"),
        ],
    )
    def test_inflects_the_days(self, days, polish, english):
        told = Told("pl", "", "", days)
        with translation.override("pl"):
            assert polish in told.period
        with translation.override("en"):
            assert english in told.period

    def test_takes_consent_to_what_it_showed(self, contact, client):
        assert client.post(POLISH, filled_in(told=told_by(client))).status_code == 302

    @pytest.mark.parametrize("what", ["information", "question", "notice", "period"])
    def test_asks_again_when_something_else_is_told_by_now(
        self, contact, client, publish, polish_tree, settings, what
    ):
        shown = told_by(client)
        if what == "information":
            publish(contact, data_information="<p>Inaczej.</p>")
        elif what == "question":
            ContactFormField.objects.filter(field_type="consent").update(label="Inne pytanie")
        elif what == "notice":
            publish(polish_tree.privacy, title="Inna informacja")
        else:
            settings.CONTACT_MESSAGES_DAYS = 1000

        response = client.post(POLISH, filled_in(told=shown))
        html = soup(response)

        assert response.status_code == 422
        assert not FormSubmission.objects.exists()
        assert not html.find(attrs={"name": CONSENT}).has_attr("checked")
        assert html.find(attrs={"name": NAME})["value"] == "Jan Kowalski"
        again = html.find("input", attrs={"name": "told"})["value"]
        assert client.post(POLISH, filled_in(told=again)).status_code == 302

    @pytest.mark.parametrize("digest", ["x", "ą" * 5000, "0" * 16, "<script>"])
    def test_anything_else_for_a_digest_is_refused_and_not_repeated(self, contact, client, digest):
        response = client.post(POLISH, filled_in(told=digest))

        assert response.status_code == 422
        assert b"<script>" not in response.content

    def test_no_question_may_have_the_name_of_the_hidden_field(self, contact):
        field = ContactFormField(page=contact, label="Told", field_type="singleline")

        assert field.get_field_clean_name() in ContactFormField.TAKEN_NAMES


class TestInTheAdmin:
    def list_url(self, contact) -> str:
        return reverse("wagtailforms:list_submissions", args=[contact.pk])

    def test_stands_beside_the_message(self, contact, client, admin_client):
        client.post(POLISH, filled_in())
        html = soup(admin_client.get(self.list_url(contact)))

        cells = html.select_one("table.listing tbody tr").find_all("td")
        assert "Zgadzam się na przetwarzanie" in cells[-1].text
        assert "http://testserver/pl/ochrona-danych/" in cells[-1].text
        assert len(html.select("table.listing thead th")) == len(cells)

    def test_a_message_from_before_has_an_empty_cell(self, contact, admin_client):
        FormSubmission.objects.create(page=contact, form_data={NAME: "Dawny"})
        html = soup(admin_client.get(self.list_url(contact)))

        assert html.select_one("table.listing tbody tr").find_all("td")[-1].text.strip() == ""

    def test_the_list_asks_no_query_for_a_message(self, contact, client, admin_client):
        counts = []
        for number in range(6):
            client.post(POLISH, filled_in(**{MESSAGE: f"Nr {number}"}))
            if number not in (2, 5):
                continue
            admin_client.get(self.list_url(contact))
            with CaptureQueriesContext(connection) as asked:
                admin_client.get(self.list_url(contact))
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestSpreadsheets:
    def csv(self, contact, admin_client) -> bytes:
        url = reverse("wagtailforms:list_submissions", args=[contact.pk])
        response = admin_client.get(url, {"export": "csv"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return b"".join(response.streaming_content)

    def test_csv_is_read_as_utf_8_by_excel(self, contact, client, admin_client):
        client.post(POLISH, filled_in(**{NAME: "Łucja Żółć"}))
        written = self.csv(contact, admin_client)

        assert written.startswith(b"\xef\xbb\xbf")
        assert "Łucja Żółć" in written.decode("utf-8-sig")

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
    def test_csv_has_no_formulas(self, contact, admin_client, sign):
        FormSubmission.objects.create(
            page=contact, form_data={NAME: f"{sign}1+1", MESSAGE: [f"{sign}2", "b"]}
        )
        rows = csv.DictReader(io.StringIO(self.csv(contact, admin_client).decode("utf-8-sig")))

        row = next(iter(rows))
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        assert "1+1" in row["Imię i nazwisko"]
        assert "2, b" in row["Wiadomość"]

    def test_csv_says_what_was_told(self, contact, client, admin_client):
        client.post(POLISH, filled_in())

        assert "Administrator: [Klaster]" in self.csv(contact, admin_client).decode("utf-8-sig")

    def test_xlsx_takes_any_message(self, contact, client, admin_client):
        client.post(POLISH, filled_in(**{NAME: "=1+1", MESSAGE: "a\x01\x0bb\x1f ąę"}))
        url = reverse("wagtailforms:list_submissions", args=[contact.pk])
        response = admin_client.get(url, {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active

        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert {"=1+1", "ab ąę"} <= {cell.value for cell in cells}
        assert not any(cell.data_type == "f" for cell in cells)
