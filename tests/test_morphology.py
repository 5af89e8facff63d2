"""What is decided about words, numbers and languages (search/morphology.py)."""

import logging
import random
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.apps import apps

from search import morphology
from search.morphology import (
    CODE,
    LEMMA,
    Analyser,
    Word,
    analyser,
    composed,
    fold,
    folded_words,
    one_slip,
    words,
)

needs_morfeusz = pytest.mark.skipif(
    not analyser("pl").has_dictionary, reason="there is no Morfeusz for this machine"
)


def cut(text: str) -> list[str]:
    return [word.text for word in words(text)]


def only(text: str) -> Word:
    (word,) = words(text)
    return word


def code(text: str) -> str:
    return only(text).code


def keys(text: str, language: str = "pl") -> set[morphology.Key]:
    of_language = analyser(language)
    return {
        key
        for word in words(text)
        for part in (word, *word.parts)
        for key in of_language.keys(part)
    }


def meet(one: str, other: str, language: str = "pl") -> bool:
    return not keys(one, language).isdisjoint(keys(other, language))


def lemmas(word: str) -> set[str]:
    return {text for kind, text in analyser("pl").read(word).keys if kind == LEMMA}


@contextmanager
def at_most(seconds: float):
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < seconds


# --- folding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Łódź", "lodz"),
        ("Straße STRASSE", "strasse strasse"),
        ("ﬁrma eﬀekt", "firma effekt"),
        ("m² CO₂ Ⅳ", "m2 co2 iv"),
        ("Bełchato\u0301w", "belchatow"),
        ("İstanbul ıspanak", "istanbul ispanak"),
        ("Đorđe Ørsted Þór Ħal Æsop", "dorde orsted thor hal aesop"),
        ("x\u0302\u0327\u0301", "x"),
        ("prze\u00admysł", "przemysl"),
        ("Ｗｉｄｅ", "wide"),
        ("שלום", "שלום"),
        ("wiatr 🌬", "wiatr 🌬"),
        ("", ""),
        ("\x00\ud800", "\x00\ud800"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_folding_does_not_depend_on_how_letters_are_composed(form):
    text = "Zażółć gęślą jaźń, Dvořák, Ångström: ½ ﬁ"

    assert fold(unicodedata.normalize(form, text)) == fold(text)


def test_composing_keeps_diacritics():
    assert composed("WE\u0328GIEL") == composed("WĘGIEL") == "węgiel"
    assert composed("Prze\u00admysł") == "przemysł"
    assert composed("ﬁrma") == "firma"


# --- words -------------------------------------------------------------------------------------


def test_a_word_is_a_run_of_letters_and_digits():
    assert cut("Nowa strefa (CO2, 3D)… „już” – działa!") == [
        "Nowa", "strefa", "CO2", "3D", "już", "działa",
    ]  # fmt: skip


def test_a_word_knows_its_place():
    text = "Strefa: biuro@example.org, KRS-ie, 12 345 zł, we\u0328giel"

    placed = [text[word.start : word.end] for word in words(text)]

    assert placed == ["Strefa", "biuro@example.org", "KRS-ie", "12 345", "zł", "we\u0328giel"]


@pytest.mark.parametrize(
    ("text", "parts", "joined"),
    [
        ("e-mail", ["e", "mail"], "email"),
        ("polsko‑niemiecka", ["polsko", "niemiecka"], "polskoniemiecka"),
        ("KON-2026/07", ["KON", "2026", "07"], "kon202607"),
        ("biuro@example.org", ["biuro", "example", "org"], "biuroexampleorg"),
        ("/pliki/plan-biura.pdf", ["pliki", "plan", "biura", "pdf"], "plikiplanbiurapdf"),
        ("C:\\Dane", ["C", "Dane"], ""),
        ("snake_case", ["snake", "case"], "snakecase"),
        ("AT&T", ["AT", "T"], "att"),
        ("12–14", ["12", "14"], "1214"),
        ("UE-27", ["UE", "27"], "ue27"),
    ],
)
def test_words_joined_by_marks_are_a_compound(text, parts, joined):
    found = list(words(text))

    assert [part.text for word in found for part in word.plain()] == parts
    if joined:
        assert found[0].code == joined
        for part in found[0].parts:
            assert text[part.start : part.end] == part.text


def test_an_address_is_cut_at_what_joins_no_words():
    text = "https://example.org/pl/szukaj/?q=strefa"

    assert cut(text) == ["https", "example.org/pl/szukaj", "q", "strefa"]


def test_marks_around_a_word_are_not_its_own():
    assert cut("-strefa- 'strefa', …strefa. __strefa__ #strefa @strefa") == ["strefa"] * 6


def test_a_compound_meets_its_parts_and_itself_with_another_ending():
    assert meet("e-mail", "mail")
    assert meet("e-mail", "E-MAIL")
    assert not meet("biuro@example.org", "nabór@przyklad.pl")
    polish = analyser("pl")
    assert set(polish.codes(only("polsko-niemieckiej"))) & set(
        polish.codes(only("polsko-niemiecka"))
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_and_loose_accents_are_cut_alike(form):
    text = unicodedata.normalize(form, "Węgiel, gęślą-jaźń")

    found = [part for word in words(text) for part in word.plain()]

    assert [unicodedata.normalize("NFC", part.text) for part in found] == [
        "Węgiel", "gęślą", "jaźń",
    ]  # fmt: skip
    assert not any(part.code for part in found)
    assert keys(text) == keys(unicodedata.normalize("NFC", text))


def test_what_does_not_show_does_not_cut_a_word():
    assert folded_words("prze\u00admys\u00adłowa stre\u2060fa") == ["przemyslowa", "strefa"]
    assert keys("prze\u00admys\u00adłowa") == keys("przemysłowa")


def test_folded_words_are_those_of_compounds():
    assert folded_words("E-mail: Biuro@example.org, KRS-ie") == [
        "e", "mail", "biuro", "example", "org", "krs",
    ]  # fmt: skip


# --- numbers, dates, codes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["12345", "12 345", "12\u00a0345", "12\u202f345", "12\u2009345", "12.345", "12,345"],
)
def test_thousands_are_written_in_many_ways(text):
    assert code(text) == "12345"
    assert meet(text, "12345")


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (["12,5", "12.5"], "12.5"),
        (["3,14159", "3.14159"], "3.14159"),
        (["12 345,50", "12\u00a0345,50", "12.345,50", "12,345.50", "12345,50"], "12345.50"),
        (["1.234.567,89", "1,234,567.89", "1 234 567,89"], "1234567.89"),
        (["2 000 000", "2.000.000", "2,000,000"], "2000000"),
        (["1 234,567", "1.234,567", "1,234.567"], "1234.567"),
    ],
)
def test_both_notations_of_a_number_are_one(texts, number):
    assert {code(text) for text in texts} == {number}


