"""The texts of pages under translation, fetched with what has been written for them so far."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.newsroom.translating.writing import MACHINE, Place


@dataclass(frozen=True)
class Text:
    """A text of an original, and its translation as it is now (None: there is none)."""

    place: Place
    translation_id: int  # of wagtail_localize.Translation
    segment_id: int
    written_id: int | None
    data: str | None
    kind: str | None
    tool: str | None
    is_wrong: bool

    @property
    def is_missing(self) -> bool:
        return not (self.data and self.data.strip())

    @property
    def is_unconfirmed(self) -> bool:
        return not self.is_missing and not self.is_wrong and self.kind == MACHINE


def texts_of(translations: Iterable[Translation]) -> list[Text]:
    """Every text of `translations`, page by page in their order; one query for each language."""
    by_locale: dict[int, dict[int, int]] = {}
    for translation in translations:
        by_locale.setdefault(translation.target_locale_id, {})[translation.source_id] = (
            translation.pk
        )
    return [text for locale_id, known in by_locale.items() for text in texts_into(locale_id, known)]


def texts_into(locale_id: int, translation_of_source: dict[int, int]) -> Iterable[Text]:
    written = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=locale_id,
    )
    rows = (
        StringSegment.objects.filter(source_id__in=translation_of_source)
        .annotate(
            **{
                f"written_{name}": Subquery(written.values(name)[:1])
                for name in ("pk", "data", "translation_type", "tool_name", "has_error")
            }
        )
        .order_by("source_id", "order")
        .values_list(
            "pk", "source_id", "source__object_id", "string_id", "context_id", "context__path",
            "context__field_path", "string__data", "written_pk", "written_data",
            "written_translation_type", "written_tool_name", "written_has_error",
        )
    )  # fmt: skip
    for segment, source, key, string, context, path, field_path, data, *written_values in rows:
        place = Place(key, string, context, path, field_path, data, locale_id)
        yield Text(place, translation_of_source[source], segment, *written_values[:4],
                   is_wrong=bool(written_values[4]))  # fmt: skip
