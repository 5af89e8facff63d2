"""What may be uploaded."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Refuses a file that ends too soon: its head is sound, and Wagtail fails when it reads on."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except OSError as error:
            raise ValidationError(_("This picture is damaged; upload it again.")) from error


class PictureForm(BaseImageForm):
    file = PictureField(label=gettext_lazy("File"), widget=forms.FileInput())
