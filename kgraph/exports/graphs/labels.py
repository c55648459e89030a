"""What a drawing shows of the edge of a claim, in graphs and in tables of edges: never more than the claim says."""

from __future__ import annotations

from kgraph.exports.export_set import ClaimBatch
from kgraph.graph import OBJECT_ROLE, Edge
from kgraph.records import Claim, Vocabulary

# What is, or was, so; every other status is written behind the label of an edge, where a drawing shows it.
_HOLDS = ("occurred", "ongoing")
_DISPUTED = "disputed"


class EdgeLabels:
    """Names the edges of claims in the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the words."""
        self._predicates = vocabulary.predicate_by_id
        self._roles = {role.id: role.label for role in vocabulary.roles}

    def name_edge(self, batch: ClaimBatch, claim: Claim, edge: Edge) -> str:
        """Return the label of the predicate, that of the role, and behind them what keeps the claim from a plain fact.

        That is, in this order: `disputed` if another claim contradicts it, the status unless it happened or goes on,
        the hedge in quotation marks. A claim that is negated or unclear has no edge.
        """
        label = self._predicates[claim.predicate].label
        if not leads_to_object(edge):
            label = f"{label} … {self._roles[edge.role]}"
        marks = [_DISPUTED] if claim.id in batch.contested_by else []
        if claim.status not in _HOLDS:
            marks.append(claim.status)
        if claim.hedge is not None:
            marks.append(f"“{claim.hedge}”")
        return f"{label} ({', '.join(marks)})" if marks else label


def leads_to_object(edge: Edge) -> bool:
    """Tell whether an edge leads to the object of its claim, and to no entity in a qualifier."""
    return edge.role == OBJECT_ROLE and edge.key == edge.claim
