"""`graphml`: a graph as GraphML 1.0, for yEd, Gephi, igraph and NetworkX.

All keys are declared at the head, with their types; what is not known of a node or an edge has no `<data>`. What every
export says of itself is the data of the graph. `label` is what drawings show of a node or an edge. An edge has its key
in `key`, which NetworkX takes, and no `id`: GraphML allows no `#` there, and NetworkX makes numbers of ids of figures.

What it loses. With claims as edges (the default): the claims that make none (the file says how many); of sources what
`evidence` and `citations` do not say: type, printed date, basis of an inferred year, authors, volume, issue, address.
With `claims_as_nodes` every claim and source is a node with all its fields; in a part, a reference to a claim outside
it is in `object` or `qualifiers` alone. In both: the vocabulary but for the labels of predicates, the rest of the
dataset's own record, retired ids. Lists are one text, with bars between; what has parts is JSON in a text. A character
that XML cannot hold is U+FFFD (in JSON, an escape).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.graphs.attributes import to_compact_json
from kgraph.exports.graphs.elements import Attribute, FieldType
from kgraph.exports.graphs.shapes import choose_elements
from kgraph.exports.graphs.xml_text import write_xml_value

_TYPES: dict[FieldType, str] = {
    "text": "string",
    "flag": "boolean",
    "number": "long",
    "amount": "double",
    "list": "string",
    "json": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:
    """Yield the document: its keys, what it says about itself, a line for each node and each edge."""
    elements = choose_elements(chosen, options)
    about: dict[str, str | bool | int] = {name: _to_plain(value) for name, value in elements.describe().items()}
    yield _HEAD.encode()
    yield from _declare("graph", {name: _type_of(value) for name, value in about.items()})
    yield from _declare("node", {"label": "text", **elements.node_fields})
    yield from _declare("edge", {"key": "text", "label": "text", **elements.edge_fields})
    yield b'<graph edgedefault="directed">\n'
    yield f"{_write_data('g', about)}\n".encode()
    for node in elements.iter_nodes():
        data = _write_data("n", {"label": node.label, **node.attributes})
        yield f'<node id="{node.id}">{data}</node>\n'.encode()
    for edge in elements.iter_edges():
        data = _write_data("e", {"key": edge.key, "label": edge.label, **edge.attributes})
        yield f'<edge source="{edge.source}" target="{edge.target}">{data}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def _declare(what: str, fields: Mapping[str, FieldType]) -> Iterator[bytes]:
    for name, type_ in fields.items():
        key = f'<key id="{what[0]}_{name}" for="{what}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'
        yield key.encode()


def _write_data(prefix: str, attributes: Mapping[str, Attribute]) -> str:
    return "".join(
        [
            f'<data key="{prefix}_{name}">{write_xml_value(value)}</data>'
            for name, value in attributes.items()
            if value != ()
        ]
    )


def _to_plain(value: Any) -> str | bool | int:
    return value if isinstance(value, (str, bool, int)) else to_compact_json(value)


def _type_of(value: str | bool | int) -> FieldType:
    if isinstance(value, bool):
        return "flag"
    return "number" if isinstance(value, int) else "text"
