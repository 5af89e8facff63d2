"""Lists of news and events: what stands in them, in which order, and what bad addresses answer."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from news.models import EventPage
from tests import factories
from tests.factories import in_days


def titles(response, within: str = "main") -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in page.select(f"{within} [class$=card__title] a")]


class TestNewsIndex:
    @pytest.fixture
    def index(self, polish_tree):
        polish_tree.news.delete()
        factories.CategoryFactory(slug="pusta", name_pl="Pusta", name_en="Empty")
        work = factories.CategoryFactory(slug="praca", name_pl="Praca", name_en="Work")
        for title, day, category in [
            ("Stara", datetime.date(2024, 1, 5), work),
            ("Nowa", datetime.date(2025, 8, 1), work),
            ("Środkowa", datetime.date(2025, 3, 1), factories.CategoryFactory()),
        ]:
            factories.NewsPageFactory(
                parent=polish_tree.news_index, title=title, date=day, category=category
            )
        return polish_tree.news_index

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Nowa", "Środkowa", "Stara"]),
            ("?category=praca", ["Nowa", "Stara"]),
            ("?year=2025", ["Nowa", "Środkowa"]),
            ("?category=praca&year=2025", ["Nowa"]),
            ("?category=&year=", ["Nowa", "Środkowa", "Stara"]),
            ("?category=energia&year=2024", []),
            ("?category=pusta", []),
        ],
    )
    def test_lists_newest_first_by_category_and_year(self, client, index, query, expected):
        assert titles(client.get(f"/pl/aktualnosci/{query}")) == expected

    @pytest.mark.parametrize(("query", "leads"), [("", ["Nowa"]), ("?category=pusta", [])])
    def test_the_newest_leads_the_first_page(self, client, index, query, leads):
        page = BeautifulSoup(client.get(f"/pl/aktualnosci/{query}").content, "html.parser")

        assert [link.text for link in page.select(".news-card--lead h3 a")] == leads

    @pytest.mark.parametrize(
        "query", ["?category=nie-ma", "?year=1999", "?year=abc", "?year=2025%00", "?category='"]
    )
    def test_an_unknown_filter_is_not_found(self, client, index, query):
        assert client.get(f"/pl/aktualnosci/{query}").status_code == 404

    def test_a_list_without_news_renders(self, client, polish_tree):
        polish_tree.news.delete()

        assert client.get("/pl/aktualnosci/").status_code == 200

    def test_drafts_and_private_news_are_not_listed(self, client, index):
        private = factories.NewsPageFactory(parent=index, title="Poufna")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        factories.NewsPageFactory(parent=index, title="Szkic", live=False)

        assert titles(client.get("/pl/aktualnosci/")) == ["Nowa", "Środkowa", "Stara"]
        assert "Poufna" not in client.get("/pl/").content.decode()

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            ("1", 10),
            ("2", 2),
            ("99", 2),
            ("0", 10),
            ("-1", 10),
            ("abc", 10),
            ("", 10),
            ("9" * 40, 2),
        ],
    )
    def test_a_bad_page_number_leads_to_the_nearest_page(self, client, index, number, shown):
        for _ in range(9):
            factories.NewsPageFactory(parent=index)

        assert len(titles(client.get(f"/pl/aktualnosci/?page={number}"))) == shown

    def test_turning_the_page_keeps_the_filter(self, client, index):
        for _ in range(12):
            factories.NewsPageFactory(parent=index)
        page = BeautifulSoup(client.get("/pl/aktualnosci/?category=energia").content, "html.parser")

        assert page.select_one("a[rel=next]")["href"] == "?category=energia&page=2"


class TestNewsPage:
    def test_related_news_share_the_category(self, client, polish_tree):
        factories.NewsPageFactory(parent=polish_tree.news_index, title="Podobna")
        other = factories.CategoryFactory(slug="inna", name_pl="Inna", name_en="Other")
        factories.NewsPageFactory(parent=polish_tree.news_index, title="Inna", category=other)

        response = client.get("/pl/aktualnosci/nowa-strefa/")
        assert titles(response, within="aside") == ["Podobna"]

    def test_a_source_needs_a_publisher(self, polish_tree):
        polish_tree.news.source_url = "https://example.org/"
        with pytest.raises(ValidationError) as refusal:
            polish_tree.news.full_clean()
        assert set(refusal.value.error_dict) == {"source_publisher"}

    def test_the_source_is_credited(self, client, polish_tree, publish):
        publish(
            polish_tree.news,
            source_publisher="Gazeta",
            source_url="https://example.org/1",
            source_date=datetime.date(2025, 7, 5),
        )
        page = BeautifulSoup(client.get("/pl/aktualnosci/nowa-strefa/").content, "html.parser")

        assert page.select_one(".byline a")["href"] == "https://example.org/1"
        assert page.select_one(".byline li:last-child time")["datetime"] == "2025-07-05"


class TestEvents:
    @pytest.fixture
    def index(self, polish_tree):
        polish_tree.event.delete()
        return polish_tree.event_index

    def add(self, index, title, start, end):
        return factories.EventPageFactory(parent=index, title=title, start=start, end=end)

    def test_coming_and_past_are_listed_apart(self, client, index):
        self.add(index, "Dalekie", in_days(60, 10), in_days(60, 12))
        self.add(index, "Bliskie", in_days(2, 10), in_days(2, 12))
        self.add(index, "Dawne", in_days(-90, 10), in_days(-90, 12))
        self.add(index, "Niedawne", in_days(-2, 10), in_days(-2, 12))

        response = client.get("/pl/wydarzenia/")
        assert titles(response, "[aria-labelledby=coming]") == ["Bliskie", "Dalekie"]
        assert titles(response, "[aria-labelledby=past]") == ["Niedawne", "Dawne"]

    @pytest.mark.parametrize("hours", [(0, 1), (9, 17), (22, 23)])
    def test_todays_is_in_one_list_only(self, client, index, hours):
        start, end = hours
        self.add(index, "Dzisiejsze", in_days(0, start), in_days(0, end))

        response = client.get("/pl/wydarzenia/")
        assert titles(response) == ["Dzisiejsze"]
        assert titles(response, "[aria-labelledby=coming]") == ["Dzisiejsze"]

    def test_one_that_goes_on_is_coming(self, client, index):
        self.add(index, "Trwające", in_days(-1, 10), in_days(1, 12))

        assert EventPage.objects.coming().count() == 1
        assert not EventPage.objects.past().exists()

    def test_the_home_page_shows_the_next(self, client, index):
        self.add(index, "Bliskie", in_days(2, 10), in_days(2, 12))
        self.add(index, "Dawne", in_days(-2, 10), in_days(-2, 12))

        html = client.get("/pl/").content.decode()
        assert "Bliskie" in html
        assert "Dawne" not in html

    def test_the_end_is_later_than_the_start(self, index):
        with pytest.raises(ValidationError) as refusal:
            self.add(index, "Odwrotne", in_days(2, 12), in_days(2, 10))
        assert set(refusal.value.error_dict) == {"end"}

    @pytest.mark.parametrize("number", ["99", "abc", "-1"])
    def test_a_bad_page_number_is_no_failure(self, client, index, number):
        assert client.get(f"/pl/wydarzenia/?page={number}").status_code == 200
