"""The search page: what is told of results, how they are narrowed down, and that nothing that can
be typed is answered with an error."""

import datetime
import re
from types import SimpleNamespace
from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search import kinds as search_kinds
from search.listing import Asked, Elsewhere
from search.listing.others import replaced
from tests import factories
from tests.translating import translate

NASTY = [
    "",
    " ",
    '"',
    '"strefa',
    "„”",
    "-",
    "--",
    "-strefa",
    "*",
    "strefa*",
    ":*",
    "strefa:*",
    "&|!",
    "a & | ! b",
    "()",
    "NEAR(",
    'NEAR("a" "b", 5)',
    "a AND",
    "OR",
    "NOT NOT",
    "title:strefa",
    "{title} : x",
    "^strefa",
    "' OR 1=1",
    "'; DROP TABLE search_term; --",
    "\\",
    "\\'",
    "%",
    "_",
    "%s %(x)s {0}",
    "\x00",
    "stre\x00fa",
    "\x1b[31m",
    "\u202estrefa\u202c",
    "שלום",
    "😀 👩‍👩‍👧",
    "\ufffe\uffff",
    "\ud800",
    "ﬁ ² Ａ",
    "<script>alert(1)</script>",
    "<mark>",
    "{{ 7|add:7 }} {% now %}",
    "x" * 10_000,
    "x " * 5_000,
    "ąęśćżź " * 1_000,
    "1" * 10_000,
    "1e999 -0 NaN",
    "../../etc/passwd",
    "a\r\nSet-Cookie: b=c",
]


def read(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split()) if tag else ""


def titles(page: BeautifulSoup) -> list[str]:
    return [text(tag) for tag in page.select("main .search-result__title")]


def links(page: BeautifulSoup, selector: str) -> dict[str, str]:
    return {text(link): link["href"] for link in page.select(f"{selector} a")}


def promote(query: str, **values) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(query), **values)


def news(tree, title: str, **values):
    return factories.NewsPageFactory(parent=tree.news_index, title=title, **values)


@pytest.fixture
def library(polish_tree):
    """Ten Polish pages about turbines: news of two years and subjects, an event, a page."""
    other = factories.CategoryFactory(name_pl="Region", name_en="Region", slug="region")
    for number in range(5):
        news(polish_tree, f"Turbina {number}", date=datetime.date(2024, 1, 1 + number))
    for number in range(3):
        news(
            polish_tree,
            f"Turbiny w regionie {number}",
            date=datetime.date(2025, 3, 1 + number),
            category=other,
        )
    factories.EventPageFactory(parent=polish_tree.event_index, title="Forum o turbinach")
    factories.StandardPageFactory(parent=polish_tree.home, title="Czym jest turbina")
    return polish_tree