def test_numbers_that_differ_stay_apart():
    assert not set(analyser("pl").codes(only("1,5"))) & set(analyser("pl").codes(only("15")))
    assert code("1.2.3") == "123"
    assert code("127.0.0.1") == "127001"
    assert code("127.0.0.1") != code("12700.1")


@pytest.mark.parametrize("dash", ["-", "–", "‑"])
def test_a_range_is_two_numbers(dash):
    assert [word.code for word in words(f"10 000{dash}20 000 zł")] == ["10000", "20000", ""]


def test_numbers_next_to_each_other_are_not_one():
    assert [word.code for word in words("1 2 3")] == ["1", "2", "3"]
    assert [word.code for word in words("w 2026 500 000 zł")] == ["", "2026", "500000", ""]
    assert [word.code for word in words("12\n345")] == ["12", "345"]


@pytest.mark.parametrize(
    "text",
    ["25.11.2026", "25-11-2026", "25/11/2026", "2026-11-25", "2026.11.25", "2026/11/25"],
)
def test_a_date_in_figures_is_one(text):
    assert code(text) == "2026-11-25"
    assert [part.text for part in only(text).parts]


def test_a_date_needs_no_leading_zeros():
    assert code("5.7.2025") == code("05.07.2025") == "2025-07-05"
    assert code("29.02.2024") == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("31.02.2026", "31022026"),
        ("29.02.2026", "29022026"),
        ("2026/13/45", "20261345"),
        ("00.00.0000", "00000000"),
        ("25.11-2026", "25112026"),
    ],
)
def test_what_is_no_date_is_its_digits(text, joined):
    assert code(text) == joined


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("769-225-25-07", "7692252507"),
        ("+48 607 444 242", "48607444242"),
        ("607-444-242", "607444242"),
        ("97-410", "97410"),
        ("000.114.918.9", "0001149189"),
    ],
)
def test_digits_joined_by_marks_are_the_digits(one, other):
    assert meet(one, other)


