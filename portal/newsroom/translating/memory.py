"""Offers again what people have translated before, on whichever page (decision 0018).

As soon as an original is taken apart anew, or a translation begins, each of its texts that somebody
has translated word for word elsewhere is filled in, as a suggestion that waits for confirmation.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import wraps

from django.db.models.signals import post_save
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail_localize.compat import DATE_FORMAT
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.newsroom.translating.places import Text, texts_of
from portal.newsroom.translating.writing import MACHINE, Writing, write

# How a suggestion is known in the database; nobody reads it (`say_where_from`).
TOOL = "memory"
# What so few words mean depends on where they stand: they are taken from like places only.
FEW_WORDS = 2


def recall(translations: Iterable[Translation]) -> int:
    """Fill in what `translations` have not, as far as it is known; return how many texts."""
    missing = [text for text in texts_of(translations) if text.written_id is None]
    if not missing:
        return 0
    remembered = what_was_said(missing)
    suggestions = []
    for text in missing:
        place = text.place
        known = remembered[place.string_id, place.locale_id]
        said = known.get(place.field_path)
        if said is None and not has_few_words(place.source):
            said = next(iter(known.values()), None)
        if said is not None:
            suggestions.append(Writing(place, said, MACHINE))
    if suggestions:
        write(suggestions, tool=TOOL)
    return len(suggestions)


def what_was_said(texts: list[Text]) -> dict[tuple[int, int], dict[str, str]]:
    """By string and language: how people have translated it, by kind of place, the latest first."""
    found = (
        StringTranslation.objects.filter(
            translation_of_id__in={text.place.string_id for text in texts},
            locale_id__in={text.place.locale_id for text in texts},
            has_error=False,
            context__isnull=False,
        )
        .exclude(translation_type=MACHINE)
        .order_by("-updated_at", "-pk")
        .values_list("translation_of_id", "locale_id", "context__field_path", "data")
    )
    remembered: defaultdict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for string_id, locale_id, field_path, data in found:
        if data.strip():
            remembered[string_id, locale_id].setdefault(field_path, data)
    return remembered


def has_few_words(html: str) -> bool:
    return len(strip_tags(html).split()) <= FEW_WORDS


def translation_began(sender, instance: Translation, created: bool, raw=False, **kwargs) -> None:
    if created and not raw and instance.enabled:
        recall([instance])


def watch_segments() -> None:
    """wagtail-localize sends no signal when it has taken an original apart anew."""
    original = TranslationSource.refresh_segments

    @wraps(original)
    def refresh_segments(self):
        original(self)
        recall(self.translations.filter(enabled=True))

    TranslationSource.refresh_segments = refresh_segments


def say_where_from() -> None:
    """wagtail-localize's editor names the tool as it stands in the database, and months in English.

    Delete the second when its `get_comment` writes dates in the language of the reader.
    """
    original = StringTranslation.get_comment

    @wraps(original)
    def get_comment(self) -> str:
        day = date_format(localtime(self.updated_at))
        if self.tool_name != TOOL:
            comment = original(self)
            return comment and comment.replace(self.updated_at.strftime(DATE_FORMAT), day)
        return _("Taken from another page on %(date)s") % {"date": day}

    StringTranslation.get_comment = get_comment


def connect() -> None:
    """Called from PortalConfig.ready()."""
    post_save.connect(translation_began, Translation, dispatch_uid="portal.newsroom.memory")
    watch_segments()
    say_where_from()
