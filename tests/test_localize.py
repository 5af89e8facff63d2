"""Each workaround of portal/localize.py: these tests fail without it.

When one passes with its workaround taken out, upstream has mended it: delete both.
"""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override as override_language
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object, translate_page_subtree
from wagtail_localize.views.update_translations import UpdateTranslationsForm

from news.models import EventPage, NewsIndexPage, NewsPage
from tests import factories
from tests.stories import block, programme, session
from tests.translating import fill, override, start_translation, translate


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """wagtail-localize publishes when the transaction is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def english_home(polish_tree, commit):
    with commit():
        return translate(polish_tree.home)


def english(page: Page) -> Page:
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def translation_of(page: Page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


class TestSubtree:
    def test_children_of_a_translated_page_are_counted(
        self, client, polish_tree, english_home, english, commit
    ):
        """wagtail-localize#773: numchild of the translated index stayed 0."""
        with commit():
            # The index is published when the transaction ends, as it was before it had a child.
            translate(polish_tree.news_index, slug="news")
            translate_page_subtree(polish_tree.news_index.pk, [english], None, None)
        with commit():
            translate(polish_tree.news)

        index = polish_tree.news_index.get_translation(english)
        assert index.numchild == 1
        assert [page.title for page in index.get_children()] == ["EN Nowa strefa"]
        assert client.get("/en/news/nowa-strefa/").status_code == 200


class TestDrafts:
    def test_translating_a_live_page_starts_a_draft(self, polish_tree, english_home, english):
        translate_object(polish_tree.mission, [english])

        assert not polish_tree.mission.get_translation(english).live

    def test_readers_see_no_polish_text_meanwhile(self, client, polish_tree, english_home, english):
        translate_object(polish_tree.mission, [english])

        assert client.get("/en/misja/").status_code == 404

    def test_a_draft_is_never_written_into_a_live_page(self, polish_tree, english_home, commit):
        with commit():
            live = translate(polish_tree.mission)
        StringTranslation.objects.filter(context__path="title").update(data="Half-made")
        translation = translation_of(polish_tree.mission)
        StringTranslation.objects.filter(context__path="lead").delete()

        with pytest.raises(ValidationError):
            translation.save_target(publish=False)

        live.refresh_from_db()
        assert live.title == "EN Misja"


class TestCopies:
    """wagtail-localize puts a copy of an untranslated parent above a translated page."""

    @pytest.fixture
    def copy(self, polish_tree, english_home, commit) -> Page:
        with commit():
            translate(polish_tree.news)
        copy = english(polish_tree.news_index)
        assert copy.live
        assert copy.alias_of_id
        return copy

    def test_become_drafts_when_their_translation_begins(
        self, client, polish_tree, copy, english, commit
    ):
        with commit():
            translate_object(polish_tree.news_index, [english])

        copy.refresh_from_db()
        assert not copy.alias_of_id
        assert client.get("/en/aktualnosci/").status_code == 404
        assert client.get("/en/aktualnosci/nowa-strefa/").status_code == 200

    def test_are_published_when_it_is_complete(self, client, polish_tree, copy, commit):
        translation = start_translation(polish_tree.news_index)
        fill(translation)
        with commit():
            translation.save_target(publish=True)

        assert "EN Aktualności</h1>" in client.get("/en/aktualnosci/").content.decode()


