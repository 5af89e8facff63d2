"""The pages every institution has: home, mission, contact, and any other."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.contact import ContactFormField, ContactPage
from portal.models import StoryPage

__all__ = ["ContactFormField", "ContactPage", "HomePage", "MissionPage", "StandardPage"]


class HomePage(StoryPage):
    """The front page of one language. Its hero speaks with the association's tagline."""

    mission_title = models.CharField(_("title of the mission teaser"), max_length=120, blank=True)
    mission_text = models.TextField(_("text of the mission teaser"), max_length=600, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead", heading=_("Opening words, under the tagline")),
        MultiFieldPanel(
            [FieldPanel("mission_title"), FieldPanel("mission_text")], heading=_("Mission teaser")
        ),
        FieldPanel("body"),
    ]
    search_fields = [*StoryPage.search_fields, index.SearchField("mission_text")]

    # Only under the root, beside the other language; nobody makes a second one by accident.
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.MissionPage",
        "home.StandardPage",
        "home.ContactPage",
        "news.NewsIndexPage",
        "news.EventIndexPage",
    ]
    template = "home/home_page.html"
    page_description = _("The front page of one language: one in Polish, one in English.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        # The English home page comes into being by translation, not beside the Polish one by hand.
        return super().can_create_at(parent) and not cls.objects.exists()


class MissionPage(StoryPage):
    """What the association is for. One per language."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StandardPage"]
    max_count_per_parent = 1
    template = "home/mission_page.html"
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
