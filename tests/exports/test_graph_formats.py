"""The four formats of graphs, read back by NetworkX, say of every record what the record says, in both shapes."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.exports import ExportSet, choose_claims, get_format
from kgraph.graph import build_claim_graph, build_evidence_graph, iter_edges, makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Content, Dataset, Value
from kgraph.stores import ClaimQuery, Store, build_store
from tests.events.imported import ImportedEvents
from tests.exports.graph_expectations import Expectations
from tests.exports.graph_files import (
    FORMATS,
    XML_FORMATS,
    GraphFile,
    build_graph_export,
    make_store,
    over_formats,
    over_shapes,
    read_export,
)
from tests.graphs import make_claim, make_dataset, make_entity, make_evidence

MADE_UP = ("everything", *(f"random-{seed}" for seed in range(12)))
FILTERS: tuple[dict[str, Any], ...] = (
    {"polarity": "negated"},
    {"status": ["planned", "feared", "alleged"]},
    {"hedged": "true"},
    {"exclude_outlet": "press-1"},
    {"min_outlets": "2"},
    {"rank": "deprecated"},
    {"date": "2023", "date_match": "certain"},
)


def check_export(store: Store, format: str, *, claims_as_nodes: bool, **filters: Any) -> GraphFile:
    """Check a file record by record; return it as it was read."""
    export = build_graph_export(store, format, claims_as_nodes=claims_as_nodes, **filters)
    chosen, _ = choose_claims(store, get_format(format), **filters)
    expected = Expectations(chosen, is_xml=format in XML_FORMATS)
    read = read_export(export)
    if claims_as_nodes:
        check_evidence_graph(read, expected)
    else:
        check_tie_graph(read, expected)
    about = read.about
    assert (about["dataset"], about["dataset_version"]) == (store.info.id, store.version)
    assert (about["claims"], about["entities"]) == (len(expected.claims), len(expected.entities))
    assert (about["whole"], about["query"]) == (not filters, {} if not filters else about["query"])
    return read


def check_tie_graph(read: GraphFile, expected: Expectations) -> None:
    info, version = expected.chosen.store.info, expected.chosen.store.version
    plain = build_claim_graph(
        expected.entities.values(), expected.claims.values(), expected.vocabulary, dataset=info.id, version=version
    )
    assert list(read.nodes) == list(expected.entities)
    for id_, found in read.nodes.items():
        expected.check_entity(expected.entities[id_], found)
    assert read.edges.keys() == set(plain.edges)
    for (start, end, key), found in read.edges.items():
        claim = expected.claims[found["claim"]]
        assert claim.polarity == "affirmed" and claim.rank != "deprecated"
        attributes = plain.edges[start, end, key]
        assert {name: found[name] for name in attributes} == attributes
        expected.check_claim(claim, found)
        check_label(claim, found["label"])
        assert ("disputed" in found["label"]) is bool(expected.opponents(claim))
    makers = {claim.id for claim in expected.claims.values() if makes_ties(claim)}
    makers = {id_ for id_ in makers if next(iter_edges(expected.claims[id_], expected.vocabulary), None)}
    assert {found["claim"] for found in read.edges.values()} == makers
    assert read.about["shape"] == "ties"
    assert read.about["claims_left_out"] == len(expected.claims) - len(makers)


def check_label(claim: Claim, label: str) -> None:
    """Check that what a drawing shows of an edge says what the claim holds back."""
    if claim.status not in ("occurred", "ongoing"):
        assert claim.status in label
    if claim.hedge is not None:
        assert claim.hedge.replace("\uffff", "") in label.replace("\ufffd", "").replace("\uffff", "")


def check_evidence_graph(read: GraphFile, expected: Expectations) -> None:
    info, version = expected.chosen.store.info, expected.chosen.store.version
    claims = {**expected.claims, **expected.referred}
    plain = build_evidence_graph(
        expected.entities.values(), expected.sources.values(), claims.values(), dataset=info.id, version=version
    )
    assert read.nodes.keys() == set(plain.nodes)
    assert read.edges.keys() == set(plain.edges)
    for place, attributes in plain.edges.items():
        found = read.edges[place]
        told = {name: value for name, value in attributes.items() if value is not None}
        assert {name: found[name] for name in told} == told
        assert found.keys() - told.keys() <= {"label", "passage"}
    for node, found in read.nodes.items():
        kind, id_ = node.split(":", 1)
        assert found["kind"] == kind
        assert found.get("referred", False) is (kind == "claim" and id_ in expected.referred)
        if kind == "entity":
            expected.check_entity(expected.entities[id_], found)
        elif kind == "source":
            expected.check_source(expected.sources[id_], found)
        else:
            expected.check_claim(claims[id_], found)
            expected.check_value(claims[id_], found)
            assert found["label"] == expected.text(claims[id_].statement)
    assert (read.about["shape"], read.about["claims_left_out"]) == ("claims", 0)


@over_formats
@over_shapes
def test_every_record_of_the_article_comes_back(
    article_graph: KnowledgeGraph, format: str, claims_as_nodes: bool
) -> None:
    read = check_export(article_graph.store, format, claims_as_nodes=claims_as_nodes)
    plain = article_graph.to_networkx(claims_as_nodes=claims_as_nodes)
    assert (read.nodes.keys(), read.edges.keys()) == (set(plain.nodes), set(plain.edges))


@over_formats
@over_shapes
@pytest.mark.parametrize("name", MADE_UP)
def test_every_record_of_a_made_up_dataset_comes_back(name: str, format: str, claims_as_nodes: bool) -> None:
    check_export(make_store(name), format, claims_as_nodes=claims_as_nodes)


@over_formats
@over_shapes
@pytest.mark.parametrize("filters", FILTERS, ids=lambda filters: "-".join(filters))
def test_a_part_is_what_passes_the_filters(filters: dict[str, Any], format: str, claims_as_nodes: bool) -> None:
    for seed in range(4):
        check_export(make_store(f"random-{seed}"), format, claims_as_nodes=claims_as_nodes, **filters)


@over_formats
@over_shapes
@pytest.mark.parametrize("filters", [{"about": "Bolat Nazarbayev"}, {"polarity": "unknown"}, {"q": "motive"}])
def test_a_part_of_the_article_is_what_passes_the_filters(
    article_graph: KnowledgeGraph, filters: dict[str, Any], format: str, claims_as_nodes: bool
) -> None:
    check_export(article_graph.store, format, claims_as_nodes=claims_as_nodes, **filters)


@over_formats
@over_shapes
def test_nothing_found_is_a_file_that_says_so(
    article_graph: KnowledgeGraph, format: str, claims_as_nodes: bool
) -> None:
    read = check_export(article_graph.store, format, claims_as_nodes=claims_as_nodes, q="zebra")
    assert not [node for node in read.nodes if node.startswith("claim:")]
    assert read.edges.keys() <= {edge for edge in read.edges if edge[2] == "outlet"}
    assert read.about["claims"] == 0
    assert read.about["empty"]


@over_formats
@over_shapes
def test_the_same_is_written_the_same_and_no_part_of_it_passes_for_it(
    article_graph: KnowledgeGraph, format: str, claims_as_nodes: bool
) -> None:
    export = build_graph_export(article_graph.store, format, claims_as_nodes=claims_as_nodes, about="China")
    content = b"".join(export)
    assert b"".join(export) == content
    for cut in (len(content) // 3, len(content) // 2, len(content) - 2, content.rindex(b"\n", 0, -1)):
        with pytest.raises((ValueError, SyntaxError, IndexError)):
            read_broken(format, content[:cut])


def read_broken(format: str, content: bytes) -> None:
    if format in XML_FORMATS:
        import xml.etree.ElementTree as ElementTree

        ElementTree.fromstring(content)
    else:
        json.loads(content)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(max_examples=12, deadline=None)
@given(texts=st.lists(TEXTS, min_size=6, max_size=6), amount=st.decimals(-(10**6), 10**6, places=4))
@pytest.mark.parametrize(("format", "claims_as_nodes"), list(itertools.product(FORMATS, (False, True))))
def test_any_text_comes_back(format: str, claims_as_nodes: bool, texts: list[str], amount: Any) -> None:
    name, described, statement, hedge, words, _ = texts
    value = Value(amount=amount, modifier="about", text=words)
    claims = [
        make_claim("a:b.c", "x", "y", "z", statement=statement, hedge=hedge),
        make_claim("d", "x", Content(value=value), statement=statement),
    ]
    dataset = make_dataset(claims, [make_entity("x", name=name, description=described)])
    check_export_of(dataset, format, claims_as_nodes)


def check_export_of(dataset: Dataset, format: str, claims_as_nodes: bool) -> None:
    store = build_store(dataset)
    export = build_graph_export(store, format, claims_as_nodes=claims_as_nodes)
    read = read_export(export)
    table = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"} if format in XML_FORMATS else {}
    prefix = "entity:" if claims_as_nodes else ""
    entity, claim = dataset.entities[[each.id for each in dataset.entities].index("x")], dataset.claims[0]
    assert read.nodes[f"{prefix}x"]["name"] == entity.name.translate(table)
    assert read.nodes[f"{prefix}x"]["description"] == entity.description.translate(table)
    found = read.nodes["claim:a:b.c"] if claims_as_nodes else read.edges["x", "z", "a:b.c#partner"]
    assert found["statement"] == claim.statement.translate(table)
    assert found["hedge"] == (claim.hedge or "").translate(table)
    if claims_as_nodes:
        value = dataset.claims[1].object.value
        assert value is not None
        Expectations(choose_claims(store, get_format(format))[0], is_xml=False).check_value(
            dataset.claims[1].model_copy(
                update={"object": Content(value=value.model_copy(update={"text": (value.text or "").translate(table)}))}
            ),
            read.nodes["claim:d"],
        )


@over_formats
def test_what_an_entity_says_of_itself_is_an_edge_and_is_not_counted_as_left_out(format: str) -> None:
    claims = [make_claim("loop", "a", "a"), make_claim("no", "a", "b", polarity="negated")]
    read = check_export(build_store(make_dataset(claims)), format, claims_as_nodes=False)
    assert set(read.edges) == {("a", "a", "loop")}
    assert read.about["claims_left_out"] == 1


@over_formats
def test_a_claim_that_is_left_out_is_no_end_of_an_edge(format: str) -> None:
    """A withdrawn claim that is referred to: NetworkX would make a node of it that nobody knows."""
    claims = [
        make_claim("gone", "a", "b", rank="deprecated"),
        make_claim("reply", "b", Content(claim="gone"), predicate="denies"),
    ]
    store = build_store(make_dataset(claims))
    for filters in ({}, {"about": "b"}, {"predicate": "denies"}):
        read = check_export(store, format, claims_as_nodes=True, **filters)
        assert ("claim:gone" in read.nodes) is (format == "node-link"), filters


def test_a_claim_read_twice_in_one_source_has_an_edge_for_each_passage() -> None:
    evidence = (make_evidence(["paper-1"], sentence=1), make_evidence(["paper-1"], sentence=2))
    store = build_store(make_dataset([make_claim("c", "a", "b", evidence=evidence)]))
    read = check_export(store, "graphml", claims_as_nodes=True)
    passages = [read.edges["claim:c", "source:paper-1", key]["passage"] for key in ("cites", "cites.2")]
    assert passages == [1, 2]


@over_formats
@over_shapes
def test_every_event_of_a_table_comes_back(made_up_events: ImportedEvents, format: str, claims_as_nodes: bool) -> None:
    read = read_export(build_graph_export(made_up_events.graph.store, format, claims_as_nodes=claims_as_nodes))
    plain = made_up_events.graph.to_networkx(claims_as_nodes=claims_as_nodes)
    assert (read.nodes.keys(), read.edges.keys()) == (set(plain.nodes), set(plain.edges))
    found = (
        read.edges if not claims_as_nodes else {node: data for node, data in read.nodes.items() if "statement" in data}
    )
    evidence = [data["record"]["evidence"] if "record" in data else data["evidence"] for data in found.values()]
    rows = sorted(each["locator"]["row"] for part in evidence for each in part)
    assert rows == sorted(
        each.locator.row
        for claim in ExportSet(made_up_events.graph.store, ClaimQuery(), {}).iter_claims()
        for each in claim.evidence
    )
