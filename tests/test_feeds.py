"""The feeds of news, parsed back by feedparser as a reader's program does."""

import datetime
import http.server
import json
import threading
import time
from contextlib import contextmanager
from unittest import mock
from urllib.parse import parse_qs
from uuid import UUID

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import http_date
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, PageViewRestriction

from news.feeds.story import standing_alone
from news.models import NewsPage
from portal.editions.shelf import forget
from portal.models import PortalSettings, UntranslatedTexts
from portal.queue.worker import Worker
from portal.settings import base
from tests import factories
from tests.stories import block, long_story, quote
from tests.test_queries import queries
from tests.translating import start_translation, translate

POLISH, ENGLISH = "/pl/aktualnosci/kanal", "/en/news/feed"
FORMATS = ("atom", "rss", "json")
HOST = "http://testserver"


def feed(client, path: str, **headers) -> feedparser.FeedParserDict:
    """The Atom or RSS feed at `path`, well-formed."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    found = feedparser.parse(response.content, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def json_feed(client, path: str) -> dict:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(response.content)


def links(entry, rel: str) -> dict[str, str]:
    """Addresses by language (or none) of what `entry` names as `rel`."""
    return {link.get("hreflang", ""): link["href"] for link in entry.links if link["rel"] == rel}


def full_text(entry) -> str:
    return entry.content[0].value


@pytest.fixture
def news(tree, publish):
    """A report in both languages with a picture, a source and a story of every block."""
    return publish(
        tree.news,
        lead="Gmina & klaster: <plan> strefy.",
        picture=factories.ImageFactory(description_pl="Pole", credit_pl="Jan"),
        source_publisher="Kurier",
        source_url="https://kurier.example.org/?a=1&b=2",
        source_date=datetime.date(2025, 7, 1),
        body=long_story(),
    )


@pytest.fixture
def both(news, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(news)
    return news


class TestChannel:
    @pytest.mark.parametrize("format", ["atom", "rss"])
    @pytest.mark.parametrize(
        ("base_path", "language", "page", "title", "other"),
        [
            (
                POLISH,
                "pl",
                "/pl/aktualnosci/",
                "Aktualności – Klaster Obszaru Nowej Energii",
                {"en": ENGLISH},
            ),
            (
                ENGLISH,
                "en",
                "/en/news/",
                "EN Aktualności – New Energy Area Cluster",
                {"pl": POLISH},
            ),
        ],
    )
    def test_says_whose_it_is(self, client, tree, format, base_path, language, page, title, other):
        path = f"{base_path}.{format}"
        found = feed(client, path).feed

        assert (found.title, found.language) == (title, language)
        assert found.link == f"{HOST}{page}"
        assert links(found, "self") == {"": f"{HOST}{path}"}
        alternates = links(found, "alternate")
        assert {code: alternates[code] for code in other} == {
            code: f"{HOST}{address}.{format}" for code, address in other.items()
        }

    @pytest.mark.parametrize(
        ("format", "media_type"),
        [
            ("atom", "application/atom+xml; charset=utf-8"),
            ("rss", "application/rss+xml; charset=utf-8"),
            ("json", "application/feed+json; charset=utf-8"),
        ],
    )
    def test_media_types(self, client, tree, format, media_type):
        response = client.get(f"{POLISH}.{format}")

        assert response["Content-Type"] == media_type
        assert response["Content-Language"] == "pl"
        assert not response.cookies

    def test_as_json(self, client, tree):
        found = json_feed(client, f"{ENGLISH}.json")

        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert found["home_page_url"] == f"{HOST}/en/news/"
        assert found["feed_url"] == f"{HOST}{ENGLISH}.json"
        assert found["language"] == "en"
        assert found["authors"][0]["name"] == "New Energy Area Cluster"
        assert found["_translations"] == [{"language": "pl", "url": f"{HOST}{POLISH}.json"}]

    def test_addresses_are_those_of_the_public_host(self, client, both, settings):
        settings.BASE_URL = "https://portal.example.org"

        for format in FORMATS:
            content = client.get(f"{POLISH}.{format}").content.decode()
            assert "testserver" not in content
            assert f"https://portal.example.org{POLISH}.{format}" in content

    def test_an_only_language_names_no_other(self, client, polish_tree):
        alternates = links(feed(client, f"{POLISH}.atom").feed, "alternate")

        assert alternates == {"": f"{HOST}/pl/aktualnosci/"}


class TestItems:
    @pytest.mark.parametrize("format", ["atom", "rss"])
    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_a_report_is_whole(self, client, both, format, language):
        path, own, title = {
            "pl": (POLISH, "/pl/aktualnosci/nowa-strefa/", "Nowa strefa"),
            "en": (ENGLISH, "/en/news/nowa-strefa/", "EN Nowa strefa"),
        }[language]
        (entry,) = feed(client, f"{path}.{format}").entries
        text = BeautifulSoup(full_text(entry), "html.parser")

        assert (entry.title, entry.link) == (title, f"{HOST}{own}")
        assert entry.id.startswith("urn:uuid:")
        assert UUID(entry.id)
        assert "Akapit o" in text.get_text()
        assert text.find("h2").get_text().endswith("Śródtytuł")
        assert text.find("table")
        assert {tag["term"] for tag in entry.tags} == {
            ("energia" if format == "atom" else {"pl": "Energia", "en": "Energy"}[language])
        }
        assert links(entry, "via") == {"": "https://kurier.example.org/?a=1&b=2"}
        assert text.find("a", href="https://kurier.example.org/?a=1&b=2").get_text() == "Kurier"

    @pytest.mark.parametrize("format", ["atom", "rss"])
    def test_the_lead_is_the_summary_and_text(self, client, both, format):
        (entry,) = feed(client, f"{POLISH}.{format}").entries

        assert BeautifulSoup(entry.summary, "html.parser").get_text() == both.lead
        assert both.lead in BeautifulSoup(full_text(entry), "html.parser").get_text()

    @pytest.mark.parametrize("format", ["atom", "rss"])
    def test_its_picture(self, client, both, format):
        (entry,) = feed(client, f"{POLISH}.{format}").entries
        (enclosure,) = entry.enclosures
        (media,) = entry.media_content
        picture = client.get(enclosure["href"].removeprefix(HOST))

        assert enclosure["type"] == "image/jpeg"
        assert int(enclosure["length"]) == len(b"".join(picture.streaming_content))
        assert (media["url"], media["medium"]) == (enclosure["href"], "image")
        assert entry.media_credit[0]["content"] == "Jan"
        shown = BeautifulSoup(full_text(entry), "html.parser").find("img")
        assert (shown["src"], shown["alt"]) == (enclosure["href"], "Pole")

    def test_as_json(self, client, both):
        (found,) = json_feed(client, f"{ENGLISH}.json")["items"]

        assert found["url"] == f"{HOST}/en/news/nowa-strefa/"
        assert found["external_url"] == "https://kurier.example.org/?a=1&b=2"
        assert found["image"].startswith(f"{HOST}/media/")
        assert (found["language"], found["tags"]) == ("en", ["Energy"])
        assert found["summary"] == tree_lead(both)
        assert found["_translations"] == [
            {"language": "pl", "url": f"{HOST}/pl/aktualnosci/nowa-strefa/"}
        ]
        assert "Akapit o" in found["content_html"]

    def test_all_formats_hold_the_same(self, client, both):
        atom, rss = (feed(client, f"{POLISH}.{kind}").entries[0] for kind in ("atom", "rss"))
        as_json = json_feed(client, f"{POLISH}.json")["items"][0]

        # Parsed anew, as feedparser writes its own HTML.
        stories = [full_text(atom), full_text(rss), as_json["content_html"]]
        parsed = [BeautifulSoup(story, "html.parser") for story in stories]
        assert parsed[0] == parsed[1] == parsed[2]
        assert atom.id == rss.id == as_json["id"]

    @pytest.mark.parametrize("format", ["atom", "rss"])
    def test_names_its_translation(self, client, both, format):
        (polish,) = feed(client, f"{POLISH}.{format}").entries
        (english,) = feed(client, f"{ENGLISH}.{format}").entries

        assert links(polish, "related") == {"en": english.link}
        assert links(english, "related") == {"pl": polish.link}
        assert polish.id != english.id

    def test_names_no_translation_that_nobody_can_open(self, client, tree):
        tree.english(tree.news).unpublish()
        (entry,) = feed(client, f"{POLISH}.atom").entries

        assert links(entry, "related") == {}

    def test_stays_the_same_item_when_it_changes(self, client, tree, publish):
        (before,) = feed(client, f"{POLISH}.atom").entries
        publish(tree.news, title="Inny tytuł", slug="inny-adres")
        (after,) = feed(client, f"{POLISH}.atom").entries

        assert after.id == before.id
        assert after.link != before.link
        assert after.updated_parsed >= before.updated_parsed
        assert after.published == before.published

    def test_was_updated_when_it_was_published_last(self, client, tree, publish):
        publish(tree.news, lead="Inaczej.")
        found = feed(client, f"{POLISH}.atom")

        assert found.entries[0].updated == tree.news.last_published_at.isoformat()
        assert found.feed.updated == found.entries[0].updated

    def test_an_old_report_is_of_its_day(self, client, tree):
        (entry,) = feed(client, f"{POLISH}.rss").entries

        assert entry.published == "Sat, 05 Jul 2025 12:00:00 +0200"

    def test_todays_is_of_its_minute(self, client, tree, publish):
        today = publish(tree.news, date=timezone.localdate())
        (entry,) = feed(client, f"{POLISH}.atom").entries

        assert entry.published == today.first_published_at.isoformat()

    def test_the_newest_are_in_it_and_no_more(self, client, tree):
        for number in range(30):
            factories.NewsPageFactory(
                parent=tree.news_index,
                title=f"N{number}",
                date=datetime.date(2026, 1, 1) + datetime.timedelta(days=number),
            )
        titles = [entry.title for entry in feed(client, f"{POLISH}.atom").entries]

        assert titles == [f"N{number}" for number in range(29, 4, -1)]

    @pytest.mark.parametrize("format", FORMATS)
    def test_nothing_leaks(self, client, tree, polish, format):
        index = tree.news_index
        factories.NewsPageFactory(parent=index, title="Szkic", live=False)
        private = factories.NewsPageFactory(parent=index, title="Tajne")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        tree.news.title = "Zmieniony szkic"
        tree.news.save_revision()
        content = client.get(f"{POLISH}.{format}").content.decode()

        assert "Nowa strefa" in content
        assert not any(word in content for word in ("Szkic", "szkic", "Tajne"))

    def test_a_copy_that_waits_for_its_translation_is_not_in_it(
        self, client, tree, english, django_capture_on_commit_callbacks
    ):
        other = factories.NewsPageFactory(parent=tree.news_index, title="Nowsze")
        other.copy_for_translation(english, alias=True)

        titles = [entry.title for entry in feed(client, f"{ENGLISH}.atom").entries]
        assert titles == ["EN Nowa strefa"]

    def test_a_draft_of_a_translation_is_not_in_it(self, client, tree):
        other = factories.NewsPageFactory(parent=tree.news_index, title="Nowsze")
        start_translation(other)

        assert len(feed(client, f"{ENGLISH}.atom").entries) == 1

    @pytest.mark.parametrize("format", FORMATS)
    def test_an_empty_feed_is_one(self, client, tree, format):
        NewsPage.objects.all().delete()
        path = f"{POLISH}.{format}"

        assert client.get(path).content == client.get(path).content
        if format == "json":
            assert json_feed(client, path)["items"] == []
        else:
            assert feed(client, path).entries == []

    @pytest.mark.parametrize("format", FORMATS)
    def test_control_characters_break_nothing(self, client, tree, format):
        person = factories.PersonFactory(name="An\x0bna")
        NewsPage.objects.filter(pk=tree.news.pk).update(
            title="No\x07wa]]>",
            lead="Le\x01ad\ufffe",
            body=json.dumps([quote(person, text="Sło\x08wo")]),
            picture=factories.ImageFactory(description_pl="Po\x1fle", credit_pl="J\x02"),
        )
        path = f"{POLISH}.{format}"

        if format == "json":
            assert json_feed(client, path)["items"][0]["title"] == "Nowa]]>"
        else:
            (entry,) = feed(client, path).entries
            assert entry.title == "Nowa]]>"
            assert "Słowo" in full_text(entry)

    def test_a_picture_without_its_file_is_left_out(self, client, both):
        both.picture.renditions.all().delete()
        cache.clear()
        both.picture.file.storage.delete(both.picture.file.name)
        (entry,) = feed(client, f"{POLISH}.atom").entries

        assert entry.enclosures == []


def tree_lead(page: NewsPage) -> str:
    return f"EN {page.lead}"


class TestStory:
    def test_nothing_of_ours_is_needed_to_show_it(self, client, both):
        (entry,) = feed(client, f"{POLISH}.atom").entries
        text = BeautifulSoup(full_text(entry), "html.parser")

        assert not text(
            ["script", "style", "iframe", "form", "svg", "picture", "source", "details"]
        )
        kept = {name for element in text(True) for name in element.attrs}
        assert not kept & {"class", "id", "style", "tabindex", "role", "loading", "sizes"}
        assert not any(name.startswith(("data-", "on", "aria-")) for name in kept)

    def test_addresses_are_absolute(self, client, both):
        for path in (f"{POLISH}.atom", f"{ENGLISH}.atom"):
            (entry,) = feed(client, path).entries
            text = BeautifulSoup(full_text(entry), "html.parser")
            found = [element["href"] for element in text("a")]
            found += [element["src"] for element in text("img")]
            found += [
                source.split()[0]
                for element in text("img", srcset=True)
                for source in element["srcset"].split(", ")
            ]

            assert len(found) > 5
            assert all(address.startswith(("http://", "https://")) for address in found)
            assert all(
                client.get(address.removeprefix(HOST)).status_code in (200, 302)
                for address in found
                if address.startswith(f"{HOST}/media/")
            )

    def test_a_quote_says_in_which_language_it_was_spoken(self, client, both):
        (entry,) = feed(client, f"{ENGLISH}.atom").entries
        text = BeautifulSoup(full_text(entry), "html.parser").get_text()

        assert "Translated quotation" in text
        assert "Said in Polish" in text

    def test_polish_typography(self, client, tree, publish):
        publish(tree.news, body=[block("paragraph", "<p>Spotkanie w gminie</p>")])
        (entry,) = feed(client, f"{POLISH}.atom").entries

        assert "w\u00a0gminie" in full_text(entry)

    def test_a_film_is_its_link(self, client, tree, publish):
        address = "https://www.youtube.com/watch?v=abc"
        publish(tree.news, body=[block("embed", {"title": "Film", "embed": address})])
        (entry,) = feed(client, f"{POLISH}.atom").entries
        (link,) = BeautifulSoup(full_text(entry), "html.parser")("a")

        assert (link["href"], link.get_text()) == (address, "Pokaż: Film")

    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ('<a href="/pl/x/">x</a>', '<a href="http://h/pl/x/">x</a>'),
            ('<a href="#dalej">x</a>', '<a href="http://h/p/#dalej">x</a>'),
            ('<a href="?a=1">x</a>', '<a href="http://h/p/?a=1">x</a>'),
            ('<a href="mailto:a@b.pl">x</a>', '<a href="mailto:a@b.pl">x</a>'),
            ('<a href="javascript:alert(1)" onclick="x()">x</a>', "x"),
            ('<a href=" java\nscript:alert(1)">x</a>', "x"),
            ("<a>x</a>", "x"),
            ('<p lang="en" class="a">x</p>', '<p lang="en">x</p>'),
            ("<script>x</script><p>y<!-- z --></p>", "<p>y</p>"),
            ("<iframe src='/x'><p>a</p></iframe>b", "b"),
            ("<svg><title>a</title></svg><form><p>a</p></form>b", "b"),
            ("<details><summary>a</summary><p>b</p></details>", "<p>a</p><p>b</p>"),
            (
                '<picture><source srcset="/a.avif"><img src="/a.jpg" srcset="/a.jpg 400w, /b.jpg '
                '800w" sizes="1px" alt="A &amp; B"></picture>',
                '<img alt="A &amp; B" src="http://h/a.jpg" srcset="http://h/a.jpg 400w, '
                'http://h/b.jpg 800w"/>',
            ),
        ],
    )
    def test_what_stays_of_html(self, html, expected):
        made, wanted = (
            BeautifulSoup(text, "html.parser")
            for text in (standing_alone(html, "http://h/p/"), expected)
        )
        assert made == wanted


class TestCategories:
    @pytest.fixture
    def other(self, tree):
        category = factories.CategoryFactory(slug="ludzie", name_pl="Ludzie", name_en="People")
        return factories.NewsPageFactory(
            parent=tree.news_index, title="O ludziach", category=category
        )

    @pytest.mark.parametrize("format", ["atom", "rss"])
    def test_hold_their_own(self, client, tree, other, format):
        path = f"{POLISH}.{format}?category=ludzie"
        found = feed(client, path)

        assert [entry.title for entry in found.entries] == ["O ludziach"]
        assert found.feed.title.startswith("Aktualności: Ludzie – ")
        assert found.feed.link == f"{HOST}/pl/aktualnosci/?category=ludzie"
        assert links(found.feed, "self") == {"": HOST + path}
        assert links(found.feed, "alternate")["en"] == f"{HOST}{ENGLISH}.{format}?category=ludzie"

    def test_are_feeds_of_their_own(self, client, tree, other):
        ids = {
            feed(client, f"{base_path}.atom{query}").feed.id
            for base_path in (POLISH, ENGLISH)
            for query in ("", "?category=ludzie", "?category=energia")
        }
        assert len(ids) == 6

    def test_may_be_empty(self, client, tree, other):
        assert feed(client, f"{ENGLISH}.atom?category=ludzie").entries == []

    @pytest.mark.parametrize(
        "path",
        [
            f"{POLISH}.atom?category=nie-ma",
            f"{POLISH}.json?category=%00",
            f"{POLISH}.xml",
            f"{POLISH}.atom/",
            f"{POLISH}.",
            "/pl/aktualnosci/feed.atom",
            "/en/news/kanal.atom",
            "/pl/kanal.atom",
            "/pl/wydarzenia/kanal.atom",
            "/pl/aktualnosci/nowa-strefa/kanal.atom",
        ],
    )
    def test_what_there_is_not_is_not_found(self, client, tree, path):
        assert client.get(path).status_code == 404

    def test_an_empty_choice_is_none(self, client, tree):
        assert len(feed(client, f"{POLISH}.atom?category=&year=1&x=y").entries) == 1

    def test_the_former_address_leads_to_the_new_one(self, client, tree, publish):
        publish(tree.news_index, slug="wiesci")

        for format in FORMATS:
            assert client.get(f"{POLISH}.{format}")["Location"].endswith(
                f"/pl/wiesci/kanal.{format}"
            )


CHANGES = {
    "an item is published anew": lambda news: (
        setattr(news, "lead", "Inaczej."),
        news.save_revision().publish(),
    ),
    "an item is withdrawn": lambda news: news.unpublish(),
    "an item is deleted": lambda news: news.delete(),
    "an item is added": lambda news: factories.NewsPageFactory(parent=news.get_parent()),
    "an item becomes private": lambda news: PageViewRestriction.objects.create(
        page=news, restriction_type="login"
    ),
    "its category is renamed": lambda news: change(news.category, name_pl="Prąd"),
    "its picture has other words": lambda news: change(news.picture, description_pl="Inne"),
    "somebody quoted has another role": lambda news: change(
        next(iter(news.body.blocks_by_name("quote"))).value["person"], role_pl="prezeska"
    ),
    "its translation has another address": lambda news: rename(news),
    "its translation is withdrawn": lambda news: news.get_translations().get().unpublish(),
    "the association has another name": lambda news: change(
        settings_of(news), name_pl="Inny klaster"
    ),
}


NEW_STORY = [block("paragraph", "<p>Nowe słowa</p>")]
NEW_WORDS = {
    "the list is renamed": lambda news: publish_list_of(news, title="Nowe słowa"),
    "the list has another lead": lambda news: publish_list_of(news, lead="Nowe słowa"),
    "a list without a lead, another tagline": lambda news: change(
        settings_of(news), tagline_pl="Nowe słowa"
    ),
    "a story, behind the admin's back": lambda news: NewsPage.objects.filter(pk=news.pk).update(
        body=json.dumps(NEW_STORY)
    ),
}


def publish_list_of(news, **values) -> None:
    page = news.get_parent().specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def change(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def rename(news) -> None:
    translation = news.get_translations().get().specific
    translation.slug = "renamed"
    translation.save_revision().publish()


def settings_of(news):
    return PortalSettings.for_site(news.get_site())


class TestFreshness:
    @pytest.mark.parametrize("format", FORMATS)
    def test_who_has_it_is_sent_nothing(self, client, both, format):
        path = f"{POLISH}.{format}"
        first = client.get(path)
        assert first["Cache-Control"] == "public, no-cache"

        for headers in (
            {"if-none-match": first["ETag"]},
            {"if-none-match": f'"other", W/{first["ETag"]}'},
        ):
            for response in (client.get(path, headers=headers), client.head(path, headers=headers)):
                assert (response.status_code, response.content) == (304, b"")
                assert response["ETag"] == first["ETag"]
                assert response["Cache-Control"] == first["Cache-Control"]

    @pytest.mark.parametrize("what", CHANGES)
    def test_a_change_is_sent(self, client, both, what, django_capture_on_commit_callbacks):
        news = NewsPage.objects.get(pk=both.pk)
        first = client.get(f"{POLISH}.atom")
        with django_capture_on_commit_callbacks(execute=True):
            CHANGES[what](news)
        response = client.get(f"{POLISH}.atom", headers={"if-none-match": first["ETag"]})

        assert response.status_code == 200
        assert response.content != first.content

    @pytest.mark.parametrize("format", FORMATS)
    @pytest.mark.parametrize("what", NEW_WORDS)
    def test_new_words_are_sent(
        self, client, both, what, format, django_capture_on_commit_callbacks
    ):
        path = f"{POLISH}.{format}"
        first = client.get(path)
        with django_capture_on_commit_callbacks(execute=True):
            NEW_WORDS[what](NewsPage.objects.get(pk=both.pk))
        response = client.get(path, headers={"if-none-match": first["ETag"]})

        assert response.status_code == 200
        assert "Nowe słowa" in response.content.decode()

    @pytest.mark.parametrize("format", FORMATS)
    def test_made_anew_later_it_is_the_same(self, client, both, settings, monkeypatch, format):
        settings.PAGE_CACHE = False
        first = client.get(f"{POLISH}.{format}")
        forget()
        later = timezone.now() + datetime.timedelta(days=2)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        second = client.get(f"{POLISH}.{format}")

        assert second.content == first.content
        assert second["ETag"] == first["ETag"]

    @pytest.mark.parametrize("format", FORMATS)
    def test_an_editor_is_told_the_same(self, client, admin_client, both, format):
        path = f"{POLISH}.{format}"
        tag = client.get(path)["ETag"]
        assert admin_client.get(path, headers={"if-none-match": tag}).status_code == 304

        NewsPage.objects.filter(pk=both.pk).update(body=json.dumps(NEW_STORY))
        response = admin_client.get(path, headers={"if-none-match": tag})
        assert response.status_code == 200
        assert "Nowe słowa" in response.content.decode()

    def test_no_time_is_told_and_none_is_believed(self, client, both):
        """A title that was changed behind the admin's back is in no history."""
        assert "Last-Modified" not in client.get(f"{POLISH}.atom")
        NewsPage.objects.filter(pk=both.pk).update(title="Inny")
        response = client.get(
            f"{POLISH}.atom", headers={"if-modified-since": http_date(time.time() + 60)}
        )

        assert response.status_code == 200

    def test_a_draft_is_no_change(self, client, both):
        first = client.get(f"{POLISH}.atom")
        both.title = "Szkic"
        both.save_revision()

        response = client.get(f"{POLISH}.atom", headers={"if-none-match": first["ETag"]})
        assert response.status_code == 304

    def test_each_filter_format_and_language_is_another(self, client, both):
        tags = {
            client.get(f"{base_path}.{format}{query}")["ETag"]
            for base_path in (POLISH, ENGLISH)
            for format in FORMATS
            for query in ("", "?category=energia")
        }
        assert len(tags) == 12

    def test_head_answers_like_get(self, client, both):
        head, get = client.head(f"{POLISH}.rss"), client.get(f"{POLISH}.rss")

        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == get["ETag"]

    def test_it_takes_nothing(self, client, tree):
        assert client.post(f"{POLISH}.atom").status_code == 405

    def test_a_private_list_is_asked_for_a_password(self, client, tree):
        PageViewRestriction.objects.create(
            page=tree.news_index, restriction_type="password", password="tajne"
        )
        response = client.get(f"{POLISH}.atom")

        assert b"Nowa strefa" not in response.content
        assert "public" not in response.get("Cache-Control", "")


