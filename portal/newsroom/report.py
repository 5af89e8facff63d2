"""The report of all translations: what readers look for most and cannot read as it is, first."""

from django.contrib.auth import get_user_model
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, DateFromToRangeFilter, MultipleChoiceFilter
from wagtail.admin.filters import (
    DateRangePickerWidget,
    MultipleContentTypeFilter,
    MultipleUserFilter,
    WagtailFilterSet,
)
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, get_page_content_types
from wagtail.permissions import policy_registry

from portal.models import State, TranslationState
from portal.newsroom.demand import ask_once_a_day
from portal.newsroom.homepage import visible_rows
from portal.newsroom.words import FILTERS, Told, in_states, lacking, language, tell
from portal.rights import EXPLORING

# Rows whose pages are fetched together where all are exported.
CHUNK = 500

# Whoever sees pages in lists sees how they stand: a translator, too, who may only translate.
ANY_PERMISSION = EXPLORING


def as_text(value) -> str:
    """`value` so that no spreadsheet takes it for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def attention_first() -> Case:
    """0 where somebody should do something, 1 where all is well or meant to be as it is."""
    return Case(
        When(Q(state__in=[State.CURRENT, State.KEPT], untranslated=0), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def for_readers(queryset, name, code):
    """Rows of what readers of a language read, or would."""
    return queryset.filter(
        Q(locale__language_code=code) & ~Q(state=State.ONLY, only_in=F("locale"))
        | Q(state=State.ONLY, only_in=F("locale"), original__locale__language_code=code)
    )


def only_missing(queryset, name, value):
    if not value:
        return queryset
    condition = Q(pk__in=[])
    for code in Locale.objects.values_list("language_code", flat=True):
        condition |= lacking(code)
    return queryset.filter(condition)


class TranslationFilterSet(WagtailFilterSet):
    state = MultipleChoiceFilter(
        label=gettext_lazy("State"),
        choices=list(FILTERS.items()),
        method=lambda queryset, name, values: (
            queryset.filter(in_states(values)) if values else queryset
        ),
        widget=CheckboxSelectMultiple,
    )
    missing = ChoiceFilter(
        label=gettext_lazy("What readers see"),
        choices=[("true", gettext_lazy("Only pages that they cannot read"))],
        empty_label=gettext_lazy("All"),
        method=only_missing,
        widget=RadioSelect,
    )
    readers = ChoiceFilter(
        label=gettext_lazy("Language of the readers"),
        choices=lambda: get_content_languages().items(),
        empty_label=gettext_lazy("All"),
        method=for_readers,
        widget=RadioSelect,
    )
    original__content_type = MultipleContentTypeFilter(
        label=gettext_lazy("Page type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        widget=CheckboxSelectMultiple,
    )
    changed_by = MultipleUserFilter(
        label=gettext_lazy("Changed by"),
        queryset=lambda request: get_user_model().objects.filter(
            pk__in=TranslationState.objects.order_by().values("changed_by")
        ),
        widget=CheckboxSelectMultiple,
    )
    stale_since = DateFromToRangeFilter(
        label=gettext_lazy("Out of date since"), widget=DateRangePickerWidget
    )

    class Meta:
        model = TranslationState
        fields = []


class PageColumn(Column):
    """The title, linked to where one acts, as in the explorer."""

    cell_template_name = "newsroom/page_cell.html"


class StateColumn(Column):
    cell_template_name = "newsroom/report_state_cell.html"


class TranslationsReport(ReportView):
    """A row for each page and each other language, also of those that nobody translates."""

    model = TranslationState
    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "newsroom_report"
    index_results_url_name = "newsroom_report_results"
    template_name = "newsroom/report.html"
    filterset_class = TranslationFilterSet
    is_searchable = True
    search_fields = ["original__draft_title", "page__draft_title"]
    any_permission_required = ANY_PERMISSION
    default_ordering = (
        "attention",
        "-demand",
        F("stale_since").asc(nulls_last=True),
        "original__title",
        "pk",
    )
    columns = [
        PageColumn("title", label=gettext_lazy("Title"), sort_key="original__title", width="30%"),
        StateColumn("told", label=gettext_lazy("State"), sort_key="stale_since"),
        Column("direction", label=gettext_lazy("Direction")),
        Column("page_type", label=gettext_lazy("Page type")),
        Column("since", label=gettext_lazy("Out of date since")),
        Column("editor", label=gettext_lazy("Changed by")),
        NumberColumn("demand", label=gettext_lazy("Searched"), sort_key="demand"),
    ]
    export_filename = "translations"
    export_headings = {
        "title": gettext_lazy("Title"),
        "translated_title": gettext_lazy("Title of the translation"),
        "text": gettext_lazy("State"),
        "original_language": gettext_lazy("Original in"),
        "language": gettext_lazy("Translated into"),
        "page_type": gettext_lazy("Page type"),
        "changed": gettext_lazy("Texts changed"),
        "missing": gettext_lazy("Texts to translate"),
        "unconfirmed": gettext_lazy("Texts to confirm"),
        "untranslated": gettext_lazy("Texts in the other language"),
        "stale_since": gettext_lazy("Out of date since"),
        "editor": gettext_lazy("Changed by"),
        "demand": gettext_lazy("Searched"),
        "url": gettext_lazy("Address"),
    }
    list_export = list(export_headings)
    # XLSX has kinds of cells; there Wagtail itself makes a text of what looks like a formula.
    custom_field_preprocess = {
        field: {ReportView.FORMAT_CSV: as_text} for field in ("title", "translated_title", "editor")
    }

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)

    def get(self, request, *args, **kwargs):
        ask_once_a_day()
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        rows = visible_rows(self.request.user).annotate(attention=attention_first())
        return rows.select_related("changed_by", "locale").without_texts()

    def order_queryset(self, queryset):
        if self.ordering == "stale_since":
            return queryset.order_by(F("stale_since").asc(nulls_last=True), "pk")
        if self.ordering == "-stale_since":
            return queryset.order_by(F("stale_since").desc(nulls_last=True), "pk")
        return super().order_queryset(queryset)

    def decorate_paginated_queryset(self, object_list):
        # In place: the table has been given the same objects.
        rows = list(object_list)
        for start in range(0, len(rows), CHUNK):
            for told in tell(rows[start : start + CHUNK], self.request.user):
                self.decorate(told)
        return object_list

    def decorate(self, told: Told) -> None:
        row, original = told.row, told.row.original
        row.told, row.text = told, told.text
        row.title = original.get_admin_display_title()
        row.translated_title = row.page.get_admin_display_title() if row.page else ""
        row.original_language = language(original.locale.language_code)
        row.language = language(row.locale.language_code)
        row.direction = f"{row.original_language} → {row.language}"
        row.page_type = original.page_type_display_name
        row.editor = get_user_display_name(row.changed_by) if row.changed_by else ""
        row.since = date_format(row.stale_since, "SHORT_DATE_FORMAT") if row.stale_since else ""
        row.url = original.get_full_url(self.request) or ""
