"""What readers look for, as editors see it: what they do not find first."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Value, When
from django.forms import RadioSelect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.coreutils import get_content_languages
from wagtail.permissions import policy_registry

from search.models import DailyQuery
from search.promoting import QueryPaginator
from search.promotions import Queries, shown_in
from search.statistics import days_kept

USUAL_DAYS = 30
PERIODS = [
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
    ("365", _("Last 365 days")),
]
ACTIONS = ["add", "change", "delete"]


def may_promote(user, *actions: str) -> bool:
    """Whether `user` may do one of `actions` to promotions; see the report whoever may any."""
    policy = policy_registry.get_by_type(SearchPromotion)
    return policy.user_has_any_permission(user, actions or ACTIONS)


def since(days: int) -> datetime.date:
    """The first of the last `days` days, today included."""
    return timezone.localdate() - datetime.timedelta(days=days - 1)


def nothing_first() -> Case:
    return Case(When(found=0, then=Value(0)), default=Value(1), output_field=IntegerField())


def with_promotions(rows: Iterable[DailyQuery]) -> None:
    """Tell each row what is promoted for it (`promotions`), and where to edit it (`promote_url`).

    A promotion that readers of that language are not shown (a draft, a page in another language) is
    not among them, but its form is where the editor should go. Two queries, and one for each
    language.
    """
    rows = list(rows)
    promotions = list(SearchPromotion.objects.select_related("query", "page"))
    of_query: dict[int, list[SearchPromotion]] = {}
    for promotion in promotions:
        of_query.setdefault(promotion.query_id, []).append(promotion)
    texts = {promotion.query_id: promotion.query.query_string for promotion in promotions}
    for language in {row.language for row in rows}:
        queries = Queries(texts.items(), language)
        shown = set(shown_in(language).values_list("pk", flat=True)) if promotions else set()
        for row in rows:
            if row.language != language:
                continue
            like = queries.like(row.query)
            row.promotions = [
                promotion
                for number in like
                for promotion in of_query[number]
                if promotion.pk in shown
            ]
            row.promote_url = (
                reverse("wagtailsearchpromotions:edit", args=[like[0]])
                if like
                else f"{reverse('wagtailsearchpromotions:add')}?{urlencode({'query': row.query})}"
            )
            row.has_promotion = bool(like)
            row.promoted_titles = ", ".join(promotion.title for promotion in row.promotions)


def as_text(value) -> str:
    """`value` so that no spreadsheet takes it for a formula; readers may have typed anything."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def search_url(row: DailyQuery) -> str | None:
    """Where readers see what a query finds now; none where the site names its search otherwise."""
    try:
        with override(row.language):
            return f"{reverse('search')}?{urlencode({'q': row.query})}"
    except NoReverseMatch:
        return None


class SearchesFilterSet(WagtailFilterSet):
    results = ChoiceFilter(
        label=_("Results"),
        field_name="found",
        choices=[("0", _("Only where nothing was found"))],
        empty_label=_("All"),
        widget=RadioSelect,
    )
    language = ChoiceFilter(
        label=_("Language"),
        choices=lambda: get_content_languages().items(),
        empty_label=_("All"),
        widget=RadioSelect,
    )
    # The view reads it: the totals of its rows are those of the period, too.
    period = ChoiceFilter(
        label=_("Period"),
        choices=PERIODS,
        initial=str(USUAL_DAYS),
        empty_label=None,
        method=lambda queryset, name, value: queryset,
        widget=RadioSelect,
    )

    class Meta:
        model = DailyQuery
        fields = []


class PromotionColumn(Column):
    """What is promoted for a query, and the way to promote or to edit it, for who may."""

    cell_template_name = "search/admin/promotion_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        context["may_open"] = may_promote(user, "change" if instance.has_promotion else "add")
        return context


class SearchesReport(ReportView):
    """Queries of a period, those that found nothing first, then by how often they were asked."""

    model = DailyQuery
    paginator_class = QueryPaginator
    page_title = _("What readers look for")
    header_icon = "search"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    template_name = "search/admin/report.html"
    is_searchable = True
    search_fields = ["query"]
    filterset_class = SearchesFilterSet
    default_ordering = (nothing_first(), "-total", "query", "language")
    columns = [
        TitleColumn(
            "query",
            label=_("Searched words"),
            get_url=search_url,
            link_attrs={
                "target": "_blank",
                "rel": "noreferrer",
                # Never narrower than a word: on a phone the table scrolls.
                "style": "display: inline-block; min-inline-size: 10rem",
            },
            sort_key="query",
            width="30%",
        ),
        Column("language_name", label=_("Language"), sort_key="language"),
        NumberColumn("total", label=_("Times"), sort_key="total"),
        NumberColumn("found", label=_("Results"), sort_key="found"),
        Column("last_day", label=_("Last time"), sort_key="day"),
        PromotionColumn("promotions", label=_("Promoted results"), width="25%"),
    ]
    list_export = ["query", "language_name", "total", "found", "day", "promoted_titles"]
    export_headings = {
        "query": _("Searched words"),
        "language_name": _("Language"),
        "total": _("Times"),
        "found": _("Results"),
        "day": _("Last time"),
        "promoted_titles": _("Promoted results"),
    }
    export_filename = "searches"
    # XLSX has kinds of cells; there Wagtail itself makes a text of what looks like a formula.
    custom_field_preprocess = {
        "query": {ReportView.FORMAT_CSV: as_text},
        "promoted_titles": {ReportView.FORMAT_CSV: as_text},
    }
    any_permission_required = ACTIONS

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(SearchPromotion)

    @cached_property
    def no_results_message(self):
        return gettext("No searches in this period.")

    @property
    def days(self) -> int:
        asked = self.request.GET.get("period")
        return int(asked) if asked in dict(PERIODS) else USUAL_DAYS

    def get_base_queryset(self):
        return DailyQuery.objects.last_of_each(since(self.days))

    def get_filterset_kwargs(self):
        data = self.request.GET.copy()
        data.setdefault("period", str(USUAL_DAYS))
        return super().get_filterset_kwargs() | {
            "data": data,
            "queryset": self.get_base_queryset(),
        }

    def decorate_paginated_queryset(self, object_list):
        names = get_content_languages()
        for row in object_list:
            row.language_name = names.get(row.language, row.language)
            row.last_day = date_format(row.day, "SHORT_DATE_FORMAT")
        with_promotions(object_list)
        return object_list

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {"days_kept": days_kept()}


class NothingFoundPanel(Component):
    """On the dashboard: what readers looked for most without finding or being shown anything."""

    name = "nothing_found"
    template_name = "search/admin/nothing_found_panel.html"
    order = 260
    SHOWN = 3

    def get_context_data(self, parent_context):
        if not may_promote(parent_context["request"].user):
            return {}
        rows = list(
            DailyQuery.objects.last_of_each(since(USUAL_DAYS))
            .filter(found=0)
            .order_by("-total", "query", "language")[: 10 * self.SHOWN]
        )
        if rows:
            with_promotions(rows)
        names = get_content_languages()
        unmet = [row for row in rows if not row.promotions][: self.SHOWN]
        for row in unmet:
            row.language_name = names.get(row.language, row.language)
        may_add = may_promote(parent_context["request"].user, "add")
        return {"rows": unmet, "may_add": may_add}
