import logging
from http import HTTPMethod

from anyascii import anyascii
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal import localize
from portal.blocks import StoryBlock
from portal.forms import CopyWithinLanguageForm

logger = logging.getLogger(__name__)


class BasePage(Page):
    """What every page type of the portal is. Text in it is translated by wagtail-localize."""

    # Only the exceptions are stated: all other text is translated segment by segment.
    # A slug is not text: a machine translator would turn it into a sentence.
    override_translatable_fields = [SynchronizedField("slug")]

    # A page answers readers; only one with a form takes anything from them.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    copy_form_class = CopyWithinLanguageForm

    # Foreign keys that the page's template shows: they are fetched together with the page.
    shown_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs) -> None:
        # Wagtail's own slugs drop the letters that have no decomposition: "Łódź" would be "odz".
        parent_is_known = self.path or getattr(self, "_cached_parent_obj", None)
        if not self.slug and parent_is_known:
            self.slug = find_available_slug(self.get_parent(), slugify(anyascii(self.title)))
        super().full_clean(*args, **kwargs)

    def publish(self, revision, *args, **kwargs) -> None:
        """Publish `revision`, unless it is a translation with texts that are still in Polish.

        Whoever asks (the editor, a bulk action, a workflow, the clock), a half-made translation
        waits: it can be published as soon as it is complete (decision 0003).
        """
        if localize.count_missing_texts(self):
            logger.warning("Page %s waits for its translator and was not published", self.pk)
            return
        super().publish(revision, *args, **kwargs)

    def get_view_restrictions(self):
        """The restrictions of this page and of those above it, in one query instead of two.

        As in Wagtail, a copy that waits for its translation is restricted as its original is.
        """
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        ).distinct()


class StoryPage(BasePage):
    """A page with a lead and a story of blocks."""

    lead = models.TextField(
        _("lead"),
        max_length=600,
        help_text=_("Two or three sentences that say it all; also shown in lists."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True


class PicturedPage(StoryPage):
    """A story with a main picture, shown above it and on cards in lists."""

    picture = models.ForeignKey(
        "portal.PortalImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    shown_with = ("picture",)

    class Meta:
        abstract = True
