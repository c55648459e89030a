"""A dataset loads as a whole or not at all, and what is wrong with it is said once, with its place."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgraph.errors import DatasetError, Problem
from kgraph.loading import default_dataset_path, load_dataset
from kgraph.loading.problems import MAX_PROBLEMS, printable, show_value
from kgraph.loading.validate import MAX_FILE_PROBLEMS
from tests.datasets import (
    make_claim,
    make_claims,
    make_entities,
    make_entity,
    make_evidence,
    make_info,
    make_predicate,
    make_sources,
    make_vocabulary,
    replace,
    write_dataset,
)

MEBIBYTE = 2**20
ENTITY = json.dumps(make_entity("dova"))
DEEP = "[" * 100_000


def refuse(folder: Path) -> DatasetError:
    """Load a dataset that must not load."""
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    return caught.value


def refuse_once(folder: Path) -> Problem:
    """Load a dataset that has exactly one problem."""
    error = refuse(folder)
    assert [str(problem) for problem in error.problems] == [str(problem) for problem in error.problems[:1]]
    assert error.count == 1
    return error.problems[0]


# --- what is wrong between the files and their form -------------------------------------------------------


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".jsonl.gz"])
def test_the_three_forms_of_a_file_load_equal(tmp_path: Path, suffix: str) -> None:
    dataset = load_dataset(write_dataset(tmp_path / "other", suffix=suffix))
    assert dataset == load_dataset(write_dataset(tmp_path / "json"))
    assert [claim.id for claim in dataset.claims] == ["c1", "c2", "c3", "c4", "c5"]


def test_the_dataset_that_ships_is_found_and_loads() -> None:
    assert load_dataset(default_dataset_path()).claims


def test_lines_may_be_empty_and_end_in_any_way(tmp_path: Path) -> None:
    lines = "\r\n\r\n".join(json.dumps(entity) for entity in make_entities())
    folder = write_dataset(tmp_path, suffix=".jsonl", entities="\ufeff" + lines)
    assert len(load_dataset(folder).entities) == len(make_entities())


FORMS: dict[str, tuple[str, Any, tuple[str, str | None, str]]] = {
    "JSON that breaks off": ("dataset", '{\n "id": "x",\n', ("dataset.json", None, "line 3, column 1")),
    "a comma is missing": ("entities", f"[\n {ENTITY}\n {ENTITY}]", ("entities.json", None, "line 3, column 2")),
    "something follows the array": ("entities", "[]\n]", ("entities.json", None, "line 2, column 1")),
    "something follows the records": ("entities", f"[{ENTITY}] x", ("entities.json", None, "line 1, column 80")),
    "a comma too many": ("entities", f"[{ENTITY},\n]", ("entities.json", None, "line 2, column 1")),
    "one quotation mark too few": ("relations", '[{"id: 1}]', ("relations.json", None, "line 1, column 3")),
    "an empty file": ("relations", "", ("relations.json", None, "is empty")),
    "an empty object file": ("dataset", " \n", ("dataset.json", None, "is empty")),
    "null for a list": ("relations", "null", ("relations.json", None, "must be a JSON array of records")),
    "null for an object": ("dataset", "null", ("dataset.json", None, "must be a JSON object")),
    "an object for a list": ("entities", {"a": []}, ("entities.json", None, "must be a JSON array of records")),
    "a list for an object": ("predicates", [], ("predicates.json", None, "must be a JSON object")),
    "bytes that are no text": ("entities", b'[{"id": "\xff"}]', ("entities.json", None, "not UTF-8 text (byte 10)")),
    "text of another coding": ("dataset", "{}".encode("utf-16"), ("dataset.json", None, "not UTF-8 text (byte 1)")),
    "nesting without end": ("relations", DEEP, ("relations.json", "record 1", "nested too deeply")),
    "nesting in the vocabulary": ("predicates", DEEP, ("predicates.json", None, "nested too deeply")),
    "a number of 5,000 figures": ("relations", f"[{'9' * 5000}]", ("relations.json", "record 1", "is not JSON that")),
    "a number out of reach": ("relations", "[1e9999999999999999999]", ("relations.json", "record 1", "out of reach")),
    "no claim": ("relations", [], ("relations.json", None, "the dataset is empty")),
    "no dataset.json": ("dataset", None, ("dataset.json", None, "is missing")),
    "no predicates.json": ("predicates", None, ("predicates.json", None, "is missing")),
    "no entities": ("entities", None, ("entities.json", None, "is missing (also looked for entities.jsonl")),
    "no sources": ("sources", None, ("sources.json", None, "is missing (also looked for sources.jsonl")),
    "no relations": ("relations", None, ("relations.json", None, "is missing (also looked for relations.jsonl")),
}


@pytest.mark.parametrize(("stem", "content", "expected"), FORMS.values(), ids=FORMS)
def test_a_file_of_the_wrong_form_is_one_problem(
    tmp_path: Path, stem: str, content: Any, expected: tuple[str, str | None, str]
) -> None:
    problem = refuse_once(write_dataset(tmp_path, **{stem: content}))
    file, record, message = expected
    assert (problem.file, problem.record) == (file, record)
    assert message in problem.message


def test_an_empty_folder_lacks_all_five_files(tmp_path: Path) -> None:
    error = refuse(tmp_path)
    assert sorted(problem.file for problem in error.problems) == [
        "dataset.json",
        "entities.json",
        "predicates.json",
        "relations.json",
        "sources.json",
    ]
    assert str(error) == f"{tmp_path} is not a usable dataset: 5 problems"


def test_a_path_that_leads_nowhere_to_a_file_or_too_far(tmp_path: Path) -> None:
    assert "no such folder" in refuse_once(tmp_path / "nowhere").message
    file = tmp_path / "data.json"
    file.write_text("{}", encoding="utf-8")
    assert "is a file; a dataset is a folder" in refuse_once(file).message
    assert "cannot be read" in refuse_once(tmp_path / ("x" * 5000)).message


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (write_dataset(tmp_path, entities=None) / "entities.json").mkdir()
    problem = refuse_once(tmp_path)
    assert (problem.file, problem.message) == ("entities.json", "is a folder where a file is needed")


def test_a_folder_in_the_place_of_a_file_of_lines(tmp_path: Path) -> None:
    (write_dataset(tmp_path, entities=None) / "entities.jsonl.gz").mkdir()
    assert refuse_once(tmp_path).message == "is a folder where a file is needed"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write_dataset(tmp_path, dataset=None) / "dataset.json")
    assert refuse_once(tmp_path).message == "is not a regular file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    # Not by `chmod`: to the super-user, as whom tests may run in a container, every file is open.
    def refuse_sources(file: Path) -> bytes:
        if file.name == "sources.json":
            raise PermissionError(13, "Permission denied")
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", refuse_sources)
    problem = refuse_once(write_dataset(tmp_path))
    assert (problem.file, problem.message) == ("sources.json", "cannot be read: Permission denied")


def test_two_files_of_the_same_records(tmp_path: Path) -> None:
    (write_dataset(tmp_path) / "entities.jsonl").write_text("", encoding="utf-8")
    message = refuse_once(tmp_path).message
    assert message == "there may be one file of these records, not entities.json and entities.jsonl"


def test_a_gzip_file_that_breaks_off(tmp_path: Path) -> None:
    file = write_dataset(tmp_path, suffix=".jsonl.gz") / "relations.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-40])
    problem = refuse_once(tmp_path)
    assert problem.file == "relations.jsonl.gz"
    assert "cannot be read: Compressed file ended" in problem.message


@pytest.mark.parametrize("content", [b"[]", b"\x1f\x8b\x08\x00garbage that is no deflate stream"])
def test_a_file_that_only_calls_itself_gzip(tmp_path: Path, content: bytes) -> None:
    (write_dataset(tmp_path, suffix=".jsonl.gz") / "sources.jsonl.gz").write_bytes(content)
    problem = refuse_once(tmp_path)
    assert problem.file == "sources.jsonl.gz"
    assert problem.message.startswith("cannot be read: ")


LINES: dict[str, tuple[bytes, tuple[str, str]]] = {
    "a line that is no JSON": (b'{"id": x}\n', ("line 10", "is not JSON: Expecting value at column 8")),
    "a line of bytes": (b'{"id": "\xff"}\n', ("line 10", "is not UTF-8 text (byte 9 of the line)")),
    "a line of null": (b"\nnull\n", ("line 11", "must be a JSON object")),
    "a line of figures": (b"1 2\n", ("line 10", "is not JSON: Extra data at column 3")),
    "a line without end": (b"x" * (MEBIBYTE + 1), ("line 10", "is longer than 1 MiB")),
    "empty lines without end": (b"\n" * 2000, ("line 1009", "1,000 empty lines on end; the file was read no")),
}


@pytest.mark.parametrize(("content", "expected"), LINES.values(), ids=LINES)
def test_a_bad_line_is_one_problem(tmp_path: Path, content: bytes, expected: tuple[str, str]) -> None:
    good = "".join(json.dumps(entity) + "\n" for entity in make_entities()).encode()
    problem = refuse_once(write_dataset(tmp_path, suffix=".jsonl", entities=good + content))
    assert (problem.file, problem.record) == ("entities.jsonl", expected[0])
    assert expected[1] in problem.message


def test_what_a_bad_line_may_have_held_is_not_reported_as_dangling(tmp_path: Path) -> None:
    lines = "".join(json.dumps(entity) + "\n" for entity in make_entities()[1:]) + '{"id": "arra"\n'
    problem = refuse_once(write_dataset(tmp_path, suffix=".jsonl", entities=lines))
    assert problem.record == "line 9"


def test_keys_that_are_given_twice(tmp_path: Path) -> None:
    text = json.dumps(make_claims())
    text = text.replace('"id": "c3"', '"id": "c3", "status": "planned"').replace('"entity": "arra"', '"entity": "arra"')
    problem = refuse_once(write_dataset(tmp_path, relations=text))
    assert (problem.record, problem.field, problem.message) == ("c3", "status", "is given twice in one object")


def test_keys_that_are_given_twice_further_in(tmp_path: Path) -> None:
    text = json.dumps(make_claims()).replace('"unit": "lorry"', '"unit": "lorry", "unit": "lorry"')
    problem = refuse_once(write_dataset(tmp_path, relations=text))
    assert (problem.record, problem.field) == ("c2", "unit")


# --- what is wrong with one record ------------------------------------------------------------------------


def change_claim(**fields: Any) -> dict[str, Any]:
    """Replace fields of one claim."""
    return {"relations": replace(make_claims(), "c3", **fields)}


def change_value(**members: Any) -> dict[str, Any]:
    """Replace members of the one value in the dataset."""
    value = {"amount": 40, "modifier": "exact", "unit": "lorry", "text": "40 lorries", **members}
    return {"relations": replace(make_claims(), "c2", object={"value": value})}


def change_locator(**locator: Any) -> dict[str, Any]:
    """Give one claim's evidence another locator."""
    return change_claim(evidence=[{**make_evidence(1, 3), "locator": locator}])


