"""The service as a real server: uvicorn in a process of its own, on a port that the system chooses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.conftest import ROOT

PATIENCE = 30.0
_RUNNING = re.compile(r"running on (http://127\.0\.0\.1:(\d+))")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is, and what it has written."""

    url: str
    port: int
    log: Path
    pid: int

    def read_log(self) -> str:
        return self.log.read_text("utf-8")


@contextmanager
def run_server(*options: str, data: Path | None = None, previous: Path | None = None) -> Iterator[Server]:
    """Start a server over the dataset that ships, or another one, wait until it can answer, and end it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KGRAPH_")}
    environment |= {} if data is None else {"KGRAPH_DATA": str(data)}
    environment |= {} if previous is None else {"KGRAPH_PREVIOUS": str(previous)}
    command = [sys.executable, "-m", "uvicorn", "api.asgi:app", "--host", "127.0.0.1", "--port", "0", *options]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as sink:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sink, stderr=subprocess.STDOUT)
        try:
            yield _wait_for(process, log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], log: Path) -> Server:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        found = _RUNNING.search(log.read_text("utf-8"))
        if found and httpx2.get(f"{found[1]}/readyz").status_code == 200:
            return Server(found[1], int(found[2]), log, process.pid)
        time.sleep(0.05)
    raise AssertionError(f"the server did not come up:\n{log.read_text('utf-8')}")
