"""What surrounds every answer: HEAD, conditional requests, compression, request ids, the log, CORS, a prefix."""

from __future__ import annotations

import logging
import re

import httpx2
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.api.questions import ABOUT_ARTICLE, OPERATIONS, Questions
from tests.api.server import Server, run_server
from tests.events.imported import over_all_datasets

PAGES = ["/", "/docs", "/redoc", "/redoc.js", "/openapi.json"]
PROBLEMS = ["/nope", "/v1/claims/nope", "/v1/claims?limit=0", "/v1/entities/Astana", "/v1/claims?q=" + "a" * 9000]
OF_DATASET = [operation for operation in OPERATIONS if ABOUT_ARTICLE.build_url(operation).startswith("/v1/")]
DATASET_URLS = [*map(ABOUT_ARTICLE.build_url, OF_DATASET)]
SECRET = "Bolat%20Nazarbayev"


@over_all_datasets
@pytest.mark.parametrize("operation", OPERATIONS)
def test_head_is_get_without_the_body(client: TestClient, asked: Questions, operation: str) -> None:
    check_head(client, asked.build_url(operation))


@pytest.mark.parametrize("url", ["/v1/entities/Tokaev", *PAGES, *PROBLEMS])
def test_head_of_pages_redirects_and_problems(client: TestClient, url: str) -> None:
    check_head(client, url)


def check_head(client: TestClient, url: str) -> None:
    got, head = client.get(url), client.head(url)
    assert head.status_code == got.status_code
    assert head.content == b""
    differs = {"x-request-id"}
    assert {name: head.headers[name] for name in head.headers.keys() - differs} == {
        name: got.headers[name] for name in got.headers.keys() - differs
    }