Expected = tuple[str, str | None, str | None, str, tuple[str, ...]]
NAN = '{"amount": NaN, "modifier": "exact"}'
RECORDS: dict[str, tuple[dict[str, Any], Expected]] = {
    "a field is missing": (
        change_claim(statement=...),
        ("c3", "statement", None, "is missing", ()),
    ),
    "an unknown field": (
        change_claim(statuss="planned"),
        ("c3", "statuss", "'planned'", "is not a field of this record", ("status",)),
    ),
    "an unknown field further in": (
        change_claim(evidence=[{**make_evidence(1, 3), "sauce": "the-ferry"}]),
        ("c3", "evidence.0.sauce", "'the-ferry'", "is not a field of this record", ("source",)),
    ),
    "an unknown field of a locator": (
        change_locator(paragraph=1, sentense=3),
        ("c3", "evidence.0.locator.sentense", "3", "is not a field of this record", ("sentence",)),
    ),
    "a number for a text": (change_claim(statement=5), ("c3", "statement", "5", "must be a text", ())),
    "a text for a list": (change_claim(topics="money"), ("c3", "topics", "'money'", "must be a JSON array", ())),
    "a text for an object": (change_claim(object="arra"), ("c3", "object", "'arra'", "must be a JSON object", ())),
    "a text for an amount": (
        change_value(amount="40"),
        ("c2", "object.value.amount", "'40'", "must be a number, not a text", ()),
    ),
    "truth for an amount": (change_value(amount=True), ("c2", "object.value.amount", "true", "must be a number", ())),
    "a fraction for a paragraph": (
        change_locator(paragraph=1.5, sentence=3),
        ("c3", "evidence.0.locator.paragraph", "1.5", "must be a whole number", ()),
    ),
    "paragraph nought": (
        change_locator(paragraph=0, sentence=3),
        ("c3", "evidence.0.locator.paragraph", "0", "must be at least 1", ()),
    ),
    "a number for a day": (
        {"dataset": make_info(annotated=1935360000)},
        ("dataset.json", "annotated", "1935360000", "must be a day, such as 2024-05-31", ()),
    ),
    "a number for a moment": (
        change_locator(url="https://example.org", retrieved=1935360000),
        ("c3", "evidence.0.locator.retrieved", "1935360000", "must be a moment with its time zone", ()),
    ),
    "a text for a truth": (
        {"predicates": make_vocabulary(roles=[{"id": "partner", "label": "l", "definition": "d", "ties": "yes"}])},
        ("partner", "roles.ties", "'yes'", "must be true or false", ()),
    ),
    "an id that is none": (
        change_claim(subject="New Belmo"),
        ("c3", "subject", "'New Belmo'", "must be an id: lower-case letters", ()),
    ),
    "an empty statement": (change_claim(statement=""), ("c3", "statement", "''", "must not be empty", ())),
    "a statement of blanks": (change_claim(statement="  "), ("c3", "statement", "'  '", "must be one line", ())),
    "a statement that rings the bell": (
        change_claim(statement="Ding\a."),
        ("c3", "statement", "'Ding\\x07.'", "must be one line of text, without control characters", ()),
    ),
    "half a character": (
        change_claim(statement="\ud800"),
        ("c3", "statement", "'\\ud800'", "holds half of a character", ()),
    ),
    "an unknown status": (
        change_claim(status="occured"),
        ("c3", "status", "'occured'", "must be one of 'occurred', 'ongoing'", ("occurred",)),
    ),
    "an unknown modifier": (
        change_value(modifier="at_leest"),
        ("c2", "object.value.modifier", "'at_leest'", "must be one of", ("at_least", "at_most")),
    ),
    "a claim without evidence": (change_claim(evidence=[]), ("c3", "evidence", "[]", "must hold at least 1", ())),
    "a claim without the field of evidence": (
        change_claim(evidence=...),
        ("c3", "evidence", None, "is missing", ()),
    ),
    "an impossible date": (
        change_claim(valid="2031-02-30"),
        ("c3", "valid", "'2031-02-30'", "is not a date that can be read: February 2031 has only 28 days", ()),
    ),
    "no date at all": (
        change_claim(valid="spring"),
        ("c3", "valid", "'spring'", "is not a date that can be read", ()),
    ),
    "a reversed interval": (
        change_claim(valid="2031-05/2031-03"),
        ("c3", "valid", "'2031-05/2031-03'", "is not a date that can be read", ()),
    ),
    "a date of a source": (
        {"sources": replace(make_sources(), "post-march-9", date="2031-13-01")},
        ("post-march-9", "date", "'2031-13-01'", "is not a date that can be read", ()),
    ),
    "an amount that is no number": (
        {"relations": json.dumps(make_claims()).replace('{"amount": 40, "modifier": "exact"', NAN[:-1])},
        ("c2", "object.value.amount", "NaN", "must be a finite number", ()),
    ),
    "an amount without end": (
        {"relations": json.dumps(make_claims()).replace('"amount": 40', '"amount": -Infinity')},
        ("c2", "object.value.amount", "-Infinity", "must be a finite number", ()),
    ),
    "an amount with a tail": (
        {"relations": json.dumps(make_claims()).replace('"amount": 40', f'"amount": 1.{"0" * 40}1')},
        ("c2", "object.value.amount", f"1.{'0' * 40}1", "an amount has at most 15 significant digits", ()),
    ),
    "an amount without modifier": (
        change_value(modifier=None),
        ("c2", "object.value", None, "an amount has a modifier", ()),
    ),
    "two contents": (
        change_claim(object={"entity": "arra", "claim": "c1"}),
        ("c3", "object", None, "exactly one of entity, value and claim is needed, not entity and claim", ()),
    ),
    "no content": (
        change_claim(object={}),
        ("c3", "object", "{}", "exactly one of entity, value and claim is needed, not none", ()),
    ),
    "half a locator": (
        change_locator(paragraph=1),
        ("c3", "evidence.0.locator", '{"paragraph": 1}', "a locator is {paragraph, sentence}, {row}, or", ()),
    ),
    "a digest that is too short": (
        change_claim(evidence=[{**make_evidence(1, 3), "digest": "abc"}]),
        ("c3", "evidence.0.digest", "'abc'", "must be a SHA-256 digest", ()),
    ),
    "a term without label": (
        {"predicates": make_vocabulary(predicates=[{**make_predicate("is_cut"), "label": ""}])},
        ("is_cut", "predicates.label", "''", "must not be empty", ()),
    ),
    "a format of the future": (
        {"dataset": make_info(format=2)},
        ("dataset.json", "format", "2", "must be one of 1", ()),
    ),
}


