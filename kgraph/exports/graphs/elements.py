"""The nodes and edges that the formats of graphs write, whatever their syntax, with flat attributes.

A node or an edge has only the attributes that are known of it: what is not said is not there, and never a default.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, NamedTuple

from kgraph.exports.description import describe_export
from kgraph.exports.export_set import ExportSet
from kgraph.records.base import Record

# `list`: texts in a stated order; `json`: compact JSON in a text, for what has parts of its own.
FieldType = Literal["text", "flag", "number", "amount", "list", "json"]
Attribute = str | bool | int | Decimal | tuple[str, ...]
Attributes = dict[str, Attribute]


class GraphNode(NamedTuple):
    """A node: `label` is what a drawing shows of it, `record` what the dataset has of it."""

    id: str
    label: str
    attributes: Attributes
    record: Record


class GraphEdge(NamedTuple):
    """An edge from one node to another.

    `id` is its own among all edges, `key` the one that NetworkX has for it between these two nodes; `label` is what a
    drawing shows of it, and `kind` tells edges between the same nodes apart.
    """

    id: str
    source: str
    target: str
    key: str
    label: str
    kind: str
    attributes: Attributes


class GraphElements(ABC):
    """The nodes and edges of an export: nodes first, each once, so that no edge names one that does not follow.

    `node_fields` and `edge_fields` are all attributes that occur, with their types.
    """

    node_fields: ClassVar[Mapping[str, FieldType]]
    edge_fields: ClassVar[Mapping[str, FieldType]]

    def __init__(self, chosen: ExportSet) -> None:
        """Take what is exported."""
        self.chosen = chosen

    @abstractmethod
    def iter_nodes(self) -> Iterator[GraphNode]:
        """Yield the nodes."""

    @abstractmethod
    def iter_edges(self) -> Iterator[GraphEdge]:
        """Yield the edges."""

    @abstractmethod
    def describe(self) -> dict[str, Any]:
        """Return what the file says about itself: what every export does, the shape, and what is left out."""

    def _describe(self, shape: str, left_out: int, note: str) -> dict[str, Any]:
        return {**describe_export(self.chosen), "shape": shape, "claims_left_out": left_out, "note": note}
