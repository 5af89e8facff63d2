"""The pages every institution has: home, mission, contact, and any other."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.consent import Consent
from home.contact import ContactFormField, ContactPage
from home.glossary import GlossaryPage
from home.receipts import Receipt
from portal.api.fields import LinkedPageField
from portal.blocks import KeyFiguresBlock
from portal.models import ReadableQuerySet, StoryPage
from portal.structured_data.things import AboutPage

__all__ = [
    "Consent",
    "ContactFormField",
    "ContactPage",
    "GlossaryPage",
    "HomePage",
    "MissionPage",
    "Receipt",
    "StandardPage",
]


class HomePage(StoryPage):
    """The front page of one language. Its hero speaks with the association's tagline."""

    mission_title = models.CharField(_("title of the mission teaser"), max_length=120, blank=True)
    mission_text = models.TextField(_("text of the mission teaser"), max_length=600, blank=True)
    mission_figures = StreamField(
        [("key_figures", KeyFiguresBlock())],
        verbose_name=_("the mission told in figures"),
        max_num=1,
        blank=True,
    )
    investors_title = models.CharField(
        _("title of the door for investors"), max_length=120, blank=True
    )
    investors_text = models.TextField(
        _("text of the door for investors"), max_length=400, blank=True
    )
    investors_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page for investors"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The Polish page; English readers are led to its translation. "
            "Without a title, or where nobody can read the page, there is no door."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead", heading=_("Opening words, under the tagline")),
        MultiFieldPanel(
            [
                FieldPanel("mission_title"),
                FieldPanel("mission_text"),
                FieldPanel("mission_figures"),
            ],
            heading=_("Mission teaser"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("investors_title"),
                FieldPanel("investors_text"),
                FieldPanel("investors_page"),
            ],
            heading=_("Door for investors"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("mission_text"),
        index.SearchField("mission_figures"),
        index.SearchField("investors_text"),
    ]
    override_translatable_fields = [
        *StoryPage.override_translatable_fields,
        # One page for both; each reader is led to it in their language, as soon as it is there.
        SynchronizedField("investors_page"),
    ]

    api_fields = [
        *StoryPage.api_fields,
        "mission_title",
        "mission_text",
        "mission_figures",
        "investors_title",
        "investors_text",
        APIField("investors_page", LinkedPageField(source="investors")),
    ]
    # Only under the root, beside the other language; nobody makes a second one by accident.
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.MissionPage",
        "home.StandardPage",
        "home.ContactPage",
        "home.GlossaryPage",
        "news.NewsIndexPage",
        "news.EventIndexPage",
        "news.PeoplePage",
    ]
    template = "home/home_page.html"
    is_about_association = True
    page_description = _("The front page of one language: one in Polish, one in English.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        # The English home page comes into being by translation, not beside the Polish one by hand.
        return super().can_create_at(parent) and not cls.objects.exists()

    def investors(self) -> Page | None:
        """The page for investors in the language of this one, None where readers have none."""
        if not self.investors_page_id:
            return None
        chosen = Page.objects.filter(pk=self.investors_page_id).values("translation_key")
        pages = ReadableQuerySet(Page).readable()
        return pages.filter(translation_key__in=chosen, locale=self.locale_id).first()


class MissionPage(StoryPage):
    """What the association is for. One per language."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StandardPage"]
    max_count_per_parent = 1
    template = "home/mission_page.html"
    web_page_type = AboutPage
    is_about_association = True
    page_description = _("What the association is for; the home page leads to it.")

    class Meta:
        verbose_name = _("mission page")
        verbose_name_plural = _("mission pages")


class StandardPage(StoryPage):
    """Any other page: a notice, a statement, a subject of its own."""

    parent_page_types = ["home.HomePage", "home.MissionPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    page_description = _("Any other page: a notice, a statement, a subject of its own.")

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
