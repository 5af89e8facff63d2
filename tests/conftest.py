from dataclasses import dataclass

import pytest
from django.conf import settings
from django.utils import translation
from wagtail.models import Locale, Page, Site

from home.models import ContactPage, HomePage, MissionPage, StandardPage
from news.models import EventIndexPage, EventPage, NewsIndexPage, NewsPage, PeoplePage
from portal.models import PortalSettings
from tests import factories
from tests.translating import translate


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write the accessibility trees anew (tests/e2e/snapshots/) instead of comparing them",
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

    def pages(self) -> list[Page]:
        return list(vars(self).values())

    def english(self, page: Page) -> Page:
        return page.get_translation(Locale.objects.get(language_code="en")).specific


@pytest.fixture(autouse=True)
def _speak_polish():
    """The language that a test leaves active is not that of the next one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _forget_sites():
    """Wagtail keeps the paths of sites in the cache, which outlives a test's transaction.

    Only this is dropped: clearing a Redis would empty it for the other workers, too.
    """
    Site.clear_site_root_paths_cache()


@pytest.fixture
def polish(db) -> Locale:
    return Locale.objects.get_or_create(language_code="pl")[0]


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def polish_tree(polish, english) -> Tree:
    """One page of each type, published in Polish only."""
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
}


@pytest.fixture
def tree(polish_tree, django_capture_on_commit_callbacks) -> Tree:
    """One page of each type, published in both languages."""
    for page in sorted(polish_tree.pages(), key=lambda page: page.path):
        with django_capture_on_commit_callbacks(execute=True):
            translate(page, slug=ENGLISH_SLUGS.get(page.slug))
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
