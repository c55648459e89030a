"""The application over the dataset that ships, in process and as a real server; and that dataset's raw files.

A test that is marked `over_all_datasets` gets the same of the other datasets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.api.questions import ABOUT_ARTICLE, Questions
from tests.api.server import Server, run_server
from tests.conftest import ROOT
from tests.events.imported import ARTICLE
from tests.events.questions import make_questions
from tests.graphs import make_chain, make_dataset

pytest.register_assert_rewrite("tests.api.problem_checks", "tests.api.records")


@pytest.fixture(scope="session")
def graph(dataset_graph: KnowledgeGraph) -> KnowledgeGraph:
    return dataset_graph


@pytest.fixture(scope="session")
def asked(request: pytest.FixtureRequest, dataset: str) -> Questions:
    """What to ask of the dataset."""
    return ABOUT_ARTICLE if dataset == ARTICLE else make_questions(request.getfixturevalue("events").raw)


@pytest.fixture(scope="session")
def get_recorded(request: pytest.FixtureRequest, dataset: str) -> Callable[[str], list[dict[str, Any]]]:
    """A function from the id of a claim to the evidence that its dataset's files, or its table's rows, have for it."""
    if dataset != ARTICLE:
        return request.getfixturevalue("events").raw.get_evidence  # type: ignore[no-any-return]
    relations = request.getfixturevalue("data")["relations"]
    return {claim["id"]: claim["evidence"] for claim in relations}.__getitem__


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
def server(request: pytest.FixtureRequest, dataset: str) -> Iterator[Server]:
    """The service in a process of its own, as people run it."""
    data = None if dataset == ARTICLE else request.getfixturevalue("events").folder
    with run_server(data=data) as running:
        yield running
