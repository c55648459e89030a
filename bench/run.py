"""A whole run: data and queries made once, then each peer at each size in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import memory, service
from bench.agreement import Judge
from bench.distributions import compare_shapes, measure_shape
from bench.events import Events, Row, build_events, iter_rows
from bench.generate import generate, write_rows
from bench.machine import describe_machine
from bench.peers import find_peer
from bench.questions import WORKLOADS, from_plain, to_plain
from bench.records import Evidence, Record
from bench.workloads import build_queries

# What no peer should need, however slow; it ends one that hangs.
PROCESS_LIMIT_S = 900
END_LIMIT_S = 30
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: sizes by the name that the tables give them, in rows, and where to put the data.

    `real` is the file of real events; `budget_s` is what a peer may take for a workload.
    """

    sizes: Mapping[str, int]
    peers: tuple[str, ...]
    queries: int
    seed: int
    budget_s: float
    real: Path
    data: Path
    with_service: bool = True


def run(plan: Plan) -> dict[str, Any]:
    """Return everything that the report shows; a peer that fails is skipped with the reason."""
    real = list(iter_rows(plan.real))
    result: dict[str, Any] = {
        "machine": describe_machine(), "queries": plan.queries, "seed": plan.seed,
        "data": {}, "sizes": {}, "disagreements": [],
    }  # fmt: skip
    for size, rows in plan.sizes.items():
        folder = plan.data / f"{rows}-{plan.seed}"
        result["data"][size] = prepare(real, rows, plan, folder)
        result["sizes"][size] = {name: _run_peer(name, rows, plan, folder) for name in plan.peers}
        _say(f"{size}: comparing answers")
        disagreements = compare(folder, result["sizes"][size])
        result["disagreements"] += [f"{size}: {each}" for each in disagreements]
    if plan.with_service and service.find_obstacle() is None:
        _say("the article's service, and the least that FastAPI can serve")
        result["service"] = {name: asdict(each) for name, each in service.measure_services().items()}
    return result


def prepare(real: list[Row], rows: int, plan: Plan, folder: Path) -> dict[str, Any]:
    """Make data and queries of a size, and return how the data compare with the real ones."""
    _say(f"{rows:,} rows: generating")
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(generate(real, rows, plan.seed), folder / "events.tsv")
    events = build_events(iter_rows(folder / "events.tsv"))
    events.save(folder / "events")
    queries = to_plain(build_queries(events, plan.queries, plan.seed))
    (folder / "queries.json").write_text(json.dumps(queries, ensure_ascii=False), encoding="utf-8")
    shape = measure_shape(events, rows)
    difference = compare_shapes(measure_shape(build_events(real), len(real)), shape)
    return {
        "rows": rows, "claims": len(events), "names": len(events.names),
        "shape": asdict(shape), "difference": asdict(difference),
    }  # fmt: skip


def compare(folder: Path, peers: dict[str, Any]) -> list[str]:
    """Return the wrong answers of all peers, and note the recall of those that search names."""
    judge = Judge(Events.load(folder / "events"), from_plain(json.loads((folder / "queries.json").read_text("utf-8"))))
    told: list[str] = []
    for workload in WORKLOADS:
        answers = {
            name: [restore(workload, answer) for answer in measured["workloads"][workload]["answers"]]
            for name, measured in peers.items()
            if workload in measured.get("workloads", {})
        }
        told += map(str, judge.find_disagreements(workload, answers))
        for name, given in answers.items():
            if (recall := judge.measure_recall(workload, given)) is not None:
                peers[name].setdefault("recall", {})[workload] = recall
    return told


def _run_peer(name: str, rows: int, plan: Plan, folder: Path) -> dict[str, Any]:
    peer = find_peer(name)
    obstacle = peer.find_obstacle()
    if obstacle is None and rows > peer.max_claims:
        obstacle = f"not run above {peer.max_claims:,} rows"
    if obstacle is not None:
        _say(f"{rows:,} rows: {name} skipped, {obstacle}")
        return {"skipped": obstacle}
    _say(f"{rows:,} rows: {name}")
    task = {"peer": name, "events": str(folder / "events"), "queries": str(folder / "queries.json"),
            "budget_s": plan.budget_s}  # fmt: skip
    measured = _start(task, folder)
    if "skipped" in measured:
        _say(f"{rows:,} rows: {name} {measured['skipped']}")
    if "skipped" not in measured and peer.memory == "resident" and memory.find_obstacle() is None:
        weight = _start({**task, "memory": True}, folder)
        measured["weight"] = None if "skipped" in weight else weight
    return measured


def _start(task: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run a task in a process of its own, and return what it measured, or why there is nothing."""
    out = folder / "measured.json"
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.measure", json.dumps(task), str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            _, told = process.communicate(timeout=PROCESS_LIMIT_S)
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                return {"skipped": f"took more than {PROCESS_LIMIT_S} s"}
            raise
    if process.returncode or not out.exists():
        lines = told.strip().splitlines() or ["no word"]
        return {"skipped": f"failed with status {process.returncode}: {lines[-1]}"}
    measured: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return measured


def _end(process: subprocess.Popen[str]) -> None:
    """End a process; it has time to stop a server of its own."""
    process.terminate()
    try:
        process.communicate(timeout=END_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()


def restore(workload: str, answer: Any) -> Any:
    """Return an answer as the peer gave it: JSON knows no records."""
    if workload != "records" or answer is None:
        return answer
    return [Record(**{**record, "evidence": Evidence(**record["evidence"])}) for record in answer]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
