"""The search backend behind Wagtail's API, on whichever database the tests run.

What upstream asks of a backend is in tests/modelsearch/; here is what the portal asks besides.
Orders are written down, so a run on SQLite and one on PostgreSQL hold that both give the same.
"""

import ast
import importlib
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import AutocompleteField
from wagtail.search.query import MATCH_ALL, Boost, Fuzzy, Phrase, PlainText, SearchQuery

from home.models import StandardPage
from news.models import Category, NewsPage
from portal.models import Person
from search.backends.documents import Document
from search.backends.selects import Words
from search.backends.vocabulary import Group
from search.finding import find
from search.models import Entry, Posting
from search.queries import LONGEST_QUERY, clean
from tests import factories
from tests.stories import quote

SEARCH = Path(__file__).resolve().parent.parent / "search"

# --- what there is to find ---------------------------------------------------------------------

# Title and lead, in the order in which they are written.
LIBRARY = [
    ("Strefa przemysłowa", "Tereny dla zakładów w gminie."),
    ("Klaster", "Strefa przemysłowa w Bełchatowie i praca dla jej mieszkańców."),
    ("Praca w regionie", "Gdzie jest praca, a gdzie strefa."),
    ("Strefa", "O węglu i o tym, co po nim: przemysł."),
    ("Węgiel brunatny", "Elektrownia w Bełchatowie spala węgiel."),
    ("Elektrownia", "Po węglu przyjdzie słońce. Węgiel, węgla, węglem."),
    ("Biblioteka", "„Nowa energia” to książka o energii. Energia nowa nie jest."),
]


@pytest.fixture
def library(polish_tree, django_capture_on_commit_callbacks) -> list[StandardPage]:
    with django_capture_on_commit_callbacks(execute=True):
        return [
            factories.StandardPageFactory(parent=polish_tree.mission, title=title, lead=lead)
            for title, lead in LIBRARY
        ]


def found(query, pages=None, **options) -> list[str]:
    pages = StandardPage.objects.all() if pages is None else pages
    return [page.title for page in pages.search(query, **options)]


def search(model, query: str):
    """Of what has no `search` of its own on its manager."""
    return get_search_backend().search(query, model)


def content_type(model) -> int:
    return ContentType.objects.get_for_model(model).pk


# --- order -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "order"),
    [
        # In the title, then in the text; the shorter title first.
        ("strefa", ["Strefa", "Strefa przemysłowa", "Praca w regionie", "Klaster"]),
        # All words are required.
        ("strefa przemysłowa", ["Strefa przemysłowa", "Klaster"]),
        ("strefy przemysłowej", ["Strefa przemysłowa", "Klaster"]),
        ("przemyslowej strefy", ["Strefa przemysłowa", "Klaster"]),
        ("węgiel", ["Węgiel brunatny", "Elektrownia", "Strefa"]),
        ("wegla", ["Węgiel brunatny", "Elektrownia", "Strefa"]),
        ("praca strefa", ["Praca w regionie", "Klaster"]),
        ("Belchatowie", ["Węgiel brunatny", "Klaster"]),
    ],
)
def test_the_order_is_the_same_on_every_database(library, query, order):
    assert found(query) == order


def test_more_words_come_before_rarer_ones(library):
    titles = found("strefa praca elektrownia", operator="or")

    assert titles[:3] == ["Praca w regionie", "Klaster", "Elektrownia"]
    assert set(titles[3:]) == {"Węgiel brunatny", "Strefa", "Strefa przemysłowa"}


def test_the_newest_of_equals_comes_first(polish_tree):
    for number in range(3):
        factories.StandardPageFactory(
            parent=polish_tree.mission, title="Rada", slug=f"rada-{number}", lead="Skład."
        )

    keys = [page.pk for page in StandardPage.objects.all().search("rada")]

    assert keys == sorted(keys, reverse=True)
    assert len(keys) == 3


def test_slices_are_parts_of_one_order(library):
    whole = StandardPage.objects.all().search("strefa", operator="or")

    assert [page for start in range(4) for page in whole[start : start + 1]] == list(whole)
    assert whole[1:3].count() == 2
    assert whole[1].title == found("strefa")[1]


# --- signs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ['"', '""', "-", "--", "„”", "*", "' OR 1=1 --", " ", "\0", "(", "NEAR/2"]
)
def test_signs_alone_find_nothing(library, query):
    assert found(query) == []
    assert list(Page.objects.autocomplete(query)) == []


