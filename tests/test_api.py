"""The read API: what everybody may read, and nothing else."""

import json
import random

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    get_page_models,
)

from news.models import NewsPage
from portal.api.views import Pages
from portal.models import BasePage, PortalDocument
from tests import factories
from tests.stories import block, item, long_story, programme, quote, session

ENDPOINTS = ["pages", "images", "documents", "people", "categories", "glossary"]


@pytest.fixture
def read(client):
    """Asks the API: read("pages/", locale="pl") gives what it answers."""

    def ask(path: str, status: int = 200, **query):
        response = client.get(f"/api/v2/{path}", query)
        assert response.status_code == status, response.content
        return response.json()

    return ask


def close(page: Page) -> None:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )


def ids(answer: dict) -> set[int]:
    return {found["id"] for found in answer["items"]}


# What is never there ------------------------------------------------------------------------------


@pytest.fixture(params=["stranger", "superuser"])
def whoever(request, client, db):
    """A session of an editor opens nothing."""
    if request.param == "superuser":
        client.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "x"))


@pytest.mark.parametrize("why", ["draft", "closed", "closed above", "copy"])
def test_what_not_everybody_may_read_is_nowhere(tree, read, whoever, why):
    page = tree.news
    if why == "draft":
        page.unpublish()
    elif why == "closed":
        close(page)
    elif why == "closed above":
        close(tree.news_index)
    else:
        original = factories.NewsPageFactory(parent=tree.news_index, title="Kopia")
        page = original.create_alias(parent=tree.english(tree.news_index), update_slug="copy")

    assert page.pk not in ids(read("pages/"))
    assert page.pk not in ids(read("pages/", type="news.NewsPage"))
    assert page.pk not in ids(read("pages/", descendant_of=tree.home.pk))
    read(f"pages/{page.pk}/", 404)
    read("pages/find/", 404, id=page.pk)
    read("pages/find/", 404, html_path=page.url)
    for parameter in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        assert "doesn't exist" in read("pages/", 400, **{parameter: page.pk})["message"]


def test_a_closed_parent_and_translation_are_not_named(tree, read):
    close(tree.english(tree.news))
    close(tree.event_index)

    assert set(read(f"pages/{tree.news.pk}/")["meta"]["alternates"]) == {"pl"}
    assert read(f"pages/{tree.news.pk}/")["meta"]["parent"]["id"] == tree.news_index.pk
    read(f"pages/{tree.event.pk}/", 404)
    assert not ids(read("pages/", translation_of=tree.news.pk))


def test_nothing_above_home_and_nothing_beside_it(tree, read):
    root = Page.get_first_root_node()
    beside = root.add_child(instance=Page(title="Obok", slug="obok", locale=tree.home.locale))

    assert root.pk not in ids(read("pages/", limit=100))
    assert beside.pk not in ids(read("pages/", limit=100))


EXPOSED = {
    "home.HomePage": "lead body mission_title mission_text mission_figures investors_title "
    "investors_text investors_page",
    "home.MissionPage": "lead body",
    "home.StandardPage": "lead body",
    "home.ContactPage": "intro form_fields",
    "home.GlossaryPage": "lead",
    "news.NewsIndexPage": "lead",
    "news.NewsPage": "lead body picture date category source_publisher source_url source_date",
    "news.EventIndexPage": "lead",
    "news.EventPage": "lead body picture start end venue address status attendance online_url "
    "organisers",
    "news.PeoplePage": "lead",
}


def test_each_field_of_a_page_is_there_on_purpose():
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    told = {
        model._meta.label: set(Pages.get_body_fields_names(model)) - {"id", "title"}
        for model in models
    }

    assert told == {label: set(names.split()) for label, names in EXPOSED.items()}


def test_nobody_learns_who_gets_the_messages(tree, read):
    told = json.dumps(read(f"pages/{tree.contact.pk}/", fields="*"))

    assert "biuro@example.org" not in told
    assert "Wiadomość z portalu" not in told
    assert [each["field_type"] for each in json.loads(told)["form_fields"]][1] == "email"


