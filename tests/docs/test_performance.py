"""The page on performance shows the last run, as the benchmark reported it."""

from __future__ import annotations

import json
import re

from tests.docs.pages import ROOT, read_page

PAGE = read_page("performance.md")
RESULTS = ROOT / "bench" / "results"


def read_shown() -> str:
    found = re.search(r"<!-- results -->\n(.*?)<!-- /results -->", PAGE, re.DOTALL)
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
