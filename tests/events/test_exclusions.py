"""Events have one source and one outlet: without it nothing is left, and every answer says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgraph.answers.answer import Answer
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import over_events
from tests.events.raw import SOURCE, RawEvents

pytestmark = over_events
EXCLUSIONS = {"exclude_source": SOURCE, "exclude_outlet": "icews"}
ASKED: dict[str, Callable[..., Answer[Any]]] = {
    "claims": lambda kg, **given: kg.claims(**given),
    "claims by day": lambda kg, **given: kg.claims(order="newest", date="2013", **given),
    "claims about": lambda kg, **given: kg.claims(about="Kazakhstan", **given),
    "neighbours": lambda kg, **given: kg.neighbours("China", **given),
    "paths": lambda kg, **given: kg.paths("Kazakhstan", "China", **given),
    "common neighbours": lambda kg, **given: kg.common_neighbours(["Japan", "China"], **given),
    "subgraph": lambda kg, **given: kg.subgraph("Kazakhstan", hops=1, **given),
    "dyad": lambda kg, **given: kg.dyad(["KZ", "CN"], **given),
    "timeline": lambda kg, **given: kg.timeline(**given),
    "facets": lambda kg, **given: kg.facets("predicate", **given),
}


@pytest.mark.parametrize("name", EXCLUSIONS)
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_nothing_is_left_and_the_answer_says_why(
    kg: KnowledgeGraph, ask: Callable[..., Answer[Any]], name: str
) -> None:
    answer = ask(kg, **{name: EXCLUSIONS[name]})
    assert answer.total.value == len(answer.items) == 0
    assert answer.empty is not None
    assert (answer.empty.reason, answer.empty.filter) == ("filtered", name)
    assert ask(kg).total.value > 0


@pytest.mark.parametrize("name", ["source", "outlet"])
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_asking_for_the_only_source_changes_nothing(
    kg: KnowledgeGraph, ask: Callable[..., Answer[Any]], name: str
) -> None:
    given = {"source": SOURCE} if name == "source" else {"outlet": "icews"}
    plain, asked = ask(kg), ask(kg, **given)
    assert asked.total == plain.total
    assert [drop_urls(item) for item in asked] == [drop_urls(item) for item in plain]


def drop_urls(item: Any) -> Any:
    """Return an item without its URLs, which repeat the question."""
    body = item.model_dump(mode="json") if hasattr(item, "model_dump") else item
    if isinstance(body, dict):
        return {name: drop_urls(value) for name, value in body.items() if name != "claims_url"}
    return [*map(drop_urls, body)] if isinstance(body, list) else body


def test_all_falls_with_the_source(kg: KnowledgeGraph, raw: RawEvents) -> None:
    impact = kg.impact(SOURCE, from_="Kazakhstan", to="China", limit=5)
    assert (impact.claim_count, impact.weakened_count) == (len(raw.claims), 0)
    assert impact.tie_count == raw.build_ties({}).number_of_edges()
    assert impact.entity_count == len(raw.names)
    assert impact.path is not None
    assert (impact.path.before, impact.path.after) != (None, impact.path.before)