@pytest.mark.parametrize(
    "query",
    [
        '"strefa',
        'strefa"',
        "strefa -",
        "- strefa",
        "strefa*",
        "(strefa)",
        "strefa:",
        "„strefa",
        "strefa\0",
    ],
)
def test_signs_beside_a_word_change_nothing(library, query):
    assert found(query) == found("strefa")


LONG = "strefa praca węgiel " * 2_000


@pytest.mark.parametrize(
    "query",
    [
        LONG,
        PlainText(LONG),
        PlainText(LONG, operator="or"),
        Phrase(LONG),
        Fuzzy(LONG),
        "w o i " * 100,
        "a-" * 1_000,
        "x" * 10_000,
    ],
    ids=["text", "plain", "or", "phrase", "fuzzy", "letters", "joined", "word"],
)
def test_no_query_is_too_long(library, query):
    for operator in ["and", "or"]:
        list(StandardPage.objects.search(query, operator=operator))
        list(StandardPage.objects.autocomplete(query, operator=operator))


def test_a_long_query_is_cut_after_a_word():
    text = "przemysł " * 40

    assert set(clean(text).split()) == {"przemysł"}
    assert clean("x" * 1_000) == "x" * LONGEST_QUERY


def test_many_rare_words_do_not_exceed_the_integers_of_a_database(library):
    term = Posting.objects.first().term
    rare = [Group(typed="x", terms=frozenset({term}), rarity=1_500)] * 100

    sql, parameters = Words(rare, least=1).sql()

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.fetchone()[1] > 2**32


def test_a_hyphen_between_words_excludes_nothing(library):
    assert found("strefa - przemysłowa") == ["Strefa przemysłowa", "Klaster"]


@pytest.mark.parametrize(
    "query", ['"nowa energia"', "„nowa energia”", "“nowa energia”", "«nowa energia»"]
)
def test_a_phrase_stands_word_for_word(library, query):
    assert found(query) == ["Biblioteka"]
    assert found(query.replace("nowa energia", "energia nowa")) == ["Biblioteka"]
    assert found(query.replace("nowa energia", "energia książka")) == []


def test_a_phrase_is_found_without_its_diacritics(library):
    assert found('"strefa przemyslowa"') == ["Strefa przemysłowa", "Klaster"]
    assert found(Phrase("strefa przemysłowa")) == ["Strefa przemysłowa", "Klaster"]


def test_a_phrase_does_not_reach_from_one_field_into_the_next(library):
    assert found('"brunatny elektrownia"') == []


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("strefa -praca", ["Strefa", "Strefa przemysłowa"]),
        # In any form, too.
        ("strefa -pracy", ["Strefa", "Strefa przemysłowa"]),
        ('strefa -"przemysłowa w"', ["Strefa", "Strefa przemysłowa", "Praca w regionie"]),
        ("strefa -„przemysłowa w”", ["Strefa", "Strefa przemysłowa", "Praca w regionie"]),
        ("strefa -praca -przemysłowa", ["Strefa"]),
        # What only excludes is taken for words.
        ("-węgiel", ["Węgiel brunatny", "Elektrownia", "Strefa"]),
    ],
)
def test_what_has_a_minus_is_left_out(library, query, titles):
    assert found(query) == titles


# --- options -----------------------------------------------------------------------------------


def test_boost_turns_the_order(library):
    first, second = PlainText("biblioteka"), PlainText("klaster")

    assert found(Boost(first, 3.0) | second) == ["Biblioteka", "Klaster"]
    assert found(first | Boost(second, 3.0)) == ["Klaster", "Biblioteka"]
    assert found(Boost(first, 0.5) | second) == ["Klaster", "Biblioteka"]


def test_a_field_with_a_boost_counts_for_more(db):
    for name, role in [("Jan Rada", "członek"), ("Rada Jan", "członek"), ("Ewa Nowak", "rada")]:
        factories.PersonFactory(name=name, role_pl=role, role_en="member", organisation_pl="")

    assert [person.name for person in search(Person, "rada")][-1] == "Ewa Nowak"


def test_fields_narrow_the_search_down(library):
    assert found("strefa", fields=["title"]) == ["Strefa", "Strefa przemysłowa"]
    assert found("strefa", fields=["lead"]) == ["Praca w regionie", "Klaster"]
    assert found("praca strefa", fields=["title"]) == []
    assert found("strefa", fields=[]) == []


def test_objects_come_in_the_order_of_the_queryset_if_asked_to(library):
    by_title = StandardPage.objects.order_by("title")

    assert found("strefa", by_title, order_by_relevance=False) == sorted(found("strefa"))
    assert found("strefa", order_by="-title") == sorted(found("strefa"), reverse=True)


