"""Tells an editor why a translation cannot be published yet."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from portal.localize import OpenTexts


def what_is_open(found: OpenTexts) -> str:
    """The reasons as one sentence without its full stop; empty where there are none."""
    reasons = [
        (
            found.missing,
            ngettext(
                "%(count)d text has no translation yet",
                "%(count)d texts have no translation yet",
                found.missing,
            ),
        ),
        (
            found.faulty,
            ngettext(
                "%(count)d text is marked as faulty",
                "%(count)d texts are marked as faulty",
                found.faulty,
            ),
        ),
        (
            found.unconfirmed,
            ngettext(
                "%(count)d text waits for confirmation",
                "%(count)d texts wait for confirmation",
                found.unconfirmed,
            ),
        ),
    ]
    return "; ".join(words % {"count": count} for count, words in reasons if count)


def say_not_published(request: HttpRequest, page: Page, found: OpenTexts) -> None:
    messages.error(
        request,
        _("“%(title)s” was not published: %(reasons)s.")
        % {"title": page.get_admin_display_title(), "reasons": what_is_open(found)},
    )