class TestQueries:
    def story(self):
        """Everything that a story shows of others, but link cards: they look their pages up."""
        return [part for part in long_story() if part["type"] != "link_cards"]

    def test_more_news_cost_no_more(self, client, tree, publish):
        publish(tree.news, picture=factories.ImageFactory(), body=self.story())
        one = queries(client, f"{POLISH}.atom")
        for number in range(4):
            page = factories.NewsPageFactory(
                parent=tree.news_index, slug=f"n{number}", picture=factories.ImageFactory()
            )
            publish(page, body=self.story())

        assert len(feed(client, f"{POLISH}.atom").entries) == 5
        assert queries(client, f"{POLISH}.atom") == one <= 17

    def test_who_has_it_costs_few(self, client, both, django_assert_num_queries):
        tag = client.get(f"{POLISH}.atom")["ETag"]

        with django_assert_num_queries(1):
            assert client.get(f"{POLISH}.atom", headers={"if-none-match": tag}).status_code == 304

    def test_what_was_made_is_kept(self, client, both):
        first = client.get(f"{POLISH}.atom").content
        with mock.patch("news.feeds.content.channel") as channel:
            assert client.get(f"{POLISH}.atom").content == first
        assert not channel.called


class TestDiscovery:
    @pytest.mark.parametrize(
        ("path", "base_path"),
        [
            ("/pl/", POLISH),
            ("/pl/misja/", POLISH),
            ("/pl/aktualnosci/nowa-strefa/", POLISH),
            ("/pl/szukaj/", POLISH),
            ("/en/", ENGLISH),
            ("/en/contact/", ENGLISH),
        ],
    )
    def test_every_page_names_the_feeds_of_its_language(self, client, tree, path, base_path):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        found = {link["type"]: link["href"] for link in page.select("link[rel=alternate][type]")}

        assert found["application/atom+xml"] == f"{base_path}.atom"
        assert found["application/rss+xml"] == f"{base_path}.rss"
        assert found["application/feed+json"] == f"{base_path}.json"
        assert all(client.get(address).status_code == 200 for address in found.values())

    @pytest.mark.parametrize(("language", "base_path"), [("pl", POLISH), ("en", ENGLISH)])
    def test_a_filtered_list_names_its_own_first(self, client, tree, language, base_path):
        index = {"pl": "/pl/aktualnosci/", "en": "/en/news/"}[language]
        page = BeautifulSoup(client.get(f"{index}?category=energia").content, "html.parser")
        heads = [link["href"] for link in page.select('link[type="application/atom+xml"]')]
        shown = [link["href"] for link in page.select(".subscription a")]

        assert heads == [f"{base_path}.atom?category=energia", f"{base_path}.atom"]
        assert sorted(shown) == [f"{base_path}.{kind}?category=energia" for kind in sorted(FORMATS)]

    def test_the_list_shows_them(self, client, tree):
        page = BeautifulSoup(client.get("/pl/aktualnosci/").content, "html.parser")

        assert [link.get_text() for link in page.select(".subscription a")] == [
            "RSS",
            "Atom",
            "JSON Feed",
        ]

    def test_without_a_list_of_news_there_are_none(self, client, tree):
        tree.news_index.unpublish()

        assert b"kanal.atom" not in client.get("/pl/").content


