import threading
from pathlib import Path

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from portal import edition_link
from portal.edition_link import EditionLinkMiddleware, follow
from portal.editions import edition_of
from portal.models import EditionToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(settings, tmp_path) -> Path:
    settings.EDITION_LINK = str(tmp_path / "edition")
    return tmp_path / "edition"


def publish(what: str = "token") -> None:
    """Any change does: triggers name another edition."""
    EditionToken.objects.update(**{what: EditionToken._meta.get_field(what).get_default()})


def test_the_link_leads_to_a_folder_of_this_edition(link):
    follow(link)
    token = EditionToken.objects.get().token
    assert link.is_dir()
    assert link.resolve().name.startswith(f"edition-{token}-")


def test_it_leads_elsewhere_as_soon_as_something_was_published(link):
    follow(link)
    before = link.resolve()
    follow(link)
    assert link.resolve() == before
    publish()
    follow(link)
    assert link.resolve() != before


def test_the_way_that_somebody_is_on_stays_until_the_next_one(link):
    left = []
    for _ in range(5):
        publish()
        follow(link)
        left.append(link.resolve())
    assert [folder.exists() for folder in left] == [False, False, False, True, True]


def test_a_request_that_changes_something_moves_the_link_before_it_is_answered(link):
    def view(request):
        publish()
        return HttpResponse()

    ask = EditionLinkMiddleware(view)
    before = link.resolve()
    ask(RequestFactory().post("/admin/"))
    assert link.resolve() != before


def test_the_name_ends_with_the_last_withdrawal(link):
    """nginx' `$portal_withdrawal` reads it there."""
    follow(link)
    before = link.resolve().suffix
    assert before == f".{EditionToken.objects.get().withdrawal}"
    publish()
    follow(link)
    assert link.resolve().suffix == before
    publish("withdrawal")
    follow(link)
    assert link.resolve().suffix not in ("", before)


def test_the_first_request_that_sees_what_no_request_has_changed_moves_the_link(
    link, django_assert_num_queries
):
    def view(request):
        edition_of(request)
        return HttpResponse()

    ask = EditionLinkMiddleware(view)
    before = link.resolve()
    publish()
    ask(RequestFactory().get("/pl/"))
    assert link.resolve() != before
    with django_assert_num_queries(1):
        ask(RequestFactory().get("/pl/"))


def test_where_it_cannot_be_moved_readers_do_not_try_again_each_time(link, caplog):
    def view(request):
        edition_of(request)
        return HttpResponse()

    ask = EditionLinkMiddleware(view)
    link.unlink()
    link.mkdir()  # where a link should be
    publish()
    for _ in range(3):
        ask(RequestFactory().get("/pl/"))
    assert caplog.text.count("cannot be moved") == 1


def test_a_request_that_only_reads_asks_the_database_nothing(link, django_assert_num_queries):
    ask = EditionLinkMiddleware(lambda request: HttpResponse())
    with django_assert_num_queries(0):
        ask(RequestFactory().get("/pl/"))


def test_a_link_that_cannot_be_moved_is_no_reason_not_to_publish(link, caplog):
    ask = EditionLinkMiddleware(lambda request: HttpResponse())
    link.unlink()
    link.mkdir()  # where a link should be
    publish()
    assert ask(RequestFactory().post("/admin/")).status_code == 200
    assert "cannot be moved" in caplog.text


def test_who_was_held_up_does_not_lead_back(link, monkeypatch):
    """One process asks for the edition while another one moves the link."""
    follow(link)
    asked = edition_link.edition_of
    others: list[threading.Thread] = []

    def slowly(request):
        edition = asked(request)
        if not others:
            others.append(threading.Thread(target=lead_on, daemon=True))
            others[0].start()
            others[0].join(0.2)
            assert others[0].is_alive(), "it did not wait"
        return edition

    moved = []

    # In a thread without a database of its own: only that it waits matters here.
    def lead_on():
        monkeypatch.setattr(edition_link, "edition_of", lambda request: None)
        follow(link)
        moved.append(True)

    publish()
    monkeypatch.setattr(edition_link, "edition_of", slowly)
    follow(link)
    others[0].join(5)
    assert moved


def test_without_a_link_to_move_there_is_nothing_to_do(settings):
    settings.EDITION_LINK = ""
    with pytest.raises(MiddlewareNotUsed):
        EditionLinkMiddleware(lambda request: HttpResponse())
