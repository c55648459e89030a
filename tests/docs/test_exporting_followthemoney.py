"""The page on exports to FollowTheMoney says what the exporter does."""

from __future__ import annotations

from pathlib import Path

from kgraph.exports.followthemoney.claims import CERTAIN, INTENDED, LINKED
from kgraph.exports.followthemoney.ids import IdSpace, Kind
from kgraph.exports.followthemoney.schemata import (
    LINKS,
    NEUTRAL,
    PREDICATE_SCHEMATA,
    SOURCE_SCHEMATA,
    TYPE_SCHEMATA,
    find_link,
)
from kgraph.exports.followthemoney.things import NAME_PROPERTIES
from kgraph.exports.followthemoney.values import find_period
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from kgraph.records.vocabulary import STATUSES
from tests.docs.pages import ROOT, code, codes, find_tables, read_page, section
from tests.exports.ftm_exports import VARIABLE, VERSION, FtmExport
from tests.tools import REQUIRED

PAGE = read_page("exporting-followthemoney.md")


def rows(heading: str, number: int = 0) -> list[dict[str, str]]:
    return find_tables(section(PAGE, heading))[number]


def test_every_status_is_listed_with_what_becomes_of_it() -> None:
    assert [code(row["status"]) for row in rows("What becomes a link")] == list(STATUSES)
    for row in rows("What becomes a link"):
        status = code(row["status"])
        assert row["becomes"].startswith("a link") == (status in CERTAIN)
        assert (row["becomes"] == "an `UnknownLink`") == (status in INTENDED)
        assert (row["becomes"] == "a `Note`") == (status not in LINKED)


def test_every_type_and_every_kind_of_name_is_listed() -> None:
    assert {code(row["type"]): code(row["schema"]) for row in rows("Entities")} == TYPE_SCHEMATA
    assert {code(row["kind of name"]): code(row["property"]) for row in rows("Entities", 1)} == NAME_PROPERTIES
    assert {code(row["type"]): code(row["schema"]) for row in rows("Sources")} == SOURCE_SCHEMATA
    assert f"becomes a `{NEUTRAL}`" in PAGE


def test_every_type_that_ships_has_a_schema_of_its_own(article: Dataset) -> None:
    assert {term.id for term in article.vocabulary.entity_types} <= TYPE_SCHEMATA.keys()


def test_every_predicate_with_a_schema_is_listed_and_ships(article: Dataset) -> None:
    listed = {(code(row["predicate"]), row["label"]): (code(row["schema"]), row["named"]) for row in rows("Links")}
    assert listed == PREDICATE_SCHEMATA
    found = {(each.id, each.label) for each in article.vocabulary.predicates if find_link(each) is not None}
    assert found == PREDICATE_SCHEMATA.keys()


def test_every_link_schema_is_named() -> None:
    assert LINKS.keys() <= set(codes(section(PAGE, "Links")))


def test_properties_of_the_page_are_those_of_the_file(article_graph: KnowledgeGraph) -> None:
    export = FtmExport(article_graph.store)
    kinds = {"of a link": "link", "of a note": "claim"}
    for column, kind in kinds.items():
        listed = {
            name for row in rows("Links", 1) if not row[column].startswith("–") for name in codes(row["property"])
        }
        used = {name for line in export.of_kind(kind) for name in line["properties"]}
        ends = {name for link in LINKS.values() for name in (link.source, link.target, "relationship")}
        dates = {"date", "startDate", "endDate"}
        assert used - dates - (ends - {"entity"} if kind == "link" else set()) <= listed


def test_dates_of_the_page_are_those_of_the_file() -> None:
    for row in rows("Dates"):
        listed = {
            name: [code(row[f"`{name}`"])] for name in ("date", "startDate", "endDate") if row[f"`{name}`"] != "–"
        }
        assert find_period(code(row["`valid`"])) == listed


def test_ids_of_the_page_are_those_of_the_file() -> None:
    for row in rows("Ids"):
        kind: Kind = row["record"].split()[0]  # type: ignore[assignment]
        assert IdSpace.of(code(row["dataset"])).of_record(kind, codes(row["record"])[0]) == code(row["id"])


def test_the_judge_is_named_as_it_is() -> None:
    assert f"`followthemoney` ({VERSION})" in PAGE
    assert f"{VARIABLE}=$(.ci/followthemoney)" in PAGE
    assert f"{REQUIRED}=1" in PAGE
    folder: Path = ROOT / ".ci"
    if folder.is_dir():
        assert f"followthemoney=={VERSION}" in (folder / "followthemoney.txt").read_text(encoding="utf-8").splitlines()
        continuous = (folder / "run").read_text(encoding="utf-8")
        assert all(name in continuous for name in (VARIABLE, f"{REQUIRED}=1", ".ci/followthemoney"))
