"""Tables of events, imported and built as an analyst does it: by the commands, once for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

import kgraph
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.raw import RawEvents

ROOT = Path(__file__).resolve().parent.parent.parent
REAL_TABLE = ROOT.parent / "shared" / "events" / "icews.tsv"

ARTICLE, MADE_UP, REAL = DATASETS = ("article", "made-up events", "real events")
# Marks a test, or a module, that holds whatever the dataset is; the fixture `dataset` takes the name.
over_all_datasets = pytest.mark.parametrize("dataset", DATASETS, indirect=True)
over_events = pytest.mark.parametrize("dataset", DATASETS[1:], indirect=True)


def run_kgraph(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `kgraph WORDS` as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KGRAPH_")}
    return subprocess.run(
        [sys.executable, "-m", "kgraph", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=ROOT,
        env={**environment, "COLUMNS": "400"},
    )


@dataclass(frozen=True)
class ImportedEvents:
    """A table, the dataset that was imported from it, and the same dataset without its snapshot."""

    table: Path
    folder: Path
    bare_folder: Path
    import_output: str

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The dataset, opened by its snapshot."""
        return kgraph.open(self.folder)

    @cached_property
    def bare_graph(self) -> KnowledgeGraph:
        """The dataset, opened by its records."""
        return kgraph.open(self.bare_folder)

    @cached_property
    def raw(self) -> RawEvents:
        """The table itself: what answers are compared with."""
        return RawEvents(self.table, self.folder)


def import_events(table: Path, place: Path) -> ImportedEvents:
    """Import a table with the mapping that ships, and build its snapshot."""
    folder, bare = place / "events", place / "bare"
    imported = run_kgraph("import", table, "--mapping", "icews", "--out", folder, "--no-snapshot")
    assert imported.returncode == 0, imported.stderr
    bare.mkdir()
    for file in folder.iterdir():
        os.link(file, bare / file.name)
    built = run_kgraph("build", folder)
    assert built.returncode == 0, built.stderr
    assert len(list(folder.iterdir())) == len(list(bare.iterdir())) + 1
    return ImportedEvents(table, folder, bare, imported.stdout)
