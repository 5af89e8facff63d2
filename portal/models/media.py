from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from portal.document_files import check_content
from portal.models.bilingual import BilingualModel
from portal.renditions import shared_filter


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

    def get_rendition(self, filter):
        """As Wagtail's, which writes to the cache also what it has from there."""
        (rendition,) = self.get_renditions(filter).values()
        return rendition

    def get_renditions(self, *filters):
        """As Wagtail's, but of each format every width once.

        A small picture is not enlarged, so that several sizes come out alike; HTML wants every
        width in a srcset to be another one.
        """
        shared = [shared_filter(getattr(each, "spec", each)) for each in filters]
        kept, widths = {}, set()
        for spec, rendition in super().get_renditions(*shared).items():
            width = (Path(rendition.file.name).suffix, rendition.width)
            if width not in widths:
                widths.add(width)
                kept[spec] = rendition
        return kept

    def create_renditions(self, *filters):
        """One after the other. Wagtail makes three at once: a large picture is then decoded three
        times in memory, and what two make at the same time leaves a file behind."""
        return {each: self.create_rendition(each) for each in filters}

    def generate_rendition_file(self, filter, *, source=None):
        """As Wagtail's, but fit for the web, and whatever goes wrong is an unreadable picture.

        Readers are then shown that there is none, instead of an error in place of the page.
        """
        try:
            return super().generate_rendition_file(shared_filter(filter.spec), source=source)
        except (SourceImageIOError, InvalidFilterSpecError):
            raise
        except Exception as error:  # Pillow, its plugins and its libraries fail in their own ways
            raise SourceImageIOError(f"{type(error).__name__}: {error}") from error


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    def __getstate__(self):
        """In a cache it says that it comes from there: Wagtail writes it back on every hit else.

        Without its picture, which Wagtail hands to it again.
        """
        state = super().__getstate__() | {"_from_cache": True}
        state["_state"].fields_cache.pop("image", None)
        return state

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

    def clean(self):
        """As Wagtail's, which asks its name only; what was just uploaded is looked into."""
        super().clean()
        if self.file and not self.file._committed:
            try:
                check_content(self.file.file, self.file.name)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
