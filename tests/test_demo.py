"""`manage.py seed_demo`: what it makes, and what it leaves alone."""

import re
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, ReferenceIndex, Revision, Site
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.models import ContactPage, HomePage
from news.models import Category, EventPage, NewsIndexPage, NewsPage
from portal.blocks import StoryBlock
from portal.demo import seed
from portal.demo.content.events import EXAMPLE_FORUM, programme_pdf
from portal.demo.content.pictures import PICTURES
from portal.demo.documents import utf16
from portal.demo.many import dice_and_story
from portal.demo.text import DemoError, Rich, T, dictionary
from portal.models import Person, PortalDocument, PortalImage, PortalSettings
from tests.drawings import tiny_drawings

ONLY_POLISH = {"wersja-demonstracyjna"}
STALE = "kleszczow-chce-nowej-strefy"
# What reads the same in both languages: names and figures.
SAME_IN_BOTH = {"5–10", "5", "KRS", "NIP", "REGON", "www.belchatow.naszemiasto.pl"}
QUOTATION_MARKS = re.compile(r"[„”“\"«»]")


def pages(language: str) -> list[Page]:
    queryset = Page.objects.filter(locale__language_code=language, depth__gt=1)
    return [page.specific for page in queryset.order_by("path")]


def english(page: Page) -> Page:
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def texts(page: Page) -> set[str]:
    """Every text of the page that a translator would be asked for."""
    return {
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }


def streams(page: Page) -> list:
    """Every StreamField of the page that has something in it."""
    fields = [field for field in page._meta.fields if isinstance(field, StreamField)]
    return [stream for field in fields if (stream := getattr(page, field.name))]


def blocks(page: Page) -> list:
    return [block for stream in streams(page) for block in stream]


def pictures_in_story(page: Page) -> set[PortalImage]:
    """The pictures that the page shows besides its main one."""
    shown = set()
    for block in blocks(page):
        if block.block_type == "picture":
            shown.add(block.value["picture"])
        if block.block_type == "gallery":
            shown |= {item["picture"] for item in block.value["pictures"]}
    return shown


def state() -> dict:
    """What is in the database, as far as the demo touches it."""
    models = [
        Page, Revision, Site, Locale, PortalImage, PortalDocument, Person, Category,
        PortalSettings, TranslationSource, Translation, StringTranslation, get_user_model(),
    ]  # fmt: skip
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def no_drawing(monkeypatch):
    """Seed with tiny pictures, where it is not about them."""
    monkeypatch.setattr(seed, "draw_all", tiny_drawings)


