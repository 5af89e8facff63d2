"""One page's other languages, as everybody who names them says: all say the same."""

import json
import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, Page, PageViewRestriction

from tests import factories
from tests.sitemaps import HOST, assert_reciprocal, listed

FEEDS = {"pl": "/pl/aktualnosci/kanal", "en": "/en/news/feed"}
X_DEFAULT = "x-default"


def ask(client, address: str, **kwargs):
    response = client.get(address.removeprefix(HOST), **kwargs)
    assert response.status_code == 200
    return response


def html(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(ask(client, address).content, "html.parser")


def others(alternates: dict[str, str], address: str) -> dict[str, str]:
    """Without the page itself and the language of nobody."""
    return {
        code: other for code, other in alternates.items() if code != X_DEFAULT and other != address
    }


def hreflang(client, address: str) -> dict[str, str]:
    links = html(client, address).select("link[rel=alternate][hreflang]:not([type])")
    return {link["hreflang"]: link["href"] for link in links}


def switcher(client, address: str) -> dict[str, str]:
    links = html(client, address).select(".language-switcher a[hreflang]:not([aria-describedby])")
    return {link["hreflang"]: HOST + link["href"] for link in links}


def open_graph(client, address: str) -> set[str]:
    """The languages of the alternates."""
    metas = html(client, address).select("meta[property='og:locale:alternate']")
    return {meta["content"][:2] for meta in metas}


def structured_data(client, address: str) -> set[str]:
    """The addresses of the page's translations and of what it was translated from."""
    script = html(client, address).select_one("script[type='application/ld+json']")
    graph = json.loads(script.string)["@graph"]
    page = next(thing for thing in graph if thing.get("@id") == address)
    translations = page.get("workTranslation") or []
    original = page.get("translationOfWork")
    works = translations if isinstance(translations, list) else [translations]
    return {work["url"] for work in [*works, *([original] if original else [])]}


def api(client) -> dict[str, dict[str, str]]:
    """Of every page by its address."""
    items = ask(client, "/api/v2/pages/?limit=100").json()["items"]
    return {
        item["meta"]["html_url"]: {
            code: other["html_url"] for code, other in item["meta"]["alternates"].items()
        }
        for item in items
    }


def markdown(client, address: str) -> set[str]:
    facts = ask(client, f"{address}index.md").text.partition("\n## ")[0]
    return {found.removesuffix("index.md") for found in re.findall(r"<(\S+index\.md)>", facts)}


def feeds(client, kind: str) -> dict[str, set[str]]:
    """By the address of a news item those of its translations."""
    found = {}
    for feed in FEEDS.values():
        content = ask(client, f"{feed}.{kind}").content
        if kind == "json":
            for item in json.loads(content)["items"]:
                found[item["url"]] = {one["url"] for one in item.get("_translations", [])}
        else:
            for entry in feedparser.parse(content).entries:
                found[entry.link] = {
                    link["href"]
                    for link in entry.links
                    if link.get("hreflang") and link["rel"] == "related"
                }
    return found


def test_every_live_page_says_the_same_to_everybody(client, tree):
    told = listed(client)
    pages = Page.objects.live().filter(depth__gt=1, alias_of=None)
    assert sorted(told) == sorted(HOST + page.get_url() for page in pages)
    assert_reciprocal(told)

    by_api = api(client)
    assert by_api.keys() == told.keys()
    for address, alternates in told.items():
        other = others(alternates, address)
        assert hreflang(client, address) == alternates
        assert switcher(client, address) == other
        assert open_graph(client, address) == other.keys()
        assert others(by_api[address], address) == other
        assert markdown(client, address) == set(other.values())
        assert structured_data(client, address) == set(other.values())


@pytest.mark.parametrize("kind", ["atom", "rss", "json"])
def test_feeds_say_what_sitemaps_say(client, tree, kind):
    factories.NewsPageFactory(parent=tree.news_index, title="Tylko po polsku")
    told = listed(client)
    items = feeds(client, kind)
    assert len(items) == 3
    for address, translations in items.items():
        assert translations == set(others(told[address], address).values())


def test_x_default_is_the_polish_page(client, tree):
    assert all(found[X_DEFAULT] == found["pl"] for found in listed(client).values())


@pytest.fixture(params=["draft", "private"])
def without_english(request, tree) -> str:
    """The address of a news item whose English nobody can open."""
    english = tree.english(tree.news)
    if request.param == "draft":
        english.unpublish()
    else:
        PageViewRestriction.objects.create(
            page=english, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
    return HOST + tree.news.get_url()


def test_what_nobody_can_open_is_no_alternate(client, tree, without_english):
    address = without_english
    told = listed(client)
    assert told[address] == hreflang(client, address) == switcher(client, address) == {}
    assert open_graph(client, address) == markdown(client, address) == set()
    assert structured_data(client, address) == set()
    assert others(api(client)[address], address) == {}
    assert feeds(client, "json") == {address: set()}
    assert HOST + tree.english(tree.news).get_url() not in told


def test_a_reader_who_may_open_it_is_led_there(client, tree, admin_client):
    english = tree.english(tree.news)
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    address = HOST + tree.news.get_url()
    assert switcher(client, address) == {}
    assert switcher(admin_client, address) == {"en": HOST + english.get_url()}


def test_a_copy_that_waits_is_not_listed(client, polish_tree):
    copy = polish_tree.mission.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True, alias=True
    )
    Page.objects.filter(pk=copy.pk).update(live=True)
    told = listed(client)
    assert HOST + polish_tree.mission.get_url() in told
    assert not [address for address in told if "/en/" in address]


def test_drafts_are_not_listed(client, tree):
    page = factories.NewsPageFactory(parent=tree.news_index, live=False)
    assert HOST + page.get_url() not in listed(client)
