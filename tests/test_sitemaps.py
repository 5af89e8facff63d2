"""Sitemaps and robots.txt, read by an XML parser that knows nothing of how they are made."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from news.models import NewsPage
from tests import factories
from tests.many_pages import add_rows
from tests.sitemaps import HOST, NAMES, assert_reciprocal, files, listed, read


def widest_jpeg(picture) -> str:
    jpegs = picture.renditions.filter(file__endswith=".jpg")
    return jpegs.order_by("-width").first().url


def of(client, path: str) -> ElementTree.Element:
    for file in files(client):
        for url in read(client, file).iterfind("map:url", NAMES):
            if url.find("map:loc", NAMES).text == HOST + path:
                return url
    raise AssertionError(f"{path} is in no sitemap")


class TestEntries:
    def test_a_page_was_changed_when_it_was_last_published(self, client, tree):
        tree.mission.save_revision().publish()
        tree.mission.refresh_from_db()
        told = of(client, tree.mission.get_url()).find("map:lastmod", NAMES).text
        assert datetime.datetime.fromisoformat(told) == tree.mission.last_published_at

    def test_a_list_changes_with_what_it_lists(self, client, tree):
        moment = timezone.now() + datetime.timedelta(hours=1)
        Page.objects.filter(pk=tree.news.pk).update(last_published_at=moment)
        told = of(client, tree.news_index.get_url()).find("map:lastmod", NAMES).text
        assert datetime.datetime.fromisoformat(told) == moment

    def test_a_draft_changes_no_list(self, client, tree):
        Page.objects.update(last_published_at=timezone.now())
        before = of(client, tree.news_index.get_url()).find("map:lastmod", NAMES).text
        moment = timezone.now() + datetime.timedelta(hours=1)
        page = factories.NewsPageFactory(parent=tree.news_index, live=False)
        Page.objects.filter(pk=page.pk).update(last_published_at=moment)
        assert of(client, tree.news_index.get_url()).find("map:lastmod", NAMES).text == before

    def test_pictures_of_the_page_and_of_its_story(self, client, tree, publish):
        main, other = factories.ImageFactory(), factories.ImageFactory()
        body = [{"type": "picture", "value": {"picture": other.pk, "caption": ""}}]
        publish(tree.news, picture=main, body=body)
        images = of(client, tree.news.get_url()).iterfind("image:image/image:loc", NAMES)
        # What was uploaded may tell more than what is shown.
        assert {image.text for image in images} == {
            HOST + widest_jpeg(picture) for picture in (main, other)
        }

    def test_hostile_titles_are_text(self, client, tree, publish):
        publish(tree.news, title="Woda & <b>prąd</b> ]]> „dziś”")
        NewsPage.objects.filter(pk=tree.news.pk).update(date=timezone.localdate())
        news = read(client, "/sitemap-news.xml")
        titles = [title.text for title in news.iterfind("map:url/news:news/news:title", NAMES)]
        assert "Woda & <b>prąd</b> ]]> „dziś”" in titles


class TestNews:
    def test_recent_news_of_both_languages(self, client, tree):
        NewsPage.objects.update(date=timezone.localdate())
        names = {
            news.find("news:publication/news:language", NAMES).text: news.find(
                "news:publication/news:name", NAMES
            ).text
            for news in read(client, "/sitemap-news.xml").iterfind("map:url/news:news", NAMES)
        }
        assert names == {"pl": "Klaster Obszaru Nowej Energii", "en": "New Energy Area Cluster"}
        assert f"{HOST}/sitemap-news.xml" in files(client)

    def test_old_news_are_not_told(self, client, tree):
        # However new its page is here: an old site's news were brought along.
        NewsPage.objects.update(
            first_published_at=timezone.now(),
            date=timezone.localdate() - datetime.timedelta(days=2),
        )
        assert read(client, "/sitemap-news.xml").find("map:url", NAMES) is None
        assert f"{HOST}/sitemap-news.xml" not in files(client)


class TestKeeping:
    def test_who_knows_it_gets_no_copy(self, client, tree, django_assert_max_num_queries):
        for address in ["/sitemap.xml", "/sitemap-pl-1.xml", "/sitemap-news.xml"]:
            etag = client.get(address)["ETag"]
            with django_assert_max_num_queries(1):
                again = client.get(address, headers={"if-none-match": etag})
            assert (again.status_code, again.content) == (304, b"")

    def test_it_is_made_once(self, client, tree, django_assert_max_num_queries):
        first = client.get("/sitemap-en-1.xml")
        with django_assert_max_num_queries(1):
            assert client.get("/sitemap-en-1.xml").content == first.content

    def test_what_is_withdrawn_is_gone_at_once(self, client, tree):
        assert HOST + tree.news.get_url() in listed(client)
        tree.news.unpublish()
        assert HOST + tree.news.get_url() not in listed(client)

    @pytest.mark.parametrize(
        "address",
        [
            "/sitemap-pl-2.xml",
            "/sitemap-pl-01.xml",
            "/sitemap-pl-0.xml",
            "/sitemap-de-1.xml",
            "/sitemap-x.xml",
        ],
    )
    def test_no_such_file(self, client, tree, address):
        assert client.get(address).status_code == 404

    def test_it_takes_nothing(self, client, tree):
        assert client.post("/sitemap.xml").status_code == 405


@pytest.fixture
def many(tree) -> int:
    return add_rows(tree.news_index, 5_000)


class TestManyPages:
    def test_all_are_listed_and_reciprocal(self, client, tree, many):
        addresses = files(client)
        found = listed(client)
        assert len(found) == many + 2 * len(tree.pages())
        # Of each language five full ones and one with the rest.
        assert len(addresses) == 12
        assert all(len(client.get(address).content) < 1_000_000 for address in addresses)
        assert_reciprocal(found)
        assert all(len(alternates) == 3 for alternates in found.values())

    def test_a_file_of_a_thousand_costs_what_one_of_ten_does(
        self, client, tree, many, django_assert_max_num_queries
    ):
        client.get("/sitemap.xml")  # Wagtail keeps the paths of sites.
        with django_assert_max_num_queries(8):
            client.get("/sitemap-pl-2.xml")
        with django_assert_max_num_queries(9):  # One more where lists are among the pages.
            client.get("/sitemap-pl-6.xml")


class TestReferences:
    def test_the_index_of_references_knows_the_pictures(self, tree):
        # What `pictures_of` relies on.
        picture = factories.ImageFactory()
        tree.news.picture = picture
        tree.news.save()
        assert ReferenceIndex.get_references_to(picture).count() == 1


class TestRobots:
    def test_an_open_portal_names_its_sitemap(self, client, db):
        response = client.get("/robots.txt")
        assert "Disallow: /admin/\n" in response.text
        assert f"\nSitemap: {HOST}/sitemap.xml\n" in response.text
        assert "X-Robots-Tag" not in response

    def test_the_sitemap_is_named_by_the_public_host(self, client, settings, db):
        settings.BASE_URL = "https://portal.example.org"
        assert "Sitemap: https://portal.example.org/sitemap.xml" in client.get("/robots.txt").text

    def test_a_closed_portal_keeps_everybody_out(self, tree, settings, client):
        settings.SEARCH_ENGINES = False
        assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
        for address in ["/pl/", "/sitemap.xml", "/pl/nothing/"]:
            assert client.get(address)["X-Robots-Tag"] == "noindex, nofollow"
