"""Stores: what holds the records of a dataset version behind one interface."""

from kgraph.stores.base import (
    BrokenTie,
    ClaimOrder,
    ClaimQuery,
    EntityCounts,
    NearbyCites,
    Slice,
    SourceRoles,
    SourceUse,
    Store,
    Tie,
    TiedClaims,
    TieWeight,
)
from kgraph.stores.building import StoreBuilder, build_store
from kgraph.stores.columnar import ColumnStore
from kgraph.stores.disputes import Dispute, DisputeKind
from kgraph.stores.facets import FACETS, Facet
from kgraph.stores.spans import DatedSpan, intersect_spans

__all__ = [
    "FACETS",
    "BrokenTie",
    "ClaimOrder",
    "ClaimQuery",
    "ColumnStore",
    "DatedSpan",
    "Dispute",
    "DisputeKind",
    "EntityCounts",
    "Facet",
    "NearbyCites",
    "Slice",
    "SourceRoles",
    "SourceUse",
    "Store",
    "StoreBuilder",
    "Tie",
    "TieWeight",
    "TiedClaims",
    "build_store",
    "intersect_spans",
]
