from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock


def any_picture():
    """A picture of the library to show in block previews, or None in an empty one."""
    return apps.get_model("portal", "PortalImage").objects.first()


class PictureBlock(StructBlock):
    """A picture with a caption. Alternative text and credit are facts of the picture itself."""

    picture = ImageChooserBlock(label=gettext_lazy("picture"))
    caption = CharBlock(
        label=gettext_lazy("caption"),
        max_length=240,
        required=False,
        default="",
        help_text=gettext_lazy("The credit is added by itself: it belongs to the picture."),
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        description = gettext_lazy("One picture with a caption and its credit.")
        template = "blocks/picture.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "picture": any_picture(),
                "caption": _("The land is layered: overburden, seam, water, forest."),
            }
        )


class GalleryBlock(StructBlock):
    title = CharBlock(
        label=gettext_lazy("title"),
        max_length=120,
        help_text=gettext_lazy("What the pictures show together."),
    )
    pictures = ListBlock(PictureBlock(), label=gettext_lazy("pictures"), min_num=2, max_num=24)

    class Meta:
        icon = "image"
        label = gettext_lazy("Gallery")
        description = gettext_lazy("Several pictures side by side, each with its caption.")
        template = "blocks/gallery.html"

    def get_preview_value(self):
        return self.normalize(
            {
                "title": _("From the meeting"),
                "pictures": [{"picture": any_picture(), "caption": ""}] * 3,
            }
        )