@pytest.mark.parametrize(("change", "expected"), RECORDS.values(), ids=RECORDS)
def test_a_bad_record_is_reported_with_field_and_value(
    tmp_path: Path, change: dict[str, Any], expected: Expected
) -> None:
    problems = refuse(write_dataset(tmp_path, **change)).problems
    record, field, value, message, nearest = expected
    problem = problems[0]
    place = problem.file if problem.record is None else problem.record
    assert (place, problem.field) == (record, field)
    assert problem.value == value or (value is None and problem.value is not None and problem.value[0] == "{")
    assert problem.message.startswith(message)
    assert problem.nearest[: len(nearest)] == nearest
    # What else is reported is a consequence in words that a term of the vocabulary was taken away, not here.
    if "predicates" not in change:
        assert len(problems) == 1


@pytest.mark.parametrize("junk", [5, "claim", None, [], True], ids=repr)
def test_a_record_that_is_no_object_has_its_number_for_a_name(tmp_path: Path, junk: Any) -> None:
    problem = refuse_once(write_dataset(tmp_path, relations=[*make_claims(), junk]))
    assert (problem.file, problem.record, problem.field) == ("relations.json", "record 6", None)
    assert problem.message == "must be a JSON object"


def test_records_without_an_id_are_no_duplicates(tmp_path: Path) -> None:
    nameless = make_entity("nobody")
    del nameless["id"]
    error = refuse(write_dataset(tmp_path, entities=[*make_entities(), nameless, {**nameless, "id": 7}, nameless]))
    places = [(problem.record, problem.field, problem.message) for problem in error.problems]
    assert places == [
        ("record 10", "id", "is missing"),
        ("record 11", "id", "must be a text"),
        ("record 12", "id", "is missing"),
    ]


