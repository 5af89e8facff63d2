"""What is kept is kept for one edition, and the database moves the edition on by itself."""

import datetime
from types import SimpleNamespace

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpRequest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from news.models import Category, NewsPage
from portal.editions import address_of, edition_of, is_plain_reader, kept, shelf, watching
from portal.models import EditionToken, MissedAddress, Person, PortalSettings
from portal.shown import Shown
from tests import factories


def token() -> str:
    return EditionToken.objects.get().token


def request(path: str = "/pl/", **cookies) -> HttpRequest:
    asked = RequestFactory().get(path)
    asked.COOKIES |= cookies
    return asked


class TestToken:
    @pytest.mark.parametrize(
        "change",
        [
            lambda tree: Page.objects.filter(pk=tree.news.pk).update(title="Inny"),
            lambda tree: NewsPage.objects.filter(pk=tree.news.pk).update(lead="Inny"),
            lambda tree: Category.objects.update(name_en="Other"),
            lambda tree: factories.PersonFactory(),
            lambda tree: Person.objects.bulk_create([Person(name="A", slug="a")]),
            lambda tree: PortalSettings.objects.update(telephone="+48 1"),
            lambda tree: PageViewRestriction.objects.create(page=tree.news),
            lambda tree: tree.news.delete(),
            lambda tree: factories.ImageFactory().get_rendition("fill-20x20"),
            lambda tree: connection.cursor().execute("UPDATE wagtailcore_site SET site_name = 'x'"),
        ],
    )
    def test_moves_on_with_what_readers_see(self, polish_tree, change):
        before = token()
        change(polish_tree)

        assert token() != before

    @pytest.mark.parametrize(
        "change",
        [
            lambda tree: tree.news.save_revision(),
            lambda tree: Page.objects.filter(pk=tree.news.pk).update(draft_title="Inny"),
            lambda tree: tree.news.save(),
            lambda tree: MissedAddress.objects.create(path="/x/", day=timezone.localdate()),
            lambda tree: Page.objects.filter(pk=tree.news.pk).update(title=tree.news.title),
        ],
        ids=["draft", "title of a draft", "saved as it was", "missed address", "same title"],
    )
    def test_stays_with_what_readers_do_not_see(self, polish_tree, change):
        before = token()
        change(polish_tree)

        assert token() == before

    def test_is_what_it_was_when_the_change_is_undone(self, polish_tree):
        before = token()
        with transaction.atomic():
            Category.objects.update(name_en="Other")
            changed = token()
            transaction.set_rollback(True)

        assert changed != before
        assert token() == before


class TestWithdrawal:
    @pytest.fixture
    def withdrawal(self):
        return lambda: EditionToken.objects.values_list("withdrawal", flat=True).get()

    @pytest.mark.parametrize(
        "change",
        [
            lambda tree: PageViewRestriction.objects.create(page=tree.news),
            lambda tree: PageViewRestriction.objects.create(page=tree.news_index),
            lambda tree: Page.objects.filter(pk=tree.news.pk).update(live=False),
            lambda tree: tree.news.unpublish(),
            lambda tree: tree.news.delete(),
            lambda tree: tree.news.move(tree.event_index, pos="last-child"),
            lambda tree: rename(tree.news),
            lambda tree: rename(tree.news_index),
            lambda tree: Person.objects.first().delete(),
        ],
        ids=[
            "closed", "parent closed", "by SQL", "unpublished", "deleted", "moved", "renamed",
            "parent renamed", "person deleted",
        ],
    )  # fmt: skip
    def test_moves_on_with_what_is_taken_from_readers(self, polish_tree, withdrawal, change):
        factories.PersonFactory()
        before, edition = withdrawal(), token()
        change(polish_tree)

        assert withdrawal() != before
        assert token() != edition

    def test_moves_on_when_a_restriction_is_changed(self, polish_tree, withdrawal):
        restriction = PageViewRestriction.objects.create(page=polish_tree.news)
        before = withdrawal()
        restriction.page = polish_tree.event
        restriction.save()

        assert withdrawal() != before

    @pytest.mark.parametrize(
        "change",
        [
            lambda tree: Page.objects.filter(pk=tree.news.pk).update(title="Inny"),
            lambda tree: factories.NewsPageFactory(parent=tree.news_index, slug="nowa"),
            lambda tree: tree.event.save_revision().publish(),
            lambda tree: Category.objects.update(name_en="Other"),
        ],
        ids=["changed", "published", "published again", "category"],
    )
    def test_stays_with_what_readers_can_go_on_reading(self, polish_tree, withdrawal, change):
        before, edition = withdrawal(), token()
        change(polish_tree)

        assert withdrawal() == before
        assert token() != edition

    def test_stays_when_a_draft_is_deleted(self, polish_tree, withdrawal):
        draft = factories.NewsPageFactory(parent=polish_tree.news_index, slug="x", live=False)
        before = withdrawal()
        rename(draft)
        draft.delete()

        assert withdrawal() == before

    def test_names_what_is_watched(self):
        assert set(watching.WITHDRAWS) <= {m._meta.label for m in watching.watched_models()}

    def test_moves_on_with_a_migration_for_nobody_was_watching(self, db, withdrawal):
        before = withdrawal()
        watching.stop_watching(connection.alias)
        watching.start_watching(connection.alias)

        assert withdrawal() != before

    def test_an_older_state_of_the_database_is_not_watched(self, db, monkeypatch):
        monkeypatch.setattr(
            connection.introspection,
            "get_table_description",
            lambda cursor, table: [SimpleNamespace(name=name) for name in ("id", "token")],
        )
        watching.stop_watching(connection.alias)
        watching.start_watching(connection.alias)

        assert edition_of(request()) is None


