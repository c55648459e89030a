"""The page on briefs: its example is what the command writes, and its tables are those of the code."""

from __future__ import annotations

import re
import shlex

from kgraph.briefs import FORMS
from kgraph.briefs.kinds import SECTIONS
from kgraph.briefs.question import DEFAULT_CLAIMS, MAX_CLAIMS, MAX_PATHS
from kgraph.knowledge_graph import KnowledgeGraph
from tests.docs.pages import code, find_tables, read_page, section, table

PAGE = read_page("briefs.md")
# They change with every record and every release; the rest of the example must not.
VERSIONS = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}…|kgraph \d+\.\d+\.\d+\w*")


def test_the_example_is_what_the_command_writes(article_graph: KnowledgeGraph) -> None:
    shown = section(PAGE, "An example")
    (command,) = re.findall(r"^`(kgraph brief [^`]+)` writes:$", shown, re.MULTILINE)
    _, _, entity, *options = shlex.split(command)
    filters: dict[str, list[str]] = {}
    for name, value in zip(options[::2], options[1::2], strict=True):
        filters.setdefault(name.removeprefix("--"), []).append(value)
    (example,) = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)
    written = FORMS["markdown"].render(article_graph.brief(entity, **filters))
    assert VERSIONS.sub("VERSION", example) == VERSIONS.sub("VERSION", written)


def test_every_section_is_in_the_table_and_no_other() -> None:
    rows = [row["section"] for row in table(PAGE, "Sections")]
    assert sorted(rows) == sorted(kind.title for kind in SECTIONS)


def test_every_form_is_in_the_table() -> None:
    rows = {re.sub(r" \(.*", "", row["form"]): row for row in table(PAGE, "Forms")}
    assert list(map(code, rows)) == list(FORMS)


def test_the_bounds_are_those_of_the_code() -> None:
    assert f"`limit` ({DEFAULT_CLAIMS}; 1 to {MAX_CLAIMS})" in PAGE
    assert f"at most {MAX_PATHS}" in find_tables(section(PAGE, "What it is about"))[0][2]["claims that are meant"]
