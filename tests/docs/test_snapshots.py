"""The page on snapshots: its commands work, its reasons are those that are given, its sections those of the file."""

from __future__ import annotations

import inspect
import shlex
import shutil
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from kgraph.cli import main
from kgraph.columns import FORMAT
from kgraph.columns import snapshot as snapshots
from kgraph.columns.layout import ALIGNMENT
from kgraph.columns.snapshot import read_snapshot
from kgraph.names import NAME_INDEX_FORMAT
from kgraph.queries import opening
from tests.columns.snapshot_files import START, read_header
from tests.docs.pages import ROOT, codes, find_blocks, find_tables, read_page, section, table

PAGE = read_page("snapshots.md")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "article.kgraph"
    opening.build_snapshot(ROOT / "data", path)
    return path


def test_the_command_that_builds_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    lines = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]
    assert lines == ["kgraph build data", "kgraph serve --data data"]
    monkeypatch.setattr("sys.argv", shlex.split(lines[0]))
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0
    assert (tmp_path / "data" / opening.SNAPSHOT_FILE).is_file()


def test_the_reasons_are_those_that_are_given() -> None:
    source = inspect.getsource(snapshots) + inspect.getsource(opening)
    for row in table(PAGE, "When it is used"):
        reason = row["reason"]
        if reason.startswith("has format "):
            assert reason == f"has format {FORMAT}.{NAME_INDEX_FORMAT.partition(',')[0]}"
        else:
            assert reason in source, reason


def test_the_frame_is_as_it_is_told(built: Path) -> None:
    data = built.read_bytes()
    header = read_header(data)
    page = " ".join(section(PAGE, "The file").split())
    assert f"from {START} on" in page
    assert f"next multiple of {ALIGNMENT} bytes" in page
    assert set(header) == {"format", "names", "byte_order", "size", "origin", "meta", "sections"}
    for name in header:
        assert f"`{name}`" in page


def test_every_section_is_told_of(built: Path) -> None:
    columns, _ = read_snapshot(built)
    rows = next(rows for rows in find_tables(section(PAGE, "The file")) if "sections" in rows[0])
    patterns = [pattern for row in rows for pattern in codes(row["sections"])]
    for name in columns.sections:
        assert any(fnmatchcase(name, pattern) for pattern in patterns), name
    for pattern in patterns:
        # The claims of the article have ids of their own.
        assert pattern == "claim.digest" or any(fnmatchcase(name, pattern) for name in columns.sections), pattern
