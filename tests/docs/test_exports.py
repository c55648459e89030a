"""The page on exports: its formats are those there are, what it says is lost is lost, and its commands work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kgraph import KnowledgeGraph
from kgraph.cli import main
from kgraph.exports import FORMATS
from tests.docs.pages import code, codes, find_blocks, read_page, section, table
from tests.exports.probes import PROBES, find_losses, open_probed

PAGE = read_page("exports.md")
LOSSES = {row["format"]: row["loses"] for row in table(PAGE, "What each keeps and loses")}


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return open_probed(tmp_path_factory.mktemp("probed"))


def test_the_formats_are_those_there_are() -> None:
    rows = table(PAGE, "Which format")
    assert [(code(row["format"]), code(row["media type"])) for row in rows] == [
        (each.name, each.media_type) for each in FORMATS
    ]


def read_losses(cell: str) -> set[str]:
    return set() if cell == "nothing" else set(cell.split(", "))


@pytest.mark.parametrize("row", LOSSES)
def test_what_is_lost_is_what_the_page_says(probed: KnowledgeGraph, row: str) -> None:
    name, _, shape = row.partition(", ")
    as_nodes = {"": None, "claims as nodes": True, "claims as edges": False}[shape]
    assert find_losses(probed, code(name), claims_as_nodes=as_nodes) == read_losses(LOSSES[row])


def test_every_format_and_every_shape_has_a_row() -> None:
    expected = []
    for each in FORMATS:
        expected.append(f"`{each.name}`")
        as_nodes = dict(each.options).get("claims_as_nodes")
        if as_nodes is not None:
            expected.append(f"`{each.name}`, claims as {'edges' if as_nodes else 'nodes'}")
    assert list(LOSSES) == expected


def test_what_all_keep_is_all_that_none_loses() -> None:
    text = " ".join(section(PAGE, "What each keeps and loses").split())
    kept = re.search(r"All formats keep: ([^.]*)\.", text)
    assert kept is not None
    lost = set().union(*(read_losses(cell) for cell in LOSSES.values()))
    assert set(kept[1].split(", ")) == PROBES.keys() - lost


def test_every_format_has_a_sign_of_being_cut() -> None:
    cells = [row["format"] for row in table(PAGE, "A file that is whole")]
    assert sorted(name for cell in cells for name in codes(cell)) == sorted(each.name for each in FORMATS)


def test_the_graphs_whose_shape_can_be_chosen_are_named() -> None:
    text = section(PAGE, "Edges or nodes")
    assert {each.name for each in FORMATS if "claims_as_nodes" in dict(each.options)} <= set(codes(text))


def test_the_commands_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]
    commands = [line for line in lines if line.startswith("kgraph ")]
    assert len(commands) >= 4
    for command in commands:
        monkeypatch.setattr("sys.argv", shlex.split(command))
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 0, command
    assert {path.name for path in tmp_path.iterdir()} >= {"claims.zip", "energy.gexf", "all.ndjson", "again"}


def test_the_python_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = find_blocks(PAGE, "python")
    exec(compile(block.text, "exports.md", "exec"), {})
    assert (tmp_path / "bolat.graphml").stat().st_size
