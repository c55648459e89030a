"""Every answer says which version of the dataset it was read from: lists in their envelope, all by a header."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from api.body import FORM_MEDIA_TYPE
from kgraph import KnowledgeGraph
from tests.api.questions import iter_operations

# What asks of the process, not of the dataset.
OF_THE_PROCESS = {"get_health", "get_readiness"}


def test_every_operation_tells_the_version(client: TestClient, document: dict[str, Any], graph: KnowledgeGraph) -> None:
    seen = 0
    for path, operation in iter_operations(document):
        if operation["operationId"] in OF_THE_PROCESS:
            continue
        example = operation["x-examples"][0]
        url = example["url"]
        is_form = FORM_MEDIA_TYPE in operation.get("requestBody", {}).get("content", ())
        posted = {"data" if is_form else "json": example["body"]} if "body" in example else None
        answer = client.get(url) if posted is None else client.post(url, **posted)
        assert answer.status_code == 200, path
        assert answer.headers["dataset-version"] == graph.version, path
        if "body" not in example:
            assert client.head(url).headers["dataset-version"] == graph.version, path
        is_json = answer.headers["content-type"] == "application/json"
        body = answer.json() if is_json else {}
        if "items" in body or "results" in body:
            assert body["dataset_version"] == graph.version, path
            seen += 1
    assert seen > 15


def test_what_is_not_changed_not_found_or_elsewhere_tells_it_too(client: TestClient, graph: KnowledgeGraph) -> None:
    tag = client.get("/v1/dataset").headers["etag"]
    for answer, status in (
        (client.get("/v1/dataset", headers={"If-None-Match": tag}), 304),
        (client.get("/v1/entities/Tokaev"), 307),
        (client.get("/v1/entities/nobody-of-that-name"), 404),
        (client.get("/v1/entities/Astana"), 409),
        (client.get("/v1/claims?status=feard"), 400),
    ):
        assert (answer.status_code, answer.headers["dataset-version"]) == (status, graph.version)


def test_the_process_names_it_once_it_is_ready(client: TestClient, graph: KnowledgeGraph) -> None:
    assert client.get("/readyz").json()["dataset_version"] == graph.version
