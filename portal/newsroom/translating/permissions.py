"""Whose translations somebody may change: those of the pages that they may edit now."""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from portal.localize import target_of
from portal.rights import TRANSLATE, PagePolicy

# Either is enough to work on the texts of a translation.
EDITING = {"change", TRANSLATE}


def translation_to_edit(request: HttpRequest, translation_id: int) -> tuple[Translation, Page]:
    """The translation and its page; 404 without one, 403 for who may not change it now."""
    translations = Translation.objects.select_related("source__locale", "target_locale")
    translation = get_object_or_404(translations, pk=translation_id, enabled=True)
    page = target_of(translation)
    if not isinstance(page, Page):
        raise PermissionDenied
    may = page.permissions_for_user(request.user)
    if not may.can_edit() or may.page_locked():
        raise PermissionDenied
    return translation, page


def may_edit_pages(user: AbstractBaseUser) -> bool:
    """Whether there may be pages whose texts `user` may change."""
    return PagePolicy(Page).user_has_any_permission(user, EDITING)


def pages_to_edit(user: AbstractBaseUser, locale: Locale) -> dict[UUID, tuple[int, str]]:
    """By translation key: the pages in `locale` that `user` may change, as (pk, title)."""
    pages = (
        PagePolicy(Page)
        .instances_user_has_any_permission_for(user, EDITING)
        .filter(
            Q(locked=False) | Q(locked_by_id=user.pk), locale=locale, alias_of=None, depth__gt=1
        )
        .order_by("path")
    )
    return {
        key: (pk, title)
        for key, pk, title in pages.values_list("translation_key", "pk", "draft_title")
    }
