"""What nginx keeps of the app's answers, for whom, and what it sends of them."""

import gzip
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.nginx.conftest import publish
from tests.nginx.stub import PAGE

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.7"
# Longer than an answer is kept: nginx counts whole seconds.
A_SECOND_LATER = 2.1


class TestKept:
    def test_the_second_reader_asks_nginx_only(self, app, get):
        app.says("/pl/")
        assert [get("/pl/").cache for _ in range(3)] == ["MISS", "HIT", "HIT"]
        assert app.asked["/pl/"] == 1

    def test_browsers_share_an_entry_whatever_they_accept(self, app, get):
        app.says("/pl/")
        get("/pl/", Accept=CHROMIUM)
        assert get("/pl/", Accept=FIREFOX).cache == "HIT"
        assert get("/pl/", Accept="*/*").cache == "HIT"

    def test_markdown_and_html_are_never_mixed_up(self, app, get):
        def either(environ):
            markdown = "text/markdown" in environ.get("HTTP_ACCEPT", "")
            return (
                "200 OK",
                {"Cache-Control": "public", "Vary": "Accept"},
                b"# md" if markdown else PAGE,
            )

        app.answers["/pl/"] = either
        for _ in range(2):
            assert get("/pl/", Accept=CHROMIUM).body == PAGE
            assert get("/pl/", Accept="text/markdown").body == b"# md"
            assert get("/pl/", Accept="TEXT/HTML;q=0.1, text/markdown").body == b"# md"

    def test_who_accepts_any_text_has_an_entry_of_their_own(self, app, get):
        app.says("/pl/")
        get("/pl/", Accept=CHROMIUM)
        assert get("/pl/", Accept="text/*").cache == "MISS"

    def test_queries_are_different_pages(self, app, get):
        app.says("/pl/")
        get("/pl/?page=1")
        assert get("/pl/?page=2").cache == "MISS"
        assert get("/pl/?page=2").cache == "HIT"

    def test_hosts_are_different_pages(self, app, get):
        app.says("/pl/")
        get("/pl/")
        assert get("/pl/", Host="127.0.0.1").cache == "MISS"

    def test_pages_of_other_hosts_read_the_api_with_the_headers_they_need(self, app, get):
        def api(environ):
            allowed = {"Access-Control-Allow-Origin": "*"} if "HTTP_ORIGIN" in environ else {}
            return "200 OK", {"Cache-Control": "public", "Vary": "origin", **allowed}, b"{}"

        app.answers["/api/"] = api
        assert get("/api/").headers["Access-Control-Allow-Origin"] is None
        assert get("/api/", Origin="https://a.example").headers["Access-Control-Allow-Origin"]
        assert get("/api/", Origin="https://b.example").cache == "HIT"

    def test_head_is_answered_from_what_a_get_left_and_the_other_way_round(self, app, get):
        app.says("/pl/")
        app.says("/en/")
        get("/pl/")
        head = get("/pl/", method="HEAD")
        assert (head.cache, head.status, head.body) == ("HIT", 200, b"")
        get("/en/", method="HEAD")
        assert get("/en/").body == PAGE
        assert app.asked["/en/"] == 1

    def test_who_has_the_page_is_told_so(self, app, get):
        app.says("/pl/", ETag='"v1"')
        etag = get("/pl/").headers["ETag"]
        again = get("/pl/", If_None_Match=etag)
        assert (again.status, again.body, again.cache) == (304, b"", "HIT")

    def test_a_compressed_page_is_known_again_as_well(self, app, get):
        app.says("/pl/", ETag='"v1"')
        etag = get("/pl/", Accept_Encoding="br").headers["ETag"]
        assert get("/pl/", Accept_Encoding="br", If_None_Match=etag).status == 304

    def test_what_differs_by_nothing_is_kept(self, app, get):
        app.answers["/pl/"] = lambda environ: ("200 OK", {"Cache-Control": "public"}, PAGE)
        get("/pl/")
        assert get("/pl/").cache == "HIT"

    def test_of_many_at_once_hardly_any_but_the_first_goes_to_the_app(self, app, get):
        def slow(environ):
            time.sleep(0.05)
            return "200 OK", {"Cache-Control": "public"}, PAGE

        app.answers["/pl/"] = slow
        with ThreadPoolExecutor(16) as readers:
            answers = list(readers.map(lambda _: get("/pl/"), range(16)))
        assert [answer.body for answer in answers] == [PAGE] * 16
        # One, were it not for busy machines.
        assert app.asked["/pl/"] <= 4

    def test_readers_and_caches_on_the_way_are_told_what_the_app_said(self, app, get):
        app.says("/pl/", Strict_Transport_Security="max-age=1")
        for _ in range(2):
            headers = get("/pl/").headers
            assert headers["Cache-Control"] == "public, no-cache"
            assert headers["Strict-Transport-Security"] == "max-age=1"
            assert "Accept" in headers.get_all("Vary")


