"""The example of the annotating page is a dataset: it is written to a folder, validated, verified and asked."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from kgraph.cli import main
from kgraph.loading import load_dataset, verify_text
from kgraph.records import Dataset
from kgraph.text import text_digest
from tests.docs.pages import code, codes, find_blocks, read_page, section, table

PAGE = read_page("annotating.md")
COMMANDS = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]
OUTPUTS = {
    "passages": "f35c1d80096ed6f0fc82ac5a2a9694142abd4a4bcc81c256d8d7464f47c60e55",
    "validate": "7 claims",
    "verify": "3 passages of lorn-reader-7: 3 match.",
    "paths": "mayor of",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every file that the page shows, made the current one."""
    for block in find_blocks(PAGE):
        if block.file:
            path = tmp_path / block.file
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_DATA", raising=False)
    return tmp_path


def test_the_example_has_a_text_and_the_five_files(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "bridge").iterdir()) == [
        "dataset.json",
        "entities.json",
        "predicates.json",
        "relations.json",
        "sources.json",
    ]
    assert (folder / "text.txt").exists()


def test_the_commands_are_those_of_every_step() -> None:
    assert [shlex.split(line)[:2] for line in COMMANDS] == [["kgraph", command] for command in OUTPUTS]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_works(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(line)
    monkeypatch.setattr(sys, "argv", words)
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        main()
    captured = capsys.readouterr()
    assert (ended.value.code or 0) == 0, captured.err
    assert OUTPUTS[words[1]] in captured.out + captured.err


def test_the_python_of_the_page_runs(folder: Path) -> None:
    (block,) = find_blocks(PAGE, "python")
    exec(compile(block.text, "annotating.md", "exec"), {})


def test_every_sentence_of_the_example_is_annotated(folder: Path) -> None:
    text = (folder / "text.txt").read_text(encoding="utf-8")
    dataset = load_dataset("bridge")
    result = verify_text(dataset, text)
    assert (result.ok, result.uncovered, result.same_text) == (True, (), True)
    assert dataset.info.text_digest == text_digest(text)
    assert f"Three sentences make {['six', 'seven', 'eight'][len(dataset.claims) - 6]}" in PAGE


def test_the_hard_cases_are_in_the_dataset_that_ships(article: Dataset) -> None:
    claims = {claim.id: claim for claim in article.claims}
    sources = {source.id: source for source in article.sources}
    rows = table(PAGE, "How the dataset that ships decided")
    for row in rows:
        assert codes(row["see"]), row["case"]
        for id_ in codes(row["see"]):
            assert id_ in claims, id_
    assert [claims[id_].subject for id_ in ("p05s4c01", "p05s4c02")] == ["kazakhstan", "china"]
    assert claims["p06s3c03"].status == "alleged" != claims["p06s3c01"].status
    assert [(part.role, part.claim) for part in claims["p06s6c01"].qualifiers] == [("similar_to", "p06s3c01")]
    put_off = claims["p06s6c04"]
    assert (put_off.valid, put_off.object.value and put_off.object.value.modifier) == ("[2025..]", "at_least")
    assert claims["p06s6c05"].object.entity == "astana-city"
    assert claims["p02s1c03"].subject == "government-of-kazakhstan"
    assert claims["p03s1c03"].subject == "government-of-russia"
    assert len(claims["p03s1c03"].evidence) == 2
    assert [sources[cite.id].date for cite in claims["p03s2c03"].evidence[0].cites] == ["XXXX-01-06"]
    assert (claims["p04s3c01"].subject, claims["p04s3c01"].speaker) == ("poll-respondents", "public-poll")
    assert set(claims["p04s3c03"].references) == {"p04s3c01", "p04s3c02"}
    assert claims["p06s5c02"].polarity == "unknown"
    assert (claims["p09s4c01"].hedge, claims["p09s4c02"].hedge) == (None, "ostensibly")
    assert (claims["p07s5c02"].polarity, claims["p07s5c02"].hedge) == ("negated", None)


def test_the_words_that_the_page_advises_exist() -> None:
    model = read_page("data-model.md")
    words = {code(row["word"]) for name in ("status", "polarity", "basis") for row in table(model, name)}
    advised = set(codes(re.sub(r"\s+", " ", section(PAGE, "Reading like an examiner"))))
    named = {word for word in advised if word.isalpha()}
    assert named - {"countries"} <= words
