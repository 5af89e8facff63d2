"""The search page: what is found, and that no query is too strange for it."""

import pytest
from wagtail.models import PageViewRestriction

from tests import factories
from tests.stories import quote


def html(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_finds_pages_of_the_language_of_the_address(client, tree):
    polish = html(client, "/pl/szukaj/?q=strefa")

    assert "/pl/aktualnosci/nowa-strefa/" in polish
    assert "/en/news/nowa-strefa/" not in polish


def test_finds_no_drafts_and_nothing_private(client, polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Szkicowana", live=False)
    private = factories.NewsPageFactory(parent=polish_tree.news_index, title="Prywatna")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert (
        "szkicowana"
        not in html(client, "/pl/szukaj/?q=Szkicowana").split("<main")[1].split("results")[-1]
    )
    assert "/pl/aktualnosci/prywatna/" not in html(client, "/pl/szukaj/?q=Prywatna")


@pytest.mark.parametrize("query", ["Przykładowa", "rzeczniczka"])
def test_finds_a_page_by_who_speaks_there(client, polish_tree, publish, query):
    publish(polish_tree.mission, body=[quote(factories.PersonFactory())])

    assert 'href="/pl/misja/"' in html(client, f"/pl/szukaj/?q={query}").split("<main")[1]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"strefa',
        "-",
        "*",
        "strefa*",
        "NEAR(",
        "a AND",
        "%00",
        "'",
        "<script>",
        "x" * 5000,
        "\\",
    ],
)
def test_no_query_is_too_strange(client, polish_tree, query):
    response = client.get("/pl/szukaj/", {"q": query})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_search_for_nothing_asks_for_words(client, polish_tree):
    assert 'class="results"' not in html(client, "/pl/szukaj/?q=+")


def test_results_are_not_for_search_engines(client, polish_tree):
    assert '<meta name="robots" content="noindex">' in html(client, "/pl/szukaj/?q=x")


def test_a_page_number_that_is_none_leads_to_the_nearest(client, polish_tree):
    assert "/pl/aktualnosci/nowa-strefa/" in html(client, "/pl/szukaj/?q=strefa&page=zzz")
