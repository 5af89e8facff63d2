"""A budget of queries for each page, so that no listing grows a query per row again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.stories import long_story

BUDGET = 12


def queries(client, path: str) -> int:
    """How many queries a warm request for `path` runs."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path",
    [
        "/pl/",
        "/pl/misja/",
        "/pl/kontakt/",
        "/pl/aktualnosci/",
        "/pl/aktualnosci/nowa-strefa/",
        "/pl/wydarzenia/",
        "/pl/wydarzenia/forum/",
        "/en/",
        "/en/contact/",
        "/en/news/",
        "/en/news/nowa-strefa/",
    ],
)
def test_pages_stay_within_their_query_budget(client, tree, path):
    assert queries(client, path) <= BUDGET


@pytest.mark.parametrize("path", ["/pl/", "/pl/aktualnosci/", "/pl/aktualnosci/nowa-strefa/"])
def test_more_news_cost_no_more_queries(client, tree, path):
    factories.NewsPageFactory(parent=tree.news_index, picture=factories.ImageFactory())
    with_one = queries(client, path)
    for _ in range(8):
        factories.NewsPageFactory(parent=tree.news_index, picture=factories.ImageFactory())

    assert queries(client, path) == with_one


def test_a_story_of_every_block_stays_within_the_budget(client, polish_tree, publish):
    publish(polish_tree.news, body=long_story(), picture=factories.ImageFactory())

    assert queries(client, "/pl/aktualnosci/nowa-strefa/") <= BUDGET
