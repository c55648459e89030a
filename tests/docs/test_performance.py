"""The page on performance shows the last run, as the benchmark reported it."""

from __future__ import annotations

import json
import re

from bench.client import QUESTIONS
from bench.client import render as render_clients
from bench.export_peers import EXPORT_PEERS
from bench.exports import render
from tests.docs.pages import ROOT, read_page

PAGE = read_page("performance.md")
RESULTS = ROOT / "bench" / "results"


def read_shown(what: str = "results") -> str:
    found = re.search(rf"<!-- {what} -->\n(.*?)<!-- /{what} -->", PAGE, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_the_page_shows_the_targets_of_the_last_run() -> None:
    report = (RESULTS / "results.md").read_text(encoding="utf-8")
    targets = report[report.index("## Targets") :].split("\n## ")[0]
    assert targets.removeprefix("## ").strip() in read_shown()
    sizes = json.loads((RESULTS / "results.json").read_text(encoding="utf-8"))["sizes"]
    assert list(sizes) == ["110k", "1m", "5m"]


def test_the_page_shows_every_table_of_the_last_run() -> None:
    report = (RESULTS / "results.md").read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", report, re.MULTILINE):
        assert table.strip() in read_shown()


def test_the_page_shows_the_exports_of_the_last_run() -> None:
    report = (RESULTS / "exports.md").read_text(encoding="utf-8")
    result = json.loads((RESULTS / "exports.json").read_text(encoding="utf-8"))
    assert render(result) == report
    assert report.removeprefix("# Exports").strip() == read_shown("exports")
    assert (result["rows"], result["disagreements"]) == (100_000, [])
    assert [name for name, each in result["formats"].items() if "beside" in each] == list(EXPORT_PEERS)


def test_the_page_shows_the_clients_of_the_last_run() -> None:
    report = (RESULTS / "client.md").read_text(encoding="utf-8")
    result = json.loads((RESULTS / "client.json").read_text(encoding="utf-8"))
    assert render_clients(result) == report
    assert report.removeprefix("# Clients").strip() == read_shown("client")
    assert list(result["questions"]) == list(QUESTIONS)
