"""Node-link JSON: all of a dataset, so that it can be made again of the graph; NetworkX reads and writes it."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import canonical_json
from kgraph.loading.version import digest_dataset
from kgraph.records import Claim, Content, Dataset, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.stores import Store, build_store
from tests.exports.everything import make_everything
from tests.exports.graph_files import build_graph_export, over_shapes
from tests.graphs import make_claim, make_dataset, make_random_dataset


def read(store: Store, *, claims_as_nodes: bool = True, **filters: Any) -> Any:
    return json.loads(b"".join(build_graph_export(store, "node-link", claims_as_nodes=claims_as_nodes, **filters)))


def make_dataset_again(graph: nx.MultiDiGraph[str]) -> Dataset:
    """Return the dataset of a graph: what a reader makes of its attributes and of the records of its nodes."""
    records: dict[str, list[Any]] = {"entity": [], "source": [], "claim": []}
    for _, data in graph.nodes(data=True):
        records[data["kind"]].append(data["record"])
    info = DatasetInfo.model_validate_json(json.dumps(graph.graph["record"]))
    vocabulary = Vocabulary.model_validate_json(json.dumps(graph.graph["vocabulary"]))
    entities = tuple(Entity.model_validate_json(json.dumps(each)) for each in records["entity"])
    sources = tuple(Source.model_validate_json(json.dumps(each)) for each in records["source"])
    claims = tuple(Claim.model_validate_json(json.dumps(each)) for each in records["claim"])
    retired = tuple(Retired.model_validate_json(json.dumps(each)) for each in graph.graph["retired"])
    return Dataset(
        info=info,
        vocabulary=vocabulary,
        entities=entities,
        claims=claims,
        sources=sources,
        retired=tuple(sorted(retired, key=lambda each: (each.kind, each.id))),
        version=digest_dataset(info, vocabulary, entities, claims, sources, retired),
    )


@pytest.mark.parametrize("seed", [None, *range(8)])
def test_a_made_up_dataset_comes_back_equal(seed: int | None) -> None:
    dataset = make_everything() if seed is None else make_random_dataset(seed)
    again = make_dataset_again(nx.node_link_graph(read(build_store(dataset)), edges="edges"))
    assert again == dataset.model_copy(update={"version": again.version})
    if seed is not None:
        assert again.version == dataset.version


def test_the_article_comes_back_equal(article: Dataset, article_graph: KnowledgeGraph) -> None:
    assert make_dataset_again(nx.node_link_graph(read(article_graph.store), edges="edges")) == article


@over_shapes
def test_networkx_keeps_all_when_it_writes_it_again(article_graph: KnowledgeGraph, claims_as_nodes: bool) -> None:
    data = read(article_graph.store, claims_as_nodes=claims_as_nodes)
    again = nx.node_link_data(nx.node_link_graph(data, edges="edges"), edges="edges")
    again = json.loads(json.dumps(again))
    order = ("source", "target", "key")
    for each in (data, again):
        each["edges"].sort(key=lambda edge: [edge[name] for name in order])
    assert again == data


def test_records_are_written_as_the_version_of_a_dataset_is_made_of_them(article_graph: KnowledgeGraph) -> None:
    content = b"".join(build_graph_export(article_graph.store, "node-link", claims_as_nodes=True))
    for claim in article_graph.store.get_claims(["p06s4c02", "p09s4c02"]).values():
        assert b'"record":' + canonical_json(claim) + b"}" in content


def test_a_part_has_what_it_refers_to_and_says_that_it_was_not_asked_for() -> None:
    claims = [
        make_claim("deed", "a", "b", rank="deprecated", cites=["paper-1"]),
        make_claim("motive", "a", Content(claim="deed"), predicate="denies"),
        make_claim("reply", "c", Content(claim="motive"), predicate="denies"),
        make_claim("other", "d", "e"),
    ]
    graph = nx.node_link_graph(read(build_store(make_dataset(claims)), subject="c"), edges="edges")
    marks = {node: data.get("referred", False) for node, data in graph.nodes(data=True) if data["kind"] == "claim"}
    assert marks == {"claim:deed": True, "claim:motive": True, "claim:reply": False}
    assert graph.has_edge("claim:deed", "source:paper-1", "cites")
    assert all("kind" in data for _, data in graph.nodes(data=True))
    assert {"entity:a", "entity:b", "entity:press-1"} <= set(graph)
    assert "entity:d" not in graph


def test_withdrawn_claims_and_retired_ids_are_in_the_whole() -> None:
    data = read(build_store(make_everything()))
    (gone,) = [node for node in data["nodes"] if node.get("rank") == "deprecated"]
    assert gone["deprecated_because"] == gone["record"]["deprecated_because"]
    assert {each["id"] for each in data["graph"]["retired"]} == {"gone", "old.arra", "old"}


def test_ties_alone_are_a_graph_too(article_graph: KnowledgeGraph) -> None:
    graph = nx.node_link_graph(read(article_graph.store, claims_as_nodes=False), edges="edges")
    assert set(graph.edges) == set(article_graph.graph.edges)
    assert graph.graph["export"]["shape"] == "ties"
