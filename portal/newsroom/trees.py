"""Unpublishing, moving and deleting a page: the other tree is touched only if an editor says so.

The confirmations (templates/wagtailadmin/pages/) show the pages in the other languages with a box
for each, `also`. What was ticked is done in one transaction with the page itself, or nothing is.
Wagtail's own hook, construct_translated_pages_to_cascade_actions, asks nobody (decision 0017).
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.models import Page

from portal.newsroom.counterparts import (
    DELETE,
    MOVE,
    UNPUBLISH,
    Counterpart,
    act,
    clear_away,
    copies_of,
    counterparts,
)


def ticked(request: HttpRequest) -> set[str]:
    return set(request.POST.getlist("also"))


def offered(
    pages: list[Page], action: str, request: HttpRequest, destination: Page | None = None
) -> list[Counterpart]:
    """The counterparts of all `pages` that are not among them."""
    own = {page.pk for page in pages}
    return [
        one
        for page in pages
        for one in counterparts(page, action, request.user, destination)
        if one.page.pk not in own
    ]


def prepare(
    request: HttpRequest, pages: list[Page], action: str, destination: Page | None = None
) -> bool:
    """Before anything is done: find what goes along; False, and said why, if something cannot."""
    request.copies = copies_of(pages) if action == DELETE else []
    asked = ticked(request)
    chosen = [
        one for one in offered(pages, action, request, destination) if str(one.page.pk) in asked
    ]
    for one in chosen:
        if one.refusal:
            messages.error(
                request,
                _("Nothing was done. “%(title)s” (%(language)s): %(reason)s")
                % {
                    "title": one.page.get_admin_display_title(),
                    "language": one.page.locale.get_display_name(),
                    "reason": one.refusal,
                },
            )
    request.going_along = chosen
    return not any(one.refusal for one in chosen)


SAID = {
    UNPUBLISH: gettext_lazy("“%(title)s” (%(language)s) has been unpublished, too."),
    MOVE: gettext_lazy("“%(title)s” (%(language)s) has been moved, too."),
    DELETE: gettext_lazy("“%(title)s” (%(language)s) has been deleted, too."),
}


def finish(
    request: HttpRequest,
    action: str,
    destination: Page | None = None,
    include_descendants: bool = False,
) -> None:
    """After the page itself: the same to what goes along, in the same transaction."""
    for one in request.going_along:
        page = Page.objects.filter(pk=one.page.pk).first()
        if page is None:
            continue  # went with a page above it
        act(
            page.specific,
            action,
            request.user,
            destination=destination,
            include_descendants=include_descendants,
        )
        messages.success(
            request,
            SAID[action]
            % {
                "title": one.page.get_admin_display_title(),
                "language": one.page.locale.get_display_name(),
            },
        )
    clear_away(request.copies, request.user)


# --- one page ---------------------------------------------------------------------------------


def back_to(page: Page) -> HttpResponse:
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    return None if prepare(request, [page], UNPUBLISH) else back_to(page)


def after_unpublishing(request: HttpRequest, page: Page) -> None:
    finish(request, UNPUBLISH, include_descendants=bool(request.POST.get("include_descendants")))


def before_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if request.method != "POST":
        return None
    request.destination = destination
    return None if prepare(request, [page], MOVE, destination) else back_to(page)


def after_moving(request: HttpRequest, page: Page) -> None:
    finish(request, MOVE, Page.objects.get(pk=request.destination.pk))


def before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST":
        return None
    return None if prepare(request, [page], DELETE) else back_to(page)


def after_deleting(request: HttpRequest, page: Page) -> None:
    finish(request, DELETE)


# --- many pages -------------------------------------------------------------------------------


def destination_of(bulk_action) -> Page | None:
    return bulk_action.cleaned_form.cleaned_data.get("chooser")


def before_many(request, action_type, objects, bulk_action) -> HttpResponse | None:
    if action_type not in SAID or not is_about_pages(bulk_action):
        return None
    pages = list(objects)
    if prepare(request, pages, action_type, destination_of(bulk_action)):
        return None
    return redirect(bulk_action.next_url)


def after_many(request, action_type, objects, bulk_action) -> None:
    if action_type not in SAID or not is_about_pages(bulk_action):
        return
    destination = destination_of(bulk_action)
    finish(
        request,
        action_type,
        destination and Page.objects.get(pk=destination.pk),
        bool(bulk_action.cleaned_form.cleaned_data.get("include_descendants")),
    )


def is_about_pages(bulk_action) -> bool:
    return bulk_action.model is Page


def in_one_transaction(view: type) -> None:
    """Wagtail deletes in one transaction, but unpublishes and moves page by page."""
    view.dispatch = method_decorator(transaction.atomic)(view.dispatch)


def register_hooks() -> None:
    """Called from portal.wagtail_hooks."""
    in_one_transaction(UnpublishView)
    in_one_transaction(MoveConfirmView)
    for name, hook in (
        ("before_unpublish_page", before_unpublishing),
        ("after_unpublish_page", after_unpublishing),
        ("before_move_page", before_moving),
        ("after_move_page", after_moving),
        ("before_delete_page", before_deleting),
        ("after_delete_page", after_deleting),
        ("before_bulk_action", before_many),
        ("after_bulk_action", after_many),
    ):
        hooks.register(name, hook)
