"""The export to FollowTheMoney: every record is there, with its evidence, and no tie that nobody affirms."""

from __future__ import annotations

import datetime
import json
import re
import tracemalloc
from decimal import Decimal

import pytest

from kgraph.exports import build_export
from kgraph.exports.citing import cite_claim
from kgraph.exports.export_set import ExportSet
from kgraph.exports.followthemoney.claims import CERTAIN, LINKED
from kgraph.exports.followthemoney.ids import IdSpace
from kgraph.graph import iter_edges, makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Content, Dataset, Locator, Qualifier, Value
from kgraph.stores import ClaimQuery
from tests.events.imported import ImportedEvents
from tests.exports.ftm_exports import FtmExport, Line
from tests.graphs import make_claim, make_dataset, make_entity, make_evidence, make_random_dataset, make_source

SEEDS = range(40)


@pytest.fixture(scope="module")
def exported(article_graph: KnowledgeGraph) -> FtmExport:
    return FtmExport(article_graph.store)


def export_dataset(dataset: Dataset, **filters: str) -> FtmExport:
    return FtmExport(KnowledgeGraph(dataset).store, **filters)


def export_claim(*claims: Claim, **filters: str) -> FtmExport:
    return export_dataset(make_dataset(claims), **filters)


def ends(line: Line) -> tuple[str, str]:
    """Return the ids that a link stands between."""
    names = [name for name, values in line["properties"].items() if "-entity-" in values[0]]
    source, target = names if len(names) == 2 else (names[0], names[0])
    return line["properties"][source][0], line["properties"][target][0]


def test_every_entity_is_a_thing_and_every_source_a_document(exported: FtmExport, article: Dataset) -> None:
    ids = IdSpace.of(article.info.id)
    things = exported.of_kind("entity")
    assert [line["id"] for line in things] == [ids.of_record("entity", entity.id) for entity in article.entities]
    assert [line["caption"] for line in things] == [entity.name for entity in article.entities]
    documents = exported.of_kind("source")
    assert [line["id"] for line in documents] == [ids.of_record("source", source.id) for source in article.sources]


def test_every_name_is_kept(exported: FtmExport, article: Dataset) -> None:
    for line, entity in zip(exported.of_kind("entity"), article.entities, strict=True):
        kept = {
            text for name in ("name", "alias", "weakAlias", "abbreviation") for text in line["properties"].get(name, [])
        }
        assert kept == {entity.name, *(name.text for name in entity.names)}
        assert line["properties"]["name"][0] == entity.name
        assert line["properties"]["keywords"] == [entity.type]


def test_lines_have_the_members_of_the_package_and_ids_are_unique(exported: FtmExport) -> None:
    members = ["id", "caption", "schema", "properties", "referents", "datasets"]
    assert all(list(line) == members for line in exported.all_lines)
    assert all(values for line in exported.all_lines for values in line["properties"].values())
    assert all(line["datasets"] == ["kazakhstan_china_russia"] for line in exported.all_lines)
    ids = [line["id"] for line in exported.all_lines]
    assert len(set(ids)) == len(ids)


def check_claims(exported: FtmExport, dataset: Dataset) -> None:
    """Assert that claims are linked exactly as they tie, and that the others are notes."""
    ids = IdSpace.of(dataset.info.id)
    links = {line["id"]: line for line in exported.of_kind("link")}
    notes = {line["id"]: line for line in exported.of_kind("claim")}
    for claim in dataset.claims:
        is_linked = makes_ties(claim) and claim.status in LINKED
        edges = list(iter_edges(claim, dataset.vocabulary)) if is_linked else []
        for edge in edges:
            line = links.pop(ids.of_record("link", edge.key))
            assert ends(line) == (ids.of_record("entity", edge.subject), ids.of_record("entity", edge.target))
            assert line["properties"]["recordId"] == [claim.id]
            assert line["properties"]["description"] == [claim.statement]
        if not edges and claim.rank != "deprecated":
            line = notes.pop(ids.of_record("claim", claim.id))
            assert line["schema"] == "Note"
            named = {claim.subject, *(each.entity for each in claim.contents if each.entity)}
            assert set(line["properties"]["entity"]) == {ids.of_record("entity", id_) for id_ in named}
            assert line["properties"]["description"][0].startswith(claim.statement)
    assert not links
    assert not notes


