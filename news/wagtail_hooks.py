from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Category
from news.skeletons import SkeletonsPanel, SkeletonView
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


@hooks.register("register_admin_urls")
def register_skeletons():
    return [
        path(
            "news/start/<slug:skeleton>/<int:parent_page_id>/",
            SkeletonView.as_view(),
            name="news_from_skeleton",
        )
    ]


@hooks.register("construct_homepage_panels")
def offer_skeletons(request, panels) -> None:
    panels.append(SkeletonsPanel())
