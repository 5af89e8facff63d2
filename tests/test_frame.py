"""What stands around every page, and what the home page says at once."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from news.models import EventPage
from portal.models import PortalSettings
from tests import factories


def soup(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


@pytest.mark.parametrize("path", ["/pl/", "/en/mission/"])
class TestEveryPage:
    def test_has_all_legal_data_in_its_footer(self, client, tree, path):
        PortalSettings.objects.update(
            street="ul. Główna 122", postcode="97-410", city="Kleszczów", rights_notice_pl="Prawa.",
            rights_notice_en="Rights.", linkedin_url="https://www.linkedin.com/company/x",
        )  # fmt: skip
        footer = soup(client, path).select_one(".site-footer")

        data = ["769-225-25-07", "540869122", "0001149189", "ul. Główna 122", "97-410 Kleszczów"]
        data.append("Prawa." if path.startswith("/pl/") else "Rights.")
        assert [item for item in data if item not in words(footer)] == []
        assert footer.select_one("a[href='mailto:kontakt@example.org']")
        assert footer.select_one("a[href='tel:+48607444242']")
        assert footer.select_one("a[rel=me]")["href"] == "https://www.linkedin.com/company/x"
        assert footer.select_one("nav a[href*='ochrona-danych']")

    def test_offers_to_call_and_to_write_at_its_top(self, client, tree, path):
        links = [link["href"] for link in soup(client, path).select(".contact-bar__link")]

        assert links[0] == "tel:+48607444242"
        assert links[1].endswith("#form")

    def test_has_a_menu_of_what_editors_put_there(self, client, tree, path):
        tree.mission.get_translations(inclusive=True).update(show_in_menus=False)
        menu = [words(link) for link in soup(client, path).select(".main-menu a")]

        assert len(menu) == 3
        assert not any("Misja" in name for name in menu)

    def test_names_the_locale_of_its_translation(self, client, tree, path):
        other = "en_GB" if path.startswith("/pl/") else "pl_PL"

        named = soup(client, path).select_one("meta[property='og:locale:alternate']")
        assert named["content"] == other


def test_a_page_tells_the_way_to_it(client, tree):
    trail = soup(client, "/pl/aktualnosci/nowa-strefa/").select(".breadcrumbs li")

    assert [words(item) for item in trail] == ["Strona główna", "Aktualności", "Nowa strefa"]
    assert trail[-1]["aria-current"] == "page"


def test_a_polish_page_lets_no_short_word_hang(client, polish_tree, publish):
    publish(polish_tree.mission, lead="Woda w jeziorze i las.")

    assert "w\u00a0jeziorze i\u00a0las" in client.get("/pl/misja/").content.decode()


class TestHome:
    def test_offers_two_ways_to_get_in_touch_at_once(self, client, tree):
        call, write = soup(client, "/en/").select(".hero__ways a")

        assert call["href"] == "tel:+48607444242"
        assert write["href"] == "/en/contact/#form"

    def test_speaks_with_the_tagline(self, client, tree):
        assert words(soup(client, "/en/").h1) == "We support the change of the region"

    def test_leads_to_all_events_and_all_news(self, client, tree):
        more = [link["href"] for link in soup(client, "/pl/").select("a.more")]

        assert {"/pl/aktualnosci/", "/pl/wydarzenia/"} <= set(more)

    def test_leads_to_the_mission(self, client, tree):
        teaser = soup(client, "/pl/").select_one(".mission-band")

        assert "Po co jesteśmy." in words(teaser)
        assert teaser.a["href"] == "/pl/misja/"


def test_the_contact_page_says_where_and_how(client, tree):
    ways = words(soup(client, "/pl/kontakt/").main)

    data = ["+48 607 444 242", "kontakt@example.org", "769-225-25-07", "540869122", "0001149189"]
    assert [item for item in data if item not in ways] == []


@pytest.mark.parametrize(
    ("street", "city", "query"),
    [
        ("Główna 122", "Kleszczów", "query=G%C5%82%C3%B3wna+122%2C+97-410+Kleszcz%C3%B3w"),
        ("", "Kleszczów", ""),
        ("Główna 122", "", ""),
    ],
)
def test_the_map_shows_the_address_where_it_is_known(street, city, query):
    settings = PortalSettings(street=street, postcode="97-410", city=city)

    assert settings.map_url.partition("?")[2] == query


def test_who_is_lost_can_search(client, db):
    page = BeautifulSoup(client.get("/en/not-there/").content, "html.parser")

    assert page.select_one("form[role=search]")["action"] == "/en/search/"
    assert page.select_one("form[role=search] input")["name"] == "q"


class TestEvents:
    def test_name_their_organisers(self, client, tree):
        facts = words(soup(client, "/pl/wydarzenia/forum/").select_one(".event-facts"))

        assert "Organizatorzy Klaster Gmina" in facts

    def test_say_when_they_are_over(self, client, polish_tree):
        past = factories.EventPageFactory(
            parent=polish_tree.event_index,
            start=factories.in_days(-3, 10),
            end=factories.in_days(-3, 12),
        )

        assert "odbyło" in words(soup(client, past.url).select_one(".event-facts"))
        assert not soup(client, polish_tree.event.url).select(".notice:not(#no-translation)")

    def test_are_of_today_until_midnight_by_polish_clocks(self, polish_tree):
        event = polish_tree.event
        # Half past midnight in Poland is the evening before in universal time.
        event.start = timezone.localtime().replace(hour=0, minute=10, second=0, microsecond=0)
        event.end = event.start + datetime.timedelta(minutes=20)
        event.save()

        assert not event.is_past()
        assert event in EventPage.objects.coming()
        assert event not in EventPage.objects.past()


@pytest.mark.parametrize("path", ["/pl/", "/pl/kontakt/"])
def test_before_anybody_has_filled_in_the_data_nothing_stands_empty(client, polish_tree, path):
    PortalSettings.objects.all().delete()
    page = soup(client, path)

    assert words(page.h1)
    assert not words(page.title).startswith("–")
    empty = [tag for tag in page.find_all(["h1", "h2", "ul", "dl"]) if not words(tag)]
    assert empty == []
    assert page.select("footer h2") == [page.select_one("footer h2")]
