"""The contact form as a person meets it, in both languages."""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from playwright.sync_api import Locator, Page, expect
from wagtail.contrib.forms.models import FormSubmission

MESSAGE = "Chcemy zainwestować w Kleszczowie. Z kim możemy o tym porozmawiać w tym tygodniu?"


@dataclass(frozen=True)
class Form:
    path: str
    # What stands before each label: the English of the test content is "EN " and the Polish.
    prefix: str
    required: str
    no_consent: str
    invalid_address: str
    title_of_errors: str


FORMS = {
    "pl": Form(
        path="/pl/kontakt/",
        prefix="",
        required="To pole jest wymagane.",
        no_consent="Bez zgody nie wolno nam odpowiedzieć. Zaznacz pole.",
        invalid_address="Wpisz adres e-mail, np. imie@example.org.",
        title_of_errors="Błąd",
    ),
    "en": Form(
        path="/en/contact/",
        prefix="EN ",
        required="This field is required.",
        no_consent="Without your consent we may not answer you: tick the box.",
        invalid_address="Enter an e-mail address such as name@example.org.",
        title_of_errors="Error",
    ),
}


@pytest.fixture(params=FORMS)
def form(request) -> Form:
    return FORMS[request.param]


@pytest.fixture
def _no_time_trap(settings):
    """Nobody has to be slow: the trap is tried by a test of its own."""
    settings.HONEYPOT_TIME_INTERVAL = -1


def question(page: Page, form: Form, label: str) -> Locator:
    return page.locator("main form").get_by_label(form.prefix + label)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").click()


def fill_in(page: Page, form: Form) -> None:
    question(page, form, "Imię i nazwisko").fill("Jan Nowak")
    question(page, form, "Adres e-mail").fill("jan@example.org")
    question(page, form, "Temat").select_option(index=1)
    question(page, form, "Wiadomość").fill(MESSAGE)
    question(page, form, "Zgadzam się").check()


def thanks(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status")


@pytest.mark.usefixtures("_no_time_trap")
def test_mistakes_are_told_and_a_right_message_arrives_once(page, form):
    page.goto(form.path)
    before = FormSubmission.objects.count()
    question(page, form, "Imię i nazwisko").fill("Jan Nowak")
    question(page, form, "Adres e-mail").fill("to nie adres")
    send(page)

    assert page.title().startswith(form.title_of_errors)
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_be_in_viewport()
    address = question(page, form, "Adres e-mail")
    expect(address).to_have_accessible_description(form.invalid_address)
    for label, words in (("Wiadomość", form.required), ("Zgadzam się", form.no_consent)):
        wrong = question(page, form, label)
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(wrong).to_have_accessible_description(re.compile("^" + re.escape(words)))
    expect(question(page, form, "Imię i nazwisko")).to_have_value("Jan Nowak")
    expect(question(page, form, "Imię i nazwisko")).not_to_have_attribute("aria-invalid", "true")
    in_field = page.get_by_label(form.prefix + "Adres e-mail")
    beside = page.locator(".form-field").filter(has=in_field).locator(".errorlist")
    expect(beside).to_have_text(form.invalid_address)
    expect(beside).to_be_visible()

    # The list of mistakes leads to each of them.
    alert.get_by_role("link", name=form.prefix + "Adres e-mail").click()
    expect(address).to_be_focused()
    assert (FormSubmission.objects.count(), mail.outbox) == (before, [])

    fill_in(page, form)
    send(page)
    expect(thanks(page)).to_contain_text(form.prefix + "Odpiszemy.")
    expect(thanks(page)).to_be_in_viewport()
    page.reload()
    expect(thanks(page)).to_be_visible()

    assert FormSubmission.objects.count() == before + 1
    stored = FormSubmission.objects.latest("pk").form_data
    assert (stored["imie_i_nazwisko"], stored["wiadomosc"]) == ("Jan Nowak", MESSAGE)
    (message,) = mail.outbox
    assert message.to == ["biuro@example.org"]
    assert message.reply_to == ["jan@example.org"]
    assert MESSAGE in message.body


def test_only_who_is_faster_than_people_is_asked_to_wait(page, form):
    page.goto(form.path)
    before = FormSubmission.objects.count()
    fill_in(page, form)
    send(page)
    # One remark on the whole, no field is blamed.
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(0)
    assert FormSubmission.objects.count() == before

    # A quick typist: sixteen letters a second.
    message = question(page, form, "Wiadomość")
    message.clear()
    message.press_sequentially(MESSAGE, delay=60)
    send(page)

    expect(thanks(page)).to_be_visible()
    assert FormSubmission.objects.count() == before + 1
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_no_time_trap")
def test_only_robots_find_the_honeypot(page, form):
    page.goto(form.path)
    trap = page.locator("input[name=website]")
    box = page.locator(".contact-form__trap").bounding_box()
    assert box["width"] <= 1
    assert box["height"] <= 1
    # Name, address, organisation, message: a screen reader knows of no further field.
    expect(page.get_by_role("main").get_by_role("textbox")).to_have_count(4)
    question(page, form, "Imię i nazwisko").focus()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    assert "website" not in reached
    page.keyboard.press("Shift+Tab")

    before = FormSubmission.objects.count()
    fill_in(page, form)
    trap.evaluate("field => { field.value = 'https://spam.example' }")
    send(page)

    expect(page.get_by_role("alert")).to_be_visible()
    assert (FormSubmission.objects.count(), mail.outbox) == (before, [])
