"""The made-up events in the store over columns and in the one in plain dictionaries: equal answers."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from kgraph.filters import Filters
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.stores import FACETS, ClaimQuery
from kgraph.stores.path_search import find_routes, measure_distance
from kgraph.stores.routes import Limits, PathQuestion
from tests.events.imported import ImportedEvents
from tests.events.random_questions import choose_busy, choose_given
from tests.events.raw import RawEvents
from tests.stores.oracle import MemoryStore

SEEDS = range(4)


@pytest.fixture(scope="module")
def oracle(made_up_events: ImportedEvents) -> MemoryStore:
    return MemoryStore(load_dataset(made_up_events.folder))


@pytest.fixture(scope="module")
def kg(made_up_events: ImportedEvents) -> KnowledgeGraph:
    return made_up_events.graph


@pytest.fixture(scope="module")
def raw(made_up_events: ImportedEvents) -> RawEvents:
    return made_up_events.raw


def make_filters(chance: random.Random, raw: RawEvents, *, of_claims: bool) -> Filters:
    given = raw.to_filters(choose_given(chance, raw, of_claims=of_claims))
    if chance.random() < 0.3:
        given["type"] = ("country", "people")
    if "date" in given and chance.random() < 0.5:
        given["date_match"] = "certain"
    return Filters.model_validate(given)


@pytest.mark.parametrize("seed", SEEDS)
def test_claims(kg: KnowledgeGraph, raw: RawEvents, oracle: MemoryStore, seed: int) -> None:
    chance, ids = random.Random(seed), sorted(raw.claims)
    for _ in range(12):
        name = chance.choice(choose_busy(chance, raw, 5))
        more = chance.choice(({}, {"ties": True}, {"tied_to": raw.id_of[name]}, {"dyad": ("CN", "KZ")}))
        query = ClaimQuery(make_filters(chance, raw, of_claims=True), **more)
        for order in ("id", "oldest", "newest", "evidence"):
            after, limit = chance.choice((None, chance.choice(ids))), chance.choice((1, 50, 500))
            found = kg.store.find_claims(query, after, limit, order)
            assert found == oracle.find_claims(query, after, limit, order), (query, after, order)
        for facet in FACETS:
            assert kg.store.count_by(query, facet) == oracle.count_by(query, facet), (query, facet)


@pytest.mark.parametrize("seed", SEEDS)
def test_ties_and_paths(kg: KnowledgeGraph, raw: RawEvents, oracle: MemoryStore, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        filters = make_filters(chance, raw, of_claims=False)
        ids = [raw.id_of[name] for name in choose_busy(chance, raw, 8)]
        assert kg.store.find_ties(ids, filters) == oracle.find_ties(ids, filters), filters
        pairs = [*pairwise(ids)]
        assert kg.store.find_tied_claims(pairs, filters, 3) == oracle.find_tied_claims(pairs, filters, 3), filters
        assert kg.store.weigh_ties(pairs, filters) == oracle.weigh_ties(pairs, filters)
        question = PathQuestion(
            ids[0], ids[1], filters=filters, max_hops=chance.randint(1, 3), k=chance.choice((1, 20))
        )
        for visits in (0, 10, 100, 10_000):
            found = find_routes(kg.store, question, Limits(visits))
            assert found == find_routes(oracle, question, Limits(visits)), (question, visits)
            distance = measure_distance(kg.store, question, Limits(visits))
            assert distance == measure_distance(oracle, question, Limits(visits))


def test_records(kg: KnowledgeGraph, raw: RawEvents, oracle: MemoryStore) -> None:
    chance = random.Random(9)
    entities = [raw.id_of[name] for name in chance.sample(raw.names, 100)]
    claims = chance.sample(sorted(raw.claims), 200)
    assert kg.store.get_entities(entities) == oracle.get_entities(entities)
    assert kg.store.get_claims(claims) == oracle.get_claims(claims)
    assert kg.store.count_for_entities(entities) == oracle.count_for_entities(entities)
    assert kg.store.count_records() == oracle.count_records()
    assert kg.store.countries == oracle.countries
    assert kg.store.version == oracle.version
