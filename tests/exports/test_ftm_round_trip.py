"""What is exported to FollowTheMoney can be imported again: names, links and their certain dates are kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kgraph.exports.followthemoney.claims import CERTAIN, LINKED
from kgraph.exports.followthemoney.ids import IdSpace
from kgraph.exports.followthemoney.values import clean_name
from kgraph.graph import iter_edges, makes_ties
from kgraph.importing.followthemoney import import_followthemoney
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.records import Claim, Dataset
from tests.events.imported import ImportedEvents
from tests.exports.everything import make_everything
from tests.exports.ftm_exports import FtmExport
from tests.importing.ftm_lines import COMPANY, EXAMPLE, OTHER, PERSON, make_record, write_records

LINK_PREDICATES = {"linked_to", "directs", "relative_of"}


def export_and_import(store: KnowledgeGraph, place: Path) -> Dataset:
    file = place / "exported.ftm.json"
    file.write_bytes(FtmExport(store.store).data)
    import_followthemoney(file, place / "back")
    return load_dataset(place / "back")


@pytest.fixture(scope="module")
def back(article_graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return export_and_import(article_graph, tmp_path_factory.mktemp("back"))


def links(dataset: Dataset) -> list[Claim]:
    return [claim for claim in dataset.claims if claim.predicate in LINK_PREDICATES]


def test_every_entity_comes_back_under_its_names(back: Dataset, article: Dataset) -> None:
    ids = IdSpace.of(article.info.id)
    found = {entity.id: entity for entity in back.entities}
    for entity in article.entities:
        other = found[ids.of_record("entity", entity.id)]
        assert other.name == entity.name
        texts = {name.text for name in other.names} | {other.name}
        assert texts == {entity.name, *(name.text for name in entity.names)}
        assert set(other.countries) == {*entity.countries, *filter(None, [entity.identifiers.iso_3166_1])}
        assert other.identifiers.wikidata == entity.identifiers.wikidata


def test_every_link_comes_back_between_the_same_two(back: Dataset, article: Dataset) -> None:
    ids = IdSpace.of(article.info.id)
    expected = Counter(
        (ids.of_record("entity", edge.subject), ids.of_record("entity", edge.target), claim.statement)
        for claim in article.claims
        if makes_ties(claim) and claim.status in LINKED
        for edge in iter_edges(claim, article.vocabulary)
    )
    found = Counter((claim.subject, str(claim.object.entity), find_text(claim, "description")) for claim in links(back))
    assert found == expected


def test_what_was_planned_or_hedged_comes_back_as_such(back: Dataset, article: Dataset) -> None:
    by_statement = {claim.statement: claim for claim in article.claims}
    held_back = 0
    for claim in links(back):
        original = by_statement[find_text(claim, "description")]
        if claim.predicate != "relative_of":
            assert (claim.status, claim.hedge) == (original.status, original.hedge)
        held_back += original.hedge is not None or original.status in LINKED - CERTAIN
    assert held_back > 20


def test_certain_dates_come_back(back: Dataset, article: Dataset) -> None:
    by_statement = {claim.statement: claim for claim in article.claims}
    dated = {find_text(claim, "description"): claim.valid for claim in links(back) if claim.valid is not None}
    assert len(dated) > 5
    for statement, valid in dated.items():
        assert valid.rstrip("/") == str(by_statement[statement].valid).removesuffix("/..")


def find_text(claim: Claim, role: str) -> str:
    texts = [each.value.text for each in claim.qualifiers if each.role == role and each.value is not None]
    return texts[0] or "" if texts else ""


def test_hostile_records_come_back(tmp_path: Path) -> None:
    dataset = make_everything()
    back = export_and_import(KnowledgeGraph(dataset), tmp_path)
    assert {clean_name(entity.name) for entity in dataset.entities} <= {entity.name for entity in back.entities}


def test_events_come_back_between_the_same_two(made_up_events: ImportedEvents, tmp_path: Path) -> None:
    store = made_up_events.graph.store
    ids = IdSpace.of(store.info.id)
    back = export_and_import(made_up_events.graph, tmp_path)
    made = load_dataset(made_up_events.folder)
    expected = Counter(
        (ids.of_record("entity", c.subject), ids.of_record("entity", str(c.object.entity))) for c in made.claims
    )
    assert Counter((claim.subject, claim.object.entity) for claim in links(back)) == expected
    assert sorted(str(claim.valid) for claim in links(back)) == sorted(str(claim.valid) for claim in made.claims)


def test_imported_records_go_out_as_what_they_were(tmp_path: Path) -> None:
    import_followthemoney(EXAMPLE, tmp_path / "first")
    exported = FtmExport(KnowledgeGraph(load_dataset(tmp_path / "first")).store)
    schemata = Counter(line["schema"] for line in exported.lines)
    for schema in ("Person", "Company", "Vessel", "Ownership", "Directorship", "Family"):
        assert schemata[schema], schema


def test_the_role_and_the_kinship_of_an_imported_link_are_kept(tmp_path: Path) -> None:
    office = make_record("d1", "Directorship", director="p1", organization="c1", role="chair", startDate="2014-03")
    kin = make_record("f1", "Family", person="p1", relative="p2", relationship="mother")
    import_followthemoney(write_records(tmp_path / "a.json", PERSON, OTHER, COMPANY, office, kin), tmp_path / "first")
    exported = FtmExport(KnowledgeGraph(load_dataset(tmp_path / "first")).store)
    (directs,) = [line["properties"] for line in exported.lines if line["schema"] == "Directorship"]
    assert directs["role"] == ["chair"]
    assert directs["startDate"] == ["2014-03"]
    (relative,) = [line["properties"] for line in exported.lines if line["schema"] == "Family"]
    assert relative["relationship"] == ["mother"]
