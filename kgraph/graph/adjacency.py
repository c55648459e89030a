"""Views over columns in the place of NetworkX's dictionaries of dictionaries: read, never changed."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping
from typing import Any, Generic, TypeVar

from kgraph.graph.edge_columns import EdgeColumns
from kgraph.graph.readonly import FrozenAttributes

Value = TypeVar("Value")


class LazyMapping(Mapping[str, Value], Generic[Value]):
    """A mapping whose values are made when they are asked for."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(dict(self))


class Nodes(LazyMapping[FrozenAttributes]):
    """The nodes by id, each with its attributes."""

    __slots__ = ("_edges",)

    def __init__(self, edges: EdgeColumns) -> None:
        self._edges = edges

    def __len__(self) -> int:
        return self._edges.columns.entity_count

    def __iter__(self) -> Iterator[str]:
        return map(self._edges.name, range(len(self)))

    def __contains__(self, node: object) -> bool:
        return self._edges.find_number(node) is not None

    def __getitem__(self, node: str) -> FrozenAttributes:
        return self._edges.node_attributes(find(self._edges, node))


class Adjacency(LazyMapping["Neighbours"]):
    """Every node by id, each with its neighbours: over the edges from it, or, unless `forward`, over those to it."""

    __slots__ = ("_edges", "_forward")

    def __init__(self, edges: EdgeColumns, forward: bool) -> None:
        self._edges, self._forward = edges, forward

    def __len__(self) -> int:
        return self._edges.columns.entity_count

    def __iter__(self) -> Iterator[str]:
        return map(self._edges.name, range(len(self)))

    def __contains__(self, node: object) -> bool:
        return self._edges.find_number(node) is not None

    def __getitem__(self, node: str) -> Neighbours:
        return Neighbours(self._edges, find(self._edges, node), self._forward)


class Neighbours(LazyMapping["ParallelEdges"]):
    """The neighbours of one node by id, each with the edges between the two."""

    __slots__ = ("_edges", "_forward", "_number")

    def __init__(self, edges: EdgeColumns, number: int, forward: bool) -> None:
        self._edges, self._number, self._forward = edges, number, forward

    def _pairs(self) -> dict[str, int]:
        return self._edges.neighbours(self._number, self._forward)

    def __len__(self) -> int:
        return len(self._pairs())

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs())

    def __contains__(self, node: object) -> bool:
        return self._find_pair(node) is not None

    def __getitem__(self, node: str) -> ParallelEdges:
        pair = self._find_pair(node)
        if pair is None:
            raise KeyError(node)
        return self._between(find(self._edges, node), pair)

    def _find_pair(self, node: object) -> int | None:
        kept = self._edges.kept_neighbours(self._number, self._forward)
        if kept is not None:
            return kept.get(node)  # type: ignore[call-overload,no-any-return]
        # One neighbour of a hub is found without a list of the others.
        other = self._edges.find_number(node)
        if other is None:
            return None
        ends = (self._number, other) if self._forward else (other, self._number)
        return self._edges.find_pair(*ends)

    def _between(self, other: int, pair: int) -> ParallelEdges:
        ends = (self._number, other) if self._forward else (other, self._number)
        return ParallelEdges(self._edges, *ends, pair)

    def keys(self) -> KeysView[str]:
        """Return the ids, as a set."""
        return self._pairs().keys()

    def items(self) -> ItemsView[str, ParallelEdges]:
        """Return the neighbours, each with the edges between."""
        return _NeighbourItems(self)

    def iter_items(self) -> Iterator[tuple[str, ParallelEdges]]:
        """Yield what `items` returns."""
        find_number = self._edges.find_number
        for node, pair in self._pairs().items():
            yield node, self._between(find_number(node) or 0, pair)

    def copy(self) -> dict[str, dict[str, FrozenAttributes]]:
        """Return a plain dictionary, which may be changed."""
        return {node: edges.copy() for node, edges in self.items()}


class _NeighbourItems(ItemsView[str, "ParallelEdges"]):
    """Goes over all neighbours at once, without looking each of them up."""

    __slots__ = ()
    _mapping: Neighbours

    def __iter__(self) -> Iterator[tuple[str, ParallelEdges]]:
        return self._mapping.iter_items()


class ParallelEdges(LazyMapping[FrozenAttributes]):
    """The edges from one node to another by key, each with its attributes."""

    __slots__ = ("_edges", "_found", "_pair", "_source", "_target")

    def __init__(self, edges: EdgeColumns, source: int, target: int, pair: int) -> None:
        self._edges, self._source, self._target, self._pair = edges, source, target, pair
        self._found: dict[str, tuple[int, str]] | None = None

    def _list(self) -> dict[str, tuple[int, str]]:
        if self._found is None:
            self._found = self._edges.list_edges(self._source, self._target, self._pair)
        return self._found

    def __len__(self) -> int:
        if self._found is not None:
            return len(self._found)
        return self._edges.count_edges(self._source, self._target, self._pair)

    def __iter__(self) -> Iterator[str]:
        return iter(self._list())

    def __contains__(self, key: object) -> bool:
        return key in self._list()

    def __getitem__(self, key: str) -> FrozenAttributes:
        return self._edges.edge_attributes(*self._list()[key])

    def keys(self) -> KeysView[str]:
        """Return the keys, as a set."""
        return self._list().keys()

    def copy(self) -> dict[str, FrozenAttributes]:
        """Return a plain dictionary, which may be changed; the attributes in it may not."""
        return dict(self)


def find(edges: EdgeColumns, node: Any) -> int:
    """Return the number of a node.

    Raises:
        KeyError: there is no such node.
    """
    number = edges.find_number(node)
    if number is None:
        raise KeyError(node)
    return number
