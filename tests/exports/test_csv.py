"""The csv archive: pandas reads every record back, no cell runs in a spreadsheet, no edge says more than a claim."""

from __future__ import annotations

import codecs
import csv
import io
import re
import tracemalloc
from collections.abc import Sequence
from zipfile import ZipFile

import pandas
import pytest

from kgraph.exports import build_export, choose_claims, get_format
from kgraph.graph import iter_edges, makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Dataset
from kgraph.records.vocabulary import Vocabulary
from kgraph.stores import ClaimQuery, Store
from kgraph.stores.facts import topics_of
from tests.events.imported import ImportedEvents, over_events
from tests.exports.csv_tables import CsvTables, split_list
from tests.exports.everything import make_everything
from tests.graphs import make_claim, make_dataset, make_entity, make_random_dataset, make_source

RANDOM = [f"random {seed}" for seed in range(12)]
DANGEROUS = tuple("=+@\t\r\n＝＋－＠")


@pytest.fixture(scope="module", params=["article", "everything", *RANDOM])
def told(request: pytest.FixtureRequest) -> Dataset:
    """A dataset: the one that ships, a hostile one, made-up ones."""
    if request.param == "article":
        article: Dataset = request.getfixturevalue("article")
        return article
    return make_everything() if request.param == "everything" else make_random_dataset(int(request.param.split()[1]))


@pytest.fixture(scope="module")
def tables(told: Dataset) -> CsvTables:
    return export(KnowledgeGraph(told).store)


def export(store: Store, *, bom: bool | None = None, **filters: str) -> CsvTables:
    return CsvTables(b"".join(build_export(store, "csv", bom=bom, **filters)))


def with_topics(claims: Sequence[Claim], vocabulary: Vocabulary) -> list[Claim]:
    """Return claims with the topics that count."""
    return [claim.model_copy(update={"topics": topics_of(claim, vocabulary)}) for claim in claims]


