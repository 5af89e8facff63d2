"""The OpenAPI 3.1 description, made of the endpoints and their serializers themselves."""

from typing import Any

from rest_framework import fields as drf
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import ChildRelationField, PageLocaleField, PageTypeField, TypeField
from wagtail.models import get_page_models

from portal.api import fields, filters
from portal.api.facts import bilingual_fields
from portal.api.schemas import (
    ADDRESS,
    LANGUAGE,
    TEXT,
    WHOLE,
    by_language,
    nullable,
    record,
    ref,
    several,
    shared_schemas,
)
from portal.models import BasePage, PortalSettings

ABOUT = (
    "What everybody may read of the portal, in Polish and English; read only. Rights: see "
    "rights_notice of the organisation."
)

# What a field of a serializer says; the first that it is an instance of.
SCHEMAS: list[tuple[type, dict[str, Any]]] = [
    (fields.BilingualField, ref("Bilingual")),
    (fields.StoryField, ref("Story")),
    (fields.FinishedTextField, ref("RichText")),
    (fields.AlternatesField, ref("Alternates")),
    (fields.LinkedPageField, nullable(ref("LinkedPage"))),
    (fields.RenditionsField, several(ref("Rendition"))),
    (fields.SynonymsField, by_language(several(TEXT), "Other words for the same.")),
    (fields.SizeField, {"type": ["integer", "null"], "description": "Bytes."}),
    (fields.DetailUrlField, {**ADDRESS, "type": ["string", "null"]}),
    (fields.HtmlUrlField, ADDRESS),
    (fields.DownloadUrlField, ADDRESS),
    (PageLocaleField, LANGUAGE),
    (PageTypeField, TEXT),
    (TypeField, TEXT),
    (drf.ListField, several(TEXT)),
    (drf.BooleanField, {"type": "boolean"}),
    (drf.IntegerField, WHOLE),
    (drf.DateTimeField, {"type": "string", "format": "date-time"}),
    (drf.DateField, {"type": "string", "format": "date"}),
    (drf.CharField, TEXT),
]


def schema_of(field: drf.Field) -> dict[str, Any]:
    """What `field` of a serializer says in JSON."""
    if isinstance(field, ChildRelationField):
        return several(schema_of_serializer(field.serializer_class))
    if nested := getattr(field, "serializer_class", None):
        return nullable(schema_of_serializer(nested))
    if isinstance(field, drf.ChoiceField):
        schema = {"enum": [*field.choices, *([""] if field.allow_blank else [])]}
    else:
        schema = next((schema for kind, schema in SCHEMAS if isinstance(field, kind)), TEXT)
    return nullable(schema) if field.allow_null else schema


def schema_of_serializer(serializer_class: type, *, optional: bool = False) -> dict[str, Any]:
    """The object that a serializer of Wagtail's kind makes: `meta`, then the rest."""
    serializer = serializer_class()
    meta, body = {}, {}
    for name, field in serializer.fields.items():
        (meta if name in serializer.meta_fields else body)[name] = schema_of(field)
    if not isinstance(serializer.fields.get("detail_url"), fields.DetailUrlField):
        # Wagtail's leaves it out where there is no endpoint.
        meta.pop("detail_url", None)
    properties = ({"meta": record(tuple(meta) if optional else (), **meta)} if meta else {}) | body
    return record(tuple(properties) if optional else (), **properties)


def parameter(name: str, about: str, schema: dict, where: str = "query") -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "description": about,
        "schema": schema,
    }


POSITIVE = {"type": "integer", "minimum": 0, "maximum": filters.GREATEST_KEY}
PARAMETERS = {
    "limit": parameter("limit", "How many at most.", {**POSITIVE, "maximum": 100, "default": 20}),
    "offset": parameter(
        "offset",
        "How many to leave out.",
        {**POSITIVE, "maximum": filters.FARTHEST_OFFSET, "default": 0},
    ),
    "fields": parameter("fields", "Which fields: *, a list, -field, field(nested).", TEXT),
    "order": parameter("order", "Fields, each with a minus for the other direction.", TEXT),
    "search": parameter(
        "search",
        "Words in any of their forms; of pages only with locale.",
        {**TEXT, "maxLength": filters.LONGEST_SEARCH},
    ),
    "locale": parameter(
        "locale", "Pages of one language; shared facts in that language only.", LANGUAGE
    ),
    "type": parameter("type", "Page types such as news.NewsPage, with commas.", TEXT),
    "child_of": parameter("child_of", "Right below this page, or root.", TEXT),
    "ancestor_of": parameter("ancestor_of", "Above this page.", POSITIVE),
    "descendant_of": parameter("descendant_of", "Anywhere below this page, or root.", TEXT),
    "translation_of": parameter("translation_of", "In the other language, or root.", TEXT),
    "id": parameter("id", "The key.", POSITIVE),
    "html_path": parameter("html_path", "The page's address: /en/news/.", TEXT),
}
KEY = parameter("id", "The key.", POSITIVE, "path")


