"""Which pictures may be uploaded: asked of the head of a file, before its pixels are decoded.

A file of a few kilobytes may claim pixels that fill the memory of the machine. The same limits
hold for the form of a picture, for many at once, for the chooser and for the importer of old news.
"""

from collections.abc import Sequence
from typing import IO

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat, floatformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from willow.plugins.pillow import PillowImage

from portal import pictures
from portal.renditions import try_formats

# A side as long as that is made by no camera and wanted by no screen.
TOO_LONG = 10_000
# As much as the largest cameras give. Decoded it takes 256 MB, if it has transparent parts.
MOST_PIXELS = 64_000_000
# Pillow's names of what WAGTAILIMAGES_EXTENSIONS allows. MPO, of cameras with two lenses, is
# opened as JPEG.
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


def open_head(file: IO[bytes], formats: Sequence[str]) -> Image.Image:
    """The picture in `file`, of one of `formats` (Pillow's names), with no pixel decoded yet.

    Raises ValidationError where it is too large, moves, or is no sound picture.
    """
    try:
        file.seek(0)
        picture = Image.open(file, formats=formats)
        # A photograph with a second one beside it (MPO) does not move. GIF looks one frame ahead.
        moves = picture.format != "MPO" and getattr(picture, "is_animated", False)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(_("This picture claims far too many pixels.")) from error
    except Exception as error:  # Pillow's plugins fail in their own ways on damaged files
        raise damaged() from error
    width, height = picture.size
    if max(width, height) >= TOO_LONG or width * height > MOST_PIXELS:
        size = _("This picture has %(width)s × %(height)s pixels.")
        raise too_large(size % {"width": counted(width), "height": counted(height)})
    if moves:
        raise ValidationError(
            _(
                "This picture moves. The portal shows still pictures only: upload one of its "
                "frames, or put a film on the page."
            ),
            code="moves",
        )
    return picture


def explain_unknown(file: IO[bytes]) -> None:
    """Raise why `file`, which Willow does not know, is refused, where it is a picture all the same:
    Willow knows no animated PNG or AVIF."""
    try:
        open_head(file, FORMATS)
    except ValidationError as error:
        if error.code != "damaged":
            raise
    else:
        raise not_for_the_web()


def too_large(size: str) -> ValidationError:
    limits = _(
        "Each side must have less than %(side)s pixels, and the whole picture at most %(millions)s "
        "million: make it smaller and upload it again."
    ) % {"side": counted(TOO_LONG), "millions": MOST_PIXELS // 1_000_000}
    return ValidationError(f"{size} {limits}", code="too_large")


def damaged() -> ValidationError:
    return ValidationError(_("This picture is damaged; upload it again."), code="damaged")


def not_for_the_web() -> ValidationError:
    message = _(
        "This picture cannot be shown on the web as it is. Save it as an ordinary JPEG or PNG "
        "(RGB) and upload that."
    )
    return ValidationError(message, code="not_for_the_web")


def counted(pixels: int) -> str:
    """`pixels` as the active language writes large numbers."""
    return floatformat(pixels, "0g")


class PictureField(WagtailImageField):
    """As Wagtail's; but what is too large is refused before it is decoded, and what is damaged
    behind a sound head is refused, too: Wagtail fails on it. So is what cannot be made in the
    formats that readers are sent: it would be noticed when they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Wagtail's is in the language in which the process began.
        self.help_text = lazy(self.told_limits, str)()

    def told_limits(self) -> str:
        return _(
            "%(formats)s, at most %(size)s. Best at least 1600 pixels wide; less than %(side)s "
            "pixels on each side and at most %(millions)s million altogether."
        ) % {
            "formats": self.supported_formats_text,
            "size": filesizeformat(self.max_upload_size),
            "side": counted(TOO_LONG),
            "millions": MOST_PIXELS // 1_000_000,
        }

    def to_python(self, data):
        try:
            return super().to_python(data)
        except ValidationError as error:
            if error.code == "invalid_image":
                explain_unknown(data)
            raise

    def check_image_pixel_size(self, f):
        open_head(f.image.f, formats=[f.image.format_name.upper()])
        try:
            decoded = PillowImage.open(f.image)
        except Exception as error:  # as above
            raise damaged() from error
        try:
            try_formats(decoded, pictures.formats())
        except Exception as error:  # as above
            raise not_for_the_web() from error


class PictureForm(BaseImageForm):
    file = PictureField(label=gettext_lazy("File"), widget=forms.FileInput())
