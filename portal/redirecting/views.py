"""Wagtail's screens of redirects, where they differ here."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.contrib.redirects import views
from wagtail.models import Page

from portal.redirecting.forms import ColumnsForm, PortalRedirectForm, UploadForm, first_form, opened
from portal.redirecting.importing import judge, reasons, save

PREVIEWED = 10
# More refused rows than anybody reads; why they were refused is counted for all.
SHOWN = 500


class SaysWhatWaits:
    """After saving, say that readers are not led to a page before it is published."""

    def save_instance(self):
        saved = super().save_instance()
        page = saved.redirect_page
        if page and not page.live:
            messages.warning(
                self.request,
                _("“%(title)s” is not published: until it is, readers get “page not found”.")
                % {"title": page.get_admin_display_title()},
            )
        return saved


class CreateView(SaysWhatWaits, views.CreateView):
    """The form for a new redirect, begun for `?old_path=` and `?redirect_page=`."""

    form_class = PortalRedirectForm

    def get_initial(self):
        page = self.request.GET.get("redirect_page", "")
        return super().get_initial() | {
            "old_path": self.request.GET.get("old_path", "").replace("\0", ""),
            "redirect_page": Page.objects.filter(pk=page).first()
            if page.isdecimal() and len(page) < 10
            else None,
        }


class EditView(SaysWhatWaits, views.EditView):
    form_class = PortalRedirectForm


@views.permission_checker.require_any("add")
def start_import(request: HttpRequest) -> HttpResponse:
    """Take a file; then ask which of its columns are which."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        return ask(request, first_form(form.cleaned_data["file"]))
    return render(request, "redirecting/upload.html", {"form": form})


def ask(request: HttpRequest, form: ColumnsForm) -> HttpResponse:
    table = form.rows
    return render(
        request,
        "redirecting/columns.html",
        {"form": form, "preview": table.rows[:PREVIEWED], "table": table},
    )


@require_POST
@views.permission_checker.require_any("add")
def process_import(request: HttpRequest) -> HttpResponse:
    """Import all rows, or none and say what is wrong with which; those that are right, if asked."""
    try:
        table = opened(request.POST.get("table", ""))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("wagtailredirects:start_import")
    form = ColumnsForm(table, request.POST)
    if not form.is_valid():
        return ask(request, form)
    chosen = form.cleaned_data
    old, new = ([row[chosen[name]] for row in table.rows] for name in ("source", "target"))
    lines = zip(table.numbers, old, new, strict=True)
    outcome = judge(lines, chosen["site"], chosen["elsewhere"])
    if outcome.wrong and not (chosen["without_wrong"] and outcome.right):
        return render(
            request,
            "redirecting/refused.html",
            {
                "form": form,
                "outcome": outcome,
                "reasons": reasons(outcome.wrong),
                "shown": outcome.wrong[:SHOWN],
            },
        )
    total = save(outcome.right, chosen["site"], chosen["permanent"], request.user)
    messages.success(
        request,
        ngettext("%(total)s redirect was imported.", "%(total)s redirects were imported.", total)
        % {"total": total},
    )
    return redirect("wagtailredirects:index")
