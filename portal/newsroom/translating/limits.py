"""How long a text may be in its place: wagtail-localize keeps no limit but that of the title.

A text that is too long is marked as wrong the moment it is stored, in wagtail-localize's own way:
the editor says so beside it, and the page waits until somebody has shortened it.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.db.models.signals import post_save
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue


@cache
def limit_of(model: type[Model], field_path: str) -> int | None:
    """How many characters the text at `field_path` ("body.heading.text") of a page may have."""
    name, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            return block_limit(field.stream_block, rest)
        if field.one_to_many:
            field = field.related_model._meta.get_field(rest[0])
    except (FieldDoesNotExist, IndexError):
        return None  # a field of a time before
    return field.max_length if isinstance(field, Field) else None


def block_limit(block: blocks.Block, path: list[str]) -> int | None:
    """The same inside a block; wagtail-localize calls each child of a list "item"."""
    for name in path:
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
        else:
            block = getattr(block, "child_blocks", {}).get(name)
    return getattr(getattr(block, "field", None), "max_length", None)


def complaint(html: str, limit: int | None) -> str:
    """What is to be said of the translated text `html`: empty if it is short enough."""
    length = len(StringValue(html).render_text())
    if limit is None or length <= limit:
        return ""
    return ngettext(
        "Too long: %(length)d characters, and there is room for %(limit)d. Shorten it.",
        "Too long: %(length)d characters, and there is room for %(limit)d. Shorten it.",
        length,
    ) % {"length": length, "limit": limit}


def model_of(key) -> type[Model] | None:
    """What kind of page it is that has been submitted for translation under this key."""
    kind = (
        TranslationSource.objects.filter(object_id=key)
        .values_list("specific_content_type_id", flat=True)
        .first()
    )
    return ContentType.objects.get_for_id(kind).model_class() if kind else None


def mark_what_is_too_long(
    sender, instance: StringTranslation, update_fields=None, **kwargs
) -> None:
    if instance.context is None or (update_fields is not None and "data" not in update_fields):
        return
    model = model_of(instance.context.object_id)
    limit = limit_of(model, instance.context.field_path) if model else None
    if said := complaint(instance.data, limit):
        instance.has_error, instance.field_error = True, said
        instance.save(update_fields=["has_error", "field_error"])


def connect() -> None:
    """Called from PortalConfig.ready()."""
    post_save.connect(
        mark_what_is_too_long, StringTranslation, dispatch_uid="portal.newsroom.limits"
    )
