"""The forms of blocks (portal.api.blocks) as Markdown, in the active language.

A block without a writer of its own is written as what it consists of.
"""

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.blocks.programme import SessionBlock
from portal.figures.numbers import format_number
from portal.markdown.text import (
    from_html,
    inline,
    item,
    link,
    paragraphs,
    picture,
    quoted,
    together,
)
from portal.templatetags.typography import QUOTATION_MARKS

Writer = Callable[[Any], str]
WRITERS: dict[str, Writer] = {}


def writes(kind: str) -> Callable[[Writer], Writer]:
    def register(writer: Writer) -> Writer:
        WRITERS[kind] = writer
        return writer

    return register


def markdown(blocks: Iterable[dict[str, Any]]) -> str:
    """A story, or any other blocks in that form, one after the other."""
    return together(*(WRITERS.get(block["type"], anything)(block["value"]) for block in blocks))


def heading(text: str, level: int) -> str:
    return f"{'#' * level} {inline(text)}" if text else ""


def listed(items: Iterable[str]) -> str:
    return "\n".join(item(text) for text in items if text)


def source(text: str, url: str = "") -> str:
    return f"{_('Source:')} {link(text, url)}" if text else ""


def day(iso: str | None) -> str:
    return inline(date_format(datetime.date.fromisoformat(iso))) if iso else ""


def in_language(language: str) -> str:
    return _("in Polish") if language == "pl" else _("in English")


@writes("heading")
def _heading(value) -> str:
    return heading(value["text"], value["level"])


@writes("paragraph")
def _paragraph(value) -> str:
    return from_html(value["html"])


@writes("key_figures")
def _key_figures(value) -> str:
    figures = (
        f"**{inline(' '.join(filter(None, [figure['value'], figure['unit']])))}** – "
        f"{inline(figure['label'])}"
        for figure in value["figures"]
    )
    return together(listed(figures), source(value["source"]))


@writes("table")
def _table(value) -> str:
    if not value or not value["columns"]:
        return ""
    numbers = [column["type"] == "number" for column in value["columns"]]
    lines = [
        [inline(column["heading"]) for column in value["columns"]],
        ["---:" if is_number else "---" for is_number in numbers],
        *([cell_text(cell) for cell in row] for row in value["rows"]),
    ]
    caption = f"**{inline(value['caption'])}**" if value["caption"] else ""
    return together(caption, "\n".join(f"| {' | '.join(cells)} |" for cells in lines))


@writes("chart")
def _chart(value) -> str:
    """Its table: the drawing says nothing else."""
    names = [value["heading"], *value["columns"]]
    unit = f" ({value['unit']})" if value["unit"] else ""
    table = {
        "caption": value["title"] + unit,
        "columns": [
            {"heading": name, "type": "number" if number else "text"}
            for number, name in enumerate(names)
        ],
        "rows": [[row["label"], *map(written_number, row["values"])] for row in value["rows"]],
    }
    return together(_table(table), paragraphs(value["note"]), source(value["source"]))


def written_number(value: float | None) -> str:
    return "" if value is None else format_number(Decimal(str(value)))


@writes("map")
def _map(value) -> str:
    places = (
        f"{link(place['name'], place['url'])}"
        + (f", {inline(place['address'])}" if place["address"] else "")
        for place in value["places"]
    )
    return together(f"**{inline(value['title'])}**", listed(places))


def cell_text(cell: Any) -> str:
    if isinstance(cell, dict):
        cell = cell.get("text")
    return inline("" if cell is None else str(cell))


