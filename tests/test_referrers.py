"""Pages are found by what they show of people, categories and documents, also when that changes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from home.models import MissionPage
from news.models import Category, NewsPage
from tests import factories
from tests.stories import item as listed
from tests.stories import programme, quote, session


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def person(db):
    return factories.PersonFactory(name="Anna Przykładowa")


def change(instance, **values) -> None:
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()


class TestFound:
    def test_a_quote_by_the_new_name_of_who_said_it(self, polish_tree, publish, person, commit):
        publish(polish_tree.news, body=[quote(person)])

        with commit():
            change(person, name="Anna Odmieniona")

        assert list(NewsPage.objects.search("Odmieniona")) == [polish_tree.news]
        assert not NewsPage.objects.search("Przykładowa")

    def test_a_programme_by_the_new_role_of_a_speaker(self, polish_tree, publish, person, commit):
        publish(
            polish_tree.news, body=[programme(session(speakers=[listed({"person": person.pk})]))]
        )

        with commit():
            change(person, role_pl="burmistrzyni")

        assert list(NewsPage.objects.search("burmistrzyni")) == [polish_tree.news]

    def test_news_by_the_new_name_of_their_category(self, polish_tree, commit):
        with commit():
            change(Category.objects.get(), name_pl="Zmiana", name_en="Change")

        assert list(NewsPage.objects.search("Zmiana")) == [polish_tree.news]


class TestReindexed:
    def test_is_every_type_that_refers(self, polish_tree, publish, person, commit, indexed):
        publish(polish_tree.news, body=[quote(person)])
        publish(polish_tree.mission, body=[quote(person)])

        with commit():
            change(person, name="Inna")

        expected = [(NewsPage, {polish_tree.news.pk}), (MissionPage, {polish_tree.mission.pk})]
        assert sorted(indexed, key=str) == sorted(expected, key=str)

    def test_is_nothing_that_does_not_refer(self, polish_tree, person, commit, indexed):
        with commit():
            change(person, name="Inna")

        assert indexed == []

    def test_is_nothing_where_no_column_changes(
        self, polish_tree, publish, person, commit, indexed
    ):
        publish(polish_tree.news, body=[quote(person)])

        with commit():
            person.save()

        assert indexed == []

    def test_is_nothing_where_the_change_is_taken_back(
        self, polish_tree, publish, person, commit, indexed
    ):
        publish(polish_tree.news, body=[quote(person)])

        with commit():
            try:
                with transaction.atomic():
                    change(person, name="Inna")
                    raise ValueError
            except ValueError:
                pass

        assert indexed == []

    def test_is_what_referred_to_the_deleted(self, polish_tree, publish, person, commit, indexed):
        publish(polish_tree.news, body=[quote(person)])

        with commit():
            person.delete()

        assert indexed == [(NewsPage, {polish_tree.news.pk})]


class TestMany:
    """A person on thousands of pages."""

    PAGES = 120

    @pytest.fixture
    def quoted_everywhere(self, polish_tree, person):
        """References suffice: they are all that is asked for within the request."""
        row = reference(polish_tree.news, person)
        ReferenceIndex.objects.bulk_create(
            ReferenceIndex(**{**row, "object_id": str(100_000 + number)})
            for number in range(1, self.PAGES)
        )
        return person

    def test_cost_the_request_no_more_than_none(
        self, quoted_everywhere, django_capture_on_commit_callbacks
    ):
        nobody, first = (factories.PersonFactory(name=name) for name in ("Nikt", "Ktoś"))

        def cost(person) -> int:
            with (
                django_capture_on_commit_callbacks(execute=False),
                CaptureQueriesContext(connection) as asked,
            ):
                change(person, organisation_pl="Inna", organisation_en="Other")
            return len(asked)

        # The first one teaches the index the new words.
        cost(first)

        assert cost(quoted_everywhere) == cost(nobody)

    def test_are_loaded_a_chunk_at_a_time(self, quoted_everywhere, commit, monkeypatch):
        loaded = []
        monkeypatch.setattr(
            NewsPage,
            "get_indexed_objects",
            classmethod(lambda cls: Loading(loaded)),
        )

        with commit():
            change(quoted_everywhere, name="Inna")

        assert loaded == [50, 50, 20]


class Loading(list):
    """Stands for a queryset; notes how many objects it is asked for."""

    def __init__(self, loaded: list):
        self.loaded = loaded

    def filter(self, pk__in):
        self.loaded.append(len(pk__in))
        return []


def reference(page, person) -> dict:
    """The columns of a reference from `page` to `person`."""
    page.body = [quote(person)]
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(page)
    columns = [field.attname for field in ReferenceIndex._meta.fields if not field.primary_key]
    return ReferenceIndex.get_references_to(person).values(*columns).get()
