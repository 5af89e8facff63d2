"""Readers are answered with what is kept, and what is kept is never out of date."""

import threading
import time
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from portal.editions import Edition
from portal.editions.shelf import forget
from portal.page_cache import store
from portal.page_cache.keeping import for_everybody
from portal.page_cache.middleware import PageCacheMiddleware
from portal.page_cache.release import release
from portal.page_cache.store import Answer, Place

NEWS = "/pl/aktualnosci/nowa-strefa/"


@pytest.fixture
def made(monkeypatch):
    """The addresses of pages that were made, not answered with what is kept."""
    paths = []
    make = PageCacheMiddleware.__init__

    def remember(self, get_response):
        def answer(request):
            paths.append(request.get_full_path())
            return get_response(request)

        make(self, answer)

    monkeypatch.setattr(PageCacheMiddleware, "__init__", remember)
    return paths


class TestWhatIsKept:
    def test_a_page_is_made_once(self, client, polish_tree, made):
        first, second = client.get(NEWS), client.get(NEWS)

        assert made == [NEWS]
        assert second.content == first.content
        assert dict(second.items()) == dict(first.items())

    def test_one_query_and_no_session_is_all_it_costs(
        self, client, polish_tree, django_assert_num_queries
    ):
        client.get(NEWS)
        with django_assert_num_queries(1):
            assert not client.get(NEWS).cookies

    def test_what_only_tracks_the_reader_makes_no_other_page(self, client, polish_tree, made):
        client.get(NEWS)
        response = client.get(f"{NEWS}?utm_source=letter&fbclid=1")

        assert made == [NEWS]
        assert b"fbclid" not in response.content

    def test_what_tracks_the_first_reader_is_shown_to_no_other(self, client, tree, made):
        client.get(f"{NEWS}?utm_source=letter&fbclid=1")
        html = client.get(NEWS).content

        assert len(made) == 1
        assert b"utm_source" not in html

    def test_each_choice_of_a_list_is_a_page_of_its_own(self, client, polish_tree, made):
        for address in ("/pl/aktualnosci/", "/pl/aktualnosci/?category=energia") * 2:
            assert client.get(address).status_code == 200

        assert made == ["/pl/aktualnosci/", "/pl/aktualnosci/?category=energia"]

    @pytest.mark.parametrize("query", ["?page=77", "?page=abc", "?anything=1", "?page=1"])
    def test_addresses_without_end_are_not_kept(self, client, polish_tree, made, query):
        for _ in range(2):
            client.get(f"/pl/aktualnosci/{query}")

        assert len(made) == 2

    def test_hosts_and_schemes_share_nothing(self, client, polish_tree, made, settings):
        settings.ALLOWED_HOSTS = ["*"]
        client.get(NEWS)
        client.get(NEWS, headers={"host": "portal.example"})
        client.get(NEWS, secure=True)

        assert len(made) == 3

    def test_a_head_is_answered_with_what_a_get_has_kept(self, client, polish_tree, made):
        length = client.get(NEWS)["Content-Length"]
        response = client.head(NEWS)

        assert len(made) == 1
        assert (response.content, response["Content-Length"]) == (b"", length)

    def test_what_was_fetched_is_at_hand(self, client, polish_tree, publish, made):
        client.get(NEWS)
        forget()  # As another process, which finds it in the cache.
        client.get(NEWS)
        caches["pages"].clear()
        again = client.get(NEWS).content.decode()
        publish(polish_tree.news, title="Inna strefa")

        assert len(made) == 1
        assert "Nowa strefa" in again
        assert "Inna strefa" in client.get(NEWS).content.decode()

    def test_a_release_keeps_its_own(self, client, polish_tree, made, monkeypatch):
        client.get(NEWS)
        monkeypatch.setattr("portal.page_cache.middleware.release", lambda: "another one")
        client.get(NEWS)

        assert len(made) == 2

    def test_other_libraries_are_another_release(self, monkeypatch):
        before = release.__wrapped__()
        older = [SimpleNamespace(name="wagtail", version="7.0")]
        monkeypatch.setattr("portal.page_cache.release.distributions", lambda: older)

        assert release.__wrapped__() not in ("", before)

    def test_it_can_be_turned_off(self, client, polish_tree, made, settings):
        settings.PAGE_CACHE = False
        client.get(NEWS)
        response = client.get(NEWS)

        assert len(made) == 2
        assert response["ETag"]


