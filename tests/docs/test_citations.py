"""The page on citations: its styles are those of the catalogue, and each example is what kgraph writes."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from kgraph import KnowledgeGraph
from kgraph.citations import STYLES, bibtex, chicago, csl, gost
from kgraph.citations.sound_dates import find_sound_year
from kgraph.cli import main
from tests.citations.entry_samples import make_entry
from tests.docs.pages import code, find_blocks, read_page, section, table

PAGE = read_page("citations.md")
DATES = table(PAGE, "Dates")


def test_the_styles_are_those_of_the_catalogue() -> None:
    rows = {code(row["style"]): row for row in table(PAGE, "Styles")}
    assert list(rows) == list(STYLES)
    for name, style in STYLES.items():
        assert code(rows[name]["file"]) == f".{style.extension}"
        assert rows[name]["kind of text"].startswith(f"`{style.media_type}`")


@pytest.mark.parametrize("style", ["chicago", "gost"])
def test_the_lines_for_people(article_graph: KnowledgeGraph, style: str) -> None:
    (block,) = find_blocks(section(PAGE, f"`{style}`"))
    lines = article_graph.bibliography(style).text.splitlines()
    shown = block.text.splitlines()
    assert len(shown) == 3
    assert [line for line in lines if line in shown] == shown


def test_the_records_for_programs(article_graph: KnowledgeGraph) -> None:
    def show(style: str) -> str:
        (block,) = find_blocks(section(PAGE, f"`{style}`"))
        return block.text

    items = json.loads(article_graph.bibliography("csl-json").text)
    assert json.loads(show("csl-json")) == next(item for item in items if item["id"] == "rbc-july-28")
    assert show("bibtex") in article_graph.bibliography("bibtex").text
    assert show("ris") in article_graph.bibliography("ris").text.replace("\r\n", "\n")


@pytest.mark.parametrize("row", DATES, ids=[row["date"] for row in DATES])
def test_a_row_of_the_table_of_dates(row: dict[str, str]) -> None:
    date = None if row["date"] == "none" else code(row["date"])
    entry = make_entry(title="T", date=date)
    assert chicago.format_entry(entry) == f"“T.” Gazette, {row['`chicago`']}".rstrip(".") + "."
    assert gost.format_entry(entry) == f"T // Gazette. {row['`gost`']}".rstrip(".") + "."
    fields = dict(re.findall(r"(\w+) = \{?(.*?)\}?,?$", bibtex.format_entry(entry), re.MULTILINE))
    cells = [fields[name] for name in ("year", "month", "day") if name in fields]
    assert ", ".join(cells) == row["BibTeX `year`, `month`, `day`"]
    year = find_sound_year(date)
    assert row["RIS `PY`, `DA`"].partition(",")[0] == ("none" if year is None else str(year))
    assert _describe(csl.build_item(entry).get("issued")) == row["CSL `issued`"]


def _describe(issued: dict[str, object] | None) -> str:
    """Return in the words of the table what a date is in CSL."""
    if issued is None:
        return "none"
    if "literal" in issued:
        return "literal, circa" if "circa" in issued else "literal"
    parts = [", ".join(map(str, each)) for each in issued["date-parts"]]  # type: ignore[attr-defined]
    season = f", season {issued['season']}" if "season" in issued else ""
    return f"date-parts {' to '.join(parts)}{season}"


def test_the_python_runs_and_prints_what_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = find_blocks(PAGE, "python")
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block.text, "citations.md", "exec"), {})
    assert capsys.readouterr().out.endswith(find_blocks(section(PAGE, "Footnotes"), "text")[0].text)


def test_the_commands_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]
    assert len(lines) == 2
    for line in lines:
        monkeypatch.setattr("sys.argv", shlex.split(line))
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 0
    assert json.loads((tmp_path / "tokayev-russia.json").read_text("utf-8"))
