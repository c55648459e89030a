"""What a table becomes: claims with their rows, entities with their types and countries, ids by content."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.importing import runs
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping_files import find_mapping, load_mapping
from kgraph.importing.report import ImportReport
from kgraph.importing.table import import_table
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.records import Dataset
from kgraph.text import digest
from tests.importing.tables import HEADER, MAPPING, ROOT, ROWS, TABLE, change, kgraph, listing

EVENTS = ROOT / "examples" / "events.tsv"


def build(
    place: Path, table: str | bytes, *changes: tuple[str, str], name: str = "table.csv", skip_bad: bool = False
) -> tuple[ImportReport, Dataset]:
    """Import a table by a mapping, into a folder that is new each time."""
    (place / name).write_bytes(table.encode() if isinstance(table, str) else table)
    (place / "mapping.toml").write_text(change(MAPPING, *changes), "utf-8")
    out = place / f"out{len(list(place.glob('out*')))}"
    report = import_table(place / name, load_mapping(place / "mapping.toml"), out, skip_bad=skip_bad)
    return report, load_dataset(out)


def test_a_table_becomes_a_dataset(place):
    report, dataset = build(place, TABLE)
    assert (report.rows, report.claims, report.entities, report.predicates, report.sources) == (4, 3, 4, 2, 1)
    assert (report.repeated_rows, report.self_loops, report.self_loop_rows, report.left_out) == (1, 1, (4,), 0)
    assert report.repeated[0].passages == 2
    assert {entity.id for entity in dataset.entities} == {"china", "kazakhstan", "military-mali", "observer"}
    claim = next(claim for claim in dataset.claims if len(claim.evidence) == 2)
    assert claim.statement == "Kazakhstan – meets – China, on 2013-09-07."
    assert (claim.subject, claim.predicate, claim.object.entity) == ("kazakhstan", "meets", "china")
    assert (claim.valid, claim.status, claim.polarity, claim.basis) == ("2013-09-07", "occurred", "affirmed", "stated")
    assert (claim.speaker, claim.hedge, claim.topics) == ("observer", None, ())
    assert [each.locator.row for each in claim.evidence] == [1, 3]
    assert {each.source for each in claim.evidence} == {"meetings-table"}
    assert {each.digest for each in claim.evidence} == {digest("Kazakhstan,meets,China,2013-09-07")}
    assert all(each.cites == () for each in claim.evidence)
    assert dataset.info.carrying_source == "meetings-table"
    assert dataset.sources[0].type == "dataset"


def test_the_id_of_a_claim_is_the_digest_of_what_it_says(place):
    _, dataset = build(place, TABLE)
    content = {
        "basis": "stated",
        "hedge": None,
        "object": "China",
        "polarity": "affirmed",
        "predicate": "meets",
        "speaker": "Observer of meetings",
        "status": "occurred",
        "subject": "Kazakhstan",
        "topics": [],
        "valid": "2013-09-07",
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    id_ = f"m-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"
    assert id_ in {claim.id for claim in dataset.claims}


def test_other_wording_keeps_the_ids(place):
    _, dataset = build(place, TABLE)
    _, other = build(place, TABLE, ("{subject} – {predicate} – {object}", "{object} ({predicate}): {subject}"))
    assert [claim.id for claim in other.claims] == [claim.id for claim in dataset.claims]
    assert {claim.statement for claim in other.claims}.isdisjoint(claim.statement for claim in dataset.claims)


def test_types_and_countries(place):
    _, dataset = build(place, TABLE)
    entities = {entity.id: entity for entity in dataset.entities}
    assert entities["kazakhstan"].type == "country"
    assert entities["kazakhstan"].identifiers.iso_3166_1 == "KZ"
    assert entities["kazakhstan"].countries == ("KZ",)
    military = entities["military-mali"]
    assert (military.type, military.name, military.countries) == ("actor", "Military (Mali)", ("ML",))
    assert military.identifiers.iso_3166_1 is None


def test_rules_for_types_hold_in_their_order(place):
    rules = """rules = [
      { type = "country", names = ["Military (Mali)"], description = "By name." },
      { type = "actor", pattern = "^Chin", description = "By pattern." },
      { type = "country", countries = true },
    ]"""
    _, dataset = build(place, TABLE, ('rules = [{ type = "country", countries = true }]', rules))
    found = {entity.id: (entity.type, entity.description) for entity in dataset.entities}
    assert found["military-mali"] == ("country", "By name.")
    assert found["china"] == ("actor", "By pattern.")
    assert found["kazakhstan"] == ("country", "Somebody who met somebody.")


def test_codes_of_the_mapping_go_before_those_of_iso(place):
    codes = "[countries]\niso_names = true\ncodes = { 'Kazakhstan' = 'XX', 'Atlantis' = 'AA' }"
    _, dataset = build(place, HEADER + "Kazakhstan,meets,Navy (Atlantis),2013\n", ("[countries]", codes))
    countries = {entity.id: entity.countries for entity in dataset.entities}
    assert (countries["kazakhstan"], countries["navy-atlantis"]) == (("XX",), ("AA",))


def test_predicates_by_rule_and_one_by_one(place):
    words = """[predicates]
    rules = [{ topic = "trade", pattern = "^sell" }, { topic = "trade", names = ["buys"] }]
    [predicates.words.meets]
    id = "meeting"
    label = "meets with"
    symmetric = true
    template = "{subject} and {object} met ({predicate}), {date}."
    [predicates.words.sells]
    inverse_label = "is sold"
    definition = "Sells."
    [predicates]"""
    header, rest = words.rsplit("[predicates]", 1)
    changed = MAPPING.replace("[predicates]\n", header.split("[predicates.words")[0], 1)
    changed += "\n[predicates.words" + "[predicates.words".join(header.split("[predicates.words")[1:]) + rest
    table = HEADER + "A,meets,B,2013\nA,sells,B,2013\nA,buys,B,2013\nA,praises,B,2013\n"
    (place / "table.csv").write_text(table)
    (place / "mapping.toml").write_text(changed, "utf-8")
    import_table(place / "table.csv", load_mapping(place / "mapping.toml"), place / "out")
    dataset = load_dataset(place / "out")
    found = {each.id: each for each in dataset.vocabulary.predicates}
    assert {id_: each.topic for id_, each in found.items()} == {
        "meeting": "talks",
        "sells": "trade",
        "buys": "trade",
        "praises": "talks",
    }
    assert (found["meeting"].label, found["meeting"].inverse_label, found["meeting"].symmetric) == (
        "meets with",
        "meets with",
        True,
    )
    assert (found["sells"].inverse_label, found["sells"].definition) == ("is sold", "Sells.")
    assert found["buys"].inverse_label == "is what buys is done to"
    assert found["buys"].definition == "The table says: buys."
    assert "A and B met (meets with), 2013." in {claim.statement for claim in dataset.claims}


def test_two_values_may_be_one_predicate(place):
    one = """