# --- what is wrong between records ------------------------------------------------------------------------

BETWEEN: dict[str, tuple[dict[str, Any], Expected]] = {
    "a duplicate entity": (
        {"entities": [*make_entities(), make_entity("corvo")]},
        ("corvo", "id", None, "is the id of more than one record (again as record 10)", ()),
    ),
    "a duplicate claim": (
        {"relations": [*make_claims(), make_claim("c1", "arra", "is_cut", "belmo")]},
        ("c1", "id", None, "is the id of more than one record (again as record 6)", ()),
    ),
    "a duplicate word": (
        {"predicates": make_vocabulary(topics=[{"id": id_, "definition": "d"} for id_ in ("transport", "money") * 2])},
        ("transport", "topics.id", "'transport'", "is given more than once", ()),
    ),
    "no such subject": (
        change_claim(subject="bellmo"),
        ("c3", "subject", "'bellmo'", "is the id of no entity", ("belmo",)),
    ),
    "no such speaker": (
        change_claim(speaker="writers"),
        ("c3", "speaker", "'writers'", "is the id of no entity", ("writer",)),
    ),
    "no such object": (
        change_claim(object={"entity": "ferry-lime"}),
        ("c3", "object.entity", "'ferry-lime'", "is the id of no entity", ("ferry-line",)),
    ),
    "no such qualifier": (
        change_claim(qualifiers=[{"role": "partner", "entity": "arro"}]),
        ("c3", "qualifiers.0.entity", "'arro'", "is the id of no entity", ("arra",)),
    ),
    "no such claim": (
        change_claim(qualifiers=[{"role": "in_response_to", "claim": "c9"}]),
        ("c3", "qualifiers.0.claim", "'c9'", "is the id of no claim", ()),
    ),
    "no such source": (
        change_claim(evidence=[{**make_evidence(1, 3), "source": "the-fery"}]),
        ("c3", "evidence.0.source", "'the-fery'", "is the id of no source", ("the-ferry",)),
    ),
    "no such cited item": (
        change_claim(evidence=[{**make_evidence(1, 3), "cites": [{"id": "post-march-8"}]}]),
        ("c3", "evidence.0.cites.0.id", "'post-march-8'", "is the id of no source", ("post-march-9",)),
    ),
    "no such outlet": (
        {"sources": replace(make_sources(), "post-march-9", outlet="harbor-post")},
        ("post-march-9", "outlet", "'harbor-post'", "is the id of no entity", ("harbour-post",)),
    ),
    "no such carrying source": (
        {"dataset": make_info(carrying_source="a-ferry")},
        ("three-islands", "carrying_source", "'a-ferry'", "is the id of no source", ("the-ferry",)),
    ),
    "an unknown predicate": (
        change_claim(predicate="pays_four"),
        ("c3", "predicate", "'pays_four'", "is none of the predicates of predicates.json", ("pays_for",)),
    ),
    "an unknown type": (
        {"entities": [*make_entities(), make_entity("dova", "cuntry")]},
        ("dova", "type", "'cuntry'", "is none of the entity_types of predicates.json", ("country",)),
    ),
    "an unknown topic": (
        change_claim(topics=["money", "transprot"]),
        ("c3", "topics.1", "'transprot'", "is none of the topics of predicates.json", ("transport",)),
    ),
    "an unknown role": (
        change_claim(qualifiers=[{"role": "partners", "entity": "arra"}]),
        ("c3", "qualifiers.0.role", "'partners'", "is none of the roles of predicates.json", ("partner",)),
    ),
    "an unknown unit": (
        change_value(unit="lorries"),
        ("c2", "object.value.unit", "'lorries'", "is none of the units of predicates.json", ("lorry",)),
    ),
    "a predicate of no topic": (
        {
            "predicates": make_vocabulary(
                predicates=[*make_vocabulary()["predicates"], make_predicate("x", topic="mony")]
            )
        },
        ("x", "predicates.topic", "'mony'", "is none of the topics of predicates.json", ("money",)),
    ),
    "a subject of the wrong type": (
        {"relations": replace(make_claims(), "c1", subject="ines-tarn")},
        ("c1", "subject", "'ines-tarn'", "the predicate opens takes country here, not person", ()),
    ),
    "an object of the wrong kind": (
        {"relations": replace(make_claims(), "c2", object={"entity": "arra"})},
        ("c2", "object.entity", "'arra'", "the predicate carries takes value here, not country", ()),
    ),
    "a value where a claim belongs": (
        {"relations": replace(make_claims(), "c4", object={"value": {"text": "nets"}})},
        ("c4", "object", None, "the predicate fears takes no value as its object, only claim", ()),
    ),
    "an id that is another's name": (
        {"entities": [*make_entities(), make_entity("dova", name="Belmo")]},
        ("belmo", "id", "'belmo'", "is also a name of dova", ()),
    ),
    "two digests of one passage": (
        change_claim(evidence=[{**make_evidence(1, 3), "locator": {"paragraph": 2, "sentence": 2}}]),
        ("c4", "evidence.0.digest", None, "differs from the digest of the same passage in c3", ()),
    ),
    "two sets of citations of one passage": (
        {"relations": [*make_claims(), make_claim("c6", "arra", "is_cut", "belmo", evidence=[make_evidence(1, 2)])]},
        ("c6", "evidence.0.cites", None, "differ from the citations of the same passage in c2", ()),
    ),
    "a claim of itself": (
        change_claim(qualifiers=[{"role": "in_response_to", "claim": "c3"}]),
        ("c3", "qualifiers.0.claim", "'c3'", "claims refer to one another in a circle: c3 → c3", ()),
    ),
    "a circle of claims": (
        {
            "relations": replace(
                replace(make_claims(), "c1", qualifiers=[{"role": "in_response_to", "claim": "c5"}]),
                "c5",
                qualifiers=[{"role": "in_response_to", "claim": "c4"}],
            )
        },
        ("c1", "qualifiers.0.claim", "'c5'", "claims refer to one another in a circle: c1 → c5 → c4 → c1", ()),
    ),
}


