"""Texts in buffers: what is taken and searched without being decoded one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.columns.strings import StringTable, add_strings


def make_table(texts: list[str]) -> StringTable:
    sections: dict[str, memoryview] = {}
    add_strings(sections, "text", texts)
    return StringTable(sections, "text")


# Of two letters, so that a piece often begins at the end of one text and ends in the next.
@given(st.lists(st.text("abé", max_size=5), max_size=8), st.text("abé", min_size=1, max_size=3))
def test_texts_are_found_by_what_they_hold(texts: list[str], part: str) -> None:
    found = make_table(texts).find_holding(part.encode())
    assert found == [number for number, text in enumerate(texts) if part in text]


@given(st.lists(st.text(max_size=5), min_size=1, max_size=8), st.data())
def test_many_are_taken_in_the_order_asked_for(texts: list[str], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, len(texts) - 1)))
    assert make_table(texts).take(numbers) == [texts[number] for number in numbers]
