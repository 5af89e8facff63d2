"""The messages of the contact form as data about their senders: kept for a time, found for a
person, handed out, erased."""

import datetime
import logging
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.log_actions import log
from wagtail.models import Page

from home.consent import Consent
from home.contact import ContactFormField

logger = logging.getLogger(__name__)

ERASED = "home.erase_messages"
EXPORTED = "home.export_messages"

LARGEST_ID = 2**63 - 1
# Longer answers are letters, not names.
LONGEST_NAME = 255


def days_kept() -> int:
    """For how many days messages are kept; 0: until somebody deletes them."""
    return max(settings.CONTACT_MESSAGES_DAYS, 0)


def purge() -> int:
    """Forget messages that were kept long enough; how many that were.

    Long enough is what holds today or what the sender was told, whichever is shorter: a longer time
    than was promised is nobody's to choose.
    """
    now, kept = timezone.now(), days_kept()
    due = Q()
    if kept:
        due |= Q(submit_time__lt=now - datetime.timedelta(days=kept))
    for promised in Consent.objects.values_list("kept_days", flat=True).distinct():
        if promised and (promised < kept or not kept):
            before = now - datetime.timedelta(days=promised)
            due |= Q(consent__kept_days=promised, submit_time__lt=before)
    if not due:
        return 0
    return _delete(FormSubmission.objects.filter(due))


def of_person(asked: str) -> list[FormSubmission]:
    """The messages of somebody, in all languages, the latest first.

    `asked` is an e-mail address, which has to be the whole of an answer; or a name, of which every
    word has to be in one answer. In either case capital letters do not matter.
    """
    wanted = _folded(asked)
    matches = _is_address if "@" in wanted else _is_name
    # Questions change with time and language, so the answers of all messages are looked through.
    answers = FormSubmission.objects.values_list("pk", "form_data").iterator(chunk_size=500)
    found = [pk for pk, data in answers if any(matches(each, wanted) for each in data.values())]
    return by_ids(found)


def by_ids(ids: Iterable[int]) -> list[FormSubmission]:
    """Those messages of `ids` that are there, with page and consent, the latest first."""
    # SQLite fails on numbers that no column holds.
    wanted = FormSubmission.objects.filter(pk__in=[pk for pk in ids if 0 < pk <= LARGEST_ID])
    related = wanted.select_related("page__locale", "page__content_type", "consent")
    return list(related.order_by("-submit_time", "-pk"))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _is_address(answer, wanted: str) -> bool:
    return isinstance(answer, str) and _folded(answer) == wanted


def _is_name(answer, wanted: str) -> bool:
    if not isinstance(answer, str) or len(answer) > LONGEST_NAME or "\n" in answer:
        return False
    return set(wanted.split()) <= set(_folded(answer).split())


def answers_of(messages: list[FormSubmission]) -> dict[int, list[tuple[str, str, object]]]:
    """What each message says, by its id: question, its name, answer.

    A question that was since taken out of the form is told by its name. One query for all messages.
    """
    pages = {message.page_id for message in messages}
    rows = ContactFormField.objects.filter(page__in=pages)
    labels = {
        (page, name): label for page, name, label in rows.values_list("page", "clean_name", "label")
    }
    return {
        message.pk: [
            (labels.get((message.page_id, name), name), name, answer)
            for name, answer in message.form_data.items()
        ]
        for message in messages
    }


def as_data(messages: list[FormSubmission]) -> list[dict]:
    """Messages as what a machine can read (GDPR art. 20): JSON's kinds of values only."""
    answers = answers_of(messages)
    return [
        {
            "id": message.pk,
            "sent_at": message.submit_time.isoformat(),
            "form": message.page.title,
            "language": message.page.locale.language_code,
            "answers": [
                {"question": question, "name": name, "answer": answer}
                for question, name, answer in answers[message.pk]
            ],
            "told": _told(message),
        }
        for message in messages
    ]


def _told(message: FormSubmission) -> dict | None:
    consent = getattr(message, "consent", None)
    if consent is None:
        return None
    published = consent.notice_published_at
    return {
        "text": consent.text,
        "language": consent.language,
        "notice": consent.notice_title,
        "notice_address": consent.notice_url,
        "notice_published_at": published.isoformat() if published else None,
        "notice_revision": consent.notice_revision_id,
        "kept_days": consent.kept_days,
    }


def accounts_of(address: str) -> list[dict]:
    """What the portal keeps of editors with that e-mail address, as `as_data` tells messages."""
    users = get_user_model().objects.filter(email__iexact=address.strip())
    return [
        {
            "username": user.username,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "joined_at": user.date_joined.isoformat(),
            "last_login_at": user.last_login.isoformat() if user.last_login else None,
            "groups": [group.name for group in user.groups.all()],
        }
        for user in users.prefetch_related("groups")
    ]


def note_export(messages: list[FormSubmission], user=None) -> None:
    """Note in Wagtail's log that messages were handed out, by page and number."""
    _note(messages, EXPORTED, user)


def erase(messages: list[FormSubmission], user=None) -> int:
    """Erase `messages` with what their senders were told; how many that were.

    The logs say which ids that were and nothing else, so that it can be done again after a restore.
    """
    with transaction.atomic():
        _note(messages, ERASED, user)
        erased = _delete(FormSubmission.objects.filter(pk__in=[each.pk for each in messages]))
    logger.info("Erased messages: %s", " ".join(str(each.pk) for each in messages))
    return erased


def _note(messages: list[FormSubmission], action: str, user) -> None:
    ordered = sorted(messages, key=lambda message: message.page_id)
    for page_id, group in groupby(ordered, key=lambda message: message.page_id):
        ids = [message.pk for message in group]
        page = Page.objects.get(pk=page_id).specific_deferred
        log(instance=page, action=action, user=user, data={"count": len(ids), "ids": ids})


def _delete(messages) -> int:
    return messages.delete()[1].get(FormSubmission._meta.label, 0)