@pytest.mark.parametrize(("change", "expected"), BETWEEN.values(), ids=BETWEEN)
def test_what_does_not_fit_together_is_reported_once(
    tmp_path: Path, change: dict[str, Any], expected: Expected
) -> None:
    folder = write_dataset(tmp_path, **change)
    problem = refuse(folder).problems[0] if "topics.id" in expected else refuse_once(folder)
    record, field, value, message, nearest = expected
    assert (problem.record, problem.field) == (record, field)
    assert value is None or problem.value == value
    assert problem.message.startswith(message)
    assert problem.nearest[: len(nearest)] == nearest


def test_a_circle_is_told_from_its_smallest_id_on(tmp_path: Path) -> None:
    def refer(id_: str, *targets: str) -> dict[str, Any]:
        qualifiers = [{"role": "in_response_to", "claim": target} for target in targets]
        return make_claim(id_, "arra", "is_cut", "belmo", qualifiers=qualifiers)

    claims = [refer("c1", "c3"), refer("c2", "c3", "c1"), refer("c3", "c2")]
    problem = refuse_once(write_dataset(tmp_path, relations=claims))
    assert problem.record == "c2"
    assert problem.message.endswith("in a circle: c2 → c3 → c2")


def test_a_long_circle_is_cut(tmp_path: Path) -> None:
    def reply(number: int) -> dict[str, Any]:
        qualifiers = [{"role": "in_response_to", "claim": f"r{(number + 1) % 500}"}]
        return make_claim(f"r{number}", "arra", "is_cut", "belmo", qualifiers=qualifiers)

    message = refuse_once(write_dataset(tmp_path, relations=[reply(number) for number in range(500)])).message
    assert message.endswith(" → …")
    assert message.count("→") == 10


