import uuid
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TestCase
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, Locale, Page, Site

from home.models import ContactPage, GlossaryPage, HomePage, MissionPage, StandardPage
from news.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage, PeoplePage
from portal.editions.shelf import forget as forget_what_is_kept
from portal.models import PortalSettings
from portal.newsroom.states import in_one_go
from portal.privacy import forgetting
from tests import factories
from tests.planted import Planted, plant
from tests.translating import translate


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the accessibility trees anew (tests/e2e/snapshots/) instead of comparing them",
    )
    parser.addoption(
        "--update-handbook",
        action="store_true",
        help="write the pictures of the handbook anew (docs/img/handbook/)",
    )


@dataclass
class Tree:
    """A published site in Polish; `english` of a page is its published translation."""

    home: HomePage
    mission: MissionPage
    privacy: StandardPage
    contact: ContactPage
    news_index: NewsIndexPage
    news: NewsPage
    event_index: EventIndexPage
    event: EventPage
    people: PeoplePage
    glossary: GlossaryPage

    def pages(self) -> list[Page]:
        return list(vars(self).values())

    def english(self, page: Page) -> Page:
        return page.get_translation(Locale.objects.get(language_code="en")).specific


@pytest.fixture(autouse=True)
def _speak_polish():
    """The language that a test leaves active is not that of the next one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _caches_of_its_own(settings):
    """What a test puts into a cache outlives its transaction, and a Redis is shared by workers.

    The next picture with the same key would be told to have the files of the last one.
    """
    settings.CACHES = {
        alias: {
            **cache,
            "KEY_PREFIX": f"{alias}-{uuid.uuid4()}",
            "TIMEOUT": 600,
        }
        for alias, cache in settings.CACHES.items()
    }
    forget_what_is_kept()


@pytest.fixture(autouse=True)
def _has_forgotten_today(monkeypatch):
    """What is forgotten once a day is not forgotten in whichever test happens to be the first."""
    monkeypatch.setattr(forgetting, "_forgotten_on", timezone.localdate())


@pytest.fixture(autouse=True)
def _move_the_edition_on_at_once(request):
    """PostgreSQL does when it commits, which a test in a transaction never does."""
    uses_database = "_django_db_helper" in request.fixturenames
    if connection.vendor == "postgresql" and (
        uses_database or request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("_django_db_helper")
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS portal_edition, portal_edition_update,"
                " portal_edition_insert_withdraws, portal_edition_update_withdraws,"
                " portal_edition_delete_withdraws IMMEDIATE"
            )


@pytest.fixture(scope="session")
def planted(django_db_setup, django_db_blocker) -> list[Planted]:
    """The tree in Polish only, and in both languages (tests/planted.py)."""
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE):
        return plant(plant_polish, plant_english)


@in_one_go()
def plant_polish(_nothing: None) -> Tree:
    """One page of each type, published in Polish only."""
    polish = Locale.objects.get_or_create(language_code="pl")[0]
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or factories.PageFactory(parent=None)
    for welcome_page in root.get_children():
        welcome_page.delete()
    root.refresh_from_db()
    home = factories.HomePageFactory(parent=root, locale=polish, mission_text="Po co jesteśmy.")
    site = Site.objects.create(
        hostname="localhost", root_page=home, site_name="Portal", is_default_site=True
    )
    news_index = factories.NewsIndexPageFactory(parent=home, slug="aktualnosci")
    event_index = factories.EventIndexPageFactory(parent=home, slug="wydarzenia")
    tree = Tree(
        home=home,
        mission=factories.MissionPageFactory(parent=home, slug="misja"),
        privacy=factories.StandardPageFactory(parent=home, title="Ochrona danych"),
        contact=factories.ContactPageFactory(parent=home, slug="kontakt"),
        news_index=news_index,
        news=factories.NewsPageFactory(parent=news_index, title="Nowa strefa"),
        event_index=event_index,
        event=factories.EventPageFactory(parent=event_index, title="Forum"),
        people=factories.PeoplePageFactory(parent=home, slug="ludzie"),
        glossary=factories.GlossaryPageFactory(parent=home, slug="slowniczek"),
    )
    PortalSettings.objects.update_or_create(
        site=site,
        defaults={
            "registered_name_pl": "STOWARZYSZENIE KLASTER OBSZARU NOWEJ ENERGII",
            "registered_name_en": "New Energy Area Cluster Association",
            "name_pl": "Klaster Obszaru Nowej Energii",
            "name_en": "New Energy Area Cluster",
            "tagline_pl": "Wspieramy zmianę regionu",
            "tagline_en": "We support the change of the region",
            "telephone": "+48 607 444 242",
            "email": "kontakt@example.org",
            "nip": "7692252507",
            "regon": "540869122",
            "krs": "0001149189",
            "privacy_page": tree.privacy,
        },
    )
    return tree


ENGLISH_SLUGS = {
    "aktualnosci": "news",
    "wydarzenia": "events",
    "misja": "mission",
    "kontakt": "contact",
    "ludzie": "people",
    "slowniczek": "glossary",
}


@in_one_go()
def plant_english(tree: Tree) -> Tree:
    for page in sorted(tree.pages(), key=lambda page: page.path):
        with TestCase.captureOnCommitCallbacks(execute=True):
            translate(page, slug=ENGLISH_SLUGS.get(page.slug))
    return tree


def put_back(planted: Planted) -> Tree:
    """The tree as it is in the database now."""
    planted.put_back()
    pages = {name: page.pk for name, page in vars(planted.made).items()}
    return Tree(**{name: Page.objects.get(pk=pk).specific for name, pk in pages.items()})


@pytest.fixture
def polish(db) -> Locale:
    return Locale.objects.get_or_create(language_code="pl")[0]


@pytest.fixture
def english(db, planted) -> Locale:
    """With the key that it has in the planted trees, should one be put back after it."""
    columns, rows = planted[0].rows["wagtailcore_locale"]
    locales = [dict(zip(columns, row, strict=True)) for row in rows]
    key = next(locale["id"] for locale in locales if locale["language_code"] == "en")
    return Locale.objects.get_or_create(language_code="en", defaults={"pk": key})[0]


@pytest.fixture
def polish_tree(db, planted) -> Tree:
    """One page of each type, published in Polish only."""
    return put_back(planted[0])


@pytest.fixture
def tree(polish_tree, planted) -> Tree:
    """One page of each type, published in both languages."""
    vars(polish_tree).update(vars(put_back(planted[1])))
    return polish_tree


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Change a page and publish it, as an editor does: publish(page, title="…")."""

    def change(page: Page, **values) -> Page:
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        page.refresh_from_db()
        return page

    return change


@pytest.fixture
def indexed(monkeypatch):
    """(model, keys) of all that is put into the index in bulk."""
    put = []

    class Backend:
        def add_bulk(self, model, objects):
            put.append((model, {item.pk for item in objects}))

    monkeypatch.setattr("search.referrers.get_search_backends", lambda **kwargs: [Backend()])
    return put


@pytest.fixture
def somebody(client, db):
    """Logs in with some permissions on pages: somebody(index, "add_page")."""

    def log_in(page=None, *codenames):
        group = Group.objects.create(name="Ktoś")
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for codename in codenames:
            GroupPagePermission.objects.create(
                group=group,
                page=page,
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                ),
            )
        user = get_user_model().objects.create_user("ktos", "ktos@example.org", "x")
        user.groups.add(group)
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def empty_index(polish_tree, settings, tmp_path):
    """The Polish list of news without any, and a library of files for this test alone."""
    settings.MEDIA_ROOT = tmp_path / "library"
    polish_tree.news.delete()
    return polish_tree.news_index
