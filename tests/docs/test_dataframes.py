"""The page on tables and data frames has every column of every kind of row, and its examples run."""

from __future__ import annotations

import doctest

import pytest

from kgraph.answers.frames import LIBRARIES
from kgraph.answers.rows import TABLES, Column, RowTable
from kgraph.answers.rows.claims import CLAIM_COLUMNS_BESIDE
from kgraph.answers.rows.records import SOURCE_COLUMNS
from kgraph.answers.rows.ties import HOP_COLUMNS
from tests.docs.pages import DOCS, code, headings, read_page, section, table

PAGE = read_page("dataframes.md")
OF_CLAIMS = "those of [claims](#claims), with `claim_id` for `id`"
OF_TIES = "those of [ties](#ties) up to `tie_statuses`"


def split_columns(told: RowTable) -> tuple[tuple[Column, ...], list[str]]:
    """Return the columns that are a table's own, and what the page says of the others, which follow."""
    own, following = told.columns, []
    if own[-len(CLAIM_COLUMNS_BESIDE) :] == CLAIM_COLUMNS_BESIDE:
        own = own[: -len(CLAIM_COLUMNS_BESIDE)]
        following.insert(0, OF_CLAIMS)
    if told.name != "ties" and own[-len(HOP_COLUMNS) :] == HOP_COLUMNS:
        own = own[: -len(HOP_COLUMNS)]
        following.insert(0, OF_TIES)
    if told.name == "claim sources":
        assert own[: len(SOURCE_COLUMNS)] == SOURCE_COLUMNS
        own = own[len(SOURCE_COLUMNS) :]
    return own, following


@pytest.mark.parametrize("told", TABLES, ids=lambda told: told.name)
def test_a_kind_of_row_is_described_by_its_columns(told: RowTable) -> None:
    own, following = split_columns(told)
    rows = [(code(row["column"]), row["is"], row["holds"]) for row in table(PAGE, told.name)]
    assert rows == [(column.name, column.kind, column.holds) for column in own]
    described = section(PAGE, told.name)
    assert described.split("\n")[2].startswith(told.holds)
    assert (f"Then {', then '.join(following)}." in described) == bool(following)
    assert ("columns of [sources](#sources)" in described) == (told.name == "claim sources")


def test_no_other_kind_of_row_is_described() -> None:
    assert sorted(headings(section(PAGE, "Columns"))) == sorted(told.name for told in TABLES)


def test_every_library_is_named() -> None:
    assert all(f"`{library}`" in section(PAGE, "A data frame") for library in LIBRARIES)


def test_the_examples_run() -> None:
    results = doctest.testfile(str(DOCS / "dataframes.md"), module_relative=False)
    assert results.attempted >= 10
    assert results.failed == 0
