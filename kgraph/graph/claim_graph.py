"""The graph of a dataset version: a NetworkX graph that is a view of columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import networkx as nx

from kgraph.columns import Columns
from kgraph.graph.adjacency import Adjacency, Nodes
from kgraph.graph.edge_columns import EdgeColumns
from kgraph.graph.readonly import FrozenAttributes
from kgraph.graph.reports import (
    CountedDegrees,
    CountedInDegrees,
    CountedInEdges,
    CountedOutDegrees,
    CountedOutEdges,
)

if TYPE_CHECKING:
    Base = nx.MultiDiGraph[str]
else:
    Base = nx.MultiDiGraph


def _refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise nx.NetworkXError("Frozen graph can't be modified")


class ClaimGraph(Base):
    """A read-only graph over columns, a node for each entity, an edge for each tie. Algorithms of NetworkX run on it.

    Opening it costs nothing, and of what an algorithm has passed only what it saw lately is kept. Nodes come by id,
    the neighbours of one by id, parallel edges by claim. An edge's key is the claim's id, or `CLAIM#ROLE` for
    a qualifier that names an entity; its attributes are `claim`, `role`, `predicate`, `status`, `basis` and `hedged`.

    Whatever makes a graph of the class of this one, as `copy` and `subgraph` do, makes a plain `nx.MultiDiGraph`.
    """

    frozen = True
    add_node = add_nodes_from = remove_node = remove_nodes_from = _refuse
    add_edge = add_edges_from = add_weighted_edges_from = remove_edge = remove_edges_from = _refuse
    clear = clear_edges = update = _refuse

    def __new__(cls, *args: Any, **kwargs: Any) -> nx.MultiDiGraph[str]:  # type: ignore[misc]
        """Return a graph over columns, or for anything else, as NetworkX gives it, a plain graph."""
        if args and isinstance(args[0], Columns):
            return object.__new__(cls)
        return nx.MultiDiGraph(*args, **kwargs)

    def __init__(self, columns: Columns) -> None:
        """Take the columns of a dataset version."""
        # Not that of nx.MultiDiGraph, which would make dictionaries.
        self.edge_columns = EdgeColumns(columns)
        self.graph = FrozenAttributes(dataset=columns.info.id, dataset_version=columns.version)
        self.__networkx_cache__: dict[str, Any] = {}
        self._node = Nodes(self.edge_columns)
        # Sets _succ too.
        self._adj = Adjacency(self.edge_columns, forward=True)
        self._pred = Adjacency(self.edge_columns, forward=False)

    @cached_property
    def edges(self) -> CountedOutEdges:
        """All edges, as `nx.MultiDiGraph.edges`."""
        return CountedOutEdges(self)

    @cached_property
    def out_edges(self) -> CountedOutEdges:
        """All edges, as `nx.MultiDiGraph.out_edges`."""
        return CountedOutEdges(self)

    @cached_property
    def in_edges(self) -> CountedInEdges:
        """All edges by the nodes that they run to, as `nx.MultiDiGraph.in_edges`."""
        return CountedInEdges(self)

    @cached_property
    def degree(self) -> CountedDegrees:
        """How many edges each node has, as `nx.MultiDiGraph.degree`."""
        return CountedDegrees(self)

    @cached_property
    def out_degree(self) -> CountedOutDegrees:
        """How many edges run from each node, as `nx.MultiDiGraph.out_degree`."""
        return CountedOutDegrees(self)

    @cached_property
    def in_degree(self) -> CountedInDegrees:
        """How many edges run to each node, as `nx.MultiDiGraph.in_degree`."""
        return CountedInDegrees(self)

    def size(self, weight: str | None = None) -> Any:
        """Return how many edges there are, or the sum of their weights, as `nx.MultiDiGraph.size`."""
        return self.edge_columns.edge_count if weight is None else super().size(weight)

    def __copy__(self) -> ClaimGraph:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> ClaimGraph:
        return self

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        columns = self.edge_columns.columns
        sections = {name: (section.format, section.tobytes()) for name, section in columns.sections.items()}
        return _restore, (columns.meta, sections)


def _restore(meta: dict[str, Any], sections: Mapping[str, tuple[str, bytes]]) -> ClaimGraph:
    views = {name: memoryview(data).cast(format) for name, (format, data) in sections.items()}  # type: ignore[call-overload]
    return ClaimGraph(Columns(meta, views))
