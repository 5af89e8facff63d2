"""The search page: what is found, and that no query is too strange for it."""

import pytest
from wagtail.models import PageViewRestriction

from portal.models import PortalDocument
from tests import factories
from tests.stories import block, item, programme, quote, session


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
    assert '<meta name="robots" content="noindex, follow">' in html(client, "/pl/szukaj/?q=x")


def test_a_page_number_that_is_none_leads_to_the_nearest(client, polish_tree):
    assert "/pl/aktualnosci/nowa-strefa/" in html(client, "/pl/szukaj/?q=strefa&page=zzz")


@pytest.fixture
def found(client, polish_tree):
    """found(query) → whether the search finds the news of the tree."""

    def found(query: str) -> bool:
        results = html(client, f"/pl/szukaj/?q={query}").split("<main")[1]
        return 'href="/pl/aktualnosci/nowa-strefa/"' in results

    return found


class TestNewsAreFound:
    """By all that is written on the page, and by nothing else."""

    def test_by_their_category_in_their_language(self, client, tree):
        assert "/pl/aktualnosci/nowa-strefa/" in html(client, "/pl/szukaj/?q=Energia")
        assert "/en/news/nowa-strefa/" in html(client, "/en/search/?q=Energy")

    def test_not_by_their_category_in_the_other_language(self, client, tree):
        assert "/pl/aktualnosci/nowa-strefa/" not in html(client, "/pl/szukaj/?q=Energy")

    def test_by_a_speaker_of_a_programme(self, polish_tree, publish, found):
        speaker = item({"person": factories.PersonFactory(name="Ewa Prelegentka").pk})
        publish(polish_tree.news, body=[programme(session(speakers=[speaker]))])

        assert found("Prelegentka")

    def test_by_a_speaker_whom_no_register_has(self, polish_tree, publish, found):
        guest = item({"person": None, "name": "Gość Specjalny", "organisation": "Politechnika"})
        publish(polish_tree.news, body=[programme(session(speakers=[guest]))])

        assert found("Specjalny")
        assert found("Politechnika")

    def test_by_the_organisation_of_who_is_quoted(self, polish_tree, publish, found):
        person = factories.PersonFactory(organisation_pl="Elektrownia", organisation_en="Plant")
        publish(polish_tree.news, body=[quote(person)])

        assert found("Elektrownia")

    @pytest.mark.parametrize(
        ("own", "query"),
        [("", "Sprawozdanie"), ("Raport", "Raport"), ("Raport", "Sprawozdanie")],
    )
    def test_by_the_title_of_a_document_there_or_in_the_library(
        self, polish_tree, publish, found, own, query
    ):
        document = PortalDocument.objects.create(title="Sprawozdanie", file="s.pdf")
        listed = item({"document": document.pk, "title": own})
        publish(polish_tree.news, body=[block("documents", {"title": "", "documents": [listed]})])

        assert found(query)

    @pytest.mark.parametrize("word", ["verbatim", "cytat", "Section", "Śródtytuł", "polski"])
    def test_not_by_the_words_of_the_form(self, polish_tree, publish, found, word):
        heading = block("heading", {"text": "Woda", "level": "h2"})
        publish(polish_tree.news, body=[quote(factories.PersonFactory()), heading])

        assert not found(word)
