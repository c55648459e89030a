"""Datasets, or a part of them, in the formats of other tools: streamed, whole, every claim with its evidence.

`formats` lists the formats; each is a module that turns an `ExportSet` into pieces of bytes.
"""

from kgraph.exports.export import Export, build_export, choose_claims
from kgraph.exports.export_set import ClaimBatch, ExportSet
from kgraph.exports.formats import FORMATS, ExportFormat, ExportOptions, get_format

__all__ = [
    "FORMATS",
    "ClaimBatch",
    "Export",
    "ExportFormat",
    "ExportOptions",
    "ExportSet",
    "build_export",
    "choose_claims",
    "get_format",
]
