"""What filters find is what brute force finds, and a tighter filter never finds more."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kgraph.errors import InvalidParameter
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Dataset, Entity
from kgraph.stores import FACETS
from tests.graphs import make_claim, make_dataset, make_evidence, make_random_dataset
from tests.queries.brute_force import find_outlets, find_tie_outlets, find_ties, find_topics, iter_claims
from tests.queries.random_filters import Given, choose_filters, tighten

SEEDS = range(40)


@cache
def open_random(seed: int) -> tuple[Dataset, KnowledgeGraph]:
    dataset = make_random_dataset(seed)
    return dataset, KnowledgeGraph(dataset)


def make_filters(seed: int, scope: Any, count: int) -> list[Given]:
    """Return filters that can be asked together, the same for the same seed."""
    chance, kg = random.Random(f"{scope} {seed}"), open_random(seed)[1]
    chosen: list[Given] = []
    while len(chosen) < count:
        given = choose_filters(chance, scope)
        if is_askable(kg, given):
            chosen.append(given)
    return chosen


def is_askable(kg: KnowledgeGraph, given: Given) -> bool:
    try:
        kg.claims(**given, limit=1)
    except InvalidParameter as error:
        assert error.parameter == "value_min"
        return False
    return True


def find_claims(dataset: Dataset, given: Given) -> list[Claim]:
    """Return what claims pass, by brute force; `type` is that of the subject or the object."""
    entities: dict[str | None, Entity] = {entity.id: entity for entity in dataset.entities}
    return [
        claim
        for claim in iter_claims(dataset, given)
        if "type" not in given
        or any(end in entities and entities[end].type in given["type"] for end in (claim.subject, claim.object.entity))
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_are_those_that_brute_force_finds(seed: int) -> None:
    dataset, kg = open_random(seed)
    for given in make_filters(seed, "claims", 25):
        expected = find_claims(dataset, given)
        answer = kg.claims(**given, limit=500)
        assert [claim.id for claim in answer] == [claim.id for claim in expected], given
        assert answer.total.value == len(expected)
        assert [claim.single_source for claim in answer] == [len(find_outlets(dataset, each)) == 1 for each in expected]
        undated = [claim for claim in find_claims(dataset, leave_out(given, "date")) if claim.valid is None]
        assert answer.undated_excluded == (len(undated) if "date" in given else 0)
        assert (answer.empty is None) == bool(expected)


def leave_out(given: Given, *names: str) -> Given:
    return {name: value for name, value in given.items() if name not in names}


@pytest.mark.parametrize("seed", SEEDS)
def test_neighbours_are_those_that_brute_force_finds(seed: int) -> None:
    dataset, kg = open_random(seed)
    type_of = {entity.id: entity.type for entity in dataset.entities}
    for given in make_filters(seed, "neighbours", 8):
        ties = find_ties(dataset, leave_out(given, "type"))
        for entity in ("e0", "e1"):
            expected = {
                other: ([claim.id for claim in claims], sorted(find_tie_outlets(dataset, claims)))
                for pair, claims in ties.items()
                if entity in pair
                for other in pair - {entity}
                if type_of[other] in given.get("type", (type_of[other],))
            }
            found = {
                each.entity.id: ([claim.id for claim in each.claims], [outlet.id for outlet in each.outlets])
                for each in kg.neighbours(entity, **given, claims_per_neighbour=500, limit=500)
            }
            assert found == expected, (entity, given)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds_a_claim_or_an_outlet_of_it(seed: int) -> None:
    kg, chance = open_random(seed)[1], random.Random(seed)
    for wide in make_filters(seed, "claims", 20):
        narrow = tighten(chance, wide, "claims")
        if is_askable(kg, narrow):
            before = {claim.id: set(claim.outlets) for claim in kg.claims(**wide, limit=500)}
            for claim in kg.claims(**narrow, limit=500):
                assert set(claim.outlets) <= before[claim.id], (wide, narrow)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds_a_neighbour_or_a_claim_of_one(seed: int) -> None:
    kg, chance = open_random(seed)[1], random.Random(seed)
    for wide in make_filters(seed, "neighbours", 8):
        narrow = tighten(chance, wide, "neighbours")
        if is_askable(kg, narrow):
            before, after = (
                {
                    each.entity.id: {claim.id for claim in each.claims}
                    for each in kg.neighbours("e0", **given, limit=500)
                }
                for given in (wide, narrow)
            )
            assert all(claims <= before[other] for other, claims in after.items()), (wide, narrow)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tighter_filter_never_adds_a_path_or_a_claim_of_a_hop(seed: int) -> None:
    kg, chance = open_random(seed)[1], random.Random(seed)
    for wide in make_filters(seed, "paths", 8):
        narrow = tighten(chance, wide, "paths")
        if is_askable(kg, narrow):
            before, after = (kg.paths("e0", "e1", k=50, order="support", **given) for given in (wide, narrow))
            if before.total.value > 50:
                continue
            hops = {path.entities: path.hops for path in before}
            for path in after:
                for hop, wider in zip(path.hops, hops[path.entities], strict=True):
                    assert {claim.id for claim in hop.claims} <= {claim.id for claim in wider.claims}, (wide, narrow)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_certain_is_possible(seed: int) -> None:
    kg = open_random(seed)[1]
    found = Counter[str]()
    for name, texts in (("date", ("2022", "2023-05/..", "../2022", "2021/2023")), ("known_as_of", ("2022", "2023-06"))):
        for text in texts:
            certain, possible = (
                {claim.id for claim in kg.claims(**{name: text}, date_match=match, limit=500)}
                for match in ("certain", "possible")
            )
            assert certain <= possible
            assert possible == {claim.id for claim in kg.claims(**{name: text}, limit=500)}
            found.update(certain=len(certain), possible=len(possible))
    assert found["possible"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_repetition_by_its_own_outlet_adds_no_outlet(seed: int) -> None:
    dataset, kg = open_random(seed)
    chance = random.Random(seed)
    cited = {"press-1": ("paper-1b",), "press-2": ("paper-2",), "press-3": ("paper-3",), "gazette": ()}
    claim = chance.choice([claim for claim in dataset.claims if claim.rank != "deprecated"])
    outlet = chance.choice(sorted(find_outlets(dataset, claim)))
    again = claim.model_copy(update={"id": "c99", "evidence": (make_evidence(cited[outlet], paragraph=9),)})
    more = KnowledgeGraph(make_dataset([*dataset.claims, again], dataset.entities, dataset.sources))
    for entity in ("e0", "e1", "e2", "e3"):
        before, after = ({each.entity.id: each for each in graph.neighbours(entity)} for graph in (kg, more))
        assert before.keys() == after.keys()
        for other, each in after.items():
            assert (each.outlets, each.single_source) == (before[other].outlets, before[other].single_source)
    assert [claim.id for claim in more.claims(min_outlets=2, limit=500)] == [
        claim.id for claim in kg.claims(min_outlets=2, limit=500)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_about_others_changes_no_answer(seed: int) -> None:
    dataset, kg = open_random(seed)
    new = make_claim("c99", "y", "z", evidence=(make_evidence(("paper-1",), paragraph=9),), valid="2023-05")
    more = KnowledgeGraph(make_dataset([*dataset.claims, new], dataset.entities, dataset.sources))
    for given in make_filters(seed, "claims", 6):
        for order in ("id", "oldest", "evidence"):
            assert [claim for claim in more.claims(**given, order=order, limit=500) if claim.id != "c99"] == list(
                kg.claims(**given, order=order, limit=500)
            )
    for given in make_filters(seed, "neighbours", 4):
        assert more.neighbours("e0", **given).items == kg.neighbours("e0", **given).items
    assert more.contested(limit=500).items == kg.contested(limit=500).items


def count_values(dataset: Dataset, claims: list[Claim], facet: str) -> Counter[str | None] | None:
    """Return how many claims have each value of a facet; None for the months, which have tests of their own."""
    entities = {entity.id: entity for entity in dataset.entities}
    counts: Counter[str | None] = Counter()
    for claim in claims:
        named = {content.entity for content in (claim.object, *claim.qualifiers)} | {claim.subject}
        values: dict[str, set[str]] = {
            "outlet": find_outlets(dataset, claim),
            "type": {entities[end].type for end in (claim.subject, claim.object.entity) if end is not None},
            "predicate": {claim.predicate},
            "topic": find_topics(claim),
            "status": {claim.status},
            "speaker": {claim.speaker},
            "country": {code for id_ in named if id_ is not None for code in entities[id_].countries},
        }
        if facet not in values:
            return None
        counts.update(values[facet] or {None})
    return counts


@pytest.mark.parametrize("seed", SEEDS)
def test_facets_add_up_and_each_is_the_list_it_stands_for(seed: int) -> None:
    dataset, kg = open_random(seed)
    for given in make_filters(seed, "claims", 5):
        claims = find_claims(dataset, given)
        for facet in FACETS:
            answer = kg.facets(facet, **given, limit=500)
            counts = {row.value: row.count for row in answer if row.count}
            expected = count_values(dataset, claims, facet)
            assert counts == (counts if expected is None else expected), (facet, given)
            assert sum(counts.values()) >= len(claims)
            if facet in ("month", "predicate", "status", "speaker"):
                assert sum(counts.values()) == len(claims)
            for row in answer:
                if row.claims_url is not None:
                    listed = kg.claims(**parse_qs(urlsplit(row.claims_url).query, strict_parsing=True))
                    assert listed.total.value == row.count, (facet, given, row)
