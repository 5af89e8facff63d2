"""The glossary: what editors may write into it, where its terms are found, and its page."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from home.glossary import by_letter, entries_in
from home.models import GlossaryPage
from portal.glossary import terms_in, terms_in_all
from portal.models import GlossaryTerm
from search.finding import find
from search.forms import Form
from tests import factories
from tests.test_queries import FIRST, queries

make = factories.GlossaryTermFactory


def said(text: str, language: str = "pl") -> list[tuple[str, str]]:
    """(what stands there, the Polish term that it says) for each place in `text`."""
    return [(text[m.start : m.end], m.term.term_pl) for m in terms_in(text, language)]


def read(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split())


@pytest.fixture
def zone(db):
    return make()


class TestTerm:
    def test_needs_a_definition_in_both_languages_or_neither(self, db):
        with pytest.raises(ValidationError) as refused:
            GlossaryTerm(term_pl="a", term_en="b", definition_pl="Coś.").full_clean()

        assert set(refused.value.message_dict) == {"definition_en"}

    def test_may_have_other_words_in_one_language_only(self, db):
        GlossaryTerm(term_pl="źródła", term_en="sources", synonyms_pl="OZE").full_clean()

    @pytest.mark.parametrize(
        "typed", ["OZE\nźródła zielone", "OZE, źródła  zielone", " OZE;;\r\nźródła zielone,oze,"]
    )
    def test_takes_other_words_as_editors_type_them(self, db, typed):
        term = GlossaryTerm(term_pl="a", term_en="b", synonyms_pl=typed)
        term.full_clean()

        assert term.synonyms_pl == "OZE\nźródła zielone"

    def test_does_not_repeat_itself_in_other_words(self, db):
        term = GlossaryTerm(
            term_pl=" strefa  przemysłowa ", term_en="b", synonyms_pl="Strefa przemysłowa"
        )
        term.full_clean()

        assert term.names("pl") == ["strefa przemysłowa"]

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"term_pl": "Strefa Przemysłowa", "term_en": "x"}, "term_pl"),
            ({"term_pl": "x", "term_en": "INDUSTRIAL ZONE"}, "term_en"),
            (
                {"term_pl": "x", "term_en": "y", "synonyms_pl": "Ż, strefa przemysłowa"},
                "synonyms_pl",
            ),
            ({"term_pl": "sp", "term_en": "y"}, "term_pl"),
        ],
    )
    def test_has_its_words_for_itself(self, db, values, field):
        make(synonyms_pl="SP")

        with pytest.raises(ValidationError) as refused:
            GlossaryTerm(**values).full_clean()

        assert list(refused.value.message_dict) == [field]
        named = "industrial zone" if field == "term_en" else "strefa przemysłowa"
        assert f"„{named}”" in refused.value.message_dict[field][0]

    def test_says_all_that_is_wrong_at_once(self, zone):
        with pytest.raises(ValidationError) as refused:
            GlossaryTerm(term_pl=zone.term_pl, term_en="x", definition_en="y").full_clean()

        assert set(refused.value.message_dict) == {"term_pl", "definition_pl"}

    def test_may_be_saved_again(self, zone):
        zone.full_clean()

    def test_may_be_the_same_word_in_both_languages(self, db):
        make(term_pl="region", term_en="area")

        GlossaryTerm(term_pl="wójt", term_en="region").full_clean()

    def test_is_sorted_by_the_polish_alphabet(self, db):
        for term in [
            "żwir",
            "łąka",
            "zwał",
            "strefa przemysłowa",
            "Ćma",
            "strefa",
            "źródło",
            "lignit",
        ]:
            make(term_pl=term, term_en=f"{term} en")

        assert [term.term_pl for term in GlossaryTerm.objects.all()] == [
            "Ćma", "lignit", "łąka", "strefa", "strefa przemysłowa", "zwał", "źródło", "żwir",
        ]  # fmt: skip


class TestInTexts:
    @pytest.mark.parametrize(
        "form",
        [
            "strefa przemysłowa", "strefy przemysłowej", "strefą przemysłową",
            "Strefie Przemysłowej", "stref przemysłowych", "STREFOM PRZEMYSŁOWYM",
            "strefa\nprzemysłowa", "strefa\u00a0przemysłowa",
        ],
    )  # fmt: skip
    def test_is_found_in_any_form(self, zone, form):
        assert said(f"Plan: {form}, nowy.") == [(form, "strefa przemysłowa")]

    @pytest.mark.parametrize("form", ["industrial zone", "Industrial zones"])
    def test_is_found_in_english(self, zone, form):
        assert said(f"An {form}!", "en") == [(form, "strefa przemysłowa")]

    @pytest.mark.parametrize(
        "other",
        [
            "strefa",
            "przemysłowa strefa",
            "strefa bardzo przemysłowa",
            "superstrefa przemysłowa",
            "industrial zone",
            "",
        ],
    )
    def test_is_not_found_where_it_is_not_said(self, zone, other):
        assert said(other) == []

    def test_letters_composed_otherwise_are_the_same(self, zone):
        assert len(said("strefą przemysłową".replace("ą", "a\u0328"))) == 1

    def test_of_overlapping_terms_the_longest_is_meant(self, zone):
        make(term_pl="strefa", term_en="zone")
        make(term_pl="nowa strefa", term_en="new zone")
        make(term_pl="strefa przemysłowa gminy", term_en="industrial zone of the municipality")

        assert said("Nowe strefy przemysłowe gminy i nowe strefy, i strefa.") == [
            ("strefy przemysłowe gminy", "strefa przemysłowa gminy"),
            ("nowe strefy", "nowa strefa"),
            ("strefa", "strefa"),
        ]

    def test_other_words_are_found(self, db):
        make(term_pl="odnawialne źródła energii", synonyms_pl="OZE")

        assert [place for place, _term in said("OZE, OZE-u, oze, OZE/CHP")] == [
            "OZE", "OZE-u", "oze", "OZE",
        ]  # fmt: skip

    def test_of_one_letter_is_no_preposition(self, db):
        make(term_pl="W", term_en="A")

        assert said("w lesie 5 W") == [("W", "W")]
        assert said("a 5 A", "en") == [("A", "W")]

    def test_an_abbreviation_is_no_preposition_either(self, db):
        make(term_pl="zespół elektrowni", synonyms_pl="ZE")

        assert said("ze strefy ZE") == [("ZE", "zespół elektrowni")]

    @pytest.mark.parametrize(
        "term", ["e-mail", "CO2", "R&D", "węgiel (brunatny)", "5.0", "dual-use"]
    )
    def test_may_have_signs_in_it(self, db, term):
        make(term_pl=term)

        assert [place for _place, place in said(f"Oto {term}.")] == [term]

    @pytest.mark.parametrize("term", ["!!!", "…", "😀"])
    def test_without_letters_is_found_nowhere(self, db, term):
        make(term_pl=term)

        assert said(f"{term} {term}") == []

    def test_of_many_words_is_found(self, db):
        term = " ".join(["strefa przemysłowa"] * 6)[:120]
        make(term_pl=term)

        assert said(f"To {term}!") == [(term, term)]

    def test_an_empty_glossary_finds_nothing(self, db):
        assert terms_in("strefa przemysłowa", "pl") == []
        assert terms_in_all([], "pl") == []

    def test_a_language_without_terms_finds_nothing(self, zone):
        assert terms_in("strefa przemysłowa", "de") == []

    def test_many_texts_cost_one_query(self, zone, django_assert_num_queries):
        with django_assert_num_queries(1):
            found = terms_in_all(["strefa przemysłowa", "nic", "stref przemysłowych"] * 20, "pl")

        assert [len(matches) for matches in found] == [1, 0, 1] * 20

    def test_every_change_is_known_at_once(self, zone):
        assert said("strefa przemysłowa")
        GlossaryTerm.objects.update(term_pl="kopalnia")
        assert said("strefa przemysłowa, kopalnie") == [("kopalnie", "kopalnia")]
        zone.delete()
        assert said("kopalnia") == []

    def test_2000_terms_are_found_in_a_long_page_in_no_time(self, db):
        syllables = ["ba", "ko", "li", "mu", "ne", "po", "ra", "su", "te", "wy"]
        names = [
            f"{a}{b}{c}rnia {a}{c}owa" for a in syllables for b in syllables for c in syllables
        ]
        names += [f"{name} gminy" for name in names]
        GlossaryTerm.objects.bulk_create(
            GlossaryTerm(term_pl=name, term_en=name, sorted_as=name) for name in names
        )
        text = "Nowa strefa przemysłowa gminy leży przy kopalni, bakolirnia baliowa też. " * 200
        terms_in(text, "pl")
        start = time.process_time()

        found = terms_in(text, "pl")

        assert time.process_time() - start < 1
        assert len(found) == 200


@pytest.mark.parametrize("language", ["pl", "en"])
class TestAdmin:
    @pytest.fixture
    def editor_client(self, admin_client, admin_user, language):
        profile = UserProfile.get_for_user(admin_user)
        profile.preferred_language = language
        profile.save()
        return admin_client

    def test_lists_terms_in_order(self, editor_client, language):
        make(term_pl="żwir", term_en="gravel", definition_pl="Kamyki.", definition_en="Pebbles.")
        make(term_pl="łąka", term_en="meadow")
        page = read(editor_client, reverse("wagtailsnippets_portal_glossaryterm:list"))
        rows = [text(row) for row in page.select("tbody tr")]

        assert "łąka" in rows[0]
        assert "gravel" in rows[1]
        assert {"pl": "Kamyki.", "en": "Pebbles."}[language] in rows[1]
        assert {"pl": "Terminy słowniczka", "en": "Glossary terms"}[language] in text(page)

    @pytest.mark.parametrize(
        ("query", "wanted"),
        [
            ("q=przemysłowej", {"strefa przemysłowa"}), ("q=ind", {"strefa przemysłowa"}),
            ("q=SP", {"strefa przemysłowa"}), ("defined=true", {"żwir"}),
            ("defined=false", {"strefa przemysłowa"}),
            ("defined=false&q=stref", {"strefa przemysłowa"}),
            ("defined=true&q=stref", set()), ("defined=maybe&q=%22", set()),
        ],
    )  # fmt: skip
    def test_finds_and_filters(self, editor_client, language, query, wanted):
        make(synonyms_pl="SP")
        make(term_pl="żwir", term_en="gravel", definition_pl="Kamyki.", definition_en="Pebbles.")
        page = read(editor_client, f"{reverse('wagtailsnippets_portal_glossaryterm:list')}?{query}")

        found = {text(tag) for tag in page.select("tbody .title-wrapper")}
        assert found == wanted

    def test_is_written_kept_in_history_and_exported(self, editor_client, language):
        values = {
            "term_pl": "prosument", "term_en": "prosumer", "definition_pl": "<b>Kto</b>",
            "definition_en": "Who", "synonyms_pl": "", "synonyms_en": "",
        }  # fmt: skip
        added = editor_client.post(reverse("wagtailsnippets_portal_glossaryterm:add"), values)
        term = GlossaryTerm.objects.get()
        history = read(
            editor_client, reverse("wagtailsnippets_portal_glossaryterm:history", args=[term.pk])
        )
        listed = reverse("wagtailsnippets_portal_glossaryterm:list")
        export = b"".join(editor_client.get(f"{listed}?export=csv").streaming_content).decode()

        assert added.status_code == 302
        assert len(history.select("tbody tr")) == 1
        assert "prosument,prosumer,<b>Kto</b>,Who" in export

    def test_says_what_is_wrong(self, editor_client, zone, language):
        page = editor_client.post(
            reverse("wagtailsnippets_portal_glossaryterm:add"),
            {"term_pl": "STREFA PRZEMYSŁOWA", "term_en": "x" * 121},
        )
        wrong = text(BeautifulSoup(page.content, "html.parser"))

        assert page.status_code == 200
        assert {"pl": "należy już do terminu", "en": "belongs to the term"}[language] in wrong
        assert "121" in wrong


def test_nobody_without_permission_sees_it(client, django_user_model, zone):
    client.force_login(django_user_model.objects.create_user("ktos", password="x"))

    response = client.get(reverse("wagtailsnippets_portal_glossaryterm:list"))

    assert response.status_code == 302


class TestPage:
    @pytest.fixture
    def terms(self, tree):
        make(
            term_pl="źródło", term_en="Źródło <b>source</b>", synonyms_pl="OZE\nkrynica",
            definition_pl="Skąd <script>alert(1)</script>", definition_en="Where it comes from",
        )  # fmt: skip
        make(term_pl="zwał", term_en="heap")
        make(term_pl="Łąka", term_en="meadow")
        make(term_pl="laka", term_en="lacquer")
        make(term_pl="5G", term_en="5G network")
        make(term_pl="„ósmy”", term_en="the eighth")

    def test_lists_terms_by_letter(self, client, terms):
        page = read(client, "/pl/slowniczek/")

        assert [text(tag) for tag in page.select(".glossary h2")] == [
            "0–9",
            "L",
            "Ł",
            "Ó",
            "Z",
            "Ź",
        ]
        assert [text(tag) for tag in page.select("dfn")] == [
            "5G", "laka", "Łąka", "„ósmy”", "zwał", "źródło",
        ]  # fmt: skip

    def test_in_english_by_the_english_terms(self, client, terms):
        page = read(client, "/en/glossary/")

        assert [text(tag) for tag in page.select("dfn")] == [
            "5G network", "heap", "lacquer", "meadow", "the eighth", "Źródło <b>source</b>",
        ]  # fmt: skip

    @pytest.mark.parametrize("path", ["/pl/slowniczek/", "/en/glossary/"])
    def test_letters_lead_to_their_terms(self, client, terms, path):
        page = read(client, path)
        ids = [tag["id"] for tag in page.select("[id]")]

        assert len(ids) == len(set(ids))
        assert {link["href"][1:] for link in page.select(".glossary-letters a")} == {
            tag["id"] for tag in page.select(".glossary h2")
        }

    def test_words_that_read_alike_have_anchors_of_their_own(self, client, terms):
        anchors = [tag["id"] for tag in read(client, "/pl/slowniczek/").select(".glossary__entry")]

        assert anchors[1] == "term-laka"
        assert anchors[2] == f"term-laka-{GlossaryTerm.objects.get(term_pl='Łąka').pk}"

    @pytest.mark.parametrize(
        ("path", "term", "other"),
        [("/pl/slowniczek/", "zwał", ("en", "heap")), ("/en/glossary/", "heap", ("pl", "zwał"))],
    )
    def test_says_the_other_language_in_its_language(self, client, terms, path, term, other):
        page = read(client, path)
        entry = next(tag.find_parent("div") for tag in page.select("dfn") if text(tag) == term)
        named = entry.select_one("[lang]")

        assert (named["lang"], text(named)) == other

    def test_definitions_are_no_markup(self, client, terms):
        html = client.get("/pl/slowniczek/").content.decode()

        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<b>source</b>" not in html
        assert "także: OZE, krynica" in text(BeautifulSoup(html, "html.parser"))

    def test_every_term_is_described(self, client, terms):
        for group in read(client, "/pl/slowniczek/").select("dl > div.glossary__entry"):
            assert [tag.name for tag in group.find_all(["dt", "dd"])][:2] == ["dt", "dd"]

    @pytest.mark.parametrize("path", ["/pl/slowniczek/", "/en/glossary/"])
    def test_says_so_if_there_are_none(self, client, tree, path):
        page = read(client, path)

        assert not page.select("nav.glossary-letters, dl.glossary")
        assert {"p": "Nie ma tu jeszcze", "e": "There are no terms"}[path[1]] in text(page.main)

    def test_more_terms_cost_no_more_queries(self, client, tree):
        make()
        with_one = queries(client, "/pl/slowniczek/")
        for number in range(30):
            make(term_pl=f"termin {number}", term_en=f"term {number}")

        assert queries(client, "/pl/slowniczek/") == with_one <= FIRST

    def test_a_copy_waiting_for_its_translation_speaks_polish(self, client, tree, english):
        tree.english(tree.glossary).delete()
        tree.glossary.refresh_from_db()
        tree.glossary.copy_for_translation(english, alias=True)
        make()

        page = read(client, "/en/slowniczek/")

        assert text(page.dfn) == "strefa przemysłowa"
        assert page.select_one(".glossary__other [lang=en]")

    def test_is_found_by_what_it_explains(self, tree, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            term = make(definition_pl="Osobliwy teren.", definition_en="A peculiar place.")

        assert [page.specific for page in find("osobliwego terenu", "pl")] == [tree.glossary]
        assert [page.pk for page in find("peculiar places", "en")] == [
            tree.english(tree.glossary).pk
        ]

        with django_capture_on_commit_callbacks(execute=True):
            term.delete()
        assert not list(find("osobliwego terenu", "pl"))

    def test_there_is_one_in_a_language(self, polish_tree):
        assert not GlossaryPage.can_create_at(polish_tree.home)


def test_letters_of_other_alphabets_stand_where_they_sound():
    terms = [
        GlossaryTerm(pk=n, term_pl=t, term_en="x")
        for n, t in enumerate(["Émile", "Ωmega", "😀", "(x)"])
    ]

    assert [letter.name for letter in by_letter(entries_in("pl", terms))] == ["0–9", "E", "O", "X"]


def test_a_term_is_called_by_its_name_in_the_active_language(zone):
    with translation.override("en"):
        assert str(zone) == "industrial zone"


@override_settings(WORD_FORMS="tests.test_glossary.plain_forms")
def test_which_words_are_forms_of_one_is_a_setting(zone):
    GlossaryTerm.objects.update(term_pl="alfa")

    assert said("alfa alfy") == [("alfa", "alfa")]


def plain_forms(text, language, *, typed=False):
    return [
        Form(match.start(), match.end(), frozenset([match.group()]), False)
        for match in re.finditer(r"\w+", text)
    ]
