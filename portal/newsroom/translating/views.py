"""Having a page drafted by a machine, and confirming what it wrote."""

import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.localize import open_texts, target_of
from portal.newsroom.translating.confirming import confirm
from portal.newsroom.translating.drafting import draft, tell
from portal.newsroom.translating.gate import say_not_published
from portal.newsroom.translating.permissions import translation_to_edit

# What a database takes for the number of a row.
NUMBERS = re.compile(r"\b[0-9]{1,18}\b")
MOST_TEXTS = 10_000


def back_to(request: HttpRequest, page) -> HttpResponse:
    next_url = get_valid_next_url_from_request(request)
    return redirect(next_url or reverse("wagtailadmin_pages:edit", args=[page.pk]))


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In place of wagtail-localize's view, for which whatever goes wrong is a 500."""
    translator = get_machine_translator()
    translation, page = translation_to_edit(request, translation_id)
    if translator is None or not translator.can_translate(
        translation.source.locale, translation.target_locale
    ):
        raise Http404
    tell(request, draft(translation, request.user, translator), str(translator.display_name))
    return back_to(request, page)


@require_POST
def confirm_texts(request: HttpRequest, translation_id: int) -> HttpResponse:
    """POST `texts`: the numbers of the translated texts that were seen, with commas between.

    Answers the script with how many still wait, anybody else with the editor.
    """
    translation, page = translation_to_edit(request, translation_id)
    numbers = NUMBERS.findall(request.POST.get("texts", ""))[:MOST_TEXTS]
    confirmed = confirm(translation, map(int, numbers), request.user)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"confirmed": confirmed, "left": open_texts(translation).unconfirmed})
    if confirmed:
        messages.success(
            request,
            ngettext(
                "You have confirmed %(count)d text.",
                "You have confirmed %(count)d texts.",
                confirmed,
            )
            % {"count": confirmed},
        )
    else:
        messages.warning(request, _("There was nothing left to confirm."))
    return back_to(request, page)


class UpdateView(UpdateTranslationsView):
    """wagtail-localize's view, whose machine translation does not fail with a 500.

    Nor does it pass over in silence what was not published.
    """

    def form_valid(self, form) -> HttpResponse:
        wants_drafts = form.cleaned_data.pop("use_machine_translation", False)
        response = super().form_valid(form)
        translator = get_machine_translator() if wants_drafts else None
        for translation in self.object.translations.filter(enabled=True).select_related(
            "source__locale", "target_locale"
        ):
            page = target_of(translation)
            if page is None:
                continue
            may_edit = page.permissions_for_user(self.request.user).can_edit()
            if (
                translator
                and may_edit
                and translator.can_translate(translation.source.locale, translation.target_locale)
            ):
                found = draft(translation, self.request.user, translator)
                tell(self.request, found, str(translator.display_name))
            if form.cleaned_data["publish_translations"] and (found := open_texts(translation)):
                say_not_published(self.request, page, found)
        return response
