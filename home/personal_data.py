"""Screens of the admin for somebody's rights to their data: find, download, erase their messages.

What is typed is posted, never part of an address: addresses are in histories and logs.
"""

import json

from django import forms
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages as notices
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from home import messages
from home.submissions import told_in_words
from portal.privacy.forgetting import forget_daily

VIEW = "wagtailforms.view_formsubmission"
DELETE = "wagtailforms.delete_formsubmission"
SHORTEST = 3


class PersonForm(forms.Form):
    """Whose messages are looked for."""

    person = forms.CharField(
        label=gettext_lazy("E-mail address or name"),
        max_length=254,
        error_messages={"required": gettext_lazy("Type an e-mail address or a name.")},
        help_text=gettext_lazy(
            "An address as the person gave it; of a name, all words. "
            "Messages in both languages are found."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_person(self) -> str:
        person = self.cleaned_data["person"]
        if "@" in person:
            try:
                validate_email(person)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("Enter an e-mail address such as name@example.org.")
                ) from error
        elif len(person) < SHORTEST:
            raise forms.ValidationError(_("Type at least three letters of a name."))
        return person


def page(request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    """The screen with its form and, if it says whom, the messages of that person."""
    context = {"form": form, "title": _("Messages of a person"), "may_erase": may_erase(request)}
    if form.is_bound and form.is_valid():
        person = form.cleaned_data["person"]
        found = messages.of_person(person)
        answers = messages.answers_of(found)
        context |= {
            "person": person,
            "found": [(each, answers[each.pk], told_in_words(each)) for each in found],
            "accounts": messages.accounts_of(person) if may_see_accounts(request) else [],
        }
    elif form.is_bound:
        status = 422
    return render(request, "home/admin/personal_data.html", context, status=status)


def may_erase(request: HttpRequest) -> bool:
    return request.user.has_perm(DELETE)


def may_see_accounts(request: HttpRequest) -> bool:
    return request.user.has_perm("portal.change_user")


@permission_required(VIEW)
def find(request: HttpRequest) -> HttpResponse:
    """Asks whose messages are wanted (GET), and shows them (POST)."""
    forget_daily()
    return page(request, PersonForm(request.POST if request.method == "POST" else None))


def chosen(request: HttpRequest) -> list:
    """The messages that were ticked and are still there."""
    ids = [int(each) for each in request.POST.getlist("message") if is_id(each)]
    return messages.by_ids(ids)


def is_id(text: str) -> bool:
    # More digits than fit into a column are no id of ours.
    return text.isascii() and text.isdecimal() and len(text) < 19


def refuse_nothing(request: HttpRequest) -> HttpResponse:
    notices.error(request, _("Tick at least one message that is still there."))
    return page(request, PersonForm(request.POST), status=422)


@require_POST
@permission_required(VIEW)
def download(request: HttpRequest) -> HttpResponse:
    """The ticked messages as a JSON file, with the account of that address, if there is one."""
    wanted, form = chosen(request), PersonForm(request.POST)
    person = form.cleaned_data["person"] if form.is_valid() else ""
    accounts = messages.accounts_of(person) if person and may_see_accounts(request) else []
    if not wanted and not accounts:
        return refuse_nothing(request)
    messages.note_export(wanted, request.user)
    response = HttpResponse(
        as_json(wanted, accounts), content_type="application/json; charset=utf-8"
    )
    # No name: it would stay in the list of downloads.
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="messages-{day}.json"'
    return response


def as_json(wanted: list, accounts: list[dict]) -> str:
    """What is handed out: a file that a person can read and a machine can, too."""
    data = {
        "exported_at": timezone.now().isoformat(),
        "messages": messages.as_data(wanted),
        "accounts": accounts,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


@require_POST
@permission_required(DELETE)
def erase(request: HttpRequest) -> HttpResponse:
    """Asks whether the ticked messages shall go and, once confirmed, erases them."""
    wanted = chosen(request)
    if not wanted:
        return refuse_nothing(request)
    if "confirmed" not in request.POST:
        context = {
            "title": _("Erase messages"),
            "messages_to_erase": wanted,
            "person": request.POST.get("person", ""),
        }
        return render(request, "home/admin/personal_data_erase.html", context)
    count = messages.erase(wanted, request.user)
    said = ngettext("%(count)s message was erased.", "%(count)s messages were erased.", count)
    notices.success(request, said % {"count": count})
    return redirect(reverse("personal_data"))


class PersonalDataMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(VIEW)


class CountedFormatter(LogFormatter):
    """Says of how many messages: whose they were is what the log must not say."""

    def count(self, entry) -> int:
        return entry.data.get("count", 0)


class ErasedFormatter(CountedFormatter):
    label = gettext_lazy("Erase messages of a person")

    def format_message(self, log_entry) -> str:
        count = self.count(log_entry)
        said = ngettext("Erased %(count)s message", "Erased %(count)s messages", count)
        return said % {"count": count}


class ExportedFormatter(CountedFormatter):
    label = gettext_lazy("Download messages of a person")

    def format_message(self, log_entry) -> str:
        count = self.count(log_entry)
        said = ngettext("Downloaded %(count)s message", "Downloaded %(count)s messages", count)
        return said % {"count": count}
