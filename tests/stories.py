"""Stories for tests: StreamField data with every block of the vocabulary."""

import datetime
import uuid

from portal.models import PortalDocument
from tests import factories


def block(kind: str, value) -> dict:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def item(value) -> dict:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def quote(person, text="Czas na zmianę.", **values) -> dict:
    return block("quote", {"kind": "verbatim", "text": text, "person": person.pk, **values})


def session(title="Wykład", **values) -> dict:
    for name in ("start", "end"):
        if isinstance(values.get(name), datetime.time):
            values[name] = values[name].isoformat()
    return item({"kind": "talk", "title": title, "speakers": [], **values})


def programme(*sessions, **values) -> dict:
    return block("programme", {"title": "Program", "sessions": list(sessions), **values})


def table() -> dict:
    return block(
        "table",
        {
            "caption": "Liczby",
            "columns": [{"type": "text", "heading": "Co"}, {"type": "number", "heading": "Ile"}],
            "rows": [{"values": ["Miejsca pracy", "1000"]}, {"values": ["Gminy", "2"]}],
        },
    )


def chart(kind="bar") -> dict:
    return block(
        "chart",
        {
            "title": "Firmy",
            "kind": kind,
            "data": "Rok;Firmy;Miejsca pracy\n2023;12;1234,5\n2024;;1500",
            "unit": "tys.",
            "source": "przykład",
        },
    )


def region_map() -> dict:
    return block(
        "map",
        {
            "title": "Gdzie to jest",
            "places": [
                item({"name": "Biuro", "address": "Główna 122, 97-410 Kleszczów"}),
                item({"name": "Dworzec", "coordinates": "51,4065 19,695"}),
            ],
        },
    )


def long_story(picture=None) -> list[dict]:
    """One of each block, except the embed, which asks another site."""
    person = factories.PersonFactory()
    picture = picture or factories.ImageFactory()
    document = PortalDocument.objects.create(title="Program spotkania", file="program.pdf")
    return [
        block("heading", {"text": "Śródtytuł", "level": "h2"}),
        block("paragraph", "<p>Akapit o <b>regionie</b>.</p>"),
        block(
            "key_figures", {"figures": [item({"value": "5–10", "unit": "lat", "label": "czasu"})]}
        ),
        table(),
        chart(),
        chart("line"),
        quote(person),
        programme(
            session(speakers=[item({"person": person.pk}), item({"name": "Gość"})]),
            session("Panel", kind="panel", start=datetime.time(11), end=datetime.time(12)),
        ),
        region_map(),
        block("picture", {"picture": picture.pk, "caption": "Podpis"}),
        block(
            "gallery",
            {
                "title": "Galeria",
                "pictures": [item({"picture": picture.pk}), item({"picture": picture.pk})],
            },
        ),
        block("documents", {"title": "Pliki", "documents": [item({"document": document.pk})]}),
        block(
            "link_cards", {"cards": [item({"title": "Dalej", "url": "https://example.org/dalej"})]}
        ),
    ]
