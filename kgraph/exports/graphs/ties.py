"""The graph of ties: entities are nodes, and each edge of a claim that ties is an edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from kgraph.exports.graphs.attributes import CLAIM_FIELDS, ENTITY_FIELDS, flatten_claim, flatten_entity
from kgraph.exports.graphs.elements import Attributes, FieldType, GraphEdge, GraphElements, GraphNode
from kgraph.exports.graphs.labels import EdgeLabels, leads_to_object
from kgraph.graph import Edge, list_ties
from kgraph.records import Claim

_NOTE = (
    "Entities are nodes; an edge runs from the subject of a claim to its object, or to an entity in a qualifier that "
    "ties (its role says which). Claims that make no edge are left out: negated, unknown or withdrawn ones, and those "
    "about an amount or another claim. claims_as_nodes=true holds them."
)


class TieElements(GraphElements):
    """The entities of an export, and the edges of its claims, in the order of the claims.

    The key of an edge is `CLAIM`, or `CLAIM#ROLE` for a qualifier. Negated, unknown and withdrawn claims make none.
    """

    node_fields: ClassVar[Mapping[str, FieldType]] = ENTITY_FIELDS
    edge_fields: ClassVar[Mapping[str, FieldType]] = {"claim": "text", "role": "text", **CLAIM_FIELDS}

    def iter_nodes(self) -> Iterator[GraphNode]:
        """Yield the entities, by id."""
        for entity in self.chosen.iter_entities():
            yield GraphNode(entity.id, entity.name, flatten_entity(entity), entity)

    def iter_edges(self) -> Iterator[GraphEdge]:
        """Yield the edges, by claim; that to the object first, then those of the qualifiers in their order."""
        vocabulary = self.chosen.store.vocabulary
        labels = EdgeLabels(vocabulary)
        for batch in self.chosen.iter_batches():
            for claim in batch.claims:
                edges = list_ties(claim, vocabulary)
                shared = flatten_claim(batch, claim, vocabulary) if edges else {}
                for edge in edges:
                    yield _build_edge(claim, edge, labels.name_edge(batch, claim, edge), shared)

    def describe(self) -> dict[str, Any]:
        """Return what the file says about itself."""
        return self._describe("ties", self.chosen.untied_count, _NOTE)


def _build_edge(claim: Claim, edge: Edge, label: str, shared: Attributes) -> GraphEdge:
    return GraphEdge(
        id=edge.key,
        source=edge.subject,
        target=edge.target,
        key=edge.key,
        label=label,
        kind=claim.predicate if leads_to_object(edge) else f"{claim.predicate}#{edge.role}",
        attributes={"claim": edge.claim, "role": edge.role, **shared},
    )
