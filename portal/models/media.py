from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.models.bilingual import BilingualModel


class PortalImage(AbstractImage, BilingualModel):
    """A picture with its alternative text (`description`) and credit, each in both languages."""

    description = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What a reader who does not see the picture should know of it."),
    )
    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("Author or owner, without “photo:”.")
    )

    admin_form_fields = (
        "title",
        "file",
        "description_pl",
        "description_en",
        "credit_pl",
        "credit_en",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_renditions(self, *filters):
        """As Wagtail's, but of each format every width once.

        A small picture is not enlarged, so that several sizes come out alike; HTML wants every
        width in a srcset to be another one.
        """
        kept, widths = {}, set()
        for spec, rendition in super().get_renditions(*filters).items():
            width = (Path(rendition.file.name).suffix, rendition.width)
            if width not in widths:
                widths.add(width)
                kept[spec] = rendition
        return kept


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class PortalDocument(AbstractDocument):
    """A file to download. Its language is told beside the link, before it is opened."""

    class Language(models.TextChoices):
        POLISH = "pl", _("Polish")
        ENGLISH = "en", _("English")

    language = models.CharField(
        _("language of the document"),
        max_length=2,
        choices=Language.choices,
        default=Language.POLISH,
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
