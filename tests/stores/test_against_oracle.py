"""The store over columns answers as the one in plain dictionaries does, whatever it is asked."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import pytest

from kgraph.filters import NO_FILTERS, Exclusion, Filters
from kgraph.records import Dataset
from kgraph.stores import FACETS, ClaimQuery, ColumnStore, Tie, build_store
from kgraph.stores.path_search import find_routes, measure_distance
from kgraph.stores.routes import Limits, PathQuestion
from tests.graphs import RANDOM_DATES, make_random_dataset
from tests.queries.random_filters import choose_filters
from tests.stores.oracle import MemoryStore

SEEDS = range(40)
ROUNDS = 25
EXCLUSIONS = (
    Exclusion(),
    Exclusion(frozenset({"press-1"})),
    Exclusion(frozenset({"gazette"})),
    Exclusion(sources=frozenset({"paper-1"})),
    Exclusion(sources=frozenset({"report"})),
    Exclusion(frozenset({"press-2"}), frozenset({"paper-1", "report"})),
)


def make_both(seed: int) -> tuple[Dataset, ColumnStore, MemoryStore]:
    dataset = make_random_dataset(seed)
    return dataset, build_store(dataset), MemoryStore(dataset)


def make_filters(chance: random.Random, scope: str) -> Filters:
    given = choose_filters(chance, scope)
    if "date" in given and chance.random() < 0.5:
        given["date"] = chance.choice(RANDOM_DATES)
    if "rank" in given and chance.random() < 0.5:
        given["rank"] = (*given["rank"], "deprecated")
    return Filters.model_validate(given)


def make_query(chance: random.Random, dataset: Dataset) -> ClaimQuery:
    ids = [entity.id for entity in dataset.entities]
    claims = [claim.id for claim in dataset.claims]
    more: dict[str, Any] = {
        "ids": frozenset(chance.sample(claims, chance.randint(1, len(claims)))),
        "dated": chance.random() < 0.5,
        "cited": chance.random() < 0.5,
        "max_outlets": chance.randint(1, 2),
        "falls_without": chance.choice(EXCLUSIONS),
        "stands_without": chance.choice(EXCLUSIONS),
        "ties": True,
        "edges": True,
        "tied_to": chance.choice(ids),
        "pairs": frozenset((chance.choice(ids), chance.choice(ids)) for _ in range(3)),
        "dyad": chance.choice((("CN", "KZ"), ("KZ", "CN"))),
    }
    chosen = chance.sample(sorted(more), chance.choice((0, 0, 1, 1, 2)))
    return ClaimQuery(make_filters(chance, "claims"), **{name: more[name] for name in chosen})


@pytest.mark.parametrize("seed", SEEDS)
def test_claims(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        query = make_query(chance, dataset)
        for order in ("id", "oldest", "newest", "evidence"):
            limit = chance.choice((1, 3, 100))
            after = chance.choice((None, chance.choice(dataset.claims).id))
            found = store.find_claims(query, after, limit, order)  # type: ignore[arg-type]
            assert found == oracle.find_claims(query, after, limit, order), (query, after, order)  # type: ignore[arg-type]
        assert store.count_claims(query) == oracle.count_claims(query)
        start, most = chance.choice((None, chance.choice(dataset.entities).id)), chance.choice((0, 1, 100))
        assert store.find_named(query, start, most) == oracle.find_named(query, start, most), query
        after = chance.choice((None, chance.choice(dataset.sources).id))
        assert store.find_source_uses(query, after, limit) == oracle.find_source_uses(query, after, limit), query
        for facet in FACETS:
            assert store.count_by(query, facet) == oracle.count_by(query, facet), (query, facet)
        if query.dyad is not None:
            for country in query.dyad:
                assert store.count_parties(query, country) == oracle.count_parties(query, country)


@pytest.mark.parametrize("seed", SEEDS)
def test_ties(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    chance = random.Random(seed)
    ids = [entity.id for entity in dataset.entities]
    pairs = list(permutations(ids, 2))
    for _ in range(ROUNDS):
        filters = make_filters(chance, "neighbours")
        assert store.find_ties(ids, filters) == oracle.find_ties(ids, filters), filters
        assert store.find_tied_claims(pairs, filters, 3) == oracle.find_tied_claims(pairs, filters, 3), filters
        assert store.weigh_ties(pairs, filters) == oracle.weigh_ties(pairs, filters)


@pytest.mark.parametrize("seed", SEEDS)
def test_many_ties_at_once(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    chance = random.Random(seed)
    ids = [*(entity.id for entity in dataset.entities), "nobody"]
    for _ in range(ROUNDS):
        filters = chance.choice((NO_FILTERS, make_filters(chance, "neighbours")))
        asked: dict[str, Any] = {
            "limit": chance.choice((0, 1, 3, 100)),
            "after": chance.choice((None, Tie(chance.choice(ids), chance.randint(-1, 4)))),
            "avoid": chance.sample(ids, chance.choice((0, 2))),
            "of_all": chance.random() < 0.5,
        }
        some = chance.sample(ids, chance.choice((0, 1, 2, 3, len(ids))))
        assert store.rank_ties(some, filters, **asked) == oracle.rank_ties(some, filters, **asked), (some, asked)
        assert store.find_pairs(some, filters) == oracle.find_pairs(some, filters), some
        limit = chance.choice((0, 1, 100))
        assert store.find_broken_ties(filters, limit) == oracle.find_broken_ties(filters, limit), filters


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_missing(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    sources = [*(each.id for each in dataset.sources), "nothing"]
    assert store.find_source_roles(sources) == oracle.find_source_roles(sources)
    for limit in (0, 1, 100):
        for exclusion in EXCLUSIONS:
            assert store.find_fallen_entities(exclusion, limit) == oracle.find_fallen_entities(exclusion, limit)
        assert store.find_orphans(limit) == oracle.find_orphans(limit)
        assert store.find_unused_sources(limit) == oracle.find_unused_sources(limit)
        assert store.find_unnamed(limit) == oracle.find_unnamed(limit)


@pytest.mark.parametrize("seed", SEEDS)
def test_paths(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    chance = random.Random(seed)
    ids = [entity.id for entity in dataset.entities if entity.type != "outlet"]
    for _ in range(ROUNDS):
        start, end, *rest = chance.sample(ids, 4)
        question = PathQuestion(
            start,
            end,
            filters=chance.choice((NO_FILTERS, make_filters(chance, "paths"))),
            max_hops=chance.randint(1, 6),
            k=chance.choice((1, 5, 50)),
            all_lengths=chance.random() < 0.3,
            avoid=frozenset(rest[:1]) if chance.random() < 0.2 else frozenset(),
            via=frozenset(rest[1:]) if chance.random() < 0.2 else frozenset(),
            via_one_of=(frozenset(chance.sample(ids, 2)),) if chance.random() < 0.2 else (),
        )
        visits = chance.choice((0, 1, 3, 10, 30, 100, 10_000))
        assert find_routes(store, question, Limits(visits)) == find_routes(oracle, question, Limits(visits)), question
        assert measure_distance(store, question, Limits(visits)) == measure_distance(oracle, question, Limits(visits))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_known_of_records(seed: int) -> None:
    dataset, store, oracle = make_both(seed)
    entities, claims = [each.id for each in dataset.entities], [each.id for each in dataset.claims]
    sources = [each.id for each in dataset.sources]
    places = [("report", paragraph, sentence) for paragraph in (1, 2, 3) for sentence in (0, 1, 2, 3)]
    exclusions = [
        Exclusion(),
        Exclusion(frozenset({"press-1"})),
        Exclusion(frozenset({"gazette"}), frozenset(sources[:1])),
    ]
    for exclusion in exclusions:
        assert store.count_for_entities(entities, exclusion) == oracle.count_for_entities(entities, exclusion)
        assert store.find_references(claims, exclusion) == oracle.find_references(claims, exclusion)
        assert store.find_opponents(claims, exclusion) == oracle.find_opponents(claims, exclusion)
        assert store.find_nearby_cites(places, exclusion) == oracle.find_nearby_cites(places, exclusion)
        filters = Filters(exclude_outlet=tuple(exclusion.outlets), exclude_source=tuple(exclusion.sources))
        assert store.find_disputes(filters, None, 50) == oracle.find_disputes(filters, None, 50)
    assert store.get_entities(entities) == oracle.get_entities(entities)
    assert store.get_claims(claims) == oracle.get_claims(claims)
    assert store.get_sources(sources) == oracle.get_sources(sources)
    assert store.count_for_sources(sources) == oracle.count_for_sources(sources)
    assert store.find_components(entities).keys() == oracle.find_components(entities).keys()
    assert store.countries == oracle.countries
    assert store.count_records() == oracle.count_records()
