"""`node-link`: a graph as NetworkX's node-link JSON, with every record in it; kgraph reads it back.

`networkx.node_link_graph` makes a `MultiDiGraph` of it, of the shape that `kg.to_networkx(claims_as_nodes=True)` has.
Each node has its whole `record`, as the dataset has it. The attributes of the graph hold the rest of the dataset: its
own record (`record`), the `vocabulary`, the `retired` ids; and `export`, what every export says of itself. A node
that is there only because another claim refers to it has `referred: true`.

What it loses: nothing, with claims as nodes (the default). With `claims_as_nodes=false` what `cytoscape` loses, but
that the vocabulary, the dataset's own record and retired ids are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.graphs.elements import GraphEdge, GraphElements, GraphNode
from kgraph.exports.graphs.shapes import choose_elements
from kgraph.exports.json_stream import iter_array, to_json
from kgraph.loading import canonical_json

# What a node's record says in full, in JSON rather than in a text.
_IN_RECORD = ("names", "object", "qualifiers", "evidence")


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:
    """Yield the document, a line for each node and each edge."""
    elements = choose_elements(chosen, options)
    yield b'{"directed":true,"multigraph":true,\n"graph":'
    yield from _write_graph(chosen, elements)
    yield b',\n"nodes":'
    yield from iter_array(map(_write_node, elements.iter_nodes()))
    yield b',\n"edges":'
    yield from iter_array(map(_write_edge, elements.iter_edges()))
    yield b"}\n"


def _write_graph(chosen: ExportSet, elements: GraphElements) -> Iterator[bytes]:
    """Yield the attributes of the graph: what of the dataset is no node."""
    store = chosen.store
    about = to_json({"dataset": store.info.id, "dataset_version": store.version, "export": elements.describe()})
    yield about[:-1].encode() + b',\n"record":' + canonical_json(store.info) + b',\n"vocabulary":{'
    for number, name in enumerate(type(store.vocabulary).model_fields):
        yield b'%b"%b":' % (b"," if number else b"", name.encode())
        yield from iter_array(canonical_json(term).decode() for term in getattr(store.vocabulary, name))
    yield b'},\n"retired":'
    yield from iter_array(canonical_json(each).decode() for each in chosen.iter_retired())
    yield b"}"


def _write_node(node: GraphNode) -> str:
    shown = {name: value for name, value in node.attributes.items() if name not in _IN_RECORD}
    attributes = to_json({"id": node.id, "label": node.label, **shown})
    return f'{attributes[:-1]},"record":{canonical_json(node.record).decode()}}}'


def _write_edge(edge: GraphEdge) -> str:
    ends = {"source": edge.source, "target": edge.target, "key": edge.key, "label": edge.label}
    return to_json({**ends, **edge.attributes})
