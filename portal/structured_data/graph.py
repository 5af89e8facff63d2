"""Things as JSON-LD in a <script> that nothing an editor writes can leave."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from portal.structured_data.things import Reference, Thing

# What HTML or an old JavaScript would read as an end, as escapes of JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(things: Iterable[Thing]) -> SafeString:
    """One <script type="application/ld+json"> with all of `things`; nothing if there are none.

    Of several of one id the first stands.
    """
    by_id: dict[str | int, Thing] = {}
    for thing in things:
        by_id.setdefault(thing.id or id(thing), thing)
    if not by_id:
        return SafeString()
    graph = {"@context": "https://schema.org", "@graph": [plain(one) for one in by_id.values()]}
    # Without spaces: every page carries it.
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


def plain(value):
    """`value` as JSON has it: what is empty is left out, moments are told in Polish time."""
    match value:
        case Reference():
            return {"@id": value.id}
        case Thing():
            told = {
                name_of(field.name): plain(getattr(value, field.name)) for field in fields(value)
            }
            return {"@type": type(value).__name__} | {
                name: one for name, one in told.items() if one not in (None, "", [])
            }
        case datetime():
            return timezone.localtime(value).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case list() | tuple():
            return [plain(one) for one in value]
        case None | bool() | int():
            return value
    return str(value)


def name_of(field: str) -> str:
    """What JSON-LD calls a field of a Thing."""
    return "@id" if field == "id" else field.replace("_", "-")
