"""Workarounds for wagtail-localize, each with its upstream issue and the words "delete when fixed".

Each has a test in tests/test_localize.py that fails without it. `connect()` is called once, when
the app is ready.
"""

import logging
from collections.abc import Iterable
from functools import wraps

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
    post_save_string_translation,
)

logger = logging.getLogger(__name__)


def missing_texts(translation: Translation) -> int:
    """How many texts of the source still wait for their translation; blank is no translation."""
    texts = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return texts.filter(Q(translation=None) | Q(translation__regex=r"^\s*$")).count()


def count_missing_texts(page: Page) -> int:
    """How many texts of `page` still wait for their translation; 0 if it is no translation."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    return missing_texts(translation) if translation else 0


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
        if missing_texts(translation):
            continue
        try:
            # Published where it is live already: see guard_save_target.
            translation.save_target(publish=False)
        except ValidationError:
            # Kept by wagtail-localize beside the text that is wrong; the source is published.
            logger.warning("Translation %s could not be brought up to date", translation.pk)


def guard_save_target() -> None:
    """Let nothing half-translated be seen: neither published, nor as a draft in a live page.

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
        if publish and missing_texts(self):
            raise ValidationError(_("Some texts are not translated yet: nothing was published."))
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
    page_published.connect(carry_changes, dispatch_uid="portal.localize.carry_changes")
    guard_save_target()
