"""Who is tied to whom over events, and by what: as the rows say."""

from __future__ import annotations

import random

import pytest

from kgraph.filters import Filters
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.stores import ClaimQuery
from tests.events.imported import over_events
from tests.events.random_questions import choose_busy, choose_given, tighten
from tests.events.raw import RawEvents

pytestmark = over_events
SEEDS = range(3)
PAGE = 500


@pytest.mark.parametrize("seed", SEEDS)
def test_neighbours_are_those_of_the_rows(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for name in choose_busy(chance, raw, 6):
        given = choose_given(chance, raw, 2, of_claims=False)
        ties = {raw.id_of[other]: claims for other, claims in raw.find_ties(name, given).items()}
        expected = sorted(ties, key=lambda id_: (-len(ties[id_]), id_))
        answer = kg.neighbours(raw.id_of[name], **raw.to_filters(given), claims_per_neighbour=20, limit=PAGE)
        assert [each.entity.id for each in answer] == expected[:PAGE], (name, given)
        assert answer.total.value == len(expected)
        for each in answer:
            assert each.claim_count == len(ties[each.entity.id])
            assert [claim.id for claim in each.claims] == ties[each.entity.id][:20]
            assert all(claim.evidence for claim in each.claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_newest_fifty_of_an_entity(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for name in choose_busy(chance, raw, 8):
        given = choose_given(chance, raw, 2, of_claims=False)
        id_, filters = raw.id_of[name], raw.to_filters(given)
        about = raw.find(given, raw.by_name[name])
        newest = sorted(about, key=lambda claim: about[claim].day, reverse=True)
        listed = kg.claims(about=id_, **filters, order="newest", limit=50)
        assert [claim.id for claim in listed] == newest[:50], (name, given)
        tied = [claim for claim in newest if not about[claim].is_loop]
        query = ClaimQuery(Filters.model_validate(filters), tied_to=id_)
        assert [claim.id for claim in kg.store.find_claims(query, None, 50, "newest").items] == tied[:50]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds_a_neighbour(kg: KnowledgeGraph, raw: RawEvents, seed: int) -> None:
    chance = random.Random(seed)
    for name in choose_busy(chance, raw, 4):
        wide = choose_given(chance, raw, 1, of_claims=False)
        narrow = tighten(chance, raw, wide, of_claims=False)
        before, after = (
            {
                each.entity.id: each.claim_count
                for each in kg.neighbours(name, **raw.to_filters(given), claims_per_neighbour=0, limit=PAGE)
            }
            for given in (wide, narrow)
        )
        if len(before) < PAGE:
            assert after.keys() <= before.keys()
            assert all(count <= before[other] for other, count in after.items())


def test_what_an_entity_says_of_itself(kg: KnowledgeGraph, raw: RawEvents) -> None:
    for name in random.Random(3).sample(raw.names, 60):
        entity = kg.entity(raw.id_of[name])
        assert (entity.claim_count, entity.neighbour_count) == (len(raw.by_name[name]), len(raw.find_ties(name, {})))
        assert entity.name == name


def test_those_tied_to_both(kg: KnowledgeGraph, raw: RawEvents) -> None:
    for one, other in (("China", "Japan"), ("Kazakhstan", "China")):
        ties = [raw.find_ties(name, {"date": "2012/2014"}) for name in (one, other)]
        expected = {
            raw.id_of[name]: len(ties[0][name]) + len(ties[1][name]) for name in ties[0].keys() & ties[1].keys()
        }
        answer = kg.common_neighbours([one, other], date="2012/2014", claims_per_tie=1, limit=PAGE)
        assert {each.entity.id: each.claim_count for each in answer} == expected
        assert len(expected) > 2
