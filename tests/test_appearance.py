"""The panel beside a page that shows how Google and a shared link will show it."""

import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from PIL import Image
from wagtail.models import GroupCollectionPermission

from portal.newsroom.appearance import LONGEST_WORDS
from tests import factories, link_preview
from tests.translating import start_translation


def panel(client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("[data-appearance]")


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def words(element) -> str:
    return " ".join(element.get_text().split())


def typed(client, path: str, **values) -> BeautifulSoup:
    response = client.post(path, values)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestPanel:
    def test_shows_what_crawlers_are_told(self, admin_client, client, tree):
        for page in tree.pages():
            seen = panel(admin_client, edit(page))
            told = link_preview.read(client.get(page.url).content)

            assert words(seen.select_one(".appearance__heading")) == told.one("og:title")
            assert words(seen.select_one(".appearance__site")) == told.one("og:site_name")
            description = words(seen.select_one(".appearance__shared .appearance__description"))
            assert description == told.one("description")
            assert told.title.startswith(words(seen.select_one(".appearance__title")).rstrip("…"))

    def test_speaks_the_language_of_the_page(self, admin_client, tree):
        seen = panel(admin_client, edit(tree.english(tree.mission)))

        assert words(seen.select_one(".appearance__site")) == "New Energy Area Cluster"
        assert seen.select_one(".appearance__found")["lang"] == "en"
        assert "Tytuł ma" in words(seen)
        assert words(seen.select_one(".appearance__way")).endswith("› en › mission")

    def test_shows_a_draft(self, admin_client, tree):
        tree.mission.title = "Nowy szkic"
        tree.mission.save_revision()

        seen = panel(admin_client, edit(tree.mission))
        assert words(seen.select_one(".appearance__heading")) == "Nowy szkic"

    def test_is_beside_a_translation_that_nobody_has_published(self, admin_client, polish_tree):
        english = start_translation(polish_tree.home).get_target_instance()

        assert panel(admin_client, edit(english))

    @pytest.mark.parametrize("kind", ["newspage", "eventpage"])
    def test_is_beside_a_new_page(self, admin_client, tree, kind):
        parent = tree.news_index if kind == "newspage" else tree.event_index
        seen = panel(
            admin_client, reverse("wagtailadmin_pages:add", args=["news", kind, parent.pk])
        )
        shown = typed(
            admin_client, seen["data-appearance"], title="Wieści", slug="wiesci", lead="Lead."
        )

        assert words(shown.select_one(".appearance__heading")) == "Wieści"
        assert words(shown.select_one(".appearance__way")).endswith(f"› {parent.slug} › wiesci")
        assert words(shown.select_one(".appearance__found .appearance__description")) == "Lead."

    def test_stays_with_a_form_that_is_refused(self, admin_client, tree):
        path = reverse("wagtailadmin_pages:add", args=["news", "eventpage", tree.event_index.pk])
        response = admin_client.post(path, {"title": "", "body-count": "0", "action-publish": "1"})

        assert response.status_code == 200
        assert "data-appearance" in response.content.decode()

    def test_says_where_the_words_and_the_picture_come_from(self, admin_client, tree, publish):
        assert "pochodzi z treści" in words(panel(admin_client, edit(tree.news)))
        assert "rysuje portal" in words(panel(admin_client, edit(tree.news)))
        image = factories.ImageFactory(file__width=1600, file__height=900)
        publish(tree.news, search_description="Opis.", picture=image)
        seen = panel(admin_client, edit(tree.news))

        assert "Ten opis wpisano" in words(seen)
        assert "główne zdjęcie strony" in words(seen)
        assert "/media/images/" in seen.img["src"]


class TestTyped:
    def url(self, page) -> str:
        return reverse("newsroom_appearance", args=[page.pk])

    def test_is_shown_before_it_is_saved(self, admin_client, tree):
        seen = typed(
            admin_client, self.url(tree.mission),
            title="Tytuł", seo_title="Dla Google", search_description="Opis.", slug="nowy",
        )  # fmt: skip

        assert words(seen.select_one(".appearance__title")) == (
            "Dla Google – Klaster Obszaru Nowej Energii"
        )
        assert words(seen.select_one(".appearance__found .appearance__description")) == "Opis."
        assert words(seen.select_one(".appearance__way")).endswith("pl › nowy")
        tree.mission.refresh_from_db()
        assert tree.mission.title == "Misja"

    def test_is_cut_as_google_cuts_and_counted(self, admin_client, tree):
        seen = typed(admin_client, self.url(tree.mission), title="słowo " * 20, lead="zdanie " * 40)

        assert len(words(seen.select_one(".appearance__title"))) <= 60
        assert len(words(seen.select_one(".appearance__found .appearance__description"))) <= 160
        assert "resztę ucina" in words(seen)
        assert len(seen.select(".appearance__long")) == 2

    @pytest.mark.parametrize(
        ("length", "told"), [(1, "1 znak."), (3, "3 znaki."), (5, "5 znaków.")]
    )
    def test_is_counted_in_polish(self, admin_client, tree, length, told):
        seen = typed(admin_client, self.url(tree.mission), search_description="a" * length)

        assert f"Opis ma {told}" in words(seen)

    def test_is_no_markup(self, admin_client, tree):
        hostile = '"><img src=x onerror=alert(1)>'
        seen = typed(
            admin_client, self.url(tree.mission), title=hostile, lead=hostile, slug=hostile
        )

        assert words(seen.select_one(".appearance__heading")) == hostile
        assert len(seen.select("img")) == 1
        assert "onerror" not in seen.img.attrs

    def test_picture_is_shown_where_it_may_be_chosen(self, admin_client, client, tree):
        image = factories.ImageFactory(file__width=1600, file__height=900)
        chosen = typed(admin_client, self.url(tree.news), picture=image.pk)
        assert "/media/images/" in chosen.img["src"]
        for none in ("", "x", "²", "0", "9" * 30):
            assert (
                "share-picture" in typed(admin_client, self.url(tree.news), picture=none).img["src"]
            )

    def test_a_picture_of_others_is_not_shown(self, somebody, tree):
        client = somebody(tree.news_index, "change_page")
        image = factories.ImageFactory(file__width=1600, file__height=900)

        assert "share-picture" in typed(client, self.url(tree.news), picture=image.pk).img["src"]
        GroupCollectionPermission.objects.create(
            group=Group.objects.get(name="Ktoś"),
            collection=image.collection,
            permission=Permission.objects.get(codename="choose_image"),
        )
        assert "/media/images/" in typed(client, self.url(tree.news), picture=image.pk).img["src"]

    def test_takes_the_right_to_edit_or_to_add(self, somebody, tree):
        client = somebody(tree.news_index, "add_page")
        new = reverse("newsroom_appearance_new", args=[tree.news_index.pk, "news", "newspage"])
        elsewhere = reverse("newsroom_appearance_new", args=[tree.home.pk, "home", "standardpage"])

        assert client.post(new).status_code == 200
        assert client.post(self.url(tree.mission)).status_code != 200
        assert client.post(elsewhere).status_code != 200

    @pytest.mark.parametrize(
        "end", ["1/", "99999/", "x/y/", "home/nothing/", "portal/person/", "wagtailcore/page/"]
    )
    def test_of_what_is_no_page_is_not_found(self, admin_client, tree, end):
        parent = "" if end[0].isdigit() else f"{tree.home.pk}/"
        path = f"/admin/newsroom/appearance/{parent}{end}"

        assert admin_client.post(path).status_code == 404

    def test_is_posted_by_who_is_logged_in(self, client, admin_client, tree):
        assert admin_client.get(self.url(tree.mission)).status_code == 405
        client.logout()
        assert client.post(self.url(tree.mission)).status_code == 302


class TestDrawnForEditors:
    path = "/admin/newsroom/share-picture/"

    def test_is_the_picture_that_readers_will_get(self, admin_client, client, tree):
        shown = admin_client.get(panel(admin_client, edit(tree.mission)).img["src"])
        told = link_preview.read(client.get("/pl/misja/").content).one("og:image")

        assert shown.content == client.get(told.removeprefix("http://testserver")).content
        assert Image.open(io.BytesIO(shown.content)).size == (1200, 630)
        assert "private" in shown["Cache-Control"]

    @pytest.mark.parametrize("query", ["?language=de", f"?title={'a' * (3 * LONGEST_WORDS + 1)}"])
    def test_refuses_what_is_no_picture(self, admin_client, query):
        assert admin_client.get(self.path + query).status_code == 400

    def test_is_for_editors(self, client, db):
        assert client.get(self.path).status_code == 302
