"""Who contradicts whom, and how many outlets bear something out: as claims, neighbours and paths show it."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Cite, Claim
from tests.graphs import make_claim, make_dataset, make_evidence, make_source

SOURCES = [make_source(f"daily-{number}", "daily") for number in (1, 2, 3)] + [make_source("weekly-1", "weekly")]
SEE = Cite(id="daily-2", signal="see")


def open_claims(*claims: Claim) -> KnowledgeGraph:
    return KnowledgeGraph(make_dataset(claims, sources=SOURCES))


REPEATED: dict[str, dict[str, Any]] = {
    "once": {"cites": ("daily-1",)},
    "twice by one passage": {"cites": ("daily-1", "daily-2")},
    "with a see": {"cites": ("daily-1", SEE)},
    "with a see of the same item": {"cites": ("daily-1", Cite(id="daily-1", signal="see"))},
    "by a see alone": {"cites": (SEE,)},
    "by two passages": {"evidence": (make_evidence(("daily-1",)), make_evidence(("daily-3",), sentence=2))},
    "read in the outlet's own text": {
        "evidence": (make_evidence(("daily-1",)), make_evidence(source="daily-2", sentence=2)),
    },
    "cited by another outlet's text": {"evidence": (make_evidence(("daily-1",), source="weekly-1"),)},
    "uncited, in two passages": {"evidence": (make_evidence(), make_evidence(sentence=2))},
}


@pytest.mark.parametrize("fields", REPEATED.values(), ids=REPEATED)
def test_one_outlet_that_repeats_itself_is_one_outlet(fields: dict[str, Any]) -> None:
    kg = open_claims(make_claim("c1", "a", "b", **fields))
    (claim,), (neighbour,), (path,) = kg.claims(), kg.neighbours("a"), kg.paths("a", "b")
    for shown in (claim, neighbour, path.hops[0]):
        assert shown.single_source
        assert len(shown.outlets) == 1
    assert path.fewest_outlets == 1
    for asked in (kg.claims(min_outlets=2), kg.neighbours("a", min_outlets=2), kg.paths("a", "b", min_outlets=2)):
        assert not asked.items
        assert asked.empty is not None
        assert (asked.empty.reason, asked.empty.filter) == ("filtered", "min_outlets")


def test_a_claim_repeated_by_its_outlet_adds_none_to_the_tie() -> None:
    kg = open_claims(*(make_claim(f"c{n}", "a", "b", cites=(f"daily-{n}",), speaker=f"s{n}") for n in (1, 2, 3)))
    (neighbour,), (path,) = kg.neighbours("b"), kg.paths("b", "a")
    assert (neighbour.claim_count, [outlet.id for outlet in neighbour.outlets]) == (3, ["daily"])
    assert neighbour.single_source
    assert path.hops[0].single_source
    assert path.fewest_outlets == 1


def test_a_second_outlet_counts_wherever_it_comes_from() -> None:
    second: list[dict[str, Any]] = [
        {"cites": ("daily-1", "weekly-1")},
        {"cites": ("daily-1", Cite(id="weekly-1", signal="see"))},
        {"evidence": (make_evidence(("daily-1",)), make_evidence(sentence=2))},
    ]
    for fields in second:
        kg = open_claims(make_claim("c1", "a", "b", **fields))
        (claim,), (neighbour,), (path,) = kg.claims(min_outlets=2), kg.neighbours("a"), kg.paths("a", "b")
        assert not claim.single_source
        assert not neighbour.single_source
        assert not path.hops[0].single_source
        assert path.fewest_outlets == 2


def test_two_outlets_on_a_tie_need_not_be_of_one_claim() -> None:
    kg = open_claims(make_claim("c1", "a", "b", cites=("daily-1",)), make_claim("c2", "a", "b", cites=("weekly-1",)))
    assert [claim.single_source for claim in kg.claims()] == [True, True]
    assert not kg.claims(min_outlets=2).items
    (neighbour,) = kg.neighbours("a", min_outlets=2)
    assert (neighbour.claim_count, neighbour.single_source) == (2, False)
    (path,) = kg.paths("a", "b", min_outlets=2)
    assert path.hops[0].claim_count == len(kg.claims(between=["a", "b"])) == 2
    # Where the claims of a tie are listed, `min_outlets` would be about each of them.
    assert "min_outlets" not in path.hops[0].claims_url
    assert not kg.neighbours("a", min_outlets=2, exclude_outlet="daily").items


def test_a_claim_names_those_that_contradict_it() -> None:
    kg = open_claims(
        make_claim("c1", "a", "b", cites=("daily-1",)),
        make_claim("c2", "a", "b", cites=("weekly-1",), polarity="negated"),
        make_claim("c3", "a", "b", polarity="unknown"),
        make_claim("c4", "b", "c"),
    )
    named = {claim.id: [(each.id, each.statement) for each in claim.contested_by] for claim in kg.claims()}
    assert named == {"c1": [("c2", "Claim c2.")], "c2": [("c1", "Claim c1.")], "c3": [], "c4": []}
    assert [claim.contested_by for claim in kg.claims(exclude_outlet="weekly")] == [(), (), ()]
    assert kg.claim("c1").contested_by[0].id == "c2"


def test_a_tie_is_contested_by_what_makes_no_tie_itself() -> None:
    kg = open_claims(
        make_claim("c1", "a", "b", cites=("daily-1",)),
        make_claim("c2", "a", "b", cites=("weekly-1",), polarity="negated"),
        make_claim("c3", "b", "c"),
    )
    assert {each.entity.id: each.contested for each in kg.neighbours("b")} == {"a": True, "c": False}
    (path,) = kg.paths("a", "c")
    assert [hop.contested for hop in path.hops] == [True, False]
    assert path.contested
    assert not kg.paths("b", "c").items[0].contested
    assert not kg.paths("a", "c", exclude_source="weekly-1").items[0].contested


def test_both_sides_of_a_dispute_come_with_the_evidence_that_is_left() -> None:
    kg = open_claims(
        make_claim("c1", "a", "b", cites=("daily-1", "weekly-1")),
        make_claim("c2", "a", "b", cites=("paper-1",), polarity="negated"),
        make_claim("c3", "a", "b", cites=("daily-2",), polarity="negated"),
    )
    (dispute,) = kg.contested(exclude_outlet="daily", hedged=False)
    sides = {side.position: side for side in dispute.sides}
    assert [claim.id for side in dispute.sides for claim in side.claims] == ["c1", "c2"]
    (affirmed,) = sides["affirmed"].claims
    assert [cite.id for evidence in affirmed.evidence for cite in evidence.cites] == ["weekly-1"]
    assert [outlet.id for outlet in sides["affirmed"].outlets] == ["weekly"]
    assert sides["affirmed"].single_source
