"""Exports of many events: all of them, and in memory that does not grow with their number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kgraph import KnowledgeGraph
from kgraph.exports import FORMATS
from kgraph.loading import load_dataset
from tests.conftest import ROOT
from tests.events.imported import ImportedEvents, over_events, run_kgraph

pytestmark = over_events

# Prints the bytes of an export, and the most memory in pages of its own, in KiB, before it and after it.
MEASURE = """
import json, re, sys
import kgraph

def read_memory():
    text = open("/proc/self/status").read()
    return int(re.search(r"RssAnon:\\s+(\\d+)", text)[1])

kg = kgraph.open(sys.argv[1])
for _ in kg.export(sys.argv[2], date=sys.argv[3]):
    pass
before = peak = read_memory()
size = 0
for piece in kg.export(sys.argv[2]):
    size += len(piece)
    peak = max(peak, read_memory())
print(json.dumps([size, before, peak]))
"""
# What caches of records may still take, once some hundred claims have been exported.
MAX_GROWTH_KIB = 24 * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("format", [each.name for each in FORMATS])
def test_memory_does_not_grow_with_the_length(events: ImportedEvents, format: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(events.folder), format, "2013-01"],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    size, before, peak = json.loads(done.stdout)
    assert size > 100_000
    assert peak - before < MAX_GROWTH_KIB, f"{size} bytes took {peak - before} KiB more"


def test_every_claim_is_exported_with_every_row(events: ImportedEvents, kg: KnowledgeGraph) -> None:
    rows = claims = 0
    for line in b"".join(kg.export("ndjson")).splitlines():
        record = json.loads(line)
        if record["kind"] == "claim":
            claims += 1
            rows += len(record["record"]["evidence"])
        last = record
    assert (claims, rows) == (kg.claims(limit=1).total.value, len(events.raw.lines))
    assert last["counts"]["claims"] == claims


def test_the_whole_comes_back_equal(events: ImportedEvents, kg: KnowledgeGraph, tmp_path: Path) -> None:
    file = tmp_path / "all.ndjson"
    assert run_kgraph("export", "--format", "ndjson", "--out", file, "--data", events.folder).returncode == 0
    done = run_kgraph("import", file, "--mapping", "kgraph", "--out", tmp_path / "again", "--no-snapshot")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{kg.dataset().claim_count:,} claims" in done.stdout
    if kg.dataset().claim_count < 20_000:
        assert load_dataset(tmp_path / "again") == load_dataset(events.bare_folder)
    assert f"version {kg.version}" in run_kgraph("validate", tmp_path / "again").stdout