class TestFresh:
    def test_the_very_next_request_after_publishing_goes_to_the_app(self, app, get, front):
        app.says("/pl/", b"before")
        get("/pl/")
        assert get("/pl/").body == b"before"
        app.says("/pl/", b"after")
        publish(front, "2")
        assert get("/pl/").body == b"after"

    def test_what_changes_without_a_word_is_seen_a_second_later(self, app, get):
        app.says("/pl/", b"before", ETag='"1"')
        get("/pl/")
        app.says("/pl/", b"after", ETag='"2"')
        time.sleep(A_SECOND_LATER)
        assert get("/pl/").body == b"after"

    def test_what_has_not_changed_is_not_compressed_again(self, app, get):
        app.says("/pl/", ETag='"1"')
        get("/pl/", Accept_Encoding="br")
        time.sleep(A_SECOND_LATER)
        assert get("/pl/", Accept_Encoding="br").cache == "REVALIDATED"

    def test_without_an_edition_nothing_is_older_than_a_second(self, app, get, front):
        front.edition.unlink()
        app.says("/pl/", b"before")
        get("/pl/")
        app.says("/pl/", b"after")
        time.sleep(A_SECOND_LATER)
        assert get("/pl/").body == b"after"


class TestNotKept:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Cookie": "sessionid=abc"},
            {"Cookie": "csrftoken=x; sessionid=abc"},
            {"Cookie": "messages=abc"},
            {"Authorization": "Basic YTpi"},
        ],
    )
    def test_who_works_here_gets_what_is_made_for_them(self, app, get, headers):
        app.says("/pl/", b"for all")
        get("/pl/")
        app.says("/pl/", b"for an editor")
        assert get("/pl/", **headers).body == b"for an editor"
        assert get("/pl/").body == b"for all"

    def test_a_cookie_that_says_nothing_is_no_hindrance(self, app, get):
        app.says("/pl/")
        get("/pl/")
        assert get("/pl/", Cookie="notsessionid=1; theme=dark").cache == "HIT"

    @pytest.mark.parametrize(
        "headers",
        [
            {"Cache_Control": "private, no-cache"},
            {"Cache_Control": "max-age=300"},
            {"Cache_Control": "no-store"},
            {"Set_Cookie": "sessionid=abc"},
            {"Vary": "Accept, Cookie"},
            {"Vary": "Accept-Language"},
            {"Vary": "*"},
            {"status": "404 Not Found"},
            {"status": "302 Found"},
            {"status": "500 Internal Server Error"},
        ],
    )
    def test_what_is_not_for_all_is_asked_for_again(self, app, get, headers):
        app.says("/pl/", **headers)
        get("/pl/")
        asked = app.asked["/pl/"]
        assert get("/pl/").cache == "MISS"
        assert app.asked["/pl/"] > asked

    def test_the_admin_is_asked_each_time(self, app, get):
        app.says("/admin/")
        assert [get("/admin/").cache for _ in range(2)] == [None, None]
        assert app.asked["/admin/"] == 2

    def test_a_form_reaches_the_app_whole_and_once(self, app, get):
        app.says("/pl/kontakt/", b"thanks", status="422 Unprocessable Content")
        for _ in range(2):
            answer = get("/pl/kontakt/", method="POST", body=b"x" * 100_000)
            assert (answer.status, answer.body) == (422, b"thanks")
        assert app.asked["/pl/kontakt/"] == 2
        assert app.seen["/pl/kontakt/"]["body"] == b"x" * 100_000


