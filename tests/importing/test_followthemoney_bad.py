"""Records that cannot be used are reported with their line and the reason, by the real command."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.importing.errors import ImportRefused
from kgraph.importing.followthemoney import FollowTheMoneyReport, import_followthemoney
from tests.importing.ftm_lines import COMPANY, EXAMPLE, GOOD, OWNERSHIP, PERSON, Record, make_record, write_records


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgraph", "import", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)


def import_records(tmp_path: Path, *records: Record | str | bytes, **options: Any) -> FollowTheMoneyReport:
    return import_followthemoney(write_records(tmp_path / "some.ndjson", *records), tmp_path / "out", **options)


BAD: dict[str, tuple[Record | str | bytes, str]] = {
    "no JSON": ('{"id": "x"', "is not JSON: Expecting ',' delimiter at column 11"),
    "no object": ("[1]", "is not a JSON object"),
    "no id": ({"schema": "Person", "properties": {}}, "id: is missing"),
    "list as id": ('{"id": ["x"], "schema": "Person", "properties": {}}', "id: is no text, or an empty one"),
    "no schema": ({"id": "x", "properties": {}}, "schema: is missing"),
    "unknown schema": (make_record("x", "Persn", name="X"), "schema: is no schema that is known here (is 'Persn')"),
    "abstract schema": (make_record("x", "Thing", name="X"), "schema: is no schema that is known here"),
    "no properties": ({"id": "x", "schema": "Person"}, "properties: is missing"),
    "nested record": (
        '{"id":"x","schema":"Person","properties":{"name":["X"],"sanctions":[{"id":"s"}]}}',
        "properties.sanctions: holds a record inside the record; the format is one record in each line",
    ),
    "list of lists": (
        '{"id":"x","schema":"Person","properties":{"name":[["X"]]}}',
        "properties.name: is not a text, nor a list of texts",
    ),
    "datasets as text": (
        '{"id":"x","schema":"Person","properties":{"name":["X"]},"datasets":"a"}',
        "datasets: is not a list of texts",
    ),
    "key given twice": ('{"id":"x","id":"y","schema":"Person","properties":{}}', "id: is given twice in one object"),
    "half of a character": (
        '{"id":"x","schema":"Person","properties":{"name":["\\ud800"]}}',
        "holds half of a character (a lone surrogate)",
    ),
    "other encoding": ("Тоқаев".encode("cp1251", "replace"), "is not UTF-8 text: byte 1 of the line cannot be read"),
    "no name": (make_record("x", "Person", birthDate="1970"), "properties.name: has no name"),
    "label for a name": ({**make_record("x", "Company"), "caption": "Company"}, "properties.name: has no name"),
    "no owner": (
        make_record("x", "Ownership", asset="c1"),
        "properties.owner: is missing: a record of the schema Ownership names it",
    ),
    "no asset": (make_record("x", "Ownership", owner="p1"), "properties.asset: is missing"),
    "dangling asset": (
        make_record("x", "Ownership", owner="p1", asset="elsewhere"),
        "properties.asset: is the id of no thing in this file that can be used (is 'elsewhere')",
    ),
    "link to a link": (make_record("x", "Ownership", owner="p1", asset="o1"), "is the id of no thing in this file"),
    "dangling address": (
        make_record("x", "Company", name="X", addressEntity="nowhere"),
        "properties.addressEntity: is the id of no thing in this file that can be used (is 'nowhere')",
    ),
    "no such day": (
        make_record("x", "Ownership", owner="p1", asset="c1", startDate="2013-02-30"),
        "properties.startDate: February 2013 has only 28 days",
    ),
    "no date": (
        make_record("x", "Ownership", owner="p1", asset="c1", endDate="last week"),
        "properties.endDate: is not a date such as 2014, 2014-03 or 2014-03-18 (is 'last week')",
    ),
    "reversed": (
        make_record("x", "Ownership", owner="p1", asset="c1", startDate="2014", endDate="2013"),
        "properties.endDate: is no period",
    ),
    "no address": (
        make_record("x", "Ownership", owner="p1", asset="c1", sourceUrl="registry.example"),
        "properties.sourceUrl: is no address that begins with http (is 'registry.example')",
    ),
    "no retrieval": (
        make_record("x", "Ownership", owner="p1", asset="c1", retrievedAt="2024-01-01T25:00"),
        "properties.retrievedAt: is no moment that exists",
    ),
    "same id, other thing": (
        make_record("p1", "Person", name="Somebody else"),
        "id: is the id of another record, in line 1; merge the two first (is 'p1')",
    ),
    "long line": (b'{"id":"' + b"x" * 2**20 + b'"}', "is longer than 1,048,576 bytes"),
    "deeply nested": ("[" * 100_000, "is not JSON that can be read: it is nested too deeply"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_record_ends_the_import_with_line_and_reason(tmp_path: Path, case: str) -> None:
    record, message = BAD[case]
    with pytest.raises(ImportRefused) as caught:
        import_records(tmp_path, *GOOD, record)
    (problem,) = caught.value.problems
    assert str(problem).startswith("some.ndjson: row 5: ")
    assert message in str(problem)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["some.ndjson"]


@pytest.mark.parametrize("case", BAD)
def test_bad_record_is_skipped_and_listed(tmp_path: Path, case: str) -> None:
    report = import_records(tmp_path, *GOOD, BAD[case][0], skip_bad=True)
    assert (report.left_out, report.rows, report.claims) == (1, 5, 1)
    assert report.dangling == case.startswith(("dangling", "link to"))
    (entry,) = map(json.loads, (tmp_path / "out" / "left-out.ndjson").read_text().splitlines())
    assert (entry["row"], len(entry["problems"])) == (5, 1)
    dataset = kgraph.load_dataset(tmp_path / "out")
    assert [claim.subject for claim in dataset.claims] == ["p1"]


def test_command_refuses_by_line_and_writes_nothing(tmp_path: Path) -> None:
    file = write_records(tmp_path / "bad.ndjson", *GOOD, *(record for record, _ in BAD.values()))
    done = run(file, "--mapping", "followthemoney", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"cannot be imported: {len(BAD)} problems. Nothing was written." in done.stderr
    assert all(f"row {line}: " in done.stderr for line in range(5, 5 + len(BAD)))
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_command_skips_and_names_the_counts(tmp_path: Path) -> None:
    file = write_records(tmp_path / "bad.ndjson", *GOOD, *(record for record, _ in BAD.values()))
    done = run(file, "--mapping", "followthemoney", "--out", tmp_path / "out", "--skip-bad", "--format", "json")
    assert done.returncode == 0
    facts = json.loads(done.stdout)
    assert (facts["ok"], facts["left_out"], facts["dangling"]) == (True, len(BAD), 3)
    assert facts["claims"] == len(kgraph.load_dataset(tmp_path / "out").claims) == 1


def test_command_imports_the_example(tmp_path: Path) -> None:
    done = run(EXAMPLE, "--mapping", "followthemoney", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "17 claims from 21 rows" in done.stdout


def test_command_takes_what_the_dataset_is_from_a_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        'format = "followthemoney"\n[dataset]\nid = "mine"\ntitle = "Mine"\ndescription = "Made up."\n'
        'annotator = "A test"\nannotated = 2024-05-31\ndata_licence = "CC0-1.0"\n'
    )
    done = run(EXAMPLE, "--mapping", mapping, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    info = kgraph.load_dataset(tmp_path / "out").info
    assert (info.id, info.title, info.data_licence) == ("mine", "Mine", "CC0-1.0")


def test_command_names_the_wrong_field_of_a_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "mine.toml"
    mapping.write_text('format = "followthemoney"\ncolumns = 1\n[dataset]\nid = "Mine"\n')
    done = run(EXAMPLE, "--mapping", mapping, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "mine.toml: columns: is not a field" in done.stderr
    assert "mine.toml: dataset.id: must be an id" in done.stderr
    assert "mine.toml: dataset.title: is missing" in done.stderr


def test_problems_are_reported_up_to_a_limit(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        import_records(tmp_path, *["?"] * 50, max_problems=3)
    assert (len(caught.value.problems), caught.value.is_cut) == (3, True)


def test_old_dataset_is_untouched_by_a_bad_file(tmp_path: Path) -> None:
    import_records(tmp_path, *GOOD)
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    with pytest.raises(ImportRefused):
        import_records(tmp_path, *GOOD, "?", replace=True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_damaged_archive_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(EXAMPLE.read_bytes())
    file = tmp_path / "cut.ndjson.gz"
    file.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(ImportRefused) as caught:
        import_followthemoney(file, tmp_path / "out", skip_bad=True)
    assert "is cut off or damaged" in str(caught.value.problems[0])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("records", [(PERSON, COMPANY), ("", "")])
def test_file_without_a_claim_is_refused(tmp_path: Path, records: tuple[Record | str, ...]) -> None:
    with pytest.raises(ImportRefused):
        import_records(tmp_path, *records)


def test_what_a_bad_thing_is_named_by_dangles_too(tmp_path: Path) -> None:
    nameless = make_record("c1", "Company", jurisdiction="kz")
    with pytest.raises(ImportRefused) as caught:
        import_records(tmp_path, PERSON, nameless, OWNERSHIP)
    assert [problem.record for problem in caught.value.problems] == ["row 2", "row 3"]


def test_references_that_lead_nowhere_leave_the_others(tmp_path: Path) -> None:
    some = make_record("o2", "Ownership", owner=["p1", "gone"], asset="c1", proof="lost")
    report = import_records(tmp_path, *GOOD[:3], some, skip_bad=True)
    assert (report.claims, report.dangling, report.left_out) == (1, 2, 1)
