from itertools import chain, count

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify
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
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=150,
        unique=True,
        blank=True,
        help_text=_("Made from the name if left empty; links to what somebody said contain it."),
    )

    objects = PersonManager()

    panels = [
        FieldPanel("name"),
        both_languages("role"),
        both_languages("organisation"),
        FieldPanel("portrait"),
        FieldPanel("slug"),
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

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or self.available_slug()
        super().save(*args, **kwargs)

    def available_slug(self) -> str:
        """The name as it can stand in an address, numbered where somebody else is called so."""
        longest = self._meta.get_field("slug").max_length - len("-99999")
        base = slugify(anyascii(self.name))[:longest].strip("-") or "person"
        others = Person.objects.exclude(pk=self.pk).filter(slug__startswith=base)
        taken = set(others.values_list("slug", flat=True))
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(slug for slug in candidates if slug not in taken)
