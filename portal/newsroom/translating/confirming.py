"""What a machine has translated counts as translated once somebody has looked at it."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from portal.newsroom import states
from portal.newsroom.translating.writing import MACHINE, MANUAL


def confirm(translation: Translation, written: Iterable[int], user: AbstractBaseUser) -> int:
    """`user` stands for those of the translated texts `written` that only a machine stood for.

    Texts of other pages, faulty ones and those that a person has written are left alone. Which
    tool had suggested a text stays on record. Returns how many were confirmed.
    """
    texts = translation.source.stringsegment_set
    confirmed = StringTranslation.objects.filter(
        pk__in=list(written),
        locale_id=translation.target_locale_id,
        context__object_id=translation.source.object_id,
        context_id__in=texts.values("context_id"),
        translation_type=MACHINE,
        has_error=False,
    ).update(translation_type=MANUAL, last_translated_by=user, updated_at=timezone.now())
    if confirmed:
        states.refresh([translation.source.object_id])
    return confirmed
