"""The SDK's own client, talking to `kgraph mcp` in a process of its own."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mcp_types as types
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.conftest import ROOT

PATIENCE = 60
COMMAND = ["-m", "kgraph", "mcp"]
# No setting of whoever runs the tests changes what they see.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("KGRAPH_")} | {
    "PYTHONPATH": str(ROOT)
}


@dataclass(frozen=True, slots=True)
class Agent:
    """A client that is connected, asked from outside of its event loop."""

    portal: BlockingPortal
    client: Client

    def call(self, tool: str, arguments: dict[str, Any] | None = None) -> types.CallToolResult:
        """Call a tool; the client itself checks the answer against the schema."""
        return self.portal.call(functools.partial(self.client.call_tool, tool, arguments or {}))

    def ask(self, tool: str, arguments: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
        """Return the text and the JSON of an answer that is no error."""
        result = self.call(tool, arguments)
        assert not result.is_error, read_text(result)
        assert result.structured_content is not None
        return read_text(result), result.structured_content

    def list_tools(self) -> dict[str, types.Tool]:
        return {tool.name: tool for tool in self.portal.call(self.client.list_tools).tools}


def read_text(result: types.CallToolResult) -> str:
    """Return the one text of an answer."""
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


@contextmanager
def connect(server: Any, **settings: Any) -> Iterator[Agent]:
    """Connect the client to whatever it can be connected to."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server, **settings)) as client,
    ):
        yield Agent(portal, client)


@contextmanager
def connect_stdio(log: Path, *options: str, **settings: Any) -> Iterator[Agent]:
    """Start `kgraph mcp OPTIONS` on the standard streams; what it writes on the standard error goes into `log`."""
    parameters = StdioServerParameters(command=sys.executable, args=[*COMMAND, *options], env=ENVIRONMENT)
    with log.open("w") as sink, connect(stdio_client(parameters, errlog=sink), **settings) as agent:
        yield agent


@contextmanager
def start(*options: str) -> Iterator[subprocess.Popen[str]]:
    """Start `kgraph mcp OPTIONS` as a bare process, and end it if it still runs."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        preexec_fn=_heed_interrupts,
    )
    try:
        yield process
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            assert stream is not None
            stream.close()
        process.wait(PATIENCE)


def _heed_interrupts() -> None:
    # A test run in the background of a script ignores SIGINT, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_address(process: subprocess.Popen[str]) -> str:
    """Return the address that a server on HTTP prints once it answers."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("kgraph answers MCP clients at http://127.0.0.1:"), line or process.communicate()
    return line.split()[5]
