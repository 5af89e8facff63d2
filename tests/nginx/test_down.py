"""What readers and editors see while the app is down, and afterwards."""

import time

import pytest

from portal.edition_link import lead
from tests.nginx.conftest import publish, withdraw
from tests.nginx.stub import PUBLIC
from tests.nginx.test_answers import A_SECOND_LATER


class TestReaders:
    def test_readers_go_on_reading_what_was_good_last(self, app, get):
        app.says("/pl/", b"last good")
        get("/pl/")
        app.stop()
        time.sleep(A_SECOND_LATER)
        answer = get("/pl/")
        assert (answer.status, answer.body, answer.headers["X-Kept"]) == (200, b"last good", "HIT")
        app.start()

    def test_even_what_nobody_has_read_since_something_else_was_published(self, app, get, front):
        app.says("/pl/", b"last good")
        get("/pl/")
        publish(front, "2")
        app.stop()
        assert get("/pl/").body == b"last good"
        app.start()

    def test_whatever_browser_they_have(self, app, get):
        app.says("/pl/", b"last good" * 500)
        get("/pl/")
        app.stop()
        answer = get("/pl/", Accept_Encoding="br", Accept="text/html")
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
        app.start()

    @pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable"])
    def test_likewise_when_it_answers_with_an_error(self, app, get, front, status):
        app.says("/pl/", b"last good")
        get("/pl/")
        app.says("/pl/", b"error", status=status)
        publish(front, "2")
        assert (get("/pl/").status, get("/pl/").body) == (200, b"last good")

    def test_when_it_hangs_they_wait_ten_seconds_at_most(self, app, get, front):
        app.says("/pl/", b"last good")
        get("/pl/")

        def hang(environ):
            time.sleep(14)
            return "200 OK", {}, b"too late"

        app.answers["/pl/"] = hang
        publish(front, "2")
        began = time.monotonic()
        assert get("/pl/").body == b"last good"
        assert time.monotonic() - began < 12

    def test_an_error_of_a_page_that_was_never_good_is_the_apps_own(self, app, get):
        app.says("/pl/", b"our 500", status="500 Internal Server Error")
        answer = get("/pl/")
        assert (answer.status, answer.body) == (500, b"our 500")

    @pytest.mark.parametrize("gone", ["404 Not Found", "410 Gone", "301 Moved Permanently"])
    def test_what_leads_nowhere_or_elsewhere_is_remembered_as_that(self, app, get, front, gone):
        app.says("/pl/", b"before")
        get("/pl/")
        app.says("/pl/", b"gone", status=gone, Cache_Control="private, no-cache")
        publish(front, "2")
        get("/pl/")
        app.stop()
        answer = get("/pl/")
        assert (answer.status, answer.body) == (int(gone[:3]), b"gone")
        app.start()

    def test_once_it_is_back_all_is_fresh(self, app, get):
        app.says("/pl/", b"last good")
        get("/pl/")
        app.stop()
        time.sleep(A_SECOND_LATER)
        get("/pl/")
        app.says("/pl/", b"new")
        app.start()
        time.sleep(A_SECOND_LATER)
        answer = get("/pl/")
        assert (answer.body, answer.headers["X-Kept"]) == (b"new", None)


# What the portal answers of what is no longer for everybody.
NOT_FOR_ALL = {
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    "Vary": "Accept, Cookie",
}
CLOSED = {
    "password": ("200 OK", {**NOT_FOR_ALL, "Set-Cookie": "csrftoken=abc; Path=/"}),
    "login": ("302 Found", {**NOT_FOR_ALL, "Location": "/admin/login/?next=/pl/x/"}),
    "unpublished": ("404 Not Found", {"Cache-Control": "private, no-cache"}),
}


