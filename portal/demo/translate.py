"""The English pages, made as a translator makes them: segment by segment in wagtail-localize."""

import json

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from portal.demo.text import DemoError


def translate(
    page: Page, texts: dict[str, str], overrides: dict[str, str], locale: Locale, user=None
) -> Page:
    """Publish `page` in `locale` and return that page.

    `texts` has a translation for every segment of the page, and nothing else, or DemoError is
    raised; `overrides` are the fields that are the same in both languages unless somebody says
    otherwise (the slug).
    """
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    if overlooked := texts.keys() - {segment.string.data for segment in segments} - {""}:
        raise DemoError(f"Not offered for translation on {page!r}: {overlooked}")
    for segment in segments:
        text = texts.get(segment.string.data)
        if not text:
            raise DemoError(f"No English for {page!r}, {segment.context}: {segment.string.data}")
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={
                "data": text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "last_translated_by": user,
            },
        )
    for name, value in overrides.items():
        segment = OverridableSegment.objects.get(source=source, context__path=name)
        SegmentOverride.objects.create(
            context=segment.context,
            locale=locale,
            data_json=json.dumps(value),
            last_translated_by=user,
        )
    total, translated = translation.get_progress()
    if total != translated:
        raise DemoError(f"{total - translated} texts of {page!r} have an invalid translation")
    # Not save_target(publish=True): that publishes when the transaction is over, one page after
    # the other, and whoever interrupts it keeps half a tree.
    translation.save_target(user=user, publish=False)
    english = translation.get_target_instance()
    english.get_latest_revision().publish(user=user)
    english.refresh_from_db()
    return english
