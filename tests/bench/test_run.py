"""`python -m bench` as somebody would call it, in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.events import iter_rows
from bench.generate import write_rows
from bench.summary import TARGETS, find_percentile, judge_service, judge_targets
from tests.bench.rows import build_made_up

ROOT = Path(__file__).resolve().parents[2]


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("events") / "events.tsv"
    write_rows(build_made_up(), path)
    assert len(list(iter_rows(path))) == len(build_made_up())
    return str(path)


def test_a_quick_run_writes_a_report(events: str, tmp_path: Path) -> None:
    out = tmp_path / "results"
    peers = "kgraph,networkx collapsed,SQLite FTS5,rapidfuzz scan"
    done = call("--quick", "--events", events, "--sizes", "500,1k", "--out", str(out), "--peers", peers)
    assert (done.returncode, done.stdout) == (0, f"{out / 'results.md'}\n"), done.stderr
    told = (out / "results.md").read_text("utf-8")
    assert "All answers of all peers agree" in told
    assert "## 1,000 rows (1k)" in told
    results = json.loads((out / "results.json").read_text("utf-8"))
    assert list(results["sizes"]) == ["500", "1k"]
    measured = results["sizes"]["1k"]["networkx collapsed"]
    assert {"load_s", "open_s", "kept_bytes_per_claim"} <= set(measured)
    assert len(measured["workloads"]["paths"]["times_ms"]) == results["queries"]
    assert results["sizes"]["1k"]["rapidfuzz scan"]["recall"]["typo"] > 0.8
    assert "1,000 rows: networkx collapsed" in done.stderr


def test_a_wrong_answer_fails_the_run(events: str, tmp_path: Path) -> None:
    peers = "networkx collapsed,tests.bench.careless:Careless"
    done = call("--quick", "--events", events, "--out", str(tmp_path), "--peers", peers)
    assert done.returncode == 1
    assert "WRONG: 3k: tests.bench.careless:Careless, path query" in done.stderr
    assert "wrong answers:**" in (tmp_path / "results.md").read_text("utf-8")


def test_a_peer_that_fails_ends_nothing(events: str, tmp_path: Path) -> None:
    peers = "tests.bench.failing:Failing,networkx collapsed"
    done = call("--quick", "--events", events, "--sizes", "500", "--out", str(tmp_path), "--peers", peers)
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "results.md").read_text("utf-8")
    assert "| tests.bench.failing:Failing | failed with status 1: RuntimeError: out of order |" in told


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--peers", "oracle"), "no peer 'oracle'"),
        (("--peers", "tests.bench.rows:build_made_up"), "no peer"),
        (("--sizes", "many"), "'many' is no size"),
        (("--sizes", "0k"), "'0k' is no size"),
        (("--events", "nowhere.tsv"), "nowhere.tsv: no file of events"),
    ],
)
def test_a_wrong_call(arguments: tuple[str, ...], word: str) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_targets_are_judged() -> None:
    def measured(ms: float, load_s: float) -> dict[str, object]:
        rows = {target.row for target in TARGETS}
        weight = {"resident": 90.0, "peak": 130.0, "load_s": load_s, "opened": 60.0, "opened_peak": 70.0}
        return {"load_s": load_s, "open_s": load_s, "weight": weight,
                "workloads": {row: {"times_ms": [ms] * 4, "answers": [[1]] * 4} for row in rows}}  # fmt: skip

    slow = {target.peer: measured(100, 10) for target in TARGETS}
    sizes = {"110k": slow | {"kgraph": measured(1, 1)}, "1m": slow | {"kgraph": measured(2, 1)}}
    verdicts = {each.work: each for each in judge_targets(sizes, "1m", 4)}
    ratio = verdicts["neighbours, newest 50, mean: PostgreSQL / kgraph"]
    assert (ratio.measured, ratio.is_met) == (50, True)
    assert verdicts["neighbours, newest 50, mean: networkx collapsed / kgraph"].is_met is False
    growth = verdicts["neighbours, newest 50, p99: kgraph at 1m / at 110k"]
    assert (growth.measured, growth.is_met) == (2, False)
    assert verdicts["peak while opening the snapshot / resident"].is_met is True
    assert verdicts["peak while building from rows / resident"].is_met is False
    assert verdicts["resident bytes per claim, opened and read once"].is_met is True
    assert verdicts["load from rows: networkx collapsed / kgraph"].measured == 10


def test_the_service_is_judged() -> None:
    services = {"hello": {"start_s": 0.5, "resident": 100.0}, "kgraph": {"start_s": 1.0, "resident": 150.0}}
    assert [(each.measured, each.is_met) for each in judge_service(services)] == [(2, False), (1.5, True)]
    assert judge_service({}) == []


def test_percentiles() -> None:
    assert find_percentile(list(range(1, 201)), 99) == 198
    assert find_percentile([5], 99) == 5