class TestWithdrawn:
    @pytest.fixture(autouse=True)
    def a_public_page(self, app, get):
        app.says("/pl/x/", b"withdrawn")
        get("/pl/x/")

    @pytest.mark.parametrize("asked", [True, False], ids=["asked for since", "not asked for since"])
    @pytest.mark.parametrize("how", CLOSED)
    def test_what_was_taken_from_readers_does_not_come_back(self, app, get, front, how, asked):
        app.answers["/pl/x/"] = lambda environ: (*CLOSED[how], b"closed")
        withdraw(front, "2")
        if asked:
            assert get("/pl/x/").body == b"closed"
        app.stop()
        assert b"withdrawn" not in get("/pl/x/").body
        app.start()

    @pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable"])
    def test_nor_when_the_app_answers_with_an_error(self, app, get, front, status):
        withdraw(front, "2")
        app.says("/pl/x/", b"error", status=status)
        answer = get("/pl/x/")
        assert (answer.status, answer.body) == (int(status[:3]), b"error")

    def test_nor_for_who_asked_before(self, app, get, front):
        def withdraw_and_fall(environ):
            withdraw(front, "2")
            return "500 Internal Server Error", {}, b"error"

        app.answers["/pl/x/"] = withdraw_and_fall
        publish(front, "still the same")
        assert get("/pl/x/").body == b"error"

    def test_nor_when_more_is_published_afterwards(self, app, get, front):
        withdraw(front, "2")
        lead(front.edition, "3.withdrawn-in-2")
        app.stop()
        assert get("/pl/x/").status == 503
        app.start()

    def test_what_is_read_since_is_kept_again(self, app, get, front):
        withdraw(front, "2")
        app.says("/pl/", b"read since")
        get("/pl/")
        app.stop()
        time.sleep(A_SECOND_LATER)
        assert (get("/pl/").body, get("/pl/x/").status) == (b"read since", 503)
        app.start()

    def test_without_a_link_nothing_is_shown_nor_kept(self, app, get, front):
        """Nobody could say that it was withdrawn."""
        kept = sorted((front.folder / "kept").rglob("*"))
        front.edition.unlink()
        app.says("/pl/y/")
        get("/pl/y/")
        assert sorted((front.folder / "kept").rglob("*")) == kept
        app.stop()
        time.sleep(A_SECOND_LATER)
        assert [get(path).status for path in ("/pl/x/", "/pl/y/")] == [503, 503]
        publish(front, "1")
        assert get("/pl/x/").body == b"withdrawn"
        app.start()

    def test_nor_is_what_was_asked_for_before_there_was_one(self, app, get, front):
        def begin(environ):
            publish(front, "1")
            return "200 OK", PUBLIC, b"withdrawn"

        front.edition.unlink()
        app.answers["/pl/y/"] = begin
        get("/pl/y/")
        front.edition.unlink()
        app.stop()
        time.sleep(A_SECOND_LATER)
        assert get("/pl/y/").status == 503
        app.start()


class TestEditors:
    @pytest.fixture(params=["/admin/", "/pl/never-read/"])
    def path(self, request):
        return request.param

    def test_who_cannot_be_served_is_told_so_in_both_languages(self, app, get, path):
        app.stop()
        for method in ("GET", "POST"):
            answer = get(path, method=method)
            text = answer.body.decode()
            assert answer.status == 503
            assert "Portal jest chwilowo niedostępny" in text
            assert "The portal is not available just now" in text
            assert answer.headers["Retry-After"]
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        app.start()

    def test_an_editor_is_not_shown_an_old_page_for_a_new_one(self, app, get):
        app.says("/pl/", b"last good")
        get("/pl/")
        app.stop()
        assert get("/pl/", Cookie="sessionid=abc").status == 503
        app.start()


class TestTooLarge:
    def test_what_the_portal_itself_can_refuse_reaches_it(self, app, get):
        app.says("/admin/images/add/", b"20 MB at most")
        answer = get("/admin/images/add/", method="POST", body=b"x" * (21 * 1024 * 1024))
        assert answer.body == b"20 MB at most"

    def test_what_is_larger_is_refused_in_both_languages(self, app, get):
        answer = get("/admin/images/add/", method="POST", body=b"x" * (26 * 1024 * 1024))
        assert answer.status == 413
        assert "Ten plik jest za duży" in answer.body.decode()
        assert "This file is too large" in answer.body.decode()
