"""How shared facts are listed and edited in the admin."""

from django.utils.translation import gettext_lazy as _
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


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 300
    add_to_admin_menu = True
    index_view_class = UsageCountIndexView
    list_display = ["name", "role_pl", "role_en", "organisation_pl", USAGE_COUNT]
    list_filter = ["organisation_pl"]
    ordering = ["name"]
    panels = Person.panels
