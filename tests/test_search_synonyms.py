"""Searching by other words for the same: what the glossary adds to what readers find."""

import pytest
from bs4 import BeautifulSoup
from django.utils.html import strip_tags

from portal.models import GlossaryTerm
from search.finding import find, suggest
from search.listing.shelf import Shelf
from search.synonyms import MOST, Synonyms
from tests import factories
from tests.test_queries import queries

make = factories.GlossaryTermFactory
GRID = "Polskie Sieci Elektroenergetyczne"


def titles(query: str, language: str = "pl") -> list[str]:
    return [page.title for page in find(query, language)]


@pytest.fixture
def news(polish_tree, english):
    """Add a news item: news("title", lead="…", language="en")."""

    def add(title: str, language: str = "pl", **values):
        page = factories.NewsPageFactory(parent=polish_tree.news_index, title=title, **values)
        if language == "en":
            page.locale = english
            page.save()
        return page

    return add


@pytest.fixture
def terms(polish_tree):
    """After the tree: its own glossary page would be found by these words, too."""
    make()
    make(term_pl="operator", term_en="operator", synonyms_pl=f"PSE\n{GRID}", synonyms_en="TSO")


class TestFound:
    def test_by_the_other_words_of_the_language(self, terms, news):
        news("Plany", lead=f"Mówi prezes {GRID}.")

        assert titles("PSE") == ["Plany"]
        assert titles("pse plany") == ["Plany"]

    def test_in_any_form_and_without_diacritics(self, db, news):
        make(term_pl="węgiel brunatny", synonyms_pl="lignit")
        news("Plany", lead="Złoże lignitu.")

        for query in ["węgla brunatnego", "wegiel brunatny", "Węglem brunatnym"]:
            assert titles(query) == ["Plany"]

    def test_below_what_holds_the_very_words(self, terms, news):
        news(f"{GRID}: plany")
        news("O czymś innym", lead="Raz i dwa, i jeszcze długo o czymś innym, a na końcu PSE.")

        assert titles("PSE") == ["O czymś innym", f"{GRID}: plany"]

    def test_but_before_what_holds_some_of_the_words(self, terms, news):
        news("Plany i zamiary")
        news(f"Plany {GRID}")

        assert titles("PSE plany") == [f"Plany {GRID}", "Plany i zamiary"]

    def test_only_where_all_words_of_a_name_stand(self, terms, news):
        news("Polskie plany", lead="Sieci wodociągowe.")

        assert titles("PSE") == []

    @pytest.mark.parametrize(
        ("query", "language", "title"),
        [
            ("strefy przemysłowe", "en", "Industrial zones"),
            ("strefa przemyslowa", "en", "Industrial zones"),
            ("industrial zone", "pl", "Strefy przemysłowe"),
            ("TSO", "pl", "Operatorzy"),
        ],
    )
    def test_by_the_word_of_the_other_language(self, terms, news, query, language, title):
        news("Strefy przemysłowe")
        news("Operatorzy")
        news("Industrial zones", language="en")

        assert titles(query, language) == [title]

    def test_as_many_in_the_other_language_as_the_link_leads_to(self, terms, news):
        news("Industrial zones", language="en")

        assert Shelf("en").holding(Synonyms("strefa przemysłowa")) == 1
        assert len(titles("strefa przemysłowa", "en")) == 1

    def test_not_in_phrases_nor_what_is_excluded(self, terms, news):
        news("Plany", lead=GRID)
        news("Narada", lead="plany")

        assert titles('"PSE"') == []
        assert titles("PSE -plany") == []
        assert set(titles("plany -PSE")) == {"Plany", "Narada"}

    def test_not_in_suggestions(self, terms, news):
        news(f"{GRID}: plany")

        assert not list(suggest("PSE", "pl"))

    def test_never_a_draft(self, terms, news):
        news("Plany", lead=GRID, live=False)

        assert titles("PSE") == []


class TestChanges:
    def test_count_with_the_next_request(self, terms, news):
        news("Plany", lead="Nowe kopalnie.")
        assert titles("PSE") == []
        GlossaryTerm.objects.filter(term_pl="operator").update(synonyms_pl="PSE, kopalnia")
        assert titles("PSE") == ["Plany"]
        GlossaryTerm.objects.all().delete()
        assert titles("PSE") == []

    @pytest.mark.parametrize("path", [None, ""])
    def test_without_the_setting_there_are_none(self, terms, news, settings, path):
        settings.SEARCH_SYNONYMS = path
        news("Plany", lead=GRID)

        assert titles("PSE") == []
        assert Synonyms("PSE").by_word("pl") == {}


class TestOtherTexts:
    def test_are_the_query_with_each_name(self, terms):
        assert Synonyms("nowe PSE 2").instead("pl") == ["nowe operator 2", f"nowe {GRID} 2"]

    def test_are_none_for_what_the_glossary_does_not_know(self, terms):
        assert Synonyms("kopalnia").instead("pl") == []
        assert Synonyms("").instead("pl") == []

    def test_are_bounded(self, db):
        for letter in "ABCDE":
            names = "\n".join(f"{letter}{letter}{letter}{number}" for number in range(9))
            make(term_pl=f"{letter}x{letter}", term_en=letter, synonyms_pl=names)

        assert len(Synonyms("AxA BxB CxC DxD ExE").instead("pl")) == MOST

    @pytest.mark.parametrize("text", ['"', "-", "x" * 5_000, "\x00", "PSE " * 40, "%s {} _"])
    def test_of_anything_typed(self, terms, text):
        assert len(Synonyms(text).instead("pl")) <= MOST


class TestPage:
    def test_marks_the_words_that_were_found(self, client, terms, news):
        news("Plany", lead=f"Mówi prezes {GRID}.")
        page = BeautifulSoup(client.get("/pl/szukaj/?q=PSE").content, "html.parser")
        excerpt = page.select_one(".search-result__excerpt")

        assert [mark.text for mark in excerpt.select("mark")] == GRID.split()

    def test_tells_of_the_other_language(self, client, terms, news):
        news("Industrial zones", language="en")
        html = client.get("/pl/szukaj/?q=strefa+przemysłowa").content.decode()

        assert "1 wynik także po angielsku" in strip_tags(html)

    def test_costs_one_query_where_nothing_is_meant(self, client, terms, news, settings):
        news("Kopalnie")

        with_glossary = self.count(client)
        settings.SEARCH_SYNONYMS = ""

        assert with_glossary == self.count(client) + 1

    @staticmethod
    def count(client) -> int:
        return queries(client, "/pl/szukaj/?q=kopalnia")