def test_pictures_of_drafts_wait_in_the_library(tree, read, publish):
    shown, waiting = factories.ImageFactory(), factories.ImageFactory()
    publish(tree.news, picture=shown)
    factories.NewsPageFactory(parent=tree.news_index, picture=waiting, live=False)

    assert ids(read("images/")) == {shown.pk}
    read(f"images/{waiting.pk}/", 404)
    read("images/find/", 404, id=waiting.pk)


@pytest.mark.parametrize("endpoint", ["images", "documents"])
def test_nothing_of_a_closed_collection(tree, read, publish, endpoint):
    closed = Collection.get_first_root_node().add_child(name="Zarząd")
    below = closed.add_child(name="Protokoły")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    picture = factories.ImageFactory(collection=below)
    document = PortalDocument.objects.create(title="Umowa", file="u.pdf", collection=below)
    documents = block("documents", {"title": "", "documents": [item({"document": document.pk})]})
    publish(tree.news, picture=picture, body=json.dumps([documents]))

    assert not ids(read(f"{endpoint}/"))


def test_nor_within_a_page(tree, read, client, publish):
    closed = Collection.get_first_root_node().add_child(name="Zarząd")
    picture = factories.ImageFactory(collection=closed, description_pl="Tajny obraz")
    document = PortalDocument.objects.create(title="Umowa", file="u.pdf", collection=closed)
    story = [
        block("documents", {"title": "", "documents": [item({"document": document.pk})]}),
        block("picture", {"picture": picture.pk, "caption": ""}),
        block("paragraph", f'<p><a linktype="document" id="{document.pk}">plik</a></p>'),
    ]
    page = publish(tree.news, picture=picture, body=json.dumps(story))

    def told() -> str:
        api = read(f"pages/{page.pk}/?fields=*")
        return json.dumps(api, ensure_ascii=False) + client.get(f"{page.url}index.md").text

    assert "Tajny obraz" in told()
    assert "Umowa" in told()
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    said = told()
    assert "Tajny obraz" not in said
    assert "Umowa" not in said
    assert "/documents/" not in said


