"""Build NetworkX graphs from records: graphs of one's own, which may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kgraph.graph.edges import OBJECT_ROLE, Edge, iter_edges, makes_ties
from kgraph.records import Claim, Entity, Source, Vocabulary


def build_claim_graph(
    entities: Iterable[Entity], claims: Iterable[Claim], vocabulary: Vocabulary, *, dataset: str, version: str
) -> nx.MultiDiGraph[str]:
    """Return a graph of these entities and of the ties that these claims make, which may be changed.

    Ties are made by affirmed claims that are not deprecated. An edge's key is the claim's id, or
    `CLAIM#ROLE` for a qualifier that names an entity; its attributes `claim` and `role` say the same apart,
    beside `predicate`, `status`, `basis` and `hedged`. `dataset` and `version` become attributes of the graph.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(dataset=dataset, dataset_version=version)
    graph.add_nodes_from((entity.id, _entity_attributes(entity)) for entity in entities)
    for claim in claims:
        if makes_ties(claim):
            for edge in iter_edges(claim, vocabulary):
                graph.add_edge(edge.subject, edge.target, edge.key, **_edge_attributes(edge, claim))
    return graph


def build_evidence_graph(
    entities: Iterable[Entity], sources: Iterable[Source], claims: Iterable[Claim], *, dataset: str, version: str
) -> nx.MultiDiGraph[str]:
    """Return a graph in which claims and sources are nodes too; it may be changed.

    Nodes carry `kind` (entity, claim or source). Every edge has a `role`: `subject`, `object` and those of
    its qualifiers, from a claim to the entity or claim that it names; `speaker`, to who asserts it;
    `evidence`, to the source it was read in; `cites`, to each source that the passage cites; `outlet`, from
    a source to its outlet. The key is the role, with `.2`, `.3` behind it for further edges in the same
    role between the same nodes. A value is no node, nor is a claim that was not given.
    Claims of every polarity are in it. Node names are prefixed by their kind, since ids of different kinds
    may be equal.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(dataset=dataset, dataset_version=version)
    for entity in entities:
        graph.add_node(f"entity:{entity.id}", kind="entity", **_entity_attributes(entity))
    for source in sources:
        graph.add_node(f"source:{source.id}", kind="source", date=source.date, title=source.title)
        _add_role(graph, f"source:{source.id}", f"entity:{source.outlet}", "outlet")
    references: list[tuple[str, str, str]] = []
    for claim in claims:
        attributes = {"statement": claim.statement, "polarity": claim.polarity, "valid": claim.valid}
        graph.add_node(f"claim:{claim.id}", kind="claim", **attributes, **_claim_attributes(claim))
        references += _add_claim_edges(graph, claim)
    # A claim may refer to one that comes later: which of them are nodes is known at the end.
    for node, target, role in references:
        if target in graph:
            _add_role(graph, node, target, role)
    return graph


def _add_claim_edges(graph: nx.MultiDiGraph[str], claim: Claim) -> list[tuple[str, str, str]]:
    """Add the edges of a claim; return its references to claims, each with the role."""
    node = f"claim:{claim.id}"
    _add_role(graph, node, f"entity:{claim.subject}", "subject")
    _add_role(graph, node, f"entity:{claim.speaker}", "speaker")
    references = []
    named = [(OBJECT_ROLE, claim.object), *((qualifier.role, qualifier) for qualifier in claim.qualifiers)]
    for role, content in named:
        if content.entity is not None:
            _add_role(graph, node, f"entity:{content.entity}", role)
        elif content.claim is not None:
            references.append((node, f"claim:{content.claim}", role))
    for evidence in claim.evidence:
        passage = {"digest": evidence.digest, **evidence.locator.model_dump(mode="json")}
        _add_role(graph, node, f"source:{evidence.source}", "evidence", **passage)
        for cite in evidence.cites:
            _add_role(graph, node, f"source:{cite.id}", "cites", signal=cite.signal, **passage)
    return references


def _add_role(graph: nx.MultiDiGraph[str], start: str, end: str, role: str, **attributes: Any) -> None:
    key, number = role, 1
    while graph.has_edge(start, end, key):
        number += 1
        key = f"{role}.{number}"
    graph.add_edge(start, end, key, role=role, **attributes)


def _entity_attributes(entity: Entity) -> dict[str, Any]:
    return {"name": entity.name, "type": entity.type, "countries": entity.countries}


def _claim_attributes(claim: Claim) -> dict[str, Any]:
    return {
        "predicate": claim.predicate,
        "status": claim.status,
        "basis": claim.basis,
        "hedged": claim.hedge is not None,
    }


def _edge_attributes(edge: Edge, claim: Claim) -> dict[str, Any]:
    return {"claim": edge.claim, "role": edge.role, **_claim_attributes(claim)}
