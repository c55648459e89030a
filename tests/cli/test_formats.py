"""Rows in the shell: CSV that pandas reads back, tables that GitHub's parser reads, written part by part."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html
import pandas
import pytest

from kgraph.answers.answer import Answer
from kgraph.answers.frames import iter_plain_rows
from kgraph.answers.rows import RowTable, find_item_type, find_table
from kgraph.answers.rows.claims import CLAIMS
from kgraph.answers.wording import cite_evidence
from kgraph.briefs.isolation import strip_isolates
from kgraph.cells import restore, show_amount
from kgraph.cli.catalogue import COMMANDS
from kgraph.cli.csv_text import iter_csv_lines
from kgraph.cli.loading import load_command
from kgraph.cli.markdown import iter_markdown_lines
from kgraph.cli.options import OutputFormat
from kgraph.cli.output import print_pages
from kgraph.knowledge_graph import KnowledgeGraph
from tests.answers.asked import ask_everything, ask_random, iter_claims
from tests.briefs.hostile import TEXTS, make_hostile_graph
from tests.cli.conftest import ROOT
from tests.tools import find_tool

# Stands for a line break of a cell: a private character.
BREAK = "\ue000"
OWN_FORMATS = {"brief", "cite", "export", "serve", "mcp"}
QUESTIONS = [
    "search Kazakhstan",
    "autocomplete Kaz",
    "lookup Tokayev Nazarbayev zzzz",
    "dataset",
    "entities",
    "show 'Bolat Nazarbayev'",
    "show p06s5c02",
    "show rbc-july-28",
    "neighbours China",
    "neighbours China --claims-per-neighbour 0",
    "claims --polarity negated --polarity unknown",
    "paths 'Bolat Nazarbayev' China",
    "common-neighbours China Russia",
    "subgraph 'Bolat Nazarbayev'",
    "sources",
    "claim-sources p05s2c01",
    "timeline",
    "facets topic",
    "dyad KZ CN",
    "contested",
    "impact rbc-july-28 --from Kazakhstan --to China",
    "quality",
    "schema",
    "schema statuses",
    f"diff {ROOT / 'data'} {ROOT / 'data'}",
    "validate",
    "verify --text article.txt",
    "passages --text article.txt",
    f"import {ROOT / 'examples' / 'events.tsv'} --mapping icews --out events",
    "build --out article.kgraph",
]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("Not the article, whose text is not ours | to ship.\n", encoding="utf-8")


def read_csv(text: str) -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(head, map(restore, row), strict=True)) for row in rows]


def read_markdown(text: str) -> tuple[list[str], list[list[list[str]]]]:
    """Return the head of a table as GitHub reads it, and its rows: of each cell, the lines."""
    command = [find_tool("cmark-gfm"), "--to", "html", "-e", "table", "-e", "autolink", "-e", "strikethrough"]
    done = subprocess.run([*command, "--unsafe"], input=text, capture_output=True, encoding="utf-8", check=True)
    page = lxml.html.document_fromstring(done.stdout)
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "body", "table", "thead", "tbody", "tr", "th", "td", "br", "p"}, tags
    assert len(page.xpath("//table")) == 1
    for line_break in page.xpath("//br"):
        line_break.tail = f"{BREAK}{line_break.tail or ''}"
    rows = [[squeeze(cell.text_content()).split(BREAK) for cell in row] for row in page.xpath("//tbody/tr")]
    return [cell.text_content() for cell in page.xpath("//th")], rows


def squeeze(text: str) -> str:
    return " ".join(strip_isolates(text).split(" "))


def to_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, Decimal):
        return show_amount(cell) or ""
    return "" if cell is None else str(cell)


def find_answer_table(answer: Any) -> RowTable:
    found = find_table(find_item_type(answer) if isinstance(answer, Answer) else type(answer))
    assert found is not None
    return found


def check_csv(answer: Any) -> None:
    table = find_answer_table(answer)
    items = answer.items if isinstance(answer, Answer) else [answer]
    text = "".join(iter_csv_lines(table, items))
    assert text.endswith("\r\n")
    expected = [{name: to_text(cell) for name, cell in row.items()} for row in iter_plain_rows(table, items)]
    assert read_csv(text) == expected


def check_markdown(answer: Any) -> None:
    table = find_answer_table(answer)
    items = answer.items if isinstance(answer, Answer) else [answer]
    text = "\n".join(iter_markdown_lines(table, items)) + "\n"
    head, rows = read_markdown(text)
    expected = list(table.make_rows(items))
    assert len(rows) == len(expected)
    if "statement" not in head:
        return
    claims = iter_claims(answer)
    places = {name: head.index(name) for name in ("id", "statement", "standing", "evidence")}
    for row in rows:
        (id_,), standing = row[places["id"]], " ".join(row[places["standing"]])
        if id_ == "":
            assert not standing
            continue
        claim = next(claims)
        assert id_ == claim.id
        assert row[places["statement"]] == [squeeze(claim.statement)]
        assert row[places["evidence"]] == [squeeze(cite_evidence(each)) for each in claim.evidence]
        marks = {"affirmed": "", "negated": "NEGATED", "unknown": "UNCLEAR"}
        words = [marks[claim.polarity], claim.status, f"said by {claim.speaker.name}", claim.hedge or ""]
        words += ["presupposed"] if claim.basis == "presupposed" else []
        words += [claim.rank] if claim.rank != "normal" else []
        words += [other.id for other in claim.contested_by]
        assert all(squeeze(word) in standing for word in words), (words, standing)
        assert claim.valid is None or "holds" in standing
    assert next(claims, None) is None


@pytest.mark.parametrize("check", [check_csv, check_markdown])
def test_every_answer_is_read_back(check: Callable[[Any], None], graph: KnowledgeGraph) -> None:
    for answer in ask_everything(graph).values():
        check(answer)


@pytest.mark.parametrize("check", [check_csv, check_markdown])
def test_disputes_amounts_and_withdrawn_claims_are_read_back(check: Callable[[Any], None]) -> None:
    for asked in ask_random(4):
        for answer in asked.values():
            check(answer)


@pytest.mark.parametrize("check", [check_csv, check_markdown])
def test_what_looks_like_markup_or_a_formula_is_read_back(check: Callable[[Any], None]) -> None:
    graph = make_hostile_graph()
    for answer in ask_everything(graph).values():
        check(answer)
    assert sum(text[0] in "=+-" for text in TEXTS) > 2


def test_no_cell_of_csv_is_run_by_a_spreadsheet() -> None:
    text = "".join(iter_csv_lines(CLAIMS, make_hostile_graph().claims(limit=500)))
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if re.match(r"\s*[=+@-]", cell) and not re.fullmatch(r"-?[0-9.]+", cell)]


def test_pandas_reads_what_the_frame_holds(invoke: Any, graph: KnowledgeGraph) -> None:
    text = invoke("claims --all --format csv").stdout_bytes
    read = pandas.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False).map(restore)
    frame = graph.claims(limit=500).to_dataframe("pandas")
    assert list(read.columns) == list(frame.columns)
    for name in ("statement", "hedge", "valid", "evidence", "object_modifier", "qualifiers"):
        assert read[name].tolist() == frame[name].fillna("").tolist()


def test_a_line_break_in_a_cell_stays_in_it() -> None:
    table = RowTable("made up", "One.", CLAIMS.columns[:2], iter)
    lines = list(iter_markdown_lines(table, [("a\nb", "c\r\nd | e")]))
    assert lines[2] == r"| a<br>b | c<br>d \| e |"
    assert read_csv("".join(iter_csv_lines(table, [("a\nb", 'c "d"')]))) == [{"id": "a\nb", "statement": 'c "d"'}]


@pytest.mark.parametrize("form", ["csv", "md"])
@pytest.mark.parametrize("words", QUESTIONS)
def test_every_command_writes_rows(words: str, form: str, invoke: Any) -> None:
    result = invoke(f"{words} --format {form}")
    table = invoke(f"{words.replace('--out events', '--out more')} --format table")
    assert result.exit_code == table.exit_code
    if form == "csv":
        assert len(result.stdout_bytes.split(b"\r\n")[0].split(b",")) > 2
        read_csv(result.stdout_bytes.decode())
    else:
        head, rows = read_markdown(result.stdout)
        assert all(len(row) == len(head) for row in rows)


def test_no_command_that_takes_a_format_is_left_out() -> None:
    takes = {
        entry.name
        for entry in COMMANDS
        if any(param.name == "format" for param in load_command(entry).params) and entry.name not in OWN_FORMATS
    }
    assert takes == {words.split()[0] for words in QUESTIONS}


@pytest.mark.parametrize("form", ["csv", "md"])
def test_problems_of_a_dataset_are_rows_too(form: str, invoke: Any, dataset_copy: Path) -> None:
    claims = json.loads((dataset_copy / "relations.json").read_text(encoding="utf-8"))
    claims[0]["subject"] = "kazakhstann"
    (dataset_copy / "relations.json").write_text(json.dumps(claims), encoding="utf-8")
    result = invoke(f"validate {dataset_copy} --format {form}")
    assert result.exit_code == 2
    assert "kazakhstann" in result.stdout
    if form == "csv":
        (row,) = read_csv(result.stdout_bytes.decode())
        assert (row["record"], row["field"], row["nearest"].split("|")[0]) == (claims[0]["id"], "subject", "kazakhstan")


def test_a_list_without_items_has_its_head(invoke: Any) -> None:
    result = invoke("contested --format csv")
    assert result.exit_code == 1
    assert result.stdout_bytes.startswith(b"dispute,reason,detail,side,")
    assert result.stdout_bytes.count(b"\r\n") == 1
    assert "contradict one another" in result.stderr


def test_a_tie_without_its_claims_names_the_command_that_lists_them(invoke: Any) -> None:
    head, rows = read_markdown(invoke("neighbours China --claims-per-neighbour 0 --limit 1 --format md").stdout)
    assert rows[0][head.index("claims")] == ["15 claims"]
    (command,) = rows[0][head.index("evidence")]
    listed = invoke(f"{command.removeprefix('kgraph ')} --format ndjson").stdout
    assert len(listed.splitlines()) == 15


def test_paths_in_markdown_say_what_a_path_is_not(invoke: Any) -> None:
    assert invoke("paths 'Bolat Nazarbayev' China --format md").stdout.count("a path is not an influence") == 1


@pytest.mark.parametrize("form", ["csv", "md", "ndjson", "json"])
def test_all_is_written_part_by_part(
    form: str, graph: KnowledgeGraph, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has been written when each part is asked for: it grows, so that nothing waits for the rest."""
    written: list[int] = []

    def ask(*, limit: int, cursor: str | None) -> Any:
        return graph.claims(limit=limit, cursor=cursor)

    seen = bytearray()

    class Output:
        """The standard output, which counts."""

        @staticmethod
        def write(data: bytes) -> None:
            seen.extend(data)

    class Stdout:
        """What has it as its buffer."""

        buffer = Output

    first = ask(limit=50, cursor=None)
    pages = [first]
    while (page := pages[-1].next_page()) is not None:
        pages.append(page)

    def iter_all(self: Answer[Any]) -> Any:
        for page in pages:
            written.append(len(seen))
            yield from page.items

    monkeypatch.setattr(Answer, "iter_all", iter_all)
    monkeypatch.setattr("sys.stdout", Stdout)
    print_pages(ask, OutputFormat(form), lambda _: [], limit=50, cursor=None, everything=True)
    assert len(written) == 5
    assert written == sorted(set(written))
    assert seen.count(b"p10s3c03") >= 1


@pytest.mark.parametrize("words", ["claims", "neighbours Kazakhstan", "search Kazakhstan", "sources", "subgraph China"])
def test_all_has_the_same_items_in_every_form(words: str, invoke: Any) -> None:
    everything = json.loads(invoke(f"{words} --all --limit 7 --format json").stdout)
    assert everything["next_cursor"] is None
    assert len(everything["items"]) == everything["total"]["value"]
    lines = invoke(f"{words} --all --limit 7 --format ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == everything["items"]
    whole = invoke(f"{words} --all --format csv")
    assert invoke(f"{words} --all --limit 7 --format csv").stdout_bytes == whole.stdout_bytes
    assert "shown" not in whole.stderr
    assert invoke(f"{words} --all --limit 7 --format md").stdout == invoke(f"{words} --all --format md").stdout