class TestResult:
    @pytest.fixture
    def result(self, client, polish_tree):
        news(
            polish_tree,
            "Nowe <turbiny>",
            lead="Zdanie o czymś innym. " * 20 + "Jedną turbinę & jej <wirnik> widać z daleka.",
        )
        return read(client, "/pl/szukaj/?q=turbina").select_one("main .search-result")

    def test_tells_the_title_with_the_word_marked_in_its_form(self, result):
        assert "Nowe &lt;<mark>turbiny</mark>&gt;" in str(result.h2)

    def test_tells_the_passage_that_holds_the_word(self, result):
        assert "<mark>turbinę</mark> &amp; jej &lt;wirnik&gt; widać" in str(
            result.select_one(".search-result__excerpt")
        )

    def test_tells_where_it_stands(self, result):
        assert text(result.select_one(".search-result__trail")) == (
            "Jest w: Strona główna Aktualności"
        )

    def test_tells_kind_date_and_category(self, result):
        assert text(result.select_one(".search-result__facts")) == (
            "Aktualności 5 lipca 2025 Energia"
        )
        assert result.time["datetime"] == "2025-07-05"

    def test_leads_to_the_page(self, result):
        assert result.a["href"] == "/pl/aktualnosci/nowe-turbiny/"

    def test_of_a_page_tells_no_date(self, client, polish_tree):
        factories.StandardPageFactory(parent=polish_tree.home, title="Wirnik")
        result = read(client, "/pl/szukaj/?q=wirnik").select_one("main .search-result")

        assert text(result.select_one(".search-result__facts")) == "Strony"

    def test_of_an_event_tells_when_it_begins(self, client, polish_tree):
        result = read(client, "/pl/szukaj/?q=forum").select_one("main .search-result")

        assert text(result.select_one(".search-result__facts")).startswith("Wydarzenia")
        assert result.time["datetime"] == polish_tree.event.start.date().isoformat()

    def test_tells_no_title_of_what_is_above_it_but_not_live(self, client, polish_tree):
        page = news(polish_tree, "Wirnik")
        type(page.get_parent()).objects.filter(pk=page.get_parent().pk).update(live=False)
        result = read(client, "/pl/szukaj/?q=wirnik").select_one("main .search-result")

        assert "Aktualności" not in text(result.select_one(".search-result__trail"))

    def test_in_english_is_told_in_english(self, client, tree):
        result = read(client, "/en/search/?q=nowa+strefa").select_one("main .search-result")

        assert text(result.select_one(".search-result__facts")) == "News 5 July 2025 Energy"


