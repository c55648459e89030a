"""The order of paths, by its definition: shorter, better founded, surer, then by id."""

from __future__ import annotations

from typing import Any

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim
from tests.graphs import make_chain, make_claim, make_dataset


def rank(claims: list[Claim], **parameters: Any) -> list[tuple[str, ...]]:
    """Return what lies between `a` and `z`, best path first; a claim that comes twice counts once."""
    kg = KnowledgeGraph(make_dataset(list({claim.id: claim for claim in claims}.values())))
    paths = kg.paths("a", "z", k=50, **parameters)
    assert [path.entities[::-1] for path in kg.paths("z", "a", k=50, **parameters)] == [path.entities for path in paths]
    return [tuple(entity.id for entity in path.entities[1:-1]) for path in paths]


def test_shorter_then_better_founded_then_surer_then_by_id() -> None:
    claims = [
        *make_chain("a", "sure", "z"),
        *make_chain("a", "hedged", "z", hedge="perhaps"),
        *make_chain("a", "planned", "z", status="planned"),
        *make_chain("a", "founded", "z", cites=("paper-1", "paper-2"), hedge="perhaps"),
        *make_chain("a", "half", "z", cites=("paper-1", "paper-2")),
        make_claim("half-z", "half", "z"),
        *make_chain("a", "b", "c", "z", cites=("paper-1", "paper-2", "paper-3")),
    ]
    assert rank(claims) == [
        ("founded",),
        ("half",),
        ("sure",),
        ("hedged",),
        ("planned",),
        ("b", "c"),
    ]


def test_specific_goes_by_the_product_of_degrees() -> None:
    """Not by their sum: one entity that few are tied to outweighs another that many are tied to."""
    claims = [*make_chain("a", "few", "many", "z"), *make_chain("a", "some", "several", "z")]
    claims += [make_claim(f"many-{n}", "many", f"m{n}") for n in range(5)]
    claims += [make_claim(f"{hub}-{n}", hub, f"{hub}{n}") for hub in ("some", "several") for n in range(2)]
    assert rank(claims, order="specific") == [("few", "many"), ("some", "several")]
    assert rank(claims, order="specific", avoid="few") == [("some", "several")]


def test_only_claims_that_pass_the_filters_weigh() -> None:
    claims = [
        *make_chain("a", "b", "z"),
        *make_chain("a", "c", "z"),
        make_claim("c1", "a", "c", cites=("paper-1",), hedge="perhaps"),
        make_claim("c2", "c", "z", cites=("paper-1",), hedge="perhaps"),
    ]
    assert rank(claims) == [("c",), ("b",)]
    assert rank(claims, hedged=False) == [("b",), ("c",)]


def test_the_weakest_hop_counts_and_not_the_best() -> None:
    claims = [
        *make_chain("a", "b", "z"),
        make_claim("b1", "a", "b", cites=("paper-1", "paper-2", "paper-3")),
        *make_chain("a", "c", "z"),
        make_claim("c1", "a", "c", cites=("paper-1",)),
        make_claim("c2", "c", "z", cites=("paper-1",)),
    ]
    assert rank(claims) == [("c",), ("b",)]


def test_a_tie_is_hedged_only_if_all_its_claims_are_and_real_if_one_is() -> None:
    claims = [
        *make_chain("a", "b", "z", hedge="perhaps"),
        *make_chain("a", "c", "z", hedge="perhaps"),
        make_claim("c1", "a", "c"),
        *make_chain("a", "d", "z", status="forecast"),
        make_claim("d1", "d", "z", status="ended"),
        make_claim("d2", "a", "d"),
    ]
    assert rank(claims) == [("d",), ("c",), ("b",)]
