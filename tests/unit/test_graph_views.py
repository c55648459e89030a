"""The lazy graph as a NetworkX class: its views, its order, what is kept of it, and what is made of it."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph.graph
from kgraph.columns.mentions import read_mentions
from kgraph.graph import ClaimGraph, edge_columns
from kgraph.graph.recent import Recent
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries import graphs
from kgraph.records import Content, Dataset, Qualifier
from kgraph.stores import build_store
from tests.graphs import make_claim, make_dataset, make_random_dataset
from tests.stores.oracle.memory import MemoryStore
from tests.unit.test_graph import MADE_UP, build_plain
from tests.unit.test_graph_algorithms import ROOT, build_sorted, open_lazily

TANGLED = make_dataset(
    [
        make_claim("there", "a", "b"),
        make_claim("back", "b", "a"),
        make_claim("both", "a", "b", "b", "b"),
        make_claim("itself", "a", "a", "a", "c"),
        make_claim("loose", "c", "b", qualifiers=(Qualifier(role="purpose", entity="b"),)),
        make_claim("same", "c", "d", qualifiers=(*(Qualifier(role=r, entity="b") for r in ("purpose", "partner")),)),
        make_claim("value", "d", Content(claim="loose"), "a"),
        make_claim("negated", "d", "b", "c", polarity="negated"),
    ]
)


@pytest.fixture
def graph() -> Any:
    return open_lazily(TANGLED)


@pytest.fixture
def plain() -> Any:
    return build_sorted(TANGLED)


def test_an_entity_named_twice_makes_an_edge_for_each_role_that_ties(graph: Any) -> None:
    assert list(graph["a"]["b"]) == ["both", "both#partner", "both#partner.2", "there"]
    assert list(graph["a"]["a"]) == ["itself", "itself#partner"]
    assert list(graph["a"]) == ["a", "b", "c"]
    assert list(graph["c"]) == ["b", "d"]
    assert list(graph["c"]["b"]) == ["loose", "same#partner"]
    assert list(graph["d"]) == ["a"]
    assert graph.degree("a") == 4 + 2 * 2 + 1 + 1 + 1


@pytest.mark.parametrize("ends", [["ab", "ac", "ad"], ["ba", "ca", "da"], ["ab", "ab"], ["aa", "aa"]])
def test_claims_that_all_have_the_same_end_are_edges_like_any(ends: list[str]) -> None:
    dataset = make_dataset([make_claim(f"c{number}", *pair) for number, pair in enumerate(ends)])
    lazy, plain = open_lazily(dataset), build_sorted(dataset)
    assert list(lazy.edges(keys=True, data=True)) == list(plain.edges(keys=True, data=True))
    assert {node: dict(lazy[node]) for node in lazy} == {node: dict(plain[node]) for node in plain}


def test_nodes_neighbours_and_parallel_edges_come_in_order(article: Dataset) -> None:
    for dataset in (article, TANGLED, *map(make_random_dataset, range(20))):
        graph = open_lazily(dataset)
        assert list(graph) == sorted(graph)
        for view in (graph.succ, graph.pred):
            assert list(view) == sorted(graph)
            assert all(list(neighbours) == sorted(neighbours) for neighbours in view.values())
        for one, other in set(graph.edges()):
            claims = [edge["claim"] for edge in graph[one][other].values()]
            assert claims == sorted(claims)


MISTAKES: dict[str, Callable[[Any], Any]] = {
    "a node that is not there": lambda g: g["nobody"],
    "its attributes": lambda g: g.nodes["nobody"],
    "its successors": lambda g: list(g.successors("nobody")),
    "its predecessors": lambda g: list(g.predecessors("nobody")),
    "its degree": lambda g: dict(g.degree("nobody")),
    "its degree by index": lambda g: g.in_degree["nobody"],
    "its edges": lambda g: list(g.edges("nobody")),
    "a neighbour that is not there": lambda g: g["a"]["nobody"],
    "a neighbour on the other side": lambda g: g["d"]["c"],
    "a key that is not there": lambda g: g["a"]["b"]["nothing"],
    "an edge that is not there": lambda g: g.edges["a", "b", "nothing"],
    "an attribute that is not there": lambda g: g["a"]["b"]["both"]["weight"],
    "a number": lambda g: (5 in g, None in g, g.has_edge(5, "a"), g.has_edge("a", 5)),
    "a number as a node": lambda g: g[5],
    "a list": lambda g: ([] in g, g.has_node([])),
    "a list as a neighbour": lambda g: [] in g["a"],
    "a list as a node": lambda g: g[[]],
    "lists as nodes": lambda g: list(g.nbunch_iter([["a"]])),
    "nodes that are not there": lambda g: (list(g.nbunch_iter(["a", "nobody"])), dict(g.degree(["a", "nobody"]))),
    "a path from nowhere": lambda g: nx.shortest_path(g, "nobody", "a"),
    "a path to nowhere": lambda g: nx.shortest_path(g, "a", "gazette"),
    "edges by a slice": lambda g: g.edges[0:3],
    "data of an edge that is not there": lambda g: g.get_edge_data("a", "nobody", default=7),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_answered_as_by_a_plain_graph(graph: Any, plain: Any, mistake: Callable[[Any], Any]) -> None:
    def outcome(of: Any) -> Any:
        try:
            return mistake(of)
        except (KeyError, TypeError, nx.NetworkXException) as error:
            return type(error), str(error).removeprefix(type(of.edges).__name__)

    assert outcome(graph) == outcome(plain)


def test_views_show_and_copy_what_is_in_them(graph: Any, plain: Any) -> None:
    assert repr(graph.adj) == repr(plain.adj)
    assert repr(graph.nodes(data=True)) == repr(plain.nodes(data=True))
    assert repr(graph.degree) == repr(plain.degree).replace("DiMultiDegreeView", "CountedDegrees")
    for copied in (graph.adj.copy(), graph.pred.copy(), graph.nodes["a"].copy(), graph["a"]["b"].copy()):
        assert copied == eval(repr(copied))
    assert graph.succ["a"].keys() - {"a"} == {"b", "c"}
    assert graph.succ == plain.succ
    assert graph.succ != graph.pred
    assert ("b", "nothing") not in graph.succ["a"].items()


def test_a_graph_of_its_class_is_a_plain_one(graph: Any) -> None:
    assert type(graph) is ClaimGraph
    assert isinstance(graph, nx.MultiDiGraph)
    for made in (graph.__class__(), graph.__class__([("x", "y")], name="other"), graph.copy(), graph.reverse()):
        assert type(made) is nx.MultiDiGraph
        made.add_edge("x", "z")
    assert type(graph.to_undirected()) is nx.MultiGraph
    assert graph.subgraph(["a", "b"]).copy().add_edge("a", "b") is not None


def test_both_directions_are_kept_where_networkx_itself_keeps_them(graph: Any) -> None:
    assert graph.to_undirected().number_of_edges() == graph.number_of_edges()
    assert nx.MultiGraph(graph.edges(keys=True)).number_of_edges() == graph.number_of_edges()
    # The trap that docs/graph.md warns of.
    assert not nx.MultiGraph(graph).has_edge("a", "b", "back")


def test_it_stays_frozen_and_what_is_frozen_again_is_the_same(graph: Any) -> None:
    assert nx.is_frozen(graph)
    assert nx.freeze(graph) is graph
    assert nx.is_frozen(graph.subgraph(["a"]))
    assert not nx.is_frozen(graph.copy())


def test_a_copy_is_the_graph_itself_and_a_pickle_brings_its_columns(graph: Any, article: Dataset) -> None:
    assert copy.copy(graph) is graph
    assert copy.deepcopy(graph) is graph
    large = open_lazily(article)
    for each in (graph, large):
        again = pickle.loads(pickle.dumps(each))
        assert type(again) is ClaimGraph
        assert nx.utils.graphs_equal(again, each)
        assert dict(again.degree()) == dict(each.degree())


def test_opening_reads_nothing_and_a_walk_keeps_no_more_than_its_bound(
    article: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = build_sorted(article)
    for bound in (1, 7, 50):
        for name in ("KEPT_NAMES", "KEPT_NEIGHBOURS", "KEPT_CLAIMS"):
            monkeypatch.setattr(edge_columns, name, bound)
        lazy: Any = open_lazily(article)
        kept = {name: cache for name, cache in vars(lazy.edge_columns).items() if isinstance(cache, Recent)}
        assert len(kept) == 4
        assert not any(len(cache) for cache in kept.values())
        for _ in range(2):
            assert nx.utils.graphs_equal(lazy, plain)
            assert list(nx.weakly_connected_components(lazy)) == list(nx.weakly_connected_components(plain))
            assert nx.single_source_shortest_path(lazy, "china") == nx.single_source_shortest_path(plain, "china")
        assert all(0 < len(cache) <= 2 * bound for cache in kept.values())


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans())), st.integers(1, 8))
def test_what_is_kept_is_right_and_within_twice_the_limit(asked: list[tuple[int, bool]], limit: int) -> None:
    recent: Recent[int, str] = Recent(limit, weigh=len)
    for number, keep in asked:
        assert recent.get(number) in (None, "x" * number)
        if keep:
            recent.keep(number, "x" * number)
            assert recent.get(number) == "x" * number
        # A value may stand in both halves, and the last one may pass the limit.
        assert len(recent) <= 2 * (limit + 1) + 2


def test_threads_may_share_a_graph(article: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge_columns, "KEPT_NEIGHBOURS", 20)
    lazy, plain = open_lazily(article), build_sorted(article)
    expected = dict(nx.all_pairs_shortest_path_length(plain))
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: dict(nx.all_pairs_shortest_path_length(lazy)), range(8)):
            assert found == expected


def test_mentions_are_read_as_the_records_have_them(article: Dataset) -> None:
    for dataset in (article, MADE_UP, TANGLED, *map(make_random_dataset, range(20))):
        columns = build_store(dataset).columns
        for claim in dataset.claims:
            number = columns.claim_ids.find(claim.id)
            assert number is not None
            named = [(each.role, each.entity) for each in claim.qualifiers if each.entity is not None]
            assert read_mentions(columns, number) == named


def test_graphs_of_ones_own_are_built_batch_by_batch(article: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    kg = KnowledgeGraph(article)
    whole = [kg.to_networkx(), kg.to_networkx(claims_as_nodes=True), kg.to_networkx(about="China")]
    monkeypatch.setattr(graphs, "BATCH", 3)
    parts = [kg.to_networkx(), kg.to_networkx(claims_as_nodes=True), kg.to_networkx(about="China")]
    assert all(map(nx.utils.graphs_equal, whole, parts))
    assert nx.utils.graphs_equal(whole[0], kg.graph)


def test_a_store_without_columns_has_the_same_graph() -> None:
    kg = KnowledgeGraph(MemoryStore(MADE_UP))
    assert nx.is_frozen(kg.graph)
    assert nx.utils.graphs_equal(kg.graph, KnowledgeGraph(MADE_UP).graph)
    assert nx.utils.graphs_equal(kg.graph, build_plain(MADE_UP))
    assert kg.graph is kg.graph


def test_networkx_is_imported_for_graphs_alone() -> None:
    code = (
        "import sys, kgraph.graph, kgraph.graph.edges; print('networkx' in sys.modules);"
        "kgraph.graph.ClaimGraph; print('networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = kgraph.graph.nothing_of_the_kind