class TestNarrowingDown:
    def test_offers_kinds_with_how_many_there_are(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina")

        assert list(links(page, "[aria-labelledby=filter-kind]")) == [
            "Wszystkie rodzaje",
            "Aktualności (8)",
            "Strony (1)",
            "Wydarzenia (1)",
        ]

    def test_offers_categories_and_years(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina")

        assert {"Energia (5)", "Region (3)"} <= {*links(page, "[aria-labelledby=filter-category]")}
        years = [*links(page, "[aria-labelledby=filter-year]")]
        assert years[-2:] == ["2025 (3)", "2024 (5)"]

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("kind=news", 8),
            ("kind=event", 1),
            ("kind=page", 1),
            ("category=region", 3),
            ("year=2024", 5),
            ("kind=news&year=2025&category=region", 3),
            ("kind=news&year=2024&category=region", 0),
            ("kind=event&year=2024", 0),
        ],
    )
    def test_shows_what_was_chosen_only(self, client, library, query, count):
        assert len(titles(read(client, f"/pl/szukaj/?q=turbina&{query}"))) == count

    def test_counts_a_filter_as_if_only_the_others_were_chosen(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina&kind=news&year=2024")

        assert "2025 (3)" in links(page, "[aria-labelledby=filter-year]")
        assert "Aktualności (5)" in links(page, "[aria-labelledby=filter-kind]")

    def test_every_count_is_kept(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina")
        for name, address in links(page, ".search-filters").items():
            if "(" in name:
                count = int(name.split("(")[1].rstrip(")"))
                assert len(titles(read(client, f"/pl/szukaj/{address}"))) == count, name

    def test_finds_nothing_that_was_not_found_without_it(self, client, library):
        # Narrowed down to one, the list is not filled up with what holds some of the words.
        page = read(client, "/pl/szukaj/?q=turbina+forum&kind=event")
        whole = read(client, "/pl/szukaj/?q=turbina+forum")

        assert set(titles(page)) <= set(titles(whole))

    def test_can_be_taken_off_again(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina&kind=news&year=2024&sort=date")

        assert links(page, ".search-summary__taken") == {
            "Usuń: Aktualności": "?q=turbina&year=2024&sort=date",
            "Usuń: 2024": "?q=turbina&kind=news&sort=date",
        }

    def test_where_nothing_is_left_says_so_and_offers_to_take_off(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina&kind=event&year=2024")

        assert "Nic nie spełnia wybranych warunków" in text(page.select_one(".count"))
        assert len(page.select(".search-summary__taken a")) == 2

    @pytest.mark.parametrize(
        "query",
        [
            "kind=nothing",
            "kind=%00",
            "category=nothing",
            "category=%00",
            "category=' OR 1=1",
            "year=0",
            "year=20255",
            "year=%C2%B2%C2%B2%C2%B2%C2%B2",
            "year=x",
            "sort=x",
            "page=0",
            "page=x",
            "page=99999999999999999999",
            "page=" + "9" * 5000,
        ],
    )
    def test_what_cannot_be_meant_is_ignored(self, client, library, query):
        assert len(titles(read(client, f"/pl/szukaj/?q=turbina&{query}"))) == 10


class TestOrder:
    def test_by_date_has_the_newest_first_and_what_has_no_date_last(self, client, library):
        found = titles(read(client, "/pl/szukaj/?q=turbina&sort=date"))

        assert found[0] == "Forum o turbinach"
        assert found[1] == "Turbiny w regionie 2"
        assert found[-1] == "Czym jest turbina"

    def test_by_date_has_what_holds_only_some_of_the_words_after_all_others(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina+nowa&sort=date")
        factories.NewsPageFactory(
            parent=library.news_index, title="Nowa turbina", date=datetime.date(2001, 1, 1)
        )

        assert page.select_one(".search-results .notice")
        assert titles(read(client, "/pl/szukaj/?q=turbina+nowa&sort=date"))[0] == "Nowa turbina"

    def test_by_relevance_is_the_first_choice(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina")

        assert text(page.select_one(".search-summary__order [aria-current]")) == "Najtrafniejsze"

    def test_keeps_what_was_chosen(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina&kind=news")

        assert links(page, ".search-summary__order")["Najnowsze"] == (
            "?q=turbina&kind=news&sort=date"
        )


class TestPages:
    def test_of_a_list_carry_query_filters_and_order(self, client, library):
        for number in range(9):
            news(library, f"Kolejna turbina {number}")
        page = read(client, "/pl/szukaj/?q=turbina&kind=news&sort=date")
        following = page.select_one("a[rel=next]")["href"]

        assert following == "?q=turbina&kind=news&sort=date&page=2"
        assert len(titles(read(client, f"/pl/szukaj/{following}"))) == 7

    def test_hold_every_result_once(self, client, library):
        for number in range(15):
            news(library, f"Kolejna turbina {number}")
        for order in ("", "&sort=date"):
            found = [
                title
                for number in (1, 2, 3)
                for title in titles(read(client, f"/pl/szukaj/?q=turbina{order}&page={number}"))
            ]

            assert len(found) == len(set(found)) == 25

    def test_are_not_for_search_engines(self, client, library):
        robots = read(client, "/pl/szukaj/?q=turbina&kind=news").select_one("meta[name=robots]")

        assert robots["content"] == "noindex, follow"


class TestOtherLanguage:
    def test_says_how_many_it_has_for_the_same_words(self, client, tree):
        page = read(client, "/pl/szukaj/?q=Forum")

        assert links(page, ".search-summary") == {
            "1 wynik także po angielsku": "/en/search/?q=Forum"
        }

    def test_in_english_says_so_in_english(self, client, tree):
        page = read(client, "/en/search/?q=Forum")

        assert "1 result also in Polish" in links(page, ".search-summary")

    @pytest.mark.parametrize(
        ("count", "said"),
        [(2, "2 wyniki także po angielsku"), (5, "5 wyników także po angielsku")],
    )
    def test_counts_as_polish_does(self, client, polish_tree, tree, count, said):
        english = tree.english(tree.news_index)
        for number in range(count):
            factories.NewsPageFactory(
                parent=english, locale=english.locale, title=f"Turbine {number}"
            )

        assert said in links(read(client, "/pl/szukaj/?q=turbine"), ".search-summary")

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("de", '2 wyniki także w innym języku: <span lang="de">Deutsch</span>'),
            ("szl", '2 wyniki także w innym języku: <span lang="szl">Ślōnski</span>'),
            ("en-gb", "2 wyniki także po angielsku"),
        ],
    )
    def test_is_called_as_it_calls_itself(self, rf, settings, language, said):
        settings.LANGUAGES = [*settings.LANGUAGES, ("szl", "Ślōnski")]
        listing = SimpleNamespace(
            asked=Asked(), count=1, whole=1, elsewhere=[Elsewhere(language, 2, "x")]
        )
        with override("pl"):
            html = render_to_string(
                "components/search_summary.html",
                {"listing": listing, "elsewhere": listing.elsewhere},
            )

        assert said in " ".join(html.split())

    def test_that_has_only_some_of_the_words_is_not_named(self, client, tree):
        page = read(client, "/pl/szukaj/?q=Forum+nieznanka")

        assert not [link for link in links(page, ".search-summary") if "angielsku" in link]

    def test_the_switcher_carries_query_and_filters(self, client, tree):
        page = read(client, "/pl/szukaj/?q=Forum&kind=event")

        assert links(page, ".language-switcher")["English"] == "/en/search/?q=Forum&kind=event"


class TestHelp:
    def test_says_what_was_searched_instead_of_a_mistyped_word(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbyna")
        note = text(page.select_one(".search-summary__note"))

        assert "Żadna strona nie zawiera słowa „turbyna”. Szukamy zamiast niego:" in note
        assert "/pl/szukaj/?q=turbina" in links(page, ".search-summary__note").values()
        assert "Czym jest turbina" in titles(page)

    def test_tells_no_word_that_only_drafts_and_closed_pages_hold(self, client, library):
        news(library, "Tarbyna", live=False)
        PageViewRestriction.objects.create(page=news(library, "Torbyna"), restriction_type="login")
        page = read(client, "/pl/szukaj/?q=turbyna")

        assert [*links(page, ".search-summary__note")] == ["„turbina”"]
        assert not {"tarbyn", "torbyn"} & {*re.findall("t[ao]rbyn", str(page).lower())}

    def test_tells_no_name_from_a_draft_that_is_like_one_on_a_page(self, client, library):
        news(library, "Blafowicze", live=False)
        news(library, "O Blafowiczach")
        page = read(client, "/pl/szukaj/?q=blzfowicze")

        assert titles(page) == ["O Blafowiczach"]
        assert text(page.select_one(".search-summary__note")) == (
            "Żadna strona nie zawiera słowa „blzfowicze”. Szukamy słów, które są do niego podobne."
        )
        assert "blafowicze<" not in str(page).lower()

    @pytest.mark.parametrize("live", [True, False])
    def test_so_in_english_which_has_no_dictionary(self, client, tree, live):
        english = tree.english(tree.news_index)
        factories.NewsPageFactory(
            parent=english, locale=english.locale, title="Blafower", live=live
        )
        factories.NewsPageFactory(parent=english, locale=english.locale, title="Blafowers")
        page = read(client, "/en/search/?q=blzfower")

        assert "Blafowers" in titles(page)
        assert [*links(page, ".search-summary__note")] == (["“blafower”"] if live else [])

    @pytest.mark.parametrize(
        ("query", "asked"),
        [
            ("turbyna", "turbina"),
            ("turbynami turbyna", "turbynami turbina"),
            ("turbyna i turbyna", "turbina i turbina"),
            ("mikro-turbyna", "mikro-turbina"),
            ('"nowa turbyna" turbyna', '"nowa turbyna" turbina'),
            ("turbyna -turbyna", "turbina -turbyna"),
        ],
    )
    def test_puts_a_word_into_the_place_of_the_mistyped_one(self, query, asked):
        assert replaced(query, "turbyna", "turbina") == asked

    def test_introduces_what_holds_only_some_of_the_words(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina+forum")

        assert titles(page)[0] == "Forum o turbinach"
        assert "mniej niż dziesięć" in text(page.select_one(".search-results .notice"))
        assert [tag["start"] for tag in page.select("main ol.list")] == ["1", "2"]

    def test_says_so_where_no_page_holds_all_the_words(self, client, library):
        page = read(client, "/pl/szukaj/?q=turbina+brukselska")

        assert text(page.select_one(".count")) == "Żadna strona nie zawiera wszystkich słów."

    def test_where_nothing_is_found_offers_ways_on(self, client, polish_tree):
        page = read(client, "/pl/szukaj/?q=xyzzyq")

        assert text(page.select_one(".count")) == "Nic nie znaleziono."
        assert {"Aktualności", "Misja"} <= {*links(page, ".search-help")}
        assert "/pl/kontakt/" in links(page, ".search-help").values()

    def test_before_anything_is_asked_tells_how_and_shows_the_latest(self, client, library):
        page = read(client, "/pl/szukaj/")

        assert "Jak szukać" in text(page.select_one(".search-help"))
        assert titles(page)[0] == "Nowa strefa"
        assert len(titles(page)) == 5


class TestPromoted:
    def test_a_page_stands_before_what_is_found(self, client, library):
        promote("turbiny", page=library.mission, description="To <warto> wiedzieć.")
        page = read(client, "/pl/szukaj/?q=turbina")

        assert titles(page)[0] == "Misja"
        assert links(page, ".search-promoted") == {"Misja": "/pl/misja/"}
        assert text(page.select_one(".search-promoted p")) == "To <warto> wiedzieć."

    def test_a_link_to_another_site_leads_there(self, client, library):
        promote(
            "turbiny", external_link_url="https://bip.example.org/?a&b", external_link_text="<BIP>"
        )
        page = read(client, "/pl/szukaj/?q=turbina")

        assert links(page, ".search-promoted") == {"<BIP>": "https://bip.example.org/?a&b"}
        assert not page.select(".search-promoted p")

    def test_a_link_without_a_text_is_told_by_its_address(self, client, library):
        promote("turbiny", external_link_url="https://bip.example.org/")
        page = read(client, "/pl/szukaj/?q=turbina")

        assert links(page, ".search-promoted") == {
            "https://bip.example.org/": "https://bip.example.org/"
        }

    def test_a_page_is_told_in_its_own_language(self, client, tree):
        promote("forum", page=tree.english(tree.event))
        polish, english = read(client, "/pl/szukaj/?q=forum"), read(client, "/en/search/?q=forum")

        assert links(polish, ".search-promoted") == {}
        assert links(english, ".search-promoted") == {"EN Forum": "/en/events/forum/"}

    def test_is_not_told_again_on_later_pages_nor_of_a_part_of_the_list(self, client, library):
        promote("turbina", page=library.mission)
        news(library, "Jedenasta turbina")

        for query in ("page=2", "kind=news"):
            assert not read(client, f"/pl/szukaj/?q=turbina&{query}").select(".search-promoted")


class TestAnyQuery:
    @pytest.mark.parametrize("path", ["/pl/szukaj/", "/en/search/"])
    @pytest.mark.parametrize("query", NASTY, ids=lambda query: ascii(query)[:24])
    def test_is_answered(self, client, polish_tree, path, query):
        query = query.encode("utf-8", "surrogatepass")
        response = client.get(f"{path}?q={quote_plus(query)}")

        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        assert page.h1
        assert not page.select("main script")
        assert len(response.content) < 150_000
        assert not response.cookies

    @pytest.mark.parametrize("query", ["q=a&q=b", "q[]=a", "q", "=", "q=%", "q=%ff%fe", "&&&;;"])
    def test_however_the_address_is_made(self, client, polish_tree, query):
        assert client.get(f"/pl/szukaj/?{query}").status_code == 200

    def test_is_shown_as_it_was_typed(self, client, polish_tree):
        page = read(client, "/pl/szukaj/?q=" + quote_plus("<b>strefa</b> & co"))

        assert page.select_one("#page-search")["value"] == "<b>strefa</b> & co"
        assert "„<b>strefa</b> & co”" in text(page.h1)


class TestMethods:
    def test_a_head_is_answered(self, client, polish_tree):
        assert client.head("/pl/szukaj/?q=strefa").status_code == 200

    def test_nothing_is_taken(self, client, polish_tree):
        assert client.post("/pl/szukaj/", {"q": "strefa"}).status_code == 405


class TestQueries:
    # What stands around a page takes four, the glossary one, the engine up to a dozen in this
    # language where it has to help along and half of that in the other one.
    FIRST = 23
    BUDGET_WITH_HELP = 32

    @staticmethod
    def count(client, path: str) -> int:
        for _ in range(2):
            client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def test_are_as_many_for_many_results_as_for_few(self, client, library):
        few = self.count(client, "/pl/szukaj/?q=turbina")
        for number in range(30):
            news(library, f"Kolejna turbina {number}")

        assert self.count(client, "/pl/szukaj/?q=turbina") <= few <= self.FIRST

    @pytest.mark.parametrize(
        "query", ["q=turbyna", "q=turbina+forum", "q=xyzzyq", "q=turbina&kind=news&sort=date"]
    )
    def test_are_bounded_where_help_is_needed(self, client, library, query):
        assert self.count(client, f"/pl/szukaj/?{query}") <= self.BUDGET_WITH_HELP

    def test_without_a_query_are_those_of_any_page(self, client, library):
        assert self.count(client, "/pl/szukaj/") <= 12


class TestKinds:
    def test_page_types_with_one_short_name_are_one_kind(self, db):
        assert set(search_kinds.kinds()) == {"news", "event", "page"}

    def test_private_pages_and_copies_are_counted_nowhere(self, client, library):
        PageViewRestriction.objects.create(
            page=news(library, "Tajna turbina"), restriction_type="login"
        )
        news(library, "Szkic turbiny", live=False)
        page = read(client, "/pl/szukaj/?q=turbina")

        assert "Aktualności (8)" in links(page, "[aria-labelledby=filter-kind]")

    def test_a_translation_that_waits_is_found_in_no_language(
        self, client, polish_tree, django_capture_on_commit_callbacks
    ):
        news(polish_tree, "Wirnik")
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)

        assert titles(read(client, "/en/search/?q=wirnik")) == []


def test_words_of_a_phrase_in_another_form_are_searched_apart_and_that_is_said(client, polish_tree):
    factories.NewsPageFactory(parent=polish_tree.news_index, title="Osobliwa strefa")

    page = client.get("/pl/szukaj/", {"q": '"osobliwej strefy"'}).content.decode()

    assert "Szukamy ich osobno" in page
    assert "Osobliwa" in page


def test_only_what_holds_all_words_is_counted(client, polish_tree):
    for title in ("Osobliwa strefa", "Strefa inna", "Strefa trzecia"):
        factories.NewsPageFactory(parent=polish_tree.news_index, title=title)

    page = client.get("/pl/szukaj/", {"q": "osobliwa strefa"}).content.decode()

    assert "Znaleziono 1 stronę" in page


class TestKeeping:
    def test_each_question_is_a_page_of_its_own(self, client, tree):
        pages = {
            address: client.get(address).content
            for address in (
                "/pl/szukaj/",
                "/pl/szukaj/?q=strefa",
                "/pl/szukaj/?q=forum",
                "/pl/szukaj/?q=forum&kind=news",
                "/pl/szukaj/?q=forum&anything=1",
            )
        }

        assert len(set(pages.values())) == len(pages)
        assert all(client.get(address).content == html for address, html in pages.items())

    def test_is_for_an_edition(self, client, tree, publish):
        before = read(client, "/pl/szukaj/?q=forum")
        publish(tree.event, title="Forum węgla")

        assert "Forum węgla" not in before.get_text()
        assert "Forum węgla" in read(client, "/pl/szukaj/?q=forum").get_text().replace("\xa0", " ")

    def test_an_editor_is_shown_what_there_is_now(self, client, admin_client, tree):
        client.get("/pl/szukaj/?q=forum")

        assert b"wagtail-userbar" in admin_client.get("/pl/szukaj/?q=forum").content
        assert b"wagtail-userbar" not in client.get("/pl/szukaj/?q=forum").content