[predicates.words."meets"]
id = "meeting"
label = "meets"
[predicates.words."MEETS"]
id = "meeting"
label = "meets"
[[known]]"""
    report, dataset = build(place, HEADER + "A,meets,B,2013\nA,MEETS,B,2013\n", ("[[known]]", one))
    assert (report.predicates, report.claims, report.repeated_rows) == (1, 1, 1)
    assert [each.locator.row for each in dataset.claims[0].evidence] == [1, 2]
    with pytest.raises(ImportRefused) as caught:
        build(
            place, HEADER + "A,meets,B,2013\nA,MEETS,B,2013\n", ("[[known]]", change(one, ('"meets"\n[[', '"met"\n[[')))
        )
    assert "'MEETS' and 'meets' share an id" in caught.value.problems[0].message


def test_columns_that_need_not_be_there(place):
    table = (
        "from,what,to,when,who,how,state,about\n"
        "A,meets,B,2013,,,,\n"
        "A,meets,B,2013,Xinhua,reportedly,alleged,trade; talks\n"
        "A,meets,B,,Observer of meetings,,planned,trade\n"
    )
    columns = 'date = "when"\nspeaker = "who"\nhedge = "how"\nstatus = "state"\ntopics = "about"'
    undated = 'template_undated = "{subject} – {predicate} – {object}, says {speaker}."\nid_prefix'
    report, dataset = build(
        place,
        table,
        ('date = "when"', columns),
        ("id_prefix", undated),
        ("[claims]", "[dates]\nrequired = false\n[claims]"),
    )
    assert report.claims == 3
    claims = {claim.evidence[0].locator.row: claim for claim in dataset.claims}
    assert (claims[1].speaker, claims[1].hedge, claims[1].status, claims[1].topics) == (
        "observer",
        None,
        "occurred",
        (),
    )
    assert (claims[2].speaker, claims[2].hedge, claims[2].status) == ("xinhua", "reportedly", "alleged")
    assert claims[2].topics == ("trade", "talks")
    assert claims[3].valid is None
    assert claims[3].statement == "A – meets – B, says Observer of meetings."
    assert claims[3].speaker == "observer"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("A,meets,B,2013,happened,", "'happened'"),
        ("A,meets,B,2013,planed,", "planned"),
        ("A,meets,B,2013,,tade", "trade"),
    ],
)
def test_words_that_are_none(row, part, place):
    columns = 'date = "when"\nstatus = "state"\ntopics = "about"'
    with pytest.raises(ImportRefused) as caught:
        build(place, f"from,what,to,when,state,about\n{row}\n", ('date = "when"', columns))
    assert part in str(caught.value.problems[0])


def test_one_predicate_for_all_rows(place):
    report, dataset = build(
        place, "from,to,when\nA,B,2013\n", ('predicate = "what"\n', ""), ("id_prefix", 'predicate = "meets"\nid_prefix')
    )
    assert report.predicates == 1
    assert dataset.claims[0].predicate == "meets"


def test_names_of_a_known_entity_are_that_entity(place):
    names = 'name = "Observer of meetings"\nnames = [{ text = "Xinhua", lang = "en", kind = "alias" }]'
    _, dataset = build(
        place,
        HEADER + "Xinhua,meets,Observer of meetings,2013\nObserver of meetings,meets,Xinhua,2013\n",
        ('name = "Observer of meetings"', names),
    )
    assert len(dataset.entities) == 1
    assert len(dataset.claims) == 1
    assert len(dataset.claims[0].evidence) == 2
    assert dataset.claims[0].statement == "Observer of meetings – meets – Observer of meetings, on 2013."


def test_a_known_id_that_reads_like_a_name_in_the_rows(place):
    with pytest.raises(ImportRefused) as caught:
        build(place, HEADER + "OBSERVER,meets,B,2013\n")
    assert "'OBSERVER'" in str(caught.value.problems[0])


def test_names_in_another_language(place):
    _, dataset = build(
        place,
        HEADER + "Тоқаев,meets,Astana,2013\n",
        ('type = "actor"\ndescription = "Somebody', 'type = "actor"\nlanguage = "kk-Cyrl"\ndescription = "Somebody'),
    )
    entity = next(entity for entity in dataset.entities if entity.id == "toqayev")
    assert [(name.text, name.lang, name.kind) for name in entity.names] == [("Тоқаев", "kk-Cyrl", "official")]


def test_the_order_of_rows_changes_row_numbers_alone(place):
    rows = [*ROWS.splitlines(), *(f"Foo{mark}Bar,meets,习近平{number},2013" for number, mark in enumerate(" -(/"))]
    seen = set()
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        _, dataset = build(place, HEADER + "\n".join(rows))
        claims = [claim.model_copy(update={"evidence": ()}) for claim in dataset.claims]
        seen.add((repr(claims), repr(dataset.entities), repr(dataset.vocabulary)))
    assert len(seen) == 1


def test_a_small_memory_changes_nothing(place, monkeypatch):
    report, dataset = build(place, TABLE)
    monkeypatch.setattr(runs, "MAX_BUFFER_BYTES", 1)
    monkeypatch.setattr(runs, "MAX_OPEN_RUNS", 2)
    again, other = build(place, TABLE)
    assert other == dataset
    assert listing(again.path) == listing(report.path)


NDJSON = "".join(
    json.dumps(dict(zip(HEADER.strip().split(","), row.split(","), strict=True))) + "\n" for row in ROWS.splitlines()
)
FORMS: dict[str, tuple[str, bytes, tuple[tuple[str, str], ...]]] = {
    "tsv": ("t.tsv", TABLE.replace(",", "\t").encode(), ()),
    "csv with quotation marks": (
        "t.csv",
        ('"' + TABLE.strip().replace(",", '","').replace("\n", '"\n"') + '"').encode(),
        (),
    ),
    "windows": ("t.csv", b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode(), ()),
    "no line break at the end": ("t.csv", TABLE.strip().encode(), ()),
    "gzip": ("t.csv.gz", gzip.compress(TABLE.encode()), ()),
    "gzip under another name": ("t.csv", gzip.compress(TABLE.encode()), ()),
    "ndjson": ("t.ndjson", NDJSON.encode(), ()),
    "ndjson with gzip": ("t.jsonl.gz", gzip.compress(NDJSON.encode()), ()),
    "no header": (
        "t.csv",
        ROWS.encode(),
        (("[columns]", '[format]\ncolumns = ["from", "what", "to", "when"]\n[columns]'),),
    ),
    "another delimiter": (
        "t.csv",
        TABLE.replace(",", "|").encode(),
        (("[columns]", '[format]\ndelimiter = "|"\n[columns]'),),
    ),
    "another name": ("t.dat", TABLE.encode(), (("[columns]", '[format]\nkind = "csv"\n[columns]'),)),
    "another encoding": ("t.csv", TABLE.encode("cp1251"), (("[columns]", '[format]\nencoding = "cp1251"\n[columns]'),)),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_in_another_form_are_the_same_claims(form, place):
    name, raw, changes = FORMS[form]
    _, dataset = build(place, TABLE)
    _, other = build(place, raw, *changes, name=name)
    without_digests = [
        [claim.model_copy(update={"evidence": ()}) for claim in each.claims] for each in (dataset, other)
    ]
    assert without_digests[0] == without_digests[1]
    rows = [[[each.locator.row for each in claim.evidence] for claim in each.claims] for each in (dataset, other)]
    assert rows[0] == rows[1]


def test_quoted_fields_may_hold_anything(place):
    table = HEADER + '"A, the ""First""",meets,B,2013\n"C\nD",meets,B,2013\nE,meets,B,2013\n'
    with pytest.raises(ImportRefused) as caught:
        build(place, table)
    assert str(caught.value.problems[0]).startswith(
        "table.csv: row 2 (lines 3 to 4): from: holds a control character (U+000A)"
    )
    report, dataset = build(place, table, skip_bad=True)
    assert (report.rows, report.claims, report.left_out) == (3, 2, 1)
    assert 'A, the "First"' in {entity.name for entity in dataset.entities}
    row = next(claim for claim in dataset.claims if claim.subject == "e").evidence[0]
    assert (row.locator.row, row.digest) == (3, digest("E,meets,B,2013"))


