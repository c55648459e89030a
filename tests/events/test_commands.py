"""The commands on events, each as a process of its own: they say what Python answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import ImportedEvents, over_events, run_kgraph

pytestmark = over_events
ASKED: dict[str, tuple[str, Callable[[KnowledgeGraph], Any]]] = {
    "search": ("search Kazakhsten --limit 5", lambda kg: kg.search("Kazakhsten", limit=5)),
    "claims": (
        "claims --about Kazakhstan --date 2013 --order newest --limit 20",
        lambda kg: kg.claims(about="Kazakhstan", date="2013", order="newest", limit=20),
    ),
    "neighbours": ("neighbours Kazakhstan --limit 20", lambda kg: kg.neighbours("Kazakhstan", limit=20)),
    "paths": (
        "paths Kazakhstan Japan --date 2013 --max-hops 2 --k 5",
        lambda kg: kg.paths("Kazakhstan", "Japan", date="2013", max_hops=2, k=5),
    ),
    "quality": ("quality --limit 3", lambda kg: kg.quality(limit=3)),
}


@pytest.mark.parametrize(("words", "ask"), ASKED.values(), ids=ASKED)
def test_a_command_answers_what_python_does(
    events: ImportedEvents, kg: KnowledgeGraph, words: str, ask: Callable[[KnowledgeGraph], Any]
) -> None:
    result = run_kgraph(*words.split(), "--data", events.folder, "--format", "json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(ask(kg).model_dump_json(by_alias=True))
    assert json.loads(result.stdout) == {**answer, "dataset_version": kg.version}


def test_a_table_shows_the_row_that_a_claim_was_read_in(events: ImportedEvents, kg: KnowledgeGraph) -> None:
    (claim,) = kg.claims(about="Kazakhstan", limit=1)
    result = run_kgraph("claims", "--id", claim.id, "--data", events.folder)
    assert (result.returncode, result.stderr) == (0, "")
    for part in (claim.id, claim.statement, f"row {claim.evidence[0].locator.row}"):
        assert part in result.stdout


def test_a_name_that_is_wrong_is_no_traceback(events: ImportedEvents) -> None:
    result = run_kgraph("neighbours", "Kazakhstap", "--data", events.folder)
    assert result.returncode != 0
    assert "kazakhstan" in result.stderr
    assert "Traceback" not in result.stderr