def test_scripts_of_other_sites_may_ask_conditionally(client, tree):
    response = client.options(
        "/api/v2/pages/",
        headers={
            "origin": "https://elsewhere.example.net",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )
    assert "if-none-match" in response["Access-Control-Allow-Headers"]
    assert "authorization" not in response["Access-Control-Allow-Headers"]


def test_people_whom_no_reader_meets_are_not_there(tree, read, publish):
    met, unknown = factories.PersonFactory(), factories.PersonFactory(name="Ktoś Inny")
    publish(tree.news, body=json.dumps([quote(met)]))
    factories.NewsPageFactory(parent=tree.news_index, live=False, body=json.dumps([quote(unknown)]))

    assert ids(read("people/")) == {met.pk}
    read(f"people/{unknown.pk}/", 404)


def test_originals_of_pictures_are_not_handed_out(tree, read, publish):
    picture = factories.ImageFactory()
    publish(tree.news, picture=picture)
    told = read(f"images/{picture.pk}/")

    assert picture.file.url not in json.dumps(told)
    assert [one["width"] for one in told["renditions"]] == sorted(
        one["width"] for one in told["renditions"]
    )


# What is there ------------------------------------------------------------------------------------


def test_pages_of_one_language(tree, read):
    polish, english = (read("pages/", locale=code, limit=100) for code in ("pl", "en"))

    assert {page["meta"]["locale"] for page in polish["items"]} == {"pl"}
    assert {page["meta"]["locale"] for page in english["items"]} == {"en"}
    assert len(polish["items"]) + len(english["items"]) == read("pages/")["meta"]["total_count"]


def test_a_page_in_the_other_language(tree, read):
    english = tree.english(tree.news)

    assert ids(read("pages/", translation_of=tree.news.pk)) == {english.pk}
    told = read(f"pages/{tree.news.pk}/")["meta"]
    assert {code: found["id"] for code, found in told["alternates"].items()} == {
        "pl": tree.news.pk,
        "en": english.pk,
    }
    assert told["html_url"] == "http://testserver/pl/aktualnosci/nowa-strefa/"
    assert told["markdown_url"] == told["html_url"] + "index.md"


def test_addresses_are_those_of_the_public_host(tree, client, settings):
    settings.BASE_URL = "https://portal.example.org"
    told = client.get("/api/v2/pages/", {"type": "news.NewsPage", "fields": "*"}).content.decode()

    assert "https://portal.example.org/pl/aktualnosci/nowa-strefa/" in told
    assert "testserver" not in told


@pytest.mark.parametrize("path", ["/pl/aktualnosci/nowa-strefa/", "pl/aktualnosci/nowa-strefa"])
def test_a_page_is_found_by_its_address(tree, client, path):
    response = client.get("/api/v2/pages/find/", {"html_path": path, "fields": "lead"})

    assert response.status_code == 302
    assert response["Location"] == f"/api/v2/pages/{tree.news.pk}/?fields=lead"


def test_facts_of_an_event(tree, read):
    told = read(f"pages/{tree.event.pk}/")

    assert (told["status"], told["attendance"]) == ("scheduled", "offline")
    assert told["organisers"] == ["Klaster", "Gmina"]
    assert told["start"].startswith(tree.event.start.astimezone().isoformat()[:4])


def test_shared_facts_speak_both_languages_or_one(tree, read):
    (energy,) = read("categories/")["items"]
    assert energy["name"] == {"pl": "Energia", "en": "Energy"}
    (energy,) = read("categories/", locale="en")["items"]
    assert energy["name"] == {"en": "Energy"}
    told = read("organisation/")
    assert told["name"]["en"] == "New Energy Area Cluster"
    assert told["privacy_page"] == {
        "pl": "http://testserver/pl/ochrona-danych/",
        "en": "http://testserver/en/ochrona-danych/",
    }


def test_terms_of_the_glossary(tree, read):
    factories.GlossaryTermFactory(synonyms_pl="strefa\nSSE", synonyms_en="zone")
    (term,) = read("glossary/")["items"]

    assert term["term"] == {"pl": "strefa przemysłowa", "en": "industrial zone"}
    assert term["synonyms"] == {"pl": ["strefa", "SSE"], "en": ["zone"]}


def test_words_are_found_in_their_forms(tree, read):
    factories.NewsPageFactory(parent=tree.news_index, title="Zmiany w kopalni")

    found = read("pages/", search="kopalnia", locale="pl", type="news.NewsPage")
    assert [page["title"] for page in found["items"]] == ["Zmiany w kopalni"]
    assert found["meta"]["total_count"] == 1
    assert not read("pages/", search="kopalnia", locale="en")["items"]


def test_closed_pages_are_not_searched(tree, read):
    page = factories.NewsPageFactory(parent=tree.news_index, title="Zmiany w kopalni")
    close(page)

    assert not read("pages/", search="kopalnia", locale="pl")["items"]


def test_pages_come_in_parts(tree, read):
    everything = [page["id"] for page in read("pages/", limit=100)["items"]]

    assert [page["id"] for page in read("pages/", limit=3, offset=2)["items"]] == everything[2:5]


# What is asked wrongly ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("pages/", {"limit": "101"}),
        ("pages/", {"limit": "-1"}),
        ("pages/", {"limit": "1" * 400}),
        ("pages/", {"offset": "100001"}),
        ("pages/", {"offset": "x"}),
        ("pages/", {"nix": "1"}),
        ("pages/", {"fields": "nix"}),
        ("pages/", {"fields": "a(" * 200}),
        ("pages/", {"fields": ",,"}),
        ("pages/", {"type": "auth.User"}),
        ("pages/", {"type": "nix"}),
        ("pages/", {"type": "news.NewsPage", "date": "wczoraj"}),
        ("pages/", {"type": "news.NewsPage", "category": "energia"}),
        ("pages/", {"type": "news.NewsPage", "category": "9" * 30}),
        ("pages/", {"type": "news.NewsPage", "fields": "body", "limit": "21"}),
        ("pages/", {"type": "news.NewsPage", "fields": "review_on"}),
        ("pages/", {"type": "home.ContactPage", "fields": "to_address"}),
        ("pages/", {"type": "home.ContactPage", "to_address": "biuro@example.org"}),
        ("pages/", {"owner": "1"}),
        ("pages/", {"order": "random"}),
        ("pages/", {"order": "--id"}),
        ("pages/", {"order": "owner"}),
        ("pages/", {"order": "review_on"}),
        ("pages/", {"locale": "de"}),
        ("pages/", {"locale": ""}),
        ("pages/", {"id": "0x1"}),
        ("pages/", {"id": "9" * 30}),
        ("pages/", {"child_of": "9" * 30}),
        ("pages/", {"child_of": "١"}),
        ("pages/", {"title": "a\x00b"}),
        ("pages/", {"search": "a\x00b", "locale": "pl"}),
        ("pages/", {"search": "x" * 201, "locale": "pl"}),
        ("pages/", {"search": "energia"}),
        ("pages/", {"search": "energia", "locale": "pl", "order": "title"}),
        ("pages/", {"site": "x"}),
        ("pages/find/", {}),
        ("pages/find/", {"id": "x"}),
        ("images/", {"filter": "width-9999"}),
        ("images/1/", {"nix": "1"}),
        ("organisation/", {"nix": "1"}),
        ("organisation/", {"locale": "de"}),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(tree, read, path, query):
    assert read(path, 404 if path == "images/1/" and not query else 400, **query)["message"]


def test_a_parameter_is_meant_once(tree, client):
    assert client.get("/api/v2/pages/?locale=pl&locale=en").status_code == 400


@pytest.mark.parametrize("path", ["pages/999999/", f"pages/{'9' * 40}/", "nix/", "pages/nix/"])
def test_what_is_not_there(tree, read, path):
    assert read(path, 404) == {"message": "not found"}


VALUES = [
    "", "0", "1", "-1", "9" * 25, "x", "*", "_", "root", "pl", "en", "true", "\x00", "ż" * 300,
    '"', "'", "%", "(", ")", "a,b", "-id", "title", "body", "body(x)", "category(name)", "*,-body",
    "news.NewsPage", "news.NewsPage,home.HomePage", "wagtailcore.Page", "2025-07-05", "2025-13-40",
    "energia OR", "NEAR(", "\ud800".encode("utf-8", "surrogatepass").decode("latin1"), "🙂",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_asked_there_is_an_answer(tree, client, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = sorted(Pages.known_query_parameters | set(Pages.columns) | {"html_path", "nix"})
    for _number in range(120):
        query = {
            chance.choice(names): chance.choice(VALUES) for _each in range(chance.randint(1, 3))
        }
        path = chance.choice([*(f"{name}/" for name in ENDPOINTS), "pages/find/", "pages/3/"])
        response = client.get(f"/api/v2/{path}", query)
        assert response.status_code in (200, 302, 400, 404), (path, query)
        if response.status_code in (400, 404):
            assert response.json()["message"], (path, query)


# How it is answered -------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["", "v2/", "v2/pages/", "v2/pages/3/", "v2/organisation/"])
def test_nothing_is_taken(tree, client, method, path):
    response = getattr(client, method)(f"/api/{path}")

    assert response.status_code == 405
    assert "not allowed" in response.json()["message"]
    assert "POST" not in response["Allow"]


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/xml", ""])
def test_it_is_json_whoever_asks(tree, client, accept):
    response = client.get("/api/v2/pages/", headers={"accept": accept, "accept-language": "pl"})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"


def test_it_may_be_kept_by_anybody(tree, client, whoever):
    response = client.get("/api/v2/pages/", headers={"accept-language": "pl"})

    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Vary"].lower() == "origin"
    assert not response.cookies
    again = client.get("/api/v2/pages/", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v2/pages/nix/")["Cache-Control"] == "no-store"


def test_refusals_are_in_english(tree, client):
    response = client.get("/api/v2/pages/?limit=x", headers={"accept-language": "pl"})

    assert response.json() == {"message": "limit must be a positive integer"}


def test_pages_of_other_sites_may_ask(tree, client):
    headers = {"origin": "https://inny.example.org"}
    asked = client.get("/api/v2/pages/", headers=headers)
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in asked
    assert client.get("/pl/index.md", headers=headers)["Access-Control-Allow-Origin"] == "*"
    assert client.get("/llms.txt", headers=headers)["Access-Control-Allow-Origin"] == "*"
    for path in ("/pl/", "/admin/login/", "/pl/szukaj/?q=x.md", "/llms.txt.html"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers=headers)


def test_who_asks_too_often_waits(tree, client, settings):
    settings.API_RATE = "2/min"
    cache.delete("throttle_anon_192.0.2.7")
    asker = {"REMOTE_ADDR": "192.0.2.7"}
    preflight = {"origin": "https://a.example", "access-control-request-method": "GET"}
    for _number in range(5):
        assert client.options("/api/v2/pages/", headers=preflight, **asker).status_code == 200
    assert [client.get("/api/v2/pages/", **asker).status_code for _each in range(3)] == [
        200,
        200,
        429,
    ]
    refused = client.get("/api/v2/people/", **asker)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "throttled" in refused.json()["message"]
    assert client.get("/api/v2/pages/", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_what_a_client_says_of_its_address_counts_for_nothing(tree, client, settings):
    settings.API_RATE = "1/min"
    cache.delete("throttle_anon_198.51.100.9")
    answers = [
        client.get(
            "/api/v2/pages/", headers={"x-forwarded-for": f"10.0.0.{number}, 198.51.100.9"}
        ).status_code
        for number in range(2)
    ]

    assert answers == [200, 429]


# How much it costs --------------------------------------------------------------------------------


def stories(tree, number: int, batch: str = "") -> None:
    for count in range(number):
        person = factories.PersonFactory(name=f"Osoba {batch}{count}")
        linked = factories.StandardPageFactory(parent=tree.home, title=f"Cel {batch}{count}")
        factories.NewsPageFactory(
            parent=tree.news_index,
            picture=factories.ImageFactory(),
            body=json.dumps(
                [
                    *long_story(),
                    quote(person),
                    programme(session(speakers=[item({"person": person.pk})])),
                    block("paragraph", f'<p><a linktype="page" id="{linked.pk}">cel</a></p>'),
                    block("link_cards", {"cards": [item({"title": "C", "page": linked.pk})]}),
                ]
            ),
        )


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("pages/?limit=100", 6),
        ("pages/?type=news.NewsPage&fields=*", 18),
        ("people/?fields=*", 6),
        ("images/?fields=*&limit=20", 7),
        ("documents/?fields=*", 6),
    ],
)
def test_a_longer_list_asks_no_more(tree, client, django_assert_max_num_queries, path, most):
    costs = []
    for number in (2, 4):
        stories(tree, number, batch=f"{number}-")
        client.get(f"/api/v2/{path}")  # makes renditions
        with django_assert_max_num_queries(most) as asked:
            assert client.get(f"/api/v2/{path}").status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_a_page_costs_little(tree, client, django_assert_max_num_queries):
    stories(tree, 1)
    page = NewsPage.objects.order_by("-pk").first()
    client.get(f"/api/v2/pages/{page.pk}/")

    with django_assert_max_num_queries(20):
        client.get(f"/api/v2/pages/{page.pk}/")
