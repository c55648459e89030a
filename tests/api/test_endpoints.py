"""Each endpoint answers with the documented shape, and every example of the documentation works."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.examples import EXAMPLES, POSTED
from tests.api.questions import EMPTY, FILES, Questions, iter_operations, walk
from tests.events.imported import over_all_datasets

ENVELOPE = ["items", "total", "next", "query", "undated_excluded", "truncated_by", "empty", "dataset_version"]
ENTITY = ["id", "name", "type"]
CLAIM = [
    *("id", "statement", "subject", "predicate", "object", "qualifiers", "valid", "status", "polarity", "hedge"),
    *(
        "speaker",
        "basis",
        "topics",
        "rank",
        "deprecated_because",
        "outlets",
        "evidence",
        "single_source",
        "contested_by",
        "referred_by",
    ),
]
ENTITY_RECORD = [*ENTITY, "names", "description", "identifiers", "countries"]
ENTITY_VIEW = [*ENTITY_RECORD, "claim_count", "neighbour_count", "asserted_count"]
SOURCE = [
    "id",
    "type",
    "outlet",
    "title",
    "date",
    "date_printed",
    "date_basis",
    "authors",
    "volume",
    "issue",
    "url",
    "claim_count",
]
TIE = ["claims", "claim_count", "claims_url", "cited_claim_count", "outlets", "single_source", "contested"]
HOP = [*TIE, "from", "to", "direction", "hedged", "presupposed", "statuses"]
TIMED = ["date", "earliest", "latest", "qualified", "event", "claim"]
PATH = [
    *("length", "entities", "hops", "note", "fewest_outlets", "weakest_hop", "presupposed", "contested"),
    *("shared_periods", "undated_hops"),
]
VOCABULARY = ["entity_types", "topics", "units", "roles", "predicates"]
LISTS = {
    "search": [*ENTITY, "matched"],
    "autocomplete": [*ENTITY, "matched"],
    "list_entities": ENTITY_VIEW,
    "list_neighbours": ["entity", *TIE],
    "list_claims_about": CLAIM,
    "list_claims": CLAIM,
    "list_claim_sources": [*SOURCE, "relation", "locator", "signal"],
    "list_timeline_about": TIMED,
    "find_paths": PATH,
    "list_common_neighbours": ["entity", "ties", "claim_count"],
    "find_subgraph": HOP,
    "list_contested": ["id", "reason", "detail", "sides", "open"],
    "list_timeline": TIMED,
    "list_facets": ["value", "name", "count", "claims_url"],
    "compare_countries": CLAIM,
    "list_sources": SOURCE,
    "list_changes": ["kind", "id", "change", "label", "fields", "reason", "merged_into"],
    "list_claims_of_source": CLAIM,
}
# What some envelopes hold besides.
FURTHER = {"find_subgraph": ["entities"], "compare_countries": ["sides", "topics", "months"]}
RECORDS = {
    "get_entity": ENTITY_VIEW,
    "get_claim": CLAIM,
    "get_source": SOURCE,
    "measure_impact": [
        *("source", "relation", "claim_count", "claims", "weakened_count", "weakened", "tie_count", "ties"),
        *("entity_count", "entities", "path", "query"),
    ],
    "get_quality": [
        *("claim_count", "entity_count", "findings", "languages", "outlets", "topics", "months"),
    ],
    "get_schema": [*VOCABULARY, "statuses", "polarities", "bases", "ranks", "filters"],
    "get_dataset": [
        *("id", "title", "description", "carrying_source", "annotator", "annotated", "data_licence", "format"),
        *("text_digest", "version", "entity_count", "claim_count", "source_count", "tie_count"),
    ],
    "get_reconciliation": [
        *("versions", "name", "identifierSpace", "schemaSpace", "documentation", "serviceVersion", "defaultTypes"),
        *("view", "preview", "suggest", "extend", "batchSize"),
    ],
    "suggest_entity": ["result"],
    "suggest_type": ["result"],
    "suggest_property": ["result"],
    "list_properties": ["properties", "limit"],
    "get_health": ["status"],
    "get_readiness": ["status", "dataset", "dataset_version"],
}
URLS = [(operation, example.url) for operation, examples in EXAMPLES.items() for example in examples]


def test_the_tables_of_this_file_name_every_operation(document: dict[str, Any]) -> None:
    operations = {operation["operationId"] for _, operation in iter_operations(document)}
    assert LISTS.keys() | RECORDS.keys() | FILES.keys() == EXAMPLES.keys()
    assert EXAMPLES.keys() | POSTED.keys() == operations


@over_all_datasets
@pytest.mark.parametrize("operation", LISTS)
def test_a_list_comes_in_its_envelope(client: TestClient, asked: Questions, operation: str) -> None:
    response = client.get(asked.build_url(operation))
    body = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert list(body) == ENVELOPE + FURTHER.get(operation, [])
    assert bool(body["items"]) == (operation not in EMPTY)
    assert all(sorted(item) == sorted(LISTS[operation]) for item in body["items"])
    assert body["total"].keys() == {"value", "relation"}
    assert body["query"].keys() == {"parameters", "names"}
    assert (body["empty"] is None) == bool(body["items"])
    assert body["truncated_by"] is None
    assert bool(body["undated_excluded"]) == ("timeline" in operation and asked.has_undated)
    assert response.headers["dataset-version"] == body["dataset_version"] == _version(client)


@over_all_datasets
@pytest.mark.parametrize("operation", RECORDS)
def test_a_single_record_comes_bare(client: TestClient, asked: Questions, operation: str) -> None:
    response = client.get(asked.build_url(operation))
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert sorted(response.json()) == sorted(RECORDS[operation])
    if not operation.startswith(("get_health", "get_readiness")):
        assert response.headers["dataset-version"] == _version(client)


@over_all_datasets
@pytest.mark.parametrize("operation", FILES)
def test_a_file_comes_under_its_name(client: TestClient, asked: Questions, operation: str) -> None:
    response = client.get(asked.build_url(operation))
    version = _version(client)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == FILES[operation]
    assert response.headers["dataset-version"] == version
    name = re.fullmatch(r'(?:attachment|inline); filename="([a-z0-9.-]+)"', response.headers["content-disposition"])
    assert name is not None
    assert version[:8] in name[1]


def _version(client: TestClient) -> str:
    return str(client.get("/v1/dataset").json()["version"])


@pytest.mark.parametrize(("operation", "url"), URLS, ids=[url for _, url in URLS])
def test_an_example_works_and_finds_something(client: TestClient, operation: str, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, response.text
    if operation in FILES:
        assert response.content
    else:
        assert response.json()["items"] if operation in LISTS.keys() - EMPTY else response.json()


@pytest.mark.parametrize("operation", EXAMPLES)
def test_an_example_is_shown_where_its_operation_is(document: dict[str, Any], operation: str) -> None:
    path, entry = next((path, entry) for path, entry in iter_operations(document) if entry["operationId"] == operation)
    shown = {each["url"]: each["summary"] for each in entry["x-examples"]}
    assert shown == {quote(each.url, safe="/?&=%"): each.question for each in EXAMPLES[operation]}
    assert shown
    assert all(f"{question} [`GET {url}`]" in entry["description"] for url, question in shown.items())
    assert all(len(url.partition("?")[0].split("/")) == len(path.split("/")) for url in shown)


def test_what_connects_bolat_nazarbayev_to_china(client: TestClient) -> None:
    body = client.get("/v1/paths?from=Bolat%20Nazarbayev&to=China").json()
    assert 0 < len(body["items"]) <= 5
    hops = [hop for path in body["items"] for hop in path["hops"]]
    for path in body["items"]:
        assert path["entities"][0]["id"] == "bolat-nazarbayev"
        assert path["entities"][-1]["id"] == "china"
        assert len(path["hops"]) == path["length"] == len(path["entities"]) - 1
        ends = [(hop["from"], hop["to"]) for hop in path["hops"]]
        assert ends == list(zip(path["entities"], path["entities"][1:], strict=False))
    for hop in hops:
        assert sorted(hop) == sorted(HOP)
        assert hop["claims"]
    evidence = [each for hop in hops for claim in hop["claims"] for each in claim["evidence"]]
    assert all(each["locator"].keys() == {"paragraph", "sentence"} for each in evidence)
    assert all(len(each["digest"]) == 64 for each in evidence)
    cited = [each["cites"] for each in evidence]
    assert all(isinstance(each, list) for each in cited)
    assert any(cited), "some sentence cites an outlet"
    assert not all(cited), "some sentence says that it cites none"


@pytest.mark.parametrize(
    "url",
    [
        "/v1/paths?from=Tokayev&to=China&basis=stated",
        "/v1/paths?from=Tokayev&to=China&hedged=false&topic=foreign-policy",
        "/v1/entities/kazakhstan/neighbours?limit=500",
        "/v1/entities/kassym-jomart-tokayev/neighbours?limit=500",
        "/v1/entities/china/neighbours?limit=500",
        "/v1/entities/kazakhstan/neighbours?type=country&type=person&status=ongoing&status=planned",
        "/v1/paths?from=Tokayev&to=China&date=2023&min_outlets=1&exclude_outlet=RBC&known_as_of=2023-10",
        "/v1/subgraph?of=China&of=Russia&hops=1&limit=500&unit=percent&unit=USD&value_min=4",
        "/v1/common-neighbours?of=China&of=Russia&limit=500&exclude_source=rbc-july-28&rank=normal",
    ],
)
def test_claims_url_lists_all_claims_of_a_tie(client: TestClient, url: str) -> None:
    ties = [each for each in walk(client.get(url).json()) if "claims_url" in each]
    assert ties
    for tie in ties:
        listed = client.get(tie["claims_url"]).json()
        assert listed["total"] == {"value": tie["claim_count"], "relation": "eq"}
        assert listed["items"][: len(tie["claims"])] == tie["claims"]


@pytest.mark.parametrize(
    ("url", "reason", "filter_"),
    [
        ("/v1/claims?speaker=China&status=feared", "filtered", "speaker"),
        ("/v1/entities/bolat-nazarbayev/neighbours?topic=water", "filtered", "topic"),
        ("/v1/paths?from=Bolat%20Nazarbayev&to=Xinjiang&max_hops=1", "too_long", None),
        ("/v1/paths?from=Bolat%20Nazarbayev&to=China&topic=water", "filtered", "topic"),
        ("/v1/sources?outlet=China", "filtered", "outlet"),
        ("/v1/search?q=zzzzzzzz", "no_claims", None),
        ("/v1/contested", "no_claims", None),
        ("/v1/timeline?date=1990", "filtered", "date"),
        ("/v1/facets?by=outlet&value=20", "filtered", "value"),
        ("/v1/dyad?of=AZ&of=GE", "no_claims", None),
        ("/v1/dyad?of=KZ&of=CN&topic=corruption&status=feared", "filtered", "topic"),
        ("/v1/common-neighbours?of=Azerbaijan&of=Khorgos", "no_claims", None),
        ("/v1/common-neighbours?of=China&of=Russia&outlet=Orda.kz", "filtered", "outlet"),
        ("/v1/subgraph?of=Azerbaijan&hops=0", "no_claims", None),
        ("/v1/entities/kazakhstan/neighbours?rank=deprecated", "filtered", "rank"),
    ],
)
def test_an_empty_list_says_why(client: TestClient, url: str, reason: str, filter_: str | None) -> None:
    body = client.get(url).json()
    assert body["items"] == []
    assert list(body["empty"]) == ["reason", "detail", "hops", "filter", "try"]
    assert (body["empty"]["reason"], body["empty"]["filter"]) == (reason, filter_)


def test_a_person_who_types_no_more_than_the_address_ends_at_the_documentation(client: TestClient) -> None:
    response = client.get("/")
    assert (response.status_code, response.headers["location"]) == (307, "/docs")
    assert client.get("/docs").status_code == 200
