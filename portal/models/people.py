from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.models.bilingual import BilingualModel, both_languages


class PersonManager(models.Manager):
    """People with their portraits: a story of ten quotes would ask for them one by one."""

    def get_queryset(self):
        return super().get_queryset().select_related("portrait")


class Person(index.Indexed, BilingualModel):
    """Somebody who speaks on the portal: chosen in quotes and programmes, changed here once."""

    name = models.CharField(_("first name and surname"), max_length=120)
    role = models.CharField(
        _("role"), max_length=160, help_text=_("As it is said after the name, without a capital.")
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    portrait = models.ForeignKey(
        "portal.PortalImage",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PersonManager()

    panels = [
        FieldPanel("name"),
        both_languages("role"),
        both_languages("organisation"),
        FieldPanel("portrait"),
    ]
    # The admin's listing and chooser look only at what completes a beginning ("Kowal…").
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("role_pl"),
        index.SearchField("role_en"),
        index.SearchField("organisation_pl"),
        index.SearchField("organisation_en"),
        index.AutocompleteField("name"),
        index.AutocompleteField("role_pl"),
        index.AutocompleteField("role_en"),
        index.AutocompleteField("organisation_pl"),
        index.AutocompleteField("organisation_en"),
        index.FilterField("organisation_pl"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name
