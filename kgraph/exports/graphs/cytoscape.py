"""`cytoscape`: a graph as Cytoscape.js JSON, for Cytoscape, Cytoscape.js and NetworkX.

What every export says of itself is the `data` of the graph. Ids are unique over nodes and edges: those of edges have a
`#` and those of nodes have none. `interaction` is what Cytoscape calls the kind of an edge; `key` and `value` are what
NetworkX reads. Lists are arrays; what has parts of its own (`evidence`, `qualifiers`, `object`, `names`) is JSON in a
text, since Cytoscape's tables hold no objects.

What it loses. With claims as edges (the default): the claims that make none (the file says how many); of sources what
`evidence` and `citations` do not say: type, printed date, basis of an inferred year, authors, volume, issue, address.
With `claims_as_nodes` every claim and source is a node with all its fields; in a part, a reference to a claim outside
it is in `object` or `qualifiers` alone. In both: the vocabulary but for the labels of predicates, the rest of the
dataset's own record, retired ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.graphs.elements import GraphEdge, GraphNode
from kgraph.exports.graphs.shapes import choose_elements
from kgraph.exports.json_stream import iter_array, to_json


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:
    """Yield the document, a line for each node and each edge."""
    elements = choose_elements(chosen, options)
    head = to_json({"format_version": "1.0", "generated_by": "kgraph", "directed": True, "multigraph": True})
    yield f'{head[:-1]},"data":{to_json(elements.describe())},\n"elements":{{"nodes":'.encode()
    yield from iter_array(map(_write_node, elements.iter_nodes()))
    yield b',\n"edges":'
    yield from iter_array(map(_write_edge, elements.iter_edges()))
    yield b"}}\n"


def _write_node(node: GraphNode) -> str:
    data = {"id": node.id, "value": node.id, "name": node.label, "label": node.label, **node.attributes}
    return f'{{"data":{to_json(data)}}}'


def _write_edge(edge: GraphEdge) -> str:
    data = {
        # The id of a claim may be that of an entity too, but no id of a node has a `#`.
        "id": f"edge#{edge.id}",
        "source": edge.source,
        "target": edge.target,
        "key": edge.key,
        "interaction": edge.kind,
        "label": edge.label,
        **edge.attributes,
    }
    return f'{{"data":{to_json(data)}}}'
