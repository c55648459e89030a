"""Retired ids: read beside the other records, checked against what is there, and told of in the version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgraph.errors import DatasetError, Problem
from kgraph.loading import load_dataset
from kgraph.records import Retired
from tests.datasets import make_claims, replace, write_dataset
from tests.unit.test_loading import refuse


def make_retired(id: str, merged_into: str | None = None, kind: str = "entity", **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "reason": "Given twice.", "merged_into": merged_into, **fields}


GOOD = [
    make_retired("belmo-island", "belmo"),
    make_retired("belmo-isle", "belmo-island"),
    make_retired("c0", kind="claim", reason="Read into the text."),
    make_retired("c9", "c1", "claim"),
    make_retired("post-march-8", "post-march-9", "source"),
    # Ids are of one kind.
    make_retired("c1"),
]


def find_problems(folder: Path) -> list[Problem]:
    return [problem for problem in refuse(folder).problems if problem.file.startswith("retired")]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".jsonl.gz"])
def test_they_are_read_in_every_form(tmp_path: Path, suffix: str) -> None:
    dataset = load_dataset(write_dataset(tmp_path, suffix=suffix, retired=GOOD[::-1]))
    assert [(each.kind, each.id) for each in dataset.retired] == [
        ("claim", "c0"),
        ("claim", "c9"),
        ("entity", "belmo-island"),
        ("entity", "belmo-isle"),
        ("entity", "c1"),
        ("source", "post-march-8"),
    ]
    assert dataset.retired[0] == Retired(id="c0", kind="claim", reason="Read into the text.")


def test_a_dataset_without_them_has_the_version_that_it_always_had(tmp_path: Path) -> None:
    bare = load_dataset(write_dataset(tmp_path / "bare"))
    assert bare.retired == ()
    assert load_dataset(write_dataset(tmp_path / "empty", retired=[])).version == bare.version
    versions = {
        load_dataset(write_dataset(tmp_path / str(number), retired=retired)).version
        for number, retired in enumerate((GOOD, GOOD[:-1], [{**GOOD[0], "reason": "Mistaken."}, *GOOD[1:]]))
    }
    assert len(versions | {bare.version}) == 4
    assert load_dataset(write_dataset(tmp_path / "again", suffix=".jsonl", retired=GOOD[::-1])).version in versions


def test_the_version_of_the_article_is_the_one_it_had(article: Any) -> None:
    assert not article.retired
    assert not any(claim.deprecated_because for claim in article.claims)


CASES: dict[str, tuple[list[Any], tuple[str, str | None, str | None, str]]] = {
    "an id that is there": (
        [make_retired("belmo")],
        ("belmo", "id", "'belmo'", "is retired, and yet the id of an entity that is there"),
    ),
    "an id that is given twice": (
        [make_retired("x"), make_retired("x", "belmo")],
        ("x", "id", None, "is the id of more than one record (again as record 2)"),
    ),
    "a merger into nothing": (
        [make_retired("x", "belmoo")],
        ("x", "merged_into", "'belmoo'", "is the id of no entity, neither there nor retired"),
    ),
    "a merger into another kind": (
        [make_retired("x", "c1")],
        ("x", "merged_into", "'c1'", "is the id of no entity, neither there nor retired"),
    ),
    "a merger into itself": (
        [make_retired("x", "x")],
        ("x", "merged_into", "'x'", "retired ids are merged into one another in a circle: x → x"),
    ),
    "a circle": (
        [make_retired("z", "y"), make_retired("y", "x"), make_retired("x", "z"), make_retired("leads-in", "z")],
        ("x", "merged_into", "'z'", "retired ids are merged into one another in a circle: x → z → y → x"),
    ),
    "no reason": ([make_retired("x", reason="")], ("x", "reason", "''", "must not be empty")),
    "another field": ([make_retired("x", why="so")], ("x", "why", "'so'", "is not a field of this record")),
    "a kind that is none": (
        [make_retired("x", kind="entities")],
        ("x", "kind", "'entities'", "must be one of 'entity', 'claim' or 'source'"),
    ),
    "what is no object": (["x"], ("record 1", None, "'x'", "must be a JSON object")),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_reported(case: str, tmp_path: Path) -> None:
    retired, expected = CASES[case]
    (problem,) = find_problems(write_dataset(tmp_path, retired=retired))
    assert (problem.file, problem.record, problem.field, problem.value, problem.message) == ("retired.json", *expected)


def test_near_ids_are_named_living_and_retired(tmp_path: Path) -> None:
    (problem,) = find_problems(write_dataset(tmp_path, retired=[make_retired("x", "belmoo"), make_retired("belmos")]))
    assert set(problem.nearest) == {"belmo", "belmos"}


def test_all_is_reported_together_with_what_else_is_wrong(tmp_path: Path) -> None:
    retired = [make_retired("belmo", "nowhere"), make_retired("c1", kind="claim", reason=...)]
    del retired[1]["reason"]
    claims = replace(make_claims(), "c2", speaker="nobody")
    found = {
        (each.file, each.record, each.field)
        for each in refuse(write_dataset(tmp_path, relations=claims, retired=retired)).problems
    }
    assert found == {
        ("relations.json", "c2", "speaker"),
        ("retired.json", "belmo", "id"),
        ("retired.json", "belmo", "merged_into"),
        ("retired.json", "c1", "reason"),
    }


def test_nothing_is_said_of_ids_that_could_not_be_read(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path, entities="[", retired=[make_retired("x", "belmo"), make_retired("belmo")])
    assert find_problems(folder) == []


def test_a_file_that_breaks_off_and_two_files_of_them(tmp_path: Path) -> None:
    (problem,) = find_problems(write_dataset(tmp_path / "broken", retired=json.dumps(GOOD)[:-3]))
    assert problem.message.startswith("is not JSON")
    folder = write_dataset(tmp_path / "two", retired=GOOD)
    (folder / "retired.jsonl").write_text("")
    (problem,) = find_problems(folder)
    assert problem.message == "there may be one file of these records, not retired.json and retired.jsonl"


# --- deprecated claims ------------------------------------------------------------------------------------


def test_a_deprecated_claim_says_why(tmp_path: Path) -> None:
    claims = replace(make_claims(), "c3", rank="deprecated", deprecated_because="Read in the wrong sentence.")
    dataset = load_dataset(write_dataset(tmp_path, relations=claims))
    (claim,) = [claim for claim in dataset.claims if claim.id == "c3"]
    assert claim.deprecated_because == "Read in the wrong sentence."
    assert [claim.deprecated_because for claim in dataset.claims].count(None) == 4


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rank": "deprecated"}, "is needed: a claim of the rank deprecated says why it was withdrawn"),
        ({"deprecated_because": "So."}, "is for claims of the rank deprecated, not normal"),
        ({"rank": "preferred", "deprecated_because": "So."}, "is for claims of the rank deprecated, not preferred"),
    ],
)
def test_a_reason_goes_with_the_rank_alone(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        load_dataset(write_dataset(tmp_path, relations=replace(make_claims(), "c3", **fields)))
    (problem,) = caught.value.problems
    assert (problem.record, problem.field, problem.message) == ("c3", "deprecated_because", message)
