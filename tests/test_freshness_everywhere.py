"""After anything that readers see has changed, every address shows it with the next request.

Whatever changes, every public address is asked three times: as readers are answered, as those who
had an answer before and ask whether it is still true, and with nothing kept. All must say the same;
and what changed must have changed something.
"""

import datetime
import json
import re
from typing import NamedTuple

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from news.models import Category, NewsPage
from portal.editions.shelf import forget
from portal.models import GlossaryTerm, Person, PortalImage, PortalSettings
from tests import factories
from tests.stories import block, quote

ADDRESSES = [
    "/pl/",
    "/pl/misja/",
    "/pl/ochrona-danych/",
    "/pl/kontakt/",
    "/pl/aktualnosci/",
    "/pl/aktualnosci/?category=energia",
    "/pl/aktualnosci/nowa-strefa/",
    "/pl/aktualnosci/nowa-strefa/index.md",
    "/pl/aktualnosci/kanal.atom",
    "/pl/aktualnosci/kanal.rss",
    "/pl/aktualnosci/kanal.json",
    "/pl/wydarzenia/",
    "/pl/wydarzenia/forum/",
    "/pl/wydarzenia/kalendarz.ics",
    "/pl/wydarzenia/forum/kalendarz.ics",
    "/pl/ludzie/",
    "/pl/ludzie/?person=anna-nowak",
    "/pl/slowniczek/",
    "/pl/szukaj/?q=strefa",
    "/en/",
    "/en/mission/",
    "/en/contact/",
    "/en/news/",
    "/en/news/nowa-strefa/",
    "/en/news/feed.atom",
    "/en/events/",
    "/en/events/forum/",
    "/en/people/",
    "/en/glossary/",
    "/sitemap.xml",
    "/sitemap-pl-1.xml",
    "/sitemap-en-1.xml",
    "/llms.txt",
]
# When a form was opened and its token change by themselves.
OF_THE_MOMENT = re.compile(
    rb'name="(?:opened|csrfmiddlewaretoken)" value="[\w:-]+"|value="[\w:-]+" name="opened"'
)


class Seen(NamedTuple):
    code: int
    content: bytes
    etag: str


NOTHING = Seen(0, b"", "")


def read(client, path: str, had: Seen = NOTHING) -> Seen:
    """What somebody sees at `path` who `had` seen something there: that again if it is a 304."""
    response = client.get(path, headers={"if-none-match": had.etag} if had.etag else {})
    if response.status_code == 304:
        return had
    content = OF_THE_MOMENT.sub(b"", response.content)
    return Seen(response.status_code, content, response.get("ETag", ""))


def as_readers_see_it(client) -> dict[str, Seen]:
    return {path: read(client, path) for path in ADDRESSES}


def as_caches_see_it(client, had: dict[str, Seen]) -> dict[str, Seen]:
    """What readers are shown by browsers, programs and nginx, which ask by the ETag first."""
    return {path: read(client, path, had[path]) for path in ADDRESSES}


def made_anew(client) -> dict[str, Seen]:
    seen = {}
    for path in ADDRESSES:
        forget()
        caches["default"].clear()
        with override_settings(PAGE_CACHE=False):
            seen[path] = read(client, path)
    return seen


@pytest.fixture
def site(tree, publish):
    """Both trees, with somebody quoted, a picture, a term: what a change may reach from afar."""
    tree.anna = factories.PersonFactory(
        name="Anna Nowak", slug="anna-nowak", portrait=factories.ImageFactory()
    )
    publish(
        tree.news,
        body=[quote(tree.anna, text="Strefa ruszy.")],
        picture=factories.ImageFactory(),
    )
    tree.term = GlossaryTerm.objects.create(
        term_pl="strefa", term_en="zone", definition_pl="Teren.", definition_en="Land."
    )
    return tree


def publish_now(page: Page, **values) -> None:
    page = page.specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def published_by_the_clock(tree) -> None:
    tree.mission.title = "O nas po nowemu"
    past = timezone.now() - datetime.timedelta(minutes=1)
    tree.mission.go_live_at = past
    tree.mission.save_revision(approved_go_live_at=past)
    call_command("publish_scheduled")


