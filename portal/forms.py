"""Forms of the admin that know what the two trees are."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page


class CopyWithinLanguageForm(CopyForm):
    """Copies a page within its own tree only: into the other one it comes by translation."""

    def clean_new_parent_page(self) -> Page:
        parent = self.cleaned_data["new_parent_page"]
        if parent.locale_id != self.page.locale_id:
            raise ValidationError(
                _("Translate the page instead: a copy would stay in its language.")
            )
        return parent
