from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.models.bilingual import BilingualModel, both_languages


class Category(index.Indexed, BilingualModel):
    """What a news item is about. One fact with a name in both languages (decision 0001)."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(
        _("short name in addresses"),
        unique=True,
        help_text=_("The same in both languages, so that filtered lists can be switched."),
    )

    panels = [both_languages("name"), FieldPanel("slug")]
    search_fields = [
        index.SearchField("name_pl"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_pl"),
        index.AutocompleteField("name_en"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["slug"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name or self.slug
