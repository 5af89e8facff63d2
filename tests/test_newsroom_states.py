"""The truth about every page in its other language (portal.newsroom.states)."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from portal.models import State, TranslationState, UntranslatedTexts
from portal.newsroom import states
from portal.newsroom.differences import Difference, differences
from portal.newsroom.mixed import texts_of
from tests import factories
from tests.translating import fill, start_translation, submit, translate

pytestmark = pytest.mark.django_db


def state(page: Page) -> TranslationState:
    return TranslationState.objects.get(translation_key=page.translation_key)


def story(*paragraphs: str) -> str:
    return json.dumps(
        [
            {
                "type": "paragraph",
                "value": f"<p>{text}</p>",
                "id": f"00000000-0000-4000-8000-{n:012}",
            }
            for n, text in enumerate(paragraphs, start=1)
        ]
    )


class TestStates:
    def test_a_page_in_one_language(self, polish_tree):
        row = state(polish_tree.news)
        assert (row.state, row.only_in.language_code) == (State.ONLY, "pl")
        assert row.original_id == polish_tree.news.pk
        assert row.page is None

    def test_a_translated_page(self, tree):
        row = state(tree.news)
        assert (row.state, row.changed, row.missing) == (State.CURRENT, 0, 0)
        assert row.page_id == tree.english(tree.news).pk

    def test_a_translation_in_work_and_then_ready(self, polish_tree, english):
        translate(polish_tree.home)
        translate(polish_tree.news_index)
        # Words that no other page has, or the memory of translations would know them.
        polish_tree.news.lead = "O tym jest tylko ta wiadomość."
        polish_tree.news.save()
        translation = start_translation(polish_tree.news)
        row = state(polish_tree.news)
        assert row.state == State.IN_WORK
        assert row.missing > 1
        fill(translation, only="title")
        assert state(polish_tree.news).missing == row.missing - 1
        fill(translation)
        assert state(polish_tree.news).state == State.READY

    def test_a_machine_s_draft_is_in_work_until_somebody_has_confirmed_it(self, tree):
        row = state(tree.news)
        text = StringTranslation.objects.filter(context__object_id=row.translation_key).first()
        text.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
        text.save()
        tree.english(tree.news).unpublish()
        row = state(tree.news)
        assert (row.state, row.unconfirmed, row.missing) == (State.IN_WORK, 1, 0)
        text.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        text.save()
        assert state(tree.news).state == State.READY

    def test_a_changed_text_makes_it_stale_and_the_translator_current_again(
        self, tree, publish, admin_user, django_capture_on_commit_callbacks
    ):
        tree.news.title = "Całkiem nowa strefa"
        tree.news.save_revision(user=admin_user).publish()
        row = state(tree.news)
        assert (row.state, row.changed, row.missing) == (State.STALE, 1, 1)
        assert row.changed_by == admin_user
        assert row.stale_since == Page.objects.get(pk=tree.news.pk).last_published_at
        since = row.stale_since
        tree.news.lead = "Inny wstęp."
        tree.news.save_revision().publish()
        row = state(tree.news)
        assert (row.changed, row.stale_since, row.changed_by) == (2, since, None)

        translation = submit(tree.news)
        fill(translation)
        row = state(tree.news)
        # Readers still have the old words, until it is published.
        assert (row.state, row.missing, row.is_complete) == (State.STALE, 0, True)
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
        row = state(tree.news)
        assert (row.state, row.changed, row.stale_since) == (State.CURRENT, 0, None)

    def test_the_old_words_again_make_it_current(self, tree, publish):
        title = tree.news.title
        publish(tree.news, title="Na chwilę")
        assert state(tree.news).state == State.STALE
        publish(tree.news, title=title)
        assert state(tree.news).state == State.CURRENT

    def test_what_needs_no_translator_makes_nothing_stale(self, tree, publish):
        publish(tree.event, venue="Solpark")
        assert state(tree.event).state == State.CURRENT

    def test_a_draft_of_the_original_changes_nothing(self, tree):
        tree.news.title = "Tylko szkic"
        tree.news.save_revision()
        assert state(tree.news).state == State.CURRENT

    def test_an_old_draft_that_is_published_late_says_what_was_translated_since(
        self, tree, publish
    ):
        translation = submit(tree.news)
        translation.save_target(publish=False)
        draft = tree.english(tree.news).get_latest_revision()
        publish(tree.news, title="Poprawiony tytuł")
        fill(submit(tree.news))
        draft.publish()
        assert tree.english(tree.news).title == "EN Poprawiony tytuł"
        assert state(tree.news).state == State.CURRENT

    def test_what_was_not_in_the_draft_is_out_of_date_since_it_was_changed(self, tree, publish):
        translation = submit(tree.news)
        translation.enabled = False
        translation.save()
        publish(tree.news, title="Pierwsza zmiana")
        first = state(tree.news)
        english = tree.english(tree.news)
        revision = english.save_revision()
        TranslationState.objects.filter(pk=first.pk).update(
            draft_revision_id=revision.pk,
            draft_texts=states.original_texts(
                states.gather([first.translation_key])[first.translation_key], tree.news
            ),
        )
        publish(tree.news, title="Druga zmiana")
        assert state(tree.news).stale_since == first.stale_since
        revision.publish()
        row = state(tree.news)
        assert (row.state, row.changed) == (State.STALE, 1)
        assert row.stale_since > first.stale_since

    def test_unpublishing_either(self, tree):
        english = tree.english(tree.news)
        tree.news.unpublish()
        row = state(tree.news)
        assert (row.state, row.only_in.language_code) == (State.ONLY, "en")
        english.unpublish()
        assert state(tree.news).state == State.READY

    def test_deleting_the_translation_keeps_what_was_decided(self, tree):
        TranslationState.objects.filter(original=tree.news).update(demand=7)
        tree.english(tree.news).delete()
        row = state(tree.news)
        assert (row.state, row.only_in.language_code, row.demand) == (State.ONLY, "pl", 7)

    def test_deleting_the_original_leaves_a_page_of_its_own(self, tree):
        english = tree.english(tree.news)
        tree.news.delete()
        row = state(english)
        assert row.original_id == english.pk
        assert (row.state, row.only_in.language_code) == (State.ONLY, "en")
        english.delete()
        assert not TranslationState.objects.filter(translation_key=english.translation_key)

    def test_a_copy_that_waits_for_its_translation_is_none(self, polish_tree, english):
        start_translation(polish_tree.news)  # makes copies of those above it
        assert Page.objects.filter(locale=english, alias_of=polish_tree.home).exists()
        row = state(polish_tree.home)
        assert (row.state, row.page) == (State.ONLY, None)

    def test_kept_on_purpose(self, polish_tree):
        TranslationState.objects.filter(original=polish_tree.news).update(kept=True)
        states.refresh([polish_tree.news.translation_key])
        assert state(polish_tree.news).state == State.KEPT
        translate_all = [polish_tree.home, polish_tree.news_index]
        assert not TranslationState.objects.missing().filter(original=polish_tree.news).exists()
        assert TranslationState.objects.missing().filter(original__in=translate_all).count() == 2

    def test_a_stopped_translation_is_judged_by_what_was_published(self, tree, publish):
        translation = submit(tree.news)
        translation.enabled = False
        translation.save()
        publish(tree.news, title="Zmieniony tytuł")
        row = state(tree.news)
        assert (row.state, row.changed, row.missing) == (State.STALE, 1, 0)
        publish(tree.english(tree.news), title="Changed title")
        assert state(tree.news).state == State.CURRENT


class TestInBulk:
    def test_the_queries_do_not_grow_with_the_pages(self, tree):
        def count(pages: list[Page]) -> int:
            with CaptureQueriesContext(connection) as queries:
                states.refresh([page.translation_key for page in pages])
            return len(queries)

        one, all_of_them = count([tree.news]), count(tree.pages())
        assert one == all_of_them <= 12

    def test_everything_can_be_computed_anew(self, tree, publish):
        publish(tree.news, title="Nowszy tytuł")
        before = list(TranslationState.objects.order_by("translation_key").values())
        TranslationState.objects.all().delete()
        call_command("update_translation_states", verbosity=0)
        after = list(TranslationState.objects.order_by("translation_key").values())
        forgotten = {"id", "published_texts", "draft_texts", "draft_revision_id"}

        def facts(rows):
            return [{k: v for k, v in row.items() if k not in forgotten} for row in rows]

        assert facts(after) == facts(before)

    def test_an_upgraded_site_finds_out_what_was_stale_before(self, tree, publish):
        old = tree.news.title
        publish(tree.news, title="Nowszy tytuł")
        TranslationState.objects.all().delete()
        states.refresh_all()
        row = state(tree.news)
        assert (row.state, row.changed) == (State.STALE, 1)
        now = states.original_texts(
            states.gather([row.translation_key])[row.translation_key], tree.news
        )
        assert differences(map(tuple, row.published_texts), now) == [
            Difference("title", old, "Nowszy tytuł")
        ]

    def test_rows_of_pages_that_are_gone_are_dropped(self, tree):
        keys = {page.translation_key for page in tree.pages()}
        orphan = TranslationState.objects.get(original=tree.news)
        TranslationState.objects.filter(pk=orphan.pk).update(
            translation_key="00000000-0000-4000-8000-000000000009"
        )
        states.refresh_all()
        found = set(TranslationState.objects.values_list("translation_key", flat=True))
        assert found == keys

    def test_within_one_go_each_page_is_looked_at_once(self, tree, monkeypatch):
        looked = []
        monkeypatch.setattr(states, "refresh_chunk", looked.append)
        with states.in_one_go():
            states.refresh([tree.news.translation_key])
            with states.in_one_go():
                states.refresh([tree.news.translation_key, tree.event.translation_key])
            assert looked == []
        assert looked == [sorted([tree.news.translation_key, tree.event.translation_key])]


class TestDifferences:
    def test_nothing_differs(self):
        assert differences([("title", "A")], [("title", "A")]) == []

    def test_changed_added_and_taken_away(self):
        before = [("title", "A"), ("body.1", "x"), ("body.1", "y"), ("body.2", "z")]
        after = [("title", "B"), ("body.1", "x"), ("body.1", "y"), ("body.1", "new")]
        assert differences(before, after) == [
            Difference("title", "A", "B"),
            Difference("body.1", None, "new"),
            Difference("body.2", "z", None),
        ]

    def test_moved_blocks_do_not_differ(self):
        before = [("body.1", "x"), ("body.2", "y")]
        assert differences(before, list(reversed(before))) == []


class TestMixedLanguages:
    def test_a_translated_page_has_nothing_untranslated(self, tree):
        assert not UntranslatedTexts.objects.exists()
        assert state(tree.news).untranslated == 0

    def test_a_stopped_translation_that_is_published_half_in_polish(self, tree, publish):
        tree.news.lead = "Wstęp po polsku, którego nikt nie przetłumaczył."
        tree.news.save_revision().publish()
        translation = submit(tree.news)
        translation.enabled = False
        translation.save()
        english = publish(tree.english(tree.news), lead=tree.news.lead)
        noted = UntranslatedTexts.objects.get(page=english)
        assert (noted.texts, noted.locale.language_code) == ([tree.news.lead], "pl")
        assert state(tree.news).untranslated == 1
        publish(english, lead="Now in English.")
        assert not UntranslatedTexts.objects.exists()
        assert state(tree.news).untranslated == 0

    def test_a_copy_of_a_draft_that_was_never_translated(self, tree):
        other = factories.NewsPageFactory(
            parent=tree.news_index, lead="Wstęp zupełnie innej strony."
        )
        draft = start_translation(other).get_target_instance()
        copy = draft.copy(update_attrs={"slug": "copy", "title": "A copy"}, keep_live=False)
        copy.save_revision().publish()
        assert UntranslatedTexts.objects.get(page=copy).texts == [other.lead]

    def test_what_a_translator_has_left_as_it_is_was_meant(self, tree, publish):
        name = "Instytut badań stosowanych"
        publish(tree.news, title=name)
        translation = submit(tree.news)
        for text in StringTranslation.objects.filter(context__path="title"):
            text.delete()
        fill(translation)
        StringTranslation.objects.filter(translation_of__data=name).update(data=name)
        translation.save_target(publish=False)
        tree.english(tree.news).get_latest_revision().publish()
        assert tree.english(tree.news).title == name
        assert not UntranslatedTexts.objects.exists()

    def test_texts_are_read_as_they_are_cut_for_translation(self, tree):
        tree.news.body = story("Jedno zdanie.", "Drugie <b>zdanie</b>.")
        paths = [text for _path, text in texts_of(tree.news)]
        assert paths[:2] == [tree.news.title, tree.news.lead]
        assert "Drugie <b>zdanie</b>." in paths