class TestDemo(TestCase):
    """One seeded portal for many questions: a TestCase, because that seeds once for all."""

    @classmethod
    def setUpTestData(cls):
        call_command("seed_demo", verbosity=0)

    def test_both_trees_are_live_and_sound(self):
        assert all(page.live and not page.alias_of_id for page in pages("pl") + pages("en"))
        assert not any(Page.find_problems())
        for page in Page.objects.all():
            assert page.numchild == page.get_children().count()

    def test_every_page_but_the_exception_is_in_english(self):
        translated = {page.translation_key for page in pages("en")}
        missing = {page.slug for page in pages("pl") if page.translation_key not in translated}
        assert missing == ONLY_POLISH
        assert len(translated) == len(pages("en"))

    def test_slugs_are_in_the_language_of_the_page(self):
        assert [page.url_path for page in pages("en")] == [
            "/en-home/",
            "/en-home/mission/",
            "/en-home/mission/for-investors/",
            "/en-home/news/",
            "/en-home/news/new-industrial-zone/",
            "/en-home/news/kleszczow-wants-a-new-zone/",
            "/en-home/news/rzasnia-joins-the-talks/",
            "/en-home/events/",
            "/en-home/events/energy-after-coal/",
            "/en-home/events/electricity-bill/",
            "/en-home/events/connecting-to-the-grid/",
            "/en-home/events/spoil-heap-walk/",
            "/en-home/people/",
            "/en-home/glossary/",
            "/en-home/contact/",
            "/en-home/privacy/",
            "/en-home/accessibility/",
        ]
        polish = {page.url_path for page in pages("pl") if page.depth == 3}
        assert polish == {
            f"/pl-home/{slug}/"
            for slug in (
                "misja", "aktualnosci", "wydarzenia", "ludzie", "slowniczek", "kontakt",
                "ochrona-danych", "deklaracja-dostepnosci",
            )
        }  # fmt: skip

    def test_the_menu_is_the_same_in_both_languages(self):
        menus = [
            [page.title for page in pages(language) if page.show_in_menus]
            for language in ("pl", "en")
        ]
        assert menus == [
            ["Misja", "Aktualności", "Wydarzenia", "Kontakt"],
            ["Mission", "News", "Events", "Contact"],
        ]

    def test_no_polish_text_is_left_on_english_pages(self):
        for page in pages("pl"):
            if page.slug not in ONLY_POLISH:
                assert texts(page) & texts(english(page)) <= SAME_IN_BOTH, page

    def test_every_text_was_translated_as_a_translator_would(self):
        for translation in Translation.objects.all():
            total, translated = translation.get_progress()
            stale = translation.get_target_instance().slug == "kleszczow-wants-a-new-zone"
            assert (translated < total) == stale, translation
        assert not StringTranslation.objects.filter(has_error=True).exists()

    def test_one_english_page_waits_for_a_translator_and_stays_as_it_was(self):
        page = NewsPage.objects.get(slug=STALE)
        waiting = Translation.objects.get(source__object_id=page.translation_key)
        assert waiting.get_progress() == (7, 5)
        assert "Aktualizacja" in str(page.body)
        assert english(page).live
        assert len(english(page).body) == len(page.body) - 1
        assert "meeting at Solpark" not in str(english(page).body)

    def test_every_kind_of_block_is_shown(self):
        used = {block.block_type for page in pages("pl") for block in blocks(page)}
        assert used == set(StoryBlock().child_blocks)

    def test_editors_could_save_every_page_as_it_is(self):
        # Without asking the other site for the map, too.
        with mock.patch("wagtail.embeds.embeds.get_finder_for_embed", side_effect=AssertionError):
            for page in pages("pl") + pages("en"):
                page.full_clean()
                for stream in streams(page):
                    stream.stream_block.clean(stream)

    def test_real_people_are_never_quoted(self):
        quotes = [
            block.value
            for page in pages("pl") + pages("en")
            for block in blocks(page)
            if block.block_type == "quote"
        ]
        assert len(quotes) == 6
        for quote in quotes:
            assert not quote.is_verbatim()
            assert not QUOTATION_MARKS.search(quote["text"])

    def test_invented_events_name_no_real_person(self):
        names = list(Person.objects.values_list("name", flat=True))
        assert len(names) == 6
        for event in EventPage.objects.all():
            content = str([block.value for block in event.body])
            assert not any(name in content for name in names)
            assert "example" in event.lead or "przykładowe" in event.lead

    def test_one_programme_has_no_times_and_another_has_parallel_rooms(self):
        def sessions(slug):
            page = Page.objects.get(slug=slug).specific
            return next(b for b in page.body if b.block_type == "programme").value["sessions"]

        assert not any(session["start"] for session in sessions("nowa-strefa-przemyslowa"))
        forum = sessions("energy-after-coal")
        assert all(session["start"] and session["end"] for session in forum)
        starts = [session["start"] for session in forum]
        assert len(starts) - len(set(starts)) == 1

    def test_the_forum_is_coming_and_the_workshop_is_past(self):
        coming, past = (
            EventPage.objects.get(slug=slug) for slug in ("energia-po-weglu", "rachunek-za-prad")
        )
        assert (past.is_past(), coming.is_past()) == (True, False)
        start, end = (timezone.localtime(moment) for moment in (coming.start, coming.end))
        assert (start.hour, end.hour, end.minute) == (10, 15, 30)
        assert start.weekday() < 5
        assert 35 <= (start.date() - timezone.localdate()).days < 42

    def test_one_event_is_online_and_one_is_cancelled_in_both_languages(self):
        online = EventPage.objects.filter(attendance="online", online_url__startswith="https://")
        assert {event.slug for event in online} == {
            "przylaczenie-do-sieci",
            "connecting-to-the-grid",
        }
        cancelled = EventPage.objects.filter(status="cancelled")
        assert {event.slug for event in cancelled} == {"spacer-po-zwalowisku", "spoil-heap-walk"}
        assert not any(event.is_past() for event in [*online, *cancelled])

    def test_the_source_of_the_report_is_credited(self):
        for slug in ("nowa-strefa-przemyslowa", "new-industrial-zone"):
            page = NewsPage.objects.get(slug=slug)
            assert page.source_publisher == "www.belchatow.naszemiasto.pl"
            assert page.source_url == "https://belchatow.naszemiasto.pl/"

    def test_the_form_has_the_same_names_in_both_languages(self):
        forms = [
            ContactPage.objects.get(locale__language_code=code).form_fields for code in ("pl", "en")
        ]
        polish, translated = ([field.clean_name for field in form.all()] for form in forms)
        assert polish == translated
        assert [field.field_type for field in forms[1].all()] == [
            "singleline", "email", "singleline", "dropdown", "multiline", "consent",
        ]  # fmt: skip
        assert [field.autocomplete for field in forms[1].all()][:3] == [
            "name", "email", "organization",
        ]  # fmt: skip

    def test_the_site_shows_the_polish_home_and_no_welcome_page(self):
        site = Site.objects.get()
        assert (site.hostname, site.port, site.is_default_site) == ("localhost", 80, True)
        assert site.root_page.specific == HomePage.objects.get(locale__language_code="pl")
        assert Page.objects.filter(depth=2).count() == 2

    def test_the_association_s_data_are_complete(self):
        data = PortalSettings.objects.get()
        data.full_clean()
        assert (data.nip, data.regon, data.krs) == ("7692252507", "540869122", "0001149189")
        assert data.privacy_page.slug == "ochrona-danych"
        assert data.accessibility_page.slug == "deklaracja-dostepnosci"

    def test_pictures_are_drawn_and_described_in_both_languages(self):
        assert PortalImage.objects.count() == len(PICTURES)
        for picture in PortalImage.objects.all():
            assert (picture.width, picture.height) == (1600, 1000)
            assert picture.description_pl
            assert picture.description_en
            assert picture.credit_pl != picture.credit_en
            assert picture.has_focal_point()

    def test_every_page_with_a_main_picture_has_its_own_and_shows_it_once(self):
        for language in ("pl", "en"):
            mains = [page.picture for page in pages(language) if getattr(page, "picture", None)]
            assert len(mains) == len(set(mains)) > 4
            for page in pages(language):
                assert not pictures_in_story(page) & set(mains), page

    def test_no_two_stories_show_the_same_picture(self):
        for language in ("pl", "en"):
            shown = [picture for page in pages(language) for picture in pictures_in_story(page)]
            assert len(shown) == len(set(shown))

    def test_every_picture_is_seen_somewhere(self):
        seen = {picture for page in pages("pl") for picture in pictures_in_story(page)}
        seen |= {getattr(page, "picture", None) for page in pages("pl")}
        assert seen >= set(PortalImage.objects.all())

    def test_documents_are_pdfs_in_their_language(self):
        for document in PortalDocument.objects.all():
            content = document.file.read()
            assert content.startswith(b"%PDF-1.7")
            assert b"/Lang (%s)" % document.language.encode() in content

    def test_the_search_finds_what_was_seeded(self):
        found = {page.slug for page in Page.objects.live().search("Kołba")}
        assert found == {"nowa-strefa-przemyslowa", "new-industrial-zone"}

    def test_the_account_may_do_everything_in_polish(self):
        user = get_user_model().objects.get(is_superuser=True)
        assert user.username == "admin"
        assert user.check_password("portal-demo")
        assert UserProfile.get_for_user(user).preferred_language == "pl"

    def test_somebody_of_each_role_can_log_in_in_polish(self):
        members = get_user_model().objects.filter(is_superuser=False)
        assert {user.username: user.groups.get().name for user in members} == {
            "redaktor": "Redaktor",
            "tlumacz": "Tłumacz",
            "wydawca": "Wydawca",
        }
        for user in members:
            assert user.check_password("portal-demo")
            assert UserProfile.get_for_user(user).preferred_language == "pl"

    def test_a_second_run_changes_nothing(self):
        before = state()
        with self.assertNumQueries(1):
            call_command("seed_demo", verbosity=0)
        assert state() == before

    def test_a_second_run_brings_nothing_back_and_overwrites_nothing(self):
        NewsPage.objects.get(slug="glos-rzasni").delete()
        Person.objects.filter(name="Piotr Kołba").update(role_pl="były prezes")
        before = state()
        call_command("seed_demo", verbosity=0)
        assert state() == before

    def test_many_adds_so_many_news_in_both_languages(self):
        before = NewsPage.objects.count()
        for _ in range(2):
            call_command("seed_demo", many=7, verbosity=0)
        assert NewsPage.objects.count() == before + 2 * 2 * 7
        for index in NewsIndexPage.objects.all():
            slugs = [page.slug for page in index.get_children()]
            assert len(slugs) == len(set(slugs)) == index.numchild
        assert not any(Page.find_problems())

    def test_generated_news_are_pages_like_any_other(self):
        last = NewsPage.objects.order_by("pk").last().pk
        call_command("seed_demo", many=5, verbosity=0)
        for page in NewsPage.objects.filter(pk__gt=last, locale__language_code="pl"):
            other = english(page)
            assert not texts(page) & texts(other)
            for each in (page, other):
                assert each.live
                assert each.first_published_at
                assert each.live_revision_id == each.latest_revision_id
                assert each.get_latest_revision_as_object().body == each.body
                assert ReferenceIndex.get_references_for_object(each).count()
                assert each in NewsPage.objects.search(each.title)
                each.full_clean()

    def test_generated_news_can_be_edited_and_translated(self):
        call_command("seed_demo", many=1, verbosity=0)
        page = NewsPage.objects.filter(locale__language_code="pl").order_by("pk").last()
        page.title = "Zmieniony tytuł"
        page.save_revision().publish()
        TranslationSource.update_or_create_from_instance(page)
        assert not any(Page.find_problems())
        assert NewsPage.objects.get(pk=page.pk).title == "Zmieniony tytuł"


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, -3])
def test_many_wants_a_positive_number(many):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("seed_demo", many=many)
    assert not HomePage.objects.exists()


