"""Paths over events: NetworkX on the rows is the judge of what there is, and each hop is what its rows say."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise
from math import prod

import networkx as nx
import pytest

from kgraph.answers.answer import Answer
from kgraph.answers.views import Path
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.generated import ISLAND
from tests.events.imported import MADE_UP, over_events
from tests.events.random_questions import choose_busy, choose_given, tighten
from tests.events.raw import Given, RawEvents

pytestmark = over_events
SEEDS = range(3)
# So many paths brute force goes through at most.
BEARABLE = 20_000


def routes(answer: Answer[Path]) -> list[tuple[str, ...]]:
    return [tuple(entity.id for entity in path.entities) for path in answer]


def choose_question(chance: random.Random, raw: RawEvents) -> tuple[str, str, Given]:
    """Return two names and filters, of which the date is always one: else all are tied to all."""
    given = choose_given(chance, raw, 1, of_claims=False)
    start, end = chance.sample(choose_busy(chance, raw, 12), 2)
    return start, end, {"date": chance.choice(("2012", "2013", "2014-03", "2013-06/2014-02")), **given}


def rank(raw: RawEvents, ties: nx.Graph[str], start: str, end: str, max_hops: int) -> list[tuple[str, ...]] | None:
    """Return all paths of ids, the shortest first, then by id; None where there are too many to tell."""
    found = []
    for path in nx.all_simple_paths(ties, start, end, max_hops):
        found.append(tuple(raw.id_of[name] for name in path))
        if len(found) > BEARABLE:
            return None
    return sorted(found, key=lambda path: (len(path), path if path[0] < path[-1] else path[::-1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_paths_are_the_best_of_all_that_there_are(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance, judged = random.Random(seed), 0
    while judged < 8:
        start, end, given = choose_question(chance, raw)
        ties, max_hops = raw.build_ties(given), chance.choice((2, 3))
        expected = rank(raw, ties, start, end, max_hops)
        if expected is None:
            continue
        judged += 1
        k = chance.choice((1, 5, 50))
        answer = kg.paths(
            raw.id_of[start], raw.id_of[end], max_hops=max_hops, k=k, claims_per_hop=1, **raw.to_filters(given)
        )
        assert answer.truncated_by is None
        assert routes(answer) == expected[:k], (start, end, given)
        assert (answer.empty is None) == bool(expected)
        if answer.total.relation == "eq":
            assert answer.total.value == len(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_path_is_as_short_as_networkx_finds(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    start, end, given = choose_question(chance, raw)
    ties = raw.build_ties(given)
    for _ in range(12):
        start, end = chance.sample(choose_busy(chance, raw, 12), 2)
        answer = kg.paths(raw.id_of[start], raw.id_of[end], max_hops=6, k=1, claims_per_hop=0, **raw.to_filters(given))
        shortest = nx.shortest_path_length(ties, start, end) if nx.has_path(ties, start, end) else None
        if shortest is None or shortest > 6:
            assert not answer.items
            assert answer.empty is not None
        else:
            assert [path.length for path in answer] == [shortest], (start, end, given)


@pytest.mark.parametrize("order", ["hops", "support", "specific"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_hop_is_what_its_rows_say(kg: KnowledgeGraph, raw: RawEvents, seed: int, order: str) -> None:
    chance, seen = random.Random(seed), 0
    for _ in range(4):
        start, end, given = choose_question(chance, raw)
        ties = raw.build_ties(given)
        answer = kg.paths(
            raw.id_of[start], raw.id_of[end], order=order, k=10, max_hops=3, claims_per_hop=30, **raw.to_filters(given)
        )
        for path in answer:
            names = [entity.name for entity in path.entities]
            assert (names[0], names[-1]) == (start, end)
            assert len(set(names)) == len(names) == path.length + 1 == len(path.hops) + 1
            for (one, other), hop in zip(pairwise(names), path.hops, strict=True):
                seen += 1
                claims = ties.edges[one, other]["claims"]
                assert [claim.id for claim in hop.claims] == claims[:30]
                assert hop.claim_count == len(claims) > 0
                for claim in hop.claims:
                    event = raw.claims[claim.id]
                    assert {event.subject, event.object} == {one, other}
                    assert [each.locator.row for each in claim.evidence] == raw.rows_of[event]
                ahead = {raw.claims[id_].subject == one for id_ in claims}
                assert hop.direction == ("both" if len(ahead) == 2 else "forward" if ahead == {True} else "backward")
    assert seen > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_turning_the_question_turns_the_paths(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        start, end, given = choose_question(chance, raw)
        order = chance.choice(("hops", "specific"))
        there, back = (
            kg.paths(*map(raw.id_of.__getitem__, ends), order=order, claims_per_hop=1, **raw.to_filters(given))
            for ends in ((start, end), (end, start))
        )
        assert routes(back) == [route[::-1] for route in routes(there)]
        assert (back.total, back.truncated_by) == (there.total, there.truncated_by)


def test_specific_goes_by_the_product_of_degrees(kg: KnowledgeGraph, raw: RawEvents) -> None:
    degrees = dict(raw.build_ties({}).degree)
    for given in ({"date": "2013-04"}, {"date": "2013-06", "topic": ["consultation"]}):
        ties = raw.build_ties(given)

        @cache
        def weigh(path: tuple[str, ...]) -> tuple[float, int, tuple[str, ...]]:
            ids = tuple(raw.id_of[name] for name in path)
            return prod(degrees[name] for name in path[1:-1]), len(path), ids if ids[0] < ids[-1] else ids[::-1]

        paths = sorted(map(tuple, nx.all_simple_paths(ties, "Japan", "China", 3)), key=weigh)
        filters = raw.to_filters(given)
        answer = kg.paths("Japan", "China", max_hops=3, order="specific", k=50, claims_per_hop=0, **filters)
        assert [tuple(entity.name for entity in path.entities) for path in answer] == paths[:50]
        assert paths


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds_a_path(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        start, end, wide = choose_question(chance, raw)
        if not raw.find(wide):
            continue
        narrow = tighten(chance, raw, wide, of_claims=False) if len(wide) < 3 else wide
        before, after = (
            kg.paths(raw.id_of[start], raw.id_of[end], max_hops=2, k=50, claims_per_hop=0, **raw.to_filters(given))
            for given in (wide, narrow)
        )
        if before.total.relation == "eq" and before.total.value <= 50:
            assert set(routes(after)) <= set(routes(before)), (wide, narrow)


def test_by_way_of_another_and_round_another(kg: KnowledgeGraph, raw: RawEvents) -> None:
    ties = raw.build_ties({"date": "2013"})
    common = sorted(set(ties["Kazakhstan"]) & set(ties["China"]), key=raw.id_of.__getitem__)
    assert common
    for stop in common:
        via = kg.paths("Kazakhstan", "China", via=raw.id_of[stop], date="2013", k=50, max_hops=2, claims_per_hop=1)
        assert [[entity.name for entity in path.entities] for path in via] == [["Kazakhstan", stop, "China"]]
        round_it = kg.paths("Kazakhstan", "China", avoid=raw.id_of[stop], date="2013", k=50, max_hops=2)
        assert all(stop not in {entity.name for entity in path.entities} for path in round_it)


def test_what_is_not_tied_at_all_is_said(kg: KnowledgeGraph, raw: RawEvents, dataset: str) -> None:
    components = sorted(nx.connected_components(raw.build_ties({})), key=len)
    apart = next(min(each) for each in components if len(each) > 1)
    answer = kg.paths(raw.id_of[apart], "China")
    assert answer.empty is not None
    assert (answer.items, answer.empty.reason) == ((), "separate")
    assert (apart in ISLAND) == (dataset == MADE_UP)
