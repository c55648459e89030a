"""Clients, each connected to a process for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mcp.agents import Agent, connect, connect_stdio, read_address, start


@pytest.fixture(scope="package")
def stdio_agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    """A client on the standard streams of a process, which never writes on its standard error."""
    log = tmp_path_factory.mktemp("mcp") / "stderr.log"
    with connect_stdio(log) as agent:
        yield agent
    assert log.read_text() == ""


@pytest.fixture(scope="package")
def http_agent() -> Iterator[Agent]:
    """A client of a process on HTTP."""
    with start("--transport", "http", "--port", "0") as process, connect(read_address(process)) as agent:
        yield agent


@pytest.fixture(params=["stdio", "http"])
def agent(request: pytest.FixtureRequest) -> Agent:
    """A client, on either transport."""
    connected: Agent = request.getfixturevalue(f"{request.param}_agent")
    return connected
