"""The compact tables behind the checks hold what plain dictionaries would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.loading.passages import Difference, PassageIndex
from kgraph.loading.text_index import TextIndex
from kgraph.records import Evidence

TEXTS = st.text(st.characters() | st.sampled_from("ab\ud800\n"), max_size=3)


@given(st.lists(TEXTS, max_size=60), st.lists(TEXTS, max_size=20))
def test_a_text_is_found_if_it_was_added(texts: list[str], others: list[str]) -> None:
    index = TextIndex()
    known: dict[str, int] = {}
    for text in texts:
        handle = index.add(text)
        assert (handle is None) == (text in known)
        if handle is not None:
            known[text] = handle
    assert (list(index), len(index)) == (list(known), len(known))
    assert [index.find(text) for text in [*texts, *others]] == [known.get(text) for text in [*texts, *others]]
    assert [index.text_at(handle) for handle in known.values()] == list(known)


def test_texts_are_told_apart_whatever_their_hashes_while_the_table_grows() -> None:
    # Among so many, some ten pairs have the same hash of 32 bits.
    texts = [f"claim-{number}" for number in range(300_000)]
    index = TextIndex()
    handles = [index.add(text) for text in texts]
    assert None not in handles
    assert [index.find(text) for text in texts] == handles
    assert not any(text.replace("claim", "other") in index for text in texts)
    assert not any(index.add(text) is not None for text in texts[:1000])


@pytest.mark.parametrize("part", ["claim", "claim-1", "laim-12", "-12", "", "claim-12\n", 12, None], ids=repr)
def test_a_part_of_a_text_is_no_text(part: object) -> None:
    index = TextIndex()
    index.add("claim-12")
    index.add("claim-13")
    assert part not in index


LOCATORS: list[dict[str, Any]] = [
    *({"row": row} for row in (1, 2, 2**39, 2**40, 2**70)),
    *({"paragraph": a, "sentence": b} for a, b in ((1, 1), (1, 2), (2, 1), (2**20, 1), (1, 2**20), (2**50, 2**50))),
    {"url": "https://example.org/1"},
    {"url": "https://example.org/2"},
    {"url": "https://example.org/1", "retrieved": "2031-05-31T12:00:00Z"},
    {"url": "https://example.org/1", "retrieved": "2031-05-31T12:00:01Z"},
]
CITES = [(), ({"id": "a"},), ({"id": "a", "signal": "see"},), ({"id": "a"}, {"id": "b"}), ({"id": "b"}, {"id": "a"})]
EVIDENCE = st.builds(
    lambda source, locator, digest, cites: Evidence.model_validate(
        {"source": source, "locator": locator, "digest": digest * 64, "cites": cites}
    ),
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(LOCATORS),
    st.sampled_from("ab"),
    st.sampled_from(CITES),
)


@given(st.lists(EVIDENCE, max_size=40))
def test_evidence_differs_from_the_first_of_its_passage(evidence: list[Evidence]) -> None:
    index = PassageIndex()
    first: dict[tuple[str, str], tuple[int, str, tuple[object, ...]]] = {}
    for number, each in enumerate(evidence):
        key = (each.source, each.locator.model_dump_json())
        claim, digest, cites = first.setdefault(key, (number, each.digest, each.cites))
        expected = Difference(claim, digest != each.digest, cites != each.cites)
        assert index.compare(each, number) == (expected if expected.in_digest or expected.in_cites else None)
    assert len(index) == len(first)


def test_ten_thousand_passages_are_told_apart_while_the_table_grows() -> None:
    index = PassageIndex()
    cases = [
        Evidence.model_validate({"source": source, "locator": {"row": row}, "digest": f"{row:064x}"[::-1]})
        for source in ("one", "two")
        for row in range(1, 5001)
    ]
    assert [index.compare(case, number) for number, case in enumerate(cases) if index.compare(case, number)] == []
    assert len(index) == 10_000
    changed = cases[7].model_copy(update={"digest": "f" * 64})
    assert index.compare(changed, 20_000) == Difference(7, in_digest=True, in_cites=False)