def rename(page: Page) -> None:
    page.slug += "-inaczej"
    page.save()


class TestWatching:
    def test_names_no_table_that_is_not_there(self):
        labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}

        assert labels >= watching.UNSEEN
        assert set(watching.UNSEEN_COLUMNS) <= labels
        assert {app.label for app in apps.get_app_configs()} >= watching.UNSEEN_APPS

    def test_names_no_column_that_is_not_there(self):
        for label, columns in watching.UNSEEN_COLUMNS.items():
            there = {field.column for field in apps.get_model(label)._meta.local_concrete_fields}
            assert columns <= there

    def test_every_public_page_type_is_watched(self):
        watched = set(watching.watched_models())

        assert {Page, *(model for model in apps.get_models() if issubclass(model, Page))} <= watched

    @pytest.mark.django_db
    def test_begins_again_after_a_migration(self):
        before = token()
        watching.stop_watching(connection.alias)
        unwatched = edition_of(request())
        watching.start_watching(connection.alias)
        began = token()
        Category.objects.create(name_pl="B", name_en="B", slug="watched")
        connection.check_constraints()  # PostgreSQL moves it on when it commits.

        assert unwatched is None
        assert began != before
        assert token() != began


@pytest.mark.django_db(transaction=True)
def test_the_token_moves_on_when_a_change_is_committed():
    before = token()
    with transaction.atomic():
        Category.objects.create(name_pl="A", name_en="A", slug="a")
        transaction.set_rollback(True)
    undone = token()
    Category.objects.create(name_pl="A", name_en="A", slug="a")

    assert undone == before
    assert token() != before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite leaves no dead rows behind")
@pytest.mark.django_db
def test_a_transaction_moves_the_token_on_once():
    def moves() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT n_tup_upd FROM pg_stat_xact_user_tables"
                " WHERE relname = 'portal_editiontoken'"
            )
            return cursor.fetchone()[0]

    before, token_before = moves(), token()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS portal_edition, portal_edition_update DEFERRED")
    for number in range(20):
        Category.objects.create(name_pl="A", name_en="A", slug=f"a{number}")
    Category.objects.update(name_en="B")
    connection.check_constraints()

    assert moves() - before == 1
    assert token() != token_before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection to lose")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_replaced():
    token()
    lost = connection.connection.info.backend_pid
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [lost])

    assert edition_of(request()) is not None
    assert connection.connection.info.backend_pid != lost


