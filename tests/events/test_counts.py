"""What is counted over events: facets, countries side by side, and the overview of quality, as the rows say."""

from __future__ import annotations

import random
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.stores import FACETS
from tests.events.imported import over_events
from tests.events.random_questions import choose_given
from tests.events.raw import RawEvents

pytestmark = over_events
PAGE = 500


@pytest.mark.parametrize("facet", FACETS)
def test_facets_count_the_rows(kg: KnowledgeGraph, raw: RawEvents, facet: str) -> None:
    chance = random.Random(facet)
    for given in ({}, *(choose_given(chance, raw) for _ in range(3))):
        expected = raw.count(raw.find(given).values(), facet)
        answer = kg.facets(facet, **raw.to_filters(given), limit=PAGE)
        assert {row.value: row.count for row in answer if row.count} == expected, given
        listed = [row for row in answer if row.claims_url is not None]
        for row in chance.sample(listed, min(len(listed), 3)):
            asked = parse_qs(urlsplit(str(row.claims_url)).query, strict_parsing=True)
            assert kg.claims(**asked, limit=1).total.value == row.count


@pytest.mark.parametrize("facet", ["month", "predicate", "topic", "status", "speaker", "outlet"])
def test_counts_of_single_values_add_up(kg: KnowledgeGraph, raw: RawEvents, facet: str) -> None:
    assert sum(row.count for row in kg.facets(facet, limit=PAGE)) == len(raw.claims)


@pytest.mark.parametrize("pair", [("KZ", "CN"), ("CN", "JP"), ("KZ", "RU")])
def test_two_countries_side_by_side(kg: KnowledgeGraph, raw: RawEvents, pair: tuple[str, str]) -> None:
    """Who belongs to which country is read off the names here: `Kazakhstan`, `Police (Kazakhstan)`."""
    names = {"KZ": "Kazakhstan", "CN": "China", "JP": "Japan", "RU": "Russia"}
    wanted = {names[code] for code in pair}
    between = {
        id_: event
        for id_, event in raw.claims.items()
        if {raw.find_country(event.subject), raw.find_country(event.object)} == wanted
    }
    dyad = kg.dyad(pair, limit=PAGE)
    assert [claim.id for claim in dyad] == [*between][:PAGE]
    assert dyad.total.value == len(between) > 0
    for side in dyad.sides:
        parties: Counter[str] = Counter()
        for event in between.values():
            ends = {event.subject, event.object}
            parties.update(raw.id_of[end] for end in ends if raw.find_country(end) == names[side.country])
        shown = {party.entity.id: party.claim_count for party in side.entities}
        assert shown.items() <= parties.items()
        assert side.entity_count == len(parties)
    assert {row.value: row.count for row in dyad.topics} == raw.count(between.values(), "topic")
    assert {row.value: row.count for row in dyad.months} == raw.count(between.values(), "month")
    in_2013 = kg.dyad(pair, date="2013", limit=1)
    assert in_2013.total.value == sum(event.day[:4] == "2013" for event in between.values())


def test_quality_tells_how_weak_events_are(kg: KnowledgeGraph, raw: RawEvents) -> None:
    view = kg.quality(limit=3)
    findings = {finding.id: finding for finding in view.findings}
    total = len(raw.claims)
    assert (view.claim_count, view.entity_count) == (total, len(raw.entities))
    for weak in ("single_outlet_claims", "uncited_claims"):
        assert (findings[weak].count, findings[weak].ids) == (total, tuple(sorted(raw.claims)[:3]))
    for sound in ("undated_claims", "presupposed_claims", "presupposed_ties", "orphan_entities", "unused_predicates"):
        assert findings[sound].count == 0
    uses = Counter(event.relation for event in raw.claims.values())
    assert findings["predicates_used_once"].count == sum(count == 1 for count in uses.values())
    months = raw.count(raw.claims.values(), "month")
    ranked = sorted(months, key=lambda month: (-months[month], str(month)))
    assert [(each.value, each.count) for each in view.months.items] == [(month, months[month]) for month in ranked[:3]]


def test_nothing_in_events_is_contested(kg: KnowledgeGraph) -> None:
    answer = kg.contested()
    assert answer.empty is not None
    assert (answer.total.value, answer.empty.reason) == (0, "no_claims")
