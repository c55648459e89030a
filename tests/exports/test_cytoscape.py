"""Cytoscape.js JSON: ids that are unique over nodes and edges, and attributes that Cytoscape's tables can hold."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Content, Value
from kgraph.stores import Store, build_store
from tests.exports.graph_files import build_graph_export, make_store, over_shapes
from tests.graphs import make_claim, make_dataset


def read(store: Store, *, claims_as_nodes: bool = False, **filters: Any) -> Any:
    content = b"".join(build_graph_export(store, "cytoscape", claims_as_nodes=claims_as_nodes, **filters))
    return json.loads(content, parse_float=Decimal)


@over_shapes
@pytest.mark.parametrize("name", ["everything", *(f"random-{seed}" for seed in range(6))])
def test_attributes_are_plain_or_lists_of_texts(name: str, claims_as_nodes: bool) -> None:
    elements = read(make_store(name), claims_as_nodes=claims_as_nodes)["elements"]
    for element in (*elements["nodes"], *elements["edges"]):
        assert element.keys() == {"data"}
        for value in element["data"].values():
            assert isinstance(value, (str, bool, int, Decimal, list))
            assert not isinstance(value, list) or all(isinstance(each, str) for each in value)


@over_shapes
def test_ids_are_unique_though_a_claim_may_be_called_like_an_entity(claims_as_nodes: bool) -> None:
    claims = [make_claim("a", "a", "b", "b"), make_claim("claim:a", "claim:a", "entity:a")]
    elements = read(build_store(make_dataset(claims)), claims_as_nodes=claims_as_nodes)["elements"]
    ids = [element["data"]["id"] for part in ("nodes", "edges") for element in elements[part]]
    assert len(set(ids)) == len(ids)
    nodes = {node["data"]["id"] for node in elements["nodes"]}
    assert {edge["data"][end] for edge in elements["edges"] for end in ("source", "target")} <= nodes


def test_the_article_has_no_edge_that_nobody_affirms(article_graph: KnowledgeGraph) -> None:
    edges = read(article_graph.store)["elements"]["edges"]
    claims = article_graph.store.get_claims(sorted({edge["data"]["claim"] for edge in edges}))
    assert {claim.polarity for claim in claims.values()} == {"affirmed"}
    assert not read(article_graph.store, polarity=["negated", "unknown"])["elements"]["edges"]


@pytest.mark.parametrize("amount", ["22000000000", "19.2", "0.1", "-0.00001", "123456789.012345", "9007199254740990"])
def test_amounts_are_numbers_that_hold_them_exactly(amount: str) -> None:
    value = Value(amount=Decimal(amount), modifier="exact")
    data = read(build_store(make_dataset([make_claim("c", "a", Content(value=value))])), claims_as_nodes=True)
    (claim,) = [node["data"] for node in data["elements"]["nodes"] if node["data"]["kind"] == "claim"]
    assert claim["value_amount"] == Decimal(amount)
    assert json.loads(claim["object"], parse_float=Decimal)["value"]["amount"] == Decimal(amount)
