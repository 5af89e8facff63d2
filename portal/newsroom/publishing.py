"""What an editor chooses about the other language when publishing a page, and is told of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, SubmitForModerationMenuItem
from wagtail.models import Page
from wagtail_localize.models import Translation

from portal.models import State, TranslationState
from portal.newsroom import together
from portal.newsroom.notices import last_publication, promise, remember_as_told

# Values of Wagtail's own buttons "action-publish" and "action-submit".
BOTH = "both"
WHEN_READY = "when_ready"
CHOICES = (BOTH, WHEN_READY)


def chosen(request: HttpRequest) -> str:
    """Which of CHOICES the editor has pressed; "" for a plain button or another one."""
    pressed = request.POST.get("action-publish") or request.POST.get("action-submit")
    return pressed if pressed in CHOICES else ""


def names(rows: list[TranslationState]) -> str:
    return ", ".join(str(row.locale.get_display_name()) for row in rows)


# --- the menu ---------------------------------------------------------------------------------


class Choice(ActionMenuItem):
    """A button of the action menu with a line that says what it means for the other language."""

    template_name = "newsroom/choice.html"
    progress = gettext_lazy("Publishing…")
    icon_name = "upload"

    def __init__(self, name: str, value: str, label: str, note: str = "", refused: bool = False):
        super().__init__()
        self.name, self.value, self.label = name, value, label
        self.note, self.refused = note, refused

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"choice": self}


class ChoiceToSubmit(Choice):
    progress = gettext_lazy("Submitting…")
    icon_name = "resubmit"


def offer_both_languages(menu_items: list, request: HttpRequest, context: dict) -> None:
    """Say with every button that publishes what becomes of the other language."""
    page = context.get("page")
    rows = together.rows_of(page) if page else []
    if not rows:
        return
    texts = sum(together.waiting_texts(page, row) for row in rows)
    for item in list(menu_items):
        at = menu_items.index(item)
        if isinstance(item, PublishMenuItem):
            menu_items[at : at + 1] = ways_to_publish(item, request, page, rows, texts)
        elif isinstance(item, SubmitForModerationMenuItem) and any(
            map(together.can_go_along, rows)
        ):
            menu_items.insert(at + 1, way_to_submit(page, rows, texts))


def ways_to_publish(item, request, page, rows, texts) -> list:
    words = {"this": page.locale.get_display_name(), "other": names(rows)}
    exists = any(row.page_id for row in rows)
    allowed = all(together.may_publish(request.user, row) for row in rows)
    scheduled = together.is_scheduled(page)
    ways = [item]
    if exists or scheduled:
        label = _("Schedule: %(this)s only") if scheduled else _("Publish: %(this)s only")
        ways = [Choice("action-publish", "only", label % words, what_stays(rows))]
    if not (allowed and any(map(together.can_go_along, rows))):
        return ways
    if scheduled:
        label = _("Schedule: %(this)s and %(other)s") % words
        return [*ways, Choice("action-publish", BOTH, label, what_is_missing(rows, texts))]
    if exists:
        label = _("Publish: %(this)s and %(other)s") % words
        ways.append(
            Choice("action-publish", BOTH, label, what_is_missing(rows, texts), refused=texts > 0)
        )
    if texts or not exists:
        label = _("Publish: %(this)s now, %(other)s when it is ready") % words
        ways.append(Choice("action-publish", WHEN_READY, label))
    return ways


def way_to_submit(page, rows, texts) -> Choice:
    label = _("Submit: %(this)s and %(other)s") % {
        "this": page.locale.get_display_name(),
        "other": names(rows),
    }
    return ChoiceToSubmit("action-submit", BOTH, label, what_is_missing(rows, texts))


def what_stays(rows) -> str:
    if any(row.publish_when_ready for row in rows):
        return _("%(other)s: will wait for nothing any more") % {"other": names(rows)}
    if any(row.page and row.page.live for row in rows):
        return _("%(other)s: stays as it is, except for dates, pictures and the like") % {
            "other": names(rows)
        }
    return _("%(other)s: stays a draft") % {"other": names(rows)}


def what_is_missing(rows, texts: int) -> str:
    if not any(row.page_id for row in rows):
        return _("%(other)s: not begun yet") % {"other": names(rows)}
    if not texts:
        return _("%(other)s: complete") % {"other": names(rows)}
    return ngettext(
        "%(other)s: %(count)d text is not translated yet",
        "%(other)s: %(count)d texts are not translated yet",
        texts,
    ) % {"other": names(rows), "count": texts}


def hide_what_cannot_be_restarted(menu_items: list, request: HttpRequest, context: dict) -> None:
    """A translation whose original was deleted is a page of its own: nothing to go back to."""
    page = context.get("page")
    if page and not has_source(page):
        menu_items[:] = [i for i in menu_items if i.name != "localize-restart-translation"]


def has_source(page: Page) -> bool:
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=False
    )
    return Page.objects.filter(
        translation_key=page.translation_key,
        locale_id__in=stopped.values("source__locale_id"),
        alias_of=None,
    ).exists()


def refuse_to_restart(request: HttpRequest, page: Page) -> HttpResponse | None:
    if "localize-restart-translation" not in request.POST or has_source(page):
        return None
    messages.error(request, _("The original was deleted: this is a page of its own now."))
    return redirect("wagtailadmin_pages:edit", page.pk)


# --- what is done -----------------------------------------------------------------------------


def before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse "both now" while the other one is incomplete; else forget what was chosen before."""
    rows = together.rows_of(page)
    if chosen(request) and not all(together.may_publish(request.user, row) for row in rows):
        messages.error(request, _("Nothing was published: you may not publish the other language."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if chosen(request) == BOTH and not together.is_scheduled(page):
        texts = sum(together.waiting_texts(page, row) for row in rows)
        if texts or not all(row.page_id for row in rows):
            if not page.live:
                # So that the translator sees the texts of this draft.
                for row in rows:
                    if translation := together.translation_of(row):
                        translation.source.update_from_db()
            messages.error(
                request,
                _("Your draft is saved, but nothing was published. %(reason)s.")
                % {"reason": what_is_missing(rows, texts)},
                buttons=[translate_button(row) for row in rows if row.page_id],
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
    for row in rows:
        together.unqueue(row)
    return None


def after_publishing(request: HttpRequest, page: Page) -> None:
    """Let the other language go along, and say what has become of it."""
    for row in together.rows_of(page):
        if chosen(request):
            together.queue(row, request.user)
            together.go_along(row.pk)
    say_what_became(request, page)


def after_submitting(request: HttpRequest, page: Page) -> None:
    """What was chosen with "submit" is done when the page is approved."""
    if "action-submit" not in request.POST:
        return
    # Anew: this one remembers that there was none.
    if Page.objects.get(pk=page.pk).current_workflow_state is None:
        return
    for row in together.rows_of(page):
        if chosen(request):
            together.queue(row, request.user)
            messages.info(request, promise(row))
        elif together.unqueue(row):
            messages.info(request, _("The translation will not be published by itself."))


def after_approving(request: HttpRequest, page: Page) -> None:
    """An approval publishes as well, without the hooks of publishing."""
    if "action-workflow-action" in request.POST:
        page = Page.objects.get(pk=page.pk)
        if page.live and page.current_workflow_state is None:
            say_what_became(request, page)


def say_what_became(request: HttpRequest, page: Page) -> None:
    for row in together.rows_of(page):
        words = {"language": row.locale.get_display_name()}
        if row.page:
            words["title"] = row.page.get_admin_display_title()
        if row.publish_when_ready:
            buttons = [translate_button(row)] if row.page_id and not row.is_complete else []
            messages.warning(request, promise(row), buttons=buttons)
        elif row.page_id is None or together.is_scheduled(page):
            continue
        elif not row.page.live:
            messages.info(request, _("“%(title)s” (%(language)s) is a draft as before.") % words)
        elif is_published_after(row.page, page):
            remember_as_told(request, last_publication(row.page))
            view = messages.button(row.page.url, _("View live"))
            text = _("“%(title)s” (%(language)s) has been published, too.") % words
            messages.success(request, text, buttons=[view])
        elif row.state == State.CURRENT or not together.can_go_along(row):
            messages.info(request, _("“%(title)s” (%(language)s) stays as it is.") % words)


def is_published_after(page: Page, other: Page) -> bool:
    return bool(
        page.last_published_at
        and other.last_published_at
        and page.last_published_at >= other.last_published_at
    )


def translate_button(row: TranslationState):
    return messages.button(reverse("wagtailadmin_pages:edit", args=[row.page_id]), _("Translate"))


def register_hooks() -> None:
    """Called from portal.wagtail_hooks."""
    hooks.register("construct_page_action_menu", offer_both_languages)
    hooks.register("construct_page_action_menu", hide_what_cannot_be_restarted)
    # Before wagtail-localize's own, which answers.
    hooks.register("before_edit_page", refuse_to_restart, order=-20)
    hooks.register("before_publish_page", before_publishing)
    hooks.register("after_publish_page", after_publishing)
    hooks.register("after_edit_page", after_submitting)
    hooks.register("after_edit_page", after_approving)
    hooks.register("after_create_page", after_submitting)
