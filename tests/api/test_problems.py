"""Bad input of one kind each, and what is answered: status, code, parameter, value, and what could be meant."""

from __future__ import annotations

import base64
import json
import logging
import re
import socket

import httpx2
import pytest
from starlette.testclient import TestClient

from api import Settings, create_app
from api.exchange import MAX_URL_BYTES
from kgraph import KnowledgeGraph
from kgraph.answers.descriptions import SchemaView
from kgraph.records import Dataset
from tests.api.problem_checks import check_problem
from tests.api.questions import Questions
from tests.api.server import Server
from tests.api.test_paging import PAGED
from tests.events.imported import over_all_datasets


@pytest.mark.parametrize(
    ("query", "parameter", "value", "detail"),
    [
        ("from=China", "to", None, "to is needed here."),
        ("to=China", "from", None, "from is needed here."),
        ("from=china&to=china", "to", "china", "from and to are the same entity, china."),
        ("from=China&to=%D0%9A%D0%B8%D1%82%D0%B0%D0%B9", "to", "china", "from and to are the same entity, china."),
        ("from=china&to=China", "to", "china", "from and to are the same entity, china."),
        ("from=China&to=Russia&avoid=%D0%9A%D0%B8%D1%82%D0%B0%D0%B9", "avoid", "china", None),
        ("from=China&to=Russia&avoid=russia", "avoid", "russia", None),
        ("from=China&to=Russia&via=Kazakhstan&avoid=Kazakhstan", "avoid", "kazakhstan", None),
        ("from=China&to=Russia&max_hops=1&via=Kazakhstan", "via", None, None),
        ("from=China&to=Russia&max_hops=2&via=Kazakhstan&via=Georgia", "via", None, None),
        ("from=&to=China", "from", "", "from is empty."),
    ],
)
def test_ends_and_stops_that_do_not_go_together(
    client: TestClient, query: str, parameter: str, value: str | None, detail: str | None
) -> None:
    code = "missing-parameter" if "needed" in str(detail) else "invalid-parameter"
    problem = check_problem(client.get(f"/v1/paths?{query}"), 400, code, parameter=parameter, value=value)
    assert detail in (None, problem["detail"])


@pytest.mark.parametrize("name", ["avoid", "via"])
def test_more_stops_than_there_may_be(client: TestClient, article: Dataset, name: str) -> None:
    stops = "&".join(f"{name}={entity.id}" for entity in article.entities[:21])
    check_problem(client.get(f"/v1/paths?from=China&to=Russia&{stops}"), 400, "invalid-parameter", parameter=name)


@pytest.mark.parametrize("query", ["between=China", "between=China&between=china&", "between=a&between=b&between=c"])
def test_between_takes_two_different_entities(client: TestClient, query: str) -> None:
    answer = client.get(f"/v1/claims?{query}")
    if "between=a" in query:
        assert answer.status_code in (400, 404)
    else:
        check_problem(answer, 400, "invalid-parameter", parameter="between")


def test_words_that_are_neither_true_nor_false(client: TestClient) -> None:
    for value in ("", "1", "yes", "True", "null"):
        answer = client.get(f"/v1/claims?hedged={value}")
        problem = check_problem(answer, 400, "invalid-parameter", parameter="hedged", value=value)
        assert problem["detail"] == "hedged is true or false."


def test_a_search_for_nothing_is_no_search_for_everything(client: TestClient) -> None:
    for query in ("/v1/claims?q=", "/v1/claims?q=%20", "/v1/claims?q=!!!", "/v1/search?q=", "/v1/search?q=%20"):
        check_problem(client.get(query), 400, "invalid-parameter", parameter="q")
    check_problem(client.get("/v1/search"), 400, "missing-parameter", parameter="q", value=None)


def pack(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


NO_CURSORS = [
    *("", "x", "====", "a" * 3000, "ZZZ!", "%F0%9F%98%80", base64.b64encode(b"\xff\xfe").decode()),
    *map(pack, [None, 1, {}, [], ["a", "b"], ["a", "b", 3], "abc", "[" * 2000]),
    base64.urlsafe_b64encode(b"[" * 2000).decode(),
]


@over_all_datasets
@pytest.mark.parametrize("operation", PAGED)
def test_a_cursor_that_is_none(client: TestClient, asked: Questions, operation: str) -> None:
    for cursor in NO_CURSORS:
        answer = client.get(asked.build_url(operation, ("cursor", cursor)))
        check_problem(answer, 400, "invalid-cursor", parameter="cursor")


@over_all_datasets
@pytest.mark.parametrize("operation", PAGED)
def test_a_cursor_of_another_version(
    client: TestClient, asked: Questions, other_client: TestClient, operation: str
) -> None:
    following = other_client.get("/v1/claims?limit=1").json()["next"]
    cursor = following.partition("cursor=")[2]
    check_problem(client.get(asked.build_url(operation, ("cursor", cursor))), 400, "stale-cursor", parameter="cursor")


def test_a_cursor_of_another_query(client: TestClient) -> None:
    following = client.get("/v1/claims?limit=1").json()["next"]
    for url in (f"{following}&status=feared", following.replace("/v1/claims", "/v1/entities")):
        check_problem(client.get(url), 400, "invalid-cursor", parameter="cursor")


def test_a_cursor_whose_place_was_tampered_with(client: TestClient) -> None:
    for url in ("/v1/claims/p05s2c01/sources?", "/v1/entities/china/neighbours?", "/v1/search?q=a&"):
        path, _, cursor = client.get(f"{url}limit=1").json()["next"].partition("cursor=")
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        for place in ("", "x", "-1", "9" * 30, "[1]", '["a", 1]', "[" * 2000, "null", "1e400"):
            answer = client.get(f"{path}cursor={pack([*parts[:2], place])}")
            assert answer.status_code in (200, 400)
            if answer.status_code == 400:
                check_problem(answer, 400, "invalid-cursor", parameter="cursor")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/v1/entitys", "/v1/entities"),
        ("/v1/claim", "/v1/claims"),
        ("/v1/path", "/v1/paths"),
        ("/v1/entities/", "/v1/entities"),
        ("/v1/entities/china/neighbors", "/v1/entities/china/neighbours"),
        ("/v1/claims/p05s2c01/source", "/v1/claims/p05s2c01/sources"),
        ("/claims", "/v1/claims"),
        ("/V1/Claims", "/v1/claims"),
        ("/health", "/healthz"),
    ],
)
def test_a_wrong_path(client: TestClient, path: str, near: str) -> None:
    problem = check_problem(client.get(path), 404, "no-such-path", value=path, parameter=None)
    assert problem["suggestions"][0] == near