class TestEdition:
    def test_changes_at_midnight(self, db, monkeypatch):
        before = edition_of(request())
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        monkeypatch.setattr("portal.editions.current.timezone.localdate", lambda: tomorrow)

        assert edition_of(request()) != before

    def test_is_read_once_for_a_request(self, db, django_assert_num_queries):
        asked = request()
        with django_assert_num_queries(1):
            assert edition_of(asked) is edition_of(asked)

    def test_is_none_while_somebody_develops(self, db, settings):
        settings.DEBUG = True

        assert edition_of(request()) is None

    def test_is_none_where_the_database_cannot_say(self, db):
        EditionToken.objects.all().delete()

        assert edition_of(request()) is None
        assert kept(request(), "a", lambda: 1) == 1

    @pytest.mark.parametrize("cookies", [{"sessionid": "x"}, {"messages": "x"}])
    def test_is_nothing_to_who_says_who_he_is(self, cookies):
        assert not is_plain_reader(request(**cookies))
        assert is_plain_reader(request(theme="dark"))

    def test_is_nothing_to_previews_and_forms(self):
        preview = request()
        preview.is_preview = True

        assert not is_plain_reader(preview)
        assert not is_plain_reader(RequestFactory().post("/pl/"))

    def test_is_nothing_to_a_draft_that_a_command_looks_at(self, client, polish_tree):
        draft = polish_tree.news
        site = draft.get_site()
        at_site = {"SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port)}
        client.get(draft.url, **at_site)
        draft.title = "Szkic"

        assert "Szkic" in draft.make_preview_request().content.decode()
        assert "Szkic" not in client.get(draft.url, **at_site).content.decode()


class TestKept:
    def test_is_made_once_in_an_edition(self, polish_tree):
        made = [kept(request(), "key", lambda number=number: number) for number in (1, 2)]
        Category.objects.update(name_en="Other")

        assert made == [1, 1]
        assert kept(request(), "key", lambda: 3) == 3

    def test_is_made_for_each_language_and_host(self, db, settings):
        settings.ALLOWED_HOSTS = ["*"]
        polish = kept(request(), "key", lambda: "pl")
        with translation.override("en"):
            english = kept(request(), "key", lambda: "en")
        elsewhere = RequestFactory().get("/pl/", headers={"host": "other.example"})

        assert (polish, english) == ("pl", "en")
        assert kept(elsewhere, "key", lambda: "there") == "there"

    def test_is_made_anew_for_an_editor(self, db):
        kept(request(), "key", lambda: "reader")

        assert kept(request(sessionid="x"), "key", lambda: "editor") == "editor"
        assert kept(request(), "key", lambda: "again") == "reader"

    def test_keeps_no_room_for_nothing(self, db):
        made = []
        for _ in range(2):
            kept(request(), "key", lambda: made.append(1))

        assert made == [1, 1]

    def test_makes_room_for_more(self, db, monkeypatch):
        monkeypatch.setattr(shelf, "MOST", 3)
        for number in range(5):
            kept(request(), ("number", number), lambda number=number: number)
        kept(request(), "other", lambda: "other")

        assert kept(request(), ("number", 4), lambda: "again") == 4
        assert kept(request(), ("number", 1), lambda: "again") == "again"
        assert kept(request(), "other", lambda: "again") == "other"


class TestAddress:
    def test_is_a_key_where_it_is_canonical(self, db):
        assert address_of(request("/pl/a/"), {}) == ("/pl/a/",)
        assert address_of(request("/pl/a/?utm_source=x&fbclid=y"), {}) == ("/pl/a/",)
        assert address_of(request("/pl/a/?page=2"), {"shown": Shown(number=2)}) == (
            "/pl/a/",
            ("page", "2"),
        )

    @pytest.mark.parametrize("query", ["?page=9", "?a=b", "?page=2&page=2", "?page=02"])
    def test_is_none_elsewhere(self, db, query):
        assert address_of(request(f"/pl/a/{query}"), {"shown": Shown(number=2)}) is None


class TestTag:
    def render(self, asked: HttpRequest, template: str, **context) -> str:
        return Template("{% load editions %}" + template).render(
            Context({"request": asked, **context})
        )

    def test_keeps_what_it_encloses(self, db):
        template = '{% kept "part" name %}{{ value }}{% endkept %}'

        assert self.render(request(), template, name="a", value=1) == "1"
        assert self.render(request(), template, name="a", value=2) == "1"
        assert self.render(request(), template, name="b", value=3) == "3"

    @pytest.mark.parametrize("name", [None, "", False])
    def test_keeps_nothing_without_a_key(self, db, name):
        template = '{% kept "part" name %}{{ value }}{% endkept %}'
        self.render(request(), template, name=name, value=1)

        assert self.render(request(), template, name=name, value=2) == "2"

    def test_needs_a_name(self):
        with pytest.raises(TemplateSyntaxError):
            Template("{% load editions %}{% kept %}{% endkept %}")
