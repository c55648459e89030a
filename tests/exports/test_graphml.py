"""GraphML: valid by the schema, its types and ids as NetworkX and lxml read them, XML's gaps filled in the open."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from kgraph.exports.graphs.xml_text import escape_xml
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Content, Value
from kgraph.stores import Store, build_store
from tests.events.imported import ImportedEvents
from tests.exports.graph_files import build_graph_export, make_store, over_shapes
from tests.graphs import make_claim, make_dataset, make_entity

SCHEMA = Path(__file__).parent / "schemas" / "graphml-1.0.xsd"
NS = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def write(store: Store, *, claims_as_nodes: bool = False, **filters: Any) -> bytes:
    return b"".join(build_graph_export(store, "graphml", claims_as_nodes=claims_as_nodes, **filters))


@over_shapes
@pytest.mark.parametrize("filters", [{}, {"about": "China"}, {"q": "zebra"}], ids=["all", "part", "nothing"])
def test_the_article_is_valid(
    article_graph: KnowledgeGraph, schema: etree.XMLSchema, filters: dict[str, str], claims_as_nodes: bool
) -> None:
    document = etree.fromstring(write(article_graph.store, claims_as_nodes=claims_as_nodes, **filters))
    schema.assertValid(document)


@over_shapes
@pytest.mark.parametrize("name", ["everything", "random-1", "random-2"])
def test_made_up_datasets_are_valid(schema: etree.XMLSchema, name: str, claims_as_nodes: bool) -> None:
    schema.assertValid(etree.fromstring(write(make_store(name), claims_as_nodes=claims_as_nodes)))


def test_the_schema_refuses_what_graphml_does_not_allow(schema: etree.XMLSchema) -> None:
    content = write(make_store("random-1"))
    for before, after in (
        (b"<node id=", b'<node id="x#y"/><node id='),
        (b'<data key="n_label">', b'<data key="n_nothing">'),
        (b'attr.type="long"', b'attr.type="bignum"'),
        (b'<edge source="', b'<edge source="nobody" target="nobody"/><edge source="'),
    ):
        assert before in content
        assert not schema.validate(etree.fromstring(content.replace(before, after, 1)))


def test_keys_say_the_types_of_what_they_hold() -> None:
    value = Value(amount=1_500_000, modifier="about")
    claims = [make_claim("c", "a", Content(value=value), valid="2023?-05-19"), make_claim("d", "a", "b")]
    graph = nx.read_graphml(io.BytesIO(write(build_store(make_dataset(claims)), claims_as_nodes=True)))
    node = graph.nodes["claim:c"]
    assert (node["hedged"], node["value_amount"], node["valid"]) == (False, 1_500_000.0, "2023?-05-19")
    assert "valid" not in graph.nodes["claim:d"]
    keys = etree.fromstring(write(build_store(make_dataset(claims)), claims_as_nodes=True)).iter(f"{NS}key")
    types = {key.get("id"): key.get("attr.type") for key in keys}
    assert (types["n_value_amount"], types["e_row"], types["n_hedged"]) == ("double", "long", "boolean")
    assert graph.graph["whole"] is True
    assert graph.graph["claims"] == 2


def test_ids_of_figures_stay_texts_and_are_keys() -> None:
    claims = [make_claim("007", "1", "2", "3"), make_claim("7", "1", "2")]
    graph = nx.read_graphml(io.BytesIO(write(build_store(make_dataset(claims)))))
    assert list(graph.edges(keys=True)) == [("1", "2", "007"), ("1", "2", "7"), ("1", "3", "007#partner")]


def test_what_xml_cannot_hold_is_marked_as_missing_and_kept_in_json() -> None:
    claim = make_claim("c", "a", "b", statement="A\ufffeB\U0001f600")
    content = write(build_store(make_dataset([claim], [make_entity("b", name="N\uffffM")])))
    (data,) = nx.read_graphml(io.BytesIO(content)).edges.values()
    assert data["statement"] == "A\ufffdB\U0001f600"
    assert json.loads(data["object"])["name"] == "N\uffffM"
    assert etree.fromstring(content) is not None


def test_every_character_is_one_that_xml_allows() -> None:
    """Even those that no record can hold: control characters and lone halves of surrogate pairs."""
    odd = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x10FFFF)))
    for shape in ("<a>{}</a>", '<a b="{}"/>'):
        element = etree.fromstring(shape.format(escape_xml(f"<&>\"']]>{odd}")))
        text = element.text if element.text is not None else element.get("b")
        assert text is not None
        expected = ["\t" if each == "\t" else each for each in f"<&>\"']]>{odd}"]
        gone = {chr(code) for code in (*range(0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)} - {"\t", "\n", "\r"}
        assert text == "".join("\ufffd" if each in gone else each for each in expected)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "trades_with"),
        ({"status": "ongoing"}, "trades_with"),
        ({"status": "ended"}, "trades_with (ended)"),
        ({"status": "planned"}, "trades_with (planned)"),
        ({"hedge": "perhaps"}, "trades_with (“perhaps”)"),
        ({"status": "alleged", "hedge": "said to"}, "trades_with (alleged, “said to”)"),
    ],
)
def test_a_drawing_shows_what_is_held_back(fields: dict[str, str], label: str) -> None:
    graph = nx.read_graphml(io.BytesIO(write(build_store(make_dataset([make_claim("c", "a", "b", "d", **fields)])))))
    assert graph.edges["a", "b"]["label"] == label
    assert graph.edges["a", "d"]["label"] == label.replace("trades_with", "trades_with … partner")


_EXPORT = """
import resource, sys, kgraph
from kgraph.exports import build_export
store = kgraph.open(sys.argv[1]).store
export = build_export(store, "graphml")
early = size = 0
for piece in export:
    size += len(piece)
    if not early and size > 10_000_000:
        early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early)
"""


def test_memory_does_not_grow_with_the_length_of_the_file(real_events: ImportedEvents) -> None:
    words = [sys.executable, "-c", _EXPORT, str(real_events.folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120)
    size, grown = map(int, done.stdout.split())
    # A snapshot is mapped: its 14 MB come in as they are read. 150 MB are written meanwhile.
    unit = 1 if sys.platform == "darwin" else 1024
    assert size > 100_000_000
    assert grown * unit < 40_000_000


def test_every_real_event_is_an_edge_with_its_rows(real_events: ImportedEvents) -> None:
    """Read as it is written, by lxml: neither holds it whole."""
    store = real_events.graph.store
    parser = etree.XMLPullParser(events=("end",), tag=f"{NS}edge")
    edges, rows = 0, 0
    for piece in build_graph_export(store, "graphml", claims_as_nodes=False):
        parser.feed(piece)
        for _, edge in parser.read_events():
            edges += 1
            data = {each.get("key"): each.text for each in edge}
            rows += len(json.loads(data["e_evidence"]))
            edge.getparent().remove(edge)
    assert edges == real_events.graph.graph.number_of_edges()
    assert rows == real_events.table.read_bytes().count(b"\n")
