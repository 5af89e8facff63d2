"""Workarounds for wagtail-localize, each with its upstream issue and the words "delete when fixed".

Each has a test in tests/test_localize.py that fails without it. `connect()` is called once, when
the app is ready.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
    post_save_string_translation,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenTexts:
    """How many texts of a page keep its translation from being published, by the reason why.

    False where none does.
    """

    # Nobody has translated them; blank is no translation.
    missing: int = 0
    # Translated, but with broken markup or too long for their place.
    faulty: int = 0
    # Translated by a machine, or taken from another page, and looked at by nobody.
    unconfirmed: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.faulty or self.unconfirmed)


def open_texts(translation: Translation) -> OpenTexts:
    """What keeps `translation` from being published; one query, and one for its source."""
    written = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
    )
    texts = translation.source.stringsegment_set.annotate(
        text=Subquery(written.values("data")[:1]),
        is_wrong=Subquery(written.values("has_error")[:1]),
        kind=Subquery(written.values("translation_type")[:1]),
    ).values_list("text", "is_wrong", "kind")
    missing = faulty = unconfirmed = 0
    for text, is_wrong, kind in texts:
        if not (text and text.strip()):
            missing += 1
        elif is_wrong:
            faulty += 1
        elif kind == StringTranslation.TRANSLATION_TYPE_MACHINE:
            unconfirmed += 1
    return OpenTexts(missing, faulty, unconfirmed)


def open_texts_of(page: Page) -> OpenTexts:
    """What keeps `page` from being published; nothing if it is no translation."""
    translation = translation_into(page)
    return open_texts(translation) if translation else OpenTexts()


def missing_texts(translation: Translation) -> int:
    """How many texts of the source still wait for a translation that can be used."""
    found = open_texts(translation)
    return found.missing + found.faulty


def translation_into(page: Page) -> Translation | None:
    """The translation whose result `page` is; None if it is no translation, or one stopped."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()


def count_missing_texts(page: Page) -> int:
    """How many texts of `page` still wait for their translation; 0 if it is no translation."""
    found = open_texts_of(page)
    return found.missing + found.faulty


def translations_of(page: Page) -> Iterable[Translation]:
    """Those translations whose source is `page` and that nobody has stopped."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, source__locale_id=page.locale_id, enabled=True
    )


def target_of(translation: Translation) -> Page | None:
    """The translated page, None where there is none yet."""
    try:
        return translation.get_target_instance()
    except translation.source.specific_content_type.model_class().DoesNotExist:
        return None


def is_live(page: Page | None) -> bool:
    """Whether readers can see `page` now, as a page in its own language."""
    return bool(page and page.live and not page.alias_of_id)


def save_draft(translation: Translation, user) -> Revision:
    """Save what a complete translation says as the latest draft of its page; readers see nothing.

    `Translation.save_target` writes into the live row, or publishes. Raises `ValidationError` if
    the page is not fit to be published. A page that it refers to may have no translation.
    """
    source, locale = translation.source, translation.target_locale
    draft = source.get_ephemeral_translated_instance(locale, fallback=True)
    draft.slug = find_available_slug(draft.get_parent(), draft.slug, ignore_page_id=draft.pk)
    with transaction.atomic():
        revision = draft.save_revision(user=user, log_action=True)
        TranslationLog.objects.create(source=source, locale=locale, revision=revision)
        source.update_target_view_restrictions(locale)
    return revision


def newest_draft(translation: Translation, revision: Revision) -> Revision:
    """`revision`, or a new one if the translation says something else by now.

    wagtail-localize stores each text as it is written, but makes a revision only when it publishes:
    the latest one, which a bulk action or the clock takes, may still hold the original's texts.
    """
    written = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        context__object_id=translation.source.object_id,
        updated_at__gt=revision.created_at,
    )
    if translation.source.last_updated_at <= revision.created_at and not written.exists():
        return revision
    return save_draft(translation, revision.user)


def show_errors(translation: Translation, error: ValidationError) -> None:
    """Keep what is wrong with a page beside the text it is about, which then counts as missing.

    `Translation.save_target` does so by itself.
    """
    source, locale = translation.source, translation.target_locale
    texts = source.stringsegment_set.get_translations(locale).select_related("context")
    for text in texts:
        if errors := getattr(error, "error_dict", {}).get(text.context.path):
            text.set_field_error(errors)


def recount_children(sender, instance: Page, **kwargs) -> None:
    """Mend `numchild`, which "translate with subtree" leaves too small, so that children are 404.

    wagtail-localize#773: a page is published, at the end of the transaction, from an instance that
    was loaded before its children were added. Delete when fixed.
    """
    page = Page.objects.get(pk=instance.pk)
    children = Page.objects.child_of(page).count()
    if page.numchild != children:
        Page.objects.filter(pk=page.pk).update(numchild=children)
        instance.numchild = children


def carry_changes(sender, instance: Page, **kwargs) -> None:
    """Bring a newly published source to its translations.

    wagtail-localize#832, #623: publishing the source changes nothing until somebody asks for it
    by hand. What needs no translator (a time, a picture, the order of blocks) reaches a complete
    translation at once; a changed text makes the translation wait, and what was published in the
    other language stays as it is. Delete when fixed.
    """
    source = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale_id=instance.locale_id
    ).first()
    if source is None:
        return
    source.update_from_db()
    for translation in translations_of(instance):
        if open_texts(translation):
            continue
        try:
            # Published where it is live already: see guard_save_target.
            translation.save_target(publish=False)
        except ValidationError:
            # Kept by wagtail-localize beside the text that is wrong; the source is published.
            logger.warning("Translation %s could not be brought up to date", translation.pk)


def guard_save_target() -> None:
    """Let nothing half-translated be seen: neither published, nor as a draft in a live page.

    Nor what only a machine has translated (decision 0018).

    `Translation.save_target` fills what is missing with the source's text and publishes that
    (wagtail-localize#623); with publish=False it writes the draft into the live row; and of a live
    copy that waits for its translation it makes a page of its own, live in the source's language.
    The first two are refused, whoever calls; the copy becomes a draft. Delete when fixed.
    """
    original = Translation.save_target

    @wraps(original)
    def save_target(self, user=None, publish=True):
        before = target_of(self)
        publish = publish or is_live(before)
        if publish and (found := open_texts(self)):
            raise ValidationError(
                _("Some texts are not translated yet: nothing was published.")
                if found.missing or found.faulty
                else _("Some texts wait for confirmation: nothing was published.")
            )
        saved = original(self, user=user, publish=publish)
        if before and before.live and before.alias_of_id and not publish:
            target_of(self).unpublish(user=user)
        return saved

    Translation.save_target = save_target


def show_title_in_admin(sender, instance: StringTranslation, **kwargs) -> None:
    """Show a title that a translator has written in the admin's lists before it is published.

    wagtail-localize's own receiver writes it whole, so that on PostgreSQL one that is too long
    fails there (500, seen in 1.14.5) instead of being told beside the text when it is published.
    Delete when fixed.
    """
    if instance.context.path != "title":
        return
    longest = Page._meta.get_field("draft_title").max_length
    Page.objects.filter(
        locale_id=instance.locale_id, translation_key=instance.context.object_id
    ).update(draft_title=instance.data[:longest])


def connect() -> None:
    """Set up the workarounds. Called from PortalConfig.ready()."""
    page_published.connect(recount_children, dispatch_uid="portal.localize.recount_children")
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_save.connect(
        show_title_in_admin, StringTranslation, dispatch_uid="portal.localize.show_title_in_admin"
    )
    guard_save_target()
