"""Shares, sums, dates and languages are read exactly or kept in words, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.dates import parse_edtf
from kgraph.importing.followthemoney.amounts import read_count, read_currency, read_share, read_sum
from kgraph.importing.followthemoney.dates import find_validity
from kgraph.importing.followthemoney.languages import find_language
from kgraph.importing.followthemoney.records import FtmRecord
from kgraph.importing.followthemoney.schemata import load_model
from kgraph.importing.followthemoney.statements import write_statement
from kgraph.records.base import LINE_PATTERN


def make_dated(**properties: list[str]) -> FtmRecord:
    return FtmRecord("x", load_model().schemata["Ownership"], properties, (), "", "", 1, "")


@pytest.mark.parametrize(
    ("text", "amount", "modifier"),
    [
        ("51", "51", "exact"),
        ("51 %", "51", "exact"),
        ("51.25", "51.25", "exact"),
        ("51,25%", "51.25", "exact"),
        ("100", "100", "exact"),
        ("> 25", "25", "more_than"),
        (">=25%", "25", "at_least"),
        ("≤ 10 percent", "10", "at_most"),
        ("~ 5", "5", "about"),
        ("33.333333333333333333", None, None),
        ("1,000", None, None),
        ("101", None, None),
        ("-5", None, None),
        ("25-50", None, None),
        ("a third", None, None),
        ("٥١", None, None),
    ],
)
def test_share(text: str, amount: str | None, modifier: str | None) -> None:
    value = read_share(text)
    assert (value.amount, value.modifier) == (None if amount is None else Decimal(amount), modifier)
    assert (value.text, value.unit) == (text, None if amount is None else "percent")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250000.50", "1250000.50"),
        ("1,250,000", "1250000"),
        ("1 250 000", "1250000"),
        ("0.1", "0.1"),
        ("1,25", None),
        ("12.000.000", None),
        ("about a million", None),
        ("9" * 30, None),
    ],
)
def test_sum(text: str, amount: str | None) -> None:
    value = read_sum(text, "KZT")
    assert value.amount == (None if amount is None else Decimal(amount))
    assert (value.text, value.unit) == (text, None if amount is None else "KZT")


def test_count_and_currency() -> None:
    assert (read_count("1,000").amount, read_count("1,000").unit) == (1000, "item")
    assert [read_currency(given) for given in (["usd"], ["USD", "usd"], ["USD", "EUR"], ["Tenge"], [])] == [
        "USD",
        "USD",
        None,
        None,
        None,
    ]


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_plain_number_is_read_as_it_is_written(number: Decimal) -> None:
    text = f"{number:f}"
    assert read_sum(text, None).amount == Decimal(text)
    assert read_sum(f"{number:,f}", None).amount == Decimal(text)


@pytest.mark.parametrize(
    ("properties", "valid"),
    [
        ({}, None),
        ({"startDate": ["2014-03"]}, "2014-03/"),
        ({"endDate": ["2014"]}, "/2014"),
        ({"startDate": ["2014-03-18"], "endDate": ["2016"]}, "2014-03-18/2016"),
        ({"startDate": ["2014-03-18T10:30:00"]}, "2014-03-18/"),
        ({"startDate": ["2014-03-18T10:30:00Z"]}, "2014-03-18/"),
        ({"startDate": ["2014", "2014-03", "2014-03-18"]}, "2014-03-18/"),
        ({"startDate": ["2014-03", "2015"]}, "2014-03?/"),
        ({"startDate": ["2014"], "endDate": ["2016", "2018-01"]}, "2014/2018-01?"),
        ({"date": ["2014-03"]}, "2014-03"),
        ({"date": ["2014-03", "2015"]}, "2014-03?"),
        ({"date": ["2014-03"], "startDate": ["2013"]}, "2013/"),
        ({"listingDate": ["2014-03-01"]}, "2014-03-01/"),
        ({"listingDate": ["2014-03-01"], "endDate": ["2015"]}, "/2015"),
    ],
)
def test_validity(properties: dict[str, list[str]], valid: str | None) -> None:
    assert find_validity(make_dated(**properties)) == valid


@given(st.lists(st.dates().map(str), max_size=3), st.lists(st.dates().map(lambda day: str(day)[:7]), max_size=3))
def test_validity_covers_every_date_that_is_given(starts: list[str], ends: list[str]) -> None:
    if starts and ends and max(starts)[:7] > min(ends):  # of two ends, one may lie before a start
        return
    valid = find_validity(make_dated(startDate=starts, endDate=ends))
    if valid is not None:
        assert all(parse_edtf(valid).possible_overlap(parse_edtf(date)) for date in (*starts, *ends))


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Ромашка", "und-Cyrl"),
        ("Қазақстан темір жолы", "und-Cyrl"),
        ("Romashka", "und-Latn"),
        ("Société", "und-Latn"),
        ("中国石油", "und-Hani"),
        ("トヨタ自動車", "ja"),
        ("삼성", "ko"),
        ("شركة", "und-Arab"),
        ("ООО Gazprom", "und"),
        ("123", "und"),
    ],
)
def test_language_is_that_of_the_letters(name: str, tag: str) -> None:
    assert find_language(name) == tag


@given(st.text(max_size=30))
def test_language_is_always_a_tag(name: str) -> None:
    assert find_language(name).split("-")[0] in {"und", "ja", "ko", "ka", "hy", "th", "el"}


def test_statement_of_longest_names_is_a_line() -> None:
    relation = load_model().schemata["Sanction"].link
    assert relation is not None
    text = write_statement(
        relation, "a" * 200, "b" * 200, is_value=True, qualifiers=(), valid="2014-03-18?/2016-01-01?"
    )
    assert len(text) < 1000
    assert re.match(LINE_PATTERN, text)
