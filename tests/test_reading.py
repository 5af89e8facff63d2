"""How long a news item takes to read."""

import pytest
from bs4 import BeautifulSoup

from portal.reading import reading_minutes
from tests import factories
from tests.stories import block, programme, quote, session
from tests.test_queries import queries
from tests.translating import translate


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [
        ("pl", 0, 1),
        ("pl", 1, 1),
        ("pl", 166, 1),
        ("pl", 330, 2),
        ("pl", 1660, 10),
        ("en", 330, 1),
        ("en", 2280, 10),
    ],
)
def test_counts_the_words_a_minute_of_the_language(language, words, minutes):
    assert reading_minutes(["słowo " * words], language) == minutes


def test_counts_all_texts():
    assert reading_minutes(["słowo " * 166] * 3, "pl") == 3


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minuta czytania"),
        (3, "3 minuty czytania"),
        (5, "5 minut czytania"),
        (12, "12 minut czytania"),
        (22, "22 minuty czytania"),
    ],
)
def test_is_told_in_good_polish(client, polish_tree, publish, minutes, words):
    publish(polish_tree.news, body=[block("paragraph", f"<p>{'słowo ' * 166 * minutes}</p>")])
    page = BeautifulSoup(client.get("/pl/aktualnosci/nowa-strefa/").content, "html.parser")

    meta = page.select_one(".byline").get_text(" ", strip=True)
    assert words in meta.replace("\u00a0", " ")


def test_counts_every_kind_of_text_in_the_story(polish_tree, publish):
    text = "słowo " * 166
    news = publish(
        polish_tree.news,
        lead="słowo " * 90,
        body=[
            block("paragraph", f"<p>{text}</p>"),
            quote(factories.PersonFactory(), text=text),
            programme(session(summary=text)),
        ],
    )

    assert news.reading_minutes == 4


def test_is_that_of_the_language_of_the_page(
    client, polish_tree, publish, django_capture_on_commit_callbacks
):
    publish(polish_tree.news, body=[block("paragraph", f"<p>{'word ' * 1368}</p>")])
    with django_capture_on_commit_callbacks(execute=True):
        for page in (polish_tree.home, polish_tree.news_index, polish_tree.news):
            english = translate(page)

    assert (polish_tree.news.reading_minutes, english.reading_minutes) == (8, 6)
    assert "6 minutes to read" in client.get("/en/aktualnosci/nowa-strefa/").content.decode()


def test_a_copy_is_read_as_slowly_as_its_original(polish_tree, publish, english):
    publish(polish_tree.news, body=[block("paragraph", f"<p>{'słowo ' * 1368}</p>")])
    copy = polish_tree.news.copy_for_translation(english, copy_parents=True, alias=True)

    assert copy.reading_minutes == 8


def test_people_in_quotes_cost_no_query_each(client, polish_tree, publish):
    publish(polish_tree.news, body=[quote(factories.PersonFactory())])
    with_one = queries(client, "/pl/aktualnosci/nowa-strefa/")
    publish(polish_tree.news, body=[quote(factories.PersonFactory()) for _ in range(5)])

    assert queries(client, "/pl/aktualnosci/nowa-strefa/") == with_one
