"""The exports are measured beside libraries that write the same, and a file that lacks something is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kgraph
from bench.export_peers import EXPORT_PEERS
from bench.exports import find_disagreements, find_obstacle, import_events, render, run_task
from kgraph.exports import FORMATS
from kgraph.knowledge_graph import KnowledgeGraph
from tests.bench.rows import build_made_up
from tests.bench.test_run import call, events

__all__ = ["events"]

ROWS = 200
MEASURED = ("ndjson", "csv", "graphml", "turtle")
only_linux = pytest.mark.skipif(find_obstacle() is not None, reason=str(find_obstacle()))


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("made") / "up"
    claims = import_events(build_made_up(), ROWS, 7, folder)
    graph = kgraph.open(folder / "data")
    assert graph.dataset().claim_count == claims > ROWS / 2
    return graph


@pytest.fixture(scope="module")
def result(events: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run of the command measured; its report is beside."""
    out = tmp_path_factory.mktemp("report") / "results"
    words = ("--formats", ",".join(MEASURED), "--sizes", str(ROWS), "--events", events, "--out", str(out))
    done = call("exports", *words)
    assert (done.returncode, done.stdout) == (0, f"{out / 'exports.md'}\n"), done.stderr
    measured: dict[str, Any] = json.loads((out / "exports.json").read_text("utf-8"))
    assert render(measured) == (out / "exports.md").read_text("utf-8")
    return measured


def test_every_format_has_a_peer() -> None:
    assert list(EXPORT_PEERS) == [each.name for each in FORMATS]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD makes one
@pytest.mark.parametrize("format", list(EXPORT_PEERS))
def test_a_peer_writes_all_that_it_read(kg: KnowledgeGraph, format: str, tmp_path: Path) -> None:
    peer = EXPORT_PEERS[format]
    if reason := peer.find_obstacle():
        pytest.skip(f"{format}: {reason}")
    kg.export(format).write(tmp_path / "kgraph")
    peer.write(peer.read(tmp_path / "kgraph"), tmp_path / "peer")
    counts = peer.count(tmp_path / "kgraph")
    assert peer.count(tmp_path / "peer") == counts
    assert sum(counts.values()) > ROWS


def test_what_is_counted_is_what_was_exported(kg: KnowledgeGraph, tmp_path: Path) -> None:
    claims, entities = kg.dataset().claim_count, kg.dataset().entity_count
    for format in ("graphml", "gexf", "cytoscape"):
        kg.export(format).write(tmp_path / format)
        assert EXPORT_PEERS[format].count(tmp_path / format) == {"nodes": entities, "edges": claims}
    kg.export("csv").write(tmp_path / "csv")
    rows = EXPORT_PEERS["csv"].count(tmp_path / "csv")
    assert (rows["claims.csv"], rows["nodes.csv"], rows["evidence.csv"]) == (claims, entities, ROWS)


@only_linux
def test_time_and_memory_of_both_are_measured(result: dict[str, Any]) -> None:
    assert list(result["formats"]) == list(MEASURED)
    for name, each in result["formats"].items():
        assert "skipped" not in each
        assert each["claims"] == pytest.approx(ROWS / EXPORT_PEERS[name].fraction, rel=0.5)
        assert each["kgraph"]["counts"] == each["beside"]["counts"]
        assert min(each[by][field] for by in ("kgraph", "beside") for field in ("write_s", "peak", "bytes")) > 0
        assert each["beside"]["hold_s"] > 0


@only_linux
def test_the_report_compares_them(result: dict[str, Any]) -> None:
    made = {"counts": {"nodes": 2, "edges": 1}, "bytes": 5_000_000}
    formats = {
        "graphml": {
            "peer": "networkx", "version": "3", "claims": 1234,
            "kgraph": {**made, "write_s": 2.0, "peak": 2**22},
            "beside": {**made, "write_s": 5.0, "peak": 2**23, "hold_s": 1.5},
        },
        "csv": {
            "peer": "pandas", "version": "", "claims": 1234, "skipped": "pandas not installed",
            "kgraph": {"bytes": 1_000_000, "write_s": 2.0, "peak": 2**22},
        },
    }  # fmt: skip
    told = render({**result, "formats": formats})
    assert "| graphml | 1,234 | networkx | 2 | 5 | 2.5 | 4 | 8 | 2 | 1.5 |" in told
    assert "| graphml | 2 nodes, 1 edges | 5 | 5 |" in told
    assert "| csv | 1,234 | pandas | 2 | – | – | 4 | – | – | – |" in told
    assert "| pandas | pandas not installed |" in told


def test_a_file_that_lacks_something_is_told(kg: KnowledgeGraph, tmp_path: Path) -> None:
    peer = EXPORT_PEERS["ndjson"]
    kg.export("ndjson").write(tmp_path / "kgraph")
    peer.write(peer.read(tmp_path / "kgraph")[:-1], tmp_path / "peer")
    own, other = ({"counts": peer.count(tmp_path / name)} for name in ("kgraph", "peer"))
    measured = {"ndjson": {"peer": peer.name, "kgraph": own, "beside": other}}
    (told,) = find_disagreements(measured)
    assert told.startswith(f"ndjson: {own['counts']} by kgraph, ")
    assert list(find_disagreements({"ndjson": {**measured["ndjson"], "beside": own}})) == []


@only_linux
def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("no XML")
    task = {"by": "reader", "format": "graphml", "export": str(tmp_path / "export"), "held": str(tmp_path / "held")}
    if reason := EXPORT_PEERS["graphml"].find_obstacle():
        pytest.skip(reason)
    with pytest.raises(RuntimeError, match=r"reader, graphml: .*ParseError"):
        run_task(task, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("exports", "--formats", "graphml,docx"), "no format 'docx'"),
        (("exports", "--sizes", "1k,2k"), "exports take one size"),
        (("exports", "--peers", "kgraph"), "exports take one size, and no peers"),
        (("--formats", "graphml"), "formats are those of exports"),
        (("imports",), "invalid choice: 'imports'"),
    ],
)
def test_a_wrong_call(arguments: tuple[str, ...], word: str) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
