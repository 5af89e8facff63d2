"""What keeps the rows of TranslationState true: every event that can change what they say."""

from functools import wraps

from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from portal.localize import carry_changes
from portal.models import TranslationState
from portal.newsroom.mixed import note_untranslated
from portal.newsroom.states import (
    Known,
    gather,
    in_one_go,
    original_texts,
    refresh,
    refresh_all,
)


def remember_draft(sender, instance: TranslationLog, created: bool, **kwargs) -> None:
    """Remember of which texts a draft of a translation was made, for the day it is published."""
    if not created or instance.revision_id is None:
        return
    key = instance.source.object_id
    refresh([key])
    row = TranslationState.objects.filter(translation_key=key, locale_id=instance.locale_id).first()
    if row:
        row.draft_texts = original_texts(known_of(key), row.original)
        row.draft_revision_id = instance.revision_id
        row.save(update_fields=["draft_texts", "draft_revision_id"])


def page_was_published(sender, instance: Page, revision=None, **kwargs) -> None:
    note_untranslated(instance)
    key = instance.translation_key
    row = TranslationState.objects.filter(translation_key=key, page_id=instance.pk).first()
    if row is None:
        # The first that is heard of this translation.
        refresh([key])
        row = TranslationState.objects.filter(translation_key=key, page_id=instance.pk).first()
    if row:
        is_made_of_draft = revision and revision.pk == row.draft_revision_id
        row.published_texts = (
            row.draft_texts if is_made_of_draft else original_texts(known_of(key), row.original)
        )
        row.kept = row.publish_when_ready = False
        # What is still out of date, if a newer text waits, is so since a later day.
        row.stale_since = None
        row.save(update_fields=["published_texts", "kept", "publish_when_ready", "stale_since"])
    refresh([key])


def carry_changes_in_one_go(sender, instance: Page, **kwargs) -> None:
    """portal.localize.carry_changes, with the rows refreshed after it instead of in its middle.

    There they would let a translation go along that it is about to publish itself.
    """
    with in_one_go():
        carry_changes(sender=sender, instance=instance, **kwargs)


def known_of(key) -> Known:
    return gather([key])[key]


def page_changed(sender, instance: Page, **kwargs) -> None:
    refresh([instance.translation_key])


def page_saved(sender, instance, created: bool, raw: bool = False, **kwargs) -> None:
    if created and not raw and isinstance(instance, Page) and instance.depth > 1:
        refresh([instance.translation_key])


def page_deleted(sender, instance, **kwargs) -> None:
    # Each row of the page's own type and of Page itself is a deletion; the second is the last.
    if sender is Page:
        refresh([instance.translation_key])


def text_changed(sender, instance: StringTranslation, **kwargs) -> None:
    if instance.context_id:
        refresh([instance.context.object_id])


def translation_changed(sender, instance: Translation, **kwargs) -> None:
    refresh([instance.source.object_id])


def locale_changed(sender, **kwargs) -> None:
    refresh_all()


def fill_empty_table(sender, apps=None, **kwargs) -> None:
    """After the upgrade that brought the table, its rows are made of what is there."""
    if apps is None:
        return  # said by `manage.py flush`, which leaves no page
    try:
        apps.get_model("portal", "TranslationState")
    except LookupError:
        return  # going back to a time before
    if not TranslationState.objects.exists() and Page.objects.filter(depth__gt=1).exists():
        refresh_all()


def watch_segments() -> None:
    """wagtail-localize takes an original apart anew without telling anybody when it is done."""
    original = TranslationSource.refresh_segments

    @wraps(original)
    def refresh_segments(self):
        original(self)
        refresh([self.object_id])

    TranslationSource.refresh_segments = refresh_segments


def connect(config) -> None:
    """Called from PortalConfig.ready(), after portal.localize has connected its own receivers."""
    for signal, receiver, sender in (
        (page_published, carry_changes_in_one_go, None),
        (page_published, page_was_published, None),
        (page_unpublished, page_changed, None),
        (post_save, page_saved, None),
        (post_delete, page_deleted, Page),
        (post_save, text_changed, StringTranslation),
        (post_delete, text_changed, StringTranslation),
        (post_save, translation_changed, Translation),
        (post_delete, translation_changed, Translation),
        (post_save, remember_draft, TranslationLog),
        (post_save, locale_changed, Locale),
        (post_migrate, fill_empty_table, config),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"portal.newsroom.{receiver.__name__}")
    watch_segments()
