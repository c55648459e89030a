"""Exports of graphs, written and read back by NetworkX: four syntaxes, one form to compare with the records."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import pytest

from kgraph.cells import split_items
from kgraph.exports import Export, build_export
from kgraph.stores import Store, build_store
from tests.exports.everything import make_everything
from tests.graphs import make_random_dataset

FORMATS = ("graphml", "gexf", "cytoscape", "node-link")
XML_FORMATS = FORMATS[:2]
LISTS = ("countries", "authors", "topics", "outlets", "citations", "contested_by")
PARTS = ("names", "object", "qualifiers", "evidence")
over_formats = pytest.mark.parametrize("format", FORMATS)
over_shapes = pytest.mark.parametrize("claims_as_nodes", [False, True], ids=["ties", "claims"])


@dataclass(frozen=True)
class GraphFile:
    """A graph as it was read: lists are lists and parts are objects, whatever the syntax made of them."""

    about: dict[str, Any]
    nodes: dict[str, dict[str, Any]]
    edges: dict[tuple[str, str, str], dict[str, Any]]


def build_graph_export(store: Store, format: str, *, claims_as_nodes: bool, **filters: Any) -> Export:
    return build_export(store, format, claims_as_nodes=claims_as_nodes, **filters)


def read_export(export: Export) -> GraphFile:
    return _READERS[export.format.name](b"".join(export))


def make_store(name: str) -> Store:
    """Return the store of a made-up dataset: `everything`, or `random-SEED`."""
    if name == "everything":
        return build_store(make_everything())
    return build_store(make_random_dataset(int(name.removeprefix("random-"))))


def _read_graphml(content: bytes) -> GraphFile:
    graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    about = {name: value for name, value in graph.graph.items() if not name.endswith("_default")}
    about["query"] = json.loads(about["query"])
    for *_, key, data in graph.edges(keys=True, data=True):
        assert data.pop("key") == key
    return _take_apart(about, graph, is_xml=True)


def _read_gexf(content: bytes) -> GraphFile:
    read = nx.read_gexf(io.BytesIO(content))
    assert read.graph["mode"] == "dynamic"
    # Without parallel edges NetworkX makes a plain graph of it; the id of an edge stays with it.
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(read.nodes(data=True))
    for start, end, data in read.edges(data=True):
        id_ = data.pop("id")
        key = id_.split("#")[1] if id_.startswith(f"{start}#") and id_.endswith(f"#{end}") else id_
        graph.add_edge(start, end, key, **data)
    description = content.decode().split("<description>")[1].split("</description>")[0]
    unescaped = description.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _take_apart(json.loads(unescaped), graph, is_xml=True)


def _read_cytoscape(content: bytes) -> GraphFile:
    data = json.loads(content)
    graph = nx.cytoscape_graph(data)
    assert isinstance(graph, nx.MultiDiGraph)
    for node, attributes in graph.nodes(data=True):
        assert attributes.pop("id") == attributes.pop("value") == node
        if "type" not in attributes or attributes.get("kind") == "source":
            assert attributes.pop("name") == attributes["label"]
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        assert (attributes.pop("source"), attributes.pop("target"), attributes.pop("key")) == (start, end, key)
        assert attributes.pop("id").startswith("edge#")
        assert attributes.pop("interaction")
    return _take_apart(dict(graph.graph), graph, is_xml=False)


def _read_node_link(content: bytes) -> GraphFile:
    graph = nx.node_link_graph(json.loads(content), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    return _take_apart(graph.graph["export"], graph, is_xml=False)


_READERS: dict[str, Callable[[bytes], GraphFile]] = {
    "graphml": _read_graphml,
    "gexf": _read_gexf,
    "cytoscape": _read_cytoscape,
    "node-link": _read_node_link,
}


def _take_apart(about: dict[str, Any], graph: nx.MultiDiGraph[str], *, is_xml: bool) -> GraphFile:
    nodes = {node: _open_parts(data, is_xml) for node, data in graph.nodes(data=True)}
    edges = {
        (start, end, key): _open_parts(data, is_xml) for start, end, key, data in graph.edges(keys=True, data=True)
    }
    return GraphFile(about, nodes, edges)


def _open_parts(attributes: dict[str, Any], is_xml: bool) -> dict[str, Any]:
    opened = dict(attributes)
    for name in PARTS:
        if isinstance(opened.get(name), str):
            opened[name] = json.loads(opened[name])
    if is_xml:
        opened |= {name: split_items(opened[name]) for name in LISTS if name in opened}
    return {name: value for name, value in opened.items() if value != []}
