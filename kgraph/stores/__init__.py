"""Stores: what holds the records of a dataset version behind one interface."""

from kgraph.stores.base import EntityCounts, NearbyCites, Slice, Store, Tie, TiedClaims
from kgraph.stores.memory import MemoryStore

__all__ = ["EntityCounts", "MemoryStore", "NearbyCites", "Slice", "Store", "Tie", "TiedClaims"]
