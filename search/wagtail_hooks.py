from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents import get_document_model

from search import promoting
from search.attachments import reindex_documents_task
from search.report import NothingFoundPanel, SearchesReport, may_promote


# Before Wagtail's own addresses of promotions: what differs here is answered here.
@hooks.register("register_admin_urls", order=-1)
def register_admin_urls():
    promotions = promoting.IndexView
    return [
        path("searchpicks/", promotions.as_view()),
        path("searchpicks/results/", promotions.as_view(results_only=True)),
        path("searchpicks/add/", promoting.CreateView.as_view()),
        path("reports/searches/", SearchesReport.as_view(), name="searches_report"),
        path(
            "reports/searches/results/",
            SearchesReport.as_view(results_only=True),
            name="searches_report_results",
        ),
    ]


class SearchesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_promote(request.user)


@hooks.register("register_reports_menu_item")
def register_searches_menu_item():
    return SearchesMenuItem(
        _("What readers look for"),
        reverse("searches_report"),
        name="searches",
        icon_name="search",
        order=100,
    )


@hooks.register("construct_reports_menu")
def hide_hits(request, menu_items) -> None:
    """Wagtail's own report counts another way, which is not used here: it would stay empty."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("construct_homepage_panels")
def show_what_was_not_found(request, panels) -> None:
    panels.append(NothingFoundPanel())


@hooks.register("after_bulk_action")
def reindex_documents_put_elsewhere(request, action_type: str, objects, action) -> None:
    """Documents put into another collection, many at once: no signal tells of it, and the other
    one may be closed."""
    if action_type == "add_to_collection" and get_document_model() in action.models:
        pks = [document.pk for document in objects]
        reindex_documents_task.enqueue(pks)
