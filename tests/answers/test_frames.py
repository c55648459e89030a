"""Data frames of both libraries hold what the rows hold, with types that a missing value does not spoil."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pandas
import polars
import pytest

import kgraph
from kgraph.answers.rows import find_item_type, find_table
from kgraph.errors import InvalidParameter, KGraphError, MissingLibrary
from kgraph.knowledge_graph import KnowledgeGraph
from tests.answers.asked import ask_everything, ask_random

PANDAS = {"text": "string", "list": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}
POLARS = {"text": "String", "list": "String", "integer": "Int64", "number": "Float64", "flag": "Boolean"}


def to_plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def of_pandas(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    return [
        {name: None if cell is pandas.NA else cell for name, cell in row.items()} for row in frame.to_dict("records")
    ]


def check_frames(answer: Any) -> None:
    rows = [{name: to_plain(cell) for name, cell in row.items()} for row in answer.to_rows()]
    table = find_table(find_item_type(answer) if hasattr(answer, "items") else type(answer))
    with_pandas, with_polars = answer.to_dataframe("pandas"), answer.to_dataframe("polars")
    assert tuple(with_pandas.columns) == tuple(with_polars.columns) == table.names
    assert of_pandas(with_pandas) == with_polars.to_dicts() == rows
    assert [str(type_) for type_ in with_pandas.dtypes] == [PANDAS[column.kind] for column in table.columns]
    assert [str(type_) for type_ in with_polars.dtypes] == [POLARS[column.kind] for column in table.columns]


def test_both_libraries_hold_what_the_rows_hold(article_graph: KnowledgeGraph) -> None:
    for answer in ask_everything(article_graph).values():
        check_frames(answer)


def test_amounts_and_disputes_are_in_frames_too() -> None:
    for asked in ask_random(6):
        for answer in asked.values():
            check_frames(answer)


def test_an_empty_answer_has_its_columns(article_graph: KnowledgeGraph) -> None:
    answer = article_graph.contested()
    assert not answer
    check_frames(answer)
    assert "evidence" in answer.to_dataframe("polars").columns


def test_a_date_stays_as_uncertain_as_it_is(article_graph: KnowledgeGraph) -> None:
    frame = article_graph.claims(limit=500).to_dataframe("pandas").set_index("id")
    assert frame.loc["p06s6c04", "valid"] == "[2025..]"
    assert frame.loc["p01s1c01", "valid"] == "2022-01/.."
    assert frame["valid"].isna().sum() == 178


def test_everything_reads_all_parts_that_follow(article_graph: KnowledgeGraph) -> None:
    part = article_graph.claims(limit=30)
    assert part.to_dataframe("pandas").shape[0] == 30
    for library in ("pandas", "polars"):
        frame = part.to_dataframe(library, everything=True)
        assert list(frame["id"]) == [claim.id for claim in article_graph.claims(limit=500)]


def test_without_a_name_it_is_the_first_that_is_installed(
    article_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = article_graph.facets("topic")
    assert isinstance(answer.to_dataframe(), pandas.DataFrame)
    hide(monkeypatch, "pandas")
    assert isinstance(answer.to_dataframe(), polars.DataFrame)


def hide(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let some libraries not be installed."""
    load = importlib.import_module

    def import_module(name: str, package: str | None = None) -> Any:
        if name in names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return load(name, package)

    monkeypatch.setattr(importlib, "import_module", import_module)


def test_a_library_that_is_missing_is_named_with_what_to_install(
    article_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(monkeypatch, "pandas", "polars")
    answer = article_graph.facets("topic")
    with pytest.raises(MissingLibrary, match=r"needs polars, .*: pip install polars$") as caught:
        answer.to_dataframe("polars")
    assert caught.value.libraries == ("polars",)
    assert isinstance(caught.value, KGraphError)
    with pytest.raises(kgraph.MissingLibrary, match=r"pip install pandas or pip install polars"):
        article_graph.quality().to_dataframe()


def test_what_a_library_itself_lacks_is_not_taken_for_the_library(
    article_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def import_module(name: str, package: str | None = None) -> Any:
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(importlib, "import_module", import_module)
    with pytest.raises(ModuleNotFoundError, match="numpy") as caught:
        article_graph.facets("topic").to_dataframe("pandas")
    assert not isinstance(caught.value, MissingLibrary)


def test_an_unknown_library_is_refused(article_graph: KnowledgeGraph) -> None:
    with pytest.raises(InvalidParameter, match="library is 'excel', and must be pandas or polars"):
        article_graph.facets("topic").to_dataframe("excel")


def test_rows_and_pages_need_no_library_for_frames() -> None:
    code = (
        "import json, sys, kgraph; a = kgraph.open().claims(limit=2); a.to_rows(); a._repr_html_();"
        "print(json.dumps([name for name in ('pandas', 'polars', 'numpy') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == []
