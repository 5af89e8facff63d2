"""schema.org's vocabulary, and whether the JSON-LD of a page keeps to it.

Pages are read by rdflib, not by what wrote them; no context is fetched.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from rdflib import RDF, SDO, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

SCHEMA = "https://schema.org/"
VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())
TYPES, MEMBERS = VOCABULARY["types"], VOCABULARY["members"]


def script_of(html: bytes | str) -> dict | None:
    """The one JSON-LD of a page, None where it has none."""
    found = BeautifulSoup(html, "html.parser").find_all("script", type="application/ld+json")
    assert len(found) <= 1
    return json.loads(found[0].string) if found else None


def graph_of(data: dict) -> Graph:
    """What JSON-LD says, with the names of schema.org in place of its context."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": {"@vocab": SCHEMA}}), format="json-ld")


def is_known_to_rdflib(name: str) -> bool:
    """Whether rdflib, too, has a type or property in its list of schema.org's words."""
    return name in SDO


def supertypes(name: str) -> Iterator[str]:
    """A type and all above it."""
    yield name
    for parent in TYPES[name]["subClassOf"]:
        yield from supertypes(parent)


def properties(name: str) -> dict[str, list[str]]:
    """All properties of a type, with what they take."""
    return {
        key: takes
        for parent in reversed(list(supertypes(name)))
        for key, takes in TYPES[parent]["properties"].items()
    }


def short(node: Node) -> str:
    return str(node).removeprefix(SCHEMA)


def faults(graph: Graph) -> list[str]:
    """Where a graph does not keep to the vocabulary: types, properties, what properties take."""
    found = []
    types = {subject: short(kind) for subject, kind in graph.subject_objects(RDF.type)}
    found += [f"no type {kind}" for kind in types.values() if kind not in TYPES]
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            continue
        kind, name = types.get(subject, "nothing"), short(predicate)
        takes = properties(kind).get(name.removesuffix("-input")) if kind in TYPES else None
        if takes is None:
            found.append(f"{kind} has no {name}")
        elif not any(fits(value, types.get(value), one) for one in takes):
            found.append(f"{kind}.{name} does not take {value!r}")
    return found


def fits(value: Node, kind: str | None, wanted: str) -> bool:
    """Whether a value is one of the `wanted`; `kind` is its type, if it is described."""
    if not isinstance(value, Literal):
        # What is described on another page is as good as what was found there.
        return wanted in supertypes(kind) if kind else isinstance(value, URIRef)
    text = str(value)
    match wanted:
        case "Text":
            return value.datatype is None and bool(text.strip())
        case "URL":
            return bool(urlsplit(text).scheme and urlsplit(text).netloc)
        case "Date":
            return parses(datetime.date.fromisoformat, text)
        case "DateTime":
            moment = parses(datetime.datetime.fromisoformat, text)
            return bool(moment and moment.tzinfo)
        case "Boolean":
            return value.datatype == XSD.boolean
        case "Integer" | "Number":
            return value.datatype == XSD.integer
    return text in MEMBERS.get(wanted, ())


def parses(read, text: str):
    try:
        return read(text)
    except ValueError:
        return None


def described(data: dict | list) -> Iterator[dict]:
    """Everything in JSON-LD that has a type, however deep."""
    if isinstance(data, list):
        for one in data:
            yield from described(one)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for one in data.values():
            yield from described(one)


def references(data: dict | list) -> Iterator[str]:
    """The ids of what is told of elsewhere."""
    if isinstance(data, list):
        for one in data:
            yield from references(one)
    elif isinstance(data, dict):
        if set(data) == {"@id"}:
            yield data["@id"]
        for one in data.values():
            yield from references(one)
