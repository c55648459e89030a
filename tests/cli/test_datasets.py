"""`validate`, `verify` and `passages`: datasets and the texts they were read in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.loading import load_dataset
from kgraph.text import iter_passages, text_digest

TEXT = (
    "A made-up title\n\nThe first sentence stands here. The second follows it.\n\nA new paragraph has one sentence.\n"
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def annotated(dataset_copy: Path) -> Path:
    """The shipped dataset with its first three claims alone, read in the made-up text."""
    relations = json.loads((dataset_copy / "relations.json").read_text(encoding="utf-8"))
    kept = [claim for claim in relations if "claim" not in json.dumps(claim["object"])][:3]
    for claim, passage in zip(kept, iter_passages(TEXT), strict=True):
        place = {"paragraph": passage.paragraph, "sentence": passage.sentence}
        claim["evidence"] = [{"source": "edm-20-152", "locator": place, "digest": passage.digest, "cites": []}]
        claim["qualifiers"] = []
    (dataset_copy / "relations.json").write_text(json.dumps(kept), encoding="utf-8")
    info = json.loads((dataset_copy / "dataset.json").read_text(encoding="utf-8"))
    info["text_digest"] = text_digest(TEXT)
    (dataset_copy / "dataset.json").write_text(json.dumps(info), encoding="utf-8")
    return dataset_copy


def test_a_good_dataset_is_counted(run, article):
    result = run("validate")
    assert result.returncode == 0
    assert f"{len(article.entities)} entities, {len(article.claims)} claims" in result.stdout
    assert f"version {article.version}" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_a_good_dataset_as_json(form, invoke, article):
    facts = json.loads(invoke(f"validate --format {form}").stdout)
    assert (facts["ok"], facts["version"], facts["claims"]) == (True, article.version, len(article.claims))


def _spoil(folder: Path) -> list[str]:
    relations = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
    relations[0]["subject"] = "kazakstan"
    relations[1]["evidence"] = []
    relations[2]["colour"] = "red"
    relations[3]["valid"] = "2023-02-30"
    (folder / "relations.json").write_text(json.dumps(relations), encoding="utf-8")
    return [claim["id"] for claim in relations[:4]]


def test_all_problems_are_printed_at_once(run, dataset_copy):
    ids = _spoil(dataset_copy)
    result = run(f"validate {dataset_copy}")
    assert result.returncode == 2
    lines = result.stdout.splitlines()
    for id_, part in zip(ids, ["did you mean kazakhstan", "evidence", "colour", "2023-02-30"], strict=True):
        assert any(f"relations.json: {id_}" in line and part in line for line in lines)
    assert "subject" in result.stdout
    assert "Traceback" not in result.stderr
    assert f"{len(lines)} problems" in result.stderr


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_problems_as_json(form, invoke, dataset_copy):
    _spoil(dataset_copy)
    result = invoke(f"validate {dataset_copy} --format {form}")
    assert result.exit_code == 2
    if form == "json":
        report = json.loads(result.stdout)
        problems = report["problems"]
        assert (report["ok"], report["count"]) == (False, len(problems))
    else:
        problems = [json.loads(line) for line in result.stdout.splitlines()]
    first = next(problem for problem in problems if problem["field"] == "subject")
    assert (first["file"], first["value"]) == ("relations.json", "'kazakstan'")
    assert "kazakhstan" in first["nearest"]


def test_a_very_bad_dataset_is_cut_and_says_so(invoke, dataset_copy):
    (dataset_copy / "entities.json").write_text("[]", encoding="utf-8")
    result = invoke(f"claims --data {dataset_copy}")
    assert result.exit_code == 2
    assert f"more; all of them: kgraph validate {dataset_copy}" in result.stderr
    assert len(result.stderr.splitlines()) == 12


@pytest.mark.parametrize("words", ["validate", "verify --text {text}"])
def test_the_dataset_comes_from_the_environment_too(words, invoke, text, tmp_path):
    result = invoke(words.format(text=text), KGRAPH_DATA=str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.output


def test_a_copy_that_matches(run, text, annotated):
    result = run(f"verify --text {text} {annotated}")
    assert (result.returncode, result.stderr) == (0, "3 passages of edm-20-152: 3 match.\n")
    claims = [claim.id for claim in load_dataset(annotated).claims]
    for place, claim in zip(["¶1 s1", "¶1 s2", "¶2 s1"], claims, strict=True):
        assert any(place in line and "match" in line and claim in line for line in result.stdout.splitlines())


def test_moved_and_changed_passages_are_told_with_their_claims(run, annotated, tmp_path):
    changed = tmp_path / "changed.txt"
    changed.write_text(
        "A paragraph was put in front.\n\nThe first sentence stands here. The second was rewritten.\n", encoding="utf-8"
    )
    first, second, third = (claim.id for claim in load_dataset(annotated).claims)
    result = run(f"verify --text {changed} {annotated}")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any("¶1 s1" in line and "moved to ¶2 s1" in line and first in line for line in lines)
    for place, claim in (("¶1 s2", second), ("¶2 s1", third)):
        assert any(place in line and "changed" in line and claim in line for line in lines)
    assert "1 moved, 2 changed" in result.stderr
    assert "not the text that was annotated" in result.stderr


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_verification_as_json(form, invoke, text, annotated):
    result = invoke(f"verify --text {text} {annotated} --format {form}")
    if form == "json":
        report = json.loads(result.stdout)
        assert (report["ok"], report["same_text"], report["uncovered"]) == (True, True, [])
        passages = report["passages"]
    else:
        passages = [json.loads(line) for line in result.stdout.splitlines()]
    assert [passage["state"] for passage in passages] == ["match"] * 3
    assert all(passage["claims"] for passage in passages)


def test_the_text_may_come_from_the_standard_input(invoke, annotated):
    assert invoke(f"verify --text - {annotated}", input=TEXT.encode()).exit_code == 0


def test_a_dataset_that_was_read_in_no_text_cannot_be_verified(invoke, text, dataset_copy):
    info = json.loads((dataset_copy / "dataset.json").read_text(encoding="utf-8"))
    info["carrying_source"] = None
    (dataset_copy / "dataset.json").write_text(json.dumps(info), encoding="utf-8")
    result = invoke(f"verify --text {text} {dataset_copy}")
    assert result.exit_code == 2
    assert "names no text" in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["verify", "passages"])
@pytest.mark.parametrize(
    ("name", "part"), [("absent.txt", "No such file"), (".", "directory"), ("binary.txt", "UTF-8"), ("a\\0b", "null")]
)
def test_a_text_that_cannot_be_read_is_bad_input(command, name, part, invoke, tmp_path):
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x01")
    path = str(tmp_path / name).replace("\\0", "\0")
    result = invoke(f"{command} --text '{path}'")
    assert result.exit_code == 2
    assert part in " ".join(result.stderr.split())


def test_passages_lists_number_digest_and_text(run, text):
    result = run(f"passages --text {text}")
    assert result.returncode == 0
    for passage in iter_passages(TEXT):
        assert f"¶{passage.paragraph} s{passage.sentence}  {passage.digest}" in result.stdout
        assert passage.text in result.stdout
    assert text_digest(TEXT) in result.stderr


def test_passages_as_json(invoke, text):
    expected = [
        {"paragraph": each.paragraph, "sentence": each.sentence, "digest": each.digest, "text": each.text}
        for each in iter_passages(TEXT)
    ]
    report = json.loads(invoke(f"passages --text {text} --format json").stdout)
    assert report == {"items": expected, "text_digest": text_digest(TEXT)}
    lines = invoke(f"passages --text {text} --format ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == expected


def test_a_text_without_sentences(invoke, tmp_path):
    (tmp_path / "empty.txt").write_text("A title\n", encoding="utf-8")
    result = invoke(f"passages --text {tmp_path / 'empty.txt'}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no sentence" in result.stderr