@pytest.mark.django_db
def test_production_refuses():
    with override_settings(DEMO_CONTENT=False), pytest.raises(CommandError, match="production"):
        call_command("seed_demo")
    assert not HomePage.objects.exists()


def test_only_development_and_tests_allow_it():
    from portal.settings import base

    assert base.DEMO_CONTENT is False
    assert settings.DEMO_CONTENT is True


@pytest.mark.django_db
def test_production_can_be_forced_but_gets_no_account(no_drawing, capsys):
    with override_settings(DEMO_CONTENT=False):
        call_command("seed_demo", force=True)
    assert HomePage.objects.count() == 2
    assert not get_user_model().objects.exists()
    assert "No account was made" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("error", [DemoError("no"), KeyboardInterrupt()])
def test_nothing_half_made_is_left_when_it_stops_midway(no_drawing, monkeypatch, error):
    before = state()
    calls = []

    def translate(*args):
        calls.append(args)
        if len(calls) == 3:
            raise error
        return original(*args)

    original = seed.translate
    monkeypatch.setattr(seed, "translate", translate)
    with pytest.raises((CommandError, KeyboardInterrupt)):
        call_command("seed_demo")
    assert len(calls) == 3
    assert state() == before


@pytest.mark.django_db
def test_many_needs_lists_of_news(no_drawing):
    root = Page.get_first_root_node()
    root.add_child(instance=HomePage(title="Inny", slug="inny", lead="Bez listy aktualności."))
    with pytest.raises(CommandError, match="no list of news"):
        call_command("seed_demo", many=1)


def test_a_text_without_its_counterpart_is_an_error():
    with pytest.raises(DemoError, match="paragraphs"):
        dictionary(Rich("<p>Jeden</p><p>Dwa</p>", "<p>One</p>"))
    with pytest.raises(DemoError, match="links"):
        dictionary(Rich('<p><a href="/a">A</a> b</p>', "<p>A b</p>"))
    with pytest.raises(DemoError, match="Two translations"):
        dictionary([T("zamek", "castle"), T("zamek", "zip")])


@pytest.mark.parametrize("language", ["pl", "en"])
def test_pdf_text_can_be_read_out(language):
    content = programme_pdf(timezone.localdate(), language)
    assert utf16(getattr(EXAMPLE_FORUM, language)) in content


def test_generated_sentences_are_whole():
    for number in range(300):
        _, story = dice_and_story(number)
        for text in [story.title, story.lead, *(text for _, text in story.body)]:
            for words in (text.pl, text.en):
                assert "{" not in words
                assert words[0].isupper()
