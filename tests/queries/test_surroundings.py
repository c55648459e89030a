"""What several entities have in common, and what is around them."""

from __future__ import annotations

import networkx as nx
import pytest

from kgraph.errors import InvalidParameter
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_chain, make_claim, make_dataset, make_entity, make_random_dataset

STAR = KnowledgeGraph(
    make_dataset(
        [
            make_claim("a-m", "a", "m", cites=("paper-1",)),
            make_claim("m-b", "m", "b"),
            make_claim("m-b-2", "m", "b", status="planned"),
            make_claim("a-n", "a", "n"),
            make_claim("b-n", "b", "n"),
            make_claim("a-b", "a", "b"),
            make_claim("a-x", "a", "x"),
            make_claim("no", "b", "x", polarity="negated"),
        ],
        [make_entity("n", "project")],
    )
)


def test_those_tied_to_all_with_every_tie() -> None:
    common = STAR.common_neighbours(["b", "a"])
    assert [(each.entity.id, each.claim_count) for each in common] == [("m", 3), ("n", 2)]
    assert [(tie.from_.id, tie.to.id, tie.claim_count) for tie in common.items[0].ties] == [
        ("a", "m", 1),
        ("b", "m", 2),
    ]
    assert all(claim.evidence for each in common for tie in each.ties for claim in tie.claims)


def test_filters_of_common_neighbours() -> None:
    assert [each.entity.id for each in STAR.common_neighbours(["a", "b"], type="project")] == ["n"]
    empty = STAR.common_neighbours(["a", "b"], status="planned").empty
    assert (empty.reason, empty.filter) == ("filtered", "status")
    assert STAR.common_neighbours(["x", "n", "m"], claims_per_tie=0).items[0].entity.id == "a"
    assert STAR.common_neighbours(["a", "b"], polarity="negated").empty.filter == "polarity"


def test_nothing_in_common() -> None:
    graph = KnowledgeGraph(make_dataset(make_chain("a", "b", "c", "d")))
    assert graph.common_neighbours(["a", "d"]).empty.reason == "no_claims"


@pytest.mark.parametrize("of", [[], "a", ["a", "A"], [f"e{n}" for n in range(21)]], ids=["none", "one", "same", "21"])
def test_two_to_twenty_different_entities(of: list[str]) -> None:
    entities = [make_entity(f"e{n}") for n in range(21)]
    graph = KnowledgeGraph(make_dataset([make_claim("a-b", "a", "b")], entities))
    with pytest.raises(InvalidParameter) as refused:
        graph.common_neighbours(of)
    assert refused.value.parameter == "of"


@pytest.mark.parametrize("hops", [0, 1, 2, 3])
@pytest.mark.parametrize("seed", range(12))
def test_a_subgraph_is_the_ego_graph(seed: int, hops: int) -> None:
    """NetworkX is the judge: what is around, how far, and every tie among it."""
    dataset = make_random_dataset(seed)
    graph = KnowledgeGraph(dataset)
    ties = nx.Graph(graph.graph)
    ties.remove_edges_from(nx.selfloop_edges(ties))
    around = graph.subgraph("e0", hops=hops, limit=500)
    expected = nx.single_source_shortest_path_length(ties, "e0", cutoff=hops)
    assert {entity.id: entity.hops for entity in around.entities} == expected
    edges = {tuple(sorted(edge)) for edge in ties.subgraph(expected).edges}
    assert {(tie.from_.id, tie.to.id) for tie in around} == edges
    assert around.truncated_by is None


def test_too_many_entities_keep_the_nearest_with_the_most_claims() -> None:
    around = STAR.subgraph("b", hops=2, max_entities=3)
    assert [(entity.id, entity.hops) for entity in around.entities] == [("b", 0), ("a", 1), ("m", 1)]
    assert around.truncated_by == "entities"
    assert [(tie.from_.id, tie.to.id) for tie in around] == [("a", "b"), ("a", "m"), ("b", "m")]


def test_type_is_about_those_that_are_not_named() -> None:
    around = STAR.subgraph(["a", "b"], type="project")
    assert [entity.id for entity in around.entities] == ["a", "b", "n"]
    assert [(tie.from_.id, tie.to.id) for tie in around] == [("a", "b"), ("a", "n"), ("b", "n")]


def test_pages_of_a_subgraph_hold_all_its_entities() -> None:
    first = STAR.subgraph("a", limit=2)
    rest = STAR.subgraph("a", limit=2, cursor=first.next_cursor)
    assert first.entities == rest.entities
    assert (first.total.value, len(first), len(rest)) == (6, 2, 2)


def test_why_a_subgraph_has_no_ties() -> None:
    assert STAR.subgraph("x", hops=0).empty.reason == "no_claims"
    assert STAR.subgraph("x", topic="water").empty.filter == "topic"
    assert [entity.id for entity in STAR.subgraph("x", topic="water").entities] == ["x"]


def test_what_is_not_wholly_known_is_not_cut_in_silence() -> None:
    assert STAR.subgraph(["a", "b"], max_entities=1).truncated_by == "entities"
