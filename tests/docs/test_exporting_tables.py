"""The page on exported tables names every table and every column, and its examples run."""

from __future__ import annotations

import doctest

import pytest

from kgraph.exports.tables.csv_archive import TABLES
from kgraph.exports.tables.neo4j import NODES, RELATIONSHIPS
from kgraph.exports.tables.table import Table
from tests.docs.pages import DOCS, code, headings, read_page, section, table

PAGE = read_page("exporting-tables.md")
SECTIONS = {
    **{each.name: each for each in TABLES},
    **{f"{each.name} of neo4j": each for each in (*NODES, *RELATIONSHIPS)},
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_table_is_described_by_its_columns(heading: str) -> None:
    told: Table = SECTIONS[heading]
    assert {code(row["column"]): row["holds"] for row in table(PAGE, heading)} == told.columns
    assert section(PAGE, heading).split("\n")[2] == f"{told.holds[0].upper()}{told.holds[1:]}."


def test_no_other_table_is_described() -> None:
    assert [heading for heading in headings(PAGE) if ".csv" in heading] == list(SECTIONS)


def test_the_examples_run() -> None:
    results = doctest.testfile(str(DOCS / "exporting-tables.md"), module_relative=False)
    assert results.attempted >= 6
    assert results.failed == 0
