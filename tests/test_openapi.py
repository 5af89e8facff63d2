"""The description of the API is valid, and what the API answers is what it describes."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from portal.api.openapi import page_types
from portal.models import PortalDocument
from tests import factories
from tests.stories import block, item, long_story

FACTS = ["images", "documents", "people", "categories", "glossary"]


@pytest.fixture
def description(client, db):
    return client.get("/api/v2/openapi.json").json()


@pytest.fixture
def full(tree, publish):
    """The tree with something of everything."""
    document = PortalDocument.objects.create(title="Plan", file="plan.pdf")
    story = [
        *long_story(),
        block("documents", {"title": "", "documents": [item({"document": document.pk})]}),
    ]
    for page in (tree.news, tree.event):
        publish(page, body=json.dumps(story), picture=factories.ImageFactory())
    factories.PersonFactory(name="Ewa", portrait=factories.ImageFactory())
    publish(tree.mission, body=json.dumps(long_story()))
    publish(
        tree.home,
        investors_title="Dla inwestorów",
        investors_page=tree.mission,
        mission_figures=json.dumps(
            [block("key_figures", {"figures": [item({"value": "1", "label": "raz"})]})]
        ),
    )
    factories.GlossaryTermFactory(synonyms_pl="SSE", synonyms_en="SEZ")
    return tree


def check(description: dict, answer: dict, schema: dict) -> None:
    whole = {**schema, "components": description["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer)


def schema_of(description: dict, path: str) -> dict:
    responses = description["paths"][path]["get"]["responses"]
    return responses["200"]["content"]["application/json"]["schema"]


def test_it_is_a_valid_description(description):
    OpenAPIV31SpecValidator(description).validate()
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": "http://testserver/api/v2"}]


def test_every_endpoint_is_described(client, db, description):
    endpoints = client.get("/api/").json()["endpoints"]

    assert endpoints
    assert {f"/{name}/" for name in endpoints} <= description["paths"].keys()


@pytest.mark.parametrize("query", ["", "?fields=*", "?locale=en", "?fields=_,id"])
@pytest.mark.parametrize("name", ["pages", *FACTS])
def test_lists_are_as_described(client, full, description, name, query):
    answer = client.get(f"/api/v2/{name}/{query}").json()

    assert answer["items"], name
    check(description, answer, schema_of(description, f"/{name}/"))


@pytest.mark.parametrize("name", FACTS)
def test_details_are_as_described(client, full, description, name):
    for found in client.get(f"/api/v2/{name}/").json()["items"]:
        answer = client.get(f"/api/v2/{name}/{found['id']}/").json()
        check(description, answer, {"$ref": f"#/components/schemas/{answer['meta']['type']}"})


def test_each_type_of_page_is_as_described(client, full, description):
    types = set()
    for found in client.get("/api/v2/pages/?limit=100").json()["items"]:
        answer = client.get(f"/api/v2/pages/{found['id']}/").json()
        types.add(answer["meta"]["type"])
        check(description, answer, {"$ref": f"#/components/schemas/{answer['meta']['type']}"})

    assert types == {model._meta.label for model in page_types()}


def test_the_organisation_is_as_described(client, full, description):
    for query in ("", "?locale=pl"):
        answer = client.get(f"/api/v2/organisation/{query}").json()
        check(description, answer, schema_of(description, "/organisation/"))


def test_refusals_are_as_described(client, full, description):
    answer = client.get("/api/v2/pages/?limit=x").json()

    check(description, answer, {"$ref": "#/components/schemas/Message"})


@pytest.mark.parametrize("name", ["pages", *FACTS])
def test_every_parameter_that_is_described_is_known(client, db, description, name):
    """And what it means may depend on the type of page: only events have a start."""
    of_events = {"start", "end", "status", "attendance"}
    for parameter in description["paths"][f"/{name}/"]["get"]["parameters"]:
        query = {parameter["name"]: "x"}
        if name == "pages" and parameter["name"] in of_events:
            query["type"] = "news.EventPage"
        elif parameter["name"] in ("date", "category"):
            query["type"] = "news.NewsPage"
        message = client.get(f"/api/v2/{name}/", query).json().get("message", "")
        assert "query parameter is not" not in message, parameter["name"]
