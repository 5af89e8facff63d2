"""What a text is called beside the form in which it was written: "Programme, sessions 2: title".

wagtail-localize calls every text of a list by the list's name, so that nobody knows which is which.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField

from portal.newsroom.translating.writing import Place


def labels(model: type[Model], places: Iterable[Place]) -> dict[tuple[str, int], list[str]]:
    """By path and string: the names of the parts in which the text stands, the outermost first."""
    seen: defaultdict[str, dict[str, int]] = defaultdict(dict)
    return {
        (place.path, place.string_id): parts(model, place.path, place.field_path, seen)
        for place in places
    }


def parts(model: type[Model], path: str, field_path: str, seen) -> list[str]:
    name, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            return block_parts(field.stream_block, rest, path.split(".")[1:], seen)
        if field.one_to_many:
            field = field.related_model._meta.get_field(rest[0])
    except (FieldDoesNotExist, IndexError):
        return [name]  # a field of a time before
    return [capfirst(str(field.verbose_name))]


def block_parts(block: blocks.Block, names: list[str], ids: list[str], seen) -> list[str]:
    """The labels on the way down, a number behind the one of which there are several."""
    found: list[str] = []
    way = ""
    for name, its_id in zip(names, ids, strict=False):
        way = f"{way}.{its_id}"
        if isinstance(block, blocks.ListBlock):
            block = block.child_block
            siblings = seen[way.rpartition(".")[0]]
            number = siblings.setdefault(its_id, len(siblings) + 1)
            if found:
                found[-1] = f"{found[-1]} {number}"
            else:
                found.append(str(number))
            continue
        block = getattr(block, "child_blocks", {}).get(name)
        if block is None:
            break
        found.append(capfirst(str(block.label)))
    return found