def answers(schema: dict[str, Any], about: str = "What was asked for.") -> dict[str, Any]:
    refusal = {"application/json": {"schema": ref("Message")}}
    return {
        "200": {"description": about, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "As it was (If-None-Match)."},
        "400": {"description": "What is wrong with the question.", "content": refusal},
        "404": {"description": "There is none that everybody may read.", "content": refusal},
        "429": {
            "description": "Too many questions; ask again after Retry-After seconds.",
            "content": refusal,
        },
    }


def get(name: str, about: str, parameters: list[dict], schema: dict) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": parameters,
            "responses": answers(schema),
        }
    }


def listing(items: dict[str, Any]) -> dict[str, Any]:
    return record(meta=record(total_count=WHOLE), items=several(items))


def serializer_of(router: WagtailAPIRouter, endpoint: type, model: type) -> type:
    return endpoint._get_serializer_class(router, model, [("*", False, None)], show_details=True)


def organisation(endpoint: type) -> dict[str, Any]:
    return record(
        **dict.fromkeys(bilingual_fields(PortalSettings), ref("Bilingual")),
        **dict.fromkeys(endpoint.plain_fields, TEXT),
        links=several(record(name=TEXT, url=ADDRESS)),
        privacy_page=by_language(ADDRESS, "Where it is read."),
        accessibility_page=by_language(ADDRESS, "Where it is read."),
    )


def page_types() -> list[type]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def description(router: WagtailAPIRouter) -> dict[str, Any]:
    """All of it but for the address of the server."""
    schemas, paths = shared_schemas(), {}
    for name, endpoint in router._endpoints.items():
        if endpoint.model is PortalSettings:
            schemas["Organisation"] = organisation(endpoint)
            about = "Who publishes the portal."
            paths[f"/{name}/"] = get(name, about, [PARAMETERS["locale"]], ref("Organisation"))
            continue
        models = page_types() if name == "pages" else [endpoint.model]
        for model in models:
            serializer = serializer_of(router, endpoint, model)
            schemas[model._meta.label] = schema_of_serializer(serializer)
            schemas[f"{model._meta.label}.listed"] = schema_of_serializer(serializer, optional=True)
        one = {"anyOf": [ref(model._meta.label) for model in models]}
        listed = {"anyOf": [ref(f"{model._meta.label}.listed") for model in models]}
        # `?fields=` chooses of what one has.
        one = {"anyOf": [*one["anyOf"], *listed["anyOf"]]}
        asked = [PARAMETERS[key] for key in sorted(endpoint.known_query_parameters)]
        columns = [
            parameter(column, "Only those with this value.", TEXT) for column in endpoint.columns
        ]
        paths[f"/{name}/"] = get(
            f"{name}_list", f"All {name}.", [*asked, *columns], listing(listed)
        )
        detail = [PARAMETERS[key] for key in sorted(endpoint.detail_query_parameters)]
        paths[f"/{name}/{{id}}/"] = get(f"{name}_one", f"One of {name}.", [KEY, *detail], one)
        found = [PARAMETERS[key] for key in sorted(endpoint.find_query_parameters)]
        paths[f"/{name}/find/"] = get(f"{name}_find", "Redirects to the details.", found, one)
        paths[f"/{name}/find/"]["get"]["responses"]["302"] = {"description": "Found there."}
    return {
        "openapi": "3.1.0",
        "info": {"title": "ONE Portal", "version": "2", "description": ABOUT},
        "paths": paths,
        "components": {"schemas": schemas},
    }
