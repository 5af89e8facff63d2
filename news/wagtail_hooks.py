from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Category
from portal.viewsets import USAGE_COUNT, UsageCountIndexView, UsageFilterSet


class CategoryFilterSet(UsageFilterSet):
    class Meta:
        model = Category
        fields = []


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    menu_order = 310
    add_to_admin_menu = True
    index_view_class = UsageCountIndexView
    list_display = ["name_pl", "name_en", "slug", USAGE_COUNT]
    filterset_class = CategoryFilterSet
    ordering = ["slug"]
    panels = Category.panels


register_snippet(CategoryViewSet)
