"""The two shapes of a graph, one of which an export has."""

from __future__ import annotations

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.graphs.elements import GraphElements
from kgraph.exports.graphs.evidence import EvidenceElements
from kgraph.exports.graphs.ties import TieElements


def choose_elements(chosen: ExportSet, options: ExportOptions) -> GraphElements:
    """Return the nodes and edges of an export: claims are nodes, or else the edges between entities."""
    return EvidenceElements(chosen) if options.claims_as_nodes else TieElements(chosen)
