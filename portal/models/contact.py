import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.pl import nip
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from portal import validators
from portal.maps.openstreetmap import search_url
from portal.models.bilingual import BilingualModel, both_languages


@register_setting(icon="home")
class PortalSettings(BilingualModel, BaseSiteSetting):
    """Who publishes the portal: shown in header, footer and on the contact page."""

    registered_name = models.CharField(
        _("registered name"), max_length=200, help_text=_("As in the court register.")
    )
    name = models.CharField(_("name in everyday use"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(
        _("postal code"), max_length=6, blank=True, validators=[validators.validate_postcode]
    )
    city = models.CharField(_("town"), max_length=80, blank=True)
    telephone = models.CharField(
        _("telephone"), max_length=20, blank=True, validators=[validators.validate_telephone]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    nip = models.CharField("NIP", max_length=13, blank=True, validators=[validators.validate_nip])
    regon = models.CharField(
        "REGON", max_length=14, blank=True, validators=[validators.validate_regon]
    )
    krs = models.CharField("KRS", max_length=10, blank=True, validators=[validators.validate_krs])
    rights_notice = models.CharField(
        _("notice of rights"),
        max_length=400,
        blank=True,
        help_text=_("What a reader may and may not do with texts and pictures; in the footer."),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("personal-data notice"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The Polish page; English readers are led to its translation."),
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The Polish page; English readers are led to its translation."),
    )
    linkedin_url = models.URLField("LinkedIn", blank=True)
    facebook_url = models.URLField("Facebook", blank=True)
    youtube_url = models.URLField("YouTube", blank=True)

    panels = [
        MultiFieldPanel(
            [both_languages("registered_name"), both_languages("name"), both_languages("tagline")],
            heading=_("Association"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("nip"), FieldPanel("regon"), FieldPanel("krs")])],
            heading=_("Register numbers"),
        ),
        MultiFieldPanel(
            [
                both_languages("rights_notice"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
            ],
            heading=_("Notices in the footer"),
        ),
        MultiFieldPanel(
            [FieldPanel("linkedin_url"), FieldPanel("facebook_url"), FieldPanel("youtube_url")],
            heading=_("Social networks"),
        ),
    ]

    class Meta:
        verbose_name = _("association's data")

    @property
    def nip_formatted(self) -> str:
        """`nip` as Polish offices write it, 769-225-25-07, however an editor did."""
        return nip.format(self.nip) if self.nip else ""

    @property
    def telephone_uri(self) -> str:
        """`telephone` as RFC 3966 wants it in a link: tel:+48607444242."""
        return "tel:" + re.sub(r"[^\d+]", "", self.telephone)

    @property
    def map_url(self) -> str:
        """Where OpenStreetMap shows the address; empty where street or town is not known."""
        if not (self.street and self.city):
            return ""
        place = f"{self.street}, {self.postcode} {self.city}"
        return search_url(place)

    @property
    def social_links(self) -> list[tuple[str, str]]:
        """(name of the network, address) of those that are filled in."""
        fields = [
            self._meta.get_field(f"{name}_url") for name in ("linkedin", "facebook", "youtube")
        ]
        return [
            (field.verbose_name, getattr(self, field.name))
            for field in fields
            if getattr(self, field.name)
        ]
