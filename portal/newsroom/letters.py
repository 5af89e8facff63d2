"""Mails of the newsroom, each in the language that its reader has chosen for the admin."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from portal.models import TranslationState


def tell_that_it_waits(row: TranslationState) -> None:
    """Tell whoever queued a translation that its original is live without it.

    Nobody is told who has no address or has left; the editors of both pages say it to all.
    """
    reader = row.queued_by
    if reader is None or not reader.is_active or not reader.email:
        return
    edited = row.page_id or row.original_id
    context = {
        "original": row.original,
        "language": row.locale,
        "missing": row.missing + row.unconfirmed,
        "page": row.page,
        "address": get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[edited]),
    }
    with override(UserProfile.get_for_user(reader).get_preferred_language()):
        subject, _, text = (
            render_to_string("newsroom/mail/waits.txt", context).strip().partition("\n")
        )
    send_mail(subject.strip(), text.strip() + "\n", [reader.email])
