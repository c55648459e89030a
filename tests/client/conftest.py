"""The dataset that ships, asked in three ways: from its files, from a running service, and from one that is awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from kgraph import KnowledgeGraph, RemoteGraph, connect, connect_async
from kgraph.client.address import build_request
from kgraph.client.exchange import Request
from tests.api.server import Server, run_server

pytest.register_assert_rewrite("tests.client.calls")

# Asks a question of a graph, whichever it is, and returns the answer, or raises.
Way = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(scope="session")
def service() -> Iterator[Server]:
    with run_server() as server:
        yield server


@pytest.fixture(scope="session")
def remote(service: Server) -> Iterator[RemoteGraph]:
    with connect(service.url) as graph:
        yield graph


@pytest.fixture(params=["files", "service", "awaited service"])
def way(request: pytest.FixtureRequest, article_graph: KnowledgeGraph) -> Way:
    if request.param == "files":
        return lambda question: question(article_graph)
    if request.param == "service":
        remote: RemoteGraph = request.getfixturevalue("remote")
        return lambda question: question(remote)
    service: Server = request.getfixturevalue("service")
    return lambda question: ask_and_await(service.url, question)


def ask_and_await(url: str, question: Callable[[Any], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        async with connect_async(url) as graph:
            return await question(graph)

    return asyncio.run(ask())


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are asked for from now on, by whoever waits for them."""
    paths: list[str] = []

    def note(client: Any, url: str, request: Request) -> Any:
        paths.append(request.path)
        return build_request(client, url, request)

    monkeypatch.setattr("kgraph.client.remote.build_request", note)
    return paths
