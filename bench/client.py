"""`kgraph.connect` beside httpx2 with its JSON as it comes: what it costs that answers are checked and have types.

Both ask the same running service over the article, in turn, over one connection each; and the files are asked the same.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx2

import kgraph
from bench.machine import describe_machine
from bench.report import table
from kgraph.client import AnyGraph

ROUNDS = 50
# A question, and the address that asks it.
QUESTIONS: dict[str, tuple[Callable[[AnyGraph], Any], str]] = {
    "one claim": (lambda kg: kg.claim("p06s5c02"), "/v1/claims/p06s5c02"),
    "a search": (lambda kg: kg.search("Tokaev"), "/v1/search?q=Tokaev"),
    "paths": (lambda kg: kg.paths("china", "russia"), "/v1/paths?from=china&to=russia"),
    "all claims": (lambda kg: kg.claims(limit=500), "/v1/claims?limit=500"),
}
HEAD = ("question", "connect, ms", "httpx2, ms", "connect / httpx2", "open, ms")


def measure_client(rounds: int = ROUNDS) -> dict[str, Any]:
    """Ask each question so many times each way, in turn, and return the medians in seconds."""
    files = kgraph.open()
    with _serve() as url, kgraph.connect(url) as remote, httpx2.Client() as plain:
        questions = {name: _ask_in_turn(ways, rounds) for name, ways in _iter_ways(files, remote, plain, url)}
    return {"machine": describe_machine(), "httpx2": version("httpx2"), "rounds": rounds, "questions": questions}


def _iter_ways(
    files: AnyGraph, remote: AnyGraph, plain: httpx2.Client, url: str
) -> Iterator[tuple[str, dict[str, Callable[[], Any]]]]:
    for name, (ask, path) in QUESTIONS.items():
        yield (
            name,
            {
                "connect": partial(ask, remote),
                "httpx2": partial(_ask_plainly, plain, url + path),
                "open": partial(ask, files),
            },
        )


def _ask_plainly(plain: httpx2.Client, url: str) -> Any:
    return plain.get(url).json()


def _ask_in_turn(ways: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    # The first round is none: it makes the connections.
    for number in range(rounds + 1):
        for name, ask in ways.items():
            start = perf_counter()
            ask()
            if number:
                taken[name].append(perf_counter() - start)
    return {name: median(each) for name, each in taken.items()}


@contextmanager
def _serve() -> Iterator[str]:
    """Serve the article on a free port, and yield the address."""
    command = (sys.executable, "-m", "kgraph", "serve", "--port", "0")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        try:
            assert service.stdout is not None  # noqa: S101 (it is a pipe, as it was asked to be)
            found = re.search(r"http://\S+", service.stdout.readline())
            if found is None:
                raise RuntimeError("the service did not come up")
            yield found[0]
        finally:
            service.terminate()


def write_report(result: Mapping[str, Any], folder: Path) -> None:
    """Write `client.json`, with all that was measured, and `client.md`, with the table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "client.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "client.md").write_text(render(result), encoding="utf-8")


def render(result: Mapping[str, Any]) -> str:
    """Return the report as Markdown."""
    rows = (
        (
            name,
            f"{each['connect'] * 1000:.1f}",
            f"{each['httpx2'] * 1000:.1f}",
            f"{each['connect'] / each['httpx2']:.2f}",
            f"{each['open'] * 1000:.1f}",
        )
        for name, each in result["questions"].items()
    )
    parts = [
        "# Clients",
        f"Medians of {result['rounds']} rounds; httpx2 {result['httpx2']}.",
        table(("machine", ""), result["machine"].items()),
        table(HEAD, rows),
    ]
    return "\n\n".join(parts) + "\n"
