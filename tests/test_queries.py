"""A budget of queries for each page, so that no listing grows a query per row again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Page

from portal.editions.shelf import forget
from portal.models.queryset import ReadableQuerySet
from tests import factories
from tests.stories import block, item, long_story, programme, quote, session
from tests.translating import translate

# The first request of an edition makes all of a page, the next ones find it made.
FIRST, NEXT = 16, 6


def queries(client, path: str) -> int:
    """How many queries the first request of an edition for `path` runs."""
    assert client.get(path).status_code == 200
    forget()
    return next_queries(client, path)


def next_queries(client, path: str) -> int:
    """How many queries a request for `path` runs, with the page cache off."""
    with override_settings(PAGE_CACHE=False), CaptureQueriesContext(connection) as captured:
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
        "/pl/ludzie/",
        "/pl/slowniczek/",
        "/en/",
        "/en/contact/",
        "/en/glossary/",
        "/en/news/",
        "/en/news/nowa-strefa/",
    ],
)
def test_pages_stay_within_their_query_budget(client, tree, path):
    assert queries(client, path) <= FIRST
    assert next_queries(client, path) <= NEXT


@pytest.mark.parametrize("path", ["/pl/", "/pl/aktualnosci/", "/pl/aktualnosci/nowa-strefa/"])
def test_more_news_cost_no_more_queries(client, tree, path):
    factories.NewsPageFactory(parent=tree.news_index, picture=factories.ImageFactory())
    with_one = queries(client, path)
    for _ in range(8):
        factories.NewsPageFactory(parent=tree.news_index, picture=factories.ImageFactory())

    assert queries(client, path) == with_one


def test_finding_what_readers_may_see_joins_no_other_page():
    # SQLite, once it has counted its rows, would look through all pages for each page.
    assert " JOIN " not in str(ReadableQuerySet(Page).readable().query)


def test_a_story_of_every_block_stays_within_the_budget(client, polish_tree, publish):
    publish(polish_tree.news, body=long_story(), picture=factories.ImageFactory())

    assert queries(client, "/pl/aktualnosci/nowa-strefa/") <= FIRST


@pytest.fixture
def rich_news(polish_tree, publish, django_capture_on_commit_callbacks) -> str:
    """The address of an English report as editors write them: quotes by people with portraits
    whose Polish is offered, a programme with speakers, pictures, related news with theirs."""
    people = [
        factories.PersonFactory(name=f"Anna {number}", portrait=factories.ImageFactory())
        for number in range(4)
    ]
    speakers = [item({"person": person.pk}) for person in people]
    publish(
        polish_tree.news,
        picture=factories.ImageFactory(),
        body=[
            *(quote(person, text=f"Zdanie: {person.name}.") for person in people),
            programme(session(speakers=speakers), session("Panel", speakers=speakers)),
            block("picture", {"picture": factories.ImageFactory().pk, "caption": "Podpis"}),
        ],
    )
    for _ in range(4):
        factories.NewsPageFactory(parent=polish_tree.news_index, picture=factories.ImageFactory())
    pages = [polish_tree.home, polish_tree.news_index, *polish_tree.news_index.get_children()]
    for page in pages:
        with django_capture_on_commit_callbacks(execute=True):
            translate(page.specific)
    return "/en/aktualnosci/nowa-strefa/"


def test_a_rich_report_stays_within_the_budget(client, rich_news):
    html = client.get(rich_news).content.decode()

    assert html.count('class="quote__portrait') == 4
    assert html.count("show original") == 4
    assert html.count('class="news-card news-card--stacked"') == 3
    assert queries(client, rich_news) <= FIRST


@pytest.mark.parametrize(
    "make",
    [
        lambda: quote(factories.PersonFactory(portrait=factories.ImageFactory())),
        lambda: block("embed", {"title": "Film", "embed": "https://example.org/film"}),
        lambda: block("picture", {"picture": factories.ImageFactory().pk, "caption": ""}),
        lambda: programme(session(speakers=[item({"person": factories.PersonFactory().pk})])),
    ],
    ids=["quotes", "embeds", "pictures", "programmes"],
)
def test_more_blocks_of_a_kind_cost_no_more_queries(client, polish_tree, publish, make):
    publish(polish_tree.mission, body=[make()])
    with_one = queries(client, "/pl/misja/")
    publish(polish_tree.mission, body=[make() for _ in range(6)])

    assert queries(client, "/pl/misja/") == with_one
