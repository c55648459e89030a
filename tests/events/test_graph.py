"""`kg.graph` over events is the plain NetworkX graph of the rows."""

from __future__ import annotations

import random
from collections import Counter

import networkx as nx

from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import over_events
from tests.events.random_questions import choose_busy
from tests.events.raw import RawEvents

pytestmark = over_events


def test_nodes_and_edges_are_those_of_the_rows(kg: KnowledgeGraph, raw: RawEvents) -> None:
    plain = raw.build_graph()
    assert dict(kg.graph.nodes(data="name")) == dict(plain.nodes(data="name"))
    assert (len(kg.graph), kg.graph.number_of_edges()) == (len(plain), len(raw.claims))
    edges, expected = (Counter(graph.edges(keys=True, data="predicate")) for graph in (kg.graph, plain))
    assert edges == expected


def test_both_directions_of_every_node(kg: KnowledgeGraph, raw: RawEvents) -> None:
    plain = raw.build_graph()
    for node in map(raw.id_of.__getitem__, choose_busy(random.Random(8), raw, 40)):
        assert set(kg.graph.successors(node)) == set(plain.successors(node))
        assert set(kg.graph.predecessors(node)) == set(plain.predecessors(node))
        assert kg.graph.in_degree(node) == plain.in_degree(node)
        assert kg.graph.out_degree(node) == plain.out_degree(node)
        assert set(kg.graph.in_edges(node, keys=True)) == set(plain.in_edges(node, keys=True))


def test_algorithms_agree(kg: KnowledgeGraph, raw: RawEvents) -> None:
    plain = raw.build_graph()
    assert nx.number_weakly_connected_components(kg.graph) == nx.number_weakly_connected_components(plain)
    assert nx.number_of_selfloops(kg.graph) == nx.number_of_selfloops(plain) > 0
    lengths = [dict(nx.single_source_shortest_path_length(graph, "kazakhstan")) for graph in (kg.graph, plain)]
    assert lengths[0] == lengths[1]


def test_a_graph_of_your_own_holds_what_passes(kg: KnowledgeGraph, raw: RawEvents) -> None:
    own = kg.to_networkx(date="2013-05", about="China")
    expected = raw.find({"date": "2013-05", "about": ["China"]})
    assert {key for _, _, key in own.edges(keys=True)} == set(expected)
    own.remove_node("china")
    assert "china" in kg.graph
