"""The two languages of the portal: addresses, switcher, what machines and readers are told."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import ngettext, override
from wagtail.models import Locale, Page

from news.models import NewsIndexPage
from portal.pagination import NearestPaginator
from tests import factories
from tests.translating import start_translation, translate


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def alternates(page: BeautifulSoup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}


def switcher(page: BeautifulSoup, language: str) -> str:
    return page.select_one(f".language-switcher a[hreflang={language}]")["href"]


class TestRoot:
    @pytest.mark.parametrize(
        ("accepted", "home"),
        [("pl", "/pl/"), ("en-GB,en;q=0.9", "/en/"), ("de", "/pl/"), ("", "/pl/")],
    )
    def test_leads_to_the_readers_language(self, client, db, accepted, home):
        response = client.get("/", headers={"accept-language": accepted})

        assert response.status_code == 302
        assert response["Location"] == home

    def test_keeps_what_the_address_carries(self, client, db):
        assert client.get("/?utm_source=x&a=b")["Location"] == "/pl/?utm_source=x&a=b"

    def test_is_stored_by_nobody_and_sets_no_cookie(self, client, db):
        response = client.get("/")

        assert "Accept-Language" in response["Vary"]
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies

    @pytest.mark.parametrize("path", ["/brak", "/wp-login.php", "/api/x/", "/healthz/x"])
    def test_an_unknown_address_without_language_is_not_found(self, client, tree, path):
        assert client.get(path).status_code == 404


class TestLanguageOfAPage:
    @pytest.mark.parametrize(("path", "locale"), [("/pl/", "pl_PL"), ("/en/", "en_GB")])
    def test_is_told_to_machines(self, client, tree, path, locale):
        response = client.get(path)
        page = soup(response)

        assert page.html["lang"] == path[1:3]
        assert response["Content-Language"] == path[1:3]
        assert page.select_one("meta[property='og:locale']")["content"] == locale

    def test_names_live_translations_both_ways(self, client, tree):
        expected = {
            "pl": "http://testserver/pl/misja/",
            "en": "http://testserver/en/mission/",
            "x-default": "http://testserver/pl/misja/",
        }

        assert alternates(soup(client.get("/pl/misja/"))) == expected
        assert alternates(soup(client.get("/en/mission/"))) == expected

    def test_a_draft_translation_is_no_alternate(self, client, polish_tree):
        translate(polish_tree.home)
        start_translation(polish_tree.mission)

        assert alternates(soup(client.get("/pl/misja/"))) == {}

    def test_a_later_page_of_a_list_has_no_alternate(self, client, tree):
        for _ in range(NewsIndexPage.NEWS_PER_PAGE):
            factories.NewsPageFactory(parent=tree.news_index)

        assert alternates(soup(client.get("/pl/aktualnosci/")))
        assert alternates(soup(client.get("/pl/aktualnosci/?page=2"))) == {}

    def test_canonical_leaves_out_what_chooses_nothing(self, client, tree):
        page = soup(client.get("/pl/aktualnosci/?utm_source=x&category=energia&page=1"))

        canonical = page.select_one("link[rel=canonical]")["href"]
        assert canonical == "http://testserver/pl/aktualnosci/?category=energia"

    def test_nothing_is_served_under_a_language_without_a_tree(self, client, polish_tree):
        assert client.get("/en/aktualnosci/").status_code == 404


class TestSwitcher:
    def test_keeps_the_page(self, client, tree):
        assert switcher(soup(client.get("/pl/misja/")), "en") == "/en/mission/"
        assert switcher(soup(client.get("/en/mission/")), "pl") == "/pl/misja/"

    def test_keeps_filter_and_page_number(self, client, tree):
        page = soup(client.get("/pl/aktualnosci/?category=energia&year=2025&page=2"))

        assert switcher(page, "en") == "/en/news/?category=energia&year=2025&page=2"

    def test_keeps_the_query_of_a_search(self, client, tree):
        page = soup(client.get("/en/search/?q=new zone"))

        assert switcher(page, "pl") == "/pl/szukaj/?q=new+zone"

    def test_leads_to_the_nearest_translated_ancestor_and_says_so(
        self, client, polish_tree, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
            translate(polish_tree.news_index, slug="news")
        page = soup(client.get("/pl/aktualnosci/nowa-strefa/"))

        assert switcher(page, "en") == "/en/news/"
        notice = page.select_one("#no-translation")
        assert notice["lang"] == "en"
        assert "not available in English" in notice.text
        assert notice.a["href"] == "/en/news/"
        assert "EN Aktualności" in notice.text

    def test_says_nothing_where_both_languages_are_there(self, client, tree):
        assert soup(client.get("/pl/misja/")).select_one("#no-translation") is None

    def test_hostile_parameters_are_escaped(self, client, tree):
        html = client.get('/pl/misja/?x="><script>alert(1)</script>').content.decode()

        assert "<script>alert" not in html


class TestWaitingCopies:
    """wagtail-localize puts copies of untranslated parents into the English tree."""

    @pytest.fixture
    def copy(self, polish_tree, django_capture_on_commit_callbacks) -> Page:
        english = Locale.objects.get(language_code="en")
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
        return polish_tree.mission.copy_for_translation(english, alias=True)

    def test_say_that_they_are_in_polish(self, client, polish_tree, copy):
        page = soup(client.get("/en/misja/"))

        assert page.main["lang"] == "pl"
        assert "has not been translated yet" in page.main.text
        assert len(page.select(".notice")) == 1

    def test_stand_in_the_switcher_under_their_own_address(self, client, polish_tree, copy):
        page = soup(client.get("/en/misja/"))

        assert page.select_one(".language-switcher [aria-current]")["lang"] == "en"
        assert switcher(page, "pl") == "/pl/misja/"

    def test_offer_the_calendar_file_in_their_own_language(
        self, client, polish_tree, django_capture_on_commit_callbacks
    ):
        english = Locale.objects.get(language_code="en")
        with django_capture_on_commit_callbacks(execute=True):
            translate(polish_tree.home)
            translate(polish_tree.event.get_parent().specific, slug="events")
        polish_tree.event.copy_for_translation(english, alias=True)
        link = soup(client.get("/en/events/forum/")).select_one(".event-facts a")["href"]

        assert client.get(link).status_code == 200

    def test_name_the_original_as_canonical(self, client, polish_tree, copy):
        page = soup(client.get("/en/misja/"))

        assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/pl/misja/"
        assert alternates(page) == {}

    def test_are_in_no_menu_and_no_search(self, client, polish_tree, copy):
        assert "/en/misja/" not in client.get("/en/").content.decode()
        assert "/en/misja/" not in client.get("/en/search/?q=Misja").content.decode()


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "language", "title", "site"),
        [
            ("/pl/nie-ma/", "pl", "Nie ma takiej strony", "Klaster Obszaru Nowej Energii"),
            ("/en/none/", "en", "There is no such page", "New Energy Area Cluster"),
        ],
    )
    def test_an_unknown_page_is_told_in_the_language_of_the_address(
        self, client, tree, path, language, title, site
    ):
        response = client.get(path, headers={"accept-language": "de"})

        assert response.status_code == 404
        page = BeautifulSoup(response.content, "html.parser")
        assert page.html["lang"] == language
        assert page.h1.text == title
        assert page.title.text == f"{title} – {site}"

    @pytest.mark.parametrize(("path", "language"), [("/pl/", "pl"), ("/en/", "en")])
    def test_a_failure_is_told_in_the_language_of_the_address(
        self, client, tree, path, language, monkeypatch
    ):
        def fail(*args):
            raise RuntimeError

        monkeypatch.setattr("portal.views.find_page", fail)
        client.raise_request_exception = False
        response = client.get(path)

        assert response.status_code == 500
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language

    def test_the_failure_page_needs_no_database(self, rf):
        """No `db` fixture here: a query would fail this test."""
        from portal.views import server_error

        assert server_error(rf.get("/pl/")).status_code == 500


class TestReaders:
    @pytest.mark.parametrize("path", ["/pl/", "/en/contact/", "/pl/szukaj/?q=x"])
    def test_get_no_cookie(self, client, tree, path):
        assert not client.get(path).cookies

    def test_find_dates_as_their_language_writes_them(self, client, tree):
        assert "5\u00a0lipca 2025" in client.get("/pl/aktualnosci/nowa-strefa/").content.decode()
        assert "5 July 2025" in client.get("/en/news/nowa-strefa/").content.decode()

    @pytest.mark.parametrize(
        ("count", "words"), [(1, "1 aktualność"), (3, "3 aktualności"), (5, "5 aktualności")]
    )
    def test_find_how_many_news_there_are(self, client, polish_tree, count, words):
        for _ in range(count - 1):
            factories.NewsPageFactory(parent=polish_tree.news_index)

        text = soup(client.get("/pl/aktualnosci/")).select_one(".count").text
        assert text.strip().startswith(words)

    @pytest.mark.parametrize(
        ("path", "words"),
        [("/pl/aktualnosci/", "1003 aktualności"), ("/en/news/", "1,003 news items")],
    )
    def test_find_numbers_as_their_language_writes_them(
        self, client, tree, path, words, monkeypatch
    ):
        monkeypatch.setattr(NearestPaginator, "count", 1003)

        shown = soup(client.get(path)).select_one(".count").text
        assert shown.strip().replace("\u00a0", "").startswith(words)

    @pytest.mark.parametrize(
        ("count", "words"),
        [(1, "stronę"), (2, "strony"), (5, "stron"), (12, "stron"), (22, "strony"), (25, "stron")],
    )
    def test_find_polish_plurals(self, count, words):
        with override("pl"):
            text = ngettext("%(shown)s page found", "%(shown)s pages found", count)

        assert words in text.split()
