"""`gexf`: a graph as GEXF 1.3, dynamic: for Gephi's timeline.

`start` and `end` are the first and the last day, both included, that the date of a claim can mean: on the edges, or
with `claims_as_nodes` on the nodes of the claims. An open or unknown end has none; a claim without a date, or with a
day of an unknown year, has neither, so that a timeline always shows it. The date stands beside them as it is written,
in `valid`, and `bounds_uncertain` says that they are not to be taken without it: it marks a part as inferred or
approximate (`2023?-05-19`), leaves the year or an end unknown, or means one of a set. A bound outside the years 1 to
9999 is left off, since readers differ on how such years are written, and the bounds count as uncertain.

The `kind` of an edge is its predicate (for a qualifier `PREDICATE#ROLE`), with claims as nodes its role. Gephi joins
parallel edges of one kind into one unless it is told, when it opens the file, not to merge them.

What it loses is what `graphml` loses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kgraph.dates import CACHED_TEXTS
from kgraph.exports.bounds import find_bounds
from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.graphs.attributes import to_compact_json
from kgraph.exports.graphs.elements import Attributes, FieldType
from kgraph.exports.graphs.shapes import choose_elements
from kgraph.exports.graphs.xml_text import escape_xml, write_xml_value

_TYPES: dict[FieldType, str] = {
    "text": "string",
    "flag": "boolean",
    "number": "long",
    "amount": "double",
    "list": "string",
    "json": "string",
}
# A day of the years 1 to 9999.
_DAY = re.compile(r"(?!0000)\d{4}-\d\d-\d\d\Z")
_UNCERTAIN = "bounds_uncertain"
_GRAPH = (
    '<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">'
)


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:
    """Yield the document: what it says about itself, its attributes, a line for each node and each edge."""
    elements = choose_elements(chosen, options)
    about = elements.describe()
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield b"<meta>\n<creator>kgraph</creator>\n"
    yield f"<keywords>{escape_xml(about['title'])}</keywords>\n".encode()
    yield f"<description>{escape_xml(to_compact_json(about))}</description>\n</meta>\n".encode()
    yield f"{_GRAPH}\n".encode()
    yield from _declare("node", elements.node_fields)
    yield from _declare("edge", elements.edge_fields)
    yield b"<nodes>\n"
    for node in elements.iter_nodes():
        time, values = _write_attributes(node.attributes)
        yield f'<node id="{node.id}" label="{escape_xml(node.label)}"{time}>{values}</node>\n'.encode()
    yield b"</nodes>\n<edges>\n"
    for edge in elements.iter_edges():
        time, values = _write_attributes(edge.attributes)
        yield (
            f'<edge id="{edge.id}" source="{edge.source}" target="{edge.target}" kind="{edge.kind}" '
            f'label="{escape_xml(edge.label)}"{time}>{values}</edge>\n'
        ).encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _declare(what: str, fields: Mapping[str, FieldType]) -> Iterator[bytes]:
    yield f'<attributes class="{what}">\n'.encode()
    for name, type_ in fields.items():
        yield f'<attribute id="{name}" title="{name}" type="{_TYPES[type_]}"/>\n'.encode()
        if name == "valid":
            yield f'<attribute id="{_UNCERTAIN}" title="{_UNCERTAIN}" type="boolean"/>\n'.encode()
    yield b"</attributes>\n"


def _write_attributes(attributes: Attributes) -> tuple[str, str]:
    """Return the bounds of time, as attributes of the element, and the values of its own attributes."""
    valid = attributes.get("valid")
    time = ""
    if isinstance(valid, str):
        time, uncertain = _write_bounds(valid)
        attributes = {**attributes, _UNCERTAIN: uncertain}
    values = [
        f'<attvalue for="{name}" value="{write_xml_value(value)}"/>'
        for name, value in attributes.items()
        if value != ()
    ]
    return time, f"<attvalues>{''.join(values)}</attvalues>"


@lru_cache(maxsize=CACHED_TEXTS)
def _write_bounds(valid: str) -> tuple[str, bool]:
    """Return the bounds of a date as attributes of an element, and whether they are not to be taken without it."""
    bounds = find_bounds(valid)
    days = {"start": bounds.first, "end": bounds.last}
    fit = {name: day for name, day in days.items() if day is not None and _DAY.match(day)}
    left_off = any(day is not None and name not in fit for name, day in days.items())
    return "".join(f' {name}="{day}"' for name, day in fit.items()), bool(bounds.uncertain) or left_off
