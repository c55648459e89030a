"""The real events, where they are at hand: counts, rows and names."""

from __future__ import annotations

import json

import pytest

from kgraph.importing.mapping_files import find_mapping, load_mapping
from kgraph.importing.report import ImportReport
from kgraph.importing.table import import_table
from kgraph.records import Claim
from kgraph.text import digest
from tests.importing.tables import ROOT, read_records

EVENTS = ROOT.parent / "shared" / "events" / "icews.tsv"
pytestmark = pytest.mark.skipif(not EVENTS.exists(), reason="the ICEWS events are not beside the checkout")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ImportReport:
    return import_table(EVENTS, load_mapping(find_mapping("icews")), tmp_path_factory.mktemp("events") / "out")


@pytest.fixture(scope="module")
def rows() -> list[str]:
    return EVENTS.read_text("utf-8").split("\n")[:-1]


def test_the_counts(report):
    assert (report.rows, report.claims, report.repeated_rows, report.left_out) == (110_271, 108_756, 1515, 0)
    # The names of the events, and the programme that coded them.
    assert (report.entities, report.predicates, report.self_loops) == (8390 + 1, 226, 36)
    assert report.alike == (("Sunday Times", "The Sunday Times"),)


def test_each_claim_cites_its_rows(report, rows):
    names = {each["id"]: each["name"] for each in read_records(report.path, "entities")}
    labels = {
        each["id"]: each["label"]
        for each in json.loads((report.path / "predicates.json").read_text("utf-8"))["predicates"]
    }
    cited = []
    for claim in read_records(report.path, "relations"):
        said = [names[claim["subject"]], labels[claim["predicate"]], names[claim["object"]["entity"]], claim["valid"]]
        for evidence in claim["evidence"]:
            row = evidence["locator"]["row"]
            cited.append(row)
            assert [field.strip() for field in rows[row - 1].split("\t")] == said
            if not row % 20:
                assert evidence["digest"] == digest(rows[row - 1])
    assert sorted(cited) == list(range(1, len(rows) + 1))


def test_every_line_is_the_canonical_form_of_its_claim(report):
    with (report.path / "relations.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if not number % 50:
                dumped = Claim.model_validate_json(line).model_dump(mode="json")
                canonical = json.dumps(dumped, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                assert f"{canonical}\n" == line


def test_countries_and_topics(report):
    entities = read_records(report.path, "entities")
    by_name = {each["name"]: each for each in entities}
    assert by_name["Military (Mali)"]["countries"] == ["ML"]
    assert by_name["Kazakhstan"]["identifiers"]["iso_3166_1"] == "KZ"
    assert sum(each["type"] == "country" for each in entities) == 85
    assert sum(bool(each["countries"]) for each in entities) > 4400
    predicates = json.loads((report.path / "predicates.json").read_text("utf-8"))["predicates"]
    assert len({each["topic"] for each in predicates}) == 20
    assert all(each["topic"] != "other" for each in predicates)
