"""The importing page names every key of a mapping, and its example and commands work."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import httpx2
import pytest
from pydantic import BaseModel

from kgraph.cli import main
from kgraph.importing import mapping, row_problems, slugs, table, template
from kgraph.importing.claim_lines import ID_FIGURES
from kgraph.importing.lines import MAX_LINE_BYTES
from kgraph.importing.mapping_files import shipped_mappings
from kgraph.importing.workplace import LEFT_OUT_FILE
from kgraph.loading import load_dataset
from tests.api.server import run_server
from tests.docs.pages import ROOT, code, codes, find_blocks, read_page, section
from tests.docs.pages import table as read_table
from tests.docs.questions_page import find_mismatches, read_questions

PAGE = read_page("importing.md")
COMMANDS = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]
PARTS: dict[str, type[BaseModel]] = {
    "The parts": mapping.Mapping,
    "dataset": mapping.DatasetSpec,
    "source": mapping.SourceSpec,
    "format": mapping.FormatSpec,
    "columns": mapping.ColumnsSpec,
    "dates": mapping.DatesSpec,
    "claims": mapping.ClaimsSpec,
    "entities": mapping.EntitiesSpec,
    "countries": mapping.CountriesSpec,
    "predicates": mapping.PredicatesSpec,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every file that the page shows, and the example that ships, made the current one."""
    for block in find_blocks(PAGE):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    shutil.copy(ROOT / "examples" / "events.tsv", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KGRAPH_DATA", raising=False)
    return tmp_path


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", shlex.split(line))
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0, line


def test_the_commands_of_the_page_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) == 5
    for line in COMMANDS:
        run(line, monkeypatch)
    dataset = load_dataset(folder / "visits")
    assert sorted(claim.statement for claim in dataset.claims) == [
        "Lorn – visited – Harbour Board (Norway), on 2024-01-31.",
        "Norway – thanked – Lorn, on 2024-02.",
    ]
    assert {claim.speaker for claim in dataset.claims} == {"lorn-reader", "harbour-office"}
    assert {entity.id: entity.countries for entity in dataset.entities}["harbour-board-norway"] == ("NO",)


def test_the_question_of_the_page_is_answered_as_it_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(COMMANDS[0], monkeypatch)
    (question,) = read_questions(PAGE)
    (exchange,) = question.exchanges
    with run_server(data=folder / "events") as server:
        answer = httpx2.get(server.url + exchange.url).json()
        assert find_mismatches(exchange, answer) == []
        assert httpx2.get(f"{server.url}/v1/dyad?of=KZ&of=RU").json()["total"]["value"] > 0


@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_documented_with_its_default(part: str) -> None:
    rows = {code(row["key"]): row["needed"] for row in read_table(PAGE, part)}
    fields = PARTS[part].model_fields
    assert list(rows) == list(fields)
    for name, field in fields.items():
        assert (rows[name] == "yes") == field.is_required(), name
        if rows[name].startswith("`") and rows[name] not in ("`{}`", "`[]`"):
            shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert code(rows[name]) in (shown, '["edtf"]')


def test_the_keys_of_rules_and_words_are_named() -> None:
    for part, models in (
        ("entities", [mapping.TypeRule]),
        ("predicates", [mapping.PredicateRule, mapping.PredicateWords]),
    ):
        named = set(re.findall(r"\w+", " ".join(codes(section(PAGE, part)))))
        for model in models:
            assert set(model.model_fields) <= named


def test_what_is_named_elsewhere_is_right() -> None:
    assert all(f"`{{{word}}}`" in section(PAGE, "claims") for word in template.PLACEHOLDERS)
    assert all(f"`{suffix}`" in section(PAGE, "format") for suffix in table.KINDS)
    assert f"{MAX_LINE_BYTES:,} bytes" in PAGE
    assert f"first {ID_FIGURES} hexadecimal digits" in PAGE
    assert slugs.SUFFIX_FIGURES == 8
    assert f"`--max-problems` ({row_problems.DEFAULT_MAX_PROBLEMS})" in PAGE
    assert f"first {row_problems.MAX_SHOWN_TEXT:,} characters" in PAGE
    assert f"`{LEFT_OUT_FILE}`" in PAGE
    command_line = read_page("command-line.md")
    assert all(f"`{name}`" in command_line for name in shipped_mappings())
