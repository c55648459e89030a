"""The REST reference names every path, parameter, filter, error and reason, and its examples work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from api import create_app
from api.body import MAX_BODY_BYTES
from api.envelope import Envelope
from api.exchange import MAX_URL_BYTES
from api.problems import TITLES
from kgraph.answers import changes, overviews, views
from kgraph.answers.answer import EmptyReason
from kgraph.filters import filter_specs
from kgraph.queries.cursor import encode_cursor
from kgraph.queries.naming import MAX_SUGGESTIONS
from kgraph.queries.quality import DEFINITIONS
from kgraph.records.base import Record
from kgraph.stores import DisputeKind
from tests.docs.curl import parse_curl, send
from tests.docs.pages import code, codes, find_blocks, find_tables, headings, read_page, section, table

PAGE = read_page("rest.md")
ERRORS = table(PAGE, "Errors")
ITEMS: dict[str, tuple[type[Record], str | None]] = {
    "hit of a search": (views.EntityHit, None),
    "result of a lookup": (views.LookupResult, None),
    "entity": (views.EntityView, "entity"),
    "neighbour": (views.Neighbour, None),
    "claim": (views.ClaimView, "claim"),
    "path": (views.Path, None),
    "hop": (views.Hop, None),
    "common neighbour": (overviews.CommonNeighbour, None),
    "item of a timeline": (overviews.TimelineItem, None),
    "count of a facet": (overviews.FacetCount, None),
    "dispute": (overviews.DisputeView, None),
    "side of a dispute": (overviews.SideView, None),
    "source": (views.SourceView, "source"),
    "source of a claim": (views.ClaimSource, "source"),
    "change": (changes.Change, None),
}


def curl_lines(text: str) -> list[str]:
    return [line for block in find_blocks(text, "sh") for line in block.text.splitlines()]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def paths(client: TestClient) -> dict[str, Any]:
    document = client.get("/openapi.json").json()
    return {path: operations["get"] for path, operations in document["paths"].items() if "get" in operations}


def documented_paths(method: str = "GET") -> list[str]:
    found = [re.fullmatch(rf"`{method} (.+)`", heading) for heading in headings(PAGE)]
    return [match[1] for match in found if match]


def test_every_path_is_documented_and_no_other(paths: dict[str, Any]) -> None:
    assert documented_paths() == list(dict.fromkeys(documented_paths()))
    assert set(documented_paths()) == set(paths)


def test_what_takes_a_body_is_documented_with_its_bounds_and_outcomes(client: TestClient) -> None:
    posted = {
        path: each["post"] for path, each in client.get("/openapi.json").json()["paths"].items() if "post" in each
    }
    assert documented_paths("POST") == list(posted) == ["/v1/lookup", "/v1/reconcile"]
    text = section(PAGE, "`POST /v1/lookup`")
    schema = posted["/v1/lookup"]["requestBody"]["content"]["application/json"]["schema"]["properties"]["queries"]
    assert f"{schema['minProperties']} to {schema['maxProperties']} names" in text
    assert f"at most {schema['propertyNames']['maxLength']} characters" in " ".join(text.split())
    assert f"at most {MAX_BODY_BYTES:,} bytes" in text
    outcomes = views.LookupResult.model_fields["outcome"].annotation
    assert [code(row["outcome"]) for row in find_tables(text)[0]] == list(get_args(outcomes))
    assert f"at most {MAX_SUGGESTIONS}" in text
    (line,) = curl_lines(text)
    results = send(client, parse_curl(line)).json()["results"]
    assert [result["outcome"] for result in results.values()] == ["found", "ambiguous"]


def test_the_pages_for_people_are_there(client: TestClient) -> None:
    pages = [code(row["page"]) for row in table(PAGE, "Pages for people")]
    assert sorted(pages) == ["/", "/docs", "/openapi.json", "/redoc"]
    for page in pages:
        assert client.get(page).status_code == HTTPStatus.OK


def scope_of(path: str) -> set[str]:
    """Return the filters that a section says the path takes."""
    found = re.search(r"^Filters: (\w+)(?:, without `(\w+)`)?\.$", section(PAGE, f"`GET {path}`"), re.MULTILINE)
    return set(filter_specs(found[1])) - {found[2]} if found else set()  # type: ignore[arg-type]


def bounds_of(schema: dict[str, Any]) -> str:
    if "maxItems" in schema:
        least = f"{schema['minItems']} to" if "minItems" in schema else "at most"
        return f"{least} {schema['maxItems']} times"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema.get("format") == "json":
        return "JSON"
    if schema["type"] == "boolean":
        return "`true` or `false`"
    if schema["type"] == "integer":
        return f"{schema['minimum']} to {schema['maximum']}"
    if "maxLength" not in schema:
        return "opaque"
    return (f"{schema['minLength']} to " if "minLength" in schema else "at most ") + f"{schema['maxLength']} characters"


@pytest.mark.parametrize("path", documented_paths())
def test_the_parameters_of_a_path_are_documented_with_defaults_and_bounds(path: str, paths: dict[str, Any]) -> None:
    given = {each["name"]: each for each in paths[path].get("parameters", ()) if each["in"] == "query"}
    tables = find_tables(section(PAGE, f"`GET {path}`"))
    own = {code(row["parameter"]): row for row in tables[0]} if tables else {}
    assert set(own).isdisjoint(scope_of(path))
    assert set(own) | scope_of(path) == set(given)
    for name, row in own.items():
        assert row["bounds"] == bounds_of(given[name]["schema"]), name
        default = given[name]["schema"].get("default")
        if given[name].get("required"):
            assert row["default"] == "required", name
        elif default is not None:
            assert row["default"] == str(default), name
        else:
            assert row["default"] in ("all", "none", "from the start"), name


def test_the_table_of_filters() -> None:
    rows = {code(row["filter"]): row for row in table(PAGE, "Filters")}
    assert list(rows) == list(filter_specs())
    for name, spec in filter_specs().items():
        row = rows[name]
        assert row["several"] == ("yes" if spec.repeatable else "no"), name
        assert row["queries"].split(", ") == sorted(spec.scopes), name
        if spec.words is not None:
            assert row["takes"] == {"entity": "entity", "source": "id"}.get(spec.words, f"`{spec.words}`"), name


def test_the_envelope() -> None:
    assert [code(row["member"]) for row in table(PAGE, "Conventions")] == list(Envelope.model_fields)


@pytest.mark.parametrize("row", table(PAGE, "Items"), ids=lambda row: row["item"])
def test_the_members_of_an_item(row: dict[str, str]) -> None:
    model, record = ITEMS[row["item"]]
    shown = codes(re.sub(r"\([^)]*`[^)]*\)", "", row["members"]))
    inherited = [code(each["field"]) for each in table(read_page("data-model.md"), record.title())] if record else []
    members = {field.alias or name for name, field in model.model_fields.items()}
    if row["item"] == "source of a claim":
        inherited.append("claim_count")
    assert sorted([*inherited, *shown]) == sorted(members)


def test_every_item_is_in_the_table() -> None:
    assert [row["item"] for row in table(PAGE, "Items")] == list(ITEMS)


def test_every_reason_of_an_empty_answer() -> None:
    rows = table(PAGE, "Empty answers")
    assert [code(row["reason"]) for row in rows] == list(get_args(EmptyReason))


def test_every_reason_of_a_dispute() -> None:
    rows = find_tables(section(PAGE, "`GET /v1/contested`"))[1]
    assert [code(row["reason"]) for row in rows] == list(get_args(DisputeKind))


def test_every_finding_of_quality() -> None:
    rows = find_tables(section(PAGE, "`GET /v1/quality`"))[1]
    assert [code(row["finding"]) for row in rows] == list(DEFINITIONS)


def test_every_error_is_documented() -> None:
    assert sorted(code(row["code"]) for row in ERRORS) == sorted(TITLES)
    assert f"{MAX_URL_BYTES:,} bytes" in section(PAGE, "Errors")


@pytest.mark.parametrize("row", [row for row in ERRORS if row["for example"]], ids=lambda row: row["code"])
def test_the_example_of_an_error(row: dict[str, str], client: TestClient) -> None:
    method, _, url = code(row["for example"]).rpartition(" ")
    response = client.request(method or "GET", url)
    assert (str(response.status_code), f"`{response.json()['code']}`") == (row["status"], row["code"])


def test_errors_without_an_example(client: TestClient) -> None:
    statuses = {code(row["code"]): int(row["status"]) for row in ERRORS}
    stale = encode_cursor("0" * 64, {}, "china")
    answers = [
        client.get("/v1/entities", params={"cursor": stale}),
        client.get("/v1/entities", headers={"Accept": "text/csv"}),
        client.get("/v1/search", params={"q": "a" * (MAX_URL_BYTES + 1)}),
    ]
    answers += [
        client.post("/v1/lookup", content=b"{}" + b" " * MAX_BODY_BYTES, headers={"Content-Type": "application/json"}),
        client.post("/v1/lookup", json={}),
    ]
    for response, name in zip(
        answers, ("stale-cursor", "not-acceptable", "url-too-long", "body-too-large", "invalid-body"), strict=True
    ):
        assert (response.json()["code"], response.status_code) == (name, statuses[name])


@pytest.mark.parametrize("line", curl_lines(PAGE))
def test_a_curl_line_works(line: str, client: TestClient) -> None:
    response = send(client, parse_curl(line))
    assert response.status_code == HTTPStatus.OK, response.text
    if response.headers["content-type"] != "application/json":
        return  # a file
    # Nothing in the article contradicts anything else in it, and no earlier version of it is at hand.
    if response.content and "items" in response.json() and not re.search("/v1/(contested|changes)", line):
        assert response.json()["items"]


def test_every_path_has_a_curl_line(paths: dict[str, Any]) -> None:
    for path in documented_paths():
        lines = curl_lines(section(PAGE, f"`GET {path}`"))
        pattern = re.sub(r"\{\w+\}", "[^/]+", path)
        assert lines, path
        for line in lines:
            assert re.fullmatch(pattern, parse_curl(line).url.partition("?")[0]), line


def test_the_headers(client: TestClient) -> None:
    headers = {code(row["header"]) for row in table(PAGE, "Headers") if row["header"]}
    listed = client.get("/v1/claims?limit=2", headers={"X-Request-ID": "my-question-1", "Accept-Encoding": "gzip"})
    for name in headers - {"Allow", "Content-Disposition"}:
        assert name in listed.headers, name
    assert "Content-Disposition" in client.head("/v1/export").headers
    assert listed.headers["X-Request-ID"] == "my-question-1"
    assert listed.headers["Vary"] == "Accept, Accept-Encoding"
    unchanged = client.get(
        "/v1/claims?limit=2", headers={"If-None-Match": listed.headers["ETag"], "Accept-Encoding": "gzip"}
    )
    assert (unchanged.status_code, unchanged.content) == (HTTPStatus.NOT_MODIFIED, b"")
    head = client.head("/v1/claims?limit=2", headers={"Accept-Encoding": "gzip"})
    assert (head.headers["ETag"], head.content) == (listed.headers["ETag"], b"")
    assert client.post("/v1/claims").headers["Allow"] == "GET, HEAD"
    for path, kept in (("/healthz", "no-store"), ("/v1/x", "no-store"), ("/v1/dataset", "no-cache")):
        assert client.get(path).headers["Cache-Control"] == kept


def test_a_name_in_a_path_leads_to_the_id(client: TestClient) -> None:
    response = client.get("/v1/entities/Tokaev/claims?limit=3", follow_redirects=False)
    assert response.status_code == HTTPStatus.TEMPORARY_REDIRECT
    assert response.headers["Location"] == "/v1/entities/kassym-jomart-tokayev/claims?limit=3"
