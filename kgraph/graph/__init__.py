"""The dataset as NetworkX graphs, and what ties two entities.

NetworkX takes a tenth of a second to import: what needs it is imported when it is first used, since a service that
answers questions needs none of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kgraph.graph.edges import OBJECT_ROLE, Edge, iter_edges, list_ties, makes_ties

if TYPE_CHECKING:
    from kgraph.graph.build import build_claim_graph, build_evidence_graph
    from kgraph.graph.claim_graph import ClaimGraph
    from kgraph.graph.readonly import freeze

__all__ = [
    "OBJECT_ROLE",
    "ClaimGraph",
    "Edge",
    "build_claim_graph",
    "build_evidence_graph",
    "freeze",
    "iter_edges",
    "list_ties",
    "makes_ties",
]

_HOMES = {
    "ClaimGraph": "claim_graph",
    "build_claim_graph": "build",
    "build_evidence_graph": "build",
    "freeze": "readonly",
}


def __getattr__(name: str) -> Any:
    """Import what needs NetworkX on its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
