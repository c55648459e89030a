"""The brief that a model hands on: whoever speaks is named, and what else can be asked is a tool."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from kgraph import KnowledgeGraph
from kgraph.mcp.calls import call_tool
from kgraph.mcp.questions import QUESTIONS
from tests.graphs import make_claim, make_dataset
from tests.mcp.agents import Agent, read_text

ABOUT: list[dict[str, Any]] = [
    {"about": ["Tokayev"]},
    {"about": ["Kazakhstan", "Russia"], "limit": 2},
    {"about": ["Kazakhstan"], "topic": ["energy"], "hedged": True},
    {"from": "Bolat Nazarbayev", "to": "China", "k": 2, "via": ["khorgos"]},
]


@pytest.mark.parametrize("arguments", ABOUT)
def test_every_statement_of_a_brief_names_its_speaker(
    stdio_agent: Agent, article_graph: KnowledgeGraph, arguments: dict[str, Any]
) -> None:
    text, _ = stdio_agent.ask("brief", arguments)
    claims = {claim.id: claim for claim in article_graph.claims(limit=500)}
    shown = re.findall(r"(?m)^ +(.+) · `(p\w+)`$", text)
    assert shown
    for words, id_ in shown:
        assert f"said by {claims[id_].speaker.name}" in words.replace("\\", "")
    assert "Where no other speaker is named" not in text


@pytest.mark.parametrize("arguments", ABOUT)
def test_a_brief_names_tools_and_no_commands_that_a_model_has_not(
    stdio_agent: Agent, arguments: dict[str, Any]
) -> None:
    text, _ = stdio_agent.ask("brief", arguments)
    for foreign in ("kgraph show", "GET /v1/", "`/v1/", "kgraph brief"):
        assert foreign not in text
    assert '`claim {"id": "ID"}`' in text
    assert "`kgraph verify --text FILE` (in a shell; no tool does it)" in text
    for tool, given in re.findall(r"(?m)`?\b(brief|claims) (\{.+\})`?$", text):
        assert not stdio_agent.call(tool, json.loads(given)).is_error


@pytest.mark.parametrize("arguments", ABOUT)
def test_the_call_in_a_brief_asks_for_the_same_brief(stdio_agent: Agent, arguments: dict[str, Any]) -> None:
    text, _ = stdio_agent.ask("brief", arguments)
    again = re.search(r"Ask the same again by this call of a tool:\n\n```\nbrief (.+)\n```\n", text)
    assert again is not None
    repeated, _ = stdio_agent.ask("brief", json.loads(again[1]))

    def cut(brief: str) -> str:
        # Which entity a name was taken for is told in the scope and in a note.
        return "\n".join(line for line in brief.splitlines() if "was taken for" not in line)

    assert cut(repeated) == cut(text)


def test_a_claim_that_contradicts_another_names_its_speaker_too() -> None:
    claims = [
        make_claim("yes", "a", "b", cites=("paper-1",)),
        make_claim("no", "a", "b", cites=("paper-2",), polarity="negated", speaker="c"),
        make_claim("more", "a", "d", cites=("paper-2",)),
    ]
    text = read_text(call_tool(KnowledgeGraph(make_dataset(claims)), QUESTIONS["brief"], {"about": ["a"]}))
    contradicted = [line for line in text.splitlines() if "Contradicted by" in line]
    assert len(contradicted) == 2
    assert sum("said by GAZETTE" in line for line in contradicted) == 1
    assert sum("said by C" in line for line in contradicted) == 1
