"""Who opens a page is told what will be published by itself, or has been, and at whose wish."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, PageLogEntry

from portal.models import TranslationState
from portal.newsroom import together

TOLD = "told_of_publications"


def promise(row: TranslationState) -> str:
    """What will become of a queued translation, and what it waits for."""
    words = {
        "language": row.locale.get_display_name(),
        "title": row.original.get_admin_display_title(),
        "count": row.missing + row.unconfirmed,
    }
    if row.page_id is None:
        return _("%(language)s: will be published as soon as “%(title)s” is translated.") % words
    is_its_turn = together.is_its_turn(row)
    if row.is_complete:
        if is_its_turn:
            return _("%(language)s: waits for somebody who may publish it.") % words
        return _("%(language)s: will be published together with “%(title)s”.") % words
    when = (
        _("%(language)s: will be published by itself as soon as it is complete.")
        if is_its_turn
        else _("%(language)s: will be published with “%(title)s”, or later, once it is complete.")
    )
    left = ngettext(
        "%(count)d text is still to be translated.",
        "%(count)d texts are still to be translated.",
        words["count"],
    )
    return f"{when} {left}" % words


def tell_what_is_queued(request: HttpRequest, page: Page) -> None:
    """In the editor of either language: what will happen by itself, and at whose wish."""
    if request.method != "GET" or request.headers.get("x-requested-with"):
        return
    tell_that_it_went_along(request, page)
    for row in TranslationState.objects.filter(
        translation_key=page.translation_key, publish_when_ready=True
    ).select_related("original", "locale", "queued_by"):
        if page.pk not in (row.original_id, row.page_id):
            continue
        text = promise(row)
        if page.pk == row.page_id and not row.is_complete:
            text += " " + _("So set its address first (Promote, Slug).")
        who = (
            row.queued_by.get_full_name() or row.queued_by.get_username() if row.queued_by else "–"
        )
        asked = _("Asked for by %(who)s, %(when)s.") % {"who": who, "when": moment(row.queued_at)}
        messages.info(request, with_button(f"{text} {asked}", row))


def with_button(text: str, row: TranslationState) -> str:
    """`text` with a button that takes the row out of the queue, marked for the editor's script."""
    return format_html(
        '<span data-publishes-itself>{}</span> <span class="buttons"><button type="button"'
        ' class="button button-small button-secondary" data-controller="w-action"'
        ' data-action="w-action#post" data-w-action-url-value="{}">{}</button></span>',
        text,
        reverse("unqueue_translation", args=[row.pk]),
        _("Do not publish it by itself"),
    )


def moment(at) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"


def tell_that_it_went_along(request: HttpRequest, page: Page) -> None:
    """Once to everybody: that this page was published while nobody pressed a button."""
    entry = last_publication(page)
    if (
        not entry
        or entry.action != together.LOG_ACTION
        or entry.pk in request.session.get(TOLD, [])
    ):
        return
    remember_as_told(request, entry)
    messages.success(
        request,
        _("It was complete, so it has been published (%(when)s), as %(who)s had asked.")
        % {"when": moment(entry.timestamp), "who": entry.user_display_name},
    )


def last_publication(page: Page) -> PageLogEntry | None:
    entries = PageLogEntry.objects.filter(
        page=page.pk,
        action__in=("wagtail.publish", "wagtail.publish.scheduled", together.LOG_ACTION),
    )
    return entries.select_related("user").order_by("-timestamp", "-pk").first()


def remember_as_told(request: HttpRequest, entry: PageLogEntry | None) -> None:
    if entry:
        request.session[TOLD] = [*request.session.get(TOLD, []), entry.pk][-50:]


@require_POST
def unqueue_translation(request: HttpRequest, row_id: int) -> HttpResponse:
    """POST: let a translation wait for somebody who publishes it. 403 without permission."""
    row = get_object_or_404(TranslationState.objects.select_related("original", "page"), pk=row_id)
    if row.queued_by_id != request.user.pk and not together.may_publish(request.user, row):
        return HttpResponse(status=403)
    together.unqueue(row)
    messages.success(request, _("The translation will not be published by itself."))
    return redirect("wagtailadmin_pages:edit", row.original_id)


def watch_translation_editor() -> str:
    return format_html('<script src="{}" defer></script>', static("js/admin/publishes-itself.js"))


def register_log_action(actions) -> None:
    actions.register_action(
        together.LOG_ACTION,
        gettext_lazy("Publish with the other language"),
        gettext_lazy("Published together with the page in the other language"),
    )


def add_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/together.css"))


def register_hooks() -> None:
    """Called from portal.wagtail_hooks."""
    # Before wagtail-localize's own, which answers.
    hooks.register("before_edit_page", tell_what_is_queued, order=-20)
    hooks.register("insert_editor_js", watch_translation_editor)
    hooks.register("insert_global_admin_css", add_styles)
    hooks.register("register_log_actions", register_log_action)
    hooks.register(
        "register_admin_urls",
        lambda: [
            path("newsroom/unqueue/<int:row_id>/", unqueue_translation, name="unqueue_translation")
        ],
    )
