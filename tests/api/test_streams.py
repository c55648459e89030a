"""A file that is sent while it is written: what happens when either end breaks off."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from kgraph.exports import FORMATS, Export
from tests.api.server import PATIENCE, Server, run_server
from tests.conftest import ROOT
from tests.events.imported import ImportedEvents

# Serves the article's dataset from a store that fails once the claims of an export are asked for a second time.
BREAKING = """
import sys
import uvicorn
import kgraph
from api import Settings, create_app

kg = kgraph.open()
found, asked = kg.store.find_claims, []

def find_claims(*arguments, **more):
    asked.append(arguments)
    if len(asked) > 1:
        raise OSError("the disk is gone")
    part = found(*arguments, **more)
    return type(part)(part.items[:100], part.total, True)

kg.store.find_claims = find_claims
uvicorn.run(create_app(Settings(), kg), host="127.0.0.1", port=int(sys.argv[1]))
"""


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start_breaking(tmp_path: Path) -> Iterator[Callable[[], tuple[int, Path]]]:
    """What starts a server whose exports break off, and returns its port and its log."""
    running: list[subprocess.Popen[bytes]] = []
    script = tmp_path / "breaking.py"
    script.write_text(BREAKING)

    def start() -> tuple[int, Path]:
        port, log = find_port(), tmp_path / f"{len(running)}.log"
        with log.open("wb") as sink:
            command = [sys.executable, str(script), str(port)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sink, stderr=subprocess.STDOUT))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                    return port, log
            except httpx2.TransportError:
                time.sleep(0.1)
        raise AssertionError(log.read_text("utf-8"))

    yield start
    for process in running:
        process.terminate()
        process.wait(PATIENCE)


@pytest.mark.parametrize("format", ["ndjson", "turtle", "node-link", "ftm"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_stream_that_breaks_is_no_whole_answer(start_breaking: Any, format: str, coding: str) -> None:
    port, log = start_breaking()
    url = f"http://127.0.0.1:{port}/v1/export?format={format}"
    with pytest.raises(httpx2.TransportError):
        httpx2.get(url, headers={"Accept-Encoding": coding})
    assert "the disk is gone" in log.read_text("utf-8")
    assert httpx2.get(f"http://127.0.0.1:{port}/healthz").status_code == 200


def test_an_old_client_that_knows_no_chunks_sees_no_end(start_breaking: Any) -> None:
    """HTTP/1.0 ends an answer by closing the connection: there the file itself must tell."""
    port, _ = start_breaking()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(b"GET /v1/export?format=ndjson HTTP/1.0\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert received.partition(b"\r\n")[0].endswith(b"200 OK")
    assert b'{"kind":"end"' not in received


def test_what_nobody_reads_is_not_written(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "/v1/export?format=ndjson"
    etag = client.get(url).headers["etag"]
    written: list[bytes] = []
    write = Export.__iter__

    def count(export: Export) -> Iterator[bytes]:
        for piece in write(export):
            written.append(piece)
            yield piece

    monkeypatch.setattr(Export, "__iter__", count)
    for ask, headers in ((client.head, {}), (client.get, {"If-None-Match": etag})):
        written.clear()
        ask(url, headers=headers)
        assert len(written) == 1
    written.clear()
    assert client.get(url).content == b"".join(written)
    assert len(written) > 3


@pytest.fixture(scope="module")
def event_server(made_up_events: ImportedEvents) -> Iterator[Server]:
    """The service over made-up events, of which an export is larger than what a connection holds."""
    with run_server(data=made_up_events.folder) as running:
        yield running


def count_busy_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the time of another process is read from /proc")
def test_a_client_that_goes_away_ends_the_writing(event_server: Server) -> None:
    for format in FORMATS:
        for _ in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", event_server.port, timeout=PATIENCE)
            connection.request("GET", f"/v1/export?format={format.name}")
            assert connection.getresponse().read(1000)
            connection.close()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        before = count_busy_seconds(event_server.pid)
        time.sleep(1)
        if count_busy_seconds(event_server.pid) - before < 0.1:
            break
    else:
        raise AssertionError("the server still works for those who are gone")
    assert "Traceback" not in event_server.read_log()
    assert httpx2.get(f"{event_server.url}/healthz").status_code == 200


def test_clients_that_stop_reading_hold_up_nobody(event_server: Server) -> None:
    stalled = []
    for number in range(60):
        connection = socket.create_connection(("127.0.0.1", event_server.port), PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        name = FORMATS[number % len(FORMATS)].name
        connection.sendall(f"GET /v1/export?format={name} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
        stalled.append(connection)
    time.sleep(2)
    for url in ("/healthz", "/v1/claims?limit=5", "/v1/export?format=ndjson"):
        assert httpx2.get(f"{event_server.url}{url}", timeout=PATIENCE).status_code == 200
    for connection in stalled:
        connection.close()
