"""Two ways to type a command: in this process, which is quick, and as a process of its own, which is the real thing."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import kgraph.knowledge_graph
from kgraph.cli import app
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset

ROOT = Path(__file__).resolve().parent.parent.parent
# Wide enough for no cell to wrap, so that a test can look for whole texts.
WIDE = {"COLUMNS": "400"}

Invoke = Callable[..., Result]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def plain_environment() -> Iterator[None]:
    """No setting of whoever runs the tests changes what they see, and none that a command makes outlives it."""
    before = dict(os.environ)
    for name in ("KGRAPH_DATA", "KGRAPH_URL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "PY_COLORS"):
        os.environ.pop(name, None)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def graph(article: Dataset) -> KnowledgeGraph:
    """The shipped dataset, loaded once for all tests."""
    return KnowledgeGraph(article)


@pytest.fixture
def invoke(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run `kgraph WORDS` in this process, the shipped dataset being loaded already."""

    def open_quickly(path: Path | None = None, **options: Any) -> KnowledgeGraph:
        return graph if path is None else open_graph(path, **options)

    open_graph = kgraph.knowledge_graph.open
    monkeypatch.setattr(kgraph.knowledge_graph, "open", open_quickly)

    def call(words: str, *, input: bytes | None = None, **env: str) -> Result:
        return CliRunner().invoke(app, shlex.split(words), input=input, env={**WIDE, **env}, catch_exceptions=False)

    return call


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `python -m kgraph WORDS` as a process, from a folder that is not the checkout."""

    def call(words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kgraph", *shlex.split(words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        )

    return call


@pytest.fixture
def dataset_copy(tmp_path: Path) -> Path:
    """A copy of the shipped dataset, for a test to spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "copy"))


@pytest.fixture
def folder(tmp_path: Path, dataset_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the commands name."""
    monkeypatch.chdir(tmp_path)
    dataset_copy.rename("dataset")
    Path("changed").mkdir()
    for file in Path("dataset").iterdir():
        text = file.read_text(encoding="utf-8")
        changed = text.replace("China officially took", "China has officially taken")
        (Path("changed") / file.name).write_text(changed, encoding="utf-8")
    Path("two.txt").write_text("Here is one sentence. Here is another one.\n", encoding="utf-8")
    Path("none.txt").write_text("no sentence\n", encoding="utf-8")
    Path("table.tsv").write_bytes((ROOT / "examples" / "events.tsv").read_bytes())
    return tmp_path