def list_edges(claims: Sequence[Claim], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    tying = [claim for claim in claims if makes_ties(claim)]
    edges = [edge for claim in tying for edge in iter_edges(claim, vocabulary)]
    return [(edge.subject, edge.target, edge.key, edge.claim, edge.role) for edge in edges]


def read_edges(tables: CsvTables) -> list[tuple[str | None, ...]]:
    columns = ("source", "target", "key", "claim", "role")
    return [tuple(row[column] for column in columns) for row in tables["edges"]]


def test_every_claim_is_read_back_with_all_its_evidence(tables: CsvTables, told: Dataset) -> None:
    kept = [claim for claim in told.claims if claim.rank != "deprecated"]
    assert tables.read_claims() == with_topics(kept, told.vocabulary)


def test_every_entity_and_every_source_is_read_back(tables: CsvTables, told: Dataset) -> None:
    assert tables.read_entities() == list(told.entities)
    assert tables.read_sources() == list(told.sources)


def test_names_stand_beside_ids_and_labels_beside_words(tables: CsvTables, told: Dataset) -> None:
    entities = {entity.id: entity for entity in told.entities}
    roles = {role.id: role.label for role in told.vocabulary.roles}
    for row in tables["claims"]:
        for column in ("subject", "object", "speaker"):
            named = entities.get(row[column] or "")
            assert row[f"{column}_name"] == (named and named.name)
        assert row["subject_type"] == entities[row["subject"] or ""].type
        assert row["predicate_label"] == told.vocabulary.predicate_by_id[row["predicate"] or ""].label
        assert split_list(row["outlet_names"]) == [entities[id_].name for id_ in split_list(row["outlets"])]
    for row in tables["qualifiers"]:
        assert row["role_label"] == roles[row["role"] or ""]
        named = entities.get(row["entity"] or "")
        assert (row["entity_name"], row["entity_type"]) == (named and named.name, named and named.type)


def test_evidence_names_who_published_what_it_cites_and_when(tables: CsvTables, told: Dataset) -> None:
    entities = {entity.id: entity.name for entity in told.entities}
    sources = {source.id: source for source in told.sources}
    for row in tables["evidence"]:
        carrying = sources[row["source"] or ""]
        told_of = (row["source_title"], row["source_outlet"], row["source_outlet_name"])
        assert told_of == (carrying.title, carrying.outlet, entities[carrying.outlet])
        if row["cite"] is not None:
            cited = sources[row["cited_source"] or ""]
            assert (row["cited_title"], row["cited_outlet"]) == (cited.title, cited.outlet)
            assert row["cited_outlet_name"] == entities[cited.outlet]
            assert row["cited_date"] == cited.date
            assert (row["cited_date_printed"], row["cited_date_basis"]) == (cited.date_printed, cited.date_basis)


def test_edges_are_those_of_the_claims_that_make_ties(tables: CsvTables, told: Dataset) -> None:
    assert read_edges(tables) == list_edges(told.claims, told.vocabulary)
    claims = {row["id"]: row for row in tables["claims"]}
    shared = [column for column in tables["edges"][0] if column in tables["claims"][0]] if tables["edges"] else []
    for row in tables["edges"]:
        claim = claims[row["claim"]]
        assert claim["polarity"] == "affirmed"
        assert {column: row[column] for column in shared} == {column: claim[column] for column in shared}


def test_what_holds_an_edge_back_goes_with_it(article_graph: KnowledgeGraph) -> None:
    tables = export(article_graph.store)
    held_back = {
        "label",
        "statement",
        "status",
        "hedge",
        "contested_by",
        "valid",
        "valid_from",
        "valid_to",
        "valid_uncertain",
        "outlets",
    }
    assert held_back <= set(tables["edges"][0])
    assert {row["status"] for row in tables["edges"]} >= {"planned", "alleged", "feared"}
    assert any(row["hedge"] for row in tables["edges"])


def test_a_doubtful_date_is_marked_wherever_its_days_stand(tables: CsvTables) -> None:
    dated = [
        (row[name], row[f"{name}_from"], row[f"{name}_to"], row[f"{name}_uncertain"])
        for table, name in (("claims", "valid"), ("edges", "valid"), ("sources", "date"))
        for row in tables[table]
    ]
    for text, first, last, uncertain in dated:
        if text is None:
            assert (first, last, uncertain) == (None, None, None)
        else:
            assert uncertain == ("true" if re.search(r"[?~%X\[]|^/|/$", text) else "false")


def test_words_and_retired_ids_are_kept(tables: CsvTables, told: Dataset) -> None:
    words = {(row["list"], row["id"], row["definition"]) for row in tables["vocabulary"]}
    lists = type(told.vocabulary).model_fields
    assert words == {(name, term.id, term.definition) for name in lists for term in getattr(told.vocabulary, name)}
    predicates = {row["id"]: row for row in tables["vocabulary"] if row["list"] == "predicates"}
    for predicate in told.vocabulary.predicates:
        row = predicates[predicate.id]
        assert (row["label"], row["inverse_label"], row["topic"]) == (
            predicate.label,
            predicate.inverse_label,
            predicate.topic,
        )
        assert (row["symmetric"], row["single_valued"]) == (
            str(predicate.symmetric).lower(),
            str(predicate.single_valued).lower(),
        )
        assert split_list(row["object_types"]) == list(predicate.object_types)
    retired = {(row["kind"], row["id"], row["reason"], row["merged_into"]) for row in tables["retired"]}
    assert retired == {(each.kind, each.id, each.reason, each.merged_into) for each in told.retired}


def test_the_archive_says_what_it_is_and_counts_its_rows(tables: CsvTables, told: Dataset) -> None:
    assert tables.names[-1] == "export.json"
    said = tables.export
    assert (said["dataset"], said["dataset_version"], said["whole"]) == (told.info.id, told.version, True)
    described = {table["file"]: table for table in said["tables"]}
    assert [*described] == [name for name in tables.names if name.endswith(".csv")]
    for name, table in described.items():
        assert table["rows"] == len(tables.tables[name])
        header = tables.raw[name].decode().split("\r\n")[0]
        assert header == ",".join(table["columns"])
        assert all(table["columns"].values())


def test_every_line_is_by_the_standard_and_no_cell_begins_like_a_formula(tables: CsvTables) -> None:
    for name in tables.tables:
        text = tables.raw[name].decode()
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert text.count("\r\n") == text.count("\n") == len(rows)
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(DANGEROUS)]
        assert not [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-[0-9.]+", cell)]


def test_a_filter_leaves_the_claims_that_pass_and_what_these_name(article: Dataset) -> None:
    store = KnowledgeGraph(article).store
    tables = export(store, status="planned", exclude_outlet="akorda")
    passed = store.find_claims(
        choose_claims(store, get_format("csv"), status="planned", exclude_outlet="akorda")[0].wanted, None, 500
    )
    assert 0 < len(passed.items) < len(article.claims)
    assert tables.read_claims() == with_topics(passed.items, article.vocabulary)
    assert read_edges(tables) == list_edges(passed.items, article.vocabulary)
    entities = {row["id"] for row in tables["nodes"]}
    sources = {row["id"] for row in tables["sources"]}
    for table, columns in (("claims", ("subject", "object", "speaker")), ("qualifiers", ("entity",))):
        assert {row[column] for row in tables[table] for column in columns} - {None} <= entities
    assert {row[name] for row in tables["evidence"] for name in ("source", "cited_source")} - {None} <= sources
    assert {row["outlet"] for row in tables["sources"]} <= entities
    assert "akorda" not in {row["cited_outlet"] for row in tables["evidence"]}
    assert tables.export["query"] == {"status": ["planned"], "exclude_outlet": ["akorda"]}
    assert not tables.export["whole"]


def test_a_filter_that_nothing_passes_leaves_headers(article_graph: KnowledgeGraph) -> None:
    tables = export(article_graph.store, value_min="999999999999999")
    assert tables["claims"] == tables["evidence"] == tables["edges"] == tables["nodes"] == []
    assert tables.export["claims"] == 0
    assert tables.raw["claims.csv"].startswith(b"id,statement,polarity,")


def test_a_withdrawn_claim_is_there_when_asked_for_and_makes_no_edge() -> None:
    tables = export(KnowledgeGraph(make_everything()).store, rank="deprecated")
    assert [(row["id"], row["rank"]) for row in tables["claims"]] == [("c5", "deprecated")]
    assert tables["claims"][0]["deprecated_because"] == "=HYPERLINK(1)"
    assert b",'=HYPERLINK(1)," in tables.raw["claims.csv"]
    assert tables["edges"] == []


def test_tables_begin_with_a_byte_order_mark_if_it_is_wanted(article_graph: KnowledgeGraph) -> None:
    plain, marked = export(article_graph.store), export(article_graph.store, bom=True)
    for name in plain.tables:
        assert marked.raw[name] == codecs.BOM_UTF8 + plain.raw[name]
    assert marked.tables == plain.tables
    assert (plain.export["bom"], marked.export["bom"]) == (False, True)


def test_the_same_dataset_is_the_same_bytes(article: Dataset) -> None:
    one, other = (b"".join(build_export(KnowledgeGraph(article).store, "csv")) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "text", ["x" * 1000, "𝔘" * 1000, '"' * 1000, "|" * 1000, "'" * 1000, "\\" * 999 + "=", "=" * 1000]
)
def test_a_very_long_text_is_kept_whole(text: str) -> None:
    entity = make_entity("a", name=text[:200], description=text)
    claim = make_claim("c", "a", "b", statement=text, hedge=text)
    tables = export(KnowledgeGraph(make_dataset([claim], [entity])).store)
    assert tables.read_claims() == with_topics([claim], make_dataset().vocabulary)
    assert tables.read_entities()[0] == entity


def test_items_of_lists_that_hold_bars_and_backslashes_stay_apart() -> None:
    items = ("a|b", "\\", "|", "\\|", "=1", "'")
    entity = make_entity("a", names=[{"text": text, "lang": "en", "kind": "alias"} for text in items])
    source = make_source("report", "gazette", authors=items)
    tables = export(KnowledgeGraph(make_dataset([make_claim("c", "a", "b")], [entity], [source])).store)
    assert tables.read_entities()[0] == entity
    assert tables.read_sources() == [source]


@over_events
def test_events_are_read_back_row_by_row(events: ImportedEvents) -> None:
    archive = b"".join(build_export(events.graph.store, "csv"))
    claims = events.graph.store.find_claims(ClaimQuery(), None, 10**6).items
    said = ("id", "statement", "subject", "object", "predicate", "valid", "status", "speaker")
    assert read_columns(archive, "claims.csv", said) == [
        (
            each.id,
            each.statement,
            each.subject,
            each.object.entity,
            each.predicate,
            each.valid,
            each.status,
            each.speaker,
        )
        for each in claims
    ]
    passages = (
        (claim.id, each.source, str(each.locator.row), each.digest) for claim in claims for each in claim.evidence
    )
    assert read_columns(archive, "evidence.csv", ("claim", "source", "row", "digest")) == [*passages]
    edges = read_columns(archive, "edges.csv", ("source", "target", "key"))
    assert len(edges) == len(set(edges)) == events.graph.graph.number_of_edges()
    assert set(edges) == set(events.graph.graph.edges(keys=True))


def read_columns(archive: bytes, name: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Return some columns of a table; those of events hold nothing that was defused."""
    with ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as file:
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False, usecols=list(columns))[list(columns)]
    return [*frame.itertuples(index=False, name=None)]


def test_memory_does_not_grow_with_the_number_of_claims() -> None:
    few, many = (measure_peak(count) for count in (2_000, 6_000))
    assert many < few * 1.25


def measure_peak(count: int) -> int:
    """Return the most memory that an export of so many claims takes beside the store."""
    claims = [
        make_claim(f"c{number:05}", f"e{number % 50}", f"e{number % 49}", statement=f"Claim {number}.")
        for number in range(count)
    ]
    store = KnowledgeGraph(make_dataset(claims)).store
    del claims
    for _ in build_export(store, "csv"):
        pass
    tracemalloc.start()
    try:
        for _ in build_export(store, "csv"):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
