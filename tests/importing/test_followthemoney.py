"""Records of the FollowTheMoney model become a dataset that loads and answers, with its evidence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.importing.followthemoney import import_followthemoney
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Dataset
from kgraph.text import digest
from tests.importing.ftm_lines import COMPANY, EXAMPLE, GOOD, OTHER, OWNERSHIP, PERSON, make_record, write_records

Import = Callable[..., Dataset]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    out = tmp_path_factory.mktemp("ftm") / "example"
    import_followthemoney(EXAMPLE, out)
    return kgraph.open(out)


@pytest.fixture
def load(tmp_path: Path) -> Import:
    """Import records and load the dataset that they become."""

    def call(*records: Any, **options: Any) -> Dataset:
        import_followthemoney(write_records(tmp_path / "some.ndjson", *records), tmp_path / "out", **options)
        return kgraph.load_dataset(tmp_path / "out")

    return call


def claim_of(dataset: Dataset, predicate: str) -> Claim:
    (claim,) = (claim for claim in dataset.claims if claim.predicate == predicate)
    return claim


def test_path_between_owners_shows_the_page_it_was_read_on(example: KnowledgeGraph) -> None:
    path = example.paths("Aibek Testov", "Li Wenhao").items[0]
    assert [entity.name for entity in path.entities] == ["Aibek Testov", "Altyn Example Logistics LLP", "Li Wenhao"]
    (first,) = path.hops[0].claims
    assert (
        first.statement == "Aibek Testov owns Altyn Example Logistics LLP (with a share of 51.5 percent), from 2014-03."
    )
    assert first.speaker.name == "Example Company Registry"
    assert [outlet.name for outlet in first.outlets] == ["Example Company Registry"]
    (evidence,) = first.evidence
    assert evidence.locator.url == "https://registry.example/company/altyn"
    assert f"{evidence.locator.retrieved:%Y-%m-%dT%H:%M%z}" == "2024-05-31T00:00+0000"
    assert evidence.source.title == "ownership own-1, line 10 of example.ndjson"


def test_line_without_a_page_is_its_own_evidence(example: KnowledgeGraph) -> None:
    (claim,) = example.claims(predicate="relative_of").items
    assert (claim.subject.name, claim.object.entity and claim.object.entity.name) == ("Aibek Testov", "Dana Testova")
    assert claim.statement.endswith("(relation recorded: sister).")
    (evidence,) = claim.evidence
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[(evidence.locator.row or 0) - 1])["schema"] == "Family"
    assert evidence.digest == digest(lines[(evidence.locator.row or 0) - 1])
    assert evidence.source.outlet.name == claim.speaker.name == "xx_registry"


def test_every_claim_has_evidence_and_the_digest_of_its_line(example: KnowledgeGraph) -> None:
    digests = {digest(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()}
    claims = example.claims(limit=500).items
    assert len(claims) == 17
    assert all(claim.evidence and {each.digest for each in claim.evidence} <= digests for claim in claims)


def test_sanction_is_a_claim_about_the_sanctioned(example: KnowledgeGraph) -> None:
    first, second = example.claims(predicate="sanctioned_by", subject="xx-co-donghai", order="id").items
    assert {first.object.entity and first.object.entity.name} == {"Office of Example Sanctions"}
    assert {first.status, second.status} == {"occurred", "ended"}
    assert {part.role for part in first.qualifiers} == {"programme", "provisions", "reason", "listed_on"}
    # Only its day of listing is given: no other start is known.
    assert first.valid == "2023-02-24/"
    (unnamed,) = example.claims(predicate="sanctioned_by", subject="xx-person-3").items
    assert unnamed.object.value is not None
    assert unnamed.statement == "Dana Testova is under sanctions: EX-PROGRAM 15."
    # In two lists at once: nobody can tell which of them says it.
    assert unnamed.speaker.name == "FollowTheMoney file example"


def test_record_with_two_subjects_is_two_claims(example: KnowledgeGraph) -> None:
    ended = example.claims(predicate="sanctioned_by", status="ended").items
    assert {claim.subject.id for claim in ended} == {"xx-vessel-1", "xx-co-donghai"}


@pytest.mark.parametrize(
    ("text", "id", "lang"),
    [
        ("Айбек Тестов", "nk-7fqmzktestaibek-f81712805b620151", "und-Cyrl"),
        ("дана тестова", "xx-person-3", "und-Cyrl"),
        ("李文浩", "nk-wenhaotest-12a2ddd03be47d39", "und-Hani"),
        ("东海示例控股", "xx-co-donghai", "und-Hani"),
        ("AEL", "xx-co-altyn", "und-Latn"),
        ("NK-WenhaoTest", "nk-wenhaotest-12a2ddd03be47d39", "zxx"),
    ],
)
def test_entity_is_found_by_any_of_its_names(example: KnowledgeGraph, text: str, id: str, lang: str) -> None:
    best = example.search(text).items[0]
    assert (best.id, best.matched.lang) == (id, lang)


def test_entities_keep_type_countries_and_certain_identifiers(example: KnowledgeGraph) -> None:
    person = example.entity("Aibek Testov")
    assert (person.type, person.countries) == ("person", ("KZ",))
    assert person.description == "Person in xx_registry; marked as role.pep (FtM id NK-7fQmZkTestAibek)"
    assert example.entity("Li Wenhao").identifiers.wikidata == "Q990000001"
    definitions = {type.id: type.definition for type in example.schema().entity_types}
    assert definitions["vessel"] == "A ship or a boat."
    assert set(definitions) == {entity.type for entity in example.entities(limit=500).items}


def test_references_between_things_are_ties(example: KnowledgeGraph) -> None:
    names = {hit.entity.name: hit.claims[0].predicate for hit in example.neighbours("Donghai Example Holding").items}
    assert names["MV Example Star"] == "operated_by"
    assert names["Altyn Example Logistics LLP"] in {"part_of", "paid"}


def test_dates_filter_with_the_precision_they_have(example: KnowledgeGraph) -> None:
    holds = {claim.subject.name for claim in example.claims(predicate="owns", date="2016", date_match="certain").items}
    assert holds == {"Li Wenhao"}  # the other one may have sold any day after March 2014
    possible = {claim.subject.name for claim in example.claims(predicate="owns", date="2016").items}
    assert possible == {"Li Wenhao", "Aibek Testov"}


def test_amounts_are_exact(example: KnowledgeGraph) -> None:
    (paid,) = example.claims(predicate="paid").items
    (amount,) = (part.value for part in paid.qualifiers if part.role == "amount")
    assert amount is not None
    assert (str(amount.amount), amount.unit, amount.modifier) == ("1250000.5", "USD", "exact")
    shares = {
        part.value and str(part.value.amount)
        for claim in example.claims(predicate="owns").items
        for part in claim.qualifiers
    }
    assert shares == {"51.5", "48.5"}


def test_compressed_file_becomes_the_same_dataset(tmp_path: Path) -> None:
    packed = tmp_path / "example.ndjson.gz"
    packed.write_bytes(gzip.compress(EXAMPLE.read_bytes()))
    plain = tmp_path / "example.ndjson"
    plain.write_bytes(EXAMPLE.read_bytes())
    import_followthemoney(plain, tmp_path / "plain")
    import_followthemoney(packed, tmp_path / "packed")
    claims = [kgraph.load_dataset(tmp_path / name).claims for name in ("plain", "packed")]
    assert [claim.id for claim in claims[0]] == [claim.id for claim in claims[1]]


def test_order_of_lines_changes_no_claim(load: Import, tmp_path: Path) -> None:
    forward = {claim.id for claim in load(*GOOD).claims}
    assert forward == {claim.id for claim in load(*reversed(GOOD), replace=True).claims}


def test_order_of_values_changes_no_claim(load: Import) -> None:
    one = make_record("s", "Sanction", entity="p1", authority="A", provisions=["Freeze", "Ban"], reason="Because")
    other = make_record("s", "Sanction", entity="p1", authority="A", reason="Because", provisions=["Ban", "Freeze"])
    assert load(PERSON, one).claims[0].id == load(PERSON, other, replace=True).claims[0].id


def test_same_claim_in_two_records_is_one_with_both_as_evidence(load: Import) -> None:
    (claim,) = load(*GOOD, {**OWNERSHIP, "id": "o2"}).claims
    assert [each.locator.row for each in claim.evidence] == [4, 5]


def test_records_that_share_a_page_load(load: Import) -> None:
    page = {"sourceUrl": "https://registry.example/all", "retrievedAt": "2024-01-01"}
    dataset = load(
        PERSON,
        OTHER,
        COMPANY,
        make_record("o1", "Ownership", owner="p1", asset="c1", **page),
        make_record("o2", "Ownership", owner="p2", asset="c1", **page),
    )
    assert {claim.evidence[0].locator.url for claim in dataset.claims} == {"https://registry.example/all"}
    assert len({claim.evidence[0].digest for claim in dataset.claims}) == 2


def test_several_owners_and_assets_are_one_claim_for_each_pair(load: Import) -> None:
    second = make_record("c2", "Company", name="Second Works")
    dataset = load(
        PERSON, OTHER, COMPANY, second, make_record("o", "Ownership", owner=["p1", "p2"], asset=["c1", "c2"])
    )
    pairs = {(claim.subject, claim.object.entity) for claim in dataset.claims}
    assert pairs == {("p1", "c1"), ("p1", "c2"), ("p2", "c1"), ("p2", "c2")}
    assert len({claim.evidence for claim in dataset.claims}) == 1


def test_several_publishers_leave_the_list_as_the_speaker(load: Import) -> None:
    dataset = load(*GOOD[:3], make_record("o", "Ownership", owner="p1", asset="c1", publisher=["One", "Two"]))
    names = {entity.id: entity.name for entity in dataset.entities}
    assert names[dataset.claims[0].speaker] == "xx_list"


def test_id_that_reads_like_another_name_is_replaced(load: Import) -> None:
    namesake = make_record("p3", "Person", name="C1", alias="P2")
    dataset = load(*GOOD, namesake)
    ids = {entity.name: entity.id for entity in dataset.entities}
    assert ids["Ann Example"] == "p1"
    assert ids["Example Works"].startswith("c1-")
    assert ids["Bob Example"].startswith("p2-")
    assert claim_of(dataset, "owns").object.entity == ids["Example Works"]


def test_ids_that_differ_in_case_alone_stay_apart(load: Import) -> None:
    records = [make_record(id, "Person", name=f"Name {id}") for id in ("NK-a", "NK-A", "nk-a", "nk.a")]
    dataset = load(*records, make_record("f", "Family", person="NK-a", relative="NK-A"))
    assert len({entity.id for entity in dataset.entities if entity.type == "person"}) == 4
    assert claim_of(dataset, "relative_of").subject != claim_of(dataset, "relative_of").object.entity


def test_self_loop_is_a_claim_and_counted(tmp_path: Path) -> None:
    file = write_records(tmp_path / "a.ndjson", COMPANY, make_record("o", "Ownership", owner="c1", asset="c1"))
    report = import_followthemoney(file, tmp_path / "out")
    assert (report.self_loops, report.self_loop_rows, report.claims) == (1, (2,), 1)


def test_thing_that_comes_again_word_for_word_is_counted(tmp_path: Path) -> None:
    report = import_followthemoney(write_records(tmp_path / "a.ndjson", *GOOD, PERSON), tmp_path / "out")
    assert (report.repeated_things, report.things, report.entities) == (1, 3, 4)


def test_page_of_a_document_is_passed_over_and_counted(tmp_path: Path) -> None:
    page = make_record("page", "Page", bodyText="Words.", index="1")
    report = import_followthemoney(write_records(tmp_path / "a.ndjson", *GOOD, page), tmp_path / "out")
    assert (report.ignored, report.left_out) == (1, 0)


@pytest.mark.parametrize(
    ("record", "statement"),
    [
        (
            make_record("x", "Debt", debtor="p1", creditor="c1", amount="7"),
            "Ann Example owes money to Example Works (to the amount of 7).",
        ),
        (
            make_record("x", "Succession", predecessor="p1", successor="c1", date="2001-02"),
            "Ann Example was succeeded by Example Works, dated 2001-02.",
        ),
        (
            make_record("x", "UnknownLink", subject="p1", object="c1", role="fixer"),
            "Ann Example is linked to Example Works (as fixer).",
        ),
        (make_record("x", "Identification", holder="p1", number="42"), "Ann Example is identified by 42."),
        (make_record("x", "TaxRoll", taxee="p1", income="100"), "Ann Example declared for tax: 100."),
        (make_record("x", "Risk", entity="p1", reason="Odd"), "Ann Example is marked as a risk: Odd."),
        (make_record("x", "Similar", candidate="p1", match="p2"), "Ann Example is perhaps the same as Bob Example."),
        (
            make_record("x", "EconomicActivity", sender="p1", receiver="c1"),
            "Ann Example shipped goods to Example Works.",
        ),
        (
            make_record("x", "Membership", member="p1", organization="c1", endDate="2012"),
            "Ann Example belongs to Example Works, until 2012.",
        ),
        (make_record("x", "Note", name="A remark", entity="p1"), "A remark is a remark on Ann Example."),
    ],
)
def test_statement_of(load: Import, record: dict[str, Any], statement: str) -> None:
    assert [claim.statement for claim in load(PERSON, OTHER, COMPANY, record).claims] == [statement]


def test_dataset_is_dated_by_when_its_records_were_last_seen(load: Import) -> None:
    seen = [
        {**record, "last_seen": day}
        for record, day in zip(GOOD, ["2024-01-05T01:02:03", "", "2023-01-01", "x"], strict=True)
    ]
    assert str(load(*seen).info.annotated) == "2024-01-05"


def test_long_names_and_odd_characters_fit(load: Import) -> None:
    dataset = load(
        {**PERSON, "properties": {"name": ["Ann\u0007 \u2028 Example", "x" * 500], "alias": ["…"]}},
        OTHER,
        COMPANY,
        OWNERSHIP,
    )
    person = next(entity for entity in dataset.entities if entity.id == "p1")
    assert person.name == "Ann Example"
    assert [len(name.text) for name in person.names] == [200]