def test_without_an_order_the_newest_come_first(library):
    pages = StandardPage.objects.order_by()

    keys = [page.pk for page in pages.search("strefa", order_by_relevance=False)]

    assert keys == sorted(keys, reverse=True)


def test_facets_count_what_was_found(library, polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Strefa rośnie")
    # Also "Nowa strefa" of the tree.
    counted = {content_type(StandardPage): 4, content_type(NewsPage): 2}
    pages = Page.objects.all()

    assert list(pages.search("strefa").facet("content_type_id").items()) == list(counted.items())
    assert pages.search(MATCH_ALL).facet("live") == {True: pages.count()}
    with pytest.raises(FilterFieldError):
        pages.search("strefa").facet("seo_title")


def test_scores_go_down(library):
    pages = StandardPage.objects.all().search("strefa").annotate_score("score")

    scores = [page.score for page in pages]

    assert all(isinstance(score, float) and score > 0 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_a_high_boost_is_not_too_high_for_any_database(library):
    query = PlainText("węgiel brunatny elektrownia bełchatów spalać", operator="or")

    assert found(Boost(query, 1000.0)) == found(query)


def test_a_slip_of_the_fingers_is_found_by_a_fuzzy_query(library):
    assert found(Fuzzy("elektrownai")) == found("elektrownia")


# --- beginnings --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["prz", "PRZEMYS", "przemysl", "strefa prz", "przemysłowa str"])
@pytest.mark.parametrize("kind", [str, PlainText])
def test_beginnings_are_completed(library, query, kind):
    pages = StandardPage.objects.autocomplete(kind(query))

    assert [page.title for page in pages] == ["Strefa przemysłowa"]


def test_beginnings_are_completed_in_what_only_one_page_type_completes(library, monkeypatch):
    completing = [*StandardPage.search_fields, AutocompleteField("lead")]
    monkeypatch.setattr(StandardPage, "search_fields", completing)
    get_search_backend().add(library[5])

    assert [page.title for page in Page.objects.autocomplete("słońc")] == ["Elektrownia"]


def test_beginnings_are_not_searched_for(library):
    assert found("przemys") == found("przem") == []


# --- keeping the index -------------------------------------------------------------------------


def test_a_changed_title_is_found_by_its_new_words_only(library, publish):
    publish(library[6], title="Czytelnia")

    assert found("czytelnia") == ["Czytelnia"]
    assert found("biblioteka") == found('"biblioteka"') == []
    assert list(StandardPage.objects.autocomplete("bibl")) == []


def test_what_is_deleted_leaves_nothing_behind(library, django_capture_on_commit_callbacks):
    key = library[6].pk
    assert Posting.objects.filter(document=key).exists()

    with django_capture_on_commit_callbacks(execute=True):
        library[6].delete()

    assert found("biblioteka") == []
    assert not Posting.objects.filter(document=key).exists()
    assert not Entry.objects.filter(number=key, space=content_type(Page)).exists()


def test_writing_what_has_not_changed_writes_nothing(library):
    with CaptureQueriesContext(connection) as captured:
        get_search_backend().add(library[0])

    assert not [
        query["sql"]
        for query in captured
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]


def test_an_update_costs_the_same_in_a_large_index(library):
    def cost() -> int:
        page = library[0]
        page.lead = f"Tereny dla {Entry.objects.count()} zakładów."
        with CaptureQueriesContext(connection) as captured:
            get_search_backend().add(page)
        return len(captured)

    # The first finds words that are new, as the second does.
    small = cost()
    more = [
        StandardPage(
            pk=10_000 + number, title=f"Strefa {number}", lead=f"Praca w strefie {number} tereny",
            locale_id=library[0].locale_id,
        )
        for number in range(400)
    ]  # fmt: skip
    get_search_backend().add_bulk(StandardPage, more)

    assert cost() == small


# --- all that Wagtail searches -----------------------------------------------------------------


def test_shared_facts_are_found_in_both_languages(db):
    factories.PersonFactory(name="Anna Nowak", role_pl="rzeczniczka", role_en="spokeswoman")
    factories.CategoryFactory(name_pl="Strefy", name_en="Zones", slug="strefy")

    for query in ["rzeczniczki", "spokeswoman", "Anny Nowak"]:
        assert [person.name for person in search(Person, query)] == ["Anna Nowak"]
    for query in ["strefa", "zone", "zones"]:
        assert [category.slug for category in search(Category, query)] == ["strefy"]


def test_pictures_are_found_by_words_in_any_form(db):
    factories.ImageFactory(title="Kopalnia węgla")

    assert [image.title for image in search(get_image_model(), "kopalnie")] == ["Kopalnia węgla"]
    assert list(search(get_image_model(), "strefa")) == []


EDITORS_QUERIES = [
    ("strefy przemysłowej", "Strefa przemysłowa"),
    ("Belchatowie", "Praca w Bełchatowie"),
    ("klastra", "Klaster"),
    ("wegla", "Węgiel brunatny"),
]


@pytest.fixture
def pages_of_editors(polish_tree, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _query, title in EDITORS_QUERIES:
            factories.StandardPageFactory(parent=polish_tree.mission, title=title)
    return polish_tree


@pytest.mark.parametrize(("query", "title"), EDITORS_QUERIES)
def test_the_explorer_finds_words_in_any_form(admin_client, pages_of_editors, query, title):
    address = reverse("wagtailadmin_explore_results", args=[pages_of_editors.mission.pk])

    html = admin_client.get(address, {"q": query}).content.decode()

    assert [each for _query, each in EDITORS_QUERIES if each in html] == [title]


@pytest.mark.parametrize(("query", "title"), EDITORS_QUERIES)
def test_the_chooser_finds_words_in_any_form(admin_client, pages_of_editors, query, title):
    address = reverse("wagtailadmin_choose_page_search")

    html = admin_client.get(address, {"q": query}).content.decode()

    assert [each for _query, each in EDITORS_QUERIES if each in html] == [title]


@pytest.mark.parametrize(("query", "title"), [*EDITORS_QUERIES, ("przem", "Strefa przemysłowa")])
def test_the_search_of_the_admin_finds_words_in_any_form(
    admin_client, pages_of_editors, query, title
):
    html = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": query}).content.decode()

    assert [each for _query, each in EDITORS_QUERIES if each in html] == [title]


@pytest.mark.parametrize("query", ['"', "-", 'strefa "', "' OR 1=1", "strefa -", LONG])
def test_no_query_breaks_the_admin(admin_client, pages_of_editors, query):
    explorer = reverse("wagtailadmin_explore_results", args=[pages_of_editors.mission.pk])

    for address in [explorer, reverse("wagtailadmin_pages:search")]:
        assert admin_client.get(address, {"q": query}).status_code == 200


# --- what is used of modelsearch ---------------------------------------------------------------


def imported() -> list[tuple[str, str, str]]:
    """File, module and name of all that search/ imports of modelsearch."""
    return sorted(
        (str(path.relative_to(SEARCH)), node.module, alias.name)
        for path in SEARCH.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("modelsearch")
        for alias in node.names
    )


@pytest.mark.parametrize(("file", "module", "name"), imported())
def test_modelsearch_has_what_is_imported(file, module, name):
    assert hasattr(importlib.import_module(module), name), (
        f"search/{file} imports {name} of {module}, which this version of modelsearch has not."
    )
    assert not name.startswith("_"), f"search/{file} imports {name}, a private name of {module}."


@pytest.mark.parametrize(
    ("module", "of", "names"),
    [
        # What `search.backends` overrides, …
        ("backends.base", "BaseSearchBackend", "query_compiler_class results_class index_class"
            " autocomplete_query_compiler_class rebuilder_class get_index_for_model"),
        ("backends.base", "BaseIndex", "add_item add_items delete_item reset refresh"),
        ("backends.base", "BaseSearchResults", "_do_search _do_count facet annotate_score"),
        ("backends.base", "BaseSearchQueryCompiler", "check DEFAULT_OPERATOR"
            " HANDLES_ORDER_BY_EXPRESSIONS"),
        # … and what it calls. Of these, `_clone`, `_score_field` and `_get_filterable_field` are
        # private, as are the methods above that upstream says are to be implemented.
        ("backends.base", "BaseSearchResults", "_clone"),
        ("backends.base", "BaseSearchQueryCompiler", "_get_filterable_field"),
        ("index", "Indexed", "get_search_fields get_indexed_objects"),
        ("index", "SearchField", "get_value"),
        ("index", "AutocompleteField", "get_value"),
        ("index", "RelatedFields", "get_value"),
        ("query", "PlainText", "OPERATORS"),
    ],
)  # fmt: skip
def test_modelsearch_has_what_is_overridden_and_called(module, of, names):
    used = getattr(importlib.import_module(f"modelsearch.{module}"), of)

    missing = [name for name in names.split() if not hasattr(used, name)]

    assert not missing, f"search.backends relies on {missing} of modelsearch's {of}."


def test_instances_of_modelsearch_have_what_ours_read():
    results = vars(BaseSearchResults(None, None))
    compiler = vars(BaseSearchQueryCompiler(Page.objects.none(), MATCH_ALL))

    missing = {"start", "stop", "_score_field", "query_compiler"} - results.keys()
    missing |= {"queryset", "query", "fields", "order_by_relevance"} - compiler.keys()

    assert not missing, f"search.backends relies on attributes {missing} of modelsearch's classes."


def test_what_is_excluded_is_not_completed_either(polish_tree):
    wanted, unwanted = "Strefa nad Widawką", "Strefa nad Wartą"
    for title in (wanted, unwanted):
        factories.NewsPageFactory(parent=polish_tree.news_index, title=title)

    found = [page.title for page in Page.objects.autocomplete("strefa nad -wartą")]

    assert wanted in found
    assert unwanted not in found


def test_many_phrases_are_one_question(polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Strefa nad Widawką")
    text = " ".join(f'"strefa {letter}"' for letter in "abcdefghijklmno") + ' "strefa nad"'

    assert list(Page.objects.search(text[:LONGEST_QUERY])) == []
    assert [page.title for page in Page.objects.search('"strefa nad" "nad widawką"')] == [
        "Strefa nad Widawką"
    ]


def test_a_field_named_twice_is_looked_in_once(polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Osobliwość")

    assert Page.objects.search("osobliwość", fields=["title", "title"]).count() == 1


def test_what_is_excluded_is_excluded_in_every_language(db):
    person = factories.PersonFactory(name="Mapa Strefa")

    found = get_search_backend().search("mapa -strefy", Person)

    assert person not in list(found)
    assert person in list(get_search_backend().search("mapa strefy", Person))


def test_a_newer_state_is_not_written_over_by_one_that_was_loaded_before(polish_tree, monkeypatch):
    page = factories.NewsPageFactory(parent=polish_tree.news_index, title="Dawna nazwa")
    old = NewsPage.objects.get(pk=page.pk)
    old.title = "Jeszcze dawniejsza"
    analyse = Document.terms

    def while_somebody_saves(document):
        monkeypatch.undo()
        page.title = "Najnowsza nazwa"
        page.save_revision().publish()
        return analyse(document)

    monkeypatch.setattr(Document, "terms", while_somebody_saves)
    get_search_backend().add_bulk(NewsPage, [old])

    assert [found.pk for found in Page.objects.search("najnowsza nazwa")] == [page.pk]
    assert list(Page.objects.search("jeszcze dawniejsza")) == []


class TestReaders:
    """What a reader's query is helped along by."""

    @pytest.fixture
    def zone(self, polish_tree):
        return factories.NewsPageFactory(
            parent=polish_tree.news_index, title="Osobliwa strefa przemysłowa"
        )

    def test_a_phrase_in_another_form_is_looked_for_without_its_marks(self, zone):
        found = find('"osobliwej strefy"', "pl")

        assert zone.pk in [page.pk for page in found]
        assert found.answer.loosened()

    def test_a_phrase_that_stands_there_is_not_loosened(self, zone):
        assert not find('"osobliwa strefa"', "pl").answer.loosened()

    def test_a_word_half_typed_is_one_that_begins_so(self, zone):
        found = find("osobliwej przem", "pl")

        assert [page.pk for page in found] == [zone.pk]
        assert found.answer.corrected() == ()

    def test_nothing_is_corrected_into_a_word_that_says_nothing(self, polish_tree):
        factories.NewsPageFactory(
            parent=polish_tree.news_index, title="Spacer przez wieś", lead="Przez wieś."
        )

        corrections = find("przeż", "pl").answer.corrected()

        assert "przez" not in [text for group in corrections for text in group.corrections]


def test_the_admins_own_search_finds_a_word_of_the_text(admin_client, polish_tree):
    page = factories.NewsPageFactory(
        parent=polish_tree.news_index, title="Spotkanie", lead="Byliśmy w Bełchatowie."
    )

    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": "Belchatowie"})

    assert page.title in answer.content.decode()


def test_what_a_person_does_is_found_in_the_language_of_the_page(polish_tree, publish):
    person = factories.PersonFactory(role_pl="bibliotekarka", role_en="librarian")
    publish(polish_tree.mission, body=[quote(person)])

    assert [page.pk for page in Page.objects.search("bibliotekarki")] == [polish_tree.mission.pk]
    assert list(Page.objects.search("librarian")) == []


def test_a_kind_of_query_that_nobody_knows_is_refused(polish_tree):
    class Unknown(SearchQuery):
        def __repr__(self):
            return "<Unknown>"

    with pytest.raises(NotImplementedError, match="Unknown"):
        list(Page.objects.search(Unknown()))