def test_a_register_number_is_not_read_as_a_word():
    assert keys("0001149189") == {(CODE, "0001149189")}
    assert keys("540869122") == {(CODE, "540869122")}
    assert meet("NIP: 7692252507", "nip")


# --- endings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("KRS-ie", "KRS"),
        ("OZE-u", "OZE"),
        ("PDF-y", "PDF"),
        ("NATO-wski", "NATO"),
        ("SMS‑ami", "SMS"),
        ("region's", "region"),
        ("Kennedy'ego", "Kennedy"),
        ("Kennedy’ego", "Kennedy"),
        ("Bush’em", "Bush"),
    ],
)
def test_endings_fall_off_abbreviations_and_foreign_names(text, without):
    word = only(text)

    assert word.text == without
    assert (word.start, word.end) == (0, len(text))
    assert not word.parts
    assert meet(text, without)
    assert meet(text, text.lower())


@pytest.mark.parametrize("text", ["e-mail", "O'Brien", "d'Artagnan", "Krs-ie", "KRS-IE", "UE-27"])
def test_what_is_no_ending_stays(text):
    assert only(text).text == text
    assert len(only(text).parts) == 2


def test_an_underscore_is_in_no_word():
    assert [part.text for part in only("snake_case's").parts] == ["snake", "case", "s"]


# --- Polish ------------------------------------------------------------------------------------


