"""Texts of a page that are in another language than the page.

Where a page was translated in wagtail-localize's editor there are none: it is not published
before it is complete. They come from a translation that somebody stopped, or from the copy of a
draft. A text counts if it stands, word for word, in the original of some page in another
language and no translator has said that it is the same in both.
"""

from collections.abc import Iterable

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail_localize.models import String, StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.models import UntranslatedTexts
from portal.newsroom.differences import Text

# A word as short as this may be a unit or an abbreviation, the same in every language.
SHORT = 3


def texts_of(page: Page) -> list[Text]:
    """The texts of `page` that are translated, in their order, cut as wagtail-localize cuts."""
    segments = (s for s in extract_segments(page.specific) if isinstance(s, StringSegmentValue))
    ordered = sorted(segments, key=lambda segment: segment.order)
    return [(segment.path, segment.string.data) for segment in ordered]


def note_untranslated(page: Page) -> int:
    """Remember which texts of `page` are in another language; return their number.

    None of a copy that waits for its translation: it says as a whole what language it is in.
    """
    texts = [] if page.alias_of_id else [text for _path, text in texts_of(page) if has_words(text)]
    hashes = {String._get_data_hash(text) for text in texts}
    originals = String.objects.filter(data_hash__in=hashes).exclude(locale_id=page.locale_id)
    foreign = {string.data: string for string in originals.order_by("-locale_id")}
    for string in same_in_both(foreign.values(), page):
        foreign.pop(string, None)
    if not foreign:
        UntranslatedTexts.objects.filter(page_id=page.pk).delete()
        return 0
    locale_id = next(iter(foreign.values())).locale_id
    UntranslatedTexts.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "locale_id": locale_id,
            "texts": [text for text in texts if text in foreign],
        },
    )
    return len(foreign)


def same_in_both(strings: Iterable[String], page: Page) -> list[str]:
    """Those texts that somebody has translated by themselves for this page: names, quotations."""
    translations = (
        StringTranslation.objects.filter(
            translation_of__in=[string.pk for string in strings],
            context__object_id=page.translation_key,
            locale_id=page.locale_id,
        )
        .exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
        .select_related("translation_of")
    )
    return [t.translation_of.data for t in translations if t.data == t.translation_of.data]


def has_words(html: str) -> bool:
    """Whether a text has a word that is no name, number or unit, so that its language matters."""
    return any(word.islower() and len(word) > SHORT for word in strip_tags(html).split())
