"""The NetworkX graph of a service is the one of its files, to the last attribute."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import networkx as nx
import pytest

from kgraph import KnowledgeGraph, QueryError, RemoteGraph, ServiceError, connect, connect_async
from tests.api.server import Server
from tests.client.flaky import Line, play
from tests.client.test_exchange import make_file

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"about": "Токаев"},
    {"exclude_outlet": "RBC", "status": ["planned", "occurred"]},
    {"polarity": "negated"},
    {"topic": "water", "about": "Bolat Nazarbayev"},
]


def describe(graph: nx.MultiDiGraph[str]) -> tuple[Any, ...]:
    edges = sorted(((*ends, dict(data)) for *ends, data in graph.edges(keys=True, data=True)), key=repr)
    return type(graph).__name__, dict(graph.graph), {node: dict(data) for node, data in graph.nodes(data=True)}, edges


@pytest.mark.parametrize("claims_as_nodes", [False, True])
@pytest.mark.parametrize("filters", QUESTIONS, ids=str)
def test_a_graph_of_ones_own_is_the_same(
    filters: dict[str, Any], claims_as_nodes: bool, remote: RemoteGraph, service: Server, article_graph: KnowledgeGraph
) -> None:
    async def ask() -> nx.MultiDiGraph[str]:
        async with connect_async(service.url) as graph:
            return await graph.to_networkx(claims_as_nodes=claims_as_nodes, **filters)

    expected = describe(article_graph.to_networkx(claims_as_nodes=claims_as_nodes, **filters))
    assert describe(remote.to_networkx(claims_as_nodes=claims_as_nodes, **filters)) == expected
    assert describe(asyncio.run(ask())) == expected


def test_the_graph_is_the_same_read_only_and_asked_for_once(
    remote: RemoteGraph, sent: list[str], article_graph: KnowledgeGraph
) -> None:
    graph = remote.graph
    assert describe(graph)[1:] == describe(article_graph.graph)[1:]
    with pytest.raises(nx.NetworkXError):
        graph.add_node("a")
    assert "/v1/export" in sent
    sent.clear()
    assert remote.graph is graph
    assert sent == ["/v1/dataset"]


def test_a_question_that_cannot_be_answered_is_refused(remote: RemoteGraph) -> None:
    with pytest.raises(QueryError, match="topic"):
        remote.to_networkx(topic="energi")


def answer_without_items(graph: KnowledgeGraph) -> Line:
    envelope = graph.entities().model_dump(mode="json", by_alias=True, exclude={"next_cursor"})
    return Line(200, json.dumps({**envelope, "items": [], "next": None}).encode())


def test_a_graph_of_an_export_that_ends_too_soon_is_none(article_graph: KnowledgeGraph) -> None:
    version = article_graph.version
    cut = b"\n".join(b"".join(article_graph.export("ndjson")).splitlines()[:-1])
    lines = [
        make_file(b"", version),
        answer_without_items(article_graph),
        Line(200, article_graph.dataset().model_dump_json().encode()),
        Line(200, article_graph.schema().model_dump_json().encode()),
        make_file(cut, version),
    ]
    with (
        play(lines) as script,
        connect(script.url) as graph,
        pytest.raises(ServiceError, match="in the middle of an export"),
    ):
        graph.to_networkx()


def test_a_graph_of_two_versions_is_none(article_graph: KnowledgeGraph) -> None:
    lines = [
        make_file(b"", "another"),
        answer_without_items(article_graph),
        Line(200, article_graph.dataset().model_dump_json().encode()),
    ]
    with play(lines) as script, connect(script.url) as graph, pytest.raises(ServiceError, match="another version"):
        graph.to_networkx()
