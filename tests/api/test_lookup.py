"""`POST /v1/lookup` over a real server: names that are certain, names that are not, and bodies that are wrong."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from api.body import MAX_BODY_BYTES
from api.examples import POSTED
from kgraph.queries.lookup import MAX_QUERIES
from tests.api.problem_checks import check_problem
from tests.api.server import Server

RESULT = ["outcome", "entity", "matched", "candidates", "suggestions", "removed_because"]
JSON = {"Content-Type": "application/json"}


def post(server: Server, content: str | bytes, **headers: str) -> httpx2.Response:
    return httpx2.post(f"{server.url}/v1/lookup", content=content, headers={**JSON, **headers})


def ask(server: Server, queries: dict[str, str]) -> dict[str, Any]:
    response = post(server, json.dumps({"queries": queries}))
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    assert list(body) == ["results", "dataset_version"]
    assert response.headers["dataset-version"] == body["dataset_version"]
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    assert list(body["results"]) == list(queries)
    assert all(list(result) == RESULT for result in body["results"].values())
    results: dict[str, Any] = body["results"]
    return results


def test_each_name_comes_back_under_its_key_in_the_given_order(server: Server) -> None:
    names = {"z": "Тоқаев", "a": "xi-jinping", "10": "哈萨克斯坦", "9": "Horgos", "": "или", "б/~": "KREMLIN"}
    results = ask(server, names)
    found = {key: (result["entity"]["id"], result["matched"]["how"]) for key, result in results.items()}
    assert found == {
        "z": ("kassym-jomart-tokayev", "exact"),
        "a": ("xi-jinping", "id"),
        "10": ("kazakhstan", "exact"),
        "9": ("khorgos-project", "exact"),
        "": ("ile-river", "normalised"),
        "б/~": ("government-of-russia", "normalised"),
    }
    for result in results.values():
        assert (result["outcome"], result["candidates"], result["suggestions"]) == ("found", [], [])
        assert result["entity"].keys() == {"id", "name", "type"}
        assert result["matched"].keys() == {"text", "lang", "kind", "how"}


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Nazarbayev", ["bolat-nazarbayev", "nursultan-nazarbayev"]),
        ("назарбаев", ["bolat-nazarbayev", "nursultan-nazarbayev"]),
        ("Astana", ["astana-city", "government-of-kazakhstan"]),
        ("阿斯塔纳", ["astana-city", "government-of-kazakhstan"]),
    ],
)
def test_an_ambiguous_name_has_its_candidates_here_and_409_elsewhere(server: Server, name: str, ids: list[str]) -> None:
    result = ask(server, {"k": name})["k"]
    assert (result["outcome"], result["entity"], result["matched"]) == ("ambiguous", None, None)
    assert [hit["id"] for hit in result["candidates"]] == ids
    assert all(hit.keys() == {"id", "name", "type", "matched"} for hit in result["candidates"])
    assert result["suggestions"] == []
    problem = check_problem(httpx2.get(f"{server.url}/v1/entities/{name}"), 409, "ambiguous-name", value=name)
    assert [each["id"] for each in problem["candidates"]] == ids


@pytest.mark.parametrize("name", ["Kazakhstann", "Tokayevv", "Токкаев", "Tokayev Kassym-Jomart", "Kazakhst", "zzzz"])
def test_an_unknown_name_has_suggestions_and_no_answer(server: Server, name: str) -> None:
    result = ask(server, {"k": name})["k"]
    assert (result["outcome"], result["entity"], result["matched"]) == ("unknown", None, None)
    assert result["candidates"] == []
    hits = httpx2.get(f"{server.url}/v1/search", params={"q": name, "limit": 5}).json()["items"]
    assert result["suggestions"] == hits
    assert bool(hits) == (name != "zzzz")


def test_500_names_and_no_more(server: Server) -> None:
    results = ask(server, {f"k{number}": "China" for number in range(MAX_QUERIES)})
    assert len(results) == MAX_QUERIES
    for count in (0, MAX_QUERIES + 1):
        body = json.dumps({"queries": {f"k{number}": "China" for number in range(count)}})
        check_problem(post(server, body), 422, "invalid-body", parameter="/queries", value=str(count))


def test_the_longest_keys_and_names(server: Server) -> None:
    assert ask(server, {"k" * 200: "x" * 200})["k" * 200]["outcome"] == "unknown"
    check_problem(post(server, json.dumps({"queries": {"k" * 201: "a"}})), 422, "invalid-body", parameter="/queries")
    check_problem(post(server, json.dumps({"queries": {"k": "x" * 201}})), 422, "invalid-body", parameter="/queries/k")


def test_the_examples_work(server: Server) -> None:
    for example in POSTED["lookup"]:
        outcomes = [result["outcome"] for result in ask(server, example.body["queries"]).values()]
        assert outcomes == ["found", "ambiguous", "unknown"]


def iter_wrong_bodies() -> Iterator[tuple[str | bytes, str | None, str | None]]:
    """Yield a body, the place where it is wrong, and the value that stands there, as far as they can be told."""
    for broken in (
        "",
        "{",
        "{'queries': {}}",
        '{"queries": {"a": "b"},}',
        "\ufeff{}",
        "nope",
        '{"queries": {"a": "\x01"}}',
    ):
        yield broken, None, None
    yield b'{"queries": {"a": "\xff"}}', None, None
    yield b"\xff\xfe{\x00}\x00", None, None
    yield "[" * 100_000, None, None
    yield '{"queries": ' * 50_000, None, None
    yield '{"queries": {"a": ' + "9" * 5000 + "}}", None, None
    for other, shown in (("[]", "a list"), ("null", "null"), ('"queries"', "queries"), ("1", "1"), ("true", "true")):
        yield other, None, shown
        yield f'{{"queries": {other}}}', "/queries", shown
        if other != '"queries"':
            yield f'{{"queries": {{"ok": "China", "a/b~": {other}}}}}', "/queries/a~1b~0", shown
    for number in ("NaN", "Infinity", "-Infinity", "1.5"):
        yield f'{{"queries": {{"a": {number}}}}}', "/queries/a", number
    yield '{"queries": {"a": ' + "[" * 500 + "]" * 500 + "}}", "/queries/a", "a list"
    yield "{}", "/queries", None
    yield '{"query": {"a": "China"}}', "/query", "query"
    yield '{"queries": {"a": "China"}, "limit": 5}', "/limit", "limit"
    yield '{"queries": {"a": "China"}, "queries": {"a": "Russia"}}', "/queries", "queries"
    yield '{"queries": {"a": "China", "a": "Russia"}}', "/queries/a", "a"
    yield '{"queries": {"a": ""}}', "/queries/a", ""
    yield '{"queries": {"a": " "}}', "/queries/a", " "
    yield '{"queries": {"a": "b\\u0000"}}', "/queries/a", "U+0000"
    yield '{"queries": {"a": "\\ud800"}}', "/queries/a", "U+D800"
    yield '{"queries": {"\\ud800": "China"}}', "/queries", "'\\ud800'"
    yield '{"\\ud800": 1}', "/\\ud800", "\\ud800"


@pytest.mark.parametrize(("body", "place", "value"), list(iter_wrong_bodies()), ids=lambda each: ascii(each)[:50])
def test_a_wrong_body_is_refused_at_its_place(
    server: Server, body: str | bytes, place: str | None, value: str | None
) -> None:
    content = body.encode() if isinstance(body, str) else body
    problem = check_problem(post(server, content), 422, "invalid-body", parameter=place, value=value)
    assert problem["suggestions"] == (["queries"] if place in ("/query", "/limit", "/\\ud800") else [])


@pytest.mark.parametrize(
    "media_type",
    [
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin-1",
        "multipart/form-data",
    ],
)
def test_another_media_type_is_refused(server: Server, media_type: str) -> None:
    answer = post(server, '{"queries": {"a": "China"}}', **{"Content-Type": media_type})
    check_problem(answer, 415, "unsupported-media-type", value=media_type)


def test_json_by_any_of_its_names(server: Server) -> None:
    for media_type in (
        "application/json",
        "Application/JSON",
        "application/json; charset=UTF-8",
        'application/json;charset="utf-8"',
    ):
        assert post(server, '{"queries": {"a": "China"}}', **{"Content-Type": media_type}).status_code == 200


def test_a_body_of_a_million_bytes_and_no_more(server: Server) -> None:
    body = b'{"queries": {"a": "China"}}'
    assert post(server, body.ljust(MAX_BODY_BYTES)).status_code == 200
    check_problem(post(server, body.ljust(MAX_BODY_BYTES + 1)), 413, "body-too-large")

    def iter_parts() -> Iterator[bytes]:
        yield from [b" " * 100_000] * 11

    chunked = httpx2.post(f"{server.url}/v1/lookup", content=iter_parts(), headers=JSON)
    check_problem(chunked, 413, "body-too-large")


def test_no_more_is_read_of_a_body_that_is_announced_as_too_large(server: Server) -> None:
    head = (
        "POST /v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head.encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_caller_who_hangs_up_breaks_nothing(server: Server) -> None:
    head = "POST /v1/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head.encode())
    assert ask(server, {"a": "China"})["a"]["outcome"] == "found"
    assert "Traceback" not in server.read_log()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_but_post(server: Server, method: str) -> None:
    answer = httpx2.request(method, f"{server.url}/v1/lookup")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    if method != "HEAD":
        check_problem(answer, 405, "method-not-allowed", value=method)


def test_what_is_wrong_in_the_url_or_not_acceptable(server: Server) -> None:
    body = '{"queries": {"a": "China"}}'
    answer = httpx2.post(f"{server.url}/v1/lookup?limit=5", content=body, headers=JSON)
    check_problem(answer, 400, "unknown-parameter", parameter="limit", value="5")
    check_problem(post(server, body, Accept="text/csv"), 406, "not-acceptable")


def test_the_log_holds_no_names(server: Server) -> None:
    ask(server, {"k": "Bolat Nazarbayev"})
    assert "Nazarbayev" not in server.read_log()


def test_the_document_shows_the_body_and_the_examples(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/lookup"]["post"]
    content = operation["requestBody"]["content"]["application/json"]
    assert content["example"] == POSTED["lookup"][0].body
    assert operation["requestBody"]["required"] is True
    assert operation["x-examples"] == [
        {"summary": each.question, "url": each.url, "body": each.body} for each in POSTED["lookup"]
    ]
    assert all(each.question in operation["description"] for each in POSTED["lookup"])