def test_all_problems_are_reported_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = write_dataset(
        tmp_path,
        dataset=make_info(annotated="yesterday"),
        predicates=make_vocabulary(units=[{"id": "lorry"}, {"id": "USD", "definition": "Made up."}]),
        entities=[*make_entities(), 7],
        sources=replace(make_sources(), "post-march-9", outlet="nobody"),
        relations=[
            *replace(make_claims(), "c3", valid="2031-02-30", statuss="planned"),
            make_claim("c6", "arro", "opened", {"value": {"amount": 1, "modifier": "exact", "unit": "pound"}}),
        ],
    )
    error = refuse(folder)
    assert [(problem.file, problem.record, problem.field) for problem in error.problems] == [
        ("dataset.json", None, "annotated"),
        ("predicates.json", "lorry", "units.definition"),
        ("entities.json", "record 10", None),
        ("relations.json", "c3", "valid"),
        ("relations.json", "c3", "statuss"),
        ("sources.json", "post-march-9", "outlet"),
        ("relations.json", "c6", "subject"),
        ("relations.json", "c6", "predicate"),
        ("relations.json", "c6", "object.value.unit"),
    ]
    assert error.count == 9


def test_a_duplicate_is_checked_too(tmp_path: Path) -> None:
    error = refuse(write_dataset(tmp_path, entities=[*make_entities(), make_entity("corvo", name=5)]))
    assert [problem.field for problem in error.problems] == ["name", "id"]