def test_claims_are_links_or_notes(exported: FtmExport, article: Dataset) -> None:
    check_claims(exported, article)
    assert {claim.polarity for claim in article.claims} == {"affirmed", "negated", "unknown"}


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_of_any_dataset_are_links_or_notes(seed: int) -> None:
    dataset = make_random_dataset(seed)
    check_claims(export_dataset(dataset), dataset)


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"polarity": "negated"}, "negated"),
        ({"polarity": "unknown"}, "unknown"),
        ({"status": "feared"}, "feared"),
        ({"status": "forecast"}, "forecast"),
        ({"status": "hypothetical"}, "hypothetical"),
        ({"status": "hypothetical", "hedge": "might"}, "hypothetical, hedged “might”"),
        ({"polarity": "negated", "status": "planned"}, "negated, planned"),
    ],
)
def test_what_nobody_affirms_is_a_note_that_says_so(fields: dict[str, str], mark: str) -> None:
    exported = export_claim(make_claim("c", "a", "b", "p", **fields))
    assert exported.of_kind("link") == []
    note = exported.note_of("c")
    assert note["caption"] == f"Claim c. [{mark}]"
    assert note["properties"]["description"] == [f"Claim c. [{mark}]"]
    assert set(mark.split(", ")) <= set(note["properties"]["keywords"])


def test_a_withdrawn_claim_is_there_if_asked_for_and_is_no_link() -> None:
    claim = make_claim("c", "a", "b", rank="deprecated")
    assert [line["schema"] for line in export_claim(claim).of_kind("claim")] == []
    exported = export_claim(claim, rank="deprecated")
    assert exported.of_kind("link") == []
    assert exported.note_of("c")["caption"] == "Claim c. [withdrawn]"


@pytest.mark.parametrize("status", sorted(LINKED - CERTAIN))
@pytest.mark.parametrize("hedge", [None, "ostensibly"])
def test_what_is_not_yet_so_is_a_link_that_says_so_first(status: str, hedge: str | None) -> None:
    exported = export_claim(make_claim("c", "a", "b", "p", status=status, hedge=hedge, valid="2031"))
    mark = status if hedge is None else f"{status}, hedged “{hedge}”"
    tie, partner = exported.links_of("c")
    assert tie["caption"] == f"{mark}: trades_with"
    assert partner["caption"] == f"{mark}: trades_with …, partner"
    for link in (tie, partner):
        assert link["schema"] == "UnknownLink"
        assert link["properties"]["role"] == [link["caption"]]
        assert link["properties"]["status"] == [mark]
        assert not {"date", "startDate", "endDate"} & set(link["properties"])
        assert any("holds 2031 (EDTF)" in text for text in link["properties"]["summary"])


def test_a_hedge_travels_with_the_link_of_what_is_so() -> None:
    (link,) = export_claim(make_claim("c", "a", "b", status="ongoing", hedge="ostensibly", valid="2031")).links_of("c")
    assert link["properties"]["role"] == ["hedged “ostensibly”: trades_with"]
    assert link["properties"]["status"] == ["ongoing, hedged “ostensibly”"]
    assert "date" not in link["properties"]


def test_what_holds_back_is_never_cut_off(article: Dataset) -> None:
    claim = make_claim("c", "a", "b", "p", status="alleged", hedge="h" * 1000)
    for link in export_claim(claim).links_of("c"):
        assert len(link["properties"]["role"][0]) <= 1024
        assert link["properties"]["role"][0].startswith("alleged, hedged “hhh")


@pytest.mark.parametrize(
    ("valid", "dates"),
    [
        ("2023-05", {"date": ["2023-05"]}),
        ("2023-05-19", {"date": ["2023-05-19"]}),
        ("2017/2023", {"startDate": ["2017"], "endDate": ["2023"]}),
        ("2022-01/..", {"startDate": ["2022-01"]}),
        ("/2022", {"endDate": ["2022"]}),
        ("2022?/2023", {"endDate": ["2023"]}),
        *(
            (text, {})
            for text in ("2023?-05-19", "2023?", "2023-05~", "2022%", "[2025..]", "[2021,2023]", "XXXX-05-19", "../..")
        ),
        ("0987", {}),
        ("2031-21", {}),
        (None, {}),
    ],
)
def test_only_certain_dates_are_dates(valid: str | None, dates: dict[str, list[str]]) -> None:
    (link,) = export_claim(make_claim("c", "a", "b", valid=valid)).links_of("c")
    found = {name: link["properties"][name] for name in ("date", "startDate", "endDate") if name in link["properties"]}
    assert found == dates
    said = f"holds {valid} (EDTF)" if valid else "time not given"
    assert any(said in text for text in link["properties"]["summary"])