CHANGES = {
    "news": lambda tree: publish_now(tree.news, title="Strefa po zmianie"),
    "news taken down": lambda tree: tree.news.unpublish(),
    "news deleted": lambda tree: tree.news.delete(),
    "news moved": lambda tree: (
        tree.news.move(tree.news_index, pos="first-child")
        or publish_now(tree.news, slug="nowy-adres")
    ),
    "one more news": lambda tree: factories.NewsPageFactory(parent=tree.news_index),
    "English news": lambda tree: Page.objects.filter(pk=tree.english(tree.news).pk).update(
        title="Another zone"
    ),
    "event": lambda tree: publish_now(tree.event, venue="Bełchatów"),
    "event cancelled": lambda tree: publish_now(tree.event, status="cancelled"),
    "home": lambda tree: publish_now(tree.home, lead="Inne słowa."),
    "mission, by the clock": published_by_the_clock,
    "contact page": lambda tree: publish_now(tree.contact, title="Napisz"),
    "menu": lambda tree: publish_now(tree.mission, show_in_menus=not tree.mission.show_in_menus),
    "menu entry": lambda tree: publish_now(tree.people, title="Osoby"),
    "role of a person": lambda tree: Person.objects.filter(pk=tree.anna.pk).update(
        role_pl="starosta", role_en="head of the district"
    ),
    "name of a person": lambda tree: Person.objects.filter(pk=tree.anna.pk).update(name="Anna N."),
    "portrait": lambda tree: Person.objects.filter(pk=tree.anna.pk).update(portrait=None),
    "category": lambda tree: Category.objects.update(name_pl="Prąd", name_en="Power"),
    "term": lambda tree: GlossaryTerm.objects.update(definition_pl="Inny", definition_en="Other"),
    "term deleted": lambda tree: tree.term.delete(),
    "settings": lambda tree: PortalSettings.objects.update(telephone="+48 111 222 333"),
    "name of the portal": lambda tree: PortalSettings.objects.update(
        name_pl="KONE", name_en="NEAC"
    ),
    "alternative text": lambda tree: PortalImage.objects.update(
        description_pl="Pole", description_en="A field"
    ),
    "focal point": lambda tree: PortalImage.objects.filter(pk=tree.news.picture_id).update(
        focal_point_x=5, focal_point_y=5, focal_point_width=4, focal_point_height=4
    ),
    "credit": lambda tree: PortalImage.objects.update(credit_pl="Jan", credit_en="John"),
    "privacy": lambda tree: PageViewRestriction.objects.create(
        page=tree.news, restriction_type="password", password="x"
    ),
    "privacy of a section": lambda tree: PageViewRestriction.objects.create(
        page=tree.news_index, restriction_type="login"
    ),
    "slug of a section": lambda tree: publish_now(tree.news_index, slug="wiesci"),
    "title of a section": lambda tree: publish_now(tree.news_index, title="Wieści"),
    "lead of a section": lambda tree: publish_now(tree.news_index, lead="Co nowego w regionie."),
    "tagline": lambda tree: PortalSettings.objects.update(tagline_pl="Inne", tagline_en="Other"),
    "story, behind the admin's back": lambda tree: NewsPage.objects.filter(pk=tree.news.pk).update(
        body=json.dumps([block("paragraph", "<p>Strefa już działa.</p>")])
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_next_request_shows(client, site, change, django_capture_on_commit_callbacks):
    before = as_readers_see_it(client)
    assert as_readers_see_it(client) == before
    with django_capture_on_commit_callbacks(execute=True):
        change(site)
    after = as_readers_see_it(client)

    assert after != before
    asked = as_caches_see_it(client, before)
    fresh = made_anew(client)
    assert [path for path in ADDRESSES if after[path] != fresh[path]] == []
    assert [path for path in ADDRESSES if asked[path] != fresh[path]] == []


def test_the_end_of_a_day_shows(client, site, monkeypatch):
    before = as_readers_see_it(client)
    later = site.event.end + datetime.timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    after = as_readers_see_it(client)

    assert before["/pl/wydarzenia/forum/"] != after["/pl/wydarzenia/forum/"]
    asked = as_caches_see_it(client, before)
    fresh = made_anew(client)
    assert [path for path in ADDRESSES if after[path] != fresh[path]] == []
    assert [path for path in ADDRESSES if asked[path] != fresh[path]] == []


def test_every_address_is_there(client, site):
    codes = {path: seen.code for path, seen in as_readers_see_it(client).items()}

    assert {path: code for path, code in codes.items() if code != 200} == {}
