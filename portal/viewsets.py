"""How shared facts are listed and edited in the admin."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, RangeFilter
from wagtail.admin.filters import NumberRangeWidget, RelatedFilterMixin, WagtailFilterSet
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from portal.models import GlossaryTerm, Person


class UsageCountIndexView(IndexView):
    """A listing whose rows know in how many places they are used, in one query."""

    def get_base_queryset(self):
        return (
            super()
            .get_base_queryset()
            .annotate(usage_count=ReferenceIndex.usage_count_subquery(self.model))
        )


USAGE_COUNT = UsageCountColumn("usage_count", label=_("Used"), width="12%")


class UsageFilter(RelatedFilterMixin, RangeFilter):
    """Filters by a number that is counted: by primary key, or no search could follow."""


class UsageFilterSet(WagtailFilterSet):
    """Filters by how often something is used: what nobody uses any more has at most 0."""

    usage_count = UsageFilter(label=_("Used"), widget=NumberRangeWidget(), use_subquery=True)


class PersonFilterSet(UsageFilterSet):
    class Meta:
        model = Person
        fields = ["organisation_pl"]


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 300
    add_to_admin_menu = True
    index_view_class = UsageCountIndexView
    list_display = ["name", "role_pl", "role_en", "organisation_pl", USAGE_COUNT]
    filterset_class = PersonFilterSet
    ordering = ["name"]
    panels = Person.panels


class GlossaryTermFilterSet(WagtailFilterSet):
    defined = BooleanFilter(label=_("With a definition"), method="with_definition")

    class Meta:
        model = GlossaryTerm
        fields = []

    def with_definition(self, terms: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Those of `terms` that have a definition, or those that still lack one."""
        lacking = Q(definition_pl="") | Q(definition_pl=None)
        return terms.exclude(lacking) if wanted else terms.filter(lacking)


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["in_polish", "term_en", "shortly"]
    list_export = [
        "term_pl", "term_en", "definition_pl", "definition_en", "synonyms_pl", "synonyms_en",
    ]  # fmt: skip
    filterset_class = GlossaryTermFilterSet
    ordering = ["sorted_as", "term_pl"]
    panels = GlossaryTerm.panels
