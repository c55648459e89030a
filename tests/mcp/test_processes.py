"""The process around the server: its streams, its end, its address; and a service behind it."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp import MCPError

from tests.api.server import run_server
from tests.conftest import ROOT
from tests.mcp.agents import COMMAND, ENVIRONMENT, PATIENCE, Agent, connect_stdio, read_address, start
from tests.mcp.calls import CALLS

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
Process = subprocess.Popen[str]


def send(process: Process, message: Any) -> None:
    assert process.stdin is not None
    process.stdin.write((message if isinstance(message, str) else json.dumps(message)) + "\n")
    process.stdin.flush()


def receive(process: Process) -> dict[str, Any]:
    assert process.stdout is not None
    message: dict[str, Any] = json.loads(process.stdout.readline())
    assert message["jsonrpc"] == "2.0"
    return message


def test_nothing_but_the_protocol_is_on_the_standard_output() -> None:
    with start() as process:
        send(process, INITIALIZE)
        assert receive(process)["result"]["serverInfo"]["name"] == "kgraph"
        send(process, {"jsonrpc": "2.0", "method": "notifications/initialized"})
        for number, (tool, arguments) in enumerate(CALLS.items(), start=1):
            call = {"name": tool, "arguments": arguments}
            send(process, {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": call})
            answer = receive(process)
            assert answer["id"] == number
            assert not answer["result"].get("isError")
        send(process, "this is no message")
        send(process, {"jsonrpc": "2.0", "id": 100, "method": "tools/list"})
        while receive(process).get("id") != 100:
            pass
        rest, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, rest) == (0, "")
        assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("line", "code", "number", "told"),
    [
        ("this is no message", -32700, None, "Invalid JSON"),
        ('{"jsonrpc": "2.0", "id": 5, "method"', -32700, None, "Invalid JSON"),
        ('{"jsonrpc": "2.0", "id": 5}', -32600, 5, "no message of JSON-RPC 2.0"),
        ('{"id": "x", "method": "ping"}', -32600, "x", "no message of JSON-RPC 2.0"),
        ('{"id": 5, "result": {}, "error": 3}', -32600, None, "no message of JSON-RPC 2.0"),
        ("[1, 2]", -32600, None, "no message of JSON-RPC 2.0"),
    ],
)
def test_a_line_that_is_no_message_is_answered_and_logged(line: str, code: int, number: Any, told: str) -> None:
    with start() as process:
        send(process, line)
        answer = receive(process)
        assert (answer["error"]["code"], answer["id"]) == (code, number)
        assert told in answer["error"]["message"]
        send(process, "")
        send(process, INITIALIZE)
        assert receive(process)["id"] == INITIALIZE["id"]
        rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (0, "")
    (logged,) = errors.splitlines()
    assert logged.startswith("The client sent a line that is no message: ")
    assert told in logged


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_at_once_and_quietly(number: signal.Signals, status: int) -> None:
    with start() as process:
        send(process, INITIALIZE)
        receive(process)
        process.send_signal(number)
        assert process.wait(PATIENCE) == status
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == ("", "")


def test_a_client_that_goes_away_ends_it_quietly() -> None:
    with start() as process:
        send(process, INITIALIZE)
        receive(process)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        send(process, {"jsonrpc": "2.0", "id": 1, "method": "ping"})
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 141
        assert process.stderr.read() == ""


def test_whoever_gives_up_a_call_can_go_on(agent: Agent) -> None:
    async def give_up() -> bool:
        with anyio.move_on_after(0.001) as scope:
            await agent.client.call_tool("quality", {"limit": 500})
            await agent.client.call_tool("claims", {"limit": 500})
        return scope.cancelled_caught

    assert agent.portal.call(give_up)
    assert agent.ask("dataset")[1]["claim_count"] == 201


def test_calls_at_the_same_time_do_not_mix(agent: Agent) -> None:
    found: dict[str, Any] = {}

    async def ask(tool: str) -> None:
        found[tool] = (await agent.client.call_tool(tool, CALLS[tool])).structured_content

    async def ask_all() -> None:
        async with anyio.create_task_group() as group:
            for tool in CALLS:
                group.start_soon(ask, tool)

    agent.portal.call(ask_all)
    assert found == {tool: agent.ask(tool, CALLS[tool])[1] for tool in CALLS}


@pytest.mark.parametrize("mode", ["legacy", "2026-07-28"])
def test_older_and_newer_clients_are_answered(tmp_path: Path, mode: str) -> None:
    with connect_stdio(tmp_path / "stderr.log", mode=mode) as agent:
        assert agent.ask("dataset")[1]["id"] == "kazakhstan-china-russia"


def test_http_ends_as_the_service_does() -> None:
    with start("--transport", "http", "--port", "0") as process:
        address = read_address(process)
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("/mcp")
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, rest) == (130, "")
        assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "friend.example"}, 200),
        ({"Host": "attacker.example"}, 421),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "http://localhost:1"}, 200),
        ({"Host": "FRIEND.example:1"}, 200),
        ({"Host": "large.example"}, 200),
        ({"Host": "Large.Example", "Origin": "https://large.example"}, 200),
        ({"Origin": "https://friend.example"}, 200),
        ({"Origin": "https://friend.example.attacker.example"}, 403),
    ],
)
def test_http_answers_only_who_calls_it_by_its_own_name(
    guarded_address: str, headers: dict[str, str], status: int
) -> None:
    accept = {"Accept": "application/json, text/event-stream"}
    assert httpx2.post(guarded_address, json=INITIALIZE, headers=accept | headers).status_code == status


@pytest.fixture(scope="module")
def guarded_address():
    with start(
        "--transport", "http", "--port", "0", "--allow-host", "friend.example", "--allow-host", "LARGE.example"
    ) as process:
        yield read_address(process)


def test_an_address_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start("--transport", "http", "--port", str(port)) as process:
            rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (3, "")
    assert errors.startswith(f"Error: Cannot listen on 127.0.0.1 port {port}: ")


@pytest.mark.parametrize("options", [[], ["--transport", "http", "--port", "0"]], ids=["stdio", "http"])
def test_a_bad_dataset_is_told_and_no_protocol_begins(tmp_path: Path, options: list[str]) -> None:
    with start("--data", str(tmp_path), *options) as process:
        rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (2, "")
    assert "is not a usable dataset" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("options", [("--port", "0"), ("--host", "::1"), ("--allow-host", "friend.example")])
def test_what_belongs_to_http_is_refused_on_stdio(options: tuple[str, str]) -> None:
    with start(*options) as process:
        rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (2, "")
    assert f"{options[0]}: It goes with --transport http alone." in errors


def test_who_types_the_command_is_told_that_it_waits_for_a_client() -> None:
    terminal, typed = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *COMMAND],
        stdin=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert "waits for the messages of an MCP client" in process.stderr.readline()
        process.terminate()
        assert process.stdout.read() == ""
    os.close(terminal)
    os.close(typed)


def test_a_service_that_is_not_there_is_told() -> None:
    with socket.socket() as unheard:
        # Bound, and nobody listens.
        unheard.bind(("127.0.0.1", 0))
        with start("--url", f"http://127.0.0.1:{unheard.getsockname()[1]}") as process:
            rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (3, "")
    assert "cannot be reached" in errors


def test_a_service_behind_it_answers_the_same(tmp_path: Path, stdio_agent: Agent) -> None:
    with run_server() as service, connect_stdio(tmp_path / "stderr.log", "--url", service.url) as agent:
        for tool, arguments in CALLS.items():
            assert agent.ask(tool, arguments) == stdio_agent.ask(tool, arguments), tool
        for arguments in ({"from": "Nazarbayev", "to": "China"}, {"from": "Nazarbayevv", "to": "China"}, {"k": 3}):
            assert agent.call("paths", arguments) == stdio_agent.call("paths", arguments)
    assert (tmp_path / "stderr.log").read_text() == ""


def test_a_resource_whose_service_is_gone_is_an_error_with_the_reason(tmp_path: Path) -> None:
    log = tmp_path / "stderr.log"
    with ExitStack() as services:
        service = services.enter_context(run_server())
        with connect_stdio(log, "--url", service.url) as agent:
            services.close()
            for uri in ("kgraph://dataset", "kgraph://schema"):
                with pytest.raises(MCPError, match=f"{uri} cannot be read now: .*cannot be reached"):
                    agent.portal.call(agent.client.read_resource, uri)
    assert log.read_text() == ""


@pytest.mark.parametrize("code", ["import kgraph", "import kgraph.cli.server, api.asgi"])
def test_whoever_does_not_ask_for_the_protocol_does_not_load_it(code: str) -> None:
    assert not load(code) & {"mcp", "mcp_types"}


@pytest.mark.parametrize("words", [["--help"], ["mcp", "--help"], ["claims", "--limit", "1"]])
def test_a_command_that_is_not_mcp_does_not_load_the_protocol(words: list[str]) -> None:
    code = f"""
import sys
from kgraph.cli import app
try:
    app({words!r})
except SystemExit:
    pass
"""
    assert not load(code) & {"mcp", "mcp_types"}


def load(code: str) -> set[str]:
    """Return the packages that are loaded once some code has run."""
    code += "\nimport sys, json; print('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))