class TestStaleness:
    @pytest.fixture
    def event(self, polish_tree, english_home, publish, commit) -> EventPage:
        page = polish_tree.event
        publish(page, body=[programme(session("Wykład"), session("Panel", kind="panel"))])
        with commit():
            translate(polish_tree.event_index)
            translate(page)
        return page

    def test_a_changed_time_reaches_the_translation_at_once(self, event, publish):
        later = event.end + datetime.timedelta(hours=2)
        publish(event, end=later)

        assert english(event).end == later
        assert english(event).live

    def test_a_new_order_of_sessions_keeps_their_translations(self, event, publish):
        story = event.body.raw_data
        story[0]["value"]["sessions"].reverse()
        publish(event, body=list(story))

        sessions = english(event).body[0].value["sessions"]
        assert [item["title"] for item in sessions] == ["EN Panel", "EN Wykład"]

    def test_a_changed_text_waits_and_the_old_english_stays(self, event, publish):
        publish(event, title="Inny tytuł")

        assert translation_of(event).get_progress() == (6, 5)
        assert english(event).title == "EN Forum"
        assert english(event).live

    def test_who_publishes_is_told_what_waits(self, event, admin_client, commit):
        url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        data = nested_form_data(
            {
                "title": "Inny tytuł", "slug": event.slug, "lead": event.lead, "picture": "",
                "start": "2030-01-02 10:00", "end": "2030-01-02 15:00", "venue": event.venue,
                "status": event.status, "attendance": event.attendance,
                "organisers": event.organisers, "body": streamfield([]),
                "comments": inline_formset([]), "action-publish": "1",
            }
        )  # fmt: skip
        with commit():
            response = admin_client.post(url, data, follow=True)

        messages = [str(message) for message in response.context["messages"]]
        assert any("„EN Forum” czeka: 1 tekst nie ma" in message for message in messages)

    def test_what_waits_goes_out_once_it_is_translated(self, event, publish, commit):
        publish(event, title="Inny tytuł")
        fill(translation_of(event))
        with commit():
            translation_of(event).save_target(publish=True)

        assert english(event).title == "EN Inny tytuł"

    def test_a_translation_that_cannot_be_saved_holds_up_nothing(self, event, publish, caplog):
        StringTranslation.objects.filter(context__path="title").update(data="Za długi " * 40)
        later = event.end + datetime.timedelta(hours=2)
        publish(event, end=later)

        event.refresh_from_db()
        assert event.end == later
        assert english(event).title == "EN Forum"
        assert "could not be brought up to date" in caplog.text

    def test_a_title_that_is_too_long_is_kept_until_it_is_mended(self, event):
        text = StringTranslation.objects.get(
            context__path="title", context__object_id=event.translation_key
        )
        text.data = "Za długi " * 40
        text.save()

        text.refresh_from_db()
        assert len(text.data) == 360
        assert english(event).draft_title == text.data[:255]

    def test_a_translation_that_was_stopped_is_left_alone(self, event, publish):
        Translation.objects.filter(source__object_id=event.translation_key).update(enabled=False)
        before = english(event).end
        publish(event, end=event.end + datetime.timedelta(hours=2))

        assert english(event).end == before

    def test_a_draft_in_english_stays_a_draft(self, polish_tree, english_home, publish, commit):
        fill(start_translation(polish_tree.mission))
        publish(polish_tree.mission, show_in_menus=False)

        assert not english(polish_tree.mission).live

    def test_publishing_the_english_page_does_not_touch_the_polish(self, event, commit):
        page = english(event)
        with commit():
            page.save_revision().publish()
        event.refresh_from_db()

        assert event.title == "Forum"


class TestIncomplete:
    def test_nothing_half_translated_is_published(self, polish_tree, english_home, commit):
        translation = start_translation(polish_tree.mission)
        fill(translation, only="title")

        with pytest.raises(ValidationError), commit():
            translation.save_target(publish=True)
        assert not english(polish_tree.mission).live

    @pytest.mark.parametrize("blank", ["", "   ", "\n"])
    def test_blank_is_no_translation(self, polish_tree, english_home, commit, blank):
        translation = start_translation(polish_tree.mission)
        fill(translation)
        StringTranslation.objects.filter(context__path="lead").update(data=blank)

        with pytest.raises(ValidationError), commit():
            translation.save_target(publish=True)
        assert not english(polish_tree.mission).live

    def test_the_editor_is_told_how_much_is_missing(
        self, admin_client, polish_tree, english_home, commit
    ):
        translation = start_translation(polish_tree.mission)
        fill(translation, only="title")
        page = english(polish_tree.mission)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])

        with commit():
            response = admin_client.post(url, {"action": "publish"}, follow=True)

        messages = [str(message) for message in response.context["messages"]]
        assert len(messages) == 1
        assert "1" in messages[0]
        page.refresh_from_db()
        assert not page.live

    def test_what_is_published_is_what_the_translation_says_by_now(
        self, client, polish_tree, english_home
    ):
        """A bulk action and the clock take the latest revision, made before the texts were."""
        translation = start_translation(polish_tree.news)
        revision = translation.get_target_instance().get_latest_revision()
        fill(translation)
        revision.publish()
        english = translation.get_target_instance()
        assert english.live
        assert english.title == f"EN {polish_tree.news.title}"
        assert english.lead == f"EN {polish_tree.news.lead}"

    def test_a_translation_that_fits_no_field_is_not_published_by_the_clock(
        self, polish_tree, english_home, caplog
    ):
        translation = start_translation(polish_tree.news)
        revision = translation.get_target_instance().get_latest_revision()
        fill(translation)
        StringTranslation.objects.filter(context__path="title").update(data="x" * 300)
        revision.publish()
        assert not translation.get_target_instance().live
        assert "not fit" in caplog.text

    @pytest.mark.parametrize(
        ("language", "promise"),
        [("pl", "poczeka na tłumacza"), ("en", "waits for its translator")],
    )
    def test_the_form_that_updates_translations_says_so(self, language, promise):
        """wagtail-localize's own words promise the source's text, which would not be true here."""
        with override_language(language):
            form = UpdateTranslationsForm()

            assert promise in str(form.fields["publish_translations"].help_text)

    def test_a_complete_translation_is_published_from_the_editor(
        self, admin_client, polish_tree, english_home, commit
    ):
        fill(start_translation(polish_tree.mission))
        page = english(polish_tree.mission)

        with commit():
            admin_client.post(
                reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"}
            )

        page.refresh_from_db()
        assert page.live


