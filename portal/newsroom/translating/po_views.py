"""PO files in the admin: of one page, in wagtail-localize's editor, and of a whole language."""

import csv
import io
from base64 import b64encode
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail_localize.models import Translation

from portal.newsroom.translating.labels import labels
from portal.newsroom.translating.matching import Line, Result, counted, match
from portal.newsroom.translating.permissions import (
    may_edit_pages,
    pages_to_edit,
    translation_to_edit,
)
from portal.newsroom.translating.places import Text, texts_of
from portal.newsroom.translating.po import PageName, Unreadable, language_of, make, read
from portal.newsroom.translating.writing import models_of, write

TOOL = "PO"
# Lines of a report on the screen; the file has them all.
SHOWN = 300
# A cell that begins so is a formula to a spreadsheet.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def po_response(texts: list[Text], titles: dict[UUID, str], source, target, name: str):
    models, by_page = models_of(titles), {}
    for text in texts:
        by_page.setdefault(text.place.key, []).append(text.place)
    names = {
        key: PageName(titles[key], labels(models[key], places)) for key, places in by_page.items()
    }
    response = HttpResponse(
        str(make(texts, names, source, target)), content_type="text/x-gettext-translation"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.po"'
    return response


@require_GET
def download_page(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In place of wagtail-localize's view: says of what page and place each text is."""
    translation, page = translation_to_edit(request, translation_id)
    title = page.get_admin_display_title()
    name = f"{slugify(page.slug)}-{translation.target_locale.language_code}"
    return po_response(
        texts_of([translation]),
        {page.translation_key: title},
        translation.source.locale,
        translation.target_locale,
        name,
    )


@require_POST
def upload_page(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In place of wagtail-localize's view: takes what fits, and says what did not.

    Where everything was taken the editor is back in the translation, else at the report.
    """
    translation, page = translation_to_edit(request, translation_id)
    key, editor = page.translation_key, reverse("wagtailadmin_pages:edit", args=[page.pk])
    try:
        po = read(request.FILES.get("file"))
        check_language(po, translation.target_locale)
    except Unreadable as error:
        messages.error(request, str(error))
        return redirect(editor)
    title = page.get_admin_display_title()
    result = match(po, texts_of([translation]), {key: title}, only=key)
    write(result.writings, request.user, TOOL)
    say_what_was_taken(request, result)
    if all(line.is_good for line in result.lines):
        return redirect(editor)
    return report(request, result, title=title, back=editor)


def check_language(po, target: Locale) -> None:
    stated, wanted = language_of(po), target.language_code.split("-")[0]
    if stated and stated != wanted:
        raise Unreadable(
            _("This file is a translation into another language (%(stated)s): nothing was taken.")
            % {"stated": stated}
        )


def say_what_was_taken(request: HttpRequest, result: Result) -> None:
    count = len(result.writings)
    if count:
        words = ngettext(
            "%(count)d text was taken from the file.",
            "%(count)d texts were taken from the file.",
            count,
        )
        messages.success(request, words % {"count": count})
    else:
        messages.warning(request, _("Nothing was taken from the file."))


def report(request, result: Result, *, title: str, back: str, dry: bool = False) -> HttpResponse:
    refused = [line for line in result.lines if not line.is_good]
    good = [line for line in result.lines if line.is_good]
    return render(
        request,
        "newsroom/po_report.html",
        {
            "title": title,
            "counts": list(counted(result.lines)),
            "refused": refused[:SHOWN],
            "good": good[:SHOWN],
            "are_all_shown": len(refused) <= SHOWN and len(good) <= SHOWN,
            "file": as_csv(result.lines),
            "back": back,
            "is_dry": dry,
        },
    )


def as_csv(lines: Iterable[Line]) -> str:
    """The report as a file inside its link: nothing of it is kept on the server."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Result"), _("Page"), _("Original"), _("Translation"), _("Reason")])
    for line in lines:
        cells = [line.verdict.label, line.page, line.source, line.translation, line.detail]
        short = (Truncator(str(cell)).chars(300, truncate="…") for cell in cells)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in short])
    # With the mark that makes a spreadsheet read it as UTF-8.
    return "data:text/csv;base64," + b64encode(out.getvalue().encode("utf-8-sig")).decode()


