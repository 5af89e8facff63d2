"""The same page in the other languages, and what may be done to it together with the first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, ReferenceIndex

from portal.models import TranslationState

UNPUBLISH, MOVE, DELETE = "unpublish", "move", "delete"


@dataclass(frozen=True)
class Counterpart:
    """A page in another language."""

    page: Page
    # How many pages below it would share its fate.
    below: int
    # Why it cannot, or need not, be asked for; "" if it can.
    refusal: str
    # Offered as ticked: see decision 0017.
    is_suggested: bool


def counterparts(
    page: Page, action: str, user: AbstractBaseUser, destination: Page | None = None
) -> Iterator[Counterpart]:
    """The other languages' pages of `page`, each with what `user` may do to it.

    `destination` is where `page` is to be moved; None while nobody knows.
    """
    is_original = TranslationState.objects.filter(original_id=page.pk).exists()
    others = Page.objects.filter(translation_key=page.translation_key)
    for other in others.exclude(locale_id=page.locale_id).select_related("locale").specific():
        below = other.get_descendants()
        refusal = refusal_of(other, page, action, user, destination)
        yield Counterpart(
            other,
            below.live().count() if action == UNPUBLISH else below.count(),
            refusal,
            is_suggested=is_original and action != DELETE and not refusal,
        )


def refusal_of(other: Page, page: Page, action: str, user, destination: Page | None) -> str:
    may = other.permissions_for_user(user)
    if action == UNPUBLISH:
        return why_not_unpublished(other, page, may)
    if action == DELETE:
        return why_not_deleted(other, page, may)
    if not may.can_move():
        return _("You may not move it.")
    return why_not_moved(other, may, destination) if destination else ""


def why_not_unpublished(other: Page, page: Page, may) -> str:
    if not other.live:
        return _("It is not published anyway.")
    if other.alias_of_id == page.pk:
        return _("It is a copy that waits for its translation, and is unpublished by itself.")
    return "" if may.can_unpublish() else _("You may not unpublish it.")


def why_not_deleted(other: Page, page: Page, may) -> str:
    if other.alias_of_id == page.pk:
        if has_pages_of_its_own(other):
            return _(
                "It is a copy that waits for its translation. There are pages below it, so it stays"
                " as a draft."
            )
        return _("It is a copy that waits for its translation, and is deleted by itself.")
    if not may.can_delete():
        return _("You may not delete it.")
    if ReferenceIndex.get_references_to(other).group_by_source_object().is_protected:
        return _("It is in use and cannot be deleted.")
    return ""


def why_not_moved(other: Page, may, destination: Page) -> str:
    target = destination.get_translation_or_none(other.locale)
    if target is None:
        return _("“%(title)s” does not exist in that language.") % {
            "title": destination.get_admin_display_title()
        }
    if other.is_child_of(target):
        return _("It is there already.")
    if not may.can_move_to(target):
        return _("You may not move it to “%(title)s”.") % {
            "title": target.get_admin_display_title()
        }
    if not Page._slug_is_available(other.slug, target, page=other):
        return _("Another page below “%(title)s” has the same address.") % {
            "title": target.get_admin_display_title()
        }
    return ""


def has_pages_of_its_own(copy: Page) -> bool:
    return copy.get_descendants().filter(alias_of=None).exists()


def copies_of(pages: Iterable[Page]) -> list[int]:
    """Ids of the copies in other languages of `pages` and of all below them, the lowest first."""
    found: dict[int, int] = {}
    for page in pages:
        copies = Page.objects.filter(alias_of__in=page.get_descendants(inclusive=True))
        found.update(copies.exclude(locale_id=page.locale_id).values_list("pk", "depth"))
    return sorted(found, key=found.__getitem__, reverse=True)


def clear_away(copies: Iterable[int], user: AbstractBaseUser) -> None:
    """After a deletion: its copies would be pages of their own, live in the wrong language."""
    for copy in copies:
        page = Page.objects.filter(pk=copy).first()
        if page is None:
            continue
        if has_pages_of_its_own(page):
            UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
        else:
            DeletePageAction(page, user=user).execute(skip_permission_checks=True)


def act(
    page: Page,
    action: str,
    user: AbstractBaseUser,
    *,
    destination: Page | None = None,
    include_descendants: bool = False,
) -> None:
    """Do to a counterpart what was done to the page; raises PermissionDenied if `user` may not."""
    if action == UNPUBLISH:
        UnpublishPageAction(page, user=user, include_descendants=include_descendants).execute()
    elif action == DELETE:
        DeletePageAction(page, user=user).execute()
    else:
        target = destination.get_translation(page.locale)
        MovePageAction(page, target, pos="last-child", user=user).execute()
