"""How a page stands in another language: one flat row, read by lists, panels and reports."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class State(models.TextChoices):
    """What readers of a language have of a page, and what editors have ready for them."""

    CURRENT = "current", _("translated")
    STALE = "stale", _("out of date")
    IN_WORK = "in_work", _("in work")
    READY = "ready", _("draft ready")
    ONLY = "only", _("in one language only")
    KEPT = "kept", _("kept in one language on purpose")


class TranslationStateQuerySet(models.QuerySet):
    def of_pages(self, pages) -> Self:
        """The rows of some pages, be they originals or translations."""
        return self.filter(translation_key__in=[page.translation_key for page in pages])

    def without_texts(self) -> Self:
        """Without the long texts that no list shows."""
        return self.defer("published_texts", "draft_texts")

    def missing(self) -> Self:
        """Readers can see the original, but not the translation, and nobody wants it so."""
        return self.filter(
            ~Q(only_in=F("locale"), only_in__isnull=False),
            original__live=True,
            state__in=UNREADABLE,
        )


# Where readers of the translation's language find nothing.
UNREADABLE = (State.IN_WORK, State.READY, State.ONLY)


class TranslationState(models.Model):
    """How the page `original` stands in the language `locale`.

    Kept by portal.newsroom.states; whoever changes pages behind Django's back (in bulk) calls
    `refresh` there, or `manage.py update_translation_states`.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    original = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    # The page in `locale`; None where there is none, or only a copy that waits for its translation.
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")

    state = models.CharField(_("state"), max_length=10, choices=State)
    # The one language in which readers or editors have the page, where the state is ONLY.
    only_in = models.ForeignKey(Locale, on_delete=models.CASCADE, null=True, related_name="+")
    # Texts of the original without a translation, and those that only a machine has translated.
    missing = models.PositiveIntegerField(default=0)
    unconfirmed = models.PositiveIntegerField(default=0)
    # Texts of the original that are other ones than when the translation was published.
    changed = models.PositiveIntegerField(default=0)
    stale_since = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Texts of the translation that are still in the original's language.
    untranslated = models.PositiveIntegerField(default=0)

    # What the original said when the translation was published, and when its latest draft was
    # made, as [path, text] in the order of the page; None where nobody knows.
    published_texts = models.JSONField(null=True)
    draft_texts = models.JSONField(null=True)
    draft_revision_id = models.PositiveBigIntegerField(null=True)

    # Decisions of editors: not to translate it, …
    kept = models.BooleanField(default=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    kept_at = models.DateTimeField(null=True)
    # … and to publish it as soon as it is complete and the original is live.
    publish_when_ready = models.BooleanField(default=False)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    queued_at = models.DateTimeField(null=True)

    # How often readers search for what is on the page (portal.newsroom.demand).
    demand = models.PositiveIntegerField(default=0)

    objects = TranslationStateQuerySet.as_manager()

    # It is no use that an editor made of a page.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="one_state_per_page_and_language"
            )
        ]
        indexes = [models.Index(fields=["state", "stale_since"])]

    def __str__(self) -> str:
        return f"{self.original_id} in {self.locale_id}: {self.state}"

    @property
    def is_complete(self) -> bool:
        """Whether nothing but somebody's decision keeps the translation from being published."""
        return self.page_id is not None and not (self.missing or self.unconfirmed)


class UntranslatedTexts(models.Model):
    """Texts of a live page that are in another language than the page: never silently mixed."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="untranslated_texts"
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    texts = models.JSONField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id}: {len(self.texts)} in {self.locale_id}"
