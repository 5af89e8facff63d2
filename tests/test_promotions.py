"""Promoted results: which are shown for which words, in which language, and at what cost."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search import promotions
from search.promotions import promoted
from tests import factories


def promote(query: str, page=None, **values) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(query), page=page, **values)


def titles(text: str, language: str = "pl") -> list[str]:
    return [promotion.title for promotion in promoted(text, language)]


@pytest.fixture
def promoted_zone(polish_tree):
    """“Nowa strefa”, promoted for “strefa przemysłowa”."""
    return promote("strefa przemysłowa", polish_tree.news)


@pytest.mark.parametrize(
    "typed",
    [
        "strefa przemysłowa",
        "strefy przemysłowej",
        "Strefami Przemysłowymi",
        "  STREFA   PRZEMYSŁOWA ",
        "przemysłowa strefa",
        "strefa przemyslowa",
        "strefy przemyslowej",
        "w strefie przemysłowej",
        '"strefa przemysłowa"',
        "strefa przemysłowa?",
    ],
)
def test_a_query_meets_a_promotion_of_the_same_meaning(promoted_zone, typed):
    assert titles(typed) == ["Nowa strefa"]


@pytest.mark.parametrize(
    "typed",
    ["strefa", "przemysłowa", "strefa ekonomiczna", "strefa przemysłowa Bełchatów", "", "?", "w"],
)
def test_a_query_that_says_more_or_less_meets_none(promoted_zone, typed):
    assert titles(typed) == []


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("strefa przemyslowa", "strefy przemysłowej"),
        ("e-mail", "email"),
        ("NIP 7692252507", "nip 769-225-25-07"),
        ("polsko-niemiecka współpraca", "współpracy polsko-niemieckiej"),
        ("węgiel", "wegla"),
        ("krs", "KRS-ie"),
        ("kąt", "kat"),
        ("kto jest kim", "KTO JEST KIM"),
    ],
)
def test_so_does_one_that_is_written_otherwise(polish_tree, query, typed):
    promote(query, polish_tree.news)

    assert titles(typed) == ["Nowa strefa"]


def test_who_types_diacritics_means_them(polish_tree):
    promote("sad", polish_tree.news)

    assert titles("sąd") == []


def test_english_words_meet_in_their_forms(tree):
    promote("industrial zone", tree.english(tree.news))

    assert titles("Industrial zones", "en") == ["EN Nowa strefa"]


def test_a_page_is_shown_in_the_search_of_its_own_language_only(tree):
    promote("forum", tree.english(tree.event))

    assert (titles("forum", "pl"), titles("forum", "en")) == ([], ["EN Forum"])


def test_a_link_to_another_site_is_shown_in_every_language(polish_tree):
    promote("bip", external_link_url="https://bip.example.org/", external_link_text="BIP")

    assert (titles("bip", "pl"), titles("bip", "en")) == (["BIP"], ["BIP"])


def test_a_draft_is_not_shown(polish_tree):
    promote("szkic", factories.NewsPageFactory(parent=polish_tree.news_index, live=False))

    assert titles("szkic") == []


def test_a_page_that_is_not_open_to_everybody_is_not_shown(polish_tree, promoted_zone):
    PageViewRestriction.objects.create(page=polish_tree.news, restriction_type="login")

    assert titles("strefa przemysłowa") == []


def test_promotions_keep_the_order_of_their_editor(polish_tree):
    promote("region", polish_tree.mission, sort_order=1)
    promote("region", polish_tree.event, sort_order=0)

    assert titles("regionu") == ["Forum", "Misja"]


def test_a_page_promoted_twice_for_the_same_meaning_is_shown_once(polish_tree, promoted_zone):
    promote("strefy przemysłowe", polish_tree.news)

    assert titles("strefa przemysłowa") == ["Nowa strefa"]


def test_a_promotion_has_a_title_a_link_and_a_description(polish_tree):
    promote("misja", polish_tree.mission, description="Po co jesteśmy.")
    (promotion,) = promoted("misji", "pl")

    assert (promotion.title, promotion.description) == ("Misja", "Po co jesteśmy.")
    assert promotion.page.get_url() == "/pl/misja/"


def test_where_nothing_is_promoted_the_page_costs_one_query_more(
    polish_tree, promoted_zone, django_assert_num_queries
):
    with django_assert_num_queries(1):
        promoted("zupełnie co innego", "pl")


def test_what_readers_type_drives_out_nothing_that_is_remembered(promoted_zone):
    promotions.promoted_meaning.cache_clear()
    for number in range(5):
        promoted(f"cokolwiek {number}", "pl")

    remembered = promotions.promoted_meaning.cache_info()
    assert (remembered.currsize, remembered.misses, remembered.hits) == (1, 1, 4)


def test_more_promotions_cost_no_more_queries(
    polish_tree, promoted_zone, django_assert_num_queries
):
    for number in range(20):
        promote(f"słowo {number}", polish_tree.mission)
        promote("strefa przemysłowa", factories.NewsPageFactory(parent=polish_tree.news_index))

    with django_assert_num_queries(3):
        assert len(promoted("strefy przemysłowe", "pl")) == 21


@pytest.mark.parametrize(
    "typed", ["\x00", "'", '"', "-", "a AND", "x" * 5000, "ą" * 300, "słowo " * 99]
)
def test_no_query_is_too_strange(promoted_zone, typed):
    assert titles(typed) == []


class TestForm:
    def test_it_begins_with_the_words_that_are_asked_for(self, admin_client, polish_tree):
        html = admin_client.get("/admin/searchpicks/add/?query=strefa+%22x%22").content.decode()

        assert 'value="strefa &quot;x&quot;"' in html

    def test_it_has_one_place_to_fill_in(self, admin_client, polish_tree):
        html = admin_client.get("/admin/searchpicks/add/").content.decode()

        assert 'name="editors_picks-0-page"' in html
        assert 'name="editors_picks-TOTAL_FORMS" value="1"' in html

    def test_it_is_wholly_in_polish(self, admin_client, polish_tree):
        html = admin_client.get("/admin/searchpicks/add/").content.decode()

        assert "Tekst linku" in html
        assert "External link" not in html

    def test_it_promotes_a_page(self, admin_client, polish_tree):
        response = admin_client.post(
            "/admin/searchpicks/add/",
            {
                "query_string": "strefa",
                "editors_picks-TOTAL_FORMS": 1,
                "editors_picks-INITIAL_FORMS": 0,
                "editors_picks-0-page": polish_tree.mission.pk,
                "editors_picks-0-ORDER": 1,
            },
        )

        assert response.status_code == 302
        assert titles("strefy") == ["Misja"]

    def test_it_does_not_offer_queries_that_nobody_counts(self, admin_client, polish_tree):
        html = admin_client.get("/admin/searchpicks/add/").content.decode()

        assert "id_query_string-chooser" not in html

    def test_neither_does_the_list_show_how_often_they_were_asked(
        self, admin_client, promoted_zone
    ):
        html = admin_client.get("/admin/searchpicks/").content.decode()

        assert "strefa przemysłowa" in html
        assert "ordering=views" not in html

    @pytest.mark.parametrize("group", ["Redaktor", "Wydawca"])
    def test_who_writes_pages_may_promote_them(self, db, group):
        allowed = Permission.objects.filter(
            group=Group.objects.get(name=group), content_type__app_label="wagtailsearchpromotions"
        )

        assert {permission.codename.partition("_")[0] for permission in allowed} == {
            "add",
            "change",
            "delete",
        }
