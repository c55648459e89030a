"""The application over the dataset that ships, in process and as a real server; and that dataset's raw files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from kgraph.records import Dataset
from tests.api.server import Server, run_server
from tests.conftest import ROOT
from tests.graphs import make_chain, make_dataset

pytest.register_assert_rewrite("tests.api.problem_checks", "tests.api.records")


@pytest.fixture(scope="session")
def graph(article: Dataset) -> KnowledgeGraph:
    return KnowledgeGraph(article)


@pytest.fixture(scope="session")
def app(graph: KnowledgeGraph) -> FastAPI:
    return create_app(Settings(), graph)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> TestClient:
    """A caller that does not follow redirects: they are answers to be looked at."""
    return TestClient(app, follow_redirects=False)


@pytest.fixture(scope="session")
def other_client() -> TestClient:
    """A caller of another dataset: four made-up entities in a row."""
    return TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(make_chain("a", "b", "c", "d")))))


@pytest.fixture(scope="session")
def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document."""
    return app.openapi()


@pytest.fixture(scope="session")
def data() -> dict[str, Any]:
    """The dataset's files as they are written, by stem: what answers are compared with."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "data").glob("*.json")}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The service in a process of its own, as people run it."""
    with run_server() as running:
        yield running
