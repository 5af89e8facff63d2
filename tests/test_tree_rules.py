"""An editor cannot build a wrong tree: what may stand under what, and how often."""

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from home.models import ContactPage, GlossaryPage, HomePage, MissionPage, StandardPage
from news.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage, PeoplePage
from tests import factories
from tests.translating import translate

MAY_STAND_UNDER = {
    Page: {HomePage},
    HomePage: {
        MissionPage, StandardPage, ContactPage, NewsIndexPage, EventIndexPage, PeoplePage,
        GlossaryPage,
    },
    MissionPage: {StandardPage},
    StandardPage: {StandardPage},
    ContactPage: set(),
    NewsIndexPage: {NewsPage},
    NewsPage: set(),
    EventIndexPage: {EventPage},
    EventPage: set(),
    PeoplePage: set(),
    GlossaryPage: set(),
}  # fmt: skip


def test_every_page_type_has_its_rule():
    assert set(get_page_models()) == set(MAY_STAND_UNDER)


@pytest.mark.parametrize("parent", MAY_STAND_UNDER, ids=lambda model: model.__name__)
def test_only_these_may_stand_under(parent):
    assert set(parent.allowed_subpage_models()) - {Page} == MAY_STAND_UNDER[parent]


@pytest.mark.parametrize(
    "child", [model for model in MAY_STAND_UNDER if model is not Page], ids=lambda m: m.__name__
)
def test_nothing_may_stand_elsewhere(child):
    parents = {parent for parent, children in MAY_STAND_UNDER.items() if child in children}

    assert set(child.allowed_parent_page_models()) == parents


class TestHome:
    def test_the_first_may_be_made_by_hand(self, db):
        root = Page.get_first_root_node() or factories.PageFactory(parent=None)

        assert HomePage.can_create_at(root)

    def test_a_second_may_not(self, polish_tree):
        assert not HomePage.can_create_at(Page.get_first_root_node())

    def test_the_form_for_a_second_is_refused(self, polish_tree, admin_client):
        root = Page.get_first_root_node()

        response = admin_client.get(
            reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk])
        )

        assert response.status_code in (302, 403)

    def test_may_not_be_copied(self, polish_tree, admin_user):
        permissions = polish_tree.home.permissions_for_user(admin_user)

        assert not permissions.can_copy_to(Page.get_first_root_node())

    def test_in_english_is_made_by_translation_nevertheless(self, polish_tree):
        english = translate(polish_tree.home)

        assert english.get_parent().pk == Page.get_first_root_node().pk


@pytest.mark.parametrize(
    "model",
    [MissionPage, ContactPage, GlossaryPage, NewsIndexPage, EventIndexPage, PeoplePage],
    ids=lambda m: m.__name__,
)
class TestSections:
    def test_there_is_one_under_a_home_page(self, polish_tree, model):
        assert not model.can_create_at(polish_tree.home)

    def test_there_may_be_one_where_there_is_none(self, polish_tree, model):
        model.objects.get().delete()

        assert model.can_create_at(HomePage.objects.get())

    def test_the_english_one_is_made_by_translation(self, polish_tree, model):
        home = translate(polish_tree.home)

        assert translate(model.objects.get()).get_parent().pk == home.pk


class TestPages:
    def test_there_may_be_several_standard_pages(self, polish_tree):
        assert StandardPage.can_create_at(polish_tree.home)

    def test_news_may_be_added_to_the_list(self, polish_tree):
        assert NewsPage.can_create_at(polish_tree.news_index)

    def test_news_may_not_be_moved_out_of_the_list(self, polish_tree):
        assert not polish_tree.news.can_move_to(polish_tree.home)

    def test_an_event_may_not_be_moved_among_the_news(self, polish_tree):
        assert not polish_tree.event.can_move_to(polish_tree.news_index)

    def test_a_standard_page_may_be_moved_under_another(self, polish_tree):
        assert polish_tree.privacy.can_move_to(polish_tree.mission)
