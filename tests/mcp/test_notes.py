"""What is to be known beside an answer: the same in text and JSON, and drawn from the records."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph import KnowledgeGraph
from kgraph.mcp.calls import call_tool
from kgraph.mcp.questions import QUESTIONS
from tests.graphs import make_claim, make_dataset, make_entity, make_source
from tests.mcp.agents import Agent, read_text
from tests.mcp.calls import CALLS

CAUTIONS = {
    "search": "may be somebody else",
    "autocomplete": "may be somebody else",
    "entities": "They are not claims of a source",
    "entity": "Names, types, countries and `description` are the dataset's own",
    "neighbours": "no measure of influence",
    "common_neighbours": "need not have anything to do with one another",
    "subgraph": "no measure of influence",
    "paths": "a path is not an influence",
    "facets": "not events",
    "impact": "nothing says that the source is wrong",
    "brief": "with its footnote",
    "bibliography": "Copy entries as they are",
    "dataset": "not thereby untrue",
}


@pytest.mark.parametrize("tool", CALLS)
def test_json_has_every_caution_that_the_text_has(stdio_agent: Agent, tool: str) -> None:
    text, answer = stdio_agent.ask(tool, CALLS[tool])
    starred = [line.removeprefix("* ") for line in text.splitlines() if line.startswith("* ")]
    assert starred == [*answer["notes"], f"Dataset version {answer['dataset_version'][:8]}."]
    assert "Note:" not in text
    assert any(CAUTIONS.get(tool, "") in note for note in [*answer["notes"], ""])


def test_a_claim_that_cites_nothing_is_not_said_to_be_that_of_the_text(article_graph: KnowledgeGraph) -> None:
    said = [each for each in article_graph.claims(limit=500) if each.speaker.id != "article-author"]
    uncited = [claim for claim in said if not any(evidence.cites for evidence in claim.evidence)]
    assert len(uncited) == 6
    result = call_tool(article_graph, QUESTIONS["claims"], {"id": [claim.id for claim in uncited]})
    assert (
        "* which cites nothing: it rests on the text that was read alone, and no publication is cited for it; who says "
        "it stands behind “said by”."
    ) in read_text(result)
    assert "own claim" not in read_text(result)


def ask_about(**fields: Any) -> tuple[str, list[str]]:
    """Return the text and the notes on one claim that cites a source with these fields."""
    source = make_source("paper-1", "press", **fields)
    press = make_entity("press", "outlet", name="I see 2023? which cites nothing, year unknown")
    claim = make_claim("x", "a", "b", cites=("paper-1",))
    result = call_tool(KnowledgeGraph(make_dataset([claim], [press], [source])), QUESTIONS["claims"], {})
    assert result.structured_content is not None
    return read_text(result), result.structured_content["notes"]


def test_a_name_that_looks_like_a_mark_is_none() -> None:
    text, notes = ask_about(date="2023-05-17", date_printed="May 17 2023")
    assert "citing I see 2023? which cites nothing, year unknown, May 17 2023" in text
    assert notes == ["Give the source line with every statement that you take from here."]


def test_a_mark_of_a_date_is_told_by_what_it_is_of() -> None:
    _, notes = ask_about(date="2023?-05-17", date_printed="May 17")
    assert "2023?: the year is inferred, not printed; keep the question mark." in notes
    _, notes = ask_about(date="XXXX-05-17", date_printed="May 17")
    assert "year unknown: give no year." in notes
    graph = KnowledgeGraph(make_dataset([make_claim("x", "a", "b", valid="2023-05~")]))
    result = call_tool(graph, QUESTIONS["claims"], {})
    assert "* ?, ~ or % in the date when it holds: uncertain, approximate, or both; keep the mark." in read_text(result)
    assert "2023?" not in read_text(result)


def test_what_impact_does_not_show_is_counted(stdio_agent: Agent) -> None:
    text, answer = stdio_agent.ask("impact", {"id": "edm-20-152"})
    assert (answer["tie_count"], answer["entity_count"], len(answer["ties"])) == (148, 96, 5)
    assert "148 pairs of entities would be tied no more (5 of 148 shown): " in text
    assert "96 entities would be named by no claim (5 of 96 shown): " in text
    assert (
        "Shown are 5 of 201 claims without evidence, 5 of 148 pairs, 5 of 96 entities; a higher limit shows more."
    ) in answer["notes"]
    assert any("`claims` with `between` lists those of one pair" in note for note in answer["notes"])
    first = answer["ties"][0]
    ends = [first["from"]["id"], first["to"]["id"]]
    assert f"({ends[0]}) – {first['to']['name']} ({ends[1]}), {first['claim_count']} claim" in text
    claims = stdio_agent.ask("claims", {"between": ends, "polarity": ["affirmed"]})[1]
    assert claims["total"]["value"] == first["claim_count"]


def test_a_claim_that_impact_weakens_stands_with_its_evidence() -> None:
    claim = make_claim("x", "a", "b", cites=("paper-1", "paper-2"))
    result = call_tool(KnowledgeGraph(make_dataset([claim])), QUESTIONS["impact"], {"id": "paper-1"})
    text = read_text(result)
    assert "1 claim would stand on what is left of their evidence:\n  [x] Claim x.\n    Standing: " in text
    assert "    Source: GAZETTE, ¶1 s1, citing PRESS-1, undated; PRESS-2, undated" in text


def test_what_impact_shows_whole_is_not_said_to_be_cut(stdio_agent: Agent) -> None:
    text, answer = stdio_agent.ask("impact", {"id": "rbc-july-28", "limit": 100})
    assert " shown" not in text
    assert not any("shows more" in note for note in answer["notes"])


def test_the_server_calls_itself_after_its_dataset(stdio_agent: Agent) -> None:
    title = stdio_agent.ask("dataset")[1]["title"]
    assert stdio_agent.client.instructions is not None
    assert stdio_agent.client.instructions.startswith(f"kgraph answers from the dataset “{title}”. ")
