"""The names of the events: each leads to its entity, or to all that it can mean."""

from __future__ import annotations

import random

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.generated import OTHERS
from tests.events.imported import over_events
from tests.events.raw import RawEvents

pytestmark = over_events
SAMPLE, BATCH = 1000, 500


def test_every_name_is_its_entity_or_ambiguous(kg: KnowledgeGraph, raw: RawEvents) -> None:
    names = random.Random(5).sample(raw.names, min(SAMPLE, len(raw.names)))
    found = 0
    for start in range(0, len(names), BATCH):
        for name, result in kg.lookup({name: name for name in names[start : start + BATCH]}).results.items():
            if result.outcome == "ambiguous":
                assert raw.id_of[name] in {hit.id for hit in result.candidates}
                assert len(result.candidates) > 1
            else:
                assert (result.outcome, result.entity and result.entity.id) == ("found", raw.id_of[name])
                found += 1
    assert found > 0.98 * len(names)


def test_every_name_is_found_by_search_and_by_its_beginning(kg: KnowledgeGraph, raw: RawEvents) -> None:
    for name in random.Random(6).sample(raw.names, 150):
        assert raw.id_of[name] in {hit.id for hit in kg.search(name, limit=10)}, name
        assert raw.id_of[name] in {hit.id for hit in kg.autocomplete(name[:-1], limit=500)}, name
        assert kg.entity(raw.id_of[name]).name == name


def test_a_typo_is_forgiven_in_search(kg: KnowledgeGraph) -> None:
    for typed in ("Kazakhsten", "Kazkhstan", "Kazakhstann"):
        assert kg.search(typed).items[0].id == "kazakhstan"


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_case_does_not_matter(kg: KnowledgeGraph, raw: RawEvents, case: object) -> None:
    names = [name for name in random.Random(7).sample(raw.names, 200) if name.isascii() and name not in OTHERS]
    results = kg.lookup({name: case(name) for name in names}).results  # type: ignore[operator]
    for name, result in results.items():
        ids = {hit.id for hit in result.candidates} | ({result.entity.id} if result.entity else set())
        assert raw.id_of[name] in ids
