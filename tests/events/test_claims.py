"""Lists of claims over events: what filters find is what the rows say."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from kgraph.answers.answer import Answer
from kgraph.answers.views import ClaimView
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import over_events
from tests.events.random_questions import choose_given, tighten
from tests.events.raw import Event, Given, RawEvents

pytestmark = over_events
SEEDS = range(3)
PAGE = 500


def ask(kg: KnowledgeGraph, raw: RawEvents, given: Given, **further: Any) -> Answer[ClaimView]:
    return kg.claims(**raw.to_filters(given), **{"limit": PAGE, **further})


def order_by_day(claims: dict[str, Event], newest: bool) -> list[str]:
    """Return the ids by day, and of one day by id."""
    by_id = sorted(claims)
    return sorted(by_id, key=lambda id_: claims[id_].day, reverse=newest)


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_are_those_that_the_rows_say(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        given = choose_given(chance, raw)
        expected = raw.find(given)
        answer = ask(kg, raw, given)
        assert answer.total.value == len(expected), given
        assert [claim.id for claim in answer] == [*expected][:PAGE], given
        for order in ("newest", "oldest"):
            ordered = [claim.id for claim in ask(kg, raw, given, order=order, limit=50)]
            assert ordered == order_by_day(expected, order == "newest")[:50], (order, given)


def test_the_filters_at_random_find_few_and_many(raw: RawEvents) -> None:
    chance = random.Random(0)
    found = [len(raw.find(choose_given(chance, raw))) for _ in range(12)]
    assert min(found) < PAGE < max(found)


def test_a_claim_is_its_row(kg: KnowledgeGraph, raw: RawEvents) -> None:
    repeated = [id_ for id_, event in raw.claims.items() if len(raw.rows_of[event]) > 1]
    chance = random.Random(1)
    ids = {*chance.sample(sorted(raw.claims), 80), *chance.sample(repeated, 20)}
    for claim in kg.claims(id=ids, limit=100):
        event = raw.claims[claim.id]
        assert claim.object.entity is not None
        assert (claim.subject.name, claim.object.entity.name) == (event.subject, event.object)
        assert (claim.predicate, claim.valid) == (raw.predicate_of[event.relation], event.day)
        assert claim.statement == event.statement
        assert kg.claim(claim.id) == claim
        assert [each.locator.row for each in claim.evidence] == raw.rows_of[event]
        assert {each.locator.row for each in kg.claim_sources(claim.id, limit=PAGE)} == {*raw.rows_of[event]}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        wide = choose_given(chance, raw, 2)
        narrow = tighten(chance, raw, wide)
        before, after = ask(kg, raw, wide), ask(kg, raw, narrow)
        assert 0 < after.total.value <= before.total.value
        found = [claim.id for claim in after][:100]
        still = kg.claims(id=found, **raw.to_filters(wide), limit=PAGE)
        assert [claim.id for claim in still] == found, (wide, narrow)


def test_between_is_either_direction_and_no_loop(kg: KnowledgeGraph, raw: RawEvents) -> None:
    for event in random.Random(2).sample(raw.events, 12):
        if not event.is_loop:
            given = {"between": [event.subject, event.object]}
            assert [claim.id for claim in ask(kg, raw, given)] == [*raw.find(given)][:PAGE]


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_a_timeline_is_in_order_of_time_and_whole(kg: KnowledgeGraph, raw: RawEvents, order: str) -> None:
    for filters, expected in (
        ({"date": "2013-02/2013-03"}, raw.find({"date": "2013-02/2013-03"})),
        ({"about": "Kazakhstan"}, raw.find({"about": ["Kazakhstan"]})),
    ):
        items, cursor = [], None
        while True:
            page = kg.timeline(**filters, order=order, limit=PAGE, cursor=cursor)
            items += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        assert [item.claim.id for item in items] == order_by_day(expected, order == "newest")
        assert all(item.date == item.earliest == item.latest == expected[item.claim.id].day for item in items)
        days = [item.date for item in items]
        assert all(one <= other if order == "oldest" else one >= other for one, other in pairwise(days))
        assert page.total.value == len(items) > 0
        assert page.undated_excluded == 0
    assert kg.timeline(undated=True).total.value == 0


def test_the_rows_of_a_claim_come_in_their_order(kg: KnowledgeGraph, raw: RawEvents) -> None:
    repeated = [id_ for id_, event in raw.claims.items() if len(raw.rows_of[event]) > 1][:200]
    assert repeated
    for id_ in repeated:
        rows = [source.locator.row for source in kg.claim_sources(id_, limit=PAGE)]
        assert rows == raw.rows_of[raw.claims[id_]]
