"""GEXF 1.3: valid by its grammar, with beginnings and ends that promise no more than the date of the claim."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.stores import Store, build_store
from tests.events.imported import ImportedEvents
from tests.exports.graph_files import build_graph_export, make_store, over_shapes
from tests.graphs import RANDOM_DATES, make_claim, make_dataset

SCHEMA = Path(__file__).parent / "schemas" / "gexf-1.3.xsd"
NS = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def write(store: Store, *, claims_as_nodes: bool = False, **filters: Any) -> bytes:
    return b"".join(build_graph_export(store, "gexf", claims_as_nodes=claims_as_nodes, **filters))


@over_shapes
@pytest.mark.parametrize("filters", [{}, {"about": "China"}, {"q": "zebra"}], ids=["all", "part", "nothing"])
def test_the_article_is_valid(
    article_graph: KnowledgeGraph, schema: etree.XMLSchema, filters: dict[str, str], claims_as_nodes: bool
) -> None:
    schema.assertValid(etree.fromstring(write(article_graph.store, claims_as_nodes=claims_as_nodes, **filters)))


@over_shapes
@pytest.mark.parametrize("name", ["everything", "random-1", "random-2", "random-3"])
def test_made_up_datasets_are_valid(schema: etree.XMLSchema, name: str, claims_as_nodes: bool) -> None:
    schema.assertValid(etree.fromstring(write(make_store(name), claims_as_nodes=claims_as_nodes)))


def test_events_are_valid(schema: etree.XMLSchema, made_up_events: ImportedEvents) -> None:
    schema.assertValid(etree.fromstring(write(made_up_events.graph.store)))


def test_the_schema_refuses_what_gexf_does_not_allow(schema: etree.XMLSchema) -> None:
    content = write(make_store("random-1"))
    for before, after in (
        (b'version="1.3"', b'version="1.2"'),
        (b'timeformat="date"', b'timeformat="edtf"'),
        (b' start="', b' start="?'),
        (b"<node id=", b'<node name="x" id='),
        (b' target="', b' target="x'),
        (b'type="boolean"', b'type="flag"'),
    ):
        assert before in content
        assert not schema.validate(etree.fromstring(content.replace(before, after, 1))), after


def read_times(content: bytes, tag: str) -> dict[str, tuple[str | None, str | None, str | None, str | None]]:
    """Return the start, the end, the date as written and the mark of uncertainty of each claim."""
    found = {}
    for element in etree.fromstring(content).iter(f"{NS}{tag}"):
        values = {each.get("for"): each.get("value") for each in element.iter(f"{NS}attvalue")}
        if tag == "edge" or values["kind"] == "claim":
            id_ = str(element.get("id")).removeprefix("claim:")
            bounds = (element.get("start"), element.get("end"))
            found[id_] = (*bounds, values.get("valid"), values.get("bounds_uncertain"))
        else:
            assert (element.get("start"), element.get("end")) == (None, None)
    return found


@over_shapes
@pytest.mark.parametrize(
    ("valid", "start", "end", "uncertain"),
    [
        ("2023-05-19", "2023-05-19", "2023-05-19", "false"),
        ("2023-05", "2023-05-01", "2023-05-31", "false"),
        ("2021/2022", "2021-01-01", "2022-12-31", "false"),
        ("2022/..", "2022-01-01", None, "false"),
        ("../2021", None, "2021-12-31", "false"),
        ("../..", None, None, "false"),
        ("2022/", "2022-01-01", None, "true"),
        ("/2022", None, "2022-12-31", "true"),
        ("2023?-05-19", "2023-05-19", "2023-05-19", "true"),
        ("2023-05~", "2023-05-01", "2023-05-31", "true"),
        ("2022?/2023", "2022-01-01", "2023-12-31", "true"),
        ("[2021,2023]", "2021-01-01", "2023-12-31", "true"),
        ("[2025..]", "2025-01-01", None, "true"),
        ("XXXX-05-19", None, None, "true"),
        ("0000", None, None, "true"),
        ("-0044-03-15", None, None, "true"),
        ("Y12023", None, None, "true"),
        ("-0044-03-15/2023", None, "2023-12-31", "true"),
        ("0001/9999", "0001-01-01", "9999-12-31", "false"),
        (None, None, None, None),
    ],
)
def test_bounds_are_the_first_and_last_day_and_doubt_is_marked(
    schema: etree.XMLSchema,
    valid: str | None,
    start: str | None,
    end: str | None,
    uncertain: str | None,
    claims_as_nodes: bool,
) -> None:
    content = write(
        build_store(make_dataset([make_claim("c", "a", "b", valid=valid)])), claims_as_nodes=claims_as_nodes
    )
    schema.assertValid(etree.fromstring(content))
    assert read_times(content, "node" if claims_as_nodes else "edge") == {"c": (start, end, valid, uncertain)}


def test_networkx_reads_the_bounds() -> None:
    claims = [make_claim(f"c{number:02}", "a", "b", valid=date) for number, date in enumerate(RANDOM_DATES)]
    graph = nx.read_gexf(io.BytesIO(write(build_store(make_dataset(claims)))))
    assert [data["valid"] for *_, data in graph.edges(data=True)] == list(RANDOM_DATES)
    assert graph.edges["a", "b", "c00"]["start"] == "2021-01-01"
    assert "start" not in graph.edges["a", "b", f"c{len(RANDOM_DATES) - 1:02}"]


def test_every_dated_claim_of_the_article_has_its_bounds(article_graph: KnowledgeGraph) -> None:
    times = read_times(write(article_graph.store, claims_as_nodes=True), "node")
    bounds = {claim.id: claim.valid for claim in article_graph.store.get_claims(list(times)).values()}
    assert {id_: found[2] for id_, found in times.items()} == bounds
    for start, end, valid, uncertain in times.values():
        assert (uncertain is None) is (valid is None)
        assert valid is not None or (start, end) == (None, None)


def test_edges_between_the_same_nodes_differ_in_kind_where_they_say_different_things() -> None:
    claims = [
        make_claim("c", "a", "b", "b"),
        make_claim("d", "a", "b", predicate="opposes"),
    ]
    graph = nx.read_gexf(io.BytesIO(write(build_store(make_dataset(claims)))))
    assert set(graph.edges(keys=True)) == {("a", "b", "c"), ("a", "b", "c#partner"), ("a", "b", "d")}
    edges = etree.fromstring(write(build_store(make_dataset(claims)))).iter(f"{NS}edge")
    assert [edge.get("kind") for edge in edges] == ["trades_with", "trades_with#partner", "opposes"]


def test_the_head_says_what_it_is(article_graph: KnowledgeGraph) -> None:
    meta = etree.fromstring(write(article_graph.store, polarity="negated"))[0]
    assert [etree.QName(element).localname for element in meta] == ["creator", "keywords", "description"]
    about = json.loads(meta[2].text or "")
    assert about["dataset_version"] == article_graph.version
    assert about["query"] == {"polarity": ["negated"]}
    assert about["claims_left_out"] == about["claims"] > 0
    assert "claims_as_nodes=true" in about["note"]


def test_an_edge_of_a_plan_has_the_days_that_it_is_planned_for() -> None:
    store = build_store(make_dataset([make_claim("c", "a", "b", status="planned", valid="2022-01")]))
    content = b"".join(build_graph_export(store, "gexf", claims_as_nodes=False))
    assert read_times(content, "edge") == {"c": ("2022-01-01", "2022-01-31", "2022-01", "false")}
    assert b'label="trades_with (planned)"' in content
