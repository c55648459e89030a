"""Lists of claims that are brought together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.stores.selection import intersect

SORTED = st.frozensets(st.integers(0, 300), max_size=200).map(sorted)


@given(st.frozensets(st.integers(0, 300), max_size=5).map(sorted), SORTED)
def test_a_short_list_is_looked_up_in_a_long_one(few: list[int], many: list[int]) -> None:
    assert list(intersect(few, many)) == sorted(set(few) & set(many))


@given(SORTED, SORTED)
def test_lists_of_one_size_are_read(one: list[int], other: list[int]) -> None:
    assert list(intersect(one, other)) == sorted(set(one) & set(other))
