"""What a type checker knows of both ways in: the same parameters, the same answers, and no mistyped filter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

from kgraph.filters import Scope, filter_specs
from kgraph.knowledge_graph import keywords
from tests.conftest import ROOT

RIGHT = """
import kgraph
from kgraph import KnowledgeGraph, RemoteGraph

graphs: list[KnowledgeGraph | RemoteGraph] = [kgraph.open(), kgraph.connect("http://127.0.0.1:8000")]
for kg in graphs:
    reveal_type(kg.claims(about="China", hedged=True, value_min=19.2, paragraph=[1, "2"]))
    reveal_type(kg.paths("a", "b", k=1, polarity=["affirmed"]).items[0].hops[0].claims)
    reveal_type(kg.entity("a").claim_count)

async def ask() -> None:
    async with kgraph.connect_async("http://127.0.0.1:8000") as kg:
        reveal_type(await kg.dyad(["KZ", "CN"], topic="trade"))
"""
WRONG = {
    'kg.claims(abuot="China")': 'Unexpected keyword argument "abuot"',
    'kg.paths("a", "b", maxhops=3)': 'Unexpected keyword argument "maxhops"',
    'kg.paths("a", "b", about="c")': 'Unexpected keyword argument "about"',
    'kg.brief("a", frm="b")': 'Unexpected keyword argument "frm"',
    "kg.claims(about=5)": 'Argument "about"',
    "kg.claims(hedged=[True])": 'Argument "hedged"',
    'kg.dyad(["KZ", "CN"], limit="few")': 'Argument "limit"',
}


def check(code: str, folder: Path) -> str:
    """Return what mypy says, strictly, of a script outside the project, that finds kgraph as it is installed."""
    (folder / "script.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "script.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_the_answers_have_their_types_whichever_way_they_are_asked_for(tmp_path: Path) -> None:
    said = check(RIGHT, tmp_path)
    assert "error" not in said, said
    assert said.count("Answer[kgraph.answers.views.ClaimView]") == 1
    assert "tuple[kgraph.answers.views.ClaimView, ...]" in said
    assert 'Revealed type is "int"' in said.replace("builtins.int", "int")
    assert "kgraph.answers.overviews.Dyad" in said


WAYS = ["kgraph.open()", 'kgraph.connect("http://127.0.0.1:8000")']


@pytest.mark.parametrize("opened", WAYS, ids=["open", "connect"])
def test_what_is_mistyped_is_found(opened: str, tmp_path: Path) -> None:
    said = check("\n".join(["import kgraph", f"kg = {opened}", *WRONG]), tmp_path)
    for line, message in enumerate(WRONG.values(), start=3):
        assert any(f"script.py:{line}: error" in each and message in each for each in said.splitlines()), (line, said)


@pytest.mark.parametrize(
    ("scope", "kind"), [("claims", "ClaimFilters"), ("neighbours", "TieFilters"), ("paths", "TieFilters")]
)
def test_the_keywords_are_the_filters(scope: Scope, kind: str) -> None:
    hints = get_type_hints(getattr(keywords, kind))
    specs = filter_specs(scope)
    assert set(hints) == set(specs)
    for name, spec in specs.items():
        assert ("Iterable" in str(hints[name])) == spec.repeatable, name


def test_the_package_says_that_it_has_types() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in ("kgraph", "api"))
