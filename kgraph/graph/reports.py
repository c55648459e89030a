"""NetworkX's views of degrees and edges, counting over columns what they would count edge by edge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any

from networkx.classes.reportviews import (
    DiMultiDegreeView,
    InMultiDegreeView,
    InMultiEdgeDataView,
    InMultiEdgeView,
    OutMultiDegreeView,
    OutMultiEdgeDataView,
    OutMultiEdgeView,
)

from kgraph.graph.adjacency import find
from kgraph.graph.edge_columns import EdgeColumns

# The classes are generic for those who check types, and not when the program runs.
if TYPE_CHECKING:
    Degrees = DiMultiDegreeView[str, Any, Any]
    OutDegrees = OutMultiDegreeView[str, Any, Any]
    InDegrees = InMultiDegreeView[str, Any, Any]
    OutEdges = OutMultiEdgeView[str, Any, Any]
    InEdges = InMultiEdgeView[str, Any, Any]
    OutData = OutMultiEdgeDataView[str, Any]
    InData = InMultiEdgeDataView[str, Any]
else:
    Degrees, OutDegrees, InDegrees = DiMultiDegreeView, OutMultiDegreeView, InMultiDegreeView
    OutEdges, InEdges = OutMultiEdgeView, InMultiEdgeView
    OutData, InData = OutMultiEdgeDataView, InMultiEdgeDataView


class _CountedDegrees:
    """Looks degrees up where no weight is asked for."""

    _graph: Any
    _nodes: Any
    _weight: Any

    def __getitem__(self, node: str) -> Any:
        if self._weight is not None:
            return super().__getitem__(node)  # type: ignore[misc]
        edges: EdgeColumns = self._graph.edge_columns
        return self._count(edges, find(edges, node))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        if self._weight is not None:
            return super().__iter__()  # type: ignore[misc,no-any-return]
        return ((node, self[node]) for node in self._nodes)

    def _count(self, edges: EdgeColumns, number: int) -> int:
        raise NotImplementedError


class CountedDegrees(_CountedDegrees, Degrees):
    """The edges from and to each node; those with itself count twice."""

    def _count(self, edges: EdgeColumns, number: int) -> int:
        return edges.degrees[0][number] + edges.degrees[1][number]


class CountedOutDegrees(_CountedDegrees, OutDegrees):
    """The edges from each node."""

    def _count(self, edges: EdgeColumns, number: int) -> int:
        return edges.degrees[0][number]


class CountedInDegrees(_CountedDegrees, InDegrees):
    """The edges to each node."""

    def _count(self, edges: EdgeColumns, number: int) -> int:
        return edges.degrees[1][number]


class _CountedData:
    """Makes no attributes where none are asked for."""

    __slots__ = ()
    keys: bool
    _data: Any
    _nbunch: Any
    _nodes_nbrs: Any
    _viewer: Any

    def __len__(self) -> int:
        return len(self._viewer) if self._nbunch is None else sum(1 for _ in self)

    def __iter__(self) -> Iterator[Any]:
        return self._iter_bare() if self._data is False else super().__iter__()  # type: ignore[misc]

    def _iter_bare(self) -> Iterator[Any]:
        for node, neighbours in self._nodes_nbrs():
            for other, edges in neighbours.items():
                ends = self._order(node, other)
                if self.keys is True:
                    yield from ((*ends, key) for key in edges)
                else:
                    yield from repeat(ends, len(edges))

    def _order(self, node: str, other: str) -> tuple[str, str]:
        return node, other


class CountedOutData(_CountedData, OutData):
    """Edges from nodes, with what is asked of them."""

    __slots__ = ()


class CountedInData(_CountedData, InData):
    """Edges to nodes, with what is asked of them."""

    __slots__ = ()

    def _order(self, node: str, other: str) -> tuple[str, str]:
        return other, node


class CountedOutEdges(OutEdges):
    """All edges, by the nodes that they run from."""

    __slots__ = ()
    _graph: Any
    dataview = CountedOutData  # type: ignore[assignment]

    def __len__(self) -> int:
        return int(self._graph.edge_columns.edge_count)


class CountedInEdges(InEdges):
    """All edges, by the nodes that they run to."""

    __slots__ = ()
    _graph: Any
    dataview = CountedInData  # type: ignore[assignment]

    def __len__(self) -> int:
        return int(self._graph.edge_columns.edge_count)
