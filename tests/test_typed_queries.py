"""What is typed into a search field, taken apart (search/queries.py)."""

import random
import unicodedata

import pytest

from search.queries import LONGEST_QUERY, Typed, clean, typed


@pytest.mark.parametrize(
    "text",
    [
        '"nowa strefa"',
        "„nowa strefa”",
        "“nowa strefa”",
        "«nowa strefa»",
        "»nowa strefa«",
        '„nowa strefa"',
        '" nowa  strefa "',
    ],
)
def test_quotation_marks_of_all_kinds_make_a_phrase(text):
    found = typed(text)

    assert found.words == ""
    assert [" ".join(phrase.split()) for phrase in found.phrases] == ["nowa strefa"]


def test_words_stand_around_phrases():
    assert typed('klaster „nowa strefa” "tereny po kopalni" Kleszczów') == Typed(
        "klaster Kleszczów", ("nowa strefa", "tereny po kopalni")
    )


@pytest.mark.parametrize(
    "text", ['"strefa', 'strefa"', "„strefa", "strefa”", '"', '""', '" "', "«", '"""']
)
def test_a_mark_that_closes_nothing_is_no_syntax(text):
    found = typed(text)

    assert found.phrases == ()
    assert ("strefa" in found.words) == ("strefa" in text)


@pytest.mark.parametrize("text", ['ekran 5" dotykowy', '12" i 15" koła', 'O"Brien', 'a"b"c'])
def test_marks_inside_of_words_are_no_syntax(text):
    assert typed(text) == Typed(text)


@pytest.mark.parametrize("text", ['strefa "!"', 'strefa -"…"', 'strefa "_"', "strefa -_"])
def test_what_holds_no_letter_is_neither_looked_for_nor_excluded(text):
    found = typed(text)

    assert found.words.split()[0] == "strefa"
    assert (found.phrases, found.excluded) == ((), ())


@pytest.mark.parametrize(
    ("text", "words", "excluded"),
    [
        ("strefa -handlowa", "strefa", ("handlowa",)),
        ("-handlowa strefa", "strefa", ("handlowa",)),
        ('strefa -"tereny po kopalni"', "strefa", ("tereny po kopalni",)),
        ("strefa -„tereny po kopalni” -plaża", "strefa", ("tereny po kopalni", "plaża")),
        ("raport -2026-11-25", "raport", ("2026-11-25",)),
        ("poczta -biuro@example.org", "poczta", ("biuro@example.org",)),
    ],
)
def test_a_minus_excludes(text, words, excluded):
    found = typed(text)

    assert found.words == words
    assert sorted(found.excluded) == sorted(excluded)


@pytest.mark.parametrize(
    "text",
    [
        "strefa - Kleszczów",
        "strefa -",
        "- strefa",
        "-",
        "--",
        "strefa --",
        "strefa – Kleszczów",
        "–strefa",
        "strefa —handlowa",
        "e-mail",
        "polsko-niemiecka",
        "KRS-ie",
        "2026-11-25",
        "97-410",
        "12–14",
        "strefa -…",
    ],
)
def test_other_hyphens_and_dashes_are_no_syntax(text):
    assert typed(text) == Typed(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-strefa", "strefa"),
        ("-strefa -handlowa", "strefa handlowa"),
        ("-2026-11-25", "2026-11-25"),
        ("-e-mail", "e-mail"),
        ('-"nowa strefa"', '"nowa strefa"'),
    ],
)
def test_what_only_excludes_is_taken_for_words(text, words):
    assert typed(text) == Typed(words)


def test_a_phrase_and_an_exclusion_are_a_query():
    assert typed('"nowa strefa" -plaża') == Typed("", ("nowa strefa",), ("plaża",))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("  strefa\t\nprzemysłowa ", "strefa przemysłowa"),
        ("strefa\u00a0przemysłowa\u2028", "strefa przemysłowa"),
        ("stre\x00fa", "stre fa"),
        ("\x00", ""),
        ("\x1b[31mstrefa\x7f\x85", "[31mstrefa"),
        ("\ud800strefa\udfff", "strefa"),
        ("strefa\uffff\ufffe", "strefa"),
        ("wiatr 🌬️ 👩‍🔬", "wiatr 🌬️ 👩‍🔬"),
        ("שלום עולם", "שלום עולם"),
    ],
)
def test_control_characters_and_broken_text_are_left_out(text, cleaned):
    assert clean(text) == cleaned
    assert typed(text).words == cleaned


@pytest.mark.parametrize("piece", ["x", "strefa ", '"', "-", "-x ", '"x" ', "\x00", " ", "a\u0301"])
def test_a_huge_query_is_cut_to_what_anybody_types(piece):
    text = piece * (10_000 // len(piece))

    found = typed(text)

    assert len(clean(text)) <= LONGEST_QUERY
    assert sum(map(len, (found.words, *found.phrases, *found.excluded))) <= LONGEST_QUERY


def test_an_empty_query_is_false():
    assert not typed("")
    assert not typed(' \x00 " " ')
    assert typed("x")
    assert typed('"x"')
    assert typed("-x")


def test_nothing_that_can_be_typed_is_an_error_or_gets_lost():
    chance = random.Random(0)  # noqa: S311 - the same each time
    letters = "aąłßż09 \t\n-–—\"„”“«»'’.,:;@_/\\%*()&|<>\x00\ud800\u0301\u00ad\u200d\u202e😀ב½"

    for _ in range(5_000):
        text = "".join(chance.choices(letters, k=chance.choice([1, 2, 5, 20, 60])))
        found = typed(text)
        kept = " ".join([found.words, *found.phrases, *found.excluded])
        assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, text))
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in kept)


@pytest.mark.parametrize("text", ["temperatura -5", "COVID -19", "perspektywa 2021 -2027"])
def test_a_minus_before_a_small_number_is_no_minus(text):
    assert typed(text).excluded == ()


def test_a_phrase_typed_again_is_one_phrase():
    assert typed('"a" ' * 33).phrases == ("a",)
