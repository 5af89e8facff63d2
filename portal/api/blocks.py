"""The form of each block (docs/api.md): of its kind if it has one of its own, else of its children.

A block that nobody has thought of here is told as what it consists of: a struct as an object, a
list as an array, a choice of a picture, person, document or page as that.
"""

import datetime
import math
from decimal import Decimal
from functools import singledispatch
from typing import Any

from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    CharBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock as AddressOfEmbed
from wagtail.images.blocks import ImageChooserBlock

from portal.api.facts import document_form, person_form, picture_form
from portal.blocks import EmbedBlock, HeadingBlock, ProgrammeBlock, QuoteBlock
from portal.blocks.charts import ChartBlock
from portal.blocks.links import DocumentItemBlock, LinkCardBlock
from portal.blocks.maps import MapBlock
from portal.blocks.programme import SpeakerBlock, local
from portal.blocks.quote import PersonChooserBlock
from portal.blocks.text import KeyFigureBlock

# A text that nobody has written is an empty one.
TEXTS = (CharBlock, TextBlock, URLBlock)


@singledispatch
def told(block: Block, value: Any, teller) -> Any:
    """`value` of `block` as JSON can say it; `teller` is a portal.api.stories.Teller."""
    if value is None:
        return "" if isinstance(block, TEXTS) else None
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    # What it is stored as, if that is a text; anything else is nobody's business.
    stored = block.get_prep_value(value)
    return stored if isinstance(stored, str) else None


@told.register
def _(block: BaseStructBlock, value, teller) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        name: told(child, value.get(name), teller) for name, child in block.child_blocks.items()
    }


@told.register
def _(block: ListBlock, value, teller) -> list:
    forms = (told(block.child_block, item, teller) for item in value or ())
    # What was deleted since is not there.
    return [form for form in forms if form is not None]


@told.register
def _(block: BaseStreamBlock, value, teller) -> list[dict[str, Any]]:
    return [
        {
            "type": child.block_type,
            "id": child.id,
            "value": with_level(told(child.block, child.value, teller), child.value),
        }
        for child in value or ()
    ]


def with_level(form: Any, value: Any) -> Any:
    """With the level of the block's title as a heading, where it has one (h2, h3)."""
    if isinstance(form, dict) and (rank := getattr(value, "rank", None)):
        return form | {"level": rank}
    return form


@told.register
def _(block: RichTextBlock, value, teller) -> dict[str, str]:
    return teller.rich_text(value.source if value else "")


@told.register
def _(block: ImageChooserBlock, value, teller) -> dict[str, Any] | None:
    return picture_form(value, teller.request) if value else None


@told.register
def _(block: PersonChooserBlock, value, teller) -> dict[str, Any] | None:
    return person_form(value) if value else None


@told.register
def _(block: DocumentChooserBlock, value, teller) -> dict[str, Any] | None:
    return document_form(value, teller.request) if value else None


@told.register
def _(block: PageChooserBlock, value, teller) -> str:
    return teller.address_of_page(value)


@told.register
def _(block: AddressOfEmbed, value, teller) -> str:
    return value.url if value else ""


@told.register
def _(block: HeadingBlock, value, teller) -> dict[str, Any]:
    return {
        "text": value["text"],
        "level": value.rank or int(value["level"][1:]),
        "anchor": value.anchor or value.slug(),
    }


@told.register
def _(block: KeyFigureBlock, value, teller) -> dict[str, Any]:
    return {"value": value.figure, "unit": value["unit"], "label": value["label"]}


@told.register
def _(block: ChartBlock, value, teller) -> dict[str, Any]:
    table = value.table
    return {
        "title": value["title"],
        "kind": value["kind"],
        "unit": value.measure,
        "heading": table.corner if table else "",
        "columns": list(table.columns) if table else [],
        "rows": [
            {
                "label": row.label,
                "values": [None if value is None else number(value) for value in row.values],
            }
            for row in (table.rows if table else ())
        ],
        "note": value["note"],
        "source": value["source"],
    }


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@told.register
def _(block: MapBlock, value, teller) -> dict[str, Any]:
    return {
        "title": value["title"],
        "places": [
            {
                "name": place.name,
                "address": place.address,
                # Of a place that only its address tells, the town's is not its own.
                "latitude": place.point.latitude if place.is_exact else None,
                "longitude": place.point.longitude if place.is_exact else None,
                "url": place.url,
            }
            for place in value.located
        ],
    }


@told.register
def _(block: QuoteBlock, value, teller) -> dict[str, Any]:
    fields = told.dispatch(BaseStructBlock)(block, value, teller)
    fields["role"] = value.role() or ""
    del fields["role_at_the_time"]
    return fields


@told.register
def _(block: SpeakerBlock, value, teller) -> dict[str, Any]:
    return {
        "name": value.display_name() or "",
        "affiliation": value.affiliation() or "",
        "person": told(block.child_blocks["person"], value["person"], teller),
    }


@told.register
def _(block: ProgrammeBlock, value, teller) -> dict[str, Any]:
    day = value["date"] or teller.day
    sessions = block.child_blocks["sessions"].child_block
    speakers = sessions.child_blocks["speakers"]
    return {
        "title": value["title"],
        "date": day.isoformat() if day else None,
        "sessions": [
            {
                "id": item.id,
                "kind": item.value["kind"],
                "title": item.value["title"],
                "start": hour(item.value["start"]),
                "end": hour(item.value["end"]),
                "starts_at": moment(day, item.value["start"]),
                "ends_at": moment(day, item.value["end"]),
                "room": item.value["room"],
                "speakers": told(speakers, item.value["speakers"], teller),
                "summary": item.value["summary"],
            }
            for item in value["sessions"].bound_blocks
        ],
    }


def hour(time: datetime.time | None) -> str | None:
    """As clocks show it: 09:30."""
    return time.strftime("%H:%M") if time else None


def moment(day: datetime.date | None, time: datetime.time | None) -> str | None:
    """With its time zone; None where the day is not known."""
    return local(day, time).isoformat() if day and time else None


@told.register
def _(block: TypedTableBlock, value, teller) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "caption": value.caption or "",
        "columns": [
            {"heading": column["heading"], "type": column["block"].name} for column in value.columns
        ],
        "rows": [[told(cell.block, cell.value, teller) for cell in row] for row in value.rows],
    }


@told.register
def _(block: DocumentItemBlock, value, teller) -> dict[str, Any] | None:
    document = told(block.child_blocks["document"], value["document"], teller)
    return document and document | {"title": value.name()}


@told.register
def _(block: LinkCardBlock, value, teller) -> dict[str, Any]:
    chosen = value.get("page")
    href = teller.address_of_page(chosen) if chosen else value.get("url") or ""
    return {"title": value["title"], "text": value["text"], "href": href}


@told.register
def _(block: EmbedBlock, value, teller) -> dict[str, Any]:
    fields = told.dispatch(BaseStructBlock)(block, value, teller)
    return {"title": fields["title"], "url": fields["embed"] or ""}