class TestSlugs:
    def test_a_slug_is_no_text_to_translate(self, polish_tree, english_home):
        translation = start_translation(polish_tree.mission)

        paths = {segment.context.path for segment in translation.source.stringsegment_set.all()}
        assert "slug" not in paths

    def test_the_polish_slug_is_taken_over(self, polish_tree, english_home, commit):
        with commit():
            assert translate(polish_tree.mission).slug == "misja"

    def test_a_translator_may_write_another(self, polish_tree, english_home, commit):
        translation = start_translation(polish_tree.mission)
        fill(translation)
        override(translation, "slug", "mission")
        with commit():
            translation.save_target(publish=True)

        assert english(polish_tree.mission).slug == "mission"

    def test_of_two_requests_that_make_the_same_page_none_fails(self, polish_tree):
        """Both have found the slug free: the form saved itself while its button was pressed."""
        index = polish_tree.news_index
        drafts = [
            factories.NewsPageFactory.build(title="To samo", slug="to-samo", live=False)
            for _ in "ab"
        ]
        for draft in drafts:
            draft.category = polish_tree.news.category
            NewsIndexPage.objects.get(pk=index.pk).add_child(instance=draft)
        assert [draft.slug for draft in drafts] == ["to-samo", "to-samo-1"]

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Łódź i Bełchatów", "lodz-i-belchatow"),
            ("Żółta łąka", "zolta-laka"),
            ("Święto Pracy 2025", "swieto-pracy-2025"),
        ],
    )
    def test_polish_letters_are_kept_without_their_marks(self, polish_tree, title, slug):
        page = factories.NewsPageFactory(parent=polish_tree.news_index, title=title, slug="")

        assert page.slug == slug


class TestSharedFacts:
    def test_a_person_reads_in_the_language_of_the_page(
        self, client, polish_tree, english_home, publish, commit
    ):
        person = factories.PersonFactory(role_pl="wójt", role_en="mayor")
        said = {"kind": "paraphrase", "text": "Mówi.", "person": person.pk, "language": "pl"}
        publish(polish_tree.news, body=[block("quote", said)])
        with commit():
            translate(polish_tree.news_index, slug="news")
            translate(polish_tree.news)

        assert "wójt" in client.get("/pl/aktualnosci/nowa-strefa/").content.decode()
        assert "mayor" in client.get("/en/news/nowa-strefa/").content.decode()

    def test_a_source_is_the_same_in_both_languages(
        self, polish_tree, english_home, publish, commit
    ):
        publish(polish_tree.news, source_publisher="naszemiasto.pl")
        with commit():
            translate(polish_tree.news_index)
            page = translate(polish_tree.news)

        assert page.source_publisher == "naszemiasto.pl"


class TestTables:
    def test_texts_of_a_table_are_translated_and_numbers_are_not(
        self, polish_tree, english_home, publish, commit
    ):
        publish(
            polish_tree.mission,
            body=[
                block(
                    "table",
                    {
                        "caption": "Liczby",
                        "columns": [
                            {"type": "text", "heading": "Co"},
                            {"type": "number", "heading": "Ile"},
                        ],
                        "rows": [{"values": ["Gminy", "2"]}],
                    },
                )
            ],
        )
        with commit():
            table = translate(polish_tree.mission).body[0].value

        assert table.caption == "EN Liczby"
        assert [column["heading"] for column in table.columns] == ["EN Co", "EN Ile"]
        assert table.row_data[0]["values"] == ["EN Gminy", "2"]


def test_every_page_type_keeps_its_slug_out_of_translation():
    """A page type that overrides the list has to take the shared exceptions along."""
    from wagtail.models import get_page_models

    ours = [model for model in get_page_models() if model is not Page]

    assert NewsPage in ours
    for model in ours:
        names = {field.field_name for field in model.override_translatable_fields}
        assert "slug" in names
