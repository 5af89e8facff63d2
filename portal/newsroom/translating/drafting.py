"""Drafts by a machine: what has no translation is sent to a service, and marked as its work."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from portal.newsroom.translating.machine import Failure, batches
from portal.newsroom.translating.places import texts_of
from portal.newsroom.translating.writing import MACHINE, Place, Writing, write

# After so many refusals it is no single text that the service does not take.
MOST_REFUSALS = 12


@dataclass
class Draft:
    """What came of it."""

    written: int = 0
    left: int = 0
    # Why something is left, in words for the editor.
    failure: str = ""


def draft(translation: Translation, user: AbstractBaseUser, translator) -> Draft:
    """Have `translator` translate what has no translation yet.

    Each batch is stored as soon as it is there: what fails later takes nothing away. Never raises
    for what the service does.
    """
    missing: dict[str, list[Place]] = {}
    for text in texts_of([translation]):
        if text.is_missing:
            missing.setdefault(text.place.source, []).append(text.place)
    result = Draft(left=sum(map(len, missing.values())))
    most = (
        getattr(translator, "most_texts", len(missing)),
        getattr(translator, "most_characters", sum(map(len, missing))),
    )
    waiting = list(batches([StringValue(source) for source in missing], *most))
    refusals = 0
    while waiting:
        batch = waiting.pop(0)
        try:
            answers = translator.translate(
                translation.source.locale, translation.target_locale, batch
            )
        except Failure as failure:
            result.failure = str(failure)
            refusals += 1
            if not failure.concerns_texts or refusals == MOST_REFUSALS:
                break
            if len(batch) > 1:
                # One of them is not taken; the others need not wait for it.
                middle = len(batch) // 2
                waiting[:0] = [batch[:middle], batch[middle:]]
            continue
        texts = [
            Writing(place, answers[string].data, MACHINE)
            for string in batch
            if string in answers and (answers[string].data or "").strip()
            for place in missing[string.data]
        ]
        write(texts, user, str(translator.display_name))
        result.written += len(texts)
        result.left -= len(texts)
    return result


def tell(request, result: Draft, name: str) -> None:
    """Say to the editor what came of it."""
    if result.written:
        messages.success(
            request,
            ngettext(
                "%(name)s has translated %(count)d text. Read it and confirm it: before that it "
                "cannot be published.",
                "%(name)s has translated %(count)d texts. Read them and confirm them: before that "
                "they cannot be published.",
                result.written,
            )
            % {"name": name, "count": result.written},
        )
    if result.failure:
        left = ngettext(
            "%(count)d text is still without a translation; nothing is lost.",
            "%(count)d texts are still without a translation; nothing is lost.",
            result.left,
        ) % {"count": result.left}
        messages.error(request, f"{result.failure} {left}")
    elif not result.written:
        messages.warning(request, _("There is nothing left to translate."))
    elif result.left:
        messages.warning(
            request,
            ngettext(
                "%(name)s gave nothing for %(count)d text.",
                "%(name)s gave nothing for %(count)d texts.",
                result.left,
            )
            % {"name": name, "count": result.left},
        )
