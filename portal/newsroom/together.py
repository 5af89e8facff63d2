"""Publish together: a translation that is queued goes along with its original.

The one rule: whenever the original is live and its translation complete, a translation with
`publish_when_ready` is published. So "both now" is queue and publish; "the other one when it is
ready" the same with a translation that still lacks something; "both at a date" the same with a
go-live date on the original; and an approval in a workflow needs nothing of its own.
"""

import logging
from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, task_approved
from wagtail_localize.models import StringTranslation, Translation

from portal.models import TranslationState
from portal.newsroom.letters import tell_that_it_waits
from portal.newsroom.mixed import texts_of
from portal.newsroom.states import became_ready

logger = logging.getLogger(__name__)

# The name of it in the history of a page; portal.newsroom.publishing gives it words.
LOG_ACTION = "portal.publish_together"


def rows_of(page: Page) -> list[TranslationState]:
    """How the original `page` stands in the other languages; nothing if it is no original."""
    rows = TranslationState.objects.filter(original_id=page.pk)
    return list(rows.select_related("page", "locale", "queued_by").order_by("locale_id"))


def is_scheduled(page: Page) -> bool:
    return bool(page.go_live_at and page.go_live_at > timezone.now())


def waiting_texts(original: Page, row: TranslationState) -> int:
    """How many texts of `original`, as it is in memory, no person has translated yet."""
    if row.page_id is None or translation_of(row) is None:
        return 0
    confirmed = set(
        StringTranslation.objects.filter(
            context__object_id=row.translation_key, locale_id=row.locale_id, has_error=False
        )
        .exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
        .exclude(data__regex=r"^\s*$")
        .values_list("context__path", "translation_of__data")
    )
    return sum(text not in confirmed for text in texts_of(original))


def translation_of(row: TranslationState) -> Translation | None:
    """wagtail-localize's record; None where the translation is a page of its own by now."""
    return Translation.objects.filter(
        source__object_id=row.translation_key,
        source__locale_id=row.original.locale_id,
        target_locale_id=row.locale_id,
        enabled=True,
    ).first()


def can_go_along(row: TranslationState) -> bool:
    """Whether publishing the translation would change what readers see of it, now or one day.

    One that somebody has stopped is a page of its own: live as it stands, it has nothing to bring.
    """
    page = row.page
    return not (page and page.live and not page.has_unpublished_changes and not translation_of(row))


def may_publish(user: AbstractBaseUser | None, row: TranslationState) -> bool:
    """Whether `user` may publish the translation, or what will be its parent."""
    if user is None or not user.is_active:
        return False
    page = row.page
    if page is None:
        above = row.original.get_ancestors().filter(depth__gt=1).values("translation_key")
        found = Page.objects.filter(translation_key__in=above, locale_id=row.locale_id)
        page = found.order_by("-depth").first()
    return bool(page and page.permissions_for_user(user).can_publish())


def is_its_turn(row: TranslationState) -> bool:
    """Whether readers have the version of the original that the translation is to go along with.

    A live page may have been changed for a date: what was chosen with it is meant for that day.
    """
    return row.original.live and row.original.scheduled_revision is None


def queue(row: TranslationState, user: AbstractBaseUser) -> None:
    """Let the translation go along from now on, as `user` asks."""
    row.publish_when_ready, row.queued_by, row.queued_at = True, user, timezone.now()
    row.save(update_fields=["publish_when_ready", "queued_by", "queued_at"])


def unqueue(row: TranslationState) -> bool:
    """Leave the translation where it is; return whether it was queued."""
    queued = TranslationState.objects.filter(pk=row.pk, publish_when_ready=True)
    row.publish_when_ready = False
    return bool(queued.update(publish_when_ready=False))


def go_along(pk: int) -> bool:
    """Publish the translation of this row if it is queued and its turn; return whether it was.

    Whoever has queued it is the one who publishes, with the permissions of that moment.
    """
    with transaction.atomic():
        row = (
            TranslationState.objects.select_for_update(of=("self",))
            .select_related("original", "page", "locale", "queued_by")
            .filter(pk=pk, publish_when_ready=True)
            .first()
        )
        if not (row and row.is_complete and is_its_turn(row)):
            return False
        if not may_publish(row.queued_by, row):
            logger.warning("Page %s waits: who queued it may not publish it", row.page_id)
            return False
        try:
            publish_translation(row)
        except ValidationError:
            # Kept by wagtail-localize beside the text that is wrong: it counts as missing now.
            logger.warning("Page %s could not go along with its original", row.page_id)
            return False
        return True


def publish_translation(row: TranslationState) -> None:
    """Publish the translation as it is in the translation editor now.

    Not by `Translation.save_target`: that publishes at some later time and in nobody's name.
    Raises ValidationError if one of its texts does not fit its field.
    """
    translation = translation_of(row)
    if not can_go_along(row):
        unqueue(row)
        return
    # It appears with its original and goes with it, whatever dates were copied once.
    dates = {"go_live_at": None, "expire_at": row.original.expire_at}
    if translation:
        Page.objects.filter(pk=row.page_id).update(**dates)
        page, _created = translation.source.create_or_update_translation(
            row.locale, user=row.queued_by, publish=False, copy_parent_pages=True, fallback=True
        )
        revision = page.latest_revision
    else:
        page = row.page.specific.get_latest_revision_as_object()
        for name, value in dates.items():
            setattr(page, name, value)
        revision = page.save_revision(user=row.queued_by)
    revision.publish(user=row.queued_by, log_action=LOG_ACTION)


def after_commit(call: Callable, argument) -> None:
    """Call it when all is stored; if it fails that is logged, and nobody's text is lost."""

    def call_it() -> None:  # Django wants a name to log, which a partial has not
        call(argument)

    transaction.on_commit(call_it, robust=True)


def publish_what_became_ready(sender, rows: list[TranslationState], **kwargs) -> None:
    for row in rows:
        if row.original.live:
            after_commit(go_along, row.pk)


def tell_who_waits(sender, instance: Page, **kwargs) -> None:
    """The original went live by the clock or by an approval, its queued translation did not."""
    if instance.live:
        for row in rows_of(instance):
            if row.publish_when_ready and not row.is_complete:
                after_commit(tell_that_it_waits, row)


def approved(sender, instance, user, **kwargs) -> None:
    """Who approves a page approves that its translation goes along, if they may publish that.

    It was asked for by an editor who may publish neither.
    """
    page = instance.workflow_state.content_object
    if isinstance(page, Page):
        for row in rows_of(page):
            if row.publish_when_ready and not may_publish(row.queued_by, row):
                if may_publish(user, row):
                    queue(row, user)
                after_commit(go_along, row.pk)


def forget_deleted(sender, instance: Page, **kwargs) -> None:
    """A translation that was deleted is not published if somebody makes it anew one day."""
    TranslationState.objects.filter(
        translation_key=instance.translation_key, locale_id=instance.locale_id
    ).update(publish_when_ready=False)


def connect() -> None:
    """Called from PortalConfig.ready(), after portal.newsroom.signals: the rows are true then."""
    for signal, receiver, sender in (
        (page_published, tell_who_waits, None),
        (became_ready, publish_what_became_ready, None),
        (task_approved, approved, None),
        (post_delete, forget_deleted, Page),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"portal.together.{receiver.__name__}")