@pytest.mark.parametrize("stem", ["entities", "relations", "sources"])
def test_a_bad_record_that_others_refer_to_is_not_dangling(tmp_path: Path, stem: str) -> None:
    records = {"entities": make_entities, "relations": make_claims, "sources": make_sources}[stem]()
    bad = {"entities": "arra", "relations": "c1", "sources": "post-march-9"}[stem]
    problem = refuse_once(write_dataset(tmp_path, **{stem: replace(records, bad, extra=1)}))
    assert (problem.record, problem.field) == (bad, "extra")


def test_words_of_a_vocabulary_with_a_bad_term_are_still_known(tmp_path: Path) -> None:
    vocabulary = make_vocabulary()
    del vocabulary["topics"][0]["definition"]
    folder = write_dataset(tmp_path, predicates=vocabulary, **change_claim(predicate="sinks"))
    assert [(problem.record, problem.field) for problem in refuse(folder).problems] == [
        ("transport", "topics.definition"),
        ("c3", "predicate"),
    ]


# --- what is no dataset at all ----------------------------------------------------------------------------


def test_the_list_of_problems_is_cut_and_the_count_is_not(tmp_path: Path) -> None:
    error = refuse(write_dataset(tmp_path, relations=[*range(30_000)]))
    assert (len(error.problems), error.count) == (MAX_PROBLEMS, 30_000)
    assert error.problems[-1].record == "record 1000"


def test_reading_stops_after_so_many_problems_and_says_so(tmp_path: Path) -> None:
    error = refuse(write_dataset(tmp_path, suffix=".jsonl", relations="{}\n" * 20_000))
    assert len(error.problems) == MAX_PROBLEMS
    assert error.problems[-1].record == "line 10000"
    assert error.problems[-1].message == "has 100,000 problems up to here; the file was read no further"
    assert error.count == MAX_FILE_PROBLEMS + 1


def test_reading_stops_after_so_many_lines_that_are_not_json(tmp_path: Path) -> None:
    error = refuse(write_dataset(tmp_path, suffix=".jsonl", relations="junk\n" * 20_000))
    assert error.count == 1001
    assert error.problems[-1].message == "1,000 lines up to here are not JSON; the file was read no further"


def write_zeros(file: Path) -> None:
    """A hole of 100 MB, which takes no room on the disk."""
    with file.open("wb") as target:
        target.truncate(100 * MEBIBYTE)


