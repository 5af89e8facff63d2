"""Handing a page on: letters and posts by plain links, with the canonical address."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from portal.sharing import letter_url, share_links

TITLE = "Zażółć „gęślą” & jaźń? 100% + #1"
ADDRESS = "https://klaster.example/pl/aktualności/?strona=1&x=ą"


def read(client, path) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


class TestLetter:
    def test_is_read_as_it_was_written(self):
        parts = urlsplit(letter_url(TITLE, "Wstęp.\n Dalej", ADDRESS))

        assert (parts.scheme, parts.path) == ("mailto", "")
        assert parse_qs(parts.query) == {
            "subject": [TITLE],
            "body": [f"Wstęp. Dalej\r\n\r\n{ADDRESS}"],
        }

    def test_is_encoded_as_the_standard_wants_it(self):
        url = letter_url(TITLE, "Wstęp", ADDRESS)

        assert url.isascii()
        assert "+" not in url
        assert "%0D%0A%0D%0A" in url
        # A title cannot add a recipient or another header.
        assert url.count("&") == 1

    def test_without_a_lead_is_the_address_alone(self):
        assert unquote(letter_url("T", "", ADDRESS)).endswith(f"body={ADDRESS}")


@pytest.mark.parametrize(
    ("network", "host", "name"),
    [
        ("LinkedIn", "www.linkedin.com", "url"),
        ("Facebook", "www.facebook.com", "u"),
        ("X", "x.com", "url"),
    ],
)
def test_a_network_gets_the_address_as_it_is(network, host, name):
    (url,) = [link.url for link in share_links(TITLE, ADDRESS) if link.network == network]

    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", host)
    assert parse_qs(parts.query)[name] == [ADDRESS]
    assert not parts.fragment


class TestPage:
    @pytest.fixture(params=["news", "event"])
    def page(self, request, tree):
        return getattr(tree, request.param)

    @pytest.fixture(params=["pl", "en"])
    def address(self, request, tree, page):
        return (page if request.param == "pl" else tree.english(page)).url

    def test_hands_on_its_canonical_address(self, client, settings, address):
        settings.BASE_URL = "https://klaster.example"
        html = read(client, f"{address}?utm_source=x")

        canonical = html.select_one("link[rel=canonical]")["href"]
        assert canonical == f"https://klaster.example{address}"
        box = html.select_one(".share-links")
        assert box["data-share-url"] == canonical
        links = [link["href"] for link in box.select("a")]
        assert len(links) == 4
        assert all(canonical in unquote(link) and "utm" not in link for link in links)

    def test_loads_nothing_of_anybody(self, client, address):
        box = read(client, address).select_one(".share-links")

        assert not box.select("img, iframe, script, link")
        outward = box.select('a[href^="https:"]')
        assert {" ".join(link["rel"]) for link in outward} == {"external noopener nofollow"}

    def test_offers_no_button_without_a_script(self, client, address):
        buttons = read(client, address).select(".share-links button")

        assert len(buttons) == 3
        assert all(button.find_parent("li").has_attr("hidden") for button in buttons)

    def test_says_on_paper_where_it_is_from(self, client, settings, address):
        settings.BASE_URL = "https://klaster.example"
        html = read(client, address)

        assert f"https://klaster.example{address}" in html.select_one(".printed-from").text
        assert html.html["data-address"] == "https://klaster.example"
        assert html.html["data-name"]


def test_other_pages_have_no_such_links(client, tree):
    assert not read(client, tree.mission.url).select(".share-links")
