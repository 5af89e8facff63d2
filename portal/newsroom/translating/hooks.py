"""Registers what the admin has for fast translating; portal.wagtail_hooks imports it."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.newsroom.translating import po_views, views
from portal.newsroom.translating.permissions import may_edit_pages

# Instead of wagtail-localize's views of these names; portal.guards gives them their addresses.
REPLACED = {
    "machine_translate": views.machine_translate,
    "upload_pofile": po_views.upload_page,
    "update_translations": views.UpdateView.as_view(),
}


# Before wagtail-localize's own addresses: what differs here is answered here.
@hooks.register("register_admin_urls", order=-1)
def register_admin_urls():
    translation = "localize/translate/<int:translation_id>"
    return [
        path(f"{translation}/pofile/download/", po_views.download_page),
        path(f"{translation}/confirm/", views.confirm_texts, name="confirm_texts"),
        path("reports/po/", po_views.FilesView.as_view(), name="po_files"),
    ]


class FilesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_edit_pages(request.user)


@hooks.register("register_reports_menu_item")
def register_files_menu_item():
    return FilesMenuItem(
        _("Translations as PO files"),
        reverse("po_files"),
        name="po-files",
        icon_name="download",
        order=9010,
    )
