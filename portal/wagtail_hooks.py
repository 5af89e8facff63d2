from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from portal import guards, handbook, moderation, review
from portal.checks import add_our_checks
from portal.localize import open_texts, open_texts_of, target_of, translations_of
from portal.newsroom import admin as newsroom_admin  # noqa: F401 - its hooks register themselves
from portal.newsroom import notices, publishing, trees
from portal.newsroom.translating import hooks as translating_hooks  # noqa: F401 - registers them
from portal.newsroom.translating.gate import say_not_published, what_is_open
from portal.queue import report as queue_report  # noqa: F401 - its hooks register themselves
from portal.redirecting import hooks as redirecting_hooks  # noqa: F401 - registers them
from portal.viewsets import GlossaryTermViewSet, PersonViewSet

register_snippet(PersonViewSet)
register_snippet(GlossaryTermViewSet)

# Before wagtail-localize's own addresses and its editor.
hooks.register("register_admin_urls", guards.admin_urls, order=-10)
hooks.register("register_admin_urls", moderation.admin_urls)
hooks.register("before_edit_page", moderation.lock_while_checked, order=-5)
hooks.register("construct_wagtail_userbar", add_our_checks)
hooks.register("register_log_actions", review.register_log_actions)
notices.register_hooks()
publishing.register_hooks()
trees.register_hooks()


# Before wagtail-localize's own hook, which shows its editor and would publish.
@hooks.register("before_edit_page", order=-10)
def refuse_incomplete_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say how many texts are missing when an incomplete translation is to be published.

    Nothing is lost by it: the translation editor stores every text as it is confirmed.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    found = open_texts_of(page)
    if not found:
        return None
    say_not_published(request, page, found)
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
        if found := open_texts_of(page):
            say_not_published(request, page, found)
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
    """Tell who publishes a changed page which of its translations now wait for a translator.

    Where the editor has let them go along, portal.newsroom.publishing says what they wait for.
    """
    if publishing.chosen(request):
        return
    for translation in translations_of(page):
        target, found = target_of(translation), open_texts(translation)
        if not (target and found):
            continue
        button = messages.button(
            reverse("wagtailadmin_pages:edit", args=[target.pk]), _("Translate")
        )
        messages.warning(
            request,
            _("“%(title)s” waits: %(reasons)s.")
            % {"title": target.get_admin_display_title(), "reasons": what_is_open(found)},
            buttons=[button],
        )


@hooks.register("register_admin_urls")
def register_handbook_urls():
    return handbook.URLS


@hooks.register("register_help_menu_item")
def register_handbook_menu_item():
    return handbook.menu_item()


@hooks.register("construct_help_menu")
def hide_foreign_help(request: HttpRequest, menu_items: list) -> None:
    menu_items[:] = handbook.without_foreign_help(menu_items)


@hooks.register("insert_editor_js")
def clean_what_is_pasted() -> str:
    """Into a paragraph come headings, lists and links, whatever else is in the clipboard."""
    return format_html('<script type="module" src="{}"></script>', static("js/paste.js"))


@hooks.register("register_admin_urls")
def register_review():
    report = review.ReviewReport
    return [
        path("reports/review/", report.as_view(), name="due_for_review"),
        path(
            "reports/review/results/",
            report.as_view(results_only=True),
            name="due_for_review_results",
        ),
        path("reports/review/<int:page_id>/done/", review.reviewed, name="page_reviewed"),
    ]


@hooks.register("register_reports_menu_item")
def register_review_menu_item():
    return review.ReviewMenuItem(
        gettext_lazy("Due for review"),
        reverse("due_for_review"),
        name="due-for-review",
        icon_name="calendar-check",
        order=110,
    )


@hooks.register("construct_homepage_panels")
def show_what_is_due(request, panels) -> None:
    panels.append(review.DuePanel())
