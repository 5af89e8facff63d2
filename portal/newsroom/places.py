"""What a text's place in a page is called in the editor: “Content · Quote · what was said”."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import BaseStreamBlock, ListBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page


def name_of(path: str, *pages: Page | None) -> str:
    """The name of the place `path` (“body.<id of the block>.quote”), as the form of the page says.

    A block is looked for in each of `pages`: one that was taken out of the original stands in its
    translation still. Where it stands in none, the name of the field has to do.
    """
    field_name, *parts = path.split(".")
    names: list[str] = []
    for page in pages:
        if page is None:
            continue
        try:
            field = page._meta.get_field(field_name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, StreamField):
            stream = getattr(page, field_name)
            names = [str(name) for name in block_names(stream.stream_block, stream, parts)]
        elif field.one_to_many:
            names = [str(field.related_model._meta.verbose_name), *child_names(field, parts)]
        else:
            names = [str(field.verbose_name)]
        if names:
            break
    return " · ".join(capfirst(name) if n == 0 else name for n, name in enumerate(names)) or _(
        "A block that is gone"
    )


def block_names(block, value, parts: list[str]) -> list:
    """The labels on the way from `block` to the text; none where there is no such block."""
    if not parts:
        return []
    first, *rest = parts
    if isinstance(block, BaseStreamBlock):
        child = next((child for child in value if child.id == first), None)
        if child is None:
            return []
        return [child.block.label, *block_names(child.block, child.value, rest)]
    if isinstance(block, StructBlock) and first in block.child_blocks:
        child = block.child_blocks[first]
        return [child.label, *block_names(child, value.get(first), rest)]
    if isinstance(block, ListBlock):
        item = next((item for item in value.bound_blocks if item.id == first), None)
        return block_names(block.child_block, item.value, rest) if item else []
    return []


def child_names(relation, parts: list[str]) -> list[str]:
    """The name of the field of an inline child, say of a field of the contact form."""
    try:
        return [str(relation.related_model._meta.get_field(parts[1]).verbose_name)]
    except (IndexError, FieldDoesNotExist):
        return []
