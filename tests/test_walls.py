"""What browsers are told of every kind of answer, and which hosts and forms are ours (0033)."""

import io
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as portal_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from wagtail.models import PageViewRestriction

from portal.models import PortalDocument
from portal.walls import policies
from tests.factories import ImageFactory
from tests.stories import long_story

# The kinds of an answer: policy, who may show it elsewhere.
PAGE, NOTHING, ADMIN = "page", "nothing", "admin"
OURS, EVERYBODYS = "same-origin", "cross-origin"
# Of every answer, whatever it is.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy_of(response) -> dict[str, set[str]]:
    """The directives of the policy, each with its sources."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split("; ")]
    assert len({name for name, *_sources in parts}) == len(parts)
    return {name: set(sources) for name, *sources in parts}


@pytest.fixture
def answers(tree, client, admin_client, settings, monkeypatch):
    """Something of each kind: (its name, answer, status, policy, who may show it)."""
    image = ImageFactory()
    document = PortalDocument.objects.create(
        title="Statut", file=ContentFile(b"%PDF-1.4", "statut.pdf")
    )
    PageViewRestriction.objects.create(
        page=tree.mission, restriction_type="password", password="sezam"
    )
    news = tree.english(tree.news)
    admin_client.raise_request_exception = client.raise_request_exception = False

    def break_down(*args, **kwargs):
        raise RuntimeError("broken")

    def in_one_breath(path, by=client, **kwargs):
        return by.get(path, **kwargs)

    table = [
        ("page", in_one_breath("/pl/"), 200, PAGE, OURS),
        ("page, kept", in_one_breath("/pl/"), 200, PAGE, OURS),
        ("page in English", in_one_breath(news.url), 200, PAGE, OURS),
        ("page for an editor", in_one_breath("/pl/", admin_client), 200, PAGE, OURS),
        ("page behind a password", in_one_breath("/pl/misja/"), 200, PAGE, OURS),
        ("page with a form", in_one_breath("/pl/kontakt/"), 200, PAGE, OURS),
        ("a form with mistakes", client.post("/pl/kontakt/", {}), 422, PAGE, OURS),
        ("search", in_one_breath("/en/search/?q=energy"), 200, PAGE, OURS),
        ("redirect", in_one_breath("/"), 302, NOTHING, OURS),
        ("no such page", in_one_breath("/pl/nie-ma/"), 404, PAGE, OURS),
        ("no such host", in_one_breath("/pl/", HTTP_HOST="evil.example"), 400, PAGE, OURS),
        ("not to be posted to", client.post("/pl/"), 405, PAGE, OURS),
        ("a form of others", foreign(client), 403, PAGE, OURS),
        ("suggestions", in_one_breath("/pl/szukaj/podpowiedzi/?q=no"), 200, NOTHING, OURS),
        ("Atom", in_one_breath("/pl/aktualnosci/kanal.atom"), 200, NOTHING, EVERYBODYS),
        ("JSON Feed", in_one_breath("/en/news/feed.json"), 200, NOTHING, EVERYBODYS),
        ("calendar", in_one_breath("/pl/wydarzenia/kalendarz.ics"), 200, NOTHING, EVERYBODYS),
        ("API", in_one_breath("/api/v2/pages/"), 200, NOTHING, EVERYBODYS),
        ("API, unknown", in_one_breath("/api/v2/pages/999999/"), 404, NOTHING, EVERYBODYS),
        ("Markdown", in_one_breath("/pl/index.md"), 200, NOTHING, EVERYBODYS),
        ("for assistants", in_one_breath("/llms.txt"), 200, NOTHING, EVERYBODYS),
        ("sitemap", in_one_breath("/sitemap.xml"), 200, NOTHING, OURS),
        ("robots.txt", in_one_breath("/robots.txt"), 200, NOTHING, OURS),
        ("health", in_one_breath("/healthz/live"), 200, NOTHING, OURS),
        ("picture", in_one_breath(image.get_rendition("width-40").url), 200, NOTHING, EVERYBODYS),
        ("original", in_one_breath(image.file.url), 404, PAGE, OURS),
        ("document", in_one_breath(document.url), 200, NOTHING, OURS),
        ("document by its file", in_one_breath(document.file.url), 404, PAGE, OURS),
        ("login", in_one_breath("/admin/login/"), 200, ADMIN, OURS),
        ("admin", in_one_breath("/admin/", admin_client), 200, ADMIN, OURS),
        ("draft", in_one_breath(draft_of(tree.news), admin_client), 200, ADMIN, OURS),
        ("preview", in_one_breath(preview_of(tree.news), admin_client), 200, ADMIN, OURS),
        ("style guide", in_one_breath("/style-guide/"), 200, ADMIN, OURS),
    ]
    settings.SEARCH_RATE = settings.SUGGESTIONS_RATE = settings.CONTACT_RATE = "1/day"
    for path in ("/pl/szukaj/?q=a", "/pl/szukaj/podpowiedzi/?q=aa"):
        client.get(path)
    client.post("/pl/kontakt/", {})
    table += [
        ("too many", client.get("/pl/szukaj/?q=a"), 429, PAGE, OURS),
        ("too many, JSON", client.get("/pl/szukaj/podpowiedzi/?q=aa"), 429, NOTHING, OURS),
        ("too many forms", client.post("/pl/kontakt/", {}), 429, PAGE, OURS),
    ]
    monkeypatch.setattr("portal.views.serve", break_down)
    return [*table, ("error", client.get(tree.event.url), 500, PAGE, OURS)]


def foreign(client):
    return client.post("/pl/kontakt/", {}, headers={"sec-fetch-site": "cross-site"})


def draft_of(page) -> str:
    return reverse("wagtailadmin_pages:view_draft", args=[page.pk])


def preview_of(page) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])


def test_every_answer_says_what_a_browser_may_do_with_it(answers):
    wrong = []
    for name, response, status, kind, shown_by in answers:
        policy = policy_of(response)
        seen = {
            "status": response.status_code,
            **{header: response.headers.get(header) for header in ALWAYS},
            "Cross-Origin-Resource-Policy": response.headers["Cross-Origin-Resource-Policy"],
            "default": policy["default-src"],
            "framed by": policy["frame-ancestors"],
            "inline": "'unsafe-inline'" in policy.get("script-src", ()),
            "camera": "camera=()" in response.headers["Permissions-Policy"],
        }
        wanted = {
            "status": status,
            **ALWAYS,
            "Cross-Origin-Resource-Policy": shown_by,
            "default": {"'none'"},
            "framed by": {"'self'"} if kind is ADMIN else {"'none'"},
            "inline": kind is ADMIN,
            "camera": True,
        }
        wrong += [(name, key, seen[key], wanted[key]) for key in wanted if seen[key] != wanted[key]]
        if ("script-src" in policy) != (kind is not NOTHING):
            wrong.append((name, "policy", policy, kind))
    assert wrong == []


def test_no_policy_lets_text_become_code_or_anything_from_anywhere(answers):
    for name, response, *_rest in answers:
        for directive, sources in policy_of(response).items():
            assert not sources & {"'unsafe-eval'", "*", "https:", "http:"}, (name, directive)
            if not response.wsgi_request.path.startswith(("/admin/", "/style-guide/")):
                assert not sources & {"'unsafe-inline'", "data:", "blob:"}, (name, directive)


def test_nobody_is_told_what_went_wrong_inside(answers):
    bodies = {name: response for name, response, *_rest in answers}
    for name in ("error", "no such host"):
        text = bodies[name].content.decode()
        assert 'lang="pl"' in text
        assert not re.search(r"Traceback|RuntimeError|DisallowedHost|evil\.example|broken", text)


def test_readers_get_no_cookie(answers):
    readers = [answer for answer in answers if answer[3] is not ADMIN]
    assert [name for name, response, *_rest in readers if response.cookies] == []


class TestInline:
    """What stands in a page itself is named by its policy, and nothing else is there."""

    @pytest.fixture
    def pages(self, tree, client, admin_client, publish):
        publish(tree.news, body=long_story())
        pages = [page for each in tree.pages() for page in (each, tree.english(each))]
        addresses = [page.url for page in pages]
        addresses += ["/pl/szukaj/", "/en/search/?q=energy", "/pl/nie-ma/"]
        return [
            *((address, client.get(address)) for address in addresses),
            ("an editor's", admin_client.get(tree.news.url)),
        ]

    def test_scripts_and_styles_are_named_by_their_hash(self, pages):
        for address, response in pages:
            policy = policy_of(response)
            html = response.content.decode()
            elements = BeautifulSoup(html, "html.parser").select("style, script:not([src])")
            named = 0
            for element in elements:
                if element.get("type") in ("application/ld+json", "application/json"):
                    continue  # data: no browser runs it
                text = element.string or ""
                assert text in html
                digest = b64encode(sha256(text.encode()).digest()).decode()
                directive = "style-src" if element.name == "style" else "script-src"
                assert f"'sha256-{digest}'" in policy[directive], (address, element)
                named += 1
            assert named == 2, address

    def test_no_attribute_is_a_style_or_a_script(self, pages):
        for address, response in pages:
            for element in BeautifulSoup(response.content, "html.parser").find_all(True):
                wrong = [name for name in element.attrs if name == "style" or name.startswith("on")]
                assert wrong == [], (address, element)
                for value in (element.get("href"), element.get("src"), element.get("action")):
                    assert not (value or "").lower().startswith(("javascript:", "data:")), address

    def test_files_are_ours(self, pages):
        for address, response in pages:
            loaded = BeautifulSoup(response.content, "html.parser").select(
                "script[src], img[src], link[rel=stylesheet], link[rel~=icon]"
            )
            for element in loaded:
                source = element.get("src") or element["href"]
                assert source.startswith(("/static/", "/media/", "http://localhost/static/")) or (
                    address == "an editor's" and "/static/" in source
                ), (address, source)

    def test_is_worked_out_once(self, tree, client, monkeypatch):
        client.get("/pl/")
        monkeypatch.setattr(policies, "render_to_string", lambda *args: pytest.fail("again"))

        assert client.get("/en/").status_code == 200


class TestHosts:
    @pytest.mark.parametrize(
        "host",
        ["evil.example", "localhost.evil.example", "evil.example:80", "local host", "localhost:x",
         "user@localhost", "localhost/", "[::1", "..", "a" * 300],
    )  # fmt: skip
    def test_a_host_that_is_not_ours_is_refused_in_words(self, tree, client, settings, host):
        for base_url in ("", "https://localhost"):
            settings.BASE_URL = base_url
            response = client.get("/en/news/", HTTP_HOST=host)

            assert response.status_code == 400
            assert "could not be understood" in response.content.decode()

    @pytest.mark.parametrize("host", ["LOCALHOST", "localhost.", "localhost:81", "Localhost.:82"])
    def test_each_way_of_writing_one_is_the_same_place(
        self, tree, client, settings, host, django_assert_num_queries
    ):
        settings.BASE_URL = "https://localhost"
        client.get("/pl/", HTTP_HOST="localhost")

        with django_assert_num_queries(1):  # which edition it is: the answer is kept
            response = client.get("/pl/", HTTP_HOST=host)

        assert response.status_code == 200
        assert response.wsgi_request.get_host() == "localhost"

    def test_the_port_of_the_public_address_is_ours(self, client, settings):
        settings.BASE_URL = "https://localhost:8443"

        def heard(host: str) -> str:
            return client.get("/healthz/live", HTTP_HOST=host).wsgi_request.get_host()

        assert (heard("localhost:8443"), heard("localhost:1")) == ("localhost:8443", "localhost")

    def test_while_developing_any_port_is(self, client):
        heard = client.get("/healthz/live", HTTP_HOST="localhost:8001").wsgi_request.get_host()

        assert heard == "localhost:8001"


class TestPasswords:
    """The question for a password has no token, and none is asked for."""

    @pytest.fixture
    def closed(self, polish_tree) -> PageViewRestriction:
        return PageViewRestriction.objects.create(
            page=polish_tree.mission, restriction_type="password", password="sezam"
        )

    def answer(self, client, **headers):
        form = BeautifulSoup(client.get("/pl/misja/").content, "html.parser").find(
            "form", method="post"
        )
        fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        assert "csrfmiddlewaretoken" not in fields
        return client.post(form["action"], {**fields, "password": "sezam"}, headers=headers)

    @pytest.fixture
    def visitor(self):
        return Client(enforce_csrf_checks=True)

    def test_it_opens_the_page(self, closed, visitor):
        response = self.answer(visitor, **{"sec-fetch-site": "same-origin"})

        assert response.status_code == 302
        assert "password" not in visitor.get("/pl/misja/").content.decode()
        assert "csrftoken" not in visitor.cookies

    def test_another_site_cannot_send_it(self, closed, visitor):
        assert self.answer(visitor, **{"sec-fetch-site": "cross-site"}).status_code == 403
        assert not visitor.cookies

    def test_of_a_document_likewise(self, db, visitor):
        document = PortalDocument.objects.create(title="X", file=ContentFile(b"x", "x.txt"))
        document.collection.view_restrictions.create(restriction_type="password", password="sezam")
        asked = visitor.get(document.url, headers={"accept-language": "en"})
        assert "This document asks for a password" in asked.content.decode()
        form = BeautifulSoup(asked.content, "html.parser").form
        fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}

        foreign = visitor.post(
            form["action"],
            {**fields, "password": "sezam"},
            headers={"origin": "https://evil.example"},
        )
        assert foreign.status_code == 403
        wrong = visitor.post(form["action"], {**fields, "password": "szafa"})
        assert wrong.status_code == 200
        assert visitor.post(form["action"], {**fields, "password": "sezam"}).status_code == 302
        assert visitor.get(document.url).status_code == 200


class TestFiles:
    @pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.csv", "a.zip", "a.docx"])
    def test_a_document_is_saved_not_opened(self, db, client, name):
        document = PortalDocument.objects.create(title="X", file=ContentFile(b"<script>", name))

        response = client.get(document.url)

        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert policy_of(response)["default-src"] == {"'none'"}

    def test_who_has_a_document_is_told_so(self, db, client):
        document = PortalDocument(title="X", file=ContentFile(b"x", "x.txt"))
        document._set_document_file_metadata()
        document.save()
        tag = client.get(document.url).headers["ETag"]

        assert client.get(document.url, headers={"if-none-match": tag}).status_code == 304

    @pytest.mark.parametrize("name", ["strona.html", "rysunek.svg", "a.png.html"])
    def test_what_is_no_picture_is_saved_too(self, client, name):
        path = default_storage.save(f"x/{name}", ContentFile(b"<script>"))
        response = client.get(f"/media/{path}")

        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"

    def test_editors_are_shown_no_original_either(self, admin_client, db):
        image = ImageFactory()
        page = admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

        assert "original_images" not in page
        for address in set(re.findall(r'(?:src|href)="(/media/[^"]+)"', page)):
            assert admin_client.get(address).status_code == 200

    def test_what_readers_get_says_nothing_of_where_it_was_taken(self, db, client):
        content, exif = io.BytesIO(), Image.Exif()
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010E] = "w domu"
        Image.new("RGB", (80, 80)).save(content, "JPEG", exif=exif)
        image = ImageFactory(file=ContentFile(content.getvalue(), "dom.jpg"))

        assert b"w domu" in content.getvalue()
        rendition = client.get(image.get_rendition("original").url)
        assert b"w domu" not in b"".join(rendition.streaming_content)


def test_limits_of_the_web_server_agree_with_ours():
    """What the portal would explain must reach it."""
    server = (portal_settings.BASE_DIR / "deploy" / "nginx" / "server.conf").read_text()
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", server)
    ours = max(
        portal_settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, portal_settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    )
    assert ours < int(megabytes) * 1024 * 1024 <= 2 * ours


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000, DATA_UPLOAD_MAX_NUMBER_FIELDS=20)
@pytest.mark.parametrize("fields", [{"x": "a" * 2000}, {f"x{n}": "a" for n in range(30)}])
def test_a_form_without_end_is_refused_in_words(tree, client, fields):
    response = client.post("/en/contact/", fields)

    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()
