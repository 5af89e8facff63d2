"""How a translation gets to a publisher: wagtail-localize's editor knows no workflow.

A translator hands the finished translation in: what it says becomes the page's latest draft, and
Wagtail's workflow of the tree starts on it. From there on all is Wagtail's: the panel on the
dashboard, mail, approval, comments. While it is being read the translation is locked for whoever
may not approve, as any page is.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from portal.localize import (
    open_texts,
    save_draft,
    show_errors,
    target_of,
    translation_into,
    translations_of,
)
from portal.newsroom.translating.gate import what_is_open


@require_POST
def hand_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a complete translation for checking; say what hinders it, beside the texts."""
    page = get_object_or_404(Page, pk=page_id).specific
    permissions = page.permissions_for_user(request.user)
    translation = translation_into(page)
    if not (translation and permissions.can_edit()):
        raise PermissionDenied
    names = {"title": page.get_admin_display_title()}
    if not permissions.can_submit_for_moderation():
        messages.error(
            request, _("“%(title)s” cannot be sent for checking now: look at its status.") % names
        )
    elif found := open_texts(translation):
        messages.error(
            request,
            _("“%(title)s” was not sent: %(reasons)s.") % {**names, "reasons": what_is_open(found)},
        )
    else:
        try:
            start_check(translation, page, request.user)
        except ValidationError as error:
            show_errors(translation, error)
            messages.error(request, " ".join([_("“%(title)s” was not sent.") % names, *say(error)]))
        else:
            messages.success(request, _("“%(title)s” was sent for checking.") % names)
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take back a translation that is being checked, to go on with it."""
    page = get_object_or_404(Page, pk=page_id).specific
    state = page.current_workflow_state
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if state is None:
        messages.warning(request, _("Somebody has decided meanwhile: nothing was taken back."))
    elif not state.user_can_cancel(request.user):
        raise PermissionDenied
    else:
        state.cancel(user=request.user)
        messages.success(
            request,
            _("“%(title)s” was taken back.") % {"title": page.get_admin_display_title()},
        )
    return redirect("wagtailadmin_pages:edit", page.pk)


@transaction.atomic
def start_check(translation: Translation, page: Page, user) -> None:
    """Make a draft of the translation and start the page's workflow, or go on with it.

    Raises `ValidationError` where the page is not fit to be published.
    """
    save_draft(translation, user)
    page = Page.objects.get(pk=page.pk).specific
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def say(error: ValidationError) -> list[str]:
    """The messages of `error`, each with the field it is about."""
    fields = getattr(error, "message_dict", {"": error.messages})
    return [f"{name}: {text}" if name else text for name in fields for text in fields[name]]


def return_what_waits(sender, instance: Page, **kwargs) -> None:
    """Give a translation back that is being checked when the text it translates has changed.

    Nobody could approve it any more, and its translator could not go on with it.
    """
    for translation in translations_of(instance):
        target = target_of(translation)
        if target and target.workflow_in_progress and open_texts(translation):
            task_state = target.current_workflow_task_state
            task_state.task.specific.on_action(
                task_state, None, "reject", comment=_("The text in the other language has changed.")
            )


def lock_while_checked(request: HttpRequest, page: Page) -> None:
    """Show wagtail-localize's editor a lock that it does not know: that of a workflow."""
    lock = page.get_lock()
    if lock and lock.for_user(request.user) and translation_into(page):
        page.locked = True  # never saved: the page is only shown


def admin_urls() -> list:
    return [
        path("moderation/<int:page_id>/hand-in/", hand_in, name="portal_hand_in"),
        path("moderation/<int:page_id>/withdraw/", withdraw, name="portal_withdraw"),
    ]


def connect() -> None:
    """Called from PortalConfig.ready(), after what carries changes to the translations."""
    page_published.connect(return_what_waits, dispatch_uid="portal.moderation.return_what_waits")
