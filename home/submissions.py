"""The list of a form's messages in the admin: with what was told, and fit for spreadsheets."""

import codecs

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.forms.views import SubmissionsListView

from portal.characters import visible
from portal.newsroom.report import as_text
from portal.privacy.forgetting import forget_daily

TOLD = "told"
TOLD_HEADING = gettext_lazy("What the sender was told")


def told_in_words(message) -> str:
    """What the sender of `message` was told of their data, and by which notice; "" if not known."""
    consent = getattr(message, "consent", None)
    if consent is None:
        return ""
    notice = ""
    if consent.notice_url and consent.notice_published_at:
        notice = _("%(address)s, as published on %(day)s") % {
            "address": consent.notice_url,
            "day": date_format(localtime(consent.notice_published_at), "SHORT_DATETIME_FORMAT"),
        }
    return "\n\n".join(filter(None, [consent.text, notice or consent.notice_url]))


def for_csv(value) -> str:
    """A cell that no spreadsheet takes for a formula (CSV injection)."""
    return as_text(visible(", ".join(value) if isinstance(value, list) else str(value)))


def for_xlsx(value) -> str:
    """A cell without characters that XLSX does not know; it has kinds of cells, so no formulas."""
    return visible(", ".join(value) if isinstance(value, list) else value)


class MessagesView(SubmissionsListView):
    """Wagtail's list with a column that says what the sender was told."""

    # First, as the first that fits is asked.
    custom_value_preprocess = {
        (str, list): {
            SubmissionsListView.FORMAT_CSV: for_csv,
            SubmissionsListView.FORMAT_XLSX: for_xlsx,
        },
        **SubmissionsListView.custom_value_preprocess,
    }

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        forget_daily()
        return response

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("consent")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_export:
            self.list_export = [*self.list_export, TOLD]
            self.export_headings = {**self.export_headings, TOLD: TOLD_HEADING}
            return context
        heading = {"name": TOLD, "label": TOLD_HEADING, "order": None}
        context["data_headings"].append(heading)
        for message, row in zip(context["submissions"], context["data_rows"], strict=True):
            row["fields"].append(told_in_words(message))
        return context

    def to_row_dict(self, item):
        return super().to_row_dict(item) | {TOLD: told_in_words(item)}

    def stream_csv(self, queryset):
        # Excel reads UTF-8 only where the file says so.
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def write_csv_response(self, queryset):
        response = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response
