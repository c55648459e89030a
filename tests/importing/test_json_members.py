"""The parts of a JSON text, as they stand in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.importing.json_members import MalformedJson, iter_items, split_members

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=15,
)


@given(st.dictionaries(st.text(), JSON), st.sampled_from([None, 2]))
def test_the_parts_of_an_object_make_it_up_again(value: dict[str, Any], indent: int | None) -> None:
    members = split_members(f" {json.dumps(value, indent=indent)}\n")
    assert {name: json.loads(text) for name, text in members.items()} == value


@given(st.lists(JSON), st.sampled_from([None, 2]))
def test_the_items_of_an_array_make_it_up_again(value: list[Any], indent: int | None) -> None:
    assert [json.loads(text) for text in iter_items(json.dumps(value, indent=indent))] == value


def test_figures_stay_as_they_are_written() -> None:
    assert split_members('{"a": 1.10, "b": [100000000000000000000.0]}') == {
        "a": "1.10",
        "b": "[100000000000000000000.0]",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "its end stands where '{' is expected, at character 1"),
        ("[]", "'\\[' stands where '{' is expected, at character 1"),
        ('{"a": 1', "its end stands where ',' is expected"),
        ('{"a": }', "Expecting value at character 7"),
        ('{"a": 1} x', "more follows at character 9"),
        ('{"a": 1, "a": 2}', "'a' is given twice"),
        ("{a: 1}", "stands where '\"' is expected, at character 2"),
        ('{"a": "b}', "Unterminated string"),
        ('{"a": ' + "[" * 100_000 + "}", "it is nested too deeply"),
    ],
)
def test_what_is_no_object_is_refused(text: str, message: str) -> None:
    with pytest.raises(MalformedJson, match=message):
        split_members(text)


@pytest.mark.parametrize("text", ["", "{}", "[1", "[1,]", "[1] 2", "[1 2]"])
def test_what_is_no_array_is_refused(text: str) -> None:
    with pytest.raises(MalformedJson):
        list(iter_items(text))
