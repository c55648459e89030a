"""Months and periods as texts: nothing is made up, and what is written can be read again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.dates import (
    MAX_DAY,
    MIN_DAY,
    Edtf,
    day_number,
    list_months,
    parse_edtf,
    to_calendar,
    to_month_text,
    to_period_text,
)
from tests.unit.test_dates import dates, few, many, sound_windows

MONTHS = {
    "2023-05-19": "2023-05",
    "2023-05": "2023-05",
    "2023": "2023",
    "201X": "201X",
    "2001-21": "2001-21",
    "2001-~21": "2001-~21",
    "2023-05-XX": "2023-05",
    "2023-XX": "2023",
    "2023-05-19T10:30:00Z": "2023-05",
    "Y170000002": "Y170000002",
    "0000-01-31": "0000-01",
    "-0044-03-15": "-0044-03",
    "XXXX-01-06": "XXXX-01",
    "XXXX?-01-06": "XXXX?-01",
    "2023?-05-19": "2023?-05",
    "2023-05-19?": "2023-05?",
    "2023-05-~19": "2023-05",
    "2004-06~-11": "2004-06~",
    "2004-~06-11": "2004-~06",
    "?2004-06-~11": "2004?-06",
    "2004?-06~-11": "2004%-~06",
    "2004%-06-11": "2004%-06",
    "2023-05-17/2023-05-18": "2023-05",
    "2023-05/2023-05-18": "2023-05",
    "2023-05-17/2023-06-02": "2023-05/2023-06",
    "2022-01-05/2023": "2022-01/2023",
    "2023?-05-17/2023-05-18": "2023?-05/2023-05",
    "2022-01-05/..": "2022-01/..",
    "../2022-01-05": "../2022-01",
    "2022-01-05/": "2022-01/",
    "/2022-01-05": "/2022-01",
    "../..": "../..",
    "201X/2023-05-19": "201X/2023-05-19",
    "[2023-05-10,2023-05-20]": "2023-05",
    "[2023-05-10..2023-05-20]": "2023-05",
    "[2023-05-10,2023-06-20]": "[2023-05-10,2023-06-20]",
    "[2023-05-10..]": "[2023-05-10..]",
    "[..2023-05-10]": "[..2023-05-10]",
    "[2025..]": "[2025..]",
}


@pytest.mark.parametrize(("text", "month"), MONTHS.items())
def test_the_month_of_a_date(text: str, month: str) -> None:
    assert to_month_text(parse_edtf(text)) == month


@given(dates)
@many
def test_the_month_of_a_date_can_be_read_and_holds_all_its_days(date: Edtf) -> None:
    month = parse_edtf(to_month_text(date))
    assert month.bounds.first <= date.bounds.first
    assert date.bounds.last <= month.bounds.last
    assert (month.month_day is None) == (date.month_day is None)
    assert to_month_text(month) == month.text


@given(dates, sound_windows())
@many
def test_the_month_of_a_date_is_sure_of_nothing_that_the_date_is_not(date: Edtf, windows: tuple[Edtf, Edtf]) -> None:
    month = parse_edtf(to_month_text(date))
    for window in windows:
        assert date.certain_overlap(window) or not month.certain_overlap(window)
        assert month.possible_overlap(window) or not date.possible_overlap(window)


@given(dates)
@many
def test_the_month_of_a_date_is_as_doubtful_as_its_year_and_month(date: Edtf) -> None:
    month = parse_edtf(to_month_text(date))
    assert month.uncertain_components <= date.uncertain_components
    assert month.approximate_components <= date.approximate_components
    doubtful = date.qualified_components - {"day"}
    if date.precision in ("day", "month"):
        assert month.qualified_components >= doubtful
    assert month.qualified >= ("year" in doubtful)


@given(st.dates(), st.dates())
@few
def test_no_day_and_no_month_is_made_up(one: object, other: object) -> None:
    first, last = sorted((str(one), str(other)))
    assert to_month_text(parse_edtf(first)) == first[:7]
    expected = first[:7] if first[:7] == last[:7] else f"{first[:7]}/{last[:7]}"
    assert to_month_text(parse_edtf(f"{first}/{last}")) == expected
    assert to_month_text(parse_edtf(first[:4])) == first[:4]


PERIODS = {
    ("2023-05-19", "2023-05-19"): "2023-05-19",
    ("2023-05-01", "2023-05-31"): "2023-05",
    ("2023-02-01", "2023-02-28"): "2023-02",
    ("2024-02-01", "2024-02-28"): "2024-02-01/2024-02-28",
    ("2023-01-01", "2023-12-31"): "2023",
    ("2022-01-01", "2023-12-31"): "2022/2023",
    ("2022-03-01", "2023-12-31"): "2022-03/2023-12",
    ("2022-01-01", "2023-05-30"): "2022-01-01/2023-05-30",
    ("2022-01-01", None): "2022/..",
    ("2022-02-01", None): "2022-02/..",
    ("2022-02-02", None): "2022-02-02/..",
    (None, "2022-12-31"): "../2022",
    (None, "2022-11-30"): "../2022-11",
    (None, "2022-11-29"): "../2022-11-29",
    (None, None): "../..",
    ("-0044-03-01", "-0044-03-31"): "-0044-03",
    ("Y170000002", "Y170000003"): "Y170000002/Y170000003",
    ("Y-170000002", "Y-170000002"): "Y-170000002",
}


def find_day(text: str | None, bound: int, *, last: bool) -> int:
    if text is None:
        return bound
    bounds = parse_edtf(text).bounds
    return bounds.last if last else bounds.first


@pytest.mark.parametrize(("ends", "period"), PERIODS.items(), ids=PERIODS.values())
def test_the_text_of_a_period(ends: tuple[str | None, str | None], period: str) -> None:
    first, last = find_day(ends[0], MIN_DAY, last=False), find_day(ends[1], MAX_DAY, last=True)
    assert to_period_text(first, last) == period
    marked = "/".join(part if part == ".." else f"{part}?" for part in period.split("/"))
    assert to_period_text(first, last, qualified=True) == marked


first_days = st.just(MIN_DAY) | st.integers(day_number(-9999, 1, 1), day_number(9999, 12, 31))
last_days = st.just(MAX_DAY) | st.integers(day_number(-9999, 1, 1), day_number(9999, 12, 31))
# Days at which months and years begin and end, which are rare among all days.
starts = st.builds(day_number, st.integers(1990, 2030), st.sampled_from((1, 1, 5)), st.just(1))
ends = starts.map(lambda day: day - 1)


@given(first_days | starts, last_days | ends, st.booleans())
@many
def test_the_text_of_a_period_can_be_read_and_means_the_same_days(first: int, last: int, qualified: bool) -> None:
    if first > last and last != MAX_DAY:
        first, last = last, first
    period = parse_edtf(to_period_text(first, last, qualified=qualified))
    assert (period.bounds.first, period.bounds.last) == (first, last)
    assert period.spans == ((first, last),)
    assert period.qualified == (qualified and (first, last) != (MIN_DAY, MAX_DAY))


@given(starts, ends, st.booleans())
@few
def test_a_period_is_written_as_coarsely_as_can_be(first: int, last: int, qualified: bool) -> None:
    if first > last:
        first, last = last + 1, first - 1
    if first > last:
        return
    parts = to_period_text(first, last, qualified=qualified).replace("?", "").split("/")
    assert len({part.count("-") for part in parts}) == 1
    if "-" in parts[0]:
        coarser = parse_edtf("/".join(part.rpartition("-")[0] for part in parts))
        assert (coarser.bounds.first, coarser.bounds.last) != (first, last)


@given(st.integers(1, 3_000_000), st.integers(0, 5000), st.integers(0, 200))
@many
def test_the_months_of_a_range_follow_one_another(first: int, days: int, limit: int) -> None:
    last = first + days
    months = list_months(first, last, limit)
    spans = [parse_edtf(month).bounds for month in months]
    assert all(one.last + 1 == other.first for one, other in pairwise(spans))
    if limit:
        assert spans[0].first <= first <= spans[0].last
    (year, month, _), (last_year, last_month, _) = to_calendar(first), to_calendar(last)
    count = (last_year - year) * 12 + last_month - month + 1
    assert len(months) == min(count, limit)
    if limit >= count:
        assert spans[-1].first <= last <= spans[-1].last


def test_the_months_before_the_year_one() -> None:
    first, last = day_number(-1, 12, 31), day_number(0, 1, 1)
    assert list_months(first, last, 10) == ["-0001-12", "0000-01"]
    assert list_months(last, first, 10) == []
