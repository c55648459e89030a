"""A copy of the text shows which passages match, moved or changed: no sentence of it need be stored for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.loading import Verification, load_dataset, verify_text
from kgraph.records import Dataset
from kgraph.text import text_digest
from tests.datasets import TEXT, make_claims, make_evidence, make_info, replace, write_dataset


@pytest.fixture
def ferry(tmp_path: Path) -> Dataset:
    """A dataset with a claim for each sentence of a made-up text but one."""
    return load_dataset(write_dataset(tmp_path, dataset=make_info(text_digest=text_digest(TEXT))))


def states_of(verification: Verification) -> dict[tuple[int, int], str]:
    """Return the state of each passage."""
    return {(check.paragraph, check.sentence): check.state for check in verification.passages}


def test_the_same_text_matches(ferry: Dataset) -> None:
    verification = verify_text(ferry, TEXT)
    assert states_of(verification) == dict.fromkeys([(1, 1), (1, 2), (1, 3), (2, 2), (2, 3)], "match")
    assert verification.ok
    assert verification.same_text is True
    assert verification.source == "the-ferry"


def test_a_sentence_without_claims_is_uncovered(ferry: Dataset) -> None:
    assert verify_text(ferry, TEXT).uncovered == ((2, 1),)


def test_typography_and_line_ends_change_nothing(ferry: Dataset) -> None:
    copy = "\ufeff" + TEXT.replace(" ", "\u00a0").replace("\n", "\r\n").replace("(", " (")
    assert verify_text(ferry, copy).same_text


def test_a_changed_sentence_is_told_from_one_that_moved_and_from_the_rest(ferry: Dataset) -> None:
    copy = TEXT.replace("40 lorries", "41 lorries").replace("Nobody on Corvo was asked. ", "")
    verification = verify_text(ferry, copy)
    assert states_of(verification) == {
        (1, 1): "match",
        (1, 2): "changed",
        (1, 3): "match",
        (2, 2): "moved",
        (2, 3): "moved",
    }
    assert not verification.ok
    assert verification.same_text is False
    checks = {(check.paragraph, check.sentence): check for check in verification.passages}
    assert checks[2, 2].found_at == (2, 1)
    assert checks[2, 3].found_at == (2, 2)
    assert checks[1, 2].found_at is checks[1, 1].found_at is None
    assert checks[1, 2].claims == ("c2",)
    assert verification.uncovered == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Belmo paid", "Belmo PAID"),
        ("paid for it", "paid for it not"),
        ("paid for", "paid, for"),
        ("paid for it.", "paid for it!"),
        ("Belmo paid", "Arra paid"),
    ],
)
def test_the_smallest_change_of_a_sentence_is_seen(ferry: Dataset, old: str, new: str) -> None:
    verification = verify_text(ferry, TEXT.replace(old, new))
    assert [place for place, state in states_of(verification).items() if state == "changed"] == [(1, 3)]


def test_two_sentences_that_changed_places_moved(ferry: Dataset) -> None:
    copy = TEXT.replace("Fishermen there fear for their nets. The line may be cut next year.", "X.")
    copy = copy.replace("X.", "The line may be cut next year. Fishermen there fear for their nets.")
    verification = verify_text(ferry, copy)
    moved = {(check.paragraph, check.sentence): check.found_at for check in verification.passages if check.found_at}
    assert moved == {(2, 2): (2, 3), (2, 3): (2, 2)}


def test_a_paragraph_put_in_front_moves_everything(ferry: Dataset) -> None:
    verification = verify_text(ferry, TEXT.replace("\n\nArra", "\n\nA new paragraph stands here.\n\nArra"))
    assert set(states_of(verification).values()) == {"moved"}
    assert verification.uncovered == ((1, 1), (3, 1))


def test_a_sentence_that_stands_twice_matches_where_it_was_read(tmp_path: Path) -> None:
    text = "It rained.\n\nThe ferry left. It rained."
    claims = [{**claim, "evidence": [make_evidence(2, 2, text=text)]} for claim in make_claims()[:1]]
    dataset = load_dataset(write_dataset(tmp_path, relations=claims))
    assert verify_text(dataset, text).ok
    moved = verify_text(dataset, "The ferry left. It rained.\n\nIt snowed. It snowed again. It rained.")
    assert [check.found_at for check in moved.passages] == [(1, 2)]


def test_an_empty_copy_has_no_passage_left(ferry: Dataset) -> None:
    verification = verify_text(ferry, "")
    assert set(states_of(verification).values()) == {"changed"}
    assert verification.uncovered == ()


def test_without_a_digest_of_the_whole_text_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert verify_text(load_dataset(write_dataset(tmp_path)), TEXT).same_text is None


def test_a_dataset_that_was_read_in_no_text_cannot_be_verified(tmp_path: Path) -> None:
    rows = replace(make_claims()[:1], "c1", evidence=[{**make_evidence(1, 1), "locator": {"row": 1}}])
    for folder, files in (("none", {"dataset": make_info(carrying_source=None)}), ("rows", {"relations": rows})):
        dataset = load_dataset(write_dataset(tmp_path / folder, **files))
        with pytest.raises(ValueError, match="names no text that its claims were read in"):
            verify_text(dataset, TEXT)
