"""What the newsroom adds to Wagtail's admin: registered by portal.wagtail_hooks."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.newsroom import buttons
from portal.newsroom.appearance import appearance_of_new, appearance_of_page, draw_share_picture
from portal.newsroom.chooser import tell_chooser
from portal.newsroom.explorer import EditorialPageViewSet
from portal.newsroom.homepage import TranslationsPanel
from portal.newsroom.panel import keep
from portal.newsroom.report import ANY_PERMISSION, TranslationsReport

buttons.take_over()
# After hooks that choose among the pages.
hooks.register("construct_page_chooser_queryset", tell_chooser, order=100)


@hooks.register("register_admin_viewset")
def register_pages():
    return EditorialPageViewSet()


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("newsroom/keep/<int:pk>/", keep, name="newsroom_keep"),
        path("newsroom/appearance/<int:pk>/", appearance_of_page, name="newsroom_appearance"),
        path(
            "newsroom/appearance/<int:parent_pk>/<slug:app>/<slug:model>/",
            appearance_of_new,
            name="newsroom_appearance_new",
        ),
        path("newsroom/share-picture/", draw_share_picture, name="newsroom_share_picture"),
        path("reports/translations/", TranslationsReport.as_view(), name="newsroom_report"),
        path(
            "reports/translations/results/",
            TranslationsReport.as_view(results_only=True),
            name="newsroom_report_results",
        ),
    ]


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, ANY_PERMISSION)


@hooks.register("register_reports_menu_item")
def register_report():
    return TranslationsMenuItem(
        _("Translations"),
        reverse("newsroom_report"),
        name="newsroom",
        icon_name="wagtail-localize-language",
        order=90,
    )


@hooks.register("construct_reports_menu")
def hide_other_report(request, menu_items) -> None:
    """wagtail-localize's own report knows but what somebody translates (0016)."""
    other = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != other]


@hooks.register("construct_homepage_panels")
def show_translations(request, panels) -> None:
    panels.append(TranslationsPanel())


@hooks.register("insert_global_admin_css")
def newsroom_css() -> str:
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        [[static("admin/states.css")], [static("admin/appearance.css")]],
    )
