"""Stores: what holds the records of a dataset version behind one interface."""

from kgraph.stores.base import ClaimOrder, ClaimQuery, EntityCounts, NearbyCites, Slice, Store, Tie, TiedClaims
from kgraph.stores.disputes import Dispute, DisputeKind
from kgraph.stores.facets import FACETS, Facet
from kgraph.stores.memory import MemoryStore
from kgraph.stores.spans import DatedSpan, intersect_spans

__all__ = [
    "FACETS",
    "ClaimOrder",
    "ClaimQuery",
    "DatedSpan",
    "Dispute",
    "DisputeKind",
    "EntityCounts",
    "Facet",
    "MemoryStore",
    "NearbyCites",
    "Slice",
    "Store",
    "Tie",
    "TiedClaims",
    "intersect_spans",
]