class Direction:
    """From one language into another, and the pages of it that a person may change."""

    def __init__(self, user, source: Locale, target: Locale):
        self.source, self.target = source, target
        self.pages = pages_to_edit(user, target)

    @classmethod
    def choices(cls) -> dict[str, tuple[Locale, Locale]]:
        """Every direction in which pages are translated."""
        pairs = (
            Translation.objects.filter(enabled=True)
            .order_by("source__locale_id", "target_locale_id")
            .values_list("source__locale_id", "target_locale_id")
            .distinct()
        )
        locales = Locale.objects.in_bulk()
        return {
            f"{locales[a].language_code}:{locales[b].language_code}": (locales[a], locales[b])
            for a, b in pairs
        }

    def translations(self) -> list[Translation]:
        return list(
            Translation.objects.filter(
                enabled=True, source__locale=self.source, target_locale=self.target
            )
        )

    @property
    def titles(self) -> dict[UUID, str]:
        return {key: title for key, (_pk, title) in self.pages.items()}


class DirectionForm(forms.Form):
    direction = forms.ChoiceField(label=gettext_lazy("Direction"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.directions = Direction.choices()
        self.fields["direction"].choices = [
            (key, f"{source.get_display_name()} → {target.get_display_name()}")
            for key, (source, target) in self.directions.items()
        ]

    def direction_for(self, user) -> Direction:
        return Direction(user, *self.directions[self.cleaned_data["direction"]])


class DownloadForm(DirectionForm):
    only_open = forms.BooleanField(
        label=gettext_lazy("Only what has no confirmed translation"), required=False, initial=True
    )


class UploadForm(DirectionForm):
    file = forms.FileField(label=gettext_lazy("PO file"), required=False)
    dry = forms.BooleanField(
        label=gettext_lazy("Only check the file, change nothing"), required=False
    )


class FilesView(WagtailAdminTemplateMixin, TemplateView):
    """A whole language as one PO file, out and in."""

    template_name = "newsroom/po_files.html"
    page_title = gettext_lazy("Translations as PO files")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request, *args, **kwargs):
        if not may_edit_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("download_form", DownloadForm(prefix="download"))
        context.setdefault("upload_form", UploadForm(prefix="upload"))
        return context

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if "download-direction" not in request.GET:
            return super().get(request, *args, **kwargs)
        form = DownloadForm(request.GET, prefix="download")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(download_form=form))
        direction = form.direction_for(request.user)
        order = {key: number for number, key in enumerate(direction.pages)}
        texts = [t for t in texts_of(direction.translations()) if t.place.key in order]
        if form.cleaned_data["only_open"]:
            texts = [t for t in texts if t.is_missing or t.is_wrong or t.is_unconfirmed]
        if not texts:
            messages.warning(request, _("There is nothing to translate in this direction."))
            return self.render_to_response(self.get_context_data(download_form=form))
        texts.sort(key=lambda text: order[text.place.key])
        codes = direction.source.language_code, direction.target.language_code
        name = f"{'-'.join(codes)}"
        return po_response(texts, direction.titles, direction.source, direction.target, name)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, prefix="upload")
        if not form.is_valid():
            return self.refused(form)
        direction = form.direction_for(request.user)
        try:
            po = read(form.cleaned_data["file"] or None)
            check_language(po, direction.target)
        except Unreadable as error:
            form.add_error("file", str(error))
            return self.refused(form)
        result = match(po, texts_of(direction.translations()), direction.titles)
        is_dry = form.cleaned_data["dry"]
        if not is_dry:
            write(result.writings, request.user, TOOL)
            say_what_was_taken(request, result)
        return report(request, result, title=_("PO file"), back=reverse("po_files"), dry=is_dry)

    def refused(self, form: UploadForm) -> HttpResponse:
        context = self.get_context_data(upload_form=form)
        return self.render_to_response(context, status=422)