@over_all_datasets
@pytest.mark.parametrize("operation", OF_DATASET)
def test_an_etag_is_strong_and_answered_with_304(client: TestClient, asked: Questions, operation: str) -> None:
    url = asked.build_url(operation)
    response = client.get(url)
    etag = response.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    for wanted in (etag, f"W/{etag}", "*", f'"other", {etag}', f'W/"other",{etag}'):
        unchanged = client.get(url, headers={"If-None-Match": wanted})
        assert (unchanged.status_code, unchanged.content) == (304, b""), wanted
        assert unchanged.headers["etag"] == etag
        assert unchanged.headers["vary"] == "Accept, Accept-Encoding"
        assert "content-length" not in unchanged.headers
    two_lines = [("If-None-Match", '"other"'), ("If-None-Match", etag)]
    assert client.get(url, headers=two_lines).status_code == 304
    assert client.head(url, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_equal_etags_mean_equal_bytes_and_different_questions_different_etags(client: TestClient) -> None:
    urls = [*DATASET_URLS, "/v1/claims?limit=1", "/v1/claims?limit=2", "/v1/claims?status=feared"]
    urls += ["/v1/claims?about=China", "/v1/claims?about=%D0%9A%D0%B8%D1%82%D0%B0%D0%B9", "/v1/claims?about=china"]
    urls += ["/v1/claims?between=China&between=Russia", "/v1/claims?between=Russia&between=China"]
    urls += ["/v1/paths?from=China&to=Russia", "/v1/paths?from=Russia&to=China"]
    bodies: dict[str, bytes] = {}
    for url in urls:
        response = client.get(url)
        assert bodies.setdefault(response.headers["etag"], response.content) == response.content
    assert len(bodies) >= len(set(urls)) - 1


def test_the_order_of_parameters_does_not_matter(client: TestClient) -> None:
    one = client.get("/v1/paths?from=China&to=Russia&k=1&basis=stated")
    other = client.get("/v1/paths?basis=stated&k=1&to=Russia&from=China")
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content
    one, other = client.get("/v1/claims?limit=1&topic=trade"), client.get("/v1/claims?topic=trade&limit=1")
    assert (one.headers["etag"], one.content) == (other.headers["etag"], other.content)


def test_compression_has_an_etag_of_its_own(client: TestClient) -> None:
    packed = client.get("/v1/claims", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/v1/claims", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) == len(plain.content)
    assert packed.headers["etag"] != plain.headers["etag"]
    crossed = {"If-None-Match": packed.headers["etag"], "Accept-Encoding": "identity"}
    assert client.get("/v1/claims", headers=crossed).status_code == 200


@pytest.mark.parametrize("accepted", ["gzip;q=0", "gzip;q=0, identity", "br", "xgzip", ""])
def test_nobody_gets_gzip_who_does_not_accept_it(client: TestClient, accepted: str) -> None:
    assert "content-encoding" not in client.get("/v1/claims", headers={"Accept-Encoding": accepted}).headers


def test_another_dataset_has_other_etags(client: TestClient, other_client: TestClient) -> None:
    assert client.get("/v1/claims").headers["etag"] != other_client.get("/v1/claims").headers["etag"]


def test_what_is_not_about_the_dataset_is_never_stored(client: TestClient) -> None:
    for url in ("/healthz", "/readyz", *PROBLEMS):
        response = client.get(url)
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers


def test_every_answer_has_a_request_id(client: TestClient) -> None:
    ids = [client.get(url).headers["x-request-id"] for url in [*DATASET_URLS, *PAGES, *PROBLEMS]]
    assert all(re.fullmatch(r"[0-9a-f]{32}", id_) for id_ in ids)
    assert len(set(ids)) == len(ids)


def test_a_callers_own_request_id_is_kept_if_it_can_stand_in_a_log(client: TestClient) -> None:
    for good in ("abc", "a.b-c_D9", "x" * 100):
        assert client.get("/healthz", headers={"X-Request-ID": good}).headers["x-request-id"] == good
    for bad in ("", " ", "a b", "a\tb", "x" * 101, "ä".encode(), "<script>", "a;b", 'a"b', "a%0ab"):
        given = client.get("/healthz", headers={"X-Request-ID": bad}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", given), bad


def get_log_line(app: FastAPI, url: str, caplog: pytest.LogCaptureFixture) -> str:
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="kgraph.access"):
        TestClient(app, follow_redirects=False).get(url, headers={"X-Request-ID": "me"})
    return next(record.getMessage() for record in caplog.records if record.name == "kgraph.access")


def test_the_access_log_holds_no_questions(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    line = get_log_line(app, f"/v1/paths?from={SECRET}&to=China", caplog)
    assert re.fullmatch(r"GET /v1/paths 200 \d+\.\d ms me", line)


def test_the_access_log_holds_questions_if_that_is_asked_for(
    graph: KnowledgeGraph, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KGRAPH_LOG_QUERIES", "true")
    line = get_log_line(create_app(Settings(), graph), f"/v1/paths?from={SECRET}&to=China", caplog)
    assert line.startswith(f"GET /v1/paths?from={SECRET}&to=China 200 ")


def test_the_server_writes_no_questions_either(server: Server) -> None:
    assert httpx2.get(f"{server.url}/v1/paths?from={SECRET}&to=China").status_code == 200
    log = server.read_log()
    assert "running on" in log
    assert "Nazarbayev" not in log


def test_other_origins_are_let_in_only_if_set(
    client: TestClient, graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = {"Origin": "https://desk.example"}
    assert "access-control-allow-origin" not in client.get("/v1/dataset", headers=origin).headers
    monkeypatch.setenv("KGRAPH_CORS_ORIGINS", '["https://desk.example"]')
    open_client = TestClient(create_app(Settings(), graph))
    answer = open_client.get("/v1/dataset", headers=origin).headers
    assert answer["access-control-allow-origin"] == "https://desk.example"
    assert "etag" in answer["access-control-expose-headers"].lower()
    assert answer["vary"] == "Accept, Accept-Encoding, Origin"
    stranger = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in open_client.get("/v1/dataset", headers=stranger).headers
    preflight = {**origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    assert open_client.options("/v1/dataset", headers=preflight).status_code == 200


def check_prefix(client: httpx2.Client, asked: str, prefix: str) -> None:
    page = client.get(f"{asked}/v1/entities/kazakhstan/claims?limit=1")
    assert page.headers["etag"]
    assert page.json()["next"].startswith(f"{prefix}/v1/entities/kazakhstan/claims?limit=1&cursor=")
    name = client.get(f"{asked}/v1/entities/Tokaev/claims?limit=1")
    assert name.headers["location"] == f"{prefix}/v1/entities/kassym-jomart-tokayev/claims?limit=1"
    assert client.get(f"{asked}/").headers["location"] == f"{prefix}/docs"
    assert f'src="{prefix}/redoc.js"' in client.get(f"{asked}/redoc").text
    near = client.get(f"{asked}/v1/claim").json()["suggestions"]
    assert near[0] == "/v1/claims"


def test_links_keep_the_prefix_that_the_service_is_mounted_at(app: FastAPI) -> None:
    outer = Starlette(routes=[Mount("/kg", app)])
    check_prefix(TestClient(outer, follow_redirects=False), "/kg", "/kg")


def test_links_keep_the_prefix_that_a_proxy_takes_away() -> None:
    with run_server("--root-path", "/kg") as prefixed, httpx2.Client(base_url=prefixed.url) as client:
        check_prefix(client, "", "/kg")