def test_empty_lines_count_and_hold_no_row(place):
    report, dataset = build(place, HEADER + "A,meets,B,2013\n\n\nC,meets,D,2014\n\n")
    assert report.rows == 2
    assert sorted(claim.evidence[0].locator.row for claim in dataset.claims) == [1, 4]


def test_bad_rows_are_left_out_and_listed(place):
    table = TABLE.encode() + b"Caf\xe9,meets,China,2013\nA,meets,B,2013-02-30\nA,meets,B\nRussia,meets,China,2014\n"
    report, dataset = build(place, table, skip_bad=True)
    assert (report.rows, report.claims, report.left_out) == (8, 4, 3)
    assert "a" not in {entity.id for entity in dataset.entities}
    assert max(each.locator.row for claim in dataset.claims for each in claim.evidence) == 8
    assert report.left_out_file == report.path / "left-out.ndjson"
    listed = [json.loads(line) for line in report.left_out_file.read_text("utf-8").splitlines()]
    assert [(each["row"], each["line"]) for each in listed] == [(5, 6), (6, 7), (7, 8)]
    assert listed[1]["problems"] == [
        {
            "field": "when",
            "value": "'2013-02-30'",
            "message": "is not a date that can be read: February 2013 has only 28 days",
        }
    ]
    assert listed[2]["text"] == "A,meets,B"
    assert len(report.problems) == 3