def test_an_inferred_year_of_a_source_is_marked(exported: FtmExport, article: Dataset) -> None:
    inferred = [source for source in article.sources if source.date and "?" in source.date]
    assert inferred
    lines = {line["id"].partition("-source-")[2]: line for line in exported.of_kind("source")}
    for source in inferred:
        properties = lines[source.id]["properties"]
        assert "date" not in properties
        assert source.date in properties["title"][0]
        assert f"Date (EDTF): {source.date}" in properties["summary"]
        assert f"On the date: {source.date_basis}" in properties["summary"]


def test_evidence_goes_with_every_link_and_note(exported: FtmExport, article_graph: KnowledgeGraph) -> None:
    ids = IdSpace.of(article_graph.store.info.id)
    for batch in ExportSet(article_graph.store, ClaimQuery(), {}).iter_batches():
        for claim in batch.claims:
            for line in exported.links_of(claim.id) or [exported.note_of(claim.id)]:
                properties = line["properties"]
                carrying = dict.fromkeys(each.source for each in claim.evidence)
                assert properties["proof"] == [ids.of_record("source", id_) for id_ in carrying]
                assert set(cite_claim(batch, claim)) <= set(properties["summary"])
                outlets = {batch.entities[batch.sources[each.source].outlet].name for each in claim.evidence}
                assert set(properties["publisher"]) == outlets
                speaker = batch.entities[claim.speaker].name
                assert any(text.startswith(f"Said by {speaker}; ") for text in properties["summary"])


def test_pages_are_addresses_with_their_moments() -> None:
    moment = datetime.datetime.fromisoformat("2024-05-31T17:00:00+05:00")
    place = Locator(url="https://example.org", retrieved=moment)
    page = make_evidence().model_copy(update={"locator": place})
    (link,) = export_claim(make_claim("c", "a", "b", evidence=(page,))).links_of("c")
    assert link["properties"]["sourceUrl"] == ["https://example.org/"]
    assert link["properties"]["retrievedAt"] == ["2024-05-31T12:00:00"]


def test_amounts_and_qualifiers_are_told_exactly() -> None:
    value = Value(amount=Decimal("0.100000000000001"), modifier="at_least", unit="USD", text="a dime")
    claim = make_claim("c", "a", Content(value=value), qualifiers=(Qualifier(role="reason", claim="d"),))
    note = export_claim(claim, make_claim("d", "a", "b")).note_of("c")
    assert "trades_with: a dime (at least 0.100000000000001 USD)" in note["properties"]["summary"]
    assert "reason: claim d, “Claim d.”" in note["properties"]["summary"]


def test_a_claim_about_an_amount_is_linked_to_what_its_qualifiers_tie() -> None:
    claim = make_claim("c", "a", Content(value=Value(text="much")), "p")
    (link,) = export_claim(claim).links_of("c")
    assert link["properties"]["role"] == ["trades_with …, partner"]
    assert "trades_with: much" in link["properties"]["summary"]


def test_kin_and_heads_have_schemata_of_their_own(exported: FtmExport) -> None:
    (kin,) = [line for line in exported.lines if line["schema"] == "Family"]
    assert kin["properties"]["person"] == ["kazakhstan-china-russia-entity-bolat-nazarbayev"]
    assert kin["properties"]["relative"] == ["kazakhstan-china-russia-entity-nursultan-nazarbayev"]
    assert kin["properties"]["relationship"] == ["elder sibling"]
    (head,) = [line for line in exported.lines if line["schema"] == "Directorship"]
    assert head["properties"]["status"] == ["ended"]
    assert head["properties"]["role"] == ["headed"]


@pytest.fixture
def kin(article: Dataset) -> Dataset:
    """A younger brother, with somebody beside him, and a head of what is no body that can be headed."""
    people = [make_entity(id_, "person") for id_ in ("a", "b", "p")]
    brothers = make_claim("c", "a", "b", "p", predicate="younger_brother_of")
    head = make_claim("d", "a", "x", predicate="headed")
    return make_dataset([brothers, head], people).model_copy(update={"vocabulary": article.vocabulary})


def test_only_the_tie_to_the_object_is_what_the_predicate_says(kin: Dataset) -> None:
    brother, beside = export_dataset(kin).links_of("c")
    assert brother["schema"] == "Family"
    assert beside["schema"] == "UnknownLink"
    assert beside["properties"]["role"] == ["is the younger brother of …, together with"]


def test_a_schema_is_only_taken_for_ends_that_it_allows(kin: Dataset) -> None:
    (head,) = export_dataset(kin).links_of("d")
    assert head["schema"] == "UnknownLink"
    assert head["properties"]["role"] == ["headed"]


