"""The OpenAPI document: valid, whole, and true of the dataset that is loaded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from api.body import FORM_MEDIA_TYPE
from kgraph.filters import Filters, Scope, filter_specs
from kgraph.queries.parameters import CLOSED_WORDS
from tests.api.questions import FILES, iter_operations, iter_parameters, walk
from tests.graphs import TOPIC_OF

# Scripts and generated clients call operations by these ids: none may change or go.
OPERATION_IDS = {
    "search": "/v1/search",
    "autocomplete": "/v1/autocomplete",
    "lookup": "/v1/lookup",
    "list_entities": "/v1/entities",
    "get_entity": "/v1/entities/{entity}",
    "list_neighbours": "/v1/entities/{entity}/neighbours",
    "list_claims_about": "/v1/entities/{entity}/claims",
    "list_claims": "/v1/claims",
    "get_claim": "/v1/claims/{id}",
    "list_claim_sources": "/v1/claims/{id}/sources",
    "list_timeline_about": "/v1/entities/{entity}/timeline",
    "find_paths": "/v1/paths",
    "list_common_neighbours": "/v1/common-neighbours",
    "find_subgraph": "/v1/subgraph",
    "list_contested": "/v1/contested",
    "list_timeline": "/v1/timeline",
    "list_facets": "/v1/facets",
    "compare_countries": "/v1/dyad",
    "measure_impact": "/v1/sources/{id}/impact",
    "list_sources": "/v1/sources",
    "get_source": "/v1/sources/{id}",
    "list_claims_of_source": "/v1/sources/{id}/claims",
    "get_quality": "/v1/quality",
    "list_changes": "/v1/changes",
    "get_bibliography": "/v1/bibliography",
    "get_brief": "/v1/brief",
    "export_claims": "/v1/export",
    "get_reconciliation": "/v1/reconcile",
    "post_reconciliation": "/v1/reconcile",
    "suggest_entity": "/v1/reconcile/suggest/entity",
    "suggest_type": "/v1/reconcile/suggest/type",
    "suggest_property": "/v1/reconcile/suggest/property",
    "list_properties": "/v1/reconcile/properties",
    "preview_entity": "/v1/reconcile/preview",
    "get_schema": "/v1/schema",
    "get_dataset": "/v1/dataset",
    "get_health": "/healthz",
    "get_readiness": "/readyz",
}
EVERY_ERROR = {"400", "406", "414", "500"}
SCOPES: dict[str, tuple[Scope, set[str]]] = {
    "search": ("entities", set()),
    "autocomplete": ("entities", set()),
    "list_entities": ("entities", set()),
    "list_neighbours": ("neighbours", set()),
    "list_claims_about": ("claims", {"about"}),
    "list_claims": ("claims", set()),
    "find_paths": ("paths", set()),
    "list_claims_of_source": ("claims", {"source"}),
    "list_timeline_about": ("claims", {"about"}),
    "list_common_neighbours": ("neighbours", set()),
    "find_subgraph": ("paths", set()),
    "list_contested": ("claims", set()),
    "list_timeline": ("claims", set()),
    "list_facets": ("claims", set()),
    "compare_countries": ("claims", set()),
    "export_claims": ("claims", set()),
    "get_bibliography": ("claims", set()),
    "get_brief": ("claims", {"about"}),
    "suggest_entity": ("entities", set()),
}
NO_FILTERS = {
    *("q", "prefix", "entity", "id", "limit", "cursor", "from", "to", "max_hops", "k", "avoid", "via"),
    *("claims_per_hop", "claims_per_neighbour", "claims_per_side", "claims_per_tie", "order", "undated", "by"),
    *("since", "kind", "change", "of", "hops", "max_entities", "format", "claims_as_nodes", "bom", "style"),
    *("queries", "extend"),
}


def test_the_document_is_valid_and_served(client: TestClient, document: dict[str, Any]) -> None:
    validate(document)
    response = client.get("/openapi.json")
    assert response.headers["content-type"] == "application/json"
    assert response.json() == json.loads(json.dumps(document))
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "kgraph"
    assert document["info"]["description"].strip()


def test_operation_ids_are_stable(document: dict[str, Any]) -> None:
    assert {operation["operationId"]: path for path, operation in iter_operations(document)} == OPERATION_IDS


def test_every_operation_explains_itself(document: dict[str, Any]) -> None:
    summaries = [operation["summary"] for _, operation in iter_operations(document)]
    assert len(set(summaries)) == len(summaries)
    tags = {tag["name"] for tag in document["tags"]}
    assert all(tag["description"] for tag in document["tags"])
    for _, operation in iter_operations(document):
        assert operation["summary"]
        assert len(operation["description"]) > 60
        assert set(operation["tags"]) <= tags


def test_every_answer_has_a_shape(document: dict[str, Any]) -> None:
    names = document["components"]["schemas"].keys()
    assert not any("_" in name or "Envelope" in name for name in names)
    for path, operation in iter_operations(document):
        responses = operation["responses"]
        content = responses["200"]["content"]
        if operation["operationId"] in FILES:
            assert {FILES[operation["operationId"]], "*/*"} <= content.keys()
        else:
            assert content["application/json"]["schema"]["$ref"].rpartition("/")[2] in names
        assert responses.keys() >= EVERY_ERROR
        has_body = "requestBody" in operation
        assert ("304" in responses) == (path.startswith("/v1/") and not has_body)
        assert all((status in responses) == has_body for status in ("413", "415", "422"))
        assert all(response["description"] for response in responses.values())
        for status in responses.keys() - {"200", "304", "307", "308"}:
            problem = responses[status]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/ProblemDetails"}


def test_errors_that_only_some_operations_have(document: dict[str, Any]) -> None:
    having = {
        status: {path for path, operation in iter_operations(document) if status in operation["responses"]}
        for status in ("307", "308", "404", "409", "410")
    }
    named = {path for path in document["paths"] if "{entity}" in path}
    assert having["307"] == named
    by_id = {path for path in document["paths"] if "{" in path}
    taking_ids = {path for path, operation in iter_operations(document) if _takes_ids(operation)}
    assert having["308"] == by_id
    assert having["410"] == by_id | taking_ids | {"/v1/sources"}
    # A version, too, may be one that nobody knows here.
    assert having["404"] == having["410"] | {"/v1/changes"}
    takes_names = {path for path, operation in iter_operations(document) if _takes_names(path, operation)}
    assert having["409"] == takes_names


def _takes_ids(operation: dict[str, Any]) -> bool:
    return bool(
        {parameter["name"] for parameter in operation.get("parameters", ())} & {"id", "source", "from", "of", "entity"}
    )


def _takes_names(path: str, operation: dict[str, Any]) -> bool:
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    return "{entity}" in path or bool(names & {"speaker", "outlet", "from", "of", "entity"})


def test_every_parameter_explains_itself(document: dict[str, Any]) -> None:
    for _, operation in iter_operations(document):
        for parameter in operation.get("parameters", ()):
            schema = parameter["schema"]
            assert parameter["description"].endswith("."), parameter
            assert "anyOf" not in schema
            assert "description" not in schema
            value = schema.get("items", schema)
            if value["type"] == "integer":
                assert value["minimum"] < value["maximum"]
                optional = schema["type"] == "array" or parameter["name"] == "min_outlets"
                assert optional or schema["minimum"] <= schema["default"] <= schema["maximum"]
            if schema["type"] == "array":
                assert schema["maxItems"] > 1
            assert parameter.get("required", False) == (
                parameter["in"] == "path" or (operation["operationId"], parameter["name"]) in _REQUIRED
            )
            if parameter.get("required"):
                assert parameter["example"]


_REQUIRED = {
    ("search", "q"),
    ("autocomplete", "prefix"),
    ("find_paths", "from"),
    ("find_paths", "to"),
    ("list_common_neighbours", "of"),
    ("find_subgraph", "of"),
    ("compare_countries", "of"),
    ("list_facets", "by"),
    ("preview_entity", "entity"),
}


def test_vocabularies_are_listed(document: dict[str, Any], data: dict[str, Any]) -> None:
    lists = {"type": "entity_types", "topic": "topics", "predicate": "predicates", "unit": "units"}
    seen = set()
    for _, name, schema in iter_parameters(document):
        # A single type is none of the filter.
        if name in lists and schema["type"] == "array":
            assert sorted(schema["items"]["enum"]) == sorted(term["id"] for term in data["predicates"][lists[name]])
            seen.add(name)
        if name in CLOSED_WORDS:
            assert schema.get("items", schema)["enum"] == list(CLOSED_WORDS[name])
            seen.add(name)
    assert seen == {*lists, *CLOSED_WORDS}


@pytest.mark.parametrize("operation", OPERATION_IDS)
def test_filters_are_those_of_the_one_definition(document: dict[str, Any], operation: str) -> None:
    parameters = {name: schema for each, name, schema in iter_parameters(document) if each == operation}
    entry = next(each for _, each in iter_operations(document) if each["operationId"] == operation)
    described = {each["name"]: each["description"] for each in entry.get("parameters", ())}
    scope, left_out = SCOPES.get(operation, (None, set()))
    specs = {} if scope is None else {name: spec for name, spec in filter_specs(scope).items() if name not in left_out}
    # Parameters of these operations that bear the name of a filter, and are none.
    own = {"list_sources": {"outlet"}, "get_brief": {"about"}}
    own |= {"suggest_property": {"type"}, "list_properties": {"type"}}
    further = NO_FILTERS | own.get(operation, set())
    assert specs.keys() == parameters.keys() - (further - specs.keys())
    for name, spec in specs.items():
        assert described[name] == Filters.model_fields[name].description
        assert (parameters[name]["type"] == "array") == spec.repeatable


def test_headers_are_described_and_sent(client: TestClient, document: dict[str, Any]) -> None:
    headers = document["components"]["headers"]
    assert all(header["description"] for header in headers.values())
    for path, operation in iter_operations(document):
        described = operation["responses"]["200"]["headers"]
        assert all(each == {"$ref": f"#/components/headers/{name}"} for name, each in described.items())
        example = operation["x-examples"][0]
        is_form = FORM_MEDIA_TYPE in operation.get("requestBody", {}).get("content", ())
        body = {"data" if is_form else "json": example["body"]} if "body" in example else {}
        answer = client.request("POST" if body else "GET", example["url"], **body)
        always = {name for name in described if headers[name]["required"]}
        assert {name for name in always if name not in answer.headers} == set(), path


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for each in walk(document):
        if "$ref" in each:
            _, *steps = each["$ref"].split("/")
            found: Any = document
            for step in steps:
                found = found[step]


def test_another_dataset_brings_its_own_words_and_no_examples(other_client: TestClient) -> None:
    document = other_client.get("/openapi.json").json()
    validate(document)
    enums = {name: schema["items"]["enum"] for _, name, schema in iter_parameters(document) if name == "predicate"}
    assert enums["predicate"] == sorted(TOPIC_OF)
    text = json.dumps(document)
    assert "x-examples" not in text
    assert "**Examples**" not in text
    for of_the_article in ("Bolat", "bolat", "Tokayev", "Tokaev", "China", "p05s2c01", "rbc"):
        assert of_the_article not in text.replace("or Chinese will do", ""), of_the_article
    assert {operation["operationId"]: path for path, operation in iter_operations(document)} == OPERATION_IDS
