import logging
from collections.abc import Iterator
from functools import cache
from http import HTTPMethod

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from portal import localize
from portal.blocks import StoryBlock
from portal.forms import CopyWithinLanguageForm
from portal.rights import PagePermissions
from portal.structured_data.around import Around
from portal.structured_data.pages import web_page
from portal.structured_data.stories import quotations
from portal.structured_data.things import Thing, WebPage

logger = logging.getLogger(__name__)


class BasePage(Page):
    """What every page type of the portal is. Text in it is translated by wagtail-localize."""

    # Only the exceptions are stated: all other text is translated segment by segment.
    # A slug is not text: a machine translator would turn it into a sentence.
    override_translatable_fields = [
        SynchronizedField("slug"),
        # Neither text nor synchronised: whether a page still is true is asked of the original.
        BaseTranslatableField("review_on"),
    ]
    exclude_fields_in_copy = ["review_on"]

    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_(
            "When somebody should look whether this page is still true. From that day on it stands "
            "in the report “Due for review”. Leave empty what does not age."
        ),
    )

    settings_panels = [*Page.settings_panels, FieldPanel("review_on")]

    # A page answers readers; only one with a form takes anything from them.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    copy_form_class = CopyWithinLanguageForm

    # Foreign keys that the page's template shows: they are fetched together with the page.
    shown_with: tuple[str, ...] = ()

    # Whether all readers without a session are shown the same (decision 0026); a form is not.
    is_same_for_everybody = True
    # Set by who fetched the page for a reader and knows that there are no restrictions.
    is_known_to_be_open = False

    # What machines are told of the page in the words of schema.org.
    web_page_type: type[WebPage] = WebPage
    is_about_association = False
    # What a shared link is, in Open Graph's words.
    og_type = "website"

    class Meta:
        abstract = True

    # The names under which the page's template finds what `shown_in` works out.
    shows: tuple[str, ...] = ()

    def shown_in(self, request: HttpRequest) -> dict:
        """What the template shows besides the page itself, by the names of `shows`; a list puts its
        `Shown` there, too. Raises Http404 where the address asks for what is not there."""
        return {}

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Wagtail's, and what the page shows. That is worked out when it is first looked at: where
        the part of the page that shows it is kept, it never is."""
        work_out = cache(lambda: self.shown_in(request))
        shown = {
            name: SimpleLazyObject(lambda name=name: work_out().get(name)) for name in self.shows
        }
        return super().get_context(request, *args, **kwargs) | shown

    def structured_data(self, around: Around) -> list[Thing]:
        """What the page tells machines: itself, and what there is on it (decision 0023).

        The way to it, the portal and the association are added to it. May ask nothing that the
        page's template does not ask.
        """
        return [web_page(around, self.web_page_type)]

    def own_words(self) -> Iterator[str]:
        """What the page says first, as plain text: the first that is not empty describes it where
        no editor has (portal.meta)."""
        yield getattr(self, "lead", "")

    def og_properties(self) -> list[tuple[str, str]]:
        """(property, content): what Open Graph has for pages of this `og_type`."""
        return []

    def told_in_letters(self) -> list[str]:
        """What a letter that hands the page on begins with, a line each."""
        return []

    def subscriptions(self) -> list[tuple[str, str]]:
        """(name, file below the page's address) of what programs can subscribe to here."""
        return []

    def share_kicker(self) -> str:
        """What stands above the title on the drawn picture of a shared link, in the active
        language; empty for the section that the page is in (portal.share_pictures)."""
        return ""

    def full_clean(self, *args, **kwargs) -> None:
        # Wagtail's own slugs drop the letters that have no decomposition: "Łódź" would be "odz".
        parent_is_known = self.path or getattr(self, "_cached_parent_obj", None)
        if not self.slug and parent_is_known:
            self.slug = find_available_slug(self.get_parent(), slugify(anyascii(self.title)))
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """What is checked of a draft, too: the length of its title, and its slug.

        Wagtail does not say that it is the title that is too long, so that wagtail-localize (seen
        in 1.14.5) fails where it would show the fault beside the translated title: a 500.

        A new page whose slug was free when its form was checked, and is not any more, gets the
        next one: Wagtail saves a new page by itself, and may do so while its button is pressed.
        """
        if self._state.adding and self.slug and (parent := self.get_parent()):
            self.slug = find_available_slug(parent, self.slug)
        try:
            super().minimal_clean()
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                raise
            raise ValidationError({"title": error.messages}) from error

    def publish(self, revision, *args, **kwargs) -> None:
        """Publish `revision`, unless texts of it are still in Polish or only a machine's.

        Whoever asks (the editor, a bulk action, a workflow, the clock), a half-made translation
        waits: it can be published as soon as it is complete (decision 0003).
        """
        translation = localize.translation_into(self)
        if translation:
            if localize.open_texts(translation):
                logger.warning("Page %s waits for its translator and was not published", self.pk)
                return
            try:
                revision = localize.newest_draft(translation, revision)
            except ValidationError as error:
                localize.show_errors(translation, error)
                logger.warning("Page %s is not fit to be published: %s", self.pk, error)
                return
        super().publish(revision, *args, **kwargs)

    def permissions_for_user(self, user) -> PagePermissions:
        return PagePermissions(user, self)

    def get_view_restrictions(self):
        """The restrictions of this page and of those above it, in one query instead of two.

        As in Wagtail, a copy that waits for its translation is restricted as its original is.
        """
        if self.is_known_to_be_open:
            nothing = PageViewRestriction.objects.none()
            # Even of nothing Django writes the SQL, before it sees that it need not ask.
            nothing._result_cache = []
            return nothing
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
    # What the read API tells of a page (docs/api.md): what its readers see, and nothing else.
    api_fields = ["lead", "body"]

    class Meta:
        abstract = True

    def structured_data(self, around: Around) -> list[Thing]:
        quoted, people = quotations(around, self.body)
        return [web_page(around, self.web_page_type, hasPart=quoted), *people]

    def own_words(self) -> Iterator[str]:
        yield self.lead
        if paragraph := self.body.first_block_by_name("paragraph"):
            yield get_text_for_indexing(paragraph.value.source)


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
    api_fields = [*StoryPage.api_fields, "picture"]

    class Meta:
        abstract = True
