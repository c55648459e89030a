"""What docs/dates.md says of the filters by date is what the queries do, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from kgraph.dates import parse_edtf
from kgraph.errors import InvalidParameter
from kgraph.filters import filter_specs
from kgraph.knowledge_graph import KnowledgeGraph
from tests.docs.pages import code, codes, read_page, table
from tests.graphs import make_claim, make_dataset, make_evidence, make_source

PAGE = read_page("dates.md")
HOLDS = table(PAGE, "When it holds")
KNOWN = table(PAGE, "When it was known")
KIND, NONE, COUNTED = "kind", "none", "counted"
# What a dataset may hold instead of a plain date, each with what its form has.
KINDS = {
    "exact": "2023-0",
    "approximate": "~",
    "uncertain": "?",
    "qualified component": "?-",
    "open end": "/..",
    "open start": "../",
    "unknown end": "/",
    "one of a set": "[",
    "one of a set, open end": "..]",
    "unknown year": "XXXX",
    "missing": NONE,
}
Row = dict[str, str]


def read_date(row: Row) -> str | None:
    """Return the date of a row: its second cell."""
    cell = list(row.values())[1]
    return None if cell == NONE else code(cell)


def queries(rows: list[Row]) -> list[str]:
    """Return what is asked for by the columns, the first two aside."""
    return list(rows[0])[2:]


def find_cells(kg: KnowledgeGraph, rows: list[Row], column: str) -> list[str]:
    """Return what the cells of a column should say, row by row; claims and the ties that they make must agree."""
    asked = dict[str, Any](parse_qsl(code(column), strict_parsing=True))
    claims, neighbours = kg.claims(**asked, limit=500), kg.neighbours("hub", **asked, limit=500)
    found = {claim.id for claim in claims}
    assert {neighbour.entity.id for neighbour in neighbours} == {f"other-{id_}" for id_ in found}
    counted = sum(row[column] == COUNTED for row in rows)
    assert claims.undated_excluded == neighbours.undated_excluded == counted
    return ["yes" if row_id(number) in found else "no" for number in range(len(rows))]


def row_id(number: int) -> str:
    return f"row-{number}"


def open_rows(rows: list[Row], describe: Callable[[int, str | None], dict[str, Any]]) -> KnowledgeGraph:
    """Return a dataset with a claim for each row, with the fields that its date makes; and its publications."""
    dates = [read_date(row) for row in rows]
    claims = [make_claim(row_id(n), "hub", f"other-{row_id(n)}", **describe(n, each)) for n, each in enumerate(dates)]
    sources = [make_source(f"paper-{n}", f"press-{n}", date=each) for n, each in enumerate(dates)]
    return KnowledgeGraph(make_dataset(claims, sources=sources))


@pytest.fixture(scope="module")
def holding() -> KnowledgeGraph:
    return open_rows(HOLDS, lambda _, valid: {"valid": valid})


@pytest.fixture(scope="module")
def cited() -> KnowledgeGraph:
    return open_rows(KNOWN, lambda n, _: {"cites": (f"paper-{n}",)})


@pytest.fixture(scope="module")
def carried() -> KnowledgeGraph:
    return open_rows(KNOWN, lambda n, _: {"evidence": (make_evidence(source=f"paper-{n}"),)})


@pytest.mark.parametrize("column", queries(HOLDS))
def test_what_date_finds(holding: KnowledgeGraph, column: str) -> None:
    assert find_cells(holding, HOLDS, column) == [row[column].replace(COUNTED, "no") for row in HOLDS]
    assert [row[KIND] for row in HOLDS if row[column] == COUNTED] == ["missing"]


@pytest.mark.parametrize("column", queries(KNOWN))
def test_what_known_as_of_finds(cited: KnowledgeGraph, carried: KnowledgeGraph, column: str) -> None:
    for kg in (cited, carried):
        assert find_cells(kg, KNOWN, column) == [row[column] for row in KNOWN]


@pytest.mark.parametrize("rows", [HOLDS, KNOWN], ids=["holds", "known"])
def test_the_tables_have_every_kind_of_date_under_either_match(rows: list[Row]) -> None:
    dates = [(row[KIND], list(row.values())[1]) for row in rows]
    for kind, mark in KINDS.items():
        assert any(each.startswith(kind) and mark in date for each, date in dates), kind
    asked = [code(column) for column in queries(rows)]
    assert asked[1::2] == [f"{query}&date_match=certain" for query in asked[::2]]
    for column in queries(rows):
        assert {row[column] for row in rows} <= {"yes", "no", COUNTED}


def test_the_kinds_are_what_they_are_called() -> None:
    for row in HOLDS + KNOWN:
        text = read_date(row)
        if text is None:
            continue
        date, kind = parse_edtf(text), row[KIND]
        assert date.approximate == ("approximate" in kind), text
        assert date.uncertain == kind.startswith(("uncertain", "qualified", "interval with a doubtful")), text
        assert date.is_set == kind.startswith("one of a set"), text
        assert date.is_open_end == kind.endswith("open end"), text
        assert date.is_open_start == kind.endswith("open start"), text
        assert (date.is_unknown_end, date.is_unknown_start) == (kind == "unknown end", kind == "unknown start"), text
        assert date.year_known != kind.startswith("unknown year"), text
        assert not (kind.startswith("exact") and date.qualified), text


def test_the_filters_are_those_that_take_dates_and_take_what_the_page_says() -> None:
    rows = table(PAGE, "Filters by date")
    assert [code(row["filter"]) for row in rows] == ["date", "known_as_of", "date_match"]
    assert {code(row["filter"]) for row in rows} <= filter_specs("paths").keys()
    kg = KnowledgeGraph(make_dataset([make_claim("c1", "a", "b", valid="2023")]))
    for row in rows:
        for text in codes(row["takes"]):
            kg.claims(**{code(row["filter"]): text})
    for form in table(PAGE, "Forms"):
        kg.claims(date=code(form["form"]))
        date = parse_edtf(code(form["form"]))
        if date.form != "date" or not date.year_known:
            with pytest.raises(InvalidParameter):
                kg.claims(known_as_of=code(form["form"]))


def test_the_two_filters_are_independent() -> None:
    claims = [
        make_claim("early-of-late", "a", "b", valid="2030", cites=("old",)),
        make_claim("late-of-early", "a", "b", valid="2020", cites=("new",)),
    ]
    sources = [make_source("old", "press-1", date="2021"), make_source("new", "press-1", date="2025")]
    kg = KnowledgeGraph(make_dataset(claims, sources=sources))
    assert [claim.id for claim in kg.claims(date="2030")] == ["early-of-late"]
    assert [claim.id for claim in kg.claims(known_as_of="2022")] == ["early-of-late"]
    assert [claim.id for claim in kg.claims(date="2020")] == ["late-of-early"]
    assert not kg.claims(date="2020", known_as_of="2022").items
    assert len(kg.claims(date_match="certain")) == 2
