"""What readers can find is asked of the database once, and so is what was looked for lately."""

import datetime
from functools import cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from search.listing import Asked, Listing, Shelf
from search.synonyms import Synonyms
from tests import factories

# Pages and the texts that excerpts are cut from.
WARM = 2
# … and the shelves of both languages (nine), glossary, title, terms and words of the query; its
# terms in the other language, with and without diacritics.
COLD = 17


@pytest.fixture
def turbines(polish_tree):
    """Puts so many news more about turbines below the list."""

    def add(number: int):
        for day in range(number):
            factories.NewsPageFactory(
                parent=polish_tree.news_index,
                title=f"Turbina {day}",
                date=datetime.date(2024, 1, 1 + day),
            )
        return polish_tree

    return add


def look(shelf_of, **asked) -> Listing:
    """A listing that everything of was looked at that the page shows."""
    listing = Listing(Asked(**asked), "pl", shelf_of)
    assert len(listing[0:10]) == min(10, listing.count())
    assert [facet.parameter for facet in listing.facets] in ([], ["kind", "year"])
    assert listing.elsewhere == []
    assert listing.promoted == []
    return listing


def queries(shelf_of, **asked) -> int:
    with CaptureQueriesContext(connection) as captured:
        look(shelf_of, **asked)
    return len(captured)


@pytest.mark.parametrize("number", [3, 30])
def test_a_search_costs_the_same_for_any_number_of_results(turbines, number):
    turbines(number)
    shelf_of = cache(Shelf)

    assert queries(shelf_of, text="turbina") <= COLD
    assert queries(shelf_of, text="turbina") == WARM


def test_what_was_found_is_narrowed_down_sorted_and_paged_without_asking_again(turbines):
    turbines(12)
    shelf_of = cache(Shelf)
    look(shelf_of, text="turbina")

    assert queries(shelf_of, text="turbina", kind="news", year=2024, by_date=True) == WARM
    with CaptureQueriesContext(connection) as captured:
        assert len(Listing(Asked("turbina"), "pl", shelf_of)[10:20]) == 2
    assert len(captured) == WARM


def test_what_is_taken_from_readers_while_it_is_kept_is_not_shown(turbines):
    tree = turbines(2)
    shelf_of = cache(Shelf)
    look(shelf_of, text="turbina")
    tree.news_index.get_children().filter(title="Turbina 1").first().unpublish()

    titles = [hit.page.title for hit in Listing(Asked("turbina"), "pl", shelf_of)[0:10]]

    assert titles == ["Turbina 0"]


def test_neither_drafts_nor_closed_pages_nor_those_of_another_language_are_on_it(tree):
    closed = factories.NewsPageFactory(parent=tree.news_index)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    draft = factories.NewsPageFactory(parent=tree.news_index, live=False)
    pages = Shelf("pl").pages

    assert tree.news.pk in pages
    assert not {closed.pk, draft.pk, tree.english(tree.news).pk} & pages.keys()


def test_remembers_no_more_than_some_answers(turbines):
    turbines(1)
    shelf = Shelf("pl")
    for number in range(70):
        shelf.find(Synonyms(f"turbina {number}"))

    assert shelf.find.cache_info().currsize == 64