def test_a_table_without_a_good_row_is_refused_even_then(place):
    with pytest.raises(ImportRefused, match="2 problems"):
        build(place, HEADER + "A,meets,B,never\n", skip_bad=True)
    assert not list(place.glob("out*"))


def test_json_rows_that_are_none(place):
    rows = '[1]\n{"from": "A"\n{"from": {"x": 1}, "what": "meets", "to": "B", "when": 2013}\n'
    rows += '{"form": "A", "what": "meets", "to": "B", "when": 2013}\n{"from": "A", "from": "B"}\n'
    rows += '{"from": "\\ud800", "what": "meets", "to": "B", "when": 2013}\n'
    with pytest.raises(ImportRefused) as caught:
        build(place, rows, name="t.ndjson")
    shown = [str(problem) for problem in caught.value.problems]
    for text, part in zip(
        shown,
        [
            "is not a JSON object",
            "is not JSON",
            "from: is no plain value",
            "did you mean form",
            "given twice",
            "half of a",
        ],
        strict=True,
    ):
        assert part in text


def test_two_contents_with_one_id_are_refused(place, monkeypatch):
    monkeypatch.setattr("kgraph.importing.claim_lines.ID_FIGURES", 1)
    rows = "".join(f"Actor {number},meets,B,2013\n" for number in range(40))
    with pytest.raises(ImportRefused) as caught:
        build(place, HEADER + rows)
    assert any("two records with this id differ" in problem.message for problem in caught.value.problems)
    assert not list(place.glob("out*"))


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("anywhere")


LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='"')
FIELDS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: any(map(str.isalnum, text)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(FIELDS, FIELDS, FIELDS, st.sampled_from(["2013", "2013-02", "2013-02-03/.."])), min_size=1, max_size=8
    )
)
def test_whatever_the_names_are_the_dataset_is_good(anywhere, rows):
    place = anywhere / str(len(list(anywhere.iterdir())))
    place.mkdir()
    lines = "".join('"' + '","'.join(row) + '"\n' for row in rows)
    report, dataset = build(place, HEADER + lines, skip_bad=True)
    assert report.rows == len(rows)
    assert sum(len(claim.evidence) for claim in dataset.claims) == len(rows)
    by_id = {entity.id: entity.name for entity in dataset.entities}
    for claim in dataset.claims:
        assert by_id[claim.subject] in claim.statement


def test_the_example_by_the_real_command(tmp_path):
    result = kgraph(tmp_path, "import", EVENTS, "--mapping", "icews", "--out", "events")
    assert (result.returncode, result.stderr) == (0, "")
    assert "13 claims from 14 rows" in result.stdout
    assert "1 row said again" in result.stdout
    assert "1 row of an entity about itself, which makes no tie: row 13" in result.stdout
    checked = kgraph(tmp_path, "validate", "events")
    assert (checked.returncode, checked.stderr) == (0, "")
    found = kgraph(tmp_path, "search", "Military (Kazakhstan)", "--data", "events", "--format", "ndjson")
    assert json.loads(found.stdout.splitlines()[0])["id"] == "military-kazakhstan"
    paths = kgraph(tmp_path, "paths", "Kazakhstan", "Russia", "--data", "events", "--date", "2013")
    assert paths.returncode == 0
    assert "row 8" in paths.stdout


def test_the_report_as_json(tmp_path):
    result = kgraph(tmp_path, "import", EVENTS, "--mapping", "icews", "--out", "events", "--format", "json")
    report = json.loads(result.stdout)
    assert report["ok"] is True
    assert (report["rows"], report["claims"], report["repeated_rows"]) == (14, 13, 1)
    assert report["self_loop_rows"] == [13]
    assert report["left_out_file"] is None


def test_the_icews_mapping_knows_the_words_of_the_example(tmp_path):
    report = import_table(EVENTS, load_mapping(find_mapping("icews")), tmp_path / "events")
    graph = KnowledgeGraph(load_dataset(report.path))
    assert graph.entity("Kazakhstan").countries == ("KZ",)
    assert graph.entity("Foreign Affairs (Russia)").type == "government"
    assert graph.entity("Military (Russia)").type == "security-force"
    assert graph.entity("Citizen (Kazakhstan)").type == "people"
    assert all(predicate.topic != "other" for predicate in graph.schema().predicates)
