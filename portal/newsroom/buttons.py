"""The translation buttons of a page in a list, from what the list knows already.

wagtail-localize asks up to four queries for each row, so that the explorer's queries grow with
its rows (seen in 1.14.5); and its "Sync translated pages" does by hand what happens here whenever
a page is published (`portal.localize.carry_changes`). Its own hook is taken out and asked only
where the list was not ours. Delete when it asks once for all rows.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from portal.newsroom.words import SUBMIT

HOOK = "register_page_listing_more_buttons"


def buttons_of_a_row(page: Page, user, view_name=None, next_url=None) -> Iterator[Button]:
    labels = getattr(page, "translation_labels", None)
    if labels is None:
        yield from page_listing_more_buttons(page, user, view_name, next_url)
    elif user.has_perm(SUBMIT) and any(told.row.page_id is None for told in labels):
        yield Button(
            _("Translate this page"),
            reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk]),
            priority=60,
            icon_name="wagtail-localize-language",
        )


def take_over() -> None:
    registered = hooks._hooks[HOOK]
    registered[:] = [entry for entry in registered if entry[0] is not page_listing_more_buttons]
    hooks.register(HOOK, buttons_of_a_row)
