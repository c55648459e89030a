"""One peer, one size, in a process of its own: `python -m bench.measure` reads a task, and writes what it measured."""

from __future__ import annotations

import gc
import json
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter, perf_counter_ns
from typing import Any

from bench import memory
from bench.events import Events
from bench.peers import Peer, find_peer
from bench.peers.base import TooSlow
from bench.questions import Queries, Query, Workload, from_plain

# What a peer may take for a workload; one that is slower answers fewer queries, but some.
MIN_QUERIES = 10
WARM_UP_QUERIES = 5
# Fast peers are asked everything this often, and the middle time of each query counts.
PASSES = 3
UNANSWERED = object()

# One that answers a query, and one that reads the answer.
Methods = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def measure(task: dict[str, Any]) -> dict[str, Any]:
    """Return what was measured: `load_s`, `open_s`, `kept_bytes`, and per workload `times_ms` and `answers`, in
    the form that `Peer.read_*` gives them, but [] for no path, and None for a query that was given up.

    The task names a `peer`, the folder of `events`, the file of `queries`, and `budget_s`, the time for each
    workload; `memory`: weigh the peer instead.
    """
    peer_type = find_peer(task["peer"])
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-", ignore_cleanup_errors=True) as folder:
        # A server that runs as somebody else must reach its folder.
        Path(folder).chmod(0o711)
        kept = Path(folder) / "kept"
        kept.mkdir()
        peer = peer_type(kept)
        if task.get("memory"):
            try:
                return asdict(memory.weigh(peer, Path(task["events"])))
            finally:
                peer.close()
        queries = from_plain(json.loads(Path(task["queries"]).read_text(encoding="utf-8")))
        return _measure_times(peer, Events.load(Path(task["events"])), queries, task["budget_s"])


def _measure_times(peer: Peer, events: Events, queries: Queries, budget_s: float) -> dict[str, Any]:
    claims = len(events)
    try:
        start = perf_counter()
        peer.load(events)
        result: dict[str, Any] = {"load_s": perf_counter() - start, "version": peer.version, "workloads": {}}
        del events
        if peer.keeps:
            peer.save()
            result["kept_bytes_per_claim"] = peer.kept_bytes() / claims
            peer.close()
            peer = type(peer)(peer.folder)
            gc.collect()
            start = perf_counter()
            peer.open()
            result["open_s"] = perf_counter() - start
        for workload in queries:
            if workload in peer.workloads:
                print(f"  {peer.name}: {workload}", file=sys.stderr, flush=True)
                result["workloads"][workload] = ask(peer, workload, queries[workload], budget_s)
    finally:
        peer.close()
    return result


def ask(peer: Peer, workload: Workload, queries: list[Query], budget_s: float) -> dict[str, Any]:
    """Return times and answers of a peer for the queries of a workload, or for as many as the budget allows."""
    find, read = _methods(peer, workload)
    prepared = [peer.prepare(query) for query in queries]
    # The last queries, so that what they leave in a cache helps no peer with the first.
    for query in prepared[: -WARM_UP_QUERIES - 1 : -1]:
        _time(find, query)
    # A collection in the middle of a query would be counted as its own.
    gc.collect()
    gc.disable()
    try:
        times, answers = _ask_all(find, read, prepared, perf_counter() + budget_s)
    finally:
        gc.enable()
    return {"times_ms": times, "answers": answers}


def _ask_all(
    find: Callable[[Any], Any], read: Callable[[Any], Any], queries: list[Any], deadline: float
) -> tuple[list[float], list[Any]]:
    times: list[list[float]] = []
    answers = []
    for query in queries:
        answer, elapsed = _time(find, query)
        times.append([elapsed])
        answers.append(None if answer is UNANSWERED else read(answer))
        if perf_counter() > deadline and len(times) >= MIN_QUERIES:
            break
    for _ in range(1, PASSES):
        pass_s = sum(each[0] for each in times) / 1000
        if len(times) == len(queries) and perf_counter() + pass_s < deadline:
            for query, each in zip(queries, times, strict=True):
                each.append(_time(find, query)[1])
    return [median(each) for each in times], answers


def _time(find: Callable[[Any], Any], query: Any) -> tuple[Any, float]:
    start = perf_counter_ns()
    try:
        answer = find(query)
    except TooSlow:
        answer = UNANSWERED
    return answer, (perf_counter_ns() - start) / 1e6


def _methods(peer: Peer, workload: Workload) -> Methods:
    methods: dict[Workload, Methods] = {
        "neighbours": (peer.find_neighbours, peer.read_neighbours),
        "rare": (peer.find_neighbours, peer.read_neighbours),
        "records": (peer.find_records, lambda answer: [asdict(record) for record in peer.read_records(answer)]),
        "path": (peer.find_path, lambda answer: peer.read_path(answer) or []),
        "paths": (peer.find_paths, peer.read_paths),
        "typo": (peer.find_mistyped, peer.read_names),
        "prefix": (peer.find_begun, peer.read_names),
    }
    return methods[workload]


if __name__ == "__main__":
    # Ended from outside, a peer still stops its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    # What libraries print must not get between the lines of the result.
    Path(sys.argv[2]).write_text(json.dumps(measure(json.loads(sys.argv[1]))), encoding="utf-8")