class TestWhatIsNotKept:
    @pytest.mark.parametrize(
        "path", ["/pl/kontakt/", "/pl/szukaj/?q=strefa", "/pl/nic/", "/", "/robots.txt", "/admin/"]
    )
    def test_forms_searches_errors_and_files(self, client, polish_tree, path):
        response = client.get(path)

        assert not getattr(response, "may_be_kept", False)
        assert "public" not in response.get("Cache-Control", "")

    def test_a_private_page(self, client, polish_tree, made):
        PageViewRestriction.objects.create(
            page=polish_tree.news, restriction_type="password", password="x"
        )
        response = client.get(NEWS)
        client.get(NEWS)

        assert "private" in response["Cache-Control"]
        assert len(made) == 2
        assert "password" in response.content.decode()

    def test_the_question_for_a_password(self, polish_tree):
        """Every reader has a form that leads back to their own address, and is let in."""
        PageViewRestriction.objects.create(
            page=polish_tree.news, restriction_type="password", password="tajne"
        )
        readers = [Client(enforce_csrf_checks=True) for _ in range(2)]
        for number, reader in enumerate(readers):
            form = BeautifulSoup(reader.get(f"{NEWS}?fbclid={number}").content, "html.parser")
            fields = {
                field["name"]: field.get("value", "")
                for field in form.main.select("input[name]")
                if field["type"] == "hidden"
            }
            assert not reader.cookies
            assert f"fbclid={number}" in fields["return_url"]
            action = form.main.form["action"]
            answer = reader.post(action, fields | {"password": "tajne"})
            assert answer.status_code == 302
            assert f"fbclid={1 - number}" not in str(form)
            assert "Nowa strefa" in reader.get(NEWS).content.decode()

    def test_for_an_editor(self, client, admin_client, polish_tree, made):
        public = client.get(NEWS).content
        seen = admin_client.get(NEWS)

        assert seen["Cache-Control"] == "private, no-cache"
        assert b"wagtail-userbar" in seen.content
        assert client.get(NEWS).content == public
        assert b"wagtail-userbar" not in public

    def test_not_even_if_an_editor_comes_first(self, client, admin_client, polish_tree):
        admin_client.get(NEWS)

        assert b"wagtail-userbar" not in client.get(NEWS).content

    def test_a_preview(self, admin_client, client, polish_tree):
        before = client.get(NEWS).content
        polish_tree.news.title = "Niewydane"
        request = RequestFactory().get(NEWS)
        request.user = None
        preview = polish_tree.news.make_preview_request(request)

        assert "Niewydane" in preview.content.decode()
        assert client.get(NEWS).content == before

    def test_an_answer_with_a_cookie(self):
        def view(request):
            response = HttpResponse("hello")
            for_everybody(response, is_canonical=True)
            response.set_cookie("a", "b")
            return response

        assert answered_twice(view) == []

    def test_an_answer_that_varies_by_cookie(self):
        def view(request):
            response = HttpResponse("hello", headers={"Vary": "Accept, Cookie"})
            for_everybody(response, is_canonical=True)
            return response

        assert answered_twice(view) == []

    def test_markdown_at_the_address_of_a_page(self, client, polish_tree):
        html = client.get(NEWS)
        markdown = client.get(NEWS, headers={"accept": "text/markdown"})
        again = client.get(NEWS)

        assert markdown["Content-Type"].startswith("text/markdown")
        assert again.content == html.content
        assert again["Vary"] == "Accept"


def answered_twice(view) -> list:
    """Ask `view` through the middleware twice; what was kept of it."""
    put = []
    middleware = PageCacheMiddleware(view)
    original = Place.put
    Place.put = lambda self, answer: put.append(answer)
    try:
        edition = Edition("token", None)
        for _ in range(2):
            request = RequestFactory().get("/pl/x/")
            request._portal_edition = edition
            assert middleware(request).status_code == 200
    finally:
        Place.put = original
    return put


class TestConditions:
    def test_who_has_the_page_is_told_so(self, client, polish_tree, publish):
        etag = client.get(NEWS)["ETag"]
        same = client.get(NEWS, headers={"if-none-match": etag})
        publish(polish_tree.news, title="Inna strefa")
        other = client.get(NEWS, headers={"if-none-match": etag})

        assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
        assert other.status_code == 200
        assert "Inna strefa" in other.content.decode()

    def test_the_first_who_asks_may_have_it_already(self, client, polish_tree, made):
        etag = client.get(NEWS)["ETag"]
        caches["pages"].clear()
        forget()
        answer = client.get(NEWS, headers={"if-none-match": etag})
        client.get(NEWS)

        assert answer.status_code == 304
        # … and the whole page is kept all the same.
        assert len(made) == 2

    def test_caches_on_the_way_ask_each_time(self, client, polish_tree):
        assert client.get(NEWS)["Cache-Control"] == "public, no-cache"


class TestStampede:
    def test_others_wait_for_the_one_who_makes_it(self):
        edition = Edition("token", None)
        first, second = Place("key", edition), Place("key", edition)
        assert first.get_or_claim() is None
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(second.get_or_claim()))
        waiting.start()
        time.sleep(0.05)
        assert answers == []
        first.put(Answer(edition, (), b"made once"))
        first.leave()
        waiting.join(5)

        assert [answer.content for answer in answers] == [b"made once"]

    def test_nobody_waits_where_nothing_comes_of_it(self):
        edition = Edition("token", None)
        first, second = Place("key", edition), Place("key", edition)
        first.get_or_claim()
        first.leave()

        assert second.get_or_claim() is None

    def test_patience_ends(self, monkeypatch):
        monkeypatch.setattr(store, "PATIENCE", 0.05)
        edition = Edition("token", None)
        assert Place("key", edition).get_or_claim() is None

        assert Place("key", edition).get_or_claim() is None

    def test_a_view_that_fails_lets_others_go_on(self):
        def view(request):
            raise ZeroDivisionError

        request = RequestFactory().get("/pl/x/")
        request._portal_edition = Edition("token", None)
        with pytest.raises(ZeroDivisionError):
            PageCacheMiddleware(view)(request)
        started = time.monotonic()
        with pytest.raises(ZeroDivisionError):
            PageCacheMiddleware(view)(request)

        assert time.monotonic() - started < store.PATIENCE / 2

    def test_another_edition_replaces_what_is_kept(self):
        old, new = Edition("old", None), Edition("new", None)
        Place("key", old).put(Answer(old, (), b"old"))

        assert Place("key", new).get_or_claim() is None
        assert Place("key", old).get().content == b"old"


def test_nothing_is_kept_of_a_page_that_was_taken_down(client, polish_tree):
    assert client.get(NEWS).status_code == 200
    polish_tree.news.unpublish()

    assert client.get(NEWS).status_code == 404


def test_a_draft_changes_nothing_and_costs_nothing(client, polish_tree, made):
    client.get(NEWS)
    polish_tree.news.title = "Szkic"
    polish_tree.news.save_revision()
    html = client.get(NEWS).content.decode()

    assert made == [NEWS]
    assert "Szkic" not in html
