"""The days that a date can mean, for formats without EDTF: what is in doubt is marked, and never a bare day."""

from __future__ import annotations

import pytest

from kgraph.exports.bounds import Bounds, find_bounds

SURE = {
    "2023-05-19": ("2023-05-19", "2023-05-19"),
    "2023-05": ("2023-05-01", "2023-05-31"),
    "2023": ("2023-01-01", "2023-12-31"),
    "2023-05/2024": ("2023-05-01", "2024-12-31"),
    "2023-05/..": ("2023-05-01", None),
    "../2023": (None, "2023-12-31"),
    "../..": (None, None),
    "0000": ("0000-01-01", "0000-12-31"),
}
DOUBTFUL = ("2023?", "2023?-05-19", "2023-05~", "2022%", "2022?/2023", "2023/", "/2023", "[2025..]", "[2021,2023]")


@pytest.mark.parametrize("text", SURE)
def test_a_date_without_doubt_is_its_days(text: str) -> None:
    first, last = SURE[text]
    assert find_bounds(text) == Bounds(first, last, False)
    assert find_bounds(text).sure == (first, last)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_date_in_doubt_is_marked_and_has_no_sure_day(text: str) -> None:
    bounds = find_bounds(text)
    assert bounds.uncertain
    assert (bounds.first, bounds.last) != (None, None)
    assert bounds.sure == (None, None)


def test_a_day_of_an_unknown_year_has_no_bounds() -> None:
    assert find_bounds("XXXX-01-06") == Bounds(None, None, True)


def test_no_date_says_nothing() -> None:
    assert find_bounds(None) == Bounds(None, None, None)


@pytest.mark.parametrize("text", ["-0044", "Y-12000", "Y12000"])
def test_a_year_that_calendars_do_not_hold_is_no_sure_day(text: str) -> None:
    assert find_bounds(text).first is not None
    assert find_bounds(text).sure == (None, None)