@contextmanager
def hub(status: int = 204):
    """A hub at an address of this machine that remembers what it is told."""
    told = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(parse_qs(body.decode()))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def take_hub_task() -> DBTaskResult:
    """The task that tells the hub, claimed as a worker claims it; the others wait."""
    task = DBTaskResult.objects.get(task_path="news.websub.tell_hub")
    task.claim("worker")
    return task


class TestWebSub:
    def test_without_a_hub_nothing_is_said_of_one(self, client, tree):
        response = client.get(f"{POLISH}.atom")

        assert "Link" not in response
        assert "hub" not in links(feedparser.parse(response.content).feed, "hub")

    def test_a_feed_names_its_hub(self, client, tree, settings):
        settings.WEBSUB_HUB = "https://hub.example.org/"

        for format in ("atom", "rss"):
            assert links(feed(client, f"{POLISH}.{format}").feed, "hub") == {
                "": "https://hub.example.org/"
            }
        assert json_feed(client, f"{POLISH}.json")["hubs"] == [
            {"type": "WebSub", "url": "https://hub.example.org/"}
        ]
        assert client.get(f"{POLISH}.json")["Link"] == (
            f'<https://hub.example.org/>; rel="hub", <{HOST}{POLISH}.json>; rel="self"'
        )

    @pytest.mark.parametrize("how", ["publish", "unpublish", "delete"])
    def test_it_is_told_of_every_feed_that_changes(
        self, tree, settings, how, django_capture_on_commit_callbacks
    ):
        settings.BASE_URL = "https://portal.example.org"
        with hub() as (address, told):
            settings.WEBSUB_HUB = address
            with django_capture_on_commit_callbacks(execute=True):
                if how == "publish":
                    tree.english(tree.news).save_revision().publish()
                else:
                    getattr(tree.english(tree.news), how)()

        (message,) = told
        assert message["hub.mode"] == ["publish"]
        assert set(message["hub.url"]) == {
            f"https://portal.example.org{ENGLISH}.{format}{query}"
            for format in FORMATS
            for query in ("", "?category=energia")
        }

    def test_it_is_told_nothing_of_other_pages_and_drafts(self, tree, settings, publish):
        with hub() as (address, told):
            settings.WEBSUB_HUB = address
            publish(tree.event, lead="Inaczej.")
            tree.news.save_revision()

        assert told == []

    @pytest.mark.parametrize("status", [500, 302, None])
    def test_if_it_fails_it_is_told_again_later(self, tree, settings, publish, status):
        settings.TASKS = base.TASKS
        with hub(status or 200) as (address, _told):
            settings.WEBSUB_HUB = address if status else "http://127.0.0.1:9/"
            publish(tree.news, lead="Inaczej.")
            Worker().work(take_hub_task())

        tree.news.refresh_from_db()
        assert tree.news.lead == "Inaczej."
        waiting = DBTaskResult.objects.get(task_path="news.websub.tell_hub")
        assert (waiting.status, len(waiting.worker_ids)) == (TaskResultStatus.READY, 1)
        assert waiting.run_after > timezone.now()

    def test_nobody_waits_for_it(self, tree, settings, publish):
        settings.TASKS = base.TASKS
        with hub() as (address, told):
            settings.WEBSUB_HUB = address
            publish(tree.news, lead="Inaczej.")
            assert told == []
            Worker().work(take_hub_task())

        assert len(told) == 1


def test_untranslated_texts_say_their_language(
    client, tree, publish, django_capture_on_commit_callbacks
):
    page = tree.english(tree.news)
    publish(page, body=[block("paragraph", "<p>Po polsku</p>")], lead="Wstęp")
    UntranslatedTexts.objects.update_or_create(
        page=page,
        defaults={
            "locale": Locale.objects.get(language_code="pl"),
            "texts": ["Po polsku", "Wstęp"],
        },
    )
    (entry,) = feed(client, f"{ENGLISH}.atom").entries
    text = BeautifulSoup(full_text(entry), "html.parser")

    assert [element.get_text() for element in text(lang="pl")] == ["Wstęp", "Po polsku"]
