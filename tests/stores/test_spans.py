"""Stretches of days, beside sets of days."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgraph.stores.spans import DatedSpan, intersect_spans, join_spans

SPANS = st.builds(
    lambda first, length, qualified: DatedSpan(first, first + length, qualified),
    st.integers(0, 30), st.integers(0, 6), st.booleans(),
)  # fmt: skip
ROWS = st.lists(SPANS, max_size=8)


def days_of(spans: tuple[DatedSpan, ...]) -> list[int]:
    return [day for span in spans for day in range(span.first, span.last + 1)]


@given(ROWS)
def test_joined_spans_hold_the_same_days_once_with_gaps(spans: list[DatedSpan]) -> None:
    joined = join_spans(spans)
    assert days_of(joined) == sorted(set(days_of(tuple(spans))))
    assert all(one.last + 1 < other.first for one, other in pairwise(joined))
    for span in joined:
        assert span.qualified == any(each.qualified for each in spans if span.first <= each.first <= span.last)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_common_days_are_in_every_row(rows: list[list[DatedSpan]]) -> None:
    joined = [join_spans(row) for row in rows]
    common = intersect_spans(joined)
    assert days_of(common) == sorted(set.intersection(*(set(days_of(row)) for row in joined)))
    for span in common:
        holding = [each for row in joined for each in row if each.first <= span.first and span.last <= each.last]
        assert len(holding) == len(rows)
        assert span.qualified == any(each.qualified for each in holding)


def test_nothing_is_common_to_no_row() -> None:
    assert intersect_spans([]) == ()