@writes("quote")
def _quote(value) -> str:
    verbatim = value["kind"] == "verbatim"
    text = value["text"].strip()
    if verbatim:
        opening, closing = QUOTATION_MARKS[get_language()]
        text = f"{opening}{text}{closing}"
    told = [] if verbatim else [_("In our words (paraphrase)")]
    if value["language"] != get_language():
        told.append(_("Said in Polish") if value["language"] == "pl" else _("Said in English"))
    person = value["person"]
    said_by = ""
    if person:
        # An organisation of today is none of a role of then.
        organisation = person["organisation"] if value["role"] == person["role"] else ""
        said_by = ", ".join(
            [f"**{inline(person['name'])}**"]
            + [inline(text) for text in (value["role"], organisation) if text]
        )
    where = ", ".join(
        filter(None, [day(value["date"]), link(value["source"], value["source_url"])])
    )
    attribution = "; ".join(filter(None, [said_by, where]))
    return quoted(
        together(
            f"*{inline(' · '.join(told))}*" if told else "",
            paragraphs(text),
            f"— {attribution}" if attribution else "",
        )
    )


@writes("programme")
def _programme(value) -> str:
    return together(
        heading(value["title"], value.get("level", 2)),
        day(value["date"]),
        listed(_session(session) for session in value["sessions"]),
    )


def _session(session) -> str:
    hours = "–".join(filter(None, [session["start"], session["end"]]))
    kinds = dict(SessionBlock().child_blocks["kind"].field.choices)
    about = ", ".join(
        inline(str(text)) for text in (kinds.get(session["kind"], ""), session["room"]) if text
    )
    title = f"**{inline(session['title'])}** ({about})"
    speakers = "; ".join(
        inline(", ".join(filter(None, [speaker["name"], speaker["affiliation"]])))
        for speaker in session["speakers"]
    )
    return together(f"{hours} {title}".strip(), speakers, paragraphs(session["summary"]))


@writes("picture")
def _picture(value) -> str:
    shown = value["picture"]
    if not shown:
        return ""
    credit = _("Picture: %(credit)s") % {"credit": shown["credit"]} if shown["credit"] else ""
    caption = " ".join(inline(text) for text in (value.get("caption"), credit) if text)
    return together(picture(shown["alt"], shown["url"]), f"*{caption}*" if caption else "")


@writes("gallery")
def _gallery(value) -> str:
    pictures = (_picture(shown) for shown in value["pictures"])
    return together(heading(value["title"], value.get("level", 2)), *pictures)


@writes("documents")
def _documents(value) -> str:
    return together(
        heading(value["title"], value.get("level", 2)),
        listed(_document(document) for document in value["documents"]),
    )


def _document(document) -> str:
    about = [document["extension"].upper(), in_language(document["language"])]
    if document["size"]:
        about.insert(1, filesizeformat(document["size"]).replace("\xa0", " "))
    return f"{link(document['title'], document['url'])} ({inline(', '.join(about))})"


@writes("link_cards")
def _link_cards(value) -> str:
    return listed(
        f"{link(card['title'], card['href'])}"
        + (f": {inline(card['text'])}" if card["text"] else "")
        for card in value["cards"]
    )


@writes("embed")
def _embed(value) -> str:
    return link(value["title"], value["url"])


@writes("markdown")
def _markdown(value: str) -> str:
    """What a page type has written down itself (portal.markdown.told)."""
    return value


def anything(value: Any) -> str:
    """A form that no writer knows: its texts, links and pictures, in their order."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str | int | float):
        return paragraphs(str(value))
    if isinstance(value, list):
        return _list(value)
    if "html" in value and "text" in value:
        return from_html(value["html"])
    if "columns" in value and "rows" in value:
        return _table(value)
    if "alt" in value and "url" in value:
        return _picture({"picture": value})
    address = value.get("href") or value.get("url")
    if "title" in value and isinstance(address, str) and "://" in address:
        return together(link(value["title"], address), anything(value.get("text")))
    return together(*(anything(child) for name, child in value.items() if name not in SILENT))


# Names of a form's parts that are no words for a reader.
SILENT = frozenset(["id", "type", "kind", "level", "slug", "language", "anchor", "href", "url"])


def _list(values: list) -> str:
    if all(isinstance(value, dict) and {"type", "value"} <= value.keys() for value in values):
        return markdown(values)
    return listed(anything(value) for value in values)
