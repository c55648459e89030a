"""How long a date lasts: throughout, or on a day that nobody knows."""

from __future__ import annotations

import pytest

from kgraph import KnowledgeGraph
from kgraph.mcp.calls import call_tool
from kgraph.mcp.questions import QUESTIONS
from tests.graphs import make_claim, make_dataset
from tests.mcp.agents import read_text


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2023-05-17", "2023-05-17:"),
        ("2023-05", "2023-05, some time from 2023-05-01 to 2023-05-31:"),
        ("2023?-09-28", "2023?-09-28, uncertain or approximate:"),
        ("2023~", "2023~, uncertain or approximate, some time from 2023-01-01 to 2023-12-31:"),
        ("2022-01/..", "2022-01/.., throughout: from some day in 2022-01, with no end:"),
        ("2022-01-05/", "2022-01-05/, throughout: from 2022-01-05 to an unknown end:"),
        ("../2023-05", "../2023-05, throughout: with no start, to some day in 2023-05:"),
        ("/2023-05-01", "/2023-05-01, throughout: from an unknown start to 2023-05-01:"),
        ("2017/2023", "2017/2023, throughout: from some day in 2017 to some day in 2023:"),
        ("2013-09-07/2013-09-11", "2013-09-07/2013-09-11, throughout: from 2013-09-07 to 2013-09-11:"),
        (
            "2017?/2023-05-01",
            "2017?/2023-05-01, uncertain or approximate, throughout: from some day in 2017? to 2023-05-01:",
        ),
        ("[2025..]", "in 2025 or later, once in that, nobody knows when, not before 2025-01-01:"),
        ("[..2023-05]", "[..2023-05], once in that, nobody knows when, not after 2023-05-31:"),
        (
            "[2017,2023]",
            "[2017,2023], once in that, nobody knows when, not before 2017-01-01, not after 2023-12-31:",
        ),
        ("XXXX-01-06", "XXXX-01-06, in a year that is not known:"),
    ],
)
def test_a_date_is_said_to_last_or_to_be_some_day(date: str, told: str) -> None:
    graph = KnowledgeGraph(make_dataset([make_claim("x", "a", "b", valid=date)]))
    first, *_ = read_text(call_tool(graph, QUESTIONS["timeline"], {})).splitlines()
    assert first == told


def test_no_interval_of_the_dataset_is_said_to_be_some_day_of_it(article_graph: KnowledgeGraph) -> None:
    text = read_text(call_tool(article_graph, QUESTIONS["timeline"], {"limit": 500}))
    heads = [line for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert heads
    for head in heads:
        assert ("/" in head) == ("throughout" in head), head
        assert not ("throughout" in head and ("some time" in head or "once" in head)), head