class TestAsked:
    def test_the_app_hears_host_scheme_and_address_from_nginx_alone(self, app, get):
        app.says("/pl/")
        app.says("/admin/")
        for path in ("/pl/", "/admin/"):
            get(path, X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="https")
            heard = app.seen[path]
            assert heard["HTTP_HOST"] == "localhost"
            assert heard["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
            assert heard["HTTP_X_FORWARDED_PROTO"] == "http"


class TestSmall:
    def test_gzip_and_brotli_for_who_takes_them(self, app, get):
        app.says("/pl/")
        for _ in range(2):
            plain, zipped = get("/pl/"), get("/pl/", Accept_Encoding="gzip")
            assert plain.headers["Content-Encoding"] is None
            assert zipped.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(zipped.body) == PAGE
            small = get("/pl/", Accept_Encoding="gzip, deflate, br, zstd")
            assert small.headers["Content-Encoding"] == "br"
            assert len(small.body) < len(zipped.body) < len(PAGE)
            assert "Accept-Encoding" in small.headers.get_all("Vary")

    def test_nobody_gets_what_they_refuse(self, app, get):
        app.says("/pl/")
        answer = get("/pl/", Accept_Encoding="br;q=0, *;q=0.5")
        assert answer.headers["Content-Encoding"] is None

    @pytest.mark.parametrize("kind", ["application/json", "text/calendar", "application/rss+xml"])
    def test_what_machines_read_is_small_too(self, app, get, kind):
        app.says("/api/", Content_Type=kind)
        assert get("/api/", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"

    def test_what_is_made_for_an_editor_is_small_too(self, app, get):
        app.says("/admin/")
        assert get("/admin/", Accept_Encoding="br").headers["Content-Encoding"] == "br"


class TestFiles:
    HASHED = "css/portal.0123456789ab.css"

    def test_a_file_with_its_hash_in_its_name_is_kept_for_a_year(self, files, get):
        (files / "static" / "css").mkdir()
        (files / "static" / self.HASHED).write_text("a{}" * 1000)
        answer = get(f"/static/{self.HASHED}", Accept_Encoding="gzip")
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/css"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_file_without_is_asked_for_again_and_answered_by_304(self, files, get):
        (files / "static" / "icon.svg").write_text("<svg/>")
        answer = get("/static/icon.svg")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert get("/static/icon.svg", If_None_Match=answer.headers["ETag"]).status == 304

    def test_a_file_compressed_beforehand_is_sent_as_it_is(self, files, get):
        (files / "static" / "css").mkdir()
        (files / "static" / self.HASHED).write_text("a{}")
        for ending, encoding in {"br": "br", "gz": "gzip"}.items():
            (files / "static" / f"{self.HASHED}.{ending}").write_bytes(b"beforehand")
            answer = get(f"/static/{self.HASHED}", Accept_Encoding=encoding)
            assert (answer.headers["Content-Encoding"], answer.body) == (encoding, b"beforehand")

    def test_the_shipped_script_compresses_what_is_text(self, files, get):
        from tests.nginx.serving import DEPLOY

        static = files / "static"
        (static / "a.css").write_text("a{}" * 1000)
        (static / "a.woff2").write_bytes(b"font")
        for _ in range(2):
            subprocess.run([DEPLOY / "compress", static], check=True)
        assert sorted(file.name for file in static.iterdir()) == [
            "a.css", "a.css.br", "a.css.gz", "a.woff2",
        ]  # fmt: skip
        assert (
            gzip.decompress(get("/static/a.css", Accept_Encoding="gzip").body)
            == (static / "a.css").read_bytes()
        )

    def test_media_are_kept_and_run_nothing(self, files, get):
        (files / "media" / "images").mkdir()
        (files / "media" / "images" / "a.avif").write_bytes(b"picture")
        (files / "media" / "evil.html").write_text("<script>")
        answer = get("/media/images/a.avif")
        assert answer.headers["Cache-Control"] == "public, max-age=2592000"
        assert answer.headers["Content-Type"] == "image/avif"
        assert get("/media/images/a.avif", If_None_Match=answer.headers["ETag"]).status == 304

    @pytest.mark.parametrize(
        "path",
        [
            "/static/a.css",
            "/static/a.0123456789ab.css",
            "/media/images/a.avif",
            "/media/evil.html",
            "/media/drawing.svg",
        ],
    )
    def test_a_file_is_no_page_and_runs_nothing(self, files, get, path):
        (files / path[1:]).parent.mkdir(exist_ok=True)
        (files / path[1:]).write_text("<script>")
        headers = get(path).headers
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert headers.get_all("Cross-Origin-Resource-Policy") == ["cross-origin"]
        (policy,) = headers.get_all("Content-Security-Policy")
        assert {"default-src 'none'", "sandbox"} <= set(policy.split("; "))

    def test_what_is_no_picture_is_saved_not_opened(self, files, get):
        for name in ("a.JPG", "evil.html", "drawing.svg", "a.png.html"):
            (files / "media" / name).write_text("<script>")
        assert "Content-Disposition" not in get("/media/a.JPG").headers
        for name in ("evil.html", "drawing.svg", "a.png.html"):
            answer = get(f"/media/{name}")
            assert answer.body == b"<script>"
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.headers["Content-Type"] == "application/octet-stream"

    def test_what_a_camera_noted_is_nobodys_to_read(self, files, get):
        (files / "media" / "original_images").mkdir()
        (files / "media" / "original_images" / "a.jpg").write_bytes(b"where it was")
        for path in (
            "original_images/a.jpg",
            "x/../original_images/a.jpg",
            "/original_images/a.jpg",
        ):
            assert get(f"/media/{path}").status == 404

    def test_documents_are_not_there_without_asking_the_portal(self, files, get):
        (files / "media" / "documents").mkdir()
        (files / "media" / "documents" / "secret.pdf").write_bytes(b"%PDF")
        assert get("/media/documents/secret.pdf").status == 404

    @pytest.mark.parametrize("path", ["/static/../nginx.conf", "/media/%2e%2e/nginx.conf"])
    def test_nothing_else_of_the_disk_is(self, get, path):
        assert get(path).status in (400, 404)
