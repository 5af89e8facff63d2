"""The cases of modelsearch that concern a backend, run on ours.

    python -m django test tests.modelsearch --pattern suite.py --settings tests.modelsearch.settings

Named so that pytest does not collect it: the portal's settings are not those of these tests.
tests/test_modelsearch_suite.py runs it with each run of ours; docs/search.md has the figures.
"""

from unittest import expectedFailure

from django.conf import settings
from django.test import SimpleTestCase, TestCase
from modelsearch.backends import get_search_backend
from modelsearch.test.testapp.models import AdvertWithCustomUUIDPrimaryKey
from modelsearch.tests import (
    elasticsearch_common_tests,
    test_backends,
    test_mysql_backend,
    test_postgres_backend,
    test_sqlite_backend,
)

from search.models import Entry, Posting, Term
from tests.modelsearch import library

# Cases that cannot hold on our backend, with the reason. Each is run, and must fail: one that holds
# after all makes the run fail until it is struck off here.
EXCEPTIONS = {
    "test_symbols_in_search_term": (
        'asks that "java@script" does not find "JavaScript"; here marks inside a word do not count,'
        ' so that "e-mail" finds "email", and a number typed without its hyphens the one with them'
    ),
    "test_filter_with_unsupported_lookup_type": (
        "asks that a filter by a regular expression is refused; the database knows it, so it works"
    ),
    "test_rebuild_modelsearch_index_command_schema_only": (
        "asks that nothing is found after the schema was made anew; here the schema is what"
        " migrations make, and an index is written anew while it is in use"
    ),
}

# Cases that no backend but one of upstream's could be asked, with the reason. They are not run.
LEFT_OUT = {
    "test_all_indexes": "names Elasticsearch's indexes",
    "test_index_entry_model": "looks into upstream's own table, IndexEntry",
    "test_weights": "calls a function of upstream's PostgreSQL backend",
    "test_lexeme_validation": "calls a class of upstream's MySQL backend",
    "test_get_search_field_for_related_fields": (
        "calls a method of upstream's compilers, and is expected to fail there"
    ),
    "test_verre_prefix_match_ranks_first": (
        "asks for the order of FUZZY_PREFIX_BOOST, a setting of upstream's PostgreSQL backend"
    ),
    "test_hyphenated_word_splitting": "asks for the order of FUZZY_PREFIX_BOOST, as well",
    "test_fuzzy_search_without_trigram_extension": "patches upstream's PostgreSQL backend",
    "test_unaccent_without_extension_raises_helpful_error": "patches upstream's PostgreSQL backend",
}

BACKEND = settings.MODELSEARCH_BACKENDS["default"]["BACKEND"]
COMMON = test_backends.BackendTests


class InTheLibrary:
    """Has our library instead of upstream's fixture."""

    backend_path = BACKEND
    fixtures = []

    @classmethod
    def setUpTestData(cls):
        library.fill()

    def clear_index_entries(self):
        super().clear_index_entries()
        for model in (Posting, Term, Entry):
            model.objects.all().delete()


def suite(name: str, *upstream: type) -> type[TestCase]:
    """What `upstream` asks besides what it asks of every backend, with the helpers for that."""
    members = {}
    for source in upstream:
        for member, value in vars(source).items():
            if member == "_create_and_index" or (
                member.startswith("test_")
                and member not in {*vars(COMMON), *LEFT_OUT}
                and not hasattr(value, "__unittest_skip__")
            ):
                members[member] = value
    made = type(name, (InTheLibrary, test_backends.BackendTestSetupMixin, TestCase), members)
    return expecting_exceptions(made)


def expecting_exceptions(suite: type[TestCase]) -> type[TestCase]:
    for name in EXCEPTIONS if BACKEND == settings.OURS else ():
        if hasattr(suite, name):
            setattr(suite, name, expectedFailure(getattr(suite, name)))
    return suite


@expecting_exceptions
class Common(InTheLibrary, COMMON, TestCase):
    """What upstream asks of every backend."""


# What it asks of one kind of backend, but could ask of another.
Server = suite("Server", elasticsearch_common_tests.ElasticsearchCommonSearchBackendTests)
SQLite = suite("SQLite", test_sqlite_backend.TestSQLiteSearchBackend)
MySQL = suite("MySQL", test_mysql_backend.TestMySQLSearchBackend)
PostgreSQL = suite(
    "PostgreSQL",
    test_postgres_backend.TestPostgresSearchBackend,
    test_postgres_backend.TestPostgresFuzzyUnaccent,
    test_postgres_backend.TestPostgresFuzzyLevenshteinRanking,
)
SUITES = [Common, Server, SQLite, MySQL, PostgreSQL]


class OtherKeys(TestCase):
    """What upstream does not ask: a model whose keys are no numbers. Ours only."""

    @classmethod
    def setUpTestData(cls):
        for number in range(250):
            AdvertWithCustomUUIDPrimaryKey.objects.create(text=f"Advert {number} of a thing")
        cls.long = AdvertWithCustomUUIDPrimaryKey.objects.create(text="Tractor adverts")

    def setUp(self):
        if BACKEND != settings.OURS:
            self.skipTest("only for our backend")
        self.backend = get_search_backend()
        self.adverts = AdvertWithCustomUUIDPrimaryKey.objects.all()
        self.backend.add_bulk(AdvertWithCustomUUIDPrimaryKey, self.adverts)

    def search(self, query, **options) -> list[str]:
        return [advert.text for advert in self.backend.search(query, self.adverts, **options)]

    def test_are_found(self):
        assert self.search("tractor") == self.search('"tractor adverts"') == ["Tractor adverts"]
        assert self.search("tractor", order_by_relevance=False) == ["Tractor adverts"]

    def test_are_counted_and_sliced_where_there_are_many(self):
        results = self.backend.search("advert", self.adverts)

        assert results.count() == 251
        pages = [
            [advert.pk for advert in results[start : start + 50]] for start in range(0, 300, 50)
        ]
        assert len({key for page in pages for key in page}) == 251
        assert len(self.search("advert", order_by_relevance=False)) == 251

    def test_are_changed_and_deleted(self):
        self.long.text = "Plough"
        self.long.save()
        self.backend.add(self.long)

        assert self.search("tractor") == []
        assert self.search("plough") == ["Plough"]
        self.long.delete()
        self.backend.delete(self.long)
        assert self.search("plough") == []

    def test_may_be_deleted_after_their_row(self):
        key = self.long.pk
        self.long.delete()
        self.long.pk = key
        self.backend.delete(self.long)

        assert not Entry.objects.filter(object_id=str(key)).exists()
        assert Entry.objects.count() == 250


class Lists(SimpleTestCase):
    def test_exceptions_are_cases_that_there_are(self):
        assert set(EXCEPTIONS) <= {name for each in SUITES for name in dir(each)}
