"""What readers are told of a page's translation: its state in one word, and what a notice says.

All of it is fetched with the frame's pages (`with_state`), so that it costs no query. Of pages
that readers cannot open nothing is told but that the translation is behind them, and since when.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, TextChoices
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.strings import StringValue

from portal.models import State, TranslationState, UntranslatedTexts


class Told(TextChoices):
    """The states of `<main data-translation>`; the first that is true of the page is said.

    What stands there in the wrong language weighs more than what is missing. An original is never
    stale: its readers have the latest words.
    """

    PARTIAL = "partial"  # Some of its texts are still in another language.
    STALE = "stale"  # A translation whose original says something else by now.
    ONLY = "only"  # Its readers can open it in no other language.
    CURRENT = "current"  # It is up to date, and so are its translations or they say otherwise.


@dataclass(frozen=True)
class Reading:
    """What is told of the page that is read. `original` is a page that the reader can open."""

    state: Told
    stale_since: datetime | None = None
    mixed: UntranslatedTexts | None = None
    original: Page | None = None
    original_language: str = ""

    @property
    def mixed_language(self) -> str:
        return self.mixed.locale.language_code if self.mixed else ""

    def language_of(self, text: str) -> str:
        """The language of a text of the page, where it is another one than that of the page."""
        return language_in(self.mixed, text)


def with_state(pages: PageQuerySet) -> PageQuerySet:
    """`pages` with all that `reading` needs to know of them, in the same query."""
    translated = TranslationState.objects.filter(page=OuterRef("pk"))
    stale = translated.filter(state=State.STALE)
    return pages.select_related("untranslated_texts__locale").annotate(
        translated_from=Subquery(translated.values("original_id")[:1]),
        stale_since=Subquery(stale.values("stale_since")[:1]),
        original_language=Subquery(stale.values("original__locale__language_code")[:1]),
    )


def reading(page: Page, versions: dict[str, Page], readable: dict[str, Page]) -> Reading:
    """What is told of `page`; `versions` are the pages `with_state` that say the same, by language,
    `readable` those of them that the reader can open (portal.alternates).

    A copy that waits for its translation is not among them, nor is a draft: theirs is the notice
    that there is no translation.
    """
    own = next((version for version in versions.values() if version.pk == page.pk), None)
    if own is None:
        return Reading(Told.ONLY)
    mixed = getattr(own, "untranslated_texts", None)
    is_stale = own.stale_since is not None and own.original_language in versions
    language = own.original_language if is_stale else mixed.locale.language_code if mixed else ""
    others = {code: one for code, one in readable.items() if one is not own}
    if mixed:
        state = Told.PARTIAL
    elif is_stale:
        state = Told.STALE
    else:
        state = Told.CURRENT if others else Told.ONLY
    stale_since = own.stale_since if is_stale else None
    return Reading(state, stale_since, mixed, others.get(language), language)


def language_of(page: Page, text: str) -> str:
    """The language of a field of `page`, where it is another one than that of the page.

    Asks no database: pages of a list are to be fetched `with_untranslated_texts`.
    """
    return language_in(page._state.fields_cache.get("untranslated_texts"), text)


def language_in(mixed: UntranslatedTexts | None, text: str) -> str:
    """The language of `text`, if it is one of those that nobody has translated; else nothing."""
    if mixed and StringValue.from_plaintext(text).data in mixed.texts:
        return mixed.locale.language_code
    return ""
