"""How often one address may ask: nobody is hit who only reads (0033)."""

import time

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache.backends.locmem import LocMemCache
from wagtail.contrib.forms.models import FormSubmission

from portal.walls.rates import SearchThrottle, asker
from tests.test_contact import MESSAGE, POLISH, filled_in

SEARCH, SUGGESTIONS = "/pl/szukaj/?q=energia", "/pl/szukaj/podpowiedzi/?q=ener"


class Broken(LocMemCache):
    """A cache that is down."""

    def get(self, key, default=None, version=None):
        raise ConnectionError("the cache is down")


def statuses(client, path: str, times: int, **kwargs) -> list[int]:
    return [client.get(path, **kwargs).status_code for _each in range(times)]


class TestSearch:
    @pytest.fixture(autouse=True)
    def _twice(self, tree, settings):
        settings.SEARCH_RATE = "2/min"

    def test_who_asks_too_often_is_told_to_wait_in_their_language(self, client):
        assert statuses(client, SEARCH, 2) == [200, 200]

        for path, said in (
            (SEARCH, "Zbyt wiele zapytań"),
            ("/en/search/?q=x", "Too many requests"),
        ):
            response = client.get(path)
            assert response.status_code == 429
            assert 0 < int(response.headers["Retry-After"]) <= 60
            assert response.headers["Cache-Control"] == "no-store"
            if path.startswith("/en/"):
                assert said in BeautifulSoup(response.content, "html.parser").h1.text
                assert 'lang="en"' in response.content.decode()

    def test_each_address_has_a_count_of_its_own(self, client):
        assert statuses(client, SEARCH, 3, REMOTE_ADDR="192.0.2.1") == [200, 200, 429]
        assert statuses(client, SEARCH, 1, REMOTE_ADDR="192.0.2.2") == [200]

    def test_other_pages_go_on(self, client):
        statuses(client, SEARCH, 3)

        assert client.get("/pl/").status_code == client.get(SUGGESTIONS).status_code == 200

    def test_is_over_after_the_time(self, client, monkeypatch):
        assert statuses(client, SEARCH, 3)[-1] == 429
        monkeypatch.setattr(SearchThrottle, "timer", lambda self: time.time() + 61)

        assert statuses(client, SEARCH, 1) == [200]

    def test_what_a_client_says_of_its_address_counts_for_nothing(self, client):
        named = [{"headers": {"x-forwarded-for": f"192.0.2.{number}"}} for number in range(3)]

        assert [client.get(SEARCH, **each).status_code for each in named] == [200, 200, 429]

    @pytest.mark.parametrize(
        ("proxies", "heard", "answers"),
        [
            (1, "198.51.100.{number}", [200, 200, 200]),
            (1, "198.51.100.{number}, 203.0.113.9", [200, 200, 429]),
            (2, "198.51.100.{number}, 203.0.113.9", [200, 200, 200]),
            (2, "198.51.100.{number}, 192.0.2.7, 203.0.113.9", [200, 200, 429]),
        ],
    )
    def test_behind_proxies_it_is_what_the_last_of_them_say(
        self, client, settings, proxies, heard, answers
    ):
        settings.REST_FRAMEWORK = {"NUM_PROXIES": proxies}
        given = [
            client.get(SEARCH, headers={"x-forwarded-for": heard.format(number=number)})
            for number in range(3)
        ]

        assert [response.status_code for response in given] == answers

    def test_who_has_no_address_is_not_taken_for_one(self, client):
        assert statuses(client, SEARCH, 3, REMOTE_ADDR="") == [200, 200, 200]

    def test_a_cache_that_is_down_refuses_nobody(self, client, monkeypatch):
        broken = Broken("broken", {})
        monkeypatch.setattr(SearchThrottle, "cache", broken)

        assert statuses(client, SEARCH, 3) == [200, 200, 200]

    def test_an_empty_rate_counts_nothing(self, client, settings):
        settings.SEARCH_RATE = ""

        assert statuses(client, SEARCH, 3) == [200, 200, 200]

    def test_a_refusal_is_not_kept_for_others(self, client):
        statuses(client, SEARCH, 3, REMOTE_ADDR="192.0.2.1")

        response = client.get(SEARCH, REMOTE_ADDR="192.0.2.2")
        assert response.status_code == 200
        assert "Retry-After" not in response.headers


def test_suggestions_are_refused_as_programs_understand(tree, client, settings):
    settings.SUGGESTIONS_RATE = "1/min"
    assert client.get(SUGGESTIONS).status_code == 200

    refused = client.get(SUGGESTIONS)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"].isdecimal()
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.json()["suggestions"] == []
    assert refused.json()["status"]


class TestContact:
    @pytest.fixture(autouse=True)
    def _once(self, polish_tree, settings):
        settings.CONTACT_RATE = "1/hour"

    def test_a_message_too_many_is_neither_kept_nor_lost(self, client):
        assert client.post(POLISH, filled_in()).status_code == 302

        refused = client.post(POLISH, filled_in(**{MESSAGE: "Jeszcze jedno."}))

        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert (FormSubmission.objects.count(), len(mail.outbox)) == (1, 1)
        page = BeautifulSoup(refused.content, "html.parser")
        assert page.find("textarea").text.strip() == "Jeszcze jedno."
        assert page.find(role="alert").find("li").text.strip()

    def test_tries_count_as_well(self, client):
        assert client.post(POLISH, {}).status_code == 422
        assert client.post(POLISH, {}).status_code == 429

    def test_reading_the_form_does_not(self, client):
        assert statuses(client, POLISH, 3) == [200, 200, 200]


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("no address", "no address"),
    ],
)
def test_of_ipv6_a_subscriber_counts_as_one(address, whose):
    assert asker(address) == whose
