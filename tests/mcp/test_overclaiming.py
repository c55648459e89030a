"""No statement comes out of a tool without what qualifies it and without its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kgraph import KnowledgeGraph
from kgraph.answers.views import ClaimView
from kgraph.answers.wording import cite_evidence
from kgraph.mcp.calls import call_tool
from kgraph.mcp.questions import QUESTIONS
from tests.graphs import make_claim, make_dataset, make_evidence
from tests.mcp.agents import Agent, read_text
from tests.mcp.calls import CALLS, CLAIMLESS

POLARITY = {"affirmed": "", "negated": "NEGATED", "unknown": "UNCLEAR"}
QUARREL = [
    make_claim("yes", "a", "b", cites=("paper-1",)),
    make_claim("no", "a", "b", cites=("paper-2",), polarity="negated", speaker="c"),
    make_claim("unclear", "a", "b", cites=("paper-3",), polarity="unknown"),
    make_claim("perhaps", "a", "b", evidence=(make_evidence(sentence=2),), hedge="perhaps", status="feared"),
    make_claim("gone", "a", "c", rank="deprecated", deprecated_because="It was misread."),
]


def walk(value: Any) -> Iterator[Any]:
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(each)


def find_claims(answer: Any) -> list[dict[str, Any]]:
    return [each for each in walk(answer) if isinstance(each, dict) and "statement" in each]


def check_json(answer: Any, recorded: dict[str, ClaimView]) -> None:
    """Hold each claim to its record, and look for statements that stand anywhere else."""
    claims = find_claims(answer)
    for shown in claims:
        claim = recorded[shown["id"]]
        assert shown["citations"] == [cite_evidence(evidence) for evidence in claim.evidence] != []
        check_standing(shown["standing"], claim)
    statements = {claim.statement for claim in recorded.values()}
    strings = [each for each in walk(answer) if isinstance(each, str)]
    assert sum(each in statements for each in strings) == len(claims)


def check_standing(standing: str, claim: ClaimView) -> None:
    marks = [POLARITY[claim.polarity], claim.status, f"said by {claim.speaker.name}"]
    marks += [f"hedged “{claim.hedge}”"] if claim.hedge else []
    marks += ["presupposed"] if claim.basis == "presupposed" else []
    marks += ["one outlet alone"] if claim.single_source else []
    marks += [claim.deprecated_because] if claim.deprecated_because else []
    marks += [each.id for each in claim.contested_by]
    marks += [claim.valid if claim.valid and not claim.valid.startswith("[") else "holds" if claim.valid else "no date"]
    for mark in marks:
        assert mark in standing, (claim.id, mark)
    for polarity, mark in POLARITY.items():
        assert (mark in standing) == (polarity in (claim.polarity, "affirmed"))


def check_text(text: str, recorded: dict[str, ClaimView]) -> int:
    """Hold the lines below each statement to its record; return how many claims the text has."""
    lines = [line.strip() for line in text.splitlines()]
    seen = 0
    for place, line in enumerate(lines):
        found = re.fullmatch(r"\[([^\]]+)\] (.+)", line)
        named = found and recorded.get(found[1])
        if not named:
            # A statement that stands in another line would stand there alone.
            assert all(claim.statement not in line for claim in recorded.values()), line
            continue
        seen += 1
        assert found[2] == named.statement
        assert lines[place + 1].startswith("Standing: ")
        check_standing(lines[place + 1], named)
        sources = [f"Source: {cite_evidence(evidence)}" for evidence in named.evidence]
        assert lines[place + 2 : place + 2 + len(sources)] == sources
    return seen


@pytest.fixture(scope="module")
def recorded(article_graph: KnowledgeGraph) -> dict[str, ClaimView]:
    return {claim.id: claim for claim in article_graph.claims(limit=500)}


@pytest.mark.parametrize("tool", sorted(CALLS.keys() - {"brief"}))
def test_each_claim_in_each_answer_stands_with_what_it_needs(
    stdio_agent: Agent, recorded: dict[str, ClaimView], tool: str
) -> None:
    text, answer = stdio_agent.ask(tool, CALLS[tool])
    check_json(answer, recorded)
    seen = check_text(text, recorded)
    assert bool(seen) == (tool not in CLAIMLESS)
    assert bool(find_claims(answer)) == bool(seen)
    assert {claim["id"] for claim in find_claims(answer)} >= set(re.findall(r"(?m)^ *\[(p\w+)\] ", text))


def test_each_claim_of_the_dataset_stands_with_what_it_needs(
    stdio_agent: Agent, recorded: dict[str, ClaimView]
) -> None:
    text, answer = stdio_agent.ask("claims", {"limit": 500})
    check_json(answer, recorded)
    assert check_text(text, recorded) == len(answer["items"]) == len(recorded) == 201
    told = {note.partition(":")[0] for note in answer["notes"]}
    hedges = {f"hedged “{claim.hedge}”" for claim in recorded.values() if claim.hedge}
    assert hedges | {"NEGATED", "UNCLEAR", "presupposed", "planned", "which cites nothing", "2023?"} <= told


@pytest.mark.parametrize("claim_id", ["p06s5c02", "p06s4c01", "p05s2c01"])
def test_reminders_are_of_marks_that_occur_and_no_others(
    stdio_agent: Agent, recorded: dict[str, ClaimView], claim_id: str
) -> None:
    notes = stdio_agent.ask("claim", {"id": claim_id})[1]["notes"]
    claim = recorded[claim_id]
    told = {note.partition(":")[0] for note in notes}
    assert ("UNCLEAR" in told) == (claim.polarity == "unknown")
    assert ("2023?" in told) == any(evidence.cites for evidence in claim.evidence)
    assert ("which cites nothing" in told) == any(not evidence.cites for evidence in claim.evidence)
    assert "NEGATED" not in told


def test_a_citation_with_see_and_one_without_a_year_are_told_apart(stdio_agent: Agent) -> None:
    text, answer = stdio_agent.ask("source_claims", {"id": "edm-may-24"})
    assert "¶5 s3, see Eurasia Daily Monitor, May 24 2023?" in text
    assert any(note.startswith("see: ") for note in answer["notes"])
    text, answer = stdio_agent.ask("claims", {"outlet": ["Kommersant"]})
    assert "Kommersant, January 6, year unknown" in text
    assert "year unknown: give no year." in answer["notes"]


def test_every_sentence_of_a_brief_has_its_footnote(stdio_agent: Agent, recorded: dict[str, ClaimView]) -> None:
    text, _ = stdio_agent.ask("brief", {"about": ["Khorgos"]})
    lines = text.splitlines()
    items = [line for line in lines if any(claim.statement.rstrip(".") in line for claim in recorded.values())]
    assert len(items) >= 5
    for item in items:
        numbers = re.findall(r"\[\^(\d+)\]", item)
        assert numbers, item
        assert all(any(line.startswith(f"[^{number}]: ") for line in lines) for number in numbers)


def test_both_sides_of_a_dispute_come_with_what_they_need() -> None:
    graph = KnowledgeGraph(make_dataset(QUARREL))
    recorded = {claim.id: claim for claim in graph.claims(rank=["normal", "deprecated"])}
    for tool, arguments in (("contested", {}), ("claims", {"rank": ["normal", "deprecated"]})):
        result = call_tool(graph, QUESTIONS[tool], arguments)
        check_json(result.structured_content, recorded)
        assert check_text(read_text(result), recorded) >= 4
    text = read_text(call_tool(graph, QUESTIONS["contested"], {}))
    assert "* No side is preferred. Report all of them." in text
    assert "Said to be unclear, which is no side:" in text
    text = read_text(call_tool(graph, QUESTIONS["claims"], {"rank": ["normal", "deprecated"]}))
    for mark in ("contested by no", "deprecated: It was misread.", "deprecated: withdrawn. Do not use it."):
        assert mark in text
    for reminder in ("contested by: ", "hedged “perhaps”: ", "feared: Somebody is afraid that it will be."):
        assert f"* {reminder}" in text


def test_a_path_says_what_it_is_not_and_what_is_weak_in_it(stdio_agent: Agent) -> None:
    text, _ = stdio_agent.ask("paths", CALLS["paths"] | {"k": 1})
    assert "a path is not an influence" in text
    assert "weakest hop: 2, which rests on one outlet alone (Eurasia Daily Monitor), no passage cites anything" in text
    assert "2 hops without a date" in text
