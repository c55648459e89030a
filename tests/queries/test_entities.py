"""Entities: searched for, listed, shown, and with their neighbours."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kgraph.errors import InvalidParameter, NotFound, UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset, Name
from tests.graphs import loosely, make_claim, make_dataset, make_entity, make_random_dataset

DATASET = make_dataset(
    [
        make_claim("c1", "hub", "river", cites=("paper-1",)),
        make_claim("c2", "river", "hub", hedge="perhaps", cites=("paper-2",)),
        make_claim("c3", "hub", "lake", "road", status="planned"),
        make_claim("c4", "hub", "far", polarity="negated"),
        make_claim("c5", "far", "gazette", qualifiers=loosely("hub")),
        make_claim("c6", "hub", "hub"),
    ],
    [
        make_entity("hub", "person", name="Hub", names=(Name(text="Узел", lang="ru", kind="alias"),)),
        make_entity("river", name="River Hub"),
        make_entity("lake", "project", name="Lake"),
        make_entity("lonely", name="Lonely"),
    ],
)


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(DATASET)


# Search


@pytest.mark.parametrize(
    ("q", "hits"),
    [
        ("Hub", [("hub", "Hub", "exact"), ("river", "River Hub", "prefix")]),
        ("hub", [("hub", "Hub", "normalised"), ("river", "River Hub", "prefix")]),
        ("узел", [("hub", "Узел", "normalised")]),
        ("uzel", [("hub", "Узел", "transliteration")]),
        ("lomely", [("lonely", "Lonely", "typo")]),
        ("hub river", [("river", "River Hub", "words")]),
        ("xyzzy", []),
    ],
)
def test_search_finds_names_best_first_and_says_how(
    kg: KnowledgeGraph, q: str, hits: list[tuple[str, str, str]]
) -> None:
    answer = kg.search(q)
    assert [(hit.id, hit.matched.text, hit.matched.how) for hit in answer] == hits
    assert answer.total.model_dump() == {"value": len(hits), "relation": "eq"}
    assert (answer.empty is None) == bool(hits)


def test_search_keeps_to_a_type(kg: KnowledgeGraph) -> None:
    answer = kg.search("hub", type="country", limit=1)
    assert [hit.id for hit in answer] == ["river"]
    assert answer.query.parameters == {"q": "hub", "type": ("country",), "limit": 1}
    empty = kg.search("hub", type=["project", "outlet"]).empty
    assert empty is not None
    assert (empty.reason, empty.filter, empty.try_) == ("filtered", "type", "leave out type")
    nothing = kg.search("xyzzy", type="country").empty
    assert nothing is not None
    assert nothing.reason == "no_claims"


def test_search_tells_when_it_did_not_count_them_all() -> None:
    entities = [make_entity(f"e{number:03}", name=f"Same {number}") for number in range(510)]
    answer = KnowledgeGraph(make_dataset(entities=entities)).search("same", limit=2)
    assert answer.total.model_dump() == {"value": 500, "relation": "gte"}
    assert len(answer) == 2


@pytest.mark.parametrize("q", ["", " ", "a\x07", "x" * 201, 5, None])
def test_search_refuses_what_no_name_can_be(kg: KnowledgeGraph, q: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        kg.search(q)
    assert caught.value.parameter == "q"


# The list and the record


def test_entities_come_by_id_with_their_counts(kg: KnowledgeGraph) -> None:
    answer = kg.entities()
    ids = [entity.id for entity in answer]
    assert ids == sorted(entity.id for entity in DATASET.entities)
    assert answer.total.value == len(ids)
    counts = {entity.id: (entity.claim_count, entity.neighbour_count, entity.asserted_count) for entity in answer}
    assert counts["hub"] == (6, 3, 0)
    assert counts["far"] == (2, 1, 0)
    assert counts["gazette"] == (1, 1, 6)
    assert counts["lonely"] == (0, 0, 0)


def test_entities_by_type_and_by_id(kg: KnowledgeGraph) -> None:
    assert [entity.id for entity in kg.entities(type=["person", "project"])] == ["hub", "lake"]
    assert [entity.id for entity in kg.entities(id=["river", "hub", "river"])] == ["hub", "river"]
    answer = kg.entities(id=["river", "hub"], type="person")
    assert [entity.id for entity in answer] == ["hub"]
    assert answer.total.value == 1


def test_the_counts_are_those_of_the_lists() -> None:
    for seed in range(10):
        kg = KnowledgeGraph(make_random_dataset(seed))
        for entity in kg.entities():
            assert entity.claim_count == kg.claims(about=entity.id).total.value
            assert entity.asserted_count == kg.claims(speaker=entity.id).total.value
            assert entity.neighbour_count == kg.neighbours(entity.id).total.value


def test_no_entity_of_a_type_is_explained(kg: KnowledgeGraph) -> None:
    empty = kg.entities(id="hub", type="country").empty
    assert empty is not None
    assert (empty.reason, empty.filter) == ("filtered", "type")


def test_an_unknown_entity(kg: KnowledgeGraph) -> None:
    with pytest.raises(NotFound) as caught:
        kg.entities(id=["hub", "rivers"])
    assert (caught.value.parameter, caught.value.suggestions) == ("id", ("river",))
    with pytest.raises(UnknownWord):
        kg.entities(type="rivers")


# Neighbours


def test_neighbours_come_with_most_claims_first_then_by_id(kg: KnowledgeGraph) -> None:
    answer = kg.neighbours("Hub")
    assert [(each.entity.id, each.claim_count) for each in answer] == [("river", 2), ("lake", 1), ("road", 1)]
    river = answer.items[0]
    assert [claim.id for claim in river.claims] == ["c1", "c2"]
    assert [outlet.name for outlet in river.outlets] == ["PRESS-1", "PRESS-2"]
    assert answer.total.value == 3
    assert answer.query.parameters == {"entity": "hub", "claims_per_neighbour": 20, "limit": 50}


def test_the_type_of_neighbours_is_that_of_the_other(kg: KnowledgeGraph) -> None:
    assert [each.entity.id for each in kg.neighbours("hub", type="project")] == ["lake"]
    assert [each.entity.id for each in kg.neighbours("lake", type="person")] == ["hub"]


def test_filters_of_neighbours_are_about_the_claims(kg: KnowledgeGraph) -> None:
    (river,) = kg.neighbours("hub", hedged=True)
    assert (river.claim_count, [claim.id for claim in river.claims]) == (1, ["c2"])
    assert [outlet.id for outlet in river.outlets] == ["press-2"]


@pytest.mark.parametrize("shown", [0, 1, 500])
def test_claims_per_neighbour_limits_what_is_shown(kg: KnowledgeGraph, shown: int) -> None:
    river = kg.neighbours("hub", claims_per_neighbour=shown).items[0]
    assert (len(river.claims), river.claim_count) == (min(shown, 2), 2)


@pytest.mark.parametrize("shown", [-1, 501, "many"])
def test_claims_per_neighbour_has_bounds(kg: KnowledgeGraph, shown: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        kg.neighbours("hub", claims_per_neighbour=shown)
    assert caught.value.parameter == "claims_per_neighbour"


def test_neighbours_are_mutual_and_their_url_lists_their_claims() -> None:
    for seed in range(20):
        kg = KnowledgeGraph(make_random_dataset(seed))
        for filters in ({}, {"hedged": False}, {"outlet": ["gazette", "press-1"], "q": "red", "polarity": "affirmed"}):
            for entity in kg.entities():
                for each in kg.neighbours(entity.id, claims_per_neighbour=500, **filters):
                    (back,) = [
                        other for other in kg.neighbours(each.entity.id, **filters) if other.entity.id == entity.id
                    ]
                    assert (back.claims, back.outlets) == (each.claims, each.outlets)
                    listed = kg.claims(**parse_qs(urlsplit(each.claims_url).query, strict_parsing=True))
                    assert listed.items == each.claims


EMPTY: dict[str, tuple[str, dict[str, Any], str, str | None, str | None]] = {
    "no tie at all": ("lonely", {}, "no_claims", None, None),
    "no tie, whatever the filter": ("lonely", {"hedged": True}, "no_claims", None, None),
    "no affirmed claim": ("hub", {"polarity": "negated"}, "filtered", "polarity", "ask for the claims instead"),
    "one filter": ("lake", {"hedged": True}, "filtered", "hedged", "leave out hedged"),
    "the type": ("lake", {"type": "outlet"}, "filtered", "type", "leave out type"),
    "two filters": ("lake", {"type": "outlet", "q": "nowhere"}, "filtered", None, "leave out type, q"),
}


@pytest.mark.parametrize(("entity", "filters", "reason", "filter", "change"), EMPTY.values(), ids=EMPTY)
def test_no_neighbours_are_explained(
    kg: KnowledgeGraph, entity: str, filters: dict[str, Any], reason: str, filter: str | None, change: str | None
) -> None:
    empty = kg.neighbours(entity, **filters).empty
    assert empty is not None
    assert (empty.reason, empty.filter, empty.try_) == (reason, filter, change)


def test_on_the_shipped_data_every_entity_is_found_by_its_name(article: Dataset) -> None:
    kg = KnowledgeGraph(article)
    for entity in article.entities:
        assert entity.id in [hit.id for hit in kg.search(entity.name)], entity.id
