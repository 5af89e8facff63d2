"""JSON Schemas of what fields and blocks say (OpenAPI 3.1, JSON Schema 2020-12)."""

from typing import Any

from portal.api.facts import LANGUAGES

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": ["number", "null"], "description": "null where it is not known."}
ADDRESS = {"type": "string", "format": "uri"}
DATE = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
HOUR = {"type": ["string", "null"], "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
LEVEL = {"enum": [2, 3], "description": "Level of the heading: 2 for h2."}
LANGUAGE = {"enum": list(LANGUAGES)}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(optional: tuple[str, ...] = (), **properties) -> dict[str, Any]:
    """An object that has just these properties, all but the `optional` ones."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def several(items: dict) -> dict[str, Any]:
    return {"type": "array", "items": items}


def nullable(schema: dict) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def by_language(schema: dict, text: str) -> dict[str, Any]:
    """An object with a property for each language, or for that of `?locale=` only."""
    return {
        "type": "object",
        "description": text,
        "properties": dict.fromkeys(LANGUAGES, schema),
        "additionalProperties": False,
    }


SHARED = {
    "Message": record(message=TEXT),
    "Bilingual": by_language(TEXT, "A fact in both languages, or in that of locale only."),
    "RichText": record(
        html={**TEXT, "description": "HTML whose links are all absolute."},
        text={**TEXT, "description": "The same as plain text."},
    ),
    "Rendition": record(url=ADDRESS, width=WHOLE, height=WHOLE),
    "Alternates": by_language(
        record(id=WHOLE, html_url=ADDRESS), "The page in each language, itself included."
    ),
    "LinkedPage": record(id=WHOLE, title=TEXT, html_url=ADDRESS),
    # The following are those of blocks: in the language of the page.
    "Picture": record(
        id=WHOLE,
        alt=TEXT,
        credit=TEXT,
        url={**ADDRESS, "type": ["string", "null"]},
        width={"type": ["integer", "null"]},
        height={"type": ["integer", "null"]},
        renditions=several(ref("Rendition")),
    ),
    "Person": record(id=WHOLE, slug=TEXT, name=TEXT, role=TEXT, organisation=TEXT),
    "Document": record(
        id=WHOLE,
        title=TEXT,
        url=ADDRESS,
        language=LANGUAGE,
        extension=TEXT,
        size={"type": ["integer", "null"], "description": "Bytes."},
    ),
}

CAPTIONED = record(picture=nullable(ref("Picture")), caption=TEXT)
BLOCKS = {
    "heading": record(text=TEXT, level=LEVEL, anchor=TEXT),
    "paragraph": ref("RichText"),
    "table": nullable(
        record(
            caption=TEXT,
            columns=several(record(heading=TEXT, type=TEXT)),
            rows=several(several({})),
        )
    ),
    "key_figures": record(figures=several(record(value=TEXT, unit=TEXT, label=TEXT)), source=TEXT),
    "chart": record(
        title=TEXT,
        kind={"enum": ["bar", "line"]},
        unit=TEXT,
        heading={**TEXT, "description": "Of the labels of the rows."},
        columns=several(TEXT),
        rows=several(record(label=TEXT, values=several(NUMBER))),
        note=TEXT,
        source=TEXT,
    ),
    "map": record(
        title=TEXT,
        places=several(
            record(name=TEXT, address=TEXT, latitude=NUMBER, longitude=NUMBER, url=ADDRESS)
        ),
    ),
    "quote": record(
        kind={"enum": ["verbatim", "paraphrase"]},
        text=TEXT,
        language={**LANGUAGE, "description": "In which it was said."},
        person=nullable(ref("Person")),
        role={**TEXT, "description": "When it was said."},
        date=DATE,
        source=TEXT,
        source_url=TEXT,
    ),
    "programme": record(
        ("level",),
        title=TEXT,
        level=LEVEL,
        date=DATE,
        sessions=several(
            record(
                id={"type": ["string", "null"]},
                kind={"enum": ["talk", "panel", "workshop", "break", "ceremony"]},
                title=TEXT,
                start=HOUR,
                end=HOUR,
                starts_at=MOMENT,
                ends_at=MOMENT,
                room=TEXT,
                speakers=several(
                    record(name=TEXT, affiliation=TEXT, person=nullable(ref("Person")))
                ),
                summary=TEXT,
            )
        ),
    ),
    "picture": CAPTIONED,
    "gallery": record(("level",), title=TEXT, level=LEVEL, pictures=several(CAPTIONED)),
    "documents": record(("level",), title=TEXT, level=LEVEL, documents=several(ref("Document"))),
    "link_cards": record(cards=several(record(title=TEXT, text=TEXT, href=TEXT))),
    "embed": record(title=TEXT, url=TEXT),
}


def block() -> dict[str, Any]:
    """A block: of a type that is told here, or of one that consists of what its object says."""
    return {
        **record(type=TEXT, id={"type": ["string", "null"]}, value={}),
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}},
                "then": {"properties": {"value": ref(f"Block.{name}")}},
            }
            for name in BLOCKS
        ],
    }


def shared_schemas() -> dict[str, Any]:
    return {
        **SHARED,
        **{f"Block.{name}": schema for name, schema in BLOCKS.items()},
        "Block": block(),
        "Story": several(ref("Block")),
    }
