"""NetworkX graphs of what a store holds. Importing this module imports NetworkX, which no other query needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import networkx as nx

from kgraph.filters import NO_FILTERS, Filters
from kgraph.graph import ClaimGraph, build_claim_graph, build_evidence_graph, freeze
from kgraph.records import Claim, Entity, Source
from kgraph.stores import ClaimQuery, ColumnStore, Slice, Store

# Records that are held at once, however many the store has.
BATCH = 5_000

Record = TypeVar("Record", Claim, Entity, Source)


def open_graph(store: Store) -> nx.MultiDiGraph[str]:
    """Return the read-only graph of a store: a view of its columns, or, where it has none, a graph built from it."""
    if isinstance(store, ColumnStore):
        return ClaimGraph(store.columns)
    return freeze(build_own_graph(store, NO_FILTERS))


def build_own_graph(store: Store, filters: Filters, *, claims_as_nodes: bool = False) -> nx.MultiDiGraph[str]:
    """Return a graph of the claims that pass the filters, which may be changed: one node for each entity at least."""
    wanted = ClaimQuery(filters)
    entities = _iter_all(lambda after: store.find_entities((), after, BATCH))
    claims = _iter_all(lambda after: store.find_claims(wanted, after, BATCH))
    if not claims_as_nodes:
        return build_claim_graph(entities, claims, store.vocabulary, dataset=store.info.id, version=store.version)
    sources = _iter_all(lambda after: store.find_sources((), after, BATCH))
    return build_evidence_graph(entities, sources, claims, dataset=store.info.id, version=store.version)


def _iter_all(fetch: Callable[[str | None], Slice[Record]]) -> Iterator[Record]:
    """Yield the records of a list, a batch at a time; `fetch` returns those behind an id."""
    after: str | None = None
    while True:
        part = fetch(after)
        yield from part.items
        if not part.more:
            return
        after = part.items[-1].id
