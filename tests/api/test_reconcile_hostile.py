"""What nobody should send to the reconciliation service: refused where it is wrong, and never with a 500."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.body import MAX_BODY_BYTES
from tests.api.problem_checks import check_problem

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
# Values that come near to what is taken.
NEAR = JSON_VALUES | st.sampled_from(
    ["china", "Nazarbayev", "person", "country", "name_ru", "has_ties_with", "neighbour#evidence", ["person"], 3, {}]
)
QUERIES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("query", "type", "limit", "type_strict", "properties"), NEAR)
) | st.fixed_dictionaries(
    {"query": st.sampled_from(["China", "Astana"])},
    optional={"properties": st.lists(st.fixed_dictionaries({"pid": NEAR, "v": NEAR}), max_size=2)},
)
EXTENSIONS = st.fixed_dictionaries(
    {"ids": NEAR | st.lists(NEAR | st.sampled_from(["\ud800", "a" * 201]), max_size=3)},
    optional={
        "properties": st.lists(
            st.fixed_dictionaries(
                {"id": NEAR},
                optional={"settings": NEAR | st.fixed_dictionaries({}, optional={"limit": NEAR, "qualified": NEAR})},
            ),
            max_size=3,
        )
    },
)


def post(client: TestClient, **fields: str) -> Any:
    return client.post("/v1/reconcile", data=fields)


def iter_wrong_batches() -> Iterator[tuple[Any, str | None]]:
    """Yield a batch and the place at which it is wrong."""
    for value in ("China", ["China"], None, 3):
        yield value, "/queries"
        yield {"a": value}, "/queries/a"
    yield {}, "/queries"
    yield {"k" * 201: {"query": "China"}}, "/queries"
    yield {"\ud800": {"query": "China"}}, "/queries"
    yield {"a/b~": {}}, "/queries/a~1b~0/query"
    yield {"a": {"query": 3}}, "/queries/a/query"
    yield {"a": {"query": None}}, "/queries/a/query"
    yield {"a": {"query": "China", "typ": "person"}}, "/queries/a/typ"
    for limit in (0, -1, 1.5, "3", True, None, float("nan"), float("inf"), []):
        yield {"a": {"query": "China", "limit": limit}}, "/queries/a/limit"
    for type_ in ([3], {"id": "person"}, [["person"]], ["person"] * 101):
        yield {"a": {"query": "China", "type": type_}}, "/queries/a/type"
    yield {"a": {"query": "China", "type_strict": "none"}}, "/queries/a/type_strict"
    yield {"a": {"query": "China", "properties": {}}}, "/queries/a/properties"
    yield {"a": {"query": "China", "properties": [{"pid": "id", "v": "x"}] * 11}}, "/queries/a/properties"
    for pair, place in (
        (3, ""),
        ({"v": "x"}, "/pid"),
        ({"pid": "id"}, "/v"),
        ({"pid": "idd", "v": "x"}, "/pid"),
        ({"pid": "neighbour#evidence", "v": "x"}, "/pid"),
        ({"pid": "id", "v": None}, "/v"),
        ({"pid": "id", "v": [["x"]]}, "/v"),
        ({"pid": "id", "v": {"name": "x"}}, "/v/id"),
        ({"pid": "id", "v": ["x"] * 21}, "/v"),
    ):
        yield {"a": {"query": "China", "properties": [pair]}}, f"/queries/a/properties/0{place}"
    yield {"a": {"properties": []}}, "/queries/a/query"
    yield {"a": {"properties": [{"pid": "country", "v": "CN"}]}}, "/queries/a/properties/0"
    costly = {"query": "x", "limit": 50, "properties": [{"pid": "neighbour", "v": "china"}]}
    yield {str(number): costly for number in range(101)}, "/queries"


def iter_wrong_extensions() -> Iterator[tuple[Any, str]]:
    """Yield an extension and the place at which it is wrong."""
    for value in ("china", [], None):
        yield value, "/extend"
    yield {"ids": []}, "/extend/properties"
    yield {"properties": []}, "/extend/ids"
    yield {"ids": "china", "properties": []}, "/extend/ids"
    yield {"ids": ["china", 3], "properties": []}, "/extend/ids/1"
    yield {"ids": ["a"] * 501, "properties": []}, "/extend/ids"
    # Half a surrogate pair cannot be written into the answer, where ids and properties are repeated.
    for id_ in ("\ud800", "china\udfff", "a" * 201):
        yield {"ids": ["china", id_], "properties": [{"id": "id"}]}, "/extend/ids/1"
    yield {"ids": [], "properties": [], "more": 1}, "/extend/more"
    for column, place in (
        ("id", ""),
        ({}, "/id"),
        ({"id": "idd"}, "/id"),
        ({"id": 3}, "/id"),
        ({"id": "\ud800"}, "/id"),
        ({"id": f"name_uk{'-aaaaa' * 40}"}, "/id"),
        ({"id": "id", "settings": 3}, "/settings"),
        ({"id": "id", "settings": {"limits": 3}}, "/settings/limits"),
        ({"id": "id", "settings": {"limit": 0}}, "/settings/limit"),
        ({"id": "id", "settings": {"limit": "many"}}, "/settings/limit"),
        ({"id": "id", "settings": {"qualified": "link"}}, "/settings/qualified"),
    ):
        yield {"ids": ["china"], "properties": [column]}, f"/extend/properties/0{place}"
    yield {"ids": [], "properties": [{"id": "id"}, {"id": "id"}]}, "/extend/properties/1/id"
    yield (
        {"ids": [], "properties": [{"id": f"name_{a}{b}"} for a in "abcdefgh" for b in "abcdefgh"]},
        "/extend/properties",
    )
    columns = [
        {"id": id_} for id_ in ("neighbour", "neighbour#evidence", "has_ties_with", "has_ties_with#evidence", "leads")
    ]
    yield {"ids": [f"a{number}" for number in range(401)], "properties": columns}, "/extend"


WRONG = [("queries", *each) for each in iter_wrong_batches()] + [("extend", *each) for each in iter_wrong_extensions()]


@pytest.mark.parametrize(("name", "value", "place"), WRONG)
def test_what_is_wrong_is_refused_at_its_place(client: TestClient, name: str, value: Any, place: str) -> None:
    text = json.dumps(value)
    check_problem(post(client, **{name: text}), 422, "invalid-body", parameter=place)
    url = f"/v1/reconcile?{urlencode({name: text})}"
    if len(url) < 8000:
        problem = client.get(url)
        assert (problem.status_code, problem.json()["parameter"]) == (400, place)


def test_a_near_word_is_suggested(client: TestClient) -> None:
    batch: Any = {"a": {"query": "China", "type_strict": "shoud"}}
    problem = check_problem(post(client, queries=json.dumps(batch)), 422, "invalid-body", value="shoud")
    assert problem["suggestions"][0] == "should"
    batch = {"a": {"query": "China", "properties": [{"pid": "has_tie_with", "v": 1}]}}
    problem = check_problem(post(client, queries=json.dumps(batch)), 422, "invalid-body", value="has_tie_with")
    assert problem["suggestions"][0] == "has_ties_with"


@pytest.mark.parametrize(
    "text",
    ["", "{", "nope", "{'a': 1}", '{"a": {"query": "\x01"}}', "[" * 100_000, "9" * 5000, "\ufeff{}"],
    ids=range(8),
)
def test_what_is_no_json_is_refused(client: TestClient, text: str) -> None:
    for name in ("queries", "extend"):
        check_problem(post(client, **{name: text}), 422, "invalid-body")
        url = f"/v1/reconcile?{urlencode({name: text})}"
        if len(url) < 8000 and "\x01" not in text and "\ufeff" not in text:
            check_problem(client.get(url), 400, "invalid-parameter", parameter=name)


def test_a_key_that_comes_twice_is_refused_where_it_stands(client: TestClient) -> None:
    for text, place in (
        ('{"a": {"query": "x"}, "a": {"query": "y"}}', "/queries/a"),
        ('{"a": {"query": "x", "query": "y"}}', "/queries/a/query"),
        ('{"a": {"query": "x", "properties": [{"pid": "id", "v": 1, "v": 2}]}}', "/queries/a/properties/0/v"),
    ):
        check_problem(post(client, queries=text), 422, "invalid-body", parameter=place)


def test_a_field_that_was_left_empty_is_as_one_that_is_not_there(client: TestClient) -> None:
    asked = json.dumps({"a": {"query": "China"}})
    assert post(client, queries=asked, extend="").json() == post(client, queries=asked).json()
    asked = json.dumps({"ids": ["china"], "properties": [{"id": "country"}]})
    assert post(client, queries="", extend=asked).json() == post(client, extend=asked).json()
    check_problem(post(client, queries="", extend=""), 422, "invalid-body")


def test_a_form_holds_one_question(client: TestClient) -> None:
    check_problem(client.post("/v1/reconcile", content=b"", headers=FORM), 422, "invalid-body")
    check_problem(post(client, queries="{}", extend="{}"), 422, "invalid-body")
    check_problem(client.get("/v1/reconcile?queries={}&extend={}"), 400, "invalid-parameter", parameter="extend")
    check_problem(post(client, query="{}"), 422, "invalid-body", parameter="/query", value="query")
    twice = client.post("/v1/reconcile", content=b"queries={}&queries={}", headers=FORM)
    check_problem(twice, 422, "invalid-body", parameter="/queries")
    many = "&".join(f"f{number}=" for number in range(11))
    check_problem(client.post("/v1/reconcile", content=many.encode(), headers=FORM), 422, "invalid-body")
    for broken in (
        b"queries=%FF",
        b'queries={"a":{"query":"%FF"}}',
        b"queries=\xff",
        b"%FF=1",
        b"%00=1",
        b"%ED%A0%80=1",
    ):
        check_problem(client.post("/v1/reconcile", content=broken, headers=FORM), 422, "invalid-body")


@pytest.mark.parametrize(
    "type_", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "x; charset=utf-8"]
)
def test_another_media_type_than_that_of_forms_is_refused(client: TestClient, type_: str) -> None:
    answer = client.post("/v1/reconcile", content=b"queries={}", headers={"Content-Type": type_})
    check_problem(answer, 415, "unsupported-media-type")
    latin = {"Content-Type": f"{FORM['Content-Type']}; charset=latin-1"}
    check_problem(client.post("/v1/reconcile", content=b"queries={}", headers=latin), 415, "unsupported-media-type")


def test_a_form_that_says_that_it_is_utf8_is_read(client: TestClient) -> None:
    body = f"queries={quote(json.dumps({'a': {'query': 'Тоқаев'}}))}".encode()
    answer = client.post(
        "/v1/reconcile", content=body, headers={"Content-Type": f"{FORM['Content-Type']}; charset=UTF-8"}
    )
    assert answer.json()["a"]["result"][0]["match"]


def test_a_form_that_is_too_long_is_refused(client: TestClient) -> None:
    check_problem(post(client, queries=" " * MAX_BODY_BYTES), 413, "body-too-large")


def test_an_unknown_parameter_is_refused_here_too(client: TestClient) -> None:
    check_problem(client.get("/v1/reconcile?query=x"), 400, "unknown-parameter", parameter="query")
    check_problem(client.post("/v1/reconcile?queries={}", data={"queries": "{}"}), 400, "unknown-parameter")
    check_problem(client.get("/v1/reconcile?callback=f"), 400, "unknown-parameter", parameter="callback")


@settings(max_examples=300)
@given(st.dictionaries(st.text(max_size=4), QUERIES | JSON_VALUES, max_size=3))
def test_no_batch_breaks_the_service(client: TestClient, batch: dict[str, Any]) -> None:
    assert post(client, queries=json.dumps(batch)).status_code in (200, 422)


@settings(max_examples=300)
@given(EXTENSIONS | JSON_VALUES)
def test_no_extension_breaks_the_service(client: TestClient, extension: Any) -> None:
    assert post(client, extend=json.dumps(extension)).status_code in (200, 422)


@given(st.binary(max_size=60))
def test_no_form_breaks_the_service(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/reconcile", content=body, headers=FORM).status_code == 422
