"""Excerpts: the words of a query marked in the forms that they stand in, in the passage that says
most of it."""

import re
import time

import pytest

from search.excerpts import LENGTH, Marker

LONG = "Zdanie, które niczego nie mówi o tym, czego ktoś szuka. " * 20


def plain(html: str) -> str:
    return re.sub(r"</?mark>", "", html)


def marks(html: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", html)


@pytest.mark.parametrize(
    ("language", "query", "text", "marked"),
    [
        ("pl", "strefa przemysłowa", "W strefie przemysłowej", ["strefie", "przemysłowej"]),
        ("pl", "strefy przemyslowej", "Strefa przemysłowa", ["Strefa", "przemysłowa"]),
        ("pl", "wegla", "Po węglu: węgiel i Węglowa", ["węglu", "węgiel"]),
        ("pl", "Belchatowie", "Kopalnia Bełchatów", ["Bełchatów"]),
        ("pl", "klaster", "Statut KLASTRA", ["KLASTRA"]),
        ("en", "zones", "An industrial zone", ["zone"]),
        ("en", "investing", "Who invests here", ["invests"]),
        ("pl", "7692252507", "NIP 769-225-25-07", ["769-225-25-07"]),
        ("pl", "KRS", "zapisany w KRS-ie", ["KRS-ie"]),
        ("pl", "email", "adres e-mail", ["e-mail"]),
        ("pl", "niemiecka", "rada polsko-niemiecka", ["niemiecka"]),
    ],
)
def test_words_are_marked_in_the_form_they_stand_in(language, query, text, marked):
    assert marks(Marker(query, language).marked(text)) == marked


def test_a_word_with_other_diacritics_is_not_marked_where_the_very_word_stands():
    assert marks(Marker("kąt", "pl").marked("kąt prosty i kat")) == ["kąt"]


def test_it_is_where_the_very_word_does_not_stand():
    assert marks(Marker("kat", "pl").marked("dwa kąty proste")) == ["kąty"]


def test_words_that_only_hold_a_sentence_together_are_not_marked_beside_others():
    assert marks(Marker("energia i praca w regionie", "pl").marked("i w energii")) == ["energii"]


def test_they_are_where_nothing_else_was_typed():
    assert marks(Marker("się", "pl").marked("dzieje się")) == ["się"]


def test_what_was_searched_instead_is_marked():
    marker = Marker("stlefa", "pl", {"stlefa": ("strefa",)})

    assert marks(marker.marked("Nowe strefy")) == ["strefy"]


def test_a_phrase_is_marked_as_a_whole_and_only_where_it_stands_so():
    marker = Marker("„strefa przemyslowa”", "pl")

    text = "Strefa lub przemysłowa strefa przemysłowa"

    assert marks(marker.marked(text)) == ["strefa przemysłowa"]


def test_excluded_words_are_not_marked():
    assert marks(Marker("strefa -forum", "pl").marked("Forum o strefie")) == ["strefie"]


def test_a_beginning_is_marked_while_it_is_typed():
    assert marks(Marker("nowa przem", "pl", begun=True).marked("Nowa strefa przemysłowa")) == [
        "Nowa",
        "przemysłowa",
    ]


@pytest.mark.parametrize("text", ["<script>strefa</script>", "a & strefa", "\"strefa\" 'x'"])
def test_the_text_is_escaped_before_it_is_marked(text):
    html = Marker("strefa script", "pl").marked(text)

    assert "<script" not in html
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", html)
    assert "<mark>strefa</mark>" in html


def test_pieces_joined_are_the_text():
    text = "Nowa strefa: strefy, strefą & co."

    assert "".join(Marker("strefa", "pl").pieces(text)) == text


class TestPassage:
    def test_a_short_text_is_shown_whole(self):
        assert Marker("strefa", "pl").excerpt("Nowa strefa.") == "Nowa <mark>strefa</mark>."

    def test_a_text_without_the_words_is_shown_from_its_beginning(self):
        html = Marker("strefa", "pl").excerpt(LONG)

        assert LONG.startswith(html.rstrip("…"))
        assert html[-1] in "….?!"

    def test_nothing_is_an_excerpt_of_nothing(self):
        assert Marker("strefa", "pl").excerpt(" \n\n ") == ""

    def test_it_shows_where_most_of_the_words_stand(self):
        text = f"O strefie.\n{LONG}\nPowstaje strefa przemysłowa koło Kleszczowa.\n{LONG}"
        html = Marker("strefa przemysłowa Kleszczów", "pl").excerpt(text)

        assert marks(html) == ["strefa", "przemysłowa", "Kleszczowa"]

    def test_deep_in_a_paragraph_it_begins_with_an_ellipsis_and_a_whole_word(self):
        words = "bez kropki jest to długie zdanie " * 30
        html = plain(Marker("strefa", "pl").excerpt(f"{words}wreszcie strefa {words}"))

        assert html.startswith("…")
        assert html.endswith("…")
        assert set(html.strip("…").split()) <= {*words.split(), "wreszcie", "strefa"}

    def test_it_begins_with_a_sentence_where_one_begins_nearby(self):
        html = plain(Marker("strefa", "pl").excerpt(f"{LONG}Tu powstaje strefa. {LONG}"))

        assert html.startswith("…Tu powstaje strefa.")

    @pytest.mark.parametrize("query", ["strefa", "zdanie", "nic z tego", '"'])
    def test_it_is_about_as_long_as_asked(self, query):
        text = f"{LONG}Tu powstaje strefa. {LONG}"

        assert len(plain(Marker(query, "pl").excerpt(text))) < LENGTH * 1.3

    def test_short_paragraphs_are_shown_together(self):
        html = plain(Marker("strefa", "pl").excerpt("Strefa\nKto i gdzie\nZdanie. Drugie."))

        assert html == "Strefa · Kto i gdzie · Zdanie. Drugie."

    def test_a_word_without_end_is_cut(self):
        assert len(Marker("strefa", "pl").excerpt("x" * 100_000)) < LENGTH * 1.3

    def test_control_characters_are_left_out(self):
        assert Marker("strefa", "pl").excerpt("a\x00b\x1b strefa") == "a b <mark>strefa</mark>"

    def test_letters_in_parts_are_marked_with_all_their_marks(self):
        # NFD, as text from a Mac or a PDF is.
        assert marks(Marker("węgiel", "pl").marked("we\u0328giel")) == ["we\u0328giel"]


@pytest.mark.parametrize(
    "text",
    ["strefa " * 200_000, "x" * 1_000_000, "a.b-c/" * 100_000, "słowo inne\n" * 100_000],
    ids=["hits", "one word", "joints", "paragraphs"],
)
def test_a_huge_text_takes_no_longer_than_a_long_one(text):
    marker = Marker("strefa „strefa przemysłowa” energia", "pl")
    began = time.perf_counter()
    marker.excerpt(text)

    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("query", ["", " ", '"', "-", "a" * 10_000, "é́́" * 500, "a b " * 500])
def test_no_query_is_too_strange(query):
    assert plain(Marker(query, "pl").excerpt("Nowa strefa.")) == "Nowa strefa."