def test_a_wrong_path_that_resembles_none(client: TestClient) -> None:
    for path in ("/wp-admin.php", "/v1/%2e%2e/%2e%2e/etc/passwd", "/v1//", "/static-offline-docs/nope.js"):
        check_problem(client.get(path), 404, "no-such-path")


def test_a_url_that_is_too_long(client: TestClient) -> None:
    path = "/v1/search?q="
    longest = path + "a" * (MAX_URL_BYTES - len("/v1/searchq="))
    check_problem(client.get(longest), 400, "invalid-parameter", parameter="q")
    for url in (f"{longest}a", "/v1/entities/" + "a" * MAX_URL_BYTES, "/nope?" + "b=1&" * MAX_URL_BYTES):
        check_problem(client.get(url), 414, "url-too-long")


@pytest.mark.parametrize(
    ("accept", "is_served"),
    [
        ("application/json", True),
        ("*/*", True),
        ("application/*", True),
        ("", True),
        ("text/html, application/json;q=0.1", True),
        ("APPLICATION/JSON", True),
        ("application/json; charset=utf-8", True),
        ("text/html, */*;q=0.01", True),
        ("application/*;q=0, application/json", True),
        ("text/html", False),
        ("application/xml, text/*", False),
        ("application/json;q=0", False),
        ("application/json;q=0.0, */*", False),
        ("application/json;q=x", False),
        ("*/*;q=0", False),
        ("json", False),
    ],
)
def test_an_accept_header(client: TestClient, accept: str, is_served: bool) -> None:
    for url in ("/v1/dataset", "/v1/claims?limit=1", "/healthz"):
        answer = client.get(url, headers={"Accept": accept})
        if is_served:
            assert answer.status_code == 200
        else:
            check_problem(answer, 406, "not-acceptable", value=accept.lower())


def test_an_accept_header_in_two_lines(client: TestClient) -> None:
    lines = [("Accept", "text/html"), ("Accept", "application/json")]
    assert client.get("/v1/dataset", headers=lines).status_code == 200


class BrokenGraph(KnowledgeGraph):
    """A graph that fails in a way that nobody foresaw."""

    def schema(self) -> SchemaView:
        raise RuntimeError("the password is tulip")


def test_a_failure_tells_a_request_id_and_nothing_else(article: Dataset, caplog: pytest.LogCaptureFixture) -> None:
    broken = TestClient(create_app(Settings(), BrokenGraph(article)))
    with caplog.at_level(logging.INFO):
        answer = broken.get("/v1/schema")
    request_id = answer.headers["x-request-id"]
    problem = check_problem(answer, 500, "internal-error", request_id=request_id, parameter=None, value=None)
    assert "tulip" not in answer.text
    assert "RuntimeError" not in answer.text
    assert problem["suggestions"] == []
    failure = next(record for record in caplog.records if record.name == "kgraph.error")
    assert request_id in failure.getMessage()
    assert failure.exc_info is not None
    assert str(failure.exc_info[1]) == "the password is tulip"
    access = next(record for record in caplog.records if record.name == "kgraph.access")
    assert " 500 " in access.getMessage()
    assert broken.get("/v1/dataset").status_code == 200


REFUSED = {
    "no request line": b"GARBAGE\r\n\r\n",
    "no HTTP version": b"GET /v1/claims\r\nHost: x\r\n\r\n",
    "a space in the URL": b"GET /v1/claims?q=a b HTTP/1.1\r\nHost: x\r\n\r\n",
    "a control character in the URL": b"GET /v1/claims?q=\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
    "letters that are not ASCII": "GET /v1/claims?q=Токаев HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "a header without a colon": b"GET /healthz HTTP/1.1\r\nHost x\r\n\r\n",
    "a huge header": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Big: " + b"a" * 70_000,
    "a huge URL": b"GET /v1/claims?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "two lengths": b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
}


@pytest.mark.parametrize("request_", REFUSED.values(), ids=REFUSED)
def test_what_the_http_parser_refuses(server: Server, request_: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request_)
        answer = connection.recv(4096)
    assert re.match(rb"HTTP/1\.1 4\d\d ", answer), answer
    assert httpx2.get(f"{server.url}/healthz").status_code == 200


def test_the_server_answers_errors_as_the_application_does(server: Server) -> None:
    check_problem(httpx2.get(f"{server.url}/v1/claims/nope"), 404, "not-found", parameter="id", value="nope")
    check_problem(httpx2.get(f"{server.url}/v1/search?q={'a' * 9000}"), 414, "url-too-long")
    check_problem(httpx2.post(f"{server.url}/v1/claims", json={"a": 1}), 405, "method-not-allowed")
