"""The snapshot answers like the records that it was built from: the same questions, equal answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.stores import FACETS
from tests.events.imported import ImportedEvents, over_events
from tests.events.random_questions import choose_busy, choose_given
from tests.events.raw import RawEvents

pytestmark = over_events
Ask = Callable[[KnowledgeGraph], Any]


def iter_questions(raw: RawEvents) -> Iterator[tuple[str, Ask]]:
    """Yield what to ask both, with a name for it."""
    chance = random.Random(11)
    yield "dataset", lambda kg: kg.dataset()
    yield "schema", lambda kg: kg.schema()
    yield "quality", lambda kg: kg.quality(limit=20)
    yield "entities", lambda kg: kg.entities(limit=500)
    yield "sources", lambda kg: kg.sources()
    yield "names", lambda kg: kg.lookup({name: name.upper() for name in raw.names[:500]})
    for facet in FACETS:
        yield f"facet {facet}", lambda kg, facet=facet: kg.facets(facet, limit=500)
    for number in range(10):
        given = raw.to_filters(choose_given(chance, raw))
        order = chance.choice(("id", "newest", "oldest", "evidence"))
        yield f"claims {number}", lambda kg, given=given, order=order: kg.claims(**given, order=order, limit=200)
    names = choose_busy(chance, raw, 8)
    for name, other in pairwise(names):
        one, two = raw.id_of[name], raw.id_of[other]
        given = raw.to_filters(choose_given(chance, raw, 1, of_claims=False))
        yield f"entity {one}", lambda kg, one=one: kg.entity(one)
        yield f"neighbours {one}", lambda kg, one=one, given=given: kg.neighbours(one, limit=100, **given)
        yield f"paths {one}", lambda kg, one=one, two=two, given=given: kg.paths(one, two, k=10, max_hops=3, **given)
        yield f"search {name}", lambda kg, name=name: kg.search(name[1:], limit=20)
    yield "around", lambda kg: kg.subgraph("Kazakhstan", hops=1, limit=500)
    yield "in common", lambda kg: kg.common_neighbours(["China", "Japan"], limit=100)
    yield "dyad", lambda kg: kg.dyad(["KZ", "CN"], limit=500)
    yield "timeline", lambda kg: kg.timeline(order="newest", limit=500)
    yield "contested", lambda kg: kg.contested()


def test_the_snapshot_answers_like_the_records(events: ImportedEvents, raw: RawEvents) -> None:
    asked = 0
    for name, ask in iter_questions(raw):
        one, other = ask(events.graph), ask(events.bare_graph)
        assert one.model_dump_json() == other.model_dump_json(), name
        asked += 1
    assert asked > 50


@pytest.mark.parametrize("which", ["graph", "bare_graph"])
def test_both_are_the_version_of_the_records(events: ImportedEvents, which: str) -> None:
    assert getattr(events, which).version == events.bare_graph.dataset().version
