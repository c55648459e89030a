"""`kgraph serve`: a real server on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 60

Start = Callable[..., "subprocess.Popen[str]"]


def _heed_interrupts() -> None:
    # A test run in the background of a script ignores SIGINT, and its children would inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `kgraph serve --port 0 WORDS`; whatever is left running is ended."""
    running: list[subprocess.Popen[str]] = []

    def call(*words: str, **env: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "kgraph", "serve", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            preexec_fn=_heed_interrupts,
        )
        running.append(process)
        return process

    yield call
    for process in running:
        process.kill()
        process.communicate(timeout=PATIENCE_SECONDS)


def _read_urls(process: subprocess.Popen[str]) -> list[str]:
    """Return the address and the three URLs that a starting server prints."""
    assert process.stdout is not None
    first = process.stdout.readline()
    address = re.match(r"kgraph serves (http://127\.0\.0\.1:\d+) ", first)
    assert address, first or process.communicate(timeout=PATIENCE_SECONDS)
    return [address[1], *(process.stdout.readline().strip() for _ in range(3))]


def _get(url: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:
        return response.status, response.read()


def test_it_prints_what_is_worth_trying_and_all_of_it_works(start):
    process = start()
    address, *urls = _read_urls(process)
    paths = [url.removeprefix(address) for url in urls]
    assert paths == ["/docs", "/v1/paths?from=Bolat%20Nazarbayev&to=China", "/v1/claims?hedged=true"]
    for url in urls:
        status, body = _get(url)
        assert status == 200
        if "/v1/" in url:
            assert json.loads(body)["items"]
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert stdout == ""
    assert "Traceback" not in stderr
    # The log of requests is the application's own: one line each, and no query in it.
    assert stderr.count("/v1/paths") == 1
    assert "Bolat" not in stderr


def test_another_dataset_gets_urls_that_work_on_any(start, dataset_copy):
    info = json.loads((dataset_copy / "dataset.json").read_text(encoding="utf-8"))
    info["id"] = "another-dataset"
    (dataset_copy / "dataset.json").write_text(json.dumps(info), encoding="utf-8")
    address, *urls = _read_urls(start("--data", str(dataset_copy)))
    assert [url.removeprefix(address) for url in urls] == ["/docs", "/v1/dataset", "/v1/claims?limit=5"]
    for url in urls:
        assert _get(url)[0] == 200
    assert json.loads(_get(urls[1])[1])["id"] == "another-dataset"


def test_an_empty_setting_is_no_setting(start):
    assert "Bolat" in _read_urls(start(KGRAPH_DATA=""))[2]


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("KGRAPH_CORS_ORIGINS", "foo", "it takes a JSON list"),
        ("KGRAPH_LOG_QUERIES", "maybe", "input should be a valid boolean"),
    ],
)
def test_a_bad_setting(variable, value, reason, run):
    result = run("serve --port 0", **{variable: value})
    assert (result.returncode, result.stdout) == (2, "")
    assert f"Error: The environment variable {variable} holds {value!r}: {reason}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_request_to_terminate_ends_it_quietly(start):
    process = start()
    _read_urls(process)
    process.terminate()
    _, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, stderr) == (-signal.SIGTERM, "")


def test_a_port_in_use(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run(f"serve --port {port}")
    assert (result.returncode, result.stdout) == (3, "")
    assert f"Cannot listen on 127.0.0.1 port {port}: Address already in use." in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("host", ["203.0.113.7", "a..b", ""])
def test_an_address_that_cannot_be_had(host, run):
    result = run(f"serve --port 0 --host '{host}'")
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith("Error: Cannot listen on")


def test_a_bad_dataset(run, tmp_path):
    result = run(f"serve --port 0 --data {tmp_path / 'nowhere'}")
    assert (result.returncode, result.stdout) == (2, "")
    assert "nowhere is not a usable dataset" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_out_of_bounds(run):
    assert run("serve --port 70000").returncode == 2