@needs_morfeusz
class TestPolish:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("strefy", "strefa"),
            ("przemysłowej", "przemysłowa"),
            ("klastra", "klaster"),
            ("węgla", "węgiel"),
            ("węgłem", "węgieł"),
            ("Bełchatowie", "BEŁCHATÓW"),
            ("Kleszczowa", "Kleszczów"),
            ("Rząśni", "Rząśnia"),
            ("dni", "dzień"),
            ("latem", "lato"),
            ("kopiemy", "kopać"),
            ("lepszy", "najlepszy"),
            ("śpi", "spać"),
            ("ślę", "słać"),
            ("najmu", "najem"),
            ("maksymalnie", "maksymalny"),
            ("szybko", "szybki"),
            ("dobrze", "dobrze"),
        ],
    )
    def test_forms_of_a_word_meet(self, one, other):
        assert meet(one, other)
        assert analyser("pl").read(one).known

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("kat", "kąt"),
            ("kata", "kąta"),
            ("sad", "sąd"),
            ("sadem", "sądem"),
            ("węgla", "węgła"),
            ("kopalnia", "kopać"),
            ("zakład", "zakładka"),
            ("gmina", "gminny"),
            ("energia", "energetyk"),
            ("demon", "demo"),
            ("ludzie", "człowiek"),
            ("lata", "rok"),
            ("list", "listwa"),
        ],
    )
    def test_words_that_look_alike_stay_apart(self, one, other):
        assert not meet(one, other)

    def test_a_form_of_several_words_is_all_of_them(self):
        assert lemmas("list") == {"list", "lista"}
        assert meet("list", "listą")
        assert meet("list", "listem")
        assert not meet("listą", "listem")

    def test_forms_of_another_root_stay_together(self):
        assert meet("ludzie", "ludźmi")
        assert meet("latach", "lata")
        assert lemmas("najlepszego") == {"dobry·l"}

    def test_the_dictionary_does_not_care_for_case(self):
        assert analyser("pl").read("STREFA") == analyser("pl").read("strefa")
        assert analyser("pl").read("Węgiel").keys == ((LEMMA, "węgiel"),)

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_the_dictionary_knows_words_with_loose_accents(self, form):
        assert analyser("pl").read(unicodedata.normalize(form, "Węgiel")).known

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Linux", "Linuksa"),
            ("Linux", "linuxem"),
            ("linuksie", "LINUX"),
            ("bittorrencie", "BitTorrent"),
            ("postscriptu", "PostScript"),
        ],
    )
    def test_foreign_words_meet_in_either_spelling(self, one, other):
        assert meet(one, other)

    def test_a_word_that_no_dictionary_knows_is_its_own_lemma(self):
        reading = analyser("pl").read("Solparkowo")

        assert not reading.known
        assert (LEMMA, "solparkowo") in reading.keys

    @pytest.mark.parametrize("word", ["w", "z", "i", "na", "dla", "się", "oraz", "że", "Przez"])
    def test_function_words(self, word):
        assert analyser("pl").read(word).function

    @pytest.mark.parametrize(
        "word", ["strefa", "gmina", "prąd", "nowa", "dwa", "węgiel", "Solpark"]
    )
    def test_telling_words(self, word):
        assert not analyser("pl").read(word).function

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("wegla", "węgla"),
            ("przemyslowej", "przemysłowej"),
            ("Belchatowie", "bełchatowie"),
            ("laczacych", "łączących"),
            ("zazolc", "zażółć"),
            ("zrodlo", "źródło"),
        ],
    )
    def test_diacritics_are_restored(self, typed, meant):
        found = analyser("pl").restored(typed)

        assert meant in found
        assert all(fold(word) == typed.lower() for word in found)

    def test_there_may_be_nothing_to_restore(self):
        assert analyser("pl").restored("xyz") == ()
        assert analyser("pl").restored("") == ()
        assert analyser("pl").restored("prąd") == ()

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("strrfa", "strefa"), ("enrgia", "energia"), ("klasetr", "klaster"), ("prrąd", "prąd")],
    )
    def test_slips_are_corrected(self, typed, meant):
        assert meant in analyser("pl").corrected(typed)

    @pytest.mark.parametrize("word", ["a" * 60, "l" * 200, "acelnosz" * 5, "x" * 100_000])
    def test_guessing_at_no_word_ends_soon(self, word):
        with at_most(2):
            assert analyser("pl").restored(word) == ()
            assert analyser("pl").corrected(word) == ()
            assert not analyser("pl").read(word).known

    def test_many_threads_read_alike(self):
        forms = ["strefy", "węgla", "kąt", "list", "linuxem", "najlepszy", "Bełchatowie", "qwerta"]
        expected = [Analyser("pl").read(form) for form in forms]
        shared = Analyser("pl")._engine  # without its cache, which would hide a race

        def read(_turn: int) -> list[morphology.Reading]:
            return [shared.read(form) for form in forms]

        with ThreadPoolExecutor(max_workers=16) as pool:
            assert all(found == expected for found in pool.map(read, range(300)))

    def test_the_name_tells_the_dictionary(self):
        assert analyser("pl").name.startswith("morfeusz2 ")
        assert "sgjp" in analyser("pl").name
        assert "snowball polish" in analyser("pl").name


# --- Polish without Morfeusz -------------------------------------------------------------------


@pytest.fixture
def without_morfeusz(monkeypatch):
    monkeypatch.setattr(morphology, "morfeusz2", None)
    analyser.cache_clear()
    yield
    analyser.cache_clear()


@pytest.mark.usefixtures("without_morfeusz")
class TestWithoutMorfeusz:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("strefy", "strefa"), ("przemysłowej", "przemysłowa"), ("gminach", "gmina")],
    )
    def test_most_forms_meet(self, one, other):
        assert meet(one, other)

    def test_a_word_is_read_by_snowball(self):
        polish = analyser("pl")

        assert not polish.has_dictionary
        assert polish.name.startswith("snowball polish ")
        assert not polish.read("strefa").known
        assert polish.read("dla").function
        assert polish.restored("wegla") == ()
        assert polish.corrected("strrfa") == ()

    def test_the_start_says_so(self, caplog):
        with caplog.at_level(logging.WARNING, logger="search.apps"):
            apps.get_app_config("search").ready()

        assert "Morfeusz 2 is not installed" in caplog.text
        assert "snowball polish" in caplog.text

    def test_the_start_says_nothing_on_a_site_without_polish(self, caplog, settings):
        settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]

        apps.get_app_config("search").ready()

        assert "Morfeusz" not in caplog.text


@needs_morfeusz
def test_the_start_says_nothing_with_morfeusz(caplog):
    apps.get_app_config("search").ready()

    assert "Morfeusz" not in caplog.text


