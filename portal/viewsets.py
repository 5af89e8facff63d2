"""How shared facts are listed and edited in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters import RangeFilter
from wagtail.admin.filters import NumberRangeWidget, RelatedFilterMixin, WagtailFilterSet
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from portal.models import Person


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
