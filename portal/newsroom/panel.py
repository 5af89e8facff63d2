"""Beside a page in its editor: how it stands in the other language, and what has changed since."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.utils import get_user_display_name, get_valid_next_url_from_request
from wagtail.models import Page

from portal.models import State, TranslationState
from portal.newsroom.differences import differences
from portal.newsroom.marks import marked, plain
from portal.newsroom.places import name_of
from portal.newsroom.states import gather, original_texts, refresh
from portal.newsroom.words import Told, edit_url, in_language, language, tell


@dataclass
class Change:
    """A text of the original that is another one than when the translation was published."""

    place: str
    old: SafeString
    new: SafeString
    kind: str
    """changed, added, removed, or markup where only a link or the look of words has changed."""


def changes_of(row: TranslationState) -> list[Change]:
    """What the original says now and did not say when the translation was published."""
    if row.published_texts is None or row.page_id is None:
        return []
    known = gather([row.translation_key])[row.translation_key]
    original = row.original.specific
    found = differences(map(tuple, row.published_texts), original_texts(known, original))
    if not found:
        return []
    page = row.page.specific
    changes = []
    for one in found:
        if one.old is None:
            kind = "added"
        elif one.new is None:
            kind = "removed"
        else:
            kind = "changed" if plain(one.old) != plain(one.new) else "markup"
        changes.append(Change(name_of(one.path, original, page), *marked(one.old, one.new), kind))
    return changes


@dataclass
class Entry:
    """A row as the panel shows it."""

    told: Told
    changes: list[Change]
    language: str
    original_language: str
    original_language_code: str
    in_original_language: str
    can_keep: bool
    can_unkeep: bool
    url: str | None
    """Where to act; None on the page where that is."""
    original_url: str | None
    changed_by: str
    kept_by: str


class TranslationSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle the other language")
        icon_name = "wagtail-localize-language"

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            context["count"] = sum(entry.told.row.changed for entry in self.panel.entries)
            return context

    name = "translation"
    title = gettext_lazy("Other language")
    template_name = "newsroom/side_panel.html"
    order = 150

    def __init__(self, page: Page, request: HttpRequest):
        super().__init__(page, request)
        rows = TranslationState.objects.of_pages([page]).select_related(
            "locale", "original__locale", "changed_by", "kept_by"
        )
        self.entries = [self.entry(told) for told in tell(rows.order_by("locale_id"), request.user)]

    def entry(self, told: Told) -> Entry:
        row, user = told.row, self.request.user
        may_decide = row.original.permissions_for_user(user).can_edit()
        is_live = bool(row.page and row.page.live)
        can_keep = may_decide and not row.kept and not is_live
        here = edit_url(self.object)
        original_url = edit_url(row.original) if may_decide else None
        code = row.original.locale.language_code
        return Entry(
            told=told,
            changes=changes_of(row) if row.state == State.STALE else [],
            language=language(row.locale.language_code),
            original_language=language(code),
            original_language_code=code,
            in_original_language=in_language(code),
            can_keep=can_keep,
            can_unkeep=may_decide and row.kept,
            url=told.url if told.url != here else None,
            original_url=original_url if original_url not in (here, told.url) else None,
            changed_by=get_user_display_name(row.changed_by) if row.changed_by else "",
            kept_by=get_user_display_name(row.kept_by) if row.kept_by else "",
        )

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return context | {"entries": self.entries, "here": edit_url(self.object)}


def with_translation_panel(panels, page: Page, request: HttpRequest) -> MediaContainer:
    """`panels` with ours second; as they are where nothing is known of `page`."""
    panel = TranslationSidePanel(page, request)
    first, *others = panels
    return MediaContainer([first, panel, *others] if panel.entries else panels)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that a page stays in its own language (`keep=1`), or that it does not (`keep=`).

    403 for whom may not edit the original. A page whose translation is live cannot be kept: it
    says so and changes nothing.
    """
    row = get_object_or_404(
        TranslationState.objects.select_related("original__locale", "page"), pk=pk
    )
    if not row.original.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    wanted = bool(request.POST.get("keep"))
    title = row.original.get_admin_display_title()
    if wanted and row.page and row.page.live:
        messages.error(
            request,
            _("“%(title)s” is published in both languages: unpublish the translation first.")
            % {"title": title},
        )
    elif wanted != row.kept:
        row.kept = wanted
        row.kept_by, row.kept_at = (request.user, timezone.now()) if wanted else (None, None)
        row.save(update_fields=["kept", "kept_by", "kept_at"])
        refresh([row.translation_key])
        where = in_language(row.original.locale.language_code)
        messages.success(
            request,
            (
                _("“%(title)s” stays only %(in_language)s, on purpose.")
                if wanted
                else _("“%(title)s” is to be translated after all.")
            )
            % {"title": title, "in_language": where},
        )
    return redirect(get_valid_next_url_from_request(request) or edit_url(row.original))
