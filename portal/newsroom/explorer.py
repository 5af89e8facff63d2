"""The page explorer with the state of each page in its other language: a column and a filter.

`EditorialPageViewSet` takes the place of Wagtail's own for all page types, so that the explorer,
the search for pages and the lists of one page type have both.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.forms import CheckboxSelectMultiple
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.listing import (
    ExplorableIndexView,
    GenericPageFilterSet,
)
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from portal.models import State, TranslationState
from portal.newsroom.appearance import with_appearance_panel
from portal.newsroom.panel import with_translation_panel
from portal.newsroom.words import FILTERS, in_states, tell
from portal.rights import explorable

ORDERING = "translation"


class TranslationColumn(BaseColumn):
    """How a page stands in its other language, linked to where that is mended."""

    cell_template_name = "newsroom/state_cell.html"

    def get_header_context_data(self, parent_context):
        # The search engine orders by what it has indexed only.
        context = super().get_header_context_data(parent_context)
        context["is_orderable"] = not parent_context.get("is_searching")
        return context

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["labels"] = getattr(instance, "translation_labels", [])
        context["title"] = instance.get_admin_display_title()
        return context


def with_translation(columns: Iterable[BaseColumn]) -> list[BaseColumn]:
    """`columns` with ours before that of the status."""
    ours = TranslationColumn(
        "translation", label=_("Other language"), sort_key=ORDERING, width="15%"
    )
    columns = list(columns)
    place = next((n for n, column in enumerate(columns) if column.name == "status"), len(columns))
    return [*columns[:place], ours, *columns[place:]]


def filter_pages(queryset, name, values):
    if not values:
        return queryset
    keys = TranslationState.objects.filter(in_states(values)).values("translation_key")
    # By primary key, as that is what the search engine knows.
    return queryset.filter(
        pk__in=Page.objects.filter(translation_key__in=keys).order_by().values("pk")
    )


class EditorialPageFilterSet(GenericPageFilterSet):
    translation = MultipleChoiceFilter(
        label=_("Other language"),
        choices=list(FILTERS.items()),
        method=filter_pages,
        widget=CheckboxSelectMultiple,
    )


def most_urgent_first() -> Case:
    """The rank of a row: what is out of date, then what is missing, then what is well."""
    order = [State.STALE, State.ONLY, State.IN_WORK, State.READY, State.KEPT]
    return Case(
        *(When(state=state, then=Value(rank)) for rank, state in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )


class TranslationListing:
    """Mixin of Wagtail's lists of pages."""

    def get_valid_orderings(self):
        unknown = {ORDERING, f"-{ORDERING}"} if self.is_searching else set()
        return [one for one in super().get_valid_orderings() if one not in unknown]

    def order_queryset(self, queryset):
        if self.is_searching or self.ordering not in (ORDERING, f"-{ORDERING}"):
            return super().order_queryset(queryset)
        rows = TranslationState.objects.filter(
            translation_key=OuterRef("translation_key")
        ).annotate(urgency=most_urgent_first())
        queryset = queryset.annotate(
            translation_urgency=Subquery(rows.order_by("urgency").values("urgency")[:1]),
            translation_stale_since=Subquery(
                rows.order_by(F("stale_since").asc(nulls_last=True)).values("stale_since")[:1]
            ),
        )
        if self.ordering == ORDERING:
            return queryset.order_by(
                F("translation_urgency").asc(nulls_last=True),
                F("translation_stale_since").asc(nulls_last=True),
                "title",
            )
        return queryset.order_by(
            F("translation_urgency").desc(nulls_last=True),
            F("translation_stale_since").desc(nulls_last=True),
            "title",
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        label_pages(context["object_list"], self.request.user)
        return context


def label_pages(pages: Iterable[Page], user) -> None:
    """Give each page its `translation_labels`, in the same few queries for any number of them."""
    pages = list(pages)
    labels = defaultdict(list)
    rows = TranslationState.objects.of_pages(pages).without_texts().order_by("locale_id")
    for told in tell(rows, user):
        labels[told.row.translation_key].append(told)
    for page in pages:
        page.translation_labels = labels[page.translation_key]


class EditorialIndexView(TranslationListing, ExplorableIndexView):
    # Wagtail fetches the parents for a column that it then does not show here (seen in 8.0.1).
    base_columns = with_translation(
        column for column in ExplorableIndexView.base_columns if column.name != "parent"
    )
    base_filterset_class = EditorialPageFilterSet

    def get_base_queryset(self):
        """As Wagtail's, whose condition for the pages one may see grows with all of them."""
        if not (self.is_searching or self.is_filtering):
            pages = self.model.objects.child_of(self.parent_page)
        elif self.is_searching_whole_tree:
            pages = self.model.objects.all()
        else:
            pages = self.model.objects.descendant_of(self.parent_page)
        return self.annotate_queryset(pages.filter(explorable(self.request.user)))

    def get_side_panels(self):
        """As Wagtail's, which would fetch a revision twice that is the latest and the live one."""
        page = self.parent_page
        if page.live_revision_id == page.latest_revision_id:
            page.live_revision = page.latest_revision
        return super().get_side_panels()


class EditorialSearchView(TranslationListing, SearchView):
    columns = with_translation(SearchView.columns)

    def get_queryset(self):
        """As Wagtail's, but what it has counted by type is not counted again."""
        pages = super().get_queryset()
        if by_type := dict(self.content_types):
            in_all, chosen = sum(by_type.values()), self.selected_content_type
            self.all_pages.know_count(in_all)
            pages.know_count(by_type.get(chosen, 0) if chosen else in_all)
        return pages


class EditorialTypeView(TranslationListing, ContentTypeUseView):
    pass


class EditorialEditView(EditView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        if self.expects_json_response or self.hydrate_create_view:
            return panels
        panels = with_translation_panel(panels, self.page, self.request)
        return with_appearance_panel(panels, self.page, self.request)


class EditorialCreateView(CreateView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        if self.expects_json_response:
            return panels
        return with_appearance_panel(panels, self.page, self.request, parent=self.parent_page)


class EditorialHistoryView(PageHistoryView):
    # It asks of the page itself whether it may be edited: a translator may who changes no others.
    any_permission_required = None


class EditorialPageViewSet(PageViewSet):
    model = Page
    index_view_class = EditorialIndexView
    search_view_class = EditorialSearchView
    content_type_use_view_class = EditorialTypeView
    add_view_class = EditorialCreateView
    edit_view_class = EditorialEditView
    history_view_class = EditorialHistoryView

    @classproperty
    def filterset_class(cls):
        # Wagtail's names its own for the model Page, whatever the view says.
        return EditorialPageFilterSet
