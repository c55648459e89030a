"""Cells of tables: what a spreadsheet might run is defused, lists keep their items apart, and both can be undone."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.cells import defuse, join_items, restore, show_amount, split_items
from kgraph.exports.tables.csv_archive import to_lines
from tests.exports.everything import HOSTILE

FORMULAS = (
    *("=cmd|' /C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\0=1"),
    *("＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1", "﹢1", "﹣1", "﹫SUM(1)", "−1+1"),
    *("\u00a0=1+1", "\u3000=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\u2028=1", "\x85=1", "\u200d\u2066-x"),
    *("+77012345678", "-1e5", "-", "=", "--5", "-5 percent", "-٥"),
)
HARMLESS = ("tea", "5", "-5", "-0.00001", "a=b", "1-2", "ж", "𝔘", "(=1)", '"=1"', ";=1", "|=1", "x" * 40_000)
# Every character, surrogates aside, which no UTF-8 holds.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
ITEMS = st.lists(st.text(st.sampled_from("ab|\\'=,\" \u2028"), min_size=1) | LINES.filter(bool))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_might_run_has_an_apostrophe_in_front(text: str) -> None:
    assert defuse(text) == "'" + text
    assert restore(defuse(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_and_a_plain_number_stay_as_they_are(text: str) -> None:
    assert defuse(text) == text == restore(text)


def test_a_text_that_begins_with_an_apostrophe_gets_another() -> None:
    assert [defuse(text) for text in ("'", "'=1", "''", "'tis")] == ["''", "''=1", "'''", "''tis"]


@given(TEXTS)
def test_defusing_is_undone_whatever_the_text(text: str) -> None:
    assert restore(defuse(text)) == text
    assert defuse(text)[:1] not in tuple("=+@\t\r\n＝＋－＠")


@given(ITEMS)
@example([r"a|b", "\\", "|", r"\|", "'", "=1"])
def test_items_of_a_list_come_apart_as_they_were(items: list[str]) -> None:
    assert split_items(join_items(items) or "") == items


@given(st.lists(st.tuples(LINES, LINES, st.none() | LINES), min_size=1))
@example([("=1", "'", None), ('"', ",", "\u2028"), *((text, "", None) for text in HOSTILE)])
def test_any_text_is_read_back_by_other_readers(rows: list[tuple[str, str, str | None]]) -> None:
    written = to_lines([("a", "b", "c"), *rows])
    expected = [[cell or "" for cell in row] for row in rows]
    frame = pandas.read_csv(io.StringIO(written, newline=""), dtype=str, keep_default_na=False)
    assert [[restore(cell) for cell in row] for row in frame.itertuples(index=False)] == expected
    read = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert [[restore(cell) for cell in row] for row in read][1:] == expected


def test_lines_end_as_the_standard_says() -> None:
    assert to_lines([("a", None, 'b "c"', "d,e", "")]) == 'a,,"b ""c""","d,e",\r\n'


def test_an_amount_keeps_its_digits_and_has_no_exponent() -> None:
    amounts = ("22000000000.125", "-0.00001", "2.2E+10", "0", "123456789012345", "1E-15")
    assert [Decimal(show_amount(Decimal(text)) or "") for text in amounts] == [Decimal(text) for text in amounts]
    assert show_amount(Decimal("2.2E+10")) == "22000000000"
