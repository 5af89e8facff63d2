"""What the lists of the admin ask the database, however many pages there are (decision 0030)."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.newsroom.chooser import tell_rows
from portal.rights import PagePolicy
from tests import factories

# Of each list: how many queries it may take for a superuser and for an editor who may not publish.
BUDGETS = {
    "/admin/pages/{index}/": (39, 43),
    "/admin/pages/{index}/?ordering=translation": (39, 43),
    "/admin/pages/search/results/?q=kolejna": (30, 36),
    "/admin/choose-page/{index}/": (24, 26),
    "/admin/choose-page/search/?q=kolejna": (18, 21),
}


def more_news(tree, count: int) -> None:
    there = tree.news_index.get_children().count()
    for number in range(there, there + count):
        # Drafts: what is live needs no query to be found undeletable.
        factories.NewsPageFactory(
            parent=tree.news_index, title=f"Kolejna {number}", live=bool(number % 3)
        )


def queries(client: Client, path: str) -> int:
    client.get(path)  # what is kept afterwards: content types, sites
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def editor_below(*pages: Page, codenames=("add_page", "change_page"), name="redaktorka"):
    """Somebody who may write below `pages` and publish nothing."""
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "x")
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for page in pages:
        for codename in codenames:
            permission = Permission.objects.get(
                codename=codename, content_type__app_label="wagtailcore"
            )
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    return user


class TestBudgets:
    @pytest.mark.parametrize("path", BUDGETS)
    @pytest.mark.parametrize("is_superuser", [True, False])
    def test_a_list_costs_the_same_with_12_rows_and_with_25(
        self, admin_client, client, tree, path, is_superuser
    ):
        asked = path.format(index=tree.news_index.pk)
        if not is_superuser:
            client.force_login(editor_below(tree.home))
        reader = admin_client if is_superuser else client
        # Where a search finds fewer than ten, it goes on looking.
        more_news(tree, 12)
        few = queries(reader, asked)
        more_news(tree, 13)
        assert queries(reader, asked) == few <= BUDGETS[path][0 if is_superuser else 1]


class TestRights:
    """What is worked out of less is worked out alike."""

    def test_the_same_pages_are_seen_as_by_wagtails_own_rule(self, tree):
        more_news(tree, 2)
        deep = tree.news_index.get_children().first()
        nobody = get_user_model().objects.create_user("nikt", "n@example.org", "x")
        users = [
            nobody,
            get_user_model().objects.create_superuser("wszystko", "w@example.org", "x"),
            editor_below(deep, name="a"),
            editor_below(tree.news_index, name="b"),
            editor_below(deep, tree.english(tree.home), name="c"),
            editor_below(Page.get_first_root_node(), name="d"),
        ]
        seen = []
        for user in users:
            policy = PagePolicy(Page)
            found = set(policy.explorable_instances(user))
            if user is nobody:
                assert not found
                continue
            assert found == set(PagePermissionPolicy.explorable_instances(policy, user))
            seen.append(len(found))
        assert len(set(seen)) > 2

    @pytest.mark.parametrize(
        "codenames",
        [
            ["change_page"],
            ["add_page"],
            ["add_page", "publish_page"],
            ["change_page", "publish_page"],
            ["change_page", "bulk_delete_page"],
            ["publish_page"],
        ],
    )
    def test_the_same_pages_are_deleted_as_by_wagtails_own_rule(self, tree, codenames):
        more_news(tree, 3)
        user = editor_below(tree.home, codenames=codenames)
        own = factories.NewsPageFactory(parent=tree.news_index, owner=user, live=False)
        factories.NewsPageFactory(parent=tree.news_index, owner=user, live=True)
        draft = factories.StandardPageFactory(parent=tree.home, live=False, owner=user)
        factories.StandardPageFactory(parent=draft, live=True)
        for page in Page.objects.descendant_of(tree.home, inclusive=True).specific():
            ours = page.permissions_for_user(user)
            for ignore_bulk in (False, True):
                theirs = super(type(ours), ours).can_delete(ignore_bulk)
                assert ours.can_delete(ignore_bulk) == theirs, (page, codenames)
        assert own.permissions_for_user(user).can_delete() == (codenames != ["publish_page"])


class TestSameAsBefore:
    def test_a_page_that_is_deleted_while_it_is_listed_ends_no_list(self, tree):
        listed = [tree.news, tree.news_index]
        Page.objects.get(pk=tree.news.pk).delete()
        tell_rows(listed)

        assert tree.news_index._cached_parent_obj.pk == tree.home.pk

    def test_the_chooser_knows_parent_language_and_status_of_each_row(self, admin_client, tree):
        more_news(tree, 3)
        found = admin_client.get("/admin/choose-page/search/?q=kolejna").content.decode()
        assert f'data-parent-id="{tree.news_index.pk}"' in found
        assert found.count("navigate-parent") == 3
        browsed = admin_client.get(f"/admin/choose-page/{tree.news_index.pk}/").json()["html"]
        assert browsed.count(f'data-parent-id="{tree.news_index.pk}"') >= 3

    def test_the_search_counts_what_it_finds_of_each_type(self, admin_client, tree):
        more_news(tree, 3)
        path = "/admin/pages/search/results/?q=kolejna"
        all_types = admin_client.get(path).context_data
        assert all_types["all_pages"].count() == all_types["paginator"].count == 3
        narrowed = admin_client.get(f"{path}&content_type=news.eventpage").context_data
        assert narrowed["all_pages"].count() == 3
        assert narrowed["paginator"].count == 0
