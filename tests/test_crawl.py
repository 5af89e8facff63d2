"""A walk through the whole demo site in both languages: every link, picture, anchor and pair of
translations that a page names has to be there."""

from dataclasses import dataclass, field
from itertools import pairwise
from unittest import mock
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client, TestCase

from tests.drawings import tiny_drawings
from tests.test_queries import FIRST, queries

HOST = "http://testserver"
# Forms that a link opens, and pages that belong to editors.
NOT_WALKED = ("/admin/",)


@dataclass
class Walk:
    """What was found: pages by address, files by address, and all that is wrong with them."""

    pages: dict[str, BeautifulSoup] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    external: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def addresses(page: BeautifulSoup) -> set[str]:
    """All addresses that a page names: links, pictures in every size, styles, scripts."""
    found = {tag["href"] for tag in page.select("[href]")}
    found |= {tag["src"] for tag in page.select("[src]")}
    for tag in page.select("[srcset]"):
        found |= {candidate.split()[0] for candidate in tag["srcset"].split(",")}
    return found


def walk(client, start: list[str]) -> Walk:
    result = Walk()
    queue, seen = [(urljoin(HOST, path), "start") for path in start], set()
    while queue:
        url, origin = queue.pop()
        address = urldefrag(url).url
        if address in seen:
            continue
        seen.add(address)
        parts = urlsplit(address)
        if parts.scheme in ("mailto", "tel") or parts.path.startswith(NOT_WALKED):
            continue
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            result.external.add(address)
            continue
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if path.startswith("/static/"):
            # Served by the web server, not by Django: looked up where it is collected from.
            if not finders.find(path.removeprefix("/static/")):
                result.problems.append(f"{origin}: no such file {path}")
            result.files.add(path)
            continue
        response = client.get(path)
        if response.status_code != 200:
            result.problems.append(f"{origin}: {path} answers {response.status_code}")
            continue
        if not response["Content-Type"].startswith("text/html"):
            result.files.add(path)
            continue
        page = BeautifulSoup(response.content, "html.parser")
        result.pages[address] = page
        queue += [(urljoin(address, found), path) for found in addresses(page)]
    return result


class TestDemoSite(TestCase):
    """The demo site, walked once for all that is asked of it."""

    site: Walk

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        drawn = mock.patch("portal.demo.seed.draw_all", tiny_drawings)
        with drawn, cls.captureOnCommitCallbacks(execute=True):
            call_command("seed_demo", verbosity=0)
        start = ["/pl/", "/en/", "/pl/szukaj/?q=strefa", "/en/search/?q=zone"]
        cls.site = walk(Client(), start)

    def test_every_link_picture_and_file_is_there(self):
        assert self.site.problems == []

    def test_both_languages_were_walked(self):
        paths = {urlsplit(url).path for url in self.site.pages}

        assert {
            "/pl/",
            "/en/",
            "/pl/aktualnosci/",
            "/en/news/",
            "/pl/kontakt/",
            "/en/contact/",
        } <= paths
        assert any(path.endswith((".avif", ".webp", ".jpg")) for path in self.site.files)

    def test_every_anchor_leads_somewhere(self):
        broken = []
        for url, page in self.site.pages.items():
            for link in page.select("a[href*='#']"):
                target, anchor = urldefrag(urljoin(url, link["href"]))
                if target in self.site.pages and not self.site.pages[target].find(id=anchor):
                    broken.append(f"{url}: {link['href']}")

        assert broken == []

    def test_no_id_is_given_twice(self):
        twice = []
        for url, page in self.site.pages.items():
            ids = [tag["id"] for tag in page.select("[id]")]
            twice += [f"{url}: {name}" for name in set(ids) if ids.count(name) > 1]

        assert twice == []

    def test_hreflang_pairs_are_mutual(self):
        def pairs(page):
            links = page.select("link[rel=alternate][hreflang]")
            return {link["hreflang"]: link["href"] for link in links}

        one_sided = [
            f"{url} names {other}"
            for url, page in self.site.pages.items()
            for language, other in pairs(page).items()
            if language != "x-default" and pairs(self.site.pages.get(other, page)) != pairs(page)
        ]

        assert one_sided == []
        assert any(pairs(page) for page in self.site.pages.values())

    def test_what_hreflang_names_is_in_that_language(self):
        wrong = [
            link["href"]
            for page in self.site.pages.values()
            for link in page.select("link[rel=alternate][hreflang]")
            if link["hreflang"] != "x-default"
            and self.site.pages[link["href"]].html["lang"] != link["hreflang"]
        ]

        assert wrong == []

    def test_every_page_names_itself_in_one_heading_and_one_title(self):
        wrong = [
            url
            for url, page in self.site.pages.items()
            if len(page.select("h1")) != 1 or not page.title.text.strip()
        ]

        assert wrong == []

    def test_headings_skip_no_level(self):
        skipping = []
        for url, page in self.site.pages.items():
            levels = [int(heading.name[1]) for heading in page.select("main :is(h1, h2, h3, h4)")]
            if any(after - before > 1 for before, after in pairwise(levels)):
                skipping.append(f"{url}: {levels}")

        assert skipping == []

    def test_nothing_is_loaded_from_another_host(self):
        loaded = [
            (url, address)
            for url, page in self.site.pages.items()
            for tag in page.select(
                "img, source, script, link[rel=stylesheet], link[rel=icon], iframe"
            )
            for address in (tag.get("src"), tag.get("href") if tag.name == "link" else None)
            if address and urlsplit(urljoin(url, address)).netloc != "testserver"
        ]

        assert loaded == []

    def test_every_picture_says_what_it_shows_or_that_it_shows_nothing(self):
        assert all(
            picture.has_attr("alt")
            for page in self.site.pages.values()
            for picture in page.select("img")
        )

    def test_the_demos_pages_stay_within_the_query_budget(self):
        client = Client()
        over = {}
        for path in [
            "/pl/",
            "/en/",
            "/pl/aktualnosci/",
            "/en/news/",
            "/pl/aktualnosci/nowa-strefa-przemyslowa/",
            "/en/news/new-industrial-zone/",
            "/pl/ludzie/",
            "/en/people/?person=piotr-kolba",
            "/pl/slowniczek/",
            "/en/glossary/",
            "/pl/kontakt/",
            "/en/contact/",
        ]:
            if (count := queries(client, path)) > FIRST:
                over[path] = count

        assert over == {}
