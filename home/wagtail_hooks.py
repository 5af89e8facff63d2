from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from home import messages, personal_data
from portal.privacy.forgetting import forget_daily


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("reports/personal-data/", personal_data.find, name="personal_data"),
        path(
            "reports/personal-data/download/",
            personal_data.download,
            name="personal_data_download",
        ),
        path("reports/personal-data/erase/", personal_data.erase, name="personal_data_erase"),
    ]


@hooks.register("register_reports_menu_item")
def register_personal_data_menu_item():
    return personal_data.PersonalDataMenuItem(
        _("Messages of a person"),
        reverse("personal_data"),
        name="personal-data",
        icon_name="user",
        order=900,
    )


@hooks.register("register_permissions")
def register_permissions():
    """Who may see and erase the messages of anybody, in the form of a group."""
    return Permission.objects.filter(
        content_type__app_label="wagtailforms",
        codename__in=["view_formsubmission", "delete_formsubmission"],
    )


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action(messages.ERASED)(personal_data.ErasedFormatter)
    actions.register_action(messages.EXPORTED)(personal_data.ExportedFormatter)


@hooks.register("construct_homepage_panels")
def forget_what_is_due(request, panels) -> None:
    """Whoever opens the dashboard first today lets go what was kept long enough."""
    forget_daily()
