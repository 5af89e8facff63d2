"""What a translator does in the admin, done by wagtail-localize's own calls."""

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from portal.newsroom.states import in_one_go


def submit(page: Page) -> Translation:
    """Submit `page` for translation into English; no English page is made of it yet."""
    source, _ = TranslationSource.update_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    return Translation.objects.get_or_create(source=source, target_locale=english)[0]


def start_translation(page: Page) -> Translation:
    """Submit `page` for translation into English; its English draft exists afterwards."""
    translation = submit(page)
    translation.save_target(publish=False)
    return translation


@in_one_go()
def fill(translation: Translation, only: str | None = None) -> None:
    """Translate every text (or those whose path holds `only`) to "EN " and the Polish."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related(
        "context", "string"
    ):
        if only and only not in segment.context.path:
            continue
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={
                "data": f"EN {segment.string.data}",
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            },
        )


def override(translation: Translation, path: str, value: str) -> None:
    """Give a field that is otherwise the same in both languages its own English value."""
    context, _ = TranslationContext.objects.get_or_create(
        object=translation.source.object, path=path
    )
    SegmentOverride.objects.update_or_create(
        locale=translation.target_locale, context=context, defaults={"data_json": f'"{value}"'}
    )


def translate(page: Page, slug: str | None = None) -> Page:
    """`page` in English, complete and published."""
    translation = submit(page)
    fill(translation)
    if slug:
        override(translation, "slug", slug)
    translation.save_target(publish=True)
    return translation.get_target_instance().specific
