"""A claim that others contradict says so in every format, as REST does, and no edge of it reads as undisputed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import RDF

from kgraph.graph import makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim
from tests.exports.csv_tables import CsvTables, split_list
from tests.exports.ftm_exports import FtmExport
from tests.exports.graph_files import build_graph_export, over_formats, over_shapes, read_export
from tests.exports.linked_graph import FORMATS, KG, LinkedGraph, read
from tests.exports.neo4j_import import ImportedGraph
from tests.graphs import make_claim, make_dataset, make_evidence
from tests.stores.dispute_cases import DISPUTES, SOURCES, say

over_disputes = pytest.mark.parametrize("name", DISPUTES)
Opponents = dict[str, list[str]]


def open_dispute(name: str) -> KnowledgeGraph:
    return KnowledgeGraph(make_dataset(DISPUTES[name][0], sources=SOURCES))


def list_opponents(kg: KnowledgeGraph, **filters: Any) -> Opponents:
    """Return what REST calls `contested_by`, of the claims that have any."""
    claims = kg.claims(limit=500, **filters)
    return {claim.id: [each.id for each in claim.contested_by] for claim in claims if claim.contested_by}


def make_opposed(**fields: Any) -> KnowledgeGraph:
    """Return a claim of two ties that is affirmed by one publication and negated by another."""
    other = make_evidence(("paper-2",))
    claims = [
        make_claim("c1", "a", "b", "p", cites=("paper-1",), **fields),
        make_claim("c2", "a", "b", polarity="negated", speaker="d", evidence=(other,)),
    ]
    return KnowledgeGraph(make_dataset(claims))


def read_lines(kg: KnowledgeGraph, **filters: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(kg.export("ndjson", **filters)).splitlines()]


def read_tables(kg: KnowledgeGraph, **filters: Any) -> CsvTables:
    return CsvTables(b"".join(kg.export("csv", **filters)))


def read_neo4j(kg: KnowledgeGraph, **filters: Any) -> ImportedGraph:
    return ImportedGraph(b"".join(kg.export("neo4j", **filters)))


def read_linked(kg: KnowledgeGraph, format: str = "turtle", **filters: Any) -> LinkedGraph:
    return LinkedGraph(read(kg.export(format, **filters)), kg.store.info.id)


def find_opponents_of_ties(kg: KnowledgeGraph) -> Opponents:
    claims = kg.store.get_claims([claim.id for claim in kg.claims(limit=500)])
    tying = {id_ for id_, claim in claims.items() if makes_ties(claim) and claim.object.entity is not None}
    return {id_: ids for id_, ids in list_opponents(kg).items() if id_ in tying}


def test_the_cases_have_opponents_on_edges_and_elsewhere() -> None:
    assert all(list_opponents(open_dispute(name)) for name in DISPUTES)
    assert list_opponents(make_opposed()) == {"c1": ["c2"], "c2": ["c1"]}
    assert sum(bool(find_opponents_of_ties(open_dispute(name))) for name in DISPUTES) > 20


@over_disputes
def test_lines_have_the_opponents_beside_the_record(name: str) -> None:
    kg = open_dispute(name)
    lines = {line["record"]["id"]: line for line in read_lines(kg) if line["kind"] == "claim"}
    assert {id_: line["contested_by"] for id_, line in lines.items() if "contested_by" in line} == list_opponents(kg)
    assert not any("contested_by" in line["record"] for line in lines.values())


@over_disputes
def test_tables_have_a_column_of_them(name: str) -> None:
    kg = open_dispute(name)
    tables = read_tables(kg)
    for table, key, expected in (
        ("claims", "id", list_opponents(kg)),
        ("edges", "claim", find_opponents_of_ties(kg)),
    ):
        found = {str(row[key]): split_list(row["contested_by"]) for row in tables[table] if row["contested_by"]}
        assert found == expected
    assert {row["claim"] for row in tables["edges"] if "(disputed" in str(row["label"])} == set(
        find_opponents_of_ties(kg)
    )


@over_disputes
@over_formats
@over_shapes
def test_graphs_say_it_on_nodes_and_edges(name: str, format: str, claims_as_nodes: bool) -> None:
    kg = open_dispute(name)
    graph = read_export(build_graph_export(kg.store, format, claims_as_nodes=claims_as_nodes))
    if claims_as_nodes:
        nodes = {node.removeprefix("claim:"): data for node, data in graph.nodes.items()}
        found = {id_: data["contested_by"] for id_, data in nodes.items() if "contested_by" in data}
        assert found == list_opponents(kg)
    else:
        disputed = {edge["claim"]: edge["contested_by"] for edge in graph.edges.values() if "contested_by" in edge}
        assert disputed == find_opponents_of_ties(kg)
        labelled = {edge["claim"] for edge in graph.edges.values() if "(disputed" in edge["label"]}
        assert labelled == disputed.keys()


@over_disputes
def test_neo4j_has_a_property_and_relationships(name: str) -> None:
    kg = open_dispute(name)
    graph, expected = read_neo4j(kg), list_opponents(kg)
    claims = {node.properties["id"]: node for node in graph.nodes("Claim")}
    assert {id_: node.properties.get("contested_by") for id_, node in claims.items()} == {
        id_: expected.get(id_) for id_ in claims
    }
    assert {
        id_: [each.end.properties["id"] for each in node.follow("CONTESTED_BY")] for id_, node in claims.items()
    } == {id_: expected.get(id_, []) for id_ in claims}
    for tie in graph.ties():
        opponents = expected.get(tie.properties["claim"])
        assert tie.properties.get("contested_by") == opponents
        assert ("(disputed" in tie.properties["label"]) is (opponents is not None)


@over_disputes
@pytest.mark.parametrize("format", FORMATS)
def test_linked_data_states_it(name: str, format: str) -> None:
    kg = open_dispute(name)
    linked = read_linked(kg, format)
    found = {id_: linked.claim(id_)["contested_by"] for id_ in map(str, linked.ids(KG.Claim))}
    assert {id_: sorted(ids) for id_, ids in found.items() if ids} == list_opponents(kg)


@over_disputes
def test_followthemoney_says_it_first(name: str) -> None:
    kg = open_dispute(name)
    exported, expected = FtmExport(kg.store), list_opponents(kg)
    for claim in kg.claims(limit=500):
        links = exported.links_of(claim.id)
        for line in links or [exported.note_of(claim.id)]:
            told = [text for text in line["properties"]["summary"] if text.startswith("Contradicted by ")]
            assert told == [f"Contradicted by claim {id_}" for id_ in expected.get(claim.id, [])]
            is_disputed = claim.id in expected
            if not links:
                assert ("[disputed" in line["caption"]) is is_disputed
                assert ("disputed" in line["properties"]["keywords"]) is is_disputed
                continue
            shown = [line["caption"], *line["properties"]["role"], *line["properties"]["status"]]
            assert {text.startswith("disputed") for text in shown} == {is_disputed}
            assert not is_disputed or line["schema"] == "UnknownLink"


def test_a_disputed_link_of_followthemoney_is_no_fact_of_its_own(article_graph: KnowledgeGraph) -> None:
    vocabulary = article_graph.store.vocabulary
    claims = [
        make_claim("c1", "a", "b", predicate="younger_brother_of", valid="2020"),
        make_claim("c2", "a", "b", predicate="younger_brother_of", polarity="negated", speaker="d"),
    ]
    dataset = make_dataset(claims).model_copy(update={"vocabulary": vocabulary})
    exported = FtmExport(KnowledgeGraph(dataset).store)
    (link,) = exported.links_of("c1")
    assert (link["schema"], link["caption"]) == ("UnknownLink", "disputed: is the younger brother of")
    assert link["properties"]["status"] == ["disputed, occurred"]
    assert not {"date", "startDate", "endDate"} & link["properties"].keys()
    assert exported.note_of("c2")["caption"].endswith(" [disputed, negated]")


def test_what_a_drawing_shows_has_the_dispute_the_status_the_hedge_and_the_role() -> None:
    kg = make_opposed(status="feared", hedge="may")
    expected = {
        "c1": "trades_with (disputed, feared, “may”)",
        "c1#partner": "trades_with … partner (disputed, feared, “may”)",
    }
    graph = read_export(build_graph_export(kg.store, "graphml", claims_as_nodes=False))
    assert {key: edge["label"] for (_, _, key), edge in graph.edges.items()} == expected
    assert {row["key"]: row["label"] for row in read_tables(kg)["edges"]} == expected
    assert {tie.properties["key"]: tie.properties["label"] for tie in read_neo4j(kg).ties()} == expected


def test_every_edge_of_a_table_is_named_as_in_a_graph(article_graph: KnowledgeGraph) -> None:
    graph = read_export(build_graph_export(article_graph.store, "cytoscape", claims_as_nodes=False))
    labels = {key: edge["label"] for (_, _, key), edge in graph.edges.items()}
    assert {row["key"]: row["label"] for row in read_tables(article_graph)["edges"]} == labels
    assert {tie.properties["key"]: tie.properties["label"] for tie in read_neo4j(article_graph).ties()} == labels
    assert {"moves to (feared)", "limits (forecast, “likely”)"} <= set(labels.values())


def test_a_dispute_that_the_filters_take_away_is_none() -> None:
    kg = make_opposed()
    asked = {"exclude_outlet": "press-2"}
    assert list_opponents(kg, **asked) == {}
    assert "contested_by" not in b"".join(kg.export("ndjson", **asked)).decode()
    assert [row["label"] for row in read_tables(kg, **asked)["edges"]] == ["trades_with", "trades_with … partner"]
    assert not list(read_linked(kg, **asked).graph.subject_objects(KG.contestedBy))


def test_a_part_names_the_opponents_that_it_does_not_hold() -> None:
    claims = [say("c1"), say("c2", polarity="negated"), say("c3"), say("c4", polarity="negated")]
    kg = KnowledgeGraph(make_dataset(claims))
    assert [row["contested_by"] for row in read_tables(kg, id="c1")["edges"]] == ["c2|c4"]
    (node,) = read_neo4j(kg, id="c1").nodes("Claim")
    assert node.properties["contested_by"] == ["c2", "c4"]
    assert node.follow("CONTESTED_BY") == []
    linked = read_linked(kg, id="c1")
    assert linked.claim("c1")["contested_by"] == {"c2", "c4"}
    # c3 is there because the claims that are mentioned are disputed too, and what is named is described.
    assert (linked.ids(KG.Claim), linked.ids(KG.ReferredClaim)) == (["c1"], ["c2", "c3", "c4"])
    named = set(linked.graph.objects(None, KG.contestedBy))
    assert named <= set(linked.graph.subjects(RDF.type))


def test_a_claim_that_is_only_referred_to_is_as_disputed_as_any() -> None:
    claims: list[Claim] = [*DISPUTES["affirmed and negated"][0], make_claim("c3", "d", "e")]
    denial = DISPUTES["a denial"][0][1].model_copy(update={"id": "c9", "polarity": "unknown"})
    kg = KnowledgeGraph(make_dataset([*claims, denial]))
    lines = {line["record"]["id"]: line for line in read_lines(kg, id="c9") if line["kind"] == "claim"}
    assert (lines["c1"]["referred"], lines["c1"]["contested_by"]) == (True, ["c2"])
    graph = read_export(build_graph_export(kg.store, "node-link", claims_as_nodes=True, id="c9"))
    assert graph.nodes["claim:c1"]["contested_by"] == ["c2"]
    (node,) = read_neo4j(kg, id="c9").nodes("ReferredClaim")
    assert node.properties["contested_by"] == ["c2"]
    linked = read_linked(kg, id="c9")
    assert linked.ids_of(linked.name("claim", "c1"), KG.contestedBy, "claim") == {"c2"}
