"""The NetworkX graphs: what is in them, and that the one of the dataset stays as it is."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from kgraph.graph import ClaimGraph, build_claim_graph, build_evidence_graph, freeze, iter_edges
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Cite, Content, Dataset, Qualifier, Value
from kgraph.stores import build_store
from tests.graphs import VOCABULARY, loosely, make_claim, make_dataset, make_entity, make_evidence, make_random_dataset

MADE_UP = make_dataset(
    [
        make_claim("affirmed", "a", "b"),
        make_claim("again", "a", "b", hedge="perhaps", status="planned", basis="presupposed", predicate="opposes"),
        make_claim("preferred", "b", "c", rank="preferred"),
        make_claim("negated", "a", "c", polarity="negated"),
        make_claim("unknown", "a", "c", polarity="unknown"),
        make_claim("withdrawn", "a", "c", rank="deprecated"),
        make_claim("value", "a", Content(value=Value(text="much"))),
        make_claim("reference", "c", Content(claim="affirmed")),
        make_claim("self", "c", "c"),
        make_claim(
            "parties",
            "d",
            "a",
            qualifiers=(
                Qualifier(role="partner", entity="b"),
                Qualifier(role="partner", entity="c"),
                Qualifier(role="location", entity="b"),
                Qualifier(role="partner", value=Value(text="others")),
                *loosely("e"),
            ),
        ),
    ]
)


def build_plain(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """Return the graph of a dataset, built from its records."""
    return build_claim_graph(
        dataset.entities, dataset.claims, dataset.vocabulary, dataset=dataset.info.id, version=dataset.version
    )


@pytest.fixture(params=["over columns", "built from records"])
def graph(request: pytest.FixtureRequest) -> nx.MultiDiGraph[str]:
    """The read-only graph, as a view and as other stores have it."""
    if request.param == "over columns":
        return ClaimGraph(build_store(MADE_UP).columns)
    return freeze(build_plain(MADE_UP))


def test_edges_are_the_affirmed_claims_that_are_not_withdrawn(graph: nx.MultiDiGraph[str]) -> None:
    assert set(graph.edges(keys=True)) == {
        ("a", "b", "affirmed"),
        ("a", "b", "again"),
        ("b", "c", "preferred"),
        ("c", "c", "self"),
        ("d", "a", "parties"),
        ("d", "b", "parties#partner"),
        ("d", "c", "parties#partner.2"),
        ("d", "b", "parties#location"),
    }


def test_nodes_are_all_entities_and_nothing_else(graph: nx.MultiDiGraph[str]) -> None:
    assert set(graph) == {entity.id for entity in MADE_UP.entities}
    assert graph.nodes["a"] == {"name": "A", "type": "country", "countries": ()}
    assert graph.graph == {"dataset": "made-up", "dataset_version": MADE_UP.version}


def test_every_edge_tells_its_claim_and_role(graph: nx.MultiDiGraph[str]) -> None:
    assert graph.edges["a", "b", "again"] == {
        "claim": "again",
        "role": "object",
        "predicate": "opposes",
        "status": "planned",
        "basis": "presupposed",
        "hedged": True,
    }
    assert graph.edges["d", "c", "parties#partner.2"]["role"] == "partner"
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        claim, _, role = key.partition("#")
        assert attributes["claim"] == claim
        assert attributes["role"] == (role.partition(".")[0] or "object")


def test_edges_of_claims_of_any_polarity_can_be_asked_for() -> None:
    edges = {claim.id: [edge.target for edge in iter_edges(claim, VOCABULARY)] for claim in MADE_UP.claims}
    assert edges["negated"] == ["c"]
    assert edges["value"] == edges["reference"] == []
    assert edges["parties"] == ["a", "b", "c", "b"]


CHANGES: dict[str, Callable[[Any], Any]] = {
    "add a node": lambda graph: graph.add_node("z"),
    "add nodes": lambda graph: graph.add_nodes_from(["z"]),
    "add an edge": lambda graph: graph.add_edge("a", "b"),
    "add edges": lambda graph: graph.add_edges_from([("a", "b")]),
    "add weighted edges": lambda graph: graph.add_weighted_edges_from([("a", "b", 1)]),
    "remove a node": lambda graph: graph.remove_node("a"),
    "remove nodes": lambda graph: graph.remove_nodes_from(["a"]),
    "remove an edge": lambda graph: graph.remove_edge("a", "b"),
    "remove edges": lambda graph: graph.remove_edges_from([("a", "b")]),
    "clear": lambda graph: graph.clear(),
    "clear edges": lambda graph: graph.clear_edges(),
    "update": lambda graph: graph.update(nodes=["z"]),
    "set an attribute of a node": lambda graph: graph.nodes["a"].__setitem__("name", "Z"),
    "delete an attribute of a node": lambda graph: graph.nodes["a"].__delitem__("name"),
    "update the attributes of a node": lambda graph: graph.nodes["a"].update(name="Z"),
    "merge into the attributes of a node": lambda graph: graph.nodes["a"].__ior__({"name": "Z"}),
    "empty the attributes of a node": lambda graph: graph.nodes["a"].clear(),
    "pop an attribute of a node": lambda graph: graph.nodes["a"].pop("name"),
    "pop an attribute of the graph by default": lambda graph: graph.graph.pop("dataset", None),
    "pop any attribute of a node": lambda graph: graph.nodes["a"].popitem(),
    "default an attribute of a node": lambda graph: graph.nodes["a"].setdefault("degree", 1),
    "set attributes of all nodes": lambda graph: nx.set_node_attributes(graph, 1, "degree"),
    "set an attribute of an edge": lambda graph: graph.edges["a", "b", "again"].__setitem__("claim", "other"),
    "set it through the adjacency": lambda graph: graph["a"]["b"]["again"].__setitem__("claim", "other"),
    "set it through the successors": lambda graph: graph.succ["a"]["b"]["again"].__setitem__("claim", "other"),
    "set it through the predecessors": lambda graph: graph.pred["b"]["a"]["again"].__setitem__("claim", "other"),
    "set it through the data": lambda graph: graph.get_edge_data("a", "b", "again").update(claim="other"),
    "set attributes of all edges": lambda graph: nx.set_edge_attributes(graph, 1, "weight"),
    "set an attribute of the graph": lambda graph: graph.graph.__setitem__("dataset", "other"),
    "name the graph": lambda graph: setattr(graph, "name", "other"),
    "drop an edge from the adjacency": lambda graph: graph["a"].__delitem__("b"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_cannot_be_changed(graph: nx.MultiDiGraph[str], change: Callable[[Any], Any]) -> None:
    before = nx.node_link_data(graph.copy(), edges="edges")
    with pytest.raises((TypeError, nx.NetworkXError, AttributeError)):
        change(graph)
    assert nx.node_link_data(graph.copy(), edges="edges") == before


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda graph: pickle.loads(pickle.dumps(graph))], ids=["deep", "pickle"]
)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_deep_copies_and_pickles_are_equal_and_read_only_too(
    graph: nx.MultiDiGraph[str], copied: Callable[[Any], Any], change: Callable[[Any], Any]
) -> None:
    other = copied(graph)
    assert nx.utils.graphs_equal(other, graph)
    with pytest.raises((TypeError, nx.NetworkXError, AttributeError)):
        change(other)
    assert nx.utils.graphs_equal(other, graph)


OWN: dict[str, Callable[[Any], Any]] = {
    "copy": lambda graph: graph.copy(),
    "Graph": nx.Graph,
    "DiGraph": nx.DiGraph,
    "MultiGraph": nx.MultiGraph,
    "MultiDiGraph": nx.MultiDiGraph,
    "to_undirected": lambda graph: graph.to_undirected(),
    "to_directed": lambda graph: graph.to_directed(),
    "reverse": lambda graph: graph.reverse(),
    "relabelled": lambda graph: nx.relabel_nodes(graph, {"a": "a"}),
    "subgraph": lambda graph: graph.subgraph(["a", "b"]).copy(),
    "largest component": lambda graph: graph.subgraph(max(nx.weakly_connected_components(graph), key=len)).copy(),
}


@pytest.mark.parametrize("convert", OWN.values(), ids=OWN)
def test_a_graph_made_of_it_is_ones_own_to_change(graph: nx.MultiDiGraph[str], convert: Callable[[Any], Any]) -> None:
    own = convert(graph)
    own.add_edge("a", "z", weight=1)
    own.nodes["a"]["name"] = "changed"
    own.graph["note"] = "mine"
    for _, _, attributes in own.edges(data=True):
        attributes["weight"] = 2
    assert graph.nodes["a"]["name"] == "A"
    assert "note" not in graph.graph
    assert "weight" not in graph.edges["a", "b", "again"]


def test_algorithms_run_on_it(article: Dataset) -> None:
    graph = KnowledgeGraph(article).graph
    assert max(nx.closeness_centrality(graph).values()) > 0
    assert nx.shortest_path(graph, "bolat-nazarbayev", "china")[0] == "bolat-nazarbayev"
    assert len(nx.betweenness_centrality(nx.Graph(graph))) == len(graph)
    assert nx.number_weakly_connected_components(graph) >= 1
    assert set(nx.ego_graph(graph, "bolat-nazarbayev", undirected=True)) > {"bolat-nazarbayev", "khorgos-project"}
    assert graph.subgraph(["china", "kazakhstan"]).number_of_edges() > 1
    assert max(dict(graph.degree()).values()) == graph.degree("kazakhstan")
    assert nx.adjacency_data(graph)["nodes"]
    assert list(nx.all_simple_paths(graph, "bolat-nazarbayev", "china", cutoff=2))


def test_the_library_hands_out_one_graph_and_it_is_read_only() -> None:
    kg = KnowledgeGraph(MADE_UP)
    assert kg.graph is kg.graph
    assert nx.is_frozen(kg.graph)


def test_a_graph_of_some_claims_is_ones_own() -> None:
    kg = KnowledgeGraph(MADE_UP)
    graph = kg.to_networkx(hedged=True)
    assert set(graph.edges(keys=True)) == {("a", "b", "again")}
    assert set(graph) == set(kg.graph)
    graph.add_edge("a", "z")
    graph.nodes["a"]["name"] = "changed"
    assert kg.to_networkx(hedged=True).nodes["a"]["name"] == "A"
    assert set(kg.to_networkx(about="D").edges(keys=True)) == {
        edge for edge in kg.graph.edges(keys=True) if edge[0] == "d"
    }
    assert not kg.to_networkx(polarity="negated").edges
    assert nx.utils.graphs_equal(kg.to_networkx(), build_plain(MADE_UP))


CITING = make_dataset(
    [
        make_claim(
            "deed",
            "a",
            "b",
            evidence=(
                make_evidence(("paper-1", Cite(id="paper-2", signal="see"))),
                make_evidence(("paper-1",), sentence=2),
            ),
        ),
        make_claim("motive", "a", Content(claim="deed"), qualifiers=(Qualifier(role="reason", entity="c"),)),
        make_claim("denial", "b", Content(claim="motive"), polarity="negated"),
        make_claim("withdrawn", "b", Content(claim="motive"), rank="deprecated"),
        make_claim("amount", "a", Content(value=Value(text="much"))),
        make_claim("named-twice", "a", "a", speaker="a"),
    ],
    [make_entity("a"), make_entity("deed")],
)


def roles_between(graph: nx.MultiDiGraph[str], start: str, end: str) -> list[str]:
    return sorted(attributes["role"] for attributes in (graph.get_edge_data(start, end) or {}).values())


def test_claims_and_sources_as_nodes_let_one_walk_references_and_citations() -> None:
    graph = KnowledgeGraph(CITING).to_networkx(claims_as_nodes=True)
    walk = ["claim:denial", "claim:motive", "claim:deed", "source:paper-2", "entity:press-2"]
    assert nx.shortest_path(graph, walk[0], walk[-1]) == walk
    assert [roles_between(graph, *step) for step in pairwise(walk)] == [
        ["object"],
        ["object"],
        ["cites"],
        ["outlet"],
    ]
    sources = {node for node in nx.descendants(graph, "claim:motive") if graph.nodes[node]["kind"] == "source"}
    assert sources == {"source:paper-1", "source:paper-2", "source:report"}
    kinds = {
        kind: {node for node, data in graph.nodes(data=True) if data["kind"] == kind} for kind in ("claim", "entity")
    }
    assert kinds["claim"] == {"claim:amount", "claim:deed", "claim:denial", "claim:motive", "claim:named-twice"}
    assert {"entity:deed", "entity:c", "entity:gazette"} < kinds["entity"]


def test_every_passage_and_every_citation_keeps_an_edge_of_its_own() -> None:
    graph = KnowledgeGraph(CITING).to_networkx(claims_as_nodes=True)
    assert set(graph["claim:deed"]["source:report"]) == {"evidence", "evidence.2"}
    assert set(graph["claim:deed"]["source:paper-1"]) == {"cites", "cites.2"}
    assert graph["claim:deed"]["source:paper-2"]["cites"]["signal"] == "see"
    assert [edge["sentence"] for edge in graph["claim:deed"]["source:paper-1"].values()] == [1, 2]
    assert roles_between(graph, "claim:named-twice", "entity:a") == ["object", "speaker", "subject"]
    assert roles_between(graph, "claim:motive", "entity:c") == ["reason"]
    assert all("role" in attributes for _, _, attributes in graph.edges(data=True))
    assert graph.nodes["claim:denial"]["polarity"] == "negated"


def test_filters_narrow_the_graph_with_claims_as_nodes() -> None:
    graph = KnowledgeGraph(CITING).to_networkx(claims_as_nodes=True, polarity="negated")
    assert [node for node, data in graph.nodes(data=True) if data["kind"] == "claim"] == ["claim:denial"]
    assert not any(end.startswith("claim:") for end in graph["claim:denial"])


def test_no_evidence_is_lost_on_the_way() -> None:
    for seed in range(20):
        dataset = make_random_dataset(seed)
        info = {"dataset": dataset.info.id, "version": dataset.version}
        graph = build_evidence_graph(dataset.entities, dataset.sources, dataset.claims, **info)
        for claim in dataset.claims:
            edges = [edge["role"] for _, _, edge in graph.out_edges(f"claim:{claim.id}", data=True)]
            assert edges.count("evidence") == len(claim.evidence)
            assert edges.count("cites") == sum(len(evidence.cites) for evidence in claim.evidence)


def test_the_graph_and_the_store_agree_on_ties(article: Dataset) -> None:
    for dataset in (article, MADE_UP, *map(make_random_dataset, range(20))):
        kg = KnowledgeGraph(dataset)
        undirected = nx.Graph(kg.graph)
        undirected.remove_edges_from(nx.selfloop_edges(undirected))
        assert kg.dataset().tie_count == undirected.number_of_edges()
        for entity in dataset.entities:
            assert kg.entity(entity.id).neighbour_count == undirected.degree(entity.id)