def test_the_last_record_says_what_the_file_is(exported: FtmExport, article_graph: KnowledgeGraph) -> None:
    store = article_graph.store
    about = json.loads(exported.last["properties"]["notes"][0])
    assert about["dataset_version"] == store.version
    assert about["whole"] is True
    kinds = {"entities": "entity", "sources": "source", "links": "link", "notes": "claim"}
    assert about["written"] == {
        "claims": about["claims"],
        **{name: len(exported.of_kind(kind)) for name, kind in kinds.items()},
    }
    assert sum(len(exported.of_kind(kind)) for kind in kinds.values()) == len(exported.lines)
    assert f"behind {len(exported.lines)} others" in exported.last["properties"]["summary"][0]
    assert exported.last["id"] not in {line["id"] for line in exported.lines}


def test_one_of_a_kind_is_counted_as_one(exported: FtmExport) -> None:
    one = export_claim(make_claim("c", "a", "a", evidence=(make_evidence(),)))
    counts = {kind: len(one.of_kind(kind)) for kind in ("entity", "source", "link", "claim")}
    summary = one.last["properties"]["summary"][0]
    assert counts["link"] == 1
    assert " for 1 claim 1 link and 0 notes. " in summary
    assert not re.search(r"\b1 (?:others|entities|sources|claims|links|notes)\b", summary)
    assert "112 entities, 21 sources, and for 201 claims " in exported.last["properties"]["summary"][0]


def test_a_filtered_export_holds_what_it_names(article_graph: KnowledgeGraph) -> None:
    exported = FtmExport(article_graph.store, about="Khorgos dry port")
    about = json.loads(exported.last["properties"]["notes"][0])
    assert about["whole"] is False
    assert 0 < about["claims"] < 201
    there = {line["id"] for line in exported.lines}
    named = {
        value
        for line in exported.lines
        for values in line["properties"].values()
        for value in values
        if value.startswith(("kazakhstan-china-russia-entity-", "kazakhstan-china-russia-source-"))
    }
    assert named <= there


def test_nothing_found_is_a_whole_file(article_graph: KnowledgeGraph) -> None:
    exported = FtmExport(article_graph.store, about="Bolat Nazarbayev", topic="water")
    assert exported.lines == []
    assert json.loads(exported.last["properties"]["notes"][0])["written"]["claims"] == 0


def test_the_same_dataset_gives_the_same_bytes(article_graph: KnowledgeGraph, exported: FtmExport) -> None:
    assert FtmExport(article_graph.store).data == exported.data


def test_ids_of_records_never_meet() -> None:
    ids = [f"a{joiner}b{other}c" for joiner in "-_.:" for other in "-_.:"]
    ids += ["c", "b-entity-c", "entity-c", "x" * 200, "x" * 199 + "y", "c1#held_by", "c1#held_by.2"]
    datasets = ["a", "a-entity-b", "b", "b.c", "b_c", "b:c", "b-c", "a-export", "d" * 200]
    found = [
        space.of_record(kind, id_)
        for space in map(IdSpace.of, datasets)
        for id_ in ids
        for kind in ("entity", "source", "link", "claim")
    ]
    found += [IdSpace.of(dataset).last for dataset in datasets]
    assert len({id_.lower() for id_ in found}) == len(found)
    assert all("." not in id_ and len(id_) <= 200 for id_ in found)


def test_memory_does_not_grow_with_the_claims() -> None:
    peaks = [measure_peak(size) for size in (1_500, 4_500)]
    assert peaks[1] < peaks[0] * 1.5


def measure_peak(claims: int) -> int:
    """Return how many bytes are held at most while so many claims are exported."""
    entities = [make_entity(f"e{number}") for number in range(50)]
    sources = [make_source("report", "e0")]
    made = [make_claim(f"c{number:05}", f"e{number % 50}", f"e{number % 49}") for number in range(claims)]
    store = KnowledgeGraph(make_dataset(made, entities, sources)).store
    for _ in build_export(store, "ftm"):  # what the store keeps once it was asked is not the export's
        pass
    tracemalloc.start()
    try:
        for _ in build_export(store, "ftm"):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_events_are_exported_whole(real_events: ImportedEvents) -> None:
    store = real_events.graph.store
    lines = claims = 0
    for piece in build_export(store, "ftm"):
        lines += piece.count(b"\n")
        claims += piece.count(b'"recordId":')
    assert claims == store.count_claims(ClaimQuery())
    assert lines == claims + len(real_events.graph.graph) + 1 + 1
