"""The page on the server: its tables, its example and its configuration are those of the code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kgraph.mcp.answers import MAX_ENTRIES
from tests.docs.pages import code, read_page, table
from tests.mcp.agents import Agent, connect_stdio

PAGE = read_page("mcp.md")
VERSION = re.compile(r"version [0-9a-f]{8}")


def test_the_table_has_every_tool_and_no_other(stdio_agent: Agent) -> None:
    assert [code(row["tool"]) for row in table(PAGE, "Tools")] == list(stdio_agent.list_tools())


def test_the_example_is_what_a_tool_answers(stdio_agent: Agent) -> None:
    pattern = r"^As text, `(\w+)` with the id `(\w+)`:\n\n```\n(.*?)^```$"
    ((tool, claim_id, example),) = re.findall(pattern, PAGE, re.MULTILINE | re.DOTALL)
    written, _ = stdio_agent.ask(tool, {"id": claim_id})
    assert VERSION.sub("version", example) == VERSION.sub("version", f"{written}\n")


@pytest.mark.parametrize(
    ("mark", "filters"),
    [
        ("NEGATED", {"polarity": ["negated"]}),
        ("UNCLEAR", {"polarity": ["unknown"]}),
        ("presupposed", {"basis": ["presupposed"]}),
        ("said by", {}),
        ("no date stated", {}),
        ("rests on one outlet alone", {}),
        ("which cites nothing", {}),
        ("see", {"source": ["edm-may-24"]}),
        ("citing", {"source": ["rbc-july-28"]}),
    ],
)
def test_every_mark_is_in_the_table_and_in_answers(stdio_agent: Agent, mark: str, filters: dict[str, Any]) -> None:
    assert f"`{mark}`" in {row["mark"] for row in table(PAGE, "An answer")}
    assert mark in stdio_agent.ask("claims", filters)[0]


def test_the_bounds_on_the_page_are_those_of_the_tools(stdio_agent: Agent) -> None:
    tools = {name: tool.input_schema["properties"] for name, tool in stdio_agent.list_tools().items()}
    claims, paths, shown = re.search(r"\((\d+) claims, (\d+) paths, (\d+) claims of a tie\)", PAGE).groups()
    assert int(claims) == tools["claims"]["limit"]["default"]
    assert int(paths) == tools["paths"]["k"]["default"]
    assert int(shown) == tools["neighbours"]["claims_per_neighbour"]["default"]
    assert f"more than {MAX_ENTRIES} sources" in PAGE


def test_the_configuration_starts_the_server(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    entry = json.loads(block)["mcpServers"]["kgraph"]
    assert (entry["command"], entry["args"][0]) == ("kgraph", "mcp")
    with connect_stdio(tmp_path / "stderr.log", *entry["args"][1:]) as agent:
        assert agent.ask("dataset")[1]["claim_count"] == 201
