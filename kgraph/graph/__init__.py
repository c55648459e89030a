"""The dataset as NetworkX graphs."""

from kgraph.graph.build import build_claim_graph, build_evidence_graph, build_graph
from kgraph.graph.edges import OBJECT_ROLE, Edge, iter_edges, makes_ties

__all__ = [
    "OBJECT_ROLE",
    "Edge",
    "build_claim_graph",
    "build_evidence_graph",
    "build_graph",
    "iter_edges",
    "makes_ties",
]
