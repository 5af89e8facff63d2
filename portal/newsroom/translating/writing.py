"""Stores many translated texts at once, with the same few queries however many there are.

`StringTranslation.save` takes several queries for each; what it does besides storing (it checks the
markup, shows a new title in lists, has the state computed) is done here for all of them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue, validate_translation_links

from portal.newsroom import states
from portal.newsroom.translating.limits import complaint, limit_of

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE

BATCH = 200


@dataclass(frozen=True)
class Place:
    """A text of an original and where it stands: what a segment is, and to be told of it."""

    key: UUID
    string_id: int
    context_id: int
    path: str
    field_path: str
    source: str
    locale_id: int  # into which language


@dataclass(frozen=True)
class Writing:
    """What is to stand there in the other language."""

    place: Place
    data: str
    kind: str = MANUAL


def fault_in(source: str, data: str) -> str:
    """What is wrong with the markup of a translation; empty if nothing is."""
    try:
        StringValue.from_translated_html(data)
        validate_translation_links(source, data)
    except ValueError as error:
        return str(error)
    return ""


def write(texts: Iterable[Writing], user: AbstractBaseUser | None = None, tool: str = "") -> None:
    """Store `texts`, in place of what stood there. What is faulty is stored and marked as such."""
    texts = list(texts)
    models = models_of({text.place.key for text in texts})
    rows = [row_of(text, models.get(text.place.key), user, tool) for text in texts]
    with transaction.atomic():
        StringTranslation.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["locale", "translation_of", "context"],
            update_fields=[
                "data", "translation_type", "tool_name", "last_translated_by", "updated_at",
                "has_error", "field_error",
            ],
        )  # fmt: skip
        show_titles(texts)
        states.refresh({text.place.key for text in texts})


def row_of(text: Writing, model, user, tool: str) -> StringTranslation:
    place = text.place
    too_long = complaint(text.data, limit_of(model, place.field_path) if model else None)
    return StringTranslation(
        translation_of_id=place.string_id,
        context_id=place.context_id,
        locale_id=place.locale_id,
        data=text.data,
        translation_type=text.kind,
        tool_name=tool,
        last_translated_by=user,
        has_error=bool(too_long or fault_in(place.source, text.data)),
        field_error=too_long,
    )


def models_of(keys: Iterable[UUID]) -> dict[UUID, type[Page]]:
    """What kind of page each of them is."""
    kinds = TranslationSource.objects.filter(object_id__in=keys).values_list(
        "object_id", "specific_content_type_id"
    )
    return {key: ContentType.objects.get_for_id(kind).model_class() for key, kind in kinds}


def show_titles(texts: Iterable[Writing]) -> None:
    """Show new titles in the admin's lists before they are published, as wagtail-localize does."""
    titles = {
        (text.place.key, text.place.locale_id): text.data
        for text in texts
        if text.place.path == "title"
    }
    pages = Page.objects.filter(translation_key__in=[key for key, _locale in titles])
    longest = Page._meta.get_field("draft_title").max_length
    named = []
    for page in pages.only("pk", "translation_key", "locale_id", "draft_title"):
        if title := titles.get((page.translation_key, page.locale_id)):
            page.draft_title = title[:longest]
            named.append(page)
    Page.objects.bulk_update(named, ["draft_title"], batch_size=BATCH)
