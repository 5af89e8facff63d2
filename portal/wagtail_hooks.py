from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from portal.localize import count_missing_texts, missing_texts, target_of, translations_of
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
    """The same for many pages at once: none is published while one of them is not fit for it."""
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type != "publish" or request.method != "POST" or not pages:
        return None
    if request.POST.get("include_descendants"):
        pages += [child for page in pages for child in page.get_descendants().specific()]
    refused = False
    for page in pages:
        if missing := count_missing_texts(page):
            say_what_is_missing(request, page, missing)
            refused = True
        elif is_faulty(page):
            messages.error(
                request,
                _("“%(title)s” was not published: open it and mend what is marked there.")
                % {"title": page.get_admin_display_title()},
            )
            refused = True
    return redirect(action_class_instance.next_url) if refused else None


def is_faulty(page: Page) -> bool:
    """Whether the editor would refuse to publish `page` as its latest draft is.

    Wagtail's bulk action does not ask: what a draft lacks is a failure, an empty block a hole.
    """
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        for name in stream_fields(draft):
            stream = getattr(draft, name)
            stream.stream_block.clean(stream)
    except ValidationError:
        return True
    return False


def stream_fields(page: Page) -> list[str]:
    return [field.name for field in page._meta.fields if isinstance(field, StreamField)]


@hooks.register("after_publish_page")
def say_who_waits(request: HttpRequest, page: Page) -> None:
    """Tell who publishes a changed page which of its translations now wait for a translator."""
    for translation in translations_of(page):
        target, missing = target_of(translation), missing_texts(translation)
        if not (target and missing):
            continue
        button = messages.button(
            reverse("wagtailadmin_pages:edit", args=[target.pk]), _("Translate")
        )
        messages.warning(
            request,
            ngettext(
                "“%(title)s” waits: %(count)d text has no translation yet.",
                "“%(title)s” waits: %(count)d texts have no translation yet.",
                missing,
            )
            % {"title": target.get_admin_display_title(), "count": missing},
            buttons=[button],
        )
