"""Ids as they come, as they are kept, and as they are looked up: by number or by text, with the same answers."""

from __future__ import annotations

from array import array
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.columns.ids import DigestTable, split_digest
from kgraph.columns.rows import AlikeClaims, ClaimRows, IdColumn
from kgraph.columns.strings import StringTable, add_strings
from kgraph.columns.tables import Kind, Passage

NUMBERS = st.integers(0, 2**64 - 1) | st.sampled_from((0, 1, 2**63, 2**64 - 1, 0xABCDEF))
PREFIXES = st.sampled_from(("", "m-", "icews-", "0"))
# Close to a digest, and none; of these, those that records can have for ids.
ODD_IDS = st.sampled_from(("m-1", "m-00000000000000_1", "m-0000000000000.01", "m-0000000000000g01", "m", "x" * 16))
ODD = (
    ODD_IDS
    | st.sampled_from(
        ("m-1", "m-00000000000000_1", "m-0000000000000 01", "m-00000000000000FF", "m-+000000000000001", "", "m-", "ёж")
    )
    | st.text("0123456789abcdef-", max_size=20)
)


@given(PREFIXES, st.sets(NUMBERS, min_size=1, max_size=30), st.lists(ODD, max_size=10), PREFIXES)
def test_a_table_of_digests_is_one_of_their_texts(prefix: str, numbers: set[int], asked: list[str], other: str) -> None:
    ordered = sorted(numbers)
    texts = [f"{prefix}{number:016x}" for number in ordered]
    assert texts == sorted(texts)
    table = DigestTable(prefix, array("Q", ordered))
    assert (list(table), [table[place] for place in range(len(table))], table[:]) == (texts, texts, texts)
    assert (table[-1], table[1:3]) == (texts[-1], texts[1:3])
    for text in [*texts, *asked, *(f"{other}{number:016x}" for number in ordered), texts[0].upper(), texts[0] + "0"]:
        assert table.find(text) == (texts.index(text) if text in texts else None), text
        assert table.place_behind(text) == bisect_right(texts, text)


@given(st.lists(st.tuples(PREFIXES, NUMBERS).map(lambda each: f"{each[0]}{each[1]:016x}") | ODD_IDS, unique=True))
def test_ids_come_out_in_their_order(ids: list[str]) -> None:
    column = IdColumn()
    for id_ in ids:
        column.append(id_)
    assert (len(column), list(column)) == (len(ids), ids)
    assert [ids[place] for place in column.find_order()] == sorted(ids)
    split = [split_digest(id_) for id_ in ids]
    is_digests = all(split) and len({each[0] for each in split if each}) <= 1
    assert (column.texts is None) == is_digests


@given(
    PREFIXES, st.lists(NUMBERS, unique=True), PREFIXES, st.lists(NUMBERS, unique=True), st.lists(ODD_IDS, max_size=2)
)
def test_many_at_once_are_those_one_by_one(
    prefix: str, numbers: list[int], other: str, more: list[int], between: list[str]
) -> None:
    at_once, one_by_one = IdColumn(), IdColumn()
    at_once.extend(prefix, array("Q", numbers))
    for id_ in between:
        at_once.append(id_)
    at_once.extend(other, array("Q", more))
    for id_ in [*(f"{prefix}{each:016x}" for each in numbers), *between, *(f"{other}{each:016x}" for each in more)]:
        one_by_one.append(id_)
    assert list(at_once) == list(one_by_one)
    assert list(at_once.find_order()) == list(one_by_one.find_order())


def test_what_is_no_digest() -> None:
    assert split_digest("icews-00000000000000ff") == ("icews-", 255)
    assert split_digest("00000000000000ff") == ("", 255)
    for text in ("0000000000000ff", "icews-00000000000000FF", "icews-00000000000000f_", "x" * 16, "", "٠" * 16):
        assert split_digest(text) is None


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=12)), st.text(max_size=12))
def test_a_table_of_texts(texts: list[str], asked: str) -> None:
    sections: dict[str, memoryview] = {}
    add_strings(sections, "each", texts)
    table = StringTable(sections, "each")
    assert (len(table), list(table), table[:], table[1:-1]) == (len(texts), texts, texts, texts[1:-1])
    for place in (-1, len(texts) - 1):
        if texts:
            assert table[place] == texts[place]
    with pytest.raises(IndexError):
        table[len(texts)]
    ordered = sorted({*texts})
    add_strings(sections, "ordered", ordered)
    table = StringTable(sections, "ordered")
    for text in [*texts, asked]:
        assert table.find(text) == (ordered.index(text) if text in ordered else None)
        assert table.place_behind(text) == bisect_right(ordered, text)


def test_texts_out_of_bounds_are_not_found_in_what_is_empty() -> None:
    sections: dict[str, memoryview] = {}
    add_strings(sections, "none", [])
    table = StringTable(sections, "none")
    assert (len(table), list(table), table.find(""), table.place_behind("x")) == (0, [], None, 0)
    for place in (0, -1, 5, -5):
        with pytest.raises(IndexError):
            table[place]


def test_alike_claims_are_rows() -> None:
    rows = ClaimRows()
    kind = Kind("meets", "occurred", "affirmed", None, "stated", "normal", ())
    support = (Passage("table", None, None, ()),)
    numbers = {"subject": [rows.entities["a"], rows.entities["b"]], "object": [rows.entities["b"]] * 2}
    claims = AlikeClaims(
        prefix="m-",
        ids=array("Q", [7, 3]),
        subjects=numbers["subject"],
        objects=numbers["object"],
        kinds=[rows.kinds[kind]] * 2,
        dates=[rows.dates["2013"], rows.dates[None]],
        templates=[rows.templates["\1 meets \2"]] * 2,
        rows=[1, 2**40],
        passages=bytes(64),
        speaker="a",
        support=support,
    )
    rows.extend(claims)
    assert len(rows) == 2
    assert {name: list(column) for name, column in rows.columns.items()} == {
        "subject": [0, 1], "object": [1, 1], "kind": [0, 0], "date": [0, 1], "support": [0, 0], "speaker": [0, 0],
        "template": [0, 0],
    }  # fmt: skip
    assert (list(rows.row), len(rows.passages), list(rows.supports)) == ([1, 2**40], 64, [support])
    assert list(rows.ids.find_order()) == [1, 0]
