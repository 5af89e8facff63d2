"""The portal that the browser tests visit: every page type, published in both languages."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Q
from playwright.sync_api import Page as BrowserPage
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, WorkflowPage
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from home.models import ContactFormField, StandardPage
from portal import roles
from portal.models import Person, PortalSettings, TranslationState
from tests import factories
from tests.stories import block, item, long_story, programme, quote, session
from tests.translating import translate

WARSAW = ZoneInfo("Europe/Warsaw")
EDITOR = "redaktorka"
PASSWORD = "portal-demo"
# One of each role: name of the account, and what the others see (portal.roles).
CREW = {"redaktor": "Redaktor", "tlumacz": "Tłumacz", "wydawca": "Wydawca"}
SPEAKER, SPEAKER_SLUG = "Jan Kowalski", "jan-kowalski"
ENGLISH_SLUGS = {
    "aktualnosci": "news",
    "wydarzenia": "events",
    "misja": "mission",
    "kontakt": "contact",
    "ludzie": "people",
    "slowniczek": "glossary",
    "zmieniona": "changed",
    "po-czesci": "in-part",
}

# What is where; each English address belongs to the Polish one on the same line.
PAGES = {
    "home": ("/pl/", "/en/"),
    "mission": ("/pl/misja/", "/en/mission/"),
    "standard": ("/pl/ochrona-danych/", "/en/ochrona-danych/"),
    "contact": ("/pl/kontakt/", "/en/contact/"),
    "news index": ("/pl/aktualnosci/", "/en/news/"),
    "news filtered": (
        "/pl/aktualnosci/?category=energia&page=2",
        "/en/news/?category=energia&page=2",
    ),
    "news with every block": ("/pl/aktualnosci/nowa-strefa/", "/en/news/nowa-strefa/"),
    "event index": ("/pl/wydarzenia/", "/en/events/"),
    "event with programme": ("/pl/wydarzenia/forum/", "/en/events/forum/"),
    "past event": ("/pl/wydarzenia/dawne-forum/", "/en/events/dawne-forum/"),
    "people": ("/pl/ludzie/", "/en/people/"),
    "person": (f"/pl/ludzie/?person={SPEAKER_SLUG}", f"/en/people/?person={SPEAKER_SLUG}"),
    "glossary": ("/pl/slowniczek/", "/en/glossary/"),
    "search with results": ("/pl/szukaj/?q=strefa", "/en/search/?q=strefa"),
    "search without results": ("/pl/szukaj/?q=xyzzy", "/en/search/?q=xyzzy"),
    "search narrowed down": (
        "/pl/szukaj/?q=energia&kind=news&year=2025&sort=date&page=2",
        "/en/search/?q=energia&kind=news&year=2025&sort=date&page=2",
    ),
    "search": ("/pl/szukaj/", "/en/search/"),
    "stale translation": ("/pl/zmieniona/", "/en/changed/"),
    "partial translation": ("/pl/po-czesci/", "/en/in-part/"),
    "404": ("/pl/nie-ma/", "/en/not-there/"),
}
# Written in Polish only.
WITHOUT_ENGLISH = "/pl/tylko-po-polsku/"
ONLY_POLISH_NOTICE = "Dostępność"
STATUS = {"404": 404}
# What the form of the contact page turns into.
WITH_ERRORS = "contact with errors"
SENT = {"pl": "/pl/kontakt/?sent=1", "en": "/en/contact/?sent=1"}
# Neither comes nearer nor moves: what a page says of a day is the same in every run.
COMING = datetime.datetime(2099, 5, 14, 10, tzinfo=WARSAW)
PAST = datetime.datetime(2024, 5, 14, 10, tzinfo=WARSAW)


@dataclass(frozen=True)
class Visit:
    """A page type in a language."""

    name: str
    language: str
    path: str

    @property
    def status(self) -> int:
        return STATUS.get(self.name, 200)

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


def visits() -> list[Visit]:
    """Every page type in both languages, and a page that has only one."""
    both = [Visit(name, path[1:3], path) for name, addresses in PAGES.items() for path in addresses]
    return [*both, Visit("without translation", "pl", WITHOUT_ENGLISH)]


def views() -> list[Visit]:
    """The visits, and what the contact page shows after its form was sent."""
    contact = dict(zip(("pl", "en"), PAGES["contact"], strict=True))
    after = [Visit(WITH_ERRORS, language, path) for language, path in contact.items()]
    thanks = [Visit("contact, sent", language, path) for language, path in SENT.items()]
    return [*visits(), *after, *thanks]


def open_view(page: BrowserPage, view: Visit) -> None:
    """Open `view`; the empty form of the contact page is sent where its errors are wanted."""
    response = page.goto(view.path)
    assert response.status == view.status, f"{view} answers {response.status}"
    if view.name == WITH_ERRORS:
        with page.expect_navigation():
            page.locator("main form [type=submit]").click()


def build() -> None:
    """Empty the database and write the portal into it, as committed rows."""
    call_command("flush", interactive=False, verbosity=0)
    cache.clear()
    polish = Locale.objects.create(language_code="pl")
    Locale.objects.create(language_code="en")
    Collection.add_root(name="Root")
    root = Page.add_root(instance=Page(title="Root", slug="root", locale=polish))
    build_polish(root, polish)
    wanted = Page.objects.filter(depth__gt=1, locale=polish).exclude(
        title__in=["Tylko po polsku", ONLY_POLISH_NOTICE]
    )
    for page in wanted.order_by("path").specific():
        translate(page, slug=ENGLISH_SLUGS.get(page.slug))
    leave_behind(polish)
    add_editor(root)


def leave_behind(polish: Locale) -> None:
    """Change a page after its translation, and publish another one with a part in Polish."""
    changed = StandardPage.objects.get(locale=polish, slug="zmieniona")
    changed.lead = "Wstęp napisany od nowa."
    changed.save_revision().publish()
    TranslationState.objects.filter(original=changed).update(stale_since=PAST)
    in_part = StandardPage.objects.get(locale=polish, slug="po-czesci")
    Translation.objects.filter(source__object_id=in_part.translation_key).update(enabled=False)
    english = in_part.get_translations().get()
    english.title, english.lead = "Translated in part", in_part.lead
    english.save_revision().publish()


def build_polish(root: Page, polish: Locale) -> None:
    home = factories.HomePageFactory(
        parent=root,
        locale=polish,
        mission_title="Po co jesteśmy",
        mission_text="Łączymy gminy, firmy i szkoły, żeby zmiana regionu szła w dobrą stronę.",
        mission_figures=[
            block(
                "key_figures",
                {
                    "figures": [
                        item({"value": "5–10", "unit": "lat", "label": "na zmianę"}),
                        item({"value": "13", "unit": "gmin", "label": "razem"}),
                    ]
                },
            )
        ],
        investors_title="Rozważasz inwestycję?",
        investors_text="Powiemy, kogo pytać.",
        body=[block("paragraph", "<p>O nas w <b>jednym</b> akapicie.</p>")],
    )
    site = Site.objects.create(
        hostname="localhost", root_page=home, site_name="Portal", is_default_site=True
    )
    news_index = factories.NewsIndexPageFactory(
        parent=home, slug="aktualnosci", lead="Co się dzieje w regionie."
    )
    event_index = factories.EventIndexPageFactory(parent=home, slug="wydarzenia")
    factories.PeoplePageFactory(parent=home, slug="ludzie", lead="Kto co mówi.")
    factories.GlossaryPageFactory(parent=home, slug="slowniczek", lead="Co znaczą słowa.")
    factories.GlossaryTermFactory()
    factories.GlossaryTermFactory(
        term_pl="odnawialne źródła energii",
        term_en="renewable energy sources",
        synonyms_pl="OZE",
        synonyms_en="renewables",
        definition_pl="Słońce, wiatr i woda: nie wyczerpują się od używania.",
        definition_en="Sun, wind and water: using them does not use them up.",
    )
    home.investors_page = factories.MissionPageFactory(
        parent=home, slug="misja", body=[block("heading", {"text": "Woda", "level": "h2"})]
    )
    home.save()
    privacy = factories.StandardPageFactory(
        parent=home, title="Ochrona danych", body=[block("paragraph", "<p>Kto i po co.</p>")]
    )
    # Readers of English meet its Polish title in the footer.
    accessibility = factories.StandardPageFactory(parent=home, title=ONLY_POLISH_NOTICE)
    factories.StandardPageFactory(parent=home, title="Tylko po polsku")
    factories.StandardPageFactory(parent=home, title="Zmieniona")
    factories.StandardPageFactory(parent=home, title="Po części", slug="po-czesci")
    contact = factories.ContactPageFactory(
        parent=home,
        slug="kontakt",
        intro="<p>Odpowiadamy w dwa dni robocze.</p>",
        thanks="<p>Odpiszemy.</p>",
    )
    ContactFormField.objects.create(
        page=contact,
        label="Temat",
        field_type="dropdown",
        choices="Inwestycje\nInne",
        required=True,
        sort_order=10,
        locale=polish,
    )
    Person.objects.create(
        name=SPEAKER,
        role_pl="prezes",
        role_en="president",
        organisation_pl="Klaster Obszaru Nowej Energii",
        organisation_en="New Energy Area Cluster",
    )
    for number in range(11):
        factories.NewsPageFactory(
            parent=news_index,
            title=f"Energia {number + 1}",
            date=datetime.date(2025, 6, 1) + datetime.timedelta(days=number),
        )
    picture = factories.ImageFactory(file__width=1600, file__height=1000)
    factories.NewsPageFactory(
        parent=news_index,
        title="Nowa strefa",
        category=factories.CategoryFactory(name_pl="Region", name_en="Region", slug="region"),
        picture=picture,
        body=long_story(picture),
        source_publisher="Gazeta Przykładowa",
        source_url="https://example.org/artykul",
        source_date=datetime.date(2025, 7, 4),
    )
    factories.EventPageFactory(
        parent=event_index,
        title="Forum",
        start=COMING,
        end=COMING + datetime.timedelta(hours=5),
        body=[
            programme(
                session("Otwarcie", kind="ceremony", start=datetime.time(10), room="Sala A"),
                session("Panel", kind="panel", start=datetime.time(11), end=datetime.time(12)),
            ),
            quote(Person.objects.get(name=SPEAKER), kind="paraphrase"),
        ],
    )
    factories.EventPageFactory(
        parent=event_index,
        title="Dawne forum",
        start=PAST,
        end=PAST + datetime.timedelta(hours=5),
    )
    PortalSettings.objects.create(
        site=site,
        registered_name_pl="STOWARZYSZENIE KLASTER OBSZARU NOWEJ ENERGII",
        registered_name_en="New Energy Area Cluster Association",
        name_pl="Klaster Obszaru Nowej Energii",
        name_en="New Energy Area Cluster",
        tagline_pl="Wspieramy zmianę regionu",
        tagline_en="We support the change of the region",
        street="Główna 122",
        postcode="97-410",
        city="Kleszczów",
        telephone="+48 607 444 242",
        email="kontakt@example.org",
        nip="7692252507",
        regon="540869122",
        krs="0001149189",
        rights_notice_pl="Teksty wolno cytować z podaniem źródła.",
        rights_notice_en="Texts may be quoted with their source.",
        privacy_page=privacy,
        accessibility_page=accessibility,
        linkedin_url="https://www.linkedin.com/company/example",
    )


def add_editor(root: Page) -> None:
    """Somebody who writes and publishes, but administers nothing. Her admin is in Polish."""
    # wagtail-localize makes this one in a migration, so that emptying the database loses it.
    content_type, _ = ContentType.objects.get_or_create(
        app_label="wagtail_localize", model="translation"
    )
    Permission.objects.get_or_create(content_type=content_type, codename="submit_translation")
    group = Group.objects.create(name="Redakcja")
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label="wagtailadmin", codename="access_admin")
            | Q(content_type__app_label="wagtail_localize", codename="submit_translation")
            | Q(content_type__app_label="portal", codename__in=["view_person", "change_person"])
        )
    )
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=root,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    editor = get_user_model().objects.create_user(
        EDITOR, "redaktorka@example.org", PASSWORD, first_name="Ewa"
    )
    editor.groups.add(group)
    UserProfile.objects.create(user=editor, preferred_language="pl")


@contextmanager
def newsroom() -> Iterator[None]:
    """The three roles at work, each with its account, and the check before publishing.

    Gone afterwards: the other tests are about somebody who publishes by herself.
    """
    roles.reset()
    for name, role in CREW.items():
        user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.first_name, user.last_name = {
            "redaktor": ("Maria", "Redakcyjna"),
            "tlumacz": ("Tomasz", "Przekładowy"),
            "wydawca": ("Wanda", "Wydawnicza"),
        }[name]
        user.save()
        user.groups.add(Group.objects.get(name=role))
        UserProfile.objects.create(user=user, preferred_language="pl")
    try:
        yield
    finally:
        WorkflowPage.objects.all().delete()
        get_user_model().objects.filter(username__in=CREW).delete()
