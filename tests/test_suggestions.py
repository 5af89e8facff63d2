"""Suggestions while typing: titles that begin so, for whoever asks, at hardly any cost."""

from urllib.parse import quote_plus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.test_search_page import NASTY


def ask(client, query: str, path: str = "/pl/szukaj/podpowiedzi/") -> dict:
    response = client.get(path, {"q": query})
    assert response.status_code == 200
    return response.json()


def titles(answer: dict) -> list[str]:
    return ["".join(found["title"]) for found in answer["suggestions"]]


@pytest.mark.parametrize("query", ["stre", "strefa", "nowa stref", "STREFA", "strefy"])
def test_finds_titles_by_what_is_typed_so_far(client, polish_tree, query):
    assert titles(ask(client, query)) == ["Nowa strefa"]


def test_finds_titles_without_diacritics(client, polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Łódź i żaglówki")

    assert titles(ask(client, "lodz zagl")) == ["Łódź i żaglówki"]


def test_tells_address_and_kind_and_what_to_mark(client, polish_tree):
    assert ask(client, "stref")["suggestions"] == [
        {
            "title": ["Nowa ", "strefa", ""],
            "kind": "Aktualności",
            "url": "/pl/aktualnosci/nowa-strefa/",
        }
    ]


def test_speaks_the_language_of_the_address(client, tree):
    answer = ask(client, "stref", "/en/search/suggestions/")

    assert answer["suggestions"][0]["kind"] == "News"
    assert answer["suggestions"][0]["url"].startswith("/en/")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 podpowiedź"), (3, "3 podpowiedzi"), (0, "Brak podpowiedzi")]
)
def test_says_how_many_there_are(client, polish_tree, count, said):
    for number in range(count):
        factories.NewsPageFactory(parent=polish_tree.news_index, title=f"Turbina {number}")

    assert ask(client, "turb")["status"] == said


def test_are_never_more_than_fit(client, polish_tree):
    for number in range(20):
        factories.NewsPageFactory(parent=polish_tree.news_index, title=f"Turbina {number}")

    assert len(titles(ask(client, "turb"))) == 7


@pytest.mark.parametrize("query", ["", " ", "s", " s "])
def test_there_are_none_for_less_than_two_letters(client, polish_tree, query):
    with CaptureQueriesContext(connection) as captured:
        assert titles(ask(client, query)) == []
    # Whether something has been published.
    assert len(captured) == 1


@pytest.mark.parametrize("query", NASTY, ids=lambda query: ascii(query)[:24])
def test_no_query_is_too_strange(client, polish_tree, query):
    query = query.encode("utf-8", "surrogatepass")

    assert client.get(f"/pl/szukaj/podpowiedzi/?q={quote_plus(query)}").status_code == 200


def test_nobody_is_told_apart_and_anybody_may_keep_the_answer(client, polish_tree):
    response = client.get("/pl/szukaj/podpowiedzi/?q=strefa")

    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_a_head_is_answered_and_nothing_is_taken(client, polish_tree):
    assert client.head("/pl/szukaj/podpowiedzi/?q=strefa").status_code == 200
    assert client.post("/pl/szukaj/podpowiedzi/", {"q": "strefa"}).status_code == 405


def test_cost_the_same_however_many_there_are(client, polish_tree):
    def count() -> int:
        client.get("/pl/szukaj/podpowiedzi/?q=turb")
        with CaptureQueriesContext(connection) as captured:
            client.get("/pl/szukaj/podpowiedzi/?q=turb")
        return len(captured)

    factories.NewsPageFactory(parent=polish_tree.news_index, title="Turbina")
    few = count()
    for number in range(20):
        factories.NewsPageFactory(parent=polish_tree.news_index, title=f"Turbina {number}")

    assert count() <= few <= 10


@pytest.mark.parametrize("path", ["/pl/", "/en/", "/pl/szukaj/"])
def test_every_form_names_where_to_ask(client, tree, path):
    html = client.get(path).content.decode()
    address = "/en/search/suggestions/" if path == "/en/" else "/pl/szukaj/podpowiedzi/"

    assert html.count(f'data-suggestions="{address}"') == html.count('role="search"')


def test_no_private_title_is_given_away(client, polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Turbina", live=False)

    assert titles(ask(client, "turb")) == []
