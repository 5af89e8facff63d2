"""Screens of redirects in the admin: registered by portal.wagtail_hooks."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.redirecting import views
from portal.redirecting.report import MissedMenuItem, MissedReport, set_aside


# Before Wagtail's own addresses of redirects: what differs here is answered here.
@hooks.register("register_admin_urls", order=-1)
def register_admin_urls():
    return [
        path("redirects/add/", views.CreateView.as_view()),
        path("redirects/<int:redirect_id>/", views.EditView.as_view()),
        path("redirects/import/", views.start_import),
        path("redirects/import/process/", views.process_import),
        path("reports/missed/", MissedReport.as_view(), name="missed_addresses"),
        path(
            "reports/missed/results/",
            MissedReport.as_view(results_only=True),
            name="missed_addresses_results",
        ),
        path("reports/missed/aside/", set_aside, name="missed_address_aside"),
    ]


@hooks.register("register_reports_menu_item")
def register_missed_addresses():
    return MissedMenuItem(
        _("Addresses not found"),
        reverse("missed_addresses"),
        name="missed-addresses",
        icon_name="redirect",
        order=105,
    )
