"""The page on the graph tells what the graph holds, and its examples run."""

from __future__ import annotations

import doctest

import networkx as nx
import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from tests.docs.pages import DOCS, read_page, table


def test_the_examples_of_the_page_run() -> None:
    results = doctest.testfile(str(DOCS / "graph.md"), module_relative=False)
    assert results.attempted >= 6
    assert results.failed == 0


@pytest.mark.parametrize("kind", ["node", "edge", "graph"])
def test_the_table_lists_every_attribute(article_graph: KnowledgeGraph, kind: str) -> None:
    rows = table(read_page("graph.md"), "What is in it")
    listed = [row["attribute"].strip("`") for row in rows if row["of"] == kind]
    graph = article_graph.graph
    attributes = {
        "node": graph.nodes["china"],
        "edge": next(iter(graph.edges(data=True)))[2],
        "graph": graph.graph,
    }
    assert listed == list(attributes[kind])


def test_the_traps_are_there() -> None:
    graph = nx.MultiDiGraph([("a", "b", "there"), ("b", "a", "back")])
    assert nx.MultiGraph(graph).number_of_edges() == 1
    assert graph.to_undirected().number_of_edges() == 2
