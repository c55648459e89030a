"""Counts of claims by facet: each is the list that it stands for."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from kgraph.errors import UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.stores import FACETS
from tests.events.imported import ARTICLE, MADE_UP, REAL, over_all_datasets
from tests.graphs import make_claim, make_dataset, make_entity

FILTERS = [{}, {"topic": "trade"}, {"outlet": ["RBC", "Vlast.kz"]}, {"date": "2023"}, {"exclude_outlet": "Orda.kz"}]
FILTERS_OF_EVENTS = [{}, {"topic": "consultation"}, {"date": "2013"}, {"about": "Kazakhstan"}]
ASKED = [
    (name, filters)
    for name, every in ((ARTICLE, FILTERS), (MADE_UP, FILTERS_OF_EVENTS), (REAL, FILTERS_OF_EVENTS))
    for filters in every
]


def count_months(*dates: str | None, **filters: str) -> list[tuple[str | None, int]]:
    claims = [make_claim(f"c{number}", "a", "b", valid=valid) for number, valid in enumerate(dates)]
    rows = KnowledgeGraph(make_dataset(claims)).facets("month", limit=500, **filters)
    return [(row.value, row.count) for row in rows]


@pytest.mark.parametrize(("dataset", "filters"), ASKED, ids=str, indirect=["dataset"])
@pytest.mark.parametrize("facet", FACETS)
def test_every_count_is_the_list_it_stands_for(dataset_graph: KnowledgeGraph, facet: str, filters: dict) -> None:
    rows = dataset_graph.facets(facet, limit=500, **filters).items
    assert rows
    for row in rows:
        if row.claims_url is None:
            continue
        asked: dict[str, list[str]] = {}
        for name, value in parse_qsl(urlsplit(row.claims_url).query):
            asked.setdefault(name, []).append(value)
        assert dataset_graph.claims(**asked).total.value == row.count, row
    if not filters:
        assert all(row.claims_url for row in rows) == (facet not in ("month", "country"))


@over_all_datasets
@pytest.mark.parametrize("facet", ["month", "status", "speaker", "predicate"])
def test_counts_of_single_values_add_up(dataset_graph: KnowledgeGraph, facet: str) -> None:
    counts = [row.count for row in dataset_graph.facets(facet, limit=500)]
    assert sum(counts) == dataset_graph.dataset().claim_count


def test_most_come_first_and_none_last() -> None:
    entities = [make_entity("k", countries=("KZ",)), make_entity("both", countries=("KZ", "CN"))]
    claims = [
        make_claim("1", "k", "both"),
        make_claim("2", "k", "x"),
        make_claim("3", "x", "y"),
        make_claim("4", "y", "x"),
    ]
    rows = KnowledgeGraph(make_dataset(claims, entities)).facets("country")
    assert [(row.value, row.count) for row in rows] == [("KZ", 2), ("CN", 1), (None, 2)]


def test_a_claim_on_two_outlets_counts_under_each() -> None:
    claims = [make_claim("1", "a", "b", cites=("paper-1", "paper-2")), make_claim("2", "a", "b", cites=("paper-2",))]
    rows = KnowledgeGraph(make_dataset(claims)).facets("outlet")
    assert [(row.value, row.name, row.count) for row in rows] == [("press-2", "PRESS-2", 2), ("press-1", "PRESS-1", 1)]


def test_months_keep_their_doubt_and_are_not_made_up() -> None:
    assert count_months("2023-05-19", "2023-05", "2023?-05-19", "2023", "2022-01/..", "XXXX-01-06", None) == [
        ("XXXX-01", 1), ("2022-01/..", 1), ("2023", 1), ("2023-05", 2), ("2023?-05", 1), (None, 1),
    ]  # fmt: skip


def test_months_without_claims_appear_when_a_range_is_asked() -> None:
    assert count_months("2023-02", "2023-04", date="2023-01/2023-04") == [
        ("2023-01", 0), ("2023-02", 1), ("2023-03", 0), ("2023-04", 1),
    ]  # fmt: skip
    assert count_months("2023-02", "2023-04") == [("2023-02", 1), ("2023-04", 1)]
    assert count_months("2023-02", "2023-04", date="2023-01/..") == [("2023-02", 1), ("2023-04", 1)]


def test_a_range_without_any_claim_is_all_noughts_and_too_long_a_one_is_not_spelt_out() -> None:
    assert count_months("2020", date="2023-01/2023-02") == [("2023-01", 0), ("2023-02", 0)]
    assert count_months("2020", date="0001/9999") == [("2020", 1)]
    assert count_months("Y17000000", date="Y17000000/Y17000001") == [("Y17000000", 1)]
    assert count_months("-0005", date="-0005/-0004") == [("-0005", 1)]


def test_an_unknown_facet_is_refused(article_graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownWord) as refused:
        article_graph.facets("outlets")
    assert refused.value.suggestions[0] == "outlet"
