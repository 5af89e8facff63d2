"""What wagtail-localize lets everybody do who may edit a translation, asked of fewer.

Its views ask whether somebody may edit the page, or nothing of a page at all. Who may only
translate could so turn a translation into a page of their own, publish it past the publisher, or
begin pages in the wrong tree. Its addresses are named here a second time, before its own, and lead
to its own views – if the rule allows it.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, include, path
from wagtail.models import Page
from wagtail_localize import wagtail_hooks as theirs
from wagtail_localize.models import Translation, TranslationSource

from portal.localize import target_of
from portal.newsroom.translating.hooks import REPLACED
from portal.rights import languages_to_translate_into


def edits_freely(request: HttpRequest, page: Page | None) -> bool:
    """Whether the user may edit `page` as a page, not only as a translation."""
    permissions = page and page.specific.permissions_for_user(request.user)
    return bool(permissions and permissions.can_edit_freely())


def may_stop(request: HttpRequest, translation_id: int) -> bool:
    return edits_freely(request, target_of(get_object_or_404(Translation, pk=translation_id)))


def may_convert(request: HttpRequest, page_id: int) -> bool:
    return edits_freely(request, get_object_or_404(Page, pk=page_id))


def may_write(request: HttpRequest, translation_id: int, **kwargs) -> bool:
    """Not while the page is locked, or somebody reads it who decides whether it is published."""
    page = target_of(get_object_or_404(Translation, pk=translation_id))
    lock = page and page.get_lock()
    return not (lock and lock.for_user(request.user))


def may_begin(request: HttpRequest, page_id: int) -> bool:
    """Only into languages whose tree the user works in."""
    if request.method != "POST" or request.user.is_superuser:
        return True
    wanted = set(request.POST.getlist("locales"))
    return wanted <= {str(pk) for pk in languages_to_translate_into(request.user)}


def may_synchronise(request: HttpRequest, translation_source_id: int) -> bool:
    """Its form can publish all translations at once."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    if "publish_translations" not in request.POST:
        return True
    pages = [target_of(translation) for translation in source.translations.filter(enabled=True)]
    return all(
        page.permissions_for_user(request.user).can_publish() for page in pages if page is not None
    )


RULES: dict[str, Callable[..., bool]] = {
    "stop_translation": may_stop,
    "convert_to_alias": may_convert,
    "edit_string_translation": may_write,
    "edit_override": may_write,
    "upload_pofile": may_write,
    "machine_translate": may_write,
    "submit_page_translation": may_begin,
    "update_translations": may_synchronise,
}


def guarded(view: Callable, rule: Callable[..., bool]) -> Callable:
    @wraps(view)
    def guard(request, *args, **kwargs):
        if not rule(request, **kwargs):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guard


def view_of(pattern: URLPattern) -> Callable:
    """wagtail-localize's view, or the portal's own in its place."""
    return REPLACED.get(pattern.name, pattern.callback)


def admin_urls() -> list:
    """wagtail-localize's guarded addresses. KeyError if a release no longer has one of them."""
    (localize,) = theirs.register_admin_urls()
    patterns = {pattern.name: pattern for pattern in localize.url_patterns}
    return [
        path(
            "localize/",
            include(
                [
                    URLPattern(patterns[name].pattern, guarded(view_of(patterns[name]), rule))
                    for name, rule in RULES.items()
                ]
            ),
        )
    ]
