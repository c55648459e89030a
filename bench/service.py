"""The service over the article beside a FastAPI hello-world: from its start to its first answer, and its memory."""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from bench import memory

ROOT = Path(__file__).resolve().parent.parent
STARTS = 7
LIMIT_S = 60
# The question that is asked first, of each.
URLS = {"hello": "/", "kgraph": "/v1/paths?from=Bolat%20Nazarbayev&to=China"}


@dataclass(frozen=True, slots=True)
class Service:
    """Medians of several starts: seconds until the first answer has been read, and the bytes that are resident then."""

    start_s: float
    resident: float


def find_obstacle() -> str | None:
    """Return why the services cannot be measured here, or None."""
    missing = [package for package in ("fastapi", "uvicorn") if importlib.util.find_spec(package) is None]
    return f"{', '.join(missing)} not installed" if missing else memory.find_obstacle()


def measure_services() -> dict[str, Service]:
    """Start both services in turn, several times, and return what they took."""
    taken: dict[str, list[tuple[float, int]]] = {name: [] for name in URLS}
    for _ in range(STARTS):
        for name, url in URLS.items():
            taken[name].append(_start(name, url))
    return {
        name: Service(median(start for start, _ in each), median(resident for _, resident in each))
        for name, each in taken.items()
    }


def _start(name: str, url: str) -> tuple[float, int]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = perf_counter()
    with subprocess.Popen(
        _command(name, port), cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}{url}", start + LIMIT_S)
            taken = perf_counter() - start
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            match = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
            return taken, int(match[1]) * 1024 if match else 0
        finally:
            process.terminate()


def _command(name: str, port: int) -> Sequence[str]:
    if name == "hello":
        return (sys.executable, "-m", "uvicorn", "bench.hello:app", "--port", str(port), "--log-level", "warning")
    return sys.executable, "-m", "kgraph", "serve", "--port", str(port)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("KGRAPH_")}


def _wait(url: str, until: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=LIMIT_S) as answer:  # noqa: S310
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError):
            if perf_counter() > until:
                raise
            sleep(0.005)