def write_numbers(file: Path) -> None:
    """A JSON array of numbers."""
    chunk = b"0," * (MEBIBYTE // 2)
    with file.open("wb") as target:
        target.write(b"[")
        target.writelines(chunk for _ in range(100))
        target.write(b"0]")


def write_lines(file: Path) -> None:
    """A log."""
    line = b"2031-03-09 12:00:00 INFO the ferry has left\n"
    chunk = (line * (MEBIBYTE // len(line) + 1))[:MEBIBYTE]
    with file.open("wb") as target:
        target.writelines(chunk for _ in range(100))


@pytest.mark.parametrize("name", ["dataset.json", "relations.json", "relations.jsonl"])
@pytest.mark.parametrize("write", [write_zeros, write_numbers, write_lines])
def test_a_file_of_100_mb_that_is_no_dataset_is_refused_within_seconds(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    folder = write_dataset(tmp_path, **{name.split(".")[0]: None})
    write(folder / name)
    started, peak = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = refuse(folder)
    assert time.monotonic() - started < 10
    # In KiB; the peak of the whole test run, so that it is a bound from above.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 100 * 1024
    assert {problem.file for problem in error.problems} == {name}
    if name.endswith(".json"):
        assert error.count == 1
        assert error.problems[0].value == "100 MiB"
        assert ("relations.jsonl" in error.problems[0].message) == (name == "relations.json")


def test_wrong_ids_by_the_thousand_do_not_each_search_what_comes_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [make_claim(f"c{number}", f"arra-{number}", "is_cut", "belmo") for number in range(1500)]
    error = refuse(write_dataset(tmp_path, relations=claims))
    assert error.count == 1500
    assert error.problems[0].nearest == ("arra",)
    monkeypatch.setattr("kgraph.loading.problems.MAX_COMPARISONS", 100)
    problems = refuse(write_dataset(tmp_path, relations=claims)).problems
    # Nine entities are compared each time.
    assert [bool(problem.nearest) for problem in problems] == [True] * 12 + [False] * 988


# --- how problems are shown -------------------------------------------------------------------------------


def test_a_problem_reads_as_a_line() -> None:
    problem = Problem("relations.json", "c1", "status", "'planed'", "is no status", ("planned", "ended"))
    assert str(problem) == "relations.json: c1: status: is no status (is 'planed'); did you mean planned or ended?"
    assert str(Problem("sources.json", None, None, None, "is missing")) == "sources.json: is missing"


def test_a_shown_value_is_short_and_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    assert show_value("x" * 10**6) == "'" + "x" * 78 + "…"
    assert show_value([[0] * 10**6] * 100).startswith("[[0, 0, 0")
    assert len(show_value({"k": "v" * 1000})) == 80
    assert show_value("\x1b[2J") == "'\\x1b[2J'"
    assert printable("\x1b]0;\ud800") == "\\x1b]0;\\ud800"
    nest: list[Any] = []
    for _ in range(5000):
        nest = [nest]
    assert show_value(nest) == "[" * 79 + "…"
    error = refuse(write_dataset(tmp_path, relations=[*make_claims(), {"id": "\x1b[2J", "\x07": 1}]))
    assert all(str(problem).isprintable() for problem in error.problems)


# --- the version ------------------------------------------------------------------------------------------


def find_version(folder: Path, **files: Any) -> str:
    """Write a dataset and return its version."""
    return load_dataset(write_dataset(folder, **files)).version


def test_the_version_does_not_depend_on_order_or_form(tmp_path: Path) -> None:
    def turn(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turn(value[key]) for key in reversed(value)}
        return value

    version = find_version(tmp_path / "a")
    vocabulary = {name: terms[::-1] for name, terms in make_vocabulary().items()}
    turned = {
        "dataset": turn(make_info()),
        "predicates": turn(vocabulary),
        "entities": [turn(entity) for entity in make_entities()[::-1]],
        "relations": [turn(claim) for claim in make_claims()[::-1]],
        "sources": [turn(source) for source in make_sources()[::-1]],
    }
    assert find_version(tmp_path / "b", **turned) == version
    assert find_version(tmp_path / "c", suffix=".jsonl.gz", **turned) == version
    spelt = json.dumps(make_claims()).replace('"amount": 40', '"amount": 4.00E+1')
    assert find_version(tmp_path / "d", relations=spelt) == version
    explicit = replace(make_claims(), "c3", valid=None, rank="normal", topics=[], hedge=None)
    assert find_version(tmp_path / "e", relations=explicit) == version


CHANGES: dict[str, dict[str, Any]] = {
    "title": {"dataset": make_info(title="Four islands")},
    "annotated": {"dataset": make_info(annotated="2031-05-02")},
    "label": {"predicates": make_vocabulary(units=[{"id": i, "definition": "Other."} for i in ("lorry", "USD")])},
    "name": {"entities": replace(make_entities(), "corvo", name="Korvo")},
    "countries": {"entities": replace(make_entities(), "arra", countries=["AB"])},
    "another entity": {"entities": [*make_entities(), make_entity("dova")]},
    "source date": {"sources": replace(make_sources(), "post-march-9", date="XXXX-03-09")},
    "statement": change_claim(statement="Belmo paid."),
    "status": change_claim(status="alleged"),
    "polarity": change_claim(polarity="negated"),
    "hedge": change_claim(hedge="perhaps"),
    "speaker": change_claim(speaker="ines-tarn"),
    "basis": change_claim(basis="presupposed"),
    "rank": change_claim(rank="preferred"),
    "valid": change_claim(valid="2031"),
    "topics": change_claim(topics=["transport"]),
    "amount": change_value(amount=41, text="40 lorries a day"),
    "modifier": change_value(modifier="about", text="40 lorries a day"),
    "evidence": change_claim(evidence=[make_evidence(2, 1)]),
    "signal": {
        "relations": replace(
            make_claims(), "c2", evidence=[{**make_evidence(1, 2), "cites": [{"id": "post-march-9", "signal": "see"}]}]
        )
    },
    "one claim fewer": {"relations": make_claims()[:-1]},
}


def test_the_version_changes_with_any_field(tmp_path: Path) -> None:
    versions = {name: find_version(tmp_path / name, **change) for name, change in CHANGES.items()}
    assert len({find_version(tmp_path / "unchanged"), *versions.values()}) == len(CHANGES) + 1
