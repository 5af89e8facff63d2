"""What nobody can do by accident, whichever way of the admin is taken."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import Translation

from news.models import Category
from portal.models import Person, PortalDocument, PortalImage
from tests import factories
from tests.stories import block, item, quote
from tests.translating import fill, start_translation, translate


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestHalfTranslatedPages:
    @pytest.fixture
    def draft(self, polish_tree, commit) -> Page:
        """An English draft of which only the title is translated."""
        with commit():
            translate(polish_tree.home)
        translation = start_translation(polish_tree.mission)
        fill(translation, only="title")
        return translation.get_target_instance().specific

    def test_are_not_published_by_code(self, draft):
        draft.save_revision().publish()

        draft.refresh_from_db()
        assert not draft.live

    def test_are_not_published_in_bulk(self, admin_client, draft):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = admin_client.post(f"{url}?next=/admin/&id={draft.pk}", follow=True)

        draft.refresh_from_db()
        assert not draft.live
        (message,) = map(str, response.context["messages"])
        assert message.startswith("„EN Misja”. Nie opublikowano: 1 tekst")

    def test_are_not_published_with_their_parent(self, admin_client, draft):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        parent = draft.get_parent()
        values = {"include_descendants": "on"}
        response = admin_client.post(f"{url}?next=/admin/&id={parent.pk}", values, follow=True)

        (message,) = map(str, response.context["messages"])
        assert message.startswith("„EN Misja”. Nie opublikowano: 1 tekst")

    def test_are_not_published_by_the_clock_until_they_are_complete(self, draft, commit):
        draft.go_live_at = timezone.now() - timedelta(minutes=1)
        draft.save_revision(approved_go_live_at=draft.go_live_at)
        call_command("publish_scheduled")
        draft.refresh_from_db()
        assert not draft.live

        fill(start_translation(Page.objects.get(slug="misja", locale__language_code="pl").specific))
        with commit():
            call_command("publish_scheduled")
        draft.refresh_from_db()
        assert draft.live


class TestFaultyDrafts:
    @pytest.mark.parametrize(
        "fault",
        [
            {"lead": ""},
            {"body": [block("quote", {"kind": "verbatim", "text": "", "person": None})]},
        ],
        ids=["no lead", "empty quote"],
    )
    def test_are_not_published_in_bulk(self, admin_client, polish_tree, fault):
        page = polish_tree.mission
        page.unpublish()
        for name, value in fault.items():
            setattr(page, name, value)
        page.save_revision(clean=False)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = admin_client.post(f"{url}?next=/admin/&id={page.pk}", follow=True)

        page.refresh_from_db()
        assert not page.live
        (message,) = map(str, response.context["messages"])
        assert message.startswith("Nie opublikowano strony „Misja”")


class TestTrees:
    @pytest.fixture
    def english_index(self, polish_tree, commit) -> Page:
        with commit():
            translate(polish_tree.home)
            return translate(polish_tree.news_index, slug="news")

    def test_a_page_is_not_moved_into_the_other_language(self, polish_tree, english_index):
        assert not polish_tree.news.can_move_to(english_index)
        assert polish_tree.news.can_move_to(polish_tree.news_index)

    def test_a_page_is_not_copied_into_the_other_language(
        self, admin_client, polish_tree, english_index
    ):
        values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": english_index.pk}
        url = reverse("wagtailadmin_pages:copy", args=[polish_tree.news.pk])
        response = admin_client.post(url, values)

        assert not english_index.get_children().exists()
        assert response.context["form"].errors["new_parent_page"]

    def test_a_page_is_copied_within_its_language(self, admin_client, polish_tree):
        index = polish_tree.news_index
        values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": index.pk}
        admin_client.post(reverse("wagtailadmin_pages:copy", args=[polish_tree.news.pk]), values)

        assert index.get_children().filter(slug="kopia").exists()


class TestSharedFacts:
    """A person, a category, a picture, a document: what pages use is not deleted."""

    URLS: ClassVar = {PortalImage: "wagtailimages:delete", PortalDocument: "wagtaildocs:delete"}

    @pytest.fixture
    def used(self, request, polish_tree, publish):
        """One that a published news item uses."""
        person, picture = factories.PersonFactory(), factories.ImageFactory()
        document = PortalDocument.objects.create(title="Program", file="program.pdf")
        story = [
            quote(person),
            block("picture", {"picture": picture.pk, "caption": ""}),
            block("documents", {"title": "", "documents": [item({"document": document.pk})]}),
        ]
        publish(polish_tree.news, body=story)
        category = polish_tree.news.category
        used = (person, picture, document, category)
        return next(fact for fact in used if isinstance(fact, request.param))

    def url(self, fact, *, in_bulk: bool = False) -> str:
        if in_bulk:
            meta = fact._meta
            url = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
            return f"{url}?next=/admin/&id={fact.pk}"
        name = self.URLS.get(type(fact)) or fact.snippet_viewset.get_url_name("delete")
        return reverse(name, args=[fact.pk])

    every_kind = pytest.mark.parametrize(
        "used", [Person, Category, PortalImage, PortalDocument], indirect=True
    )

    @every_kind
    @pytest.mark.parametrize("in_bulk", [False, True])
    def test_are_not_deleted_while_they_are_used(self, admin_client, used, in_bulk):
        admin_client.post(self.url(used, in_bulk=in_bulk))

        assert type(used).objects.filter(pk=used.pk).exists()

    @every_kind
    @pytest.mark.parametrize("in_bulk", [False, True])
    def test_say_so_before_anybody_tries(self, admin_client, used, in_bulk):
        html = admin_client.get(self.url(used, in_bulk=in_bulk)).content.decode()

        assert "Usunięcie jest niemożliwe" in html
        assert "Tak, usuń" not in html

    @pytest.mark.parametrize(
        "factory", [factories.PersonFactory, factories.CategoryFactory, factories.ImageFactory]
    )
    @pytest.mark.parametrize("in_bulk", [False, True])
    def test_are_deleted_when_nobody_uses_them(self, admin_client, polish_tree, factory, in_bulk):
        polish_tree.news.delete()
        fact = factory()
        admin_client.post(self.url(fact, in_bulk=in_bulk))

        assert not type(fact).objects.filter(pk=fact.pk).exists()

    def test_a_page_that_another_leads_to_may_still_be_deleted(
        self, admin_client, polish_tree, publish
    ):
        card = {"title": "Dalej", "page": polish_tree.privacy.pk}
        publish(polish_tree.mission, body=[block("link_cards", {"cards": [item(card)]})])
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[polish_tree.privacy.pk]))

        assert not Page.objects.filter(pk=polish_tree.privacy.pk).exists()


class TestPrivatePages:
    @pytest.fixture
    def restriction(self, polish_tree) -> PageViewRestriction:
        return PageViewRestriction.objects.create(
            page=polish_tree.mission, restriction_type="password", password="tajne"
        )

    def test_ask_for_their_password_in_the_readers_language(self, client, restriction):
        response = client.get("/pl/misja/")

        assert 'lang="pl"' in response.content.decode()
        assert "/pl/_util/authenticate_with_password/" in response.content.decode()

    def test_say_nothing_of_themselves_before(self, client, polish_tree, restriction):
        polish_tree.mission.search_description = "Opis poufny"
        polish_tree.mission.lead = "Lead poufny"
        polish_tree.mission.save()

        html = client.get("/pl/misja/").content.decode()
        assert "poufny" not in html
        assert "noindex" in html

    def test_open_with_it(self, client, restriction):
        url = f"/pl/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
        client.post(url, {"password": "tajne", "return_url": "/pl/misja/"})

        assert "Misja</h1>" in client.get("/pl/misja/").content.decode()

    def test_stay_closed_without_it(self, client, restriction):
        url = f"/pl/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
        client.post(url, {"password": "nie to", "return_url": "/pl/misja/"})

        assert "Misja</h1>" not in client.get("/pl/misja/").content.decode()

    def test_close_what_is_below_them(self, client, polish_tree, restriction):
        factories.StandardPageFactory(parent=polish_tree.mission, title="Poniżej", slug="ponizej")

        assert "Poniżej</h1>" not in client.get("/pl/misja/ponizej/").content.decode()

    def test_close_their_copy_in_the_other_language(self, client, polish_tree, english, commit):
        with commit():
            translate(polish_tree.home)
        polish_tree.mission.copy_for_translation(english, alias=True)
        assert "Misja</h1>" in client.get("/en/misja/").content.decode()

        PageViewRestriction.objects.create(
            page=polish_tree.mission, restriction_type="password", password="tajne"
        )
        assert "Misja</h1>" not in client.get("/en/misja/").content.decode()

    def test_for_editors_lead_to_their_login(self, client, restriction):
        restriction.restriction_type = "login"
        restriction.save()

        assert client.get("/pl/misja/")["Location"].startswith("/admin/login/")


def test_a_deleted_translation_is_kept_for_the_next_one(admin_client, polish_tree, commit):
    with commit():
        translate(polish_tree.home)
        english = translate(polish_tree.mission)
    with commit():
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[english.pk]))

    assert not Page.objects.filter(pk=english.pk).exists()
    translation = Translation.objects.get(source__object_id=polish_tree.mission.translation_key)
    assert not translation.enabled


def test_the_admin_asks_nothing_of_other_sites(admin_client, polish_tree):
    pages = [
        admin_client.get(reverse(name)).content.decode()
        for name in ("wagtailadmin_home", "wagtailadmin_account")
    ]

    assert not any("gravatar.com" in html or "releases.wagtail.org" in html for html in pages)


@pytest.mark.parametrize(
    "name",
    [
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
        "wagtailadmin_choose_page_search",
        "wagtailsnippets_portal_person:list",
        "wagtailsnippets_news_category:list",
    ],
)
def test_a_quotation_mark_is_no_failure_in_the_admins_searches(admin_client, db, name):
    """wagtail#13227: on SQLite it was a syntax error."""
    assert admin_client.get(reverse(name), {"q": '"strefa'}).status_code == 200


def test_a_heading_never_takes_the_name_of_a_part_of_the_page(client, polish_tree, publish):
    story = [{"type": "heading", "value": {"text": "Content", "level": "h2"}}]
    publish(polish_tree.mission, body=story)

    assert client.get("/pl/misja/").content.decode().count('id="content"') == 1


def test_search_stands_without_a_site(client, polish_tree):
    polish_tree.home.get_root().get_children().first().delete()
    assert Locale.objects.exists()

    assert client.get("/pl/szukaj/?q=x").status_code == 200
