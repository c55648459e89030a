"""The neo4j archive: read by the rules of the bulk importer, it is every record, and no tie that nobody affirms."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any
from zipfile import ZipFile

import pandas
import pytest

from kgraph.exports import build_export, choose_claims, get_format
from kgraph.graph import iter_edges, makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Dataset, Entity, Source
from kgraph.records.vocabulary import Vocabulary
from kgraph.stores import ClaimQuery, Store
from kgraph.stores.facts import topics_of
from tests.events.imported import ImportedEvents, over_events
from tests.exports.everything import make_everything
from tests.exports.neo4j_import import ImportedGraph, Node, Relationship
from tests.graphs import make_claim, make_dataset, make_entity, make_random_dataset

RANDOM = [f"random {seed}" for seed in range(12)]


@pytest.fixture(scope="module", params=["article", "everything", *RANDOM])
def told(request: pytest.FixtureRequest) -> Dataset:
    """A dataset: the one that ships, a hostile one, made-up ones."""
    if request.param == "article":
        article: Dataset = request.getfixturevalue("article")
        return article
    return make_everything() if request.param == "everything" else make_random_dataset(int(request.param.split()[1]))


@pytest.fixture(scope="module")
def imported(told: Dataset) -> ImportedGraph:
    return export(KnowledgeGraph(told).store)


def export(store: Store, **filters: Any) -> ImportedGraph:
    return ImportedGraph(b"".join(build_export(store, "neo4j", **filters)))


def with_topics(claims: Sequence[Claim], vocabulary: Vocabulary) -> list[Claim]:
    """Return claims with the topics that count."""
    return [claim.model_copy(update={"topics": topics_of(claim, vocabulary)}) for claim in claims]


def read_claim(node: Node) -> Claim:
    """Return a claim as the relationships of its node tell it."""
    plain = ("id", "statement", "predicate", "valid", "status", "polarity", "hedge", "basis", "topics", "rank")
    properties = node.properties
    return Claim.model_validate(
        {
            **{name: properties[name] for name in (*plain, "deprecated_because") if name in properties},
            "subject": node.get_end("SUBJECT").properties["id"],
            "speaker": node.get_end("SPEAKER").properties["id"],
            "object": read_content(node.get_end("OBJECT")),
            "qualifiers": [
                {"role": each.properties["role"], **read_content(each.end)} for each in node.follow("QUALIFIER")
            ],
            "evidence": [read_evidence(each.end) for each in node.follow("EVIDENCE")],
        }
    )


def read_content(node: Node) -> dict[str, Any]:
    if "Entity" in node.labels:
        return {"entity": node.properties["id"]}
    if "Value" not in node.labels:
        return {"claim": node.properties["id"]}
    value = {name: text for name, text in node.properties.items() if name != "id"}
    amount = value.get("amount")
    return {"value": {**value, "amount": None if amount is None else json.loads(amount)}}


def read_evidence(node: Node) -> dict[str, Any]:
    places = ("paragraph", "sentence", "row", "url", "retrieved")
    return {
        "source": node.get_end("READ_IN").properties["id"],
        "locator": {name: node.properties[name] for name in places if name in node.properties},
        "digest": node.properties["digest"],
        "cites": [
            {"id": each.end.properties["id"], "signal": each.properties.get("signal")} for each in node.follow("CITES")
        ],
    }


def read_entity(node: Node) -> Entity:
    properties = node.properties
    names = zip(*(properties.get(name, ()) for name in ("names", "name_langs", "name_kinds")), strict=True)
    return Entity.model_validate(
        {
            **{name: properties[name] for name in ("id", "type", "name", "description")},
            "names": [{"text": text, "lang": lang, "kind": kind} for text, lang, kind in names],
            "identifiers": {name: properties.get(name) for name in ("iso_3166_1", "wikidata")},
            "countries": properties.get("countries", ()),
        }
    )


def read_source(node: Node) -> Source:
    fields = ("id", "type", "title", "authors", "date", "date_printed", "date_basis", "volume", "issue", "url")
    known = {name: node.properties[name] for name in fields if name in node.properties}
    return Source.model_validate({**known, "outlet": node.get_end("PUBLISHED_BY").properties["id"]})


def name_tie(tie: Relationship) -> tuple[str, ...]:
    ends = (tie.start.properties["id"], tie.end.properties["id"])
    return (*ends, *(tie.properties[name] for name in ("key", "claim", "role")))


def list_edges(claims: Sequence[Claim], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    tying = [claim for claim in claims if makes_ties(claim)]
    edges = [edge for claim in tying for edge in iter_edges(claim, vocabulary)]
    return [(edge.subject, edge.target, edge.key, edge.claim, edge.role) for edge in edges]


def test_every_claim_is_read_back_with_all_its_evidence(imported: ImportedGraph, told: Dataset) -> None:
    kept = [claim for claim in told.claims if claim.rank != "deprecated"]
    assert [read_claim(node) for node in imported.nodes("Claim")] == with_topics(kept, told.vocabulary)


def test_every_entity_and_every_source_is_read_back(imported: ImportedGraph, told: Dataset) -> None:
    assert [read_entity(node) for node in imported.nodes("Entity")] == list(told.entities)
    assert [read_source(node) for node in imported.nodes("Source")] == list(told.sources)
    assert all(node.labels == ["Entity", node.properties["type"]] for node in imported.nodes("Entity"))


def test_nothing_else_is_imported(imported: ImportedGraph) -> None:
    labels = {node.labels[0] for group in imported.groups.values() for node in group.values()}
    assert labels <= {"Dataset", "Entity", "Source", "Claim", "ReferredClaim", "Evidence", "Value"}
    types = {each.type for each in imported.relationships}
    whole = {
        "CONTESTED_BY",
        "TIED",
        "SUBJECT",
        "SPEAKER",
        "OBJECT",
        "QUALIFIER",
        "EVIDENCE",
        "READ_IN",
        "CITES",
        "PUBLISHED_BY",
    }
    assert types <= whole


def test_ties_are_those_of_the_claims_that_make_them(imported: ImportedGraph, told: Dataset) -> None:
    assert [name_tie(tie) for tie in imported.ties()] == list_edges(told.claims, told.vocabulary)
    claims = {node.properties["id"]: node.properties for node in imported.nodes("Claim")}
    for tie in imported.ties():
        claim = claims[tie.properties["claim"]]
        assert claim["polarity"] == tie.properties["polarity"] == "affirmed"
        said = {
            name: value
            for name, value in tie.properties.items()
            if name not in ("key", "claim", "role", "label", "speaker")
        }
        assert said == {name: value for name, value in claim.items() if name not in ("id", "citations")}


def test_entities_are_joined_by_nothing_but_ties(imported: ImportedGraph) -> None:
    entities = {id(node) for node in imported.nodes("Entity")}
    joining = [each for each in imported.relationships if {id(each.start), id(each.end)} <= entities]
    assert {each.type for each in joining} <= {"TIED"}


def test_days_are_dates_only_where_they_are_certain(imported: ImportedGraph) -> None:
    dated = [(node.properties, "valid") for node in imported.nodes("Claim")]
    dated += [(node.properties, "date") for node in imported.nodes("Source")]
    dated += [(tie.properties, "valid") for tie in imported.ties()]
    for properties, name in dated:
        days = {f"{name}_from", f"{name}_to"} & properties.keys()
        if name not in properties:
            assert not days
            assert f"{name}_uncertain" not in properties
        elif properties[f"{name}_uncertain"]:
            assert not days
        else:
            assert not set("?~%X[") & set(properties[name])


def test_a_claim_says_what_it_rests_on_in_words(imported: ImportedGraph) -> None:
    for node in imported.nodes("Claim"):
        assert len(node.properties["citations"]) == len(node.follow("EVIDENCE"))


def test_the_archive_says_what_it_is(imported: ImportedGraph, told: Dataset) -> None:
    (node,) = imported.nodes("Dataset")
    assert (node.properties["id"], node.properties["dataset_version"]) == (told.info.id, told.version)
    assert (node.properties["title"], node.properties["licence"]) == (told.info.title, told.info.data_licence)
    assert (node.properties["query"], node.properties["whole"]) == ("{}", True)
    assert [*imported.files][-2:] == ["README.txt", "export.json"]
    said = json.loads(imported.files["export.json"])
    assert said["dataset_version"] == told.version
    assert told.version in imported.files["README.txt"].decode()
    assert [table["file"] for table in said["tables"]] == [name for name in imported.files if name.endswith(".csv")]
    for table in said["tables"]:
        lines = imported.files[table["file"]].decode().split("\n")
        assert lines[0] == ",".join(table["columns"])
        assert len(lines) - 2 == table["rows"]


def test_only_tables_with_rows_are_named_to_the_importer(imported: ImportedGraph) -> None:
    with_rows = [name for name, data in imported.files.items() if name.endswith(".csv") and data.count(b"\n") > 1]
    assert imported.named == with_rows


def test_pandas_reads_the_same_cells(imported: ImportedGraph) -> None:
    for name in imported.named:
        frame = pandas.read_csv(io.BytesIO(imported.files[name]), dtype=str, keep_default_na=False, lineterminator="\n")
        assert len(frame) == imported.files[name].count(b"\n") - 1
        if "statement" in frame:
            held = (
                imported.ties() if name == "ties.csv" else [*imported.nodes("Claim"), *imported.nodes("ReferredClaim")]
            )
            assert list(frame["statement"]) == [each.properties["statement"] for each in held]


def test_formulas_are_left_as_they_are() -> None:
    dataset = make_dataset([make_claim("c", "a", "b", statement="=cmd|' /C calc'!A0", hedge="'tis")])
    (node,) = export(KnowledgeGraph(dataset).store).nodes("Claim")
    assert (node.properties["statement"], node.properties["hedge"]) == ("=cmd|' /C calc'!A0", "'tis")


def test_a_claim_outside_that_is_referred_to_is_there_by_what_it_says(article: Dataset) -> None:
    claim = next(each for each in article.claims if each.references)
    imported = export(KnowledgeGraph(article).store, id=claim.id)
    assert [read_claim(node) for node in imported.nodes("Claim")] == with_topics([claim], article.vocabulary)
    outside = imported.nodes("ReferredClaim")
    assert [node.properties["id"] for node in outside] == sorted(claim.references)
    records = {each.id: each for each in article.claims}
    for node in outside:
        referred = records[node.properties["id"]]
        told = (referred.statement, referred.polarity, referred.status, referred.hedge, referred.valid)
        assert (
            tuple(node.properties.get(name) for name in ("statement", "polarity", "status", "hedge", "valid")) == told
        )
        assert not node.out
        assert "outlets" not in node.properties


def test_a_withdrawn_claim_that_is_referred_to_is_no_claim_of_the_export() -> None:
    imported = export(KnowledgeGraph(make_everything()).store)
    (node,) = imported.nodes("ReferredClaim")
    assert (node.properties["id"], node.properties["rank"]) == ("c5", "deprecated")
    assert node.properties["deprecated_because"] == "=HYPERLINK(1)"
    assert "c5" not in {tie.properties["claim"] for tie in imported.ties()}


def test_a_filter_leaves_the_claims_that_pass_and_what_these_name(article: Dataset) -> None:
    filters = {"status": "planned", "exclude_outlet": "akorda"}
    store = KnowledgeGraph(article).store
    imported = export(store, **filters)
    passed = store.find_claims(choose_claims(store, get_format("neo4j"), **filters)[0].wanted, None, 500).items
    assert 0 < len(passed) < len(article.claims)
    assert [read_claim(node) for node in imported.nodes("Claim")] == with_topics(passed, article.vocabulary)
    assert [name_tie(tie) for tie in imported.ties()] == list_edges(passed, article.vocabulary)
    assert not any("akorda" in node.properties.get("outlets", ()) for node in imported.nodes("Claim"))
    (node,) = imported.nodes("Dataset")
    assert json.loads(node.properties["query"]) == {"status": ["planned"], "exclude_outlet": ["akorda"]}
    assert not node.properties["whole"]


def test_a_filter_that_nothing_passes_is_a_dataset_and_no_more(article_graph: KnowledgeGraph) -> None:
    imported = export(article_graph.store, value_min="999999999999999")
    assert {label for label, nodes in imported.groups.items() if nodes} == {"Dataset"}
    assert imported.named == ["dataset.csv"]


def test_the_same_dataset_is_the_same_bytes(article: Dataset) -> None:
    one, other = (b"".join(build_export(KnowledgeGraph(article).store, "neo4j")) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "text", ["x" * 1000, "𝔘" * 1000, '"' * 1000, "\\" * 1000, "\u2028;|,'" * 199 + "x", "\u3000a\u00a0"]
)
def test_a_text_of_any_kind_is_kept_whole(text: str) -> None:
    entity = make_entity("a", name=text[:199], description=text)
    claim = make_claim("c", "a", "b", statement=text, hedge=text)
    imported = export(KnowledgeGraph(make_dataset([claim], [entity])).store)
    assert [read_claim(node) for node in imported.nodes("Claim")] == with_topics([claim], make_dataset().vocabulary)
    assert read_entity(imported.nodes("Entity")[0]) == entity


@over_events
def test_events_are_imported_row_by_row(events: ImportedEvents) -> None:
    archive = b"".join(build_export(events.graph.store, "neo4j"))
    claims = events.graph.store.find_claims(ClaimQuery(), None, 10**6).items
    said = read_columns(archive, "claims.csv", ("id:ID(Claim)", "statement", "predicate", "valid", "status"))
    assert said == [(each.id, each.statement, each.predicate, each.valid, each.status) for each in claims]
    evidence = read_columns(archive, "evidence.csv", ("id:ID(Claim)", "row:long", "digest"))
    assert evidence == [
        (f"{claim.id}#evidence.{number}", str(each.locator.row), each.digest)
        for claim in claims
        for number, each in enumerate(claim.evidence, 1)
    ]
    ties = read_columns(archive, "ties.csv", (":START_ID(Entity)", ":END_ID(Entity)", "key"))
    assert len(ties) == events.graph.graph.number_of_edges()
    assert set(ties) == set(events.graph.graph.edges(keys=True))
    named = read_columns(archive, "claim_entities.csv", (":START_ID(Claim)", ":END_ID(Entity)", ":TYPE"))
    ends = {"SUBJECT": "subject", "SPEAKER": "speaker"}
    for type_, name in ends.items():
        assert [(one, other) for one, other, each in named if each == type_] == [
            (claim.id, getattr(claim, name)) for claim in claims
        ]


def read_columns(archive: bytes, name: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    with ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as file:
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False, usecols=list(columns))[list(columns)]
    return [*frame.itertuples(index=False, name=None)]