# --- other languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "zones", "zone"),
        ("en", "Meetings", "meeting"),
        ("en", "Bełchatów", "belchatow"),
        ("en", "region's", "regions"),
        ("de", "Häuser", "Haus"),
        ("de", "Straßen", "Strasse"),
        ("en-gb", "zones", "zone"),
        ("xx", "Énergie", "energie"),
    ],
)
def test_words_of_other_languages_meet(language, one, other):
    assert meet(one, other, language)


def test_an_unknown_language_is_folded_only():
    assert analyser("xx").name == "folding"
    assert not meet("zones", "zone", "xx")
    assert not analyser("xx").has_dictionary


def test_a_variety_of_a_language_is_analysed_as_the_language():
    assert analyser("en-gb") is analyser("en-US") is analyser("en")
    assert analyser("pl") is analyser("pl")


def test_english_function_words():
    assert analyser("en").read("The").function
    assert not analyser("en").read("zone").function


# --- slips -------------------------------------------------------------------------------------


def test_one_slip_is_a_letter_missed_doubled_mistaken_or_swapped():
    found = one_slip("ab", "abc")

    assert found[0] == "ba"
    assert {"a", "b", "abb", "cab", "ac", "abc", "ba"} <= set(found)
    assert "ab" not in found
    assert len(found) == len(set(found))
    assert all(abs(len(text) - 2) <= 1 for text in found)


def test_slips_of_nothing():
    assert one_slip("", "ab") == ["a", "b"]


# --- strange texts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \t\n", []),
        ("\x00", []),
        ("a\x00b", ["a", "b"]),
        ("\ud800strefa\udfff", ["strefa"]),
        ("\u0301\u0301strefa", ["strefa"]),
        ("👩‍🔬 wiatr🌬️turbina", ["wiatr", "turbina"]),
        ("שלום עולם, العربية", ["שלום", "עולם", "العربية"]),
        ("\u202estrefa\u202c", ["strefa"]),
        ("能源转型", ["能源转型"]),
        ("½ ² ①", ["½", "²", "①"]),
        ("-–/.,:;@_+&'’#\\", []),
    ],
)
def test_strange_texts(text, found):
    assert cut(text) == found
    for language in ("pl", "en", "xx"):
        keys(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "ż" * 100_000,
        "1" * 100_000,
        "a" + "\u0301" * 100_000,
        "a" + "\u0315\u0301" * 50_000,
        "a\u0328\u0301" * 33_000,
        "\u0301" * 100_000,
        "\u00ad" * 100_000,
        "a\u00ad" * 50_000,
        "a-" * 50_000,
        "1." * 50_000,
        "1," * 50_000 + "x",
        "a'" * 50_000,
        "123 " * 25_000,
        "123 " * 25_000 + "a",
        "1 000-" * 16_000,
        "@" * 100_000,
        "_" * 100_000,
        "😀" * 100_000,
    ],
    ids=range(19),
)
def test_a_long_text_takes_time_that_grows_with_its_length(text):
    with at_most(5):
        list(words(text))
        fold(text)
        folded_words(text)
        for language in ("pl", "en"):
            keys(text, language)


def test_no_text_is_an_error_and_each_word_is_where_it_says():
    chance = random.Random(0)  # noqa: S311 - the same each time
    letters = (
        "abKRSąęłżŹßİıﬁ0123456789     -‐‑–/.,:;@_+&'’#\\\"„”\n\t\x00\ud800\u0301\u0328\u00ad\u200d"
        "\u00a0\u202f²½Ⅳ😀בع能"
    )
    analysers = [analyser(language) for language in ("pl", "en", "de", "xx")]

    for _ in range(1_500):
        text = "".join(chance.choices(letters, k=chance.choice([1, 3, 8, 30, 100])))
        end = 0
        for word in words(text):
            assert end <= word.start < word.end <= len(text)
            end = word.end
            # An ending that fell off belongs to the place, not to the word.
            assert text[word.start : word.end].startswith(word.text)
            inside = word.start
            for part in word.parts:
                assert inside <= part.start
                assert text[part.start : part.end] == part.text
                inside = part.end
            assert inside <= word.end
            for part in (word, *word.parts):
                for of_language in analysers:
                    assert all(text for _kind, text in of_language.keys(part))
        assert all(folded_words(text))
