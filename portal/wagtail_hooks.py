from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models, register_snippet

from portal.localize import count_missing_texts
from portal.viewsets import PersonViewSet

register_snippet(PersonViewSet)


def say_what_is_missing(request: HttpRequest, page: Page, missing: int) -> None:
    messages.error(
        request,
        ngettext(
            "“%(title)s” was not published: %(count)d text has no translation yet.",
            "“%(title)s” was not published: %(count)d texts have no translation yet.",
            missing,
        )
        % {"title": page.get_admin_display_title(), "count": missing},
    )


# Before wagtail-localize's own hook, which shows its editor and would publish.
@hooks.register("before_edit_page", order=-10)
def refuse_incomplete_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say how many texts are missing when an incomplete translation is to be published.

    Nothing is lost by it: the translation editor stores every text as it is confirmed.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    missing = count_missing_texts(page)
    if not missing:
        return None
    say_what_is_missing(request, page, missing)
    return redirect(request.path)


@hooks.register("before_bulk_action")
def refuse_incomplete_translations(request, action_type, objects, action_class_instance):
    """The same for many pages at once: none is published while one of them is incomplete."""
    if action_type != "publish" or request.method != "POST":
        return None
    incomplete = [
        (page, missing)
        for page in objects
        if isinstance(page, Page) and (missing := count_missing_texts(page))
    ]
    for page, missing in incomplete:
        say_what_is_missing(request, page, missing)
    return redirect(action_class_instance.next_url) if incomplete else None


def refuse_if_used(request: HttpRequest, objects: Iterable[Model]) -> HttpResponse | None:
    """No person and no category is deleted that pages use: a quote would lose its speaker.

    Wagtail itself would delete the one, and say of the other only that access is denied.
    """
    shared = [item for item in objects if type(item) in get_snippet_models()]
    used = [item for item in shared if ReferenceIndex.get_references_to(item).exists()]
    for item in used:
        messages.error(
            request,
            _("“%(name)s” cannot be deleted: it is in use. The list says where.") % {"name": item},
        )
    return redirect(used[0].snippet_viewset.get_url_name("list")) if used else None


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances) -> HttpResponse | None:
    return refuse_if_used(request, instances) if request.method == "POST" else None


@hooks.register("before_bulk_action")
def keep_what_is_used_in_bulk(request, action_type, objects, action_class_instance):
    if action_type != "delete" or request.method != "POST":
        return None
    return refuse_if_used(request, objects)
