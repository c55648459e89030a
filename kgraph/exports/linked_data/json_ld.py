"""`json-ld`: linked data in JSON, one document whose context is in it, so that it is read without a network.

The statements are those of `kgraph.exports.linked_data`, the same as in `turtle`, one thing a line. A file that was cut
off lacks its closing bracket. What it does not keep is said in docs/linked-data.md: the order of the evidence, the
topics and the citations of a claim, and whether a topic is a claim's own or its predicate's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.linked_data import PROPERTIES, Kind, build_prefixes, iter_nodes

# What a plain JSON value stands for, by the kind of its property; the others say it themselves.
_TYPE_OF: dict[Kind, str] = {
    "iri": "@id",
    "decimal": "xsd:decimal",
    "edtf": "edtf:EDTF",
    "day": "xsd:date",
    "moment": "xsd:dateTime",
    "uri": "xsd:anyURI",
}


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:  # noqa: ARG001 (there are none here)
    """Yield the context, then thing by thing what is stated, then the closing bracket."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{{"@context":{encode(_build_context(chosen))},\n"@graph":['.encode()
    separator = "\n"
    for node in iter_nodes(chosen):
        yield f"{separator}{encode(node)}".encode()
        separator = ",\n"
    yield b"\n]}\n"


def _build_context(chosen: ExportSet) -> dict[str, Any]:
    typed = {
        each.name: {"@id": each.name, "@type": _TYPE_OF[each.kind]} for each in PROPERTIES if each.kind in _TYPE_OF
    }
    return {"@version": 1.1, **build_prefixes(chosen.store.info.id), **typed}
