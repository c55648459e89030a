"""What a model is told when its question cannot be answered: what is wrong, and what to do next."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from mcp import MCPError

from kgraph import KnowledgeGraph
from kgraph.mcp.calls import call_tool
from kgraph.mcp.questions import QUESTIONS
from tests.mcp.agents import Agent, read_text
from tests.mcp.calls import CALLS

REFUSED: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "claims",
        {"abuot": ["China"]},
        ["claims takes no argument 'abuot'; it takes id, ", "not what is meant: about."],
    ),
    ("dataset", {"limit": 3}, ["dataset takes no argument 'limit'; it takes none."]),
    ("paths", {"from": "China"}, ["paths needs to. to: Where it ends"]),
    ("paths", {}, ["paths needs from and to."]),
    ("claims", {"topic": ["enrgy"]}, ["'enrgy' is not a word of the vocabulary for topic.", "energy"]),
    ("claims", {"polarity": ["maybe"]}, ["polarity: it has affirmed, negated, unknown."]),
    ("claims", {"limit": 0}, ["limit is from 1 to 500."]),
    ("claims", {"limit": 5.5}, ["limit takes a whole number."]),
    ("claims", {"limit": True}, ["limit takes a whole number."]),
    ("claims", {"about": [{"name": "China"}]}, ["about takes text."]),
    ("claims", {"hedged": "perhaps"}, ["hedged is true or false."]),
    ("claims", {"date": "May"}, ["date takes a date such as 2023-05"]),
    ("claims", {"cursor": "nonsense"}, ["This is no cursor of this service."]),
    ("claims", {"between": ["China"]}, ["between takes exactly two different entities."]),
    ("claim", {"id": "p99s9c99"}, ["There is no claim 'p99s9c99' in this dataset.", "is no evidence"]),
    ("entity", {"entity": "Atlantis"}, ["There is no entity 'Atlantis'", "The tool search finds", "is no evidence"]),
    ("entity", {"entity": 7}, ["entity takes text."]),
    ("paths", {"from": "Nazarbayevv", "to": "China"}, ["from: There is no entity", "bolat-nazarbayev"]),
    ("lookup", {"queries": ["China"]}, ["queries takes an object."]),
    ("lookup", {"queries": {}}, ["queries takes 1 to 500 names, not 0."]),
    ("common_neighbours", {"of": ["China"]}, ["of takes 2 to 20 different entities, not 1."]),
    ("facets", {"by": "colour"}, ["'colour' is not a word of the vocabulary for by"]),
    ("brief", {}, ["Say what the brief is about"]),
    ("schema", {"part": "verbs"}, ["'verbs' is not a word of the vocabulary for part"]),
    ("claims", {"id": []}, ["id is an empty list, which means nothing here: leave it out"]),
    ("claims", {"about": []}, ["about is an empty list"]),
    ("claims", {"between": []}, ["between is an empty list"]),
    ("paths", {"from": "China", "to": "Russia", "via": []}, ["via is an empty list"]),
    ("entities", {"type": []}, ["type is an empty list"]),
    ("claims", {"topic": "energy"}, ['topic takes a list, such as ["energy"].']),
    ("claims", {"paragraph": 3}, ["paragraph takes a list, such as [3]."]),
    ("source_claims", {"id": "rbc-july-28", "source": ["x"]}, ["source_claims takes no argument 'source'"]),
]


def refuse(agent: Agent, tool: str, arguments: dict[str, Any]) -> str:
    """Return why a call is refused."""
    result = agent.call(tool, arguments)
    assert result.is_error
    assert result.structured_content is None
    text = read_text(result)
    assert "Traceback" not in text
    assert "Error executing" not in text
    return text


@pytest.mark.parametrize(("tool", "arguments", "told"), REFUSED)
def test_a_bad_question_is_refused_with_the_reason(
    agent: Agent, tool: str, arguments: dict[str, Any], told: list[str]
) -> None:
    text = refuse(agent, tool, arguments)
    for each in told:
        assert each in text


@pytest.mark.parametrize("tool", CALLS)
def test_no_tool_ignores_an_argument(stdio_agent: Agent, tool: str) -> None:
    assert f"{tool} takes no argument 'no_such_word'" in refuse(stdio_agent, tool, CALLS[tool] | {"no_such_word": 1})


@pytest.mark.parametrize("tool", CALLS)
@pytest.mark.parametrize("value", [{"a": [1]}, [[1]], [None], "\x00", "x" * 300, -1, 10**30, 1e300, True])
def test_no_value_of_an_argument_is_a_bug(article_graph: KnowledgeGraph, tool: str, value: Any) -> None:
    for name in QUESTIONS[tool].parameters:
        result = call_tool(article_graph, QUESTIONS[tool], CALLS[tool] | {name: value})
        assert "kgraph failed" not in read_text(result), name


def test_an_ambiguous_name_comes_back_with_the_candidates(agent: Agent) -> None:
    text = refuse(agent, "paths", {"from": "Nazarbayev", "to": "China"})
    assert text.splitlines() == [
        "“Nazarbayev” as from may mean several entities, and none of them is assumed:",
        "- bolat-nazarbayev: Bolat Nazarbayev (person)",
        "- nursultan-nazarbayev: Nursultan Nazarbayev (person)",
        "Ask which one is meant, unless that is certain, and call paths again with its id.",
    ]


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("claims", {"q": "zebra"}, "Nothing found: No item passes q; 201 are there without q. Try: leave out q."),
        ("paths", {"from": "Bolat Nazarbayev", "to": "Xinjiang", "max_hops": 1}, "Try: max_hops=3."),
        ("search", {"q": "zzzzzz"}, "Nothing found: No entity of this dataset bears a name like 'zzzzzz'."),
        ("brief", {"about": ["China"], "q": "zebra"}, "Nothing found: "),
        ("bibliography", {"q": "zebra"}, "Nothing found: "),
    ],
)
def test_an_empty_answer_says_why_and_what_would_change_it(
    agent: Agent, tool: str, arguments: dict[str, Any], told: str
) -> None:
    text, answer = agent.ask(tool, arguments)
    assert told in text
    assert "that it is silent is no evidence." in text
    assert any(told in note for note in answer["notes"])


def test_what_a_date_filter_leaves_out_is_counted(agent: Agent) -> None:
    text, answer = agent.ask("claims", {"about": ["Tokayev"], "date": "2023"})
    assert f"{answer['undated_excluded']} claims without a date were left out by the date filter." in text
    text, answer = agent.ask("timeline", {"about": ["Tokayev"]})
    assert f"{answer['undated_excluded']} claims have no date and are not among these; undated true lists them." in text


def test_a_name_that_was_taken_for_another_is_told(agent: Agent) -> None:
    text, _ = agent.ask("claims", {"about": ["Токаев"]})
    assert "“Токаев” was taken for Kassym-Jomart Tokayev (kassym-jomart-tokayev)." in text


@pytest.mark.parametrize(
    ("method", "arguments", "told"),
    [
        ("call_tool", ("no_such_tool", {}), "There is no tool 'no_such_tool'; there are search, "),
        ("read_resource", ("kgraph://nothing",), "There is no resource 'kgraph://nothing'"),
        ("get_prompt", ("no_such_prompt", {}), "There is no prompt 'no_such_prompt'"),
        ("get_prompt", ("footnoted_answer", {}), "footnoted_answer takes question, and nothing else."),
    ],
)
def test_what_is_not_there_is_an_error_of_the_protocol(
    agent: Agent, method: str, arguments: tuple[Any, ...], told: str
) -> None:
    with pytest.raises(MCPError, match=told.replace("(", r"\(")):
        agent.portal.call(getattr(agent.client, method), *arguments)


def test_a_bug_is_logged_and_its_text_goes_nowhere_else(
    article_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: KnowledgeGraph) -> None:
        raise ZeroDivisionError("a secret of the machine")

    monkeypatch.setattr(KnowledgeGraph, "dataset", fail)
    with caplog.at_level(logging.ERROR, "kgraph"):
        result = call_tool(article_graph, QUESTIONS["dataset"], {})
    assert result.is_error
    assert read_text(result) == (
        "kgraph failed at this call; the reason stands in its log. Nothing can be concluded from it."
    )
    assert "a secret of the machine" in caplog.text


def test_a_bibliography_that_is_too_long_is_refused_and_not_cut(
    article_graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgraph.mcp.answers.MAX_ENTRIES", 20)
    result = call_tool(article_graph, QUESTIONS["bibliography"], {})
    assert result.is_error
    assert "The bibliography has 21 sources, more than 20 here" in read_text(result)
