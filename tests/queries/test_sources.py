"""Sources, the dataset's own description, and its words."""

from __future__ import annotations

import pytest

from kgraph.errors import NotFound
from kgraph.filters import Filters
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset, DatasetInfo
from kgraph.records.vocabulary import STATUSES
from tests.graphs import TOPIC_OF, make_claim, make_dataset, make_evidence, make_source

DATASET = make_dataset(
    [
        make_claim("c1", "a", "b", cites=("item-1",)),
        make_claim("c2", "a", "b", cites=("item-2",), hedge="perhaps"),
        make_claim("c3", "a", "b", evidence=(make_evidence(source="item-1"),)),
        make_claim("c4", "a", "b", cites=("item-1",), rank="deprecated"),
    ],
    sources=[
        make_source("item-1", "press", date="2023?-05-19", date_printed="May 19", date_basis="inferred"),
        make_source("item-2", "press", title="A title"),
        make_source("item-3", "other"),
    ],
)


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(DATASET)


def test_sources_come_by_id_with_how_many_claims_rest_on_them(kg: KnowledgeGraph) -> None:
    answer = kg.sources()
    assert [(source.id, source.claim_count) for source in answer] == [
        ("item-1", 2),
        ("item-2", 1),
        ("item-3", 0),
        ("report", 2),
    ]
    for source in answer:
        assert source.claim_count == kg.source_claims(source.id).total.value
        assert kg.source(source.id) == source


def test_a_source_is_shown_with_its_outlet_and_dates(kg: KnowledgeGraph) -> None:
    assert kg.source("item-1").model_dump() == {
        "id": "item-1",
        "type": "cited-item",
        "outlet": {"id": "press", "name": "PRESS", "type": "outlet"},
        "title": None,
        "date": "2023?-05-19",
        "date_printed": "May 19",
        "date_basis": "inferred",
        "authors": (),
        "volume": None,
        "issue": None,
        "url": None,
        "claim_count": 2,
    }


def test_sources_by_outlet(kg: KnowledgeGraph) -> None:
    answer = kg.sources(outlet=["Press", "Gazette"])
    assert [source.id for source in answer] == ["item-1", "item-2", "report"]
    assert answer.query.parameters == {"outlet": ("gazette", "press"), "limit": 50}
    assert [name.given for name in answer.query.names] == ["Press", "Gazette"]
    empty = kg.sources(outlet="a").empty
    assert empty is not None
    assert (empty.reason, empty.filter, empty.try_) == ("filtered", "outlet", "leave out outlet")
    assert "by A" in empty.detail


def test_claims_of_a_source_pass_the_filters(kg: KnowledgeGraph) -> None:
    assert [claim.id for claim in kg.source_claims("item-1")] == ["c1", "c3"]
    assert [claim.id for claim in kg.source_claims("report", hedged=True)] == ["c2"]
    empty = kg.source_claims("item-1", hedged=True).empty
    assert empty is not None
    assert (empty.reason, empty.filter) == ("filtered", "hedged")


def test_an_unknown_source(kg: KnowledgeGraph) -> None:
    for ask in (kg.source, kg.source_claims):
        with pytest.raises(NotFound) as caught:
            ask("item1")
        assert caught.value.kind == "source"
        assert "item-1" in caught.value.suggestions


def test_what_is_loaded(kg: KnowledgeGraph) -> None:
    described = kg.dataset()
    assert {name: getattr(described, name) for name in DatasetInfo.model_fields} == dict(DATASET.info)
    assert described.version == kg.version == DATASET.version
    assert (described.entity_count, described.claim_count) == (5, 4)
    assert (described.source_count, described.tie_count) == (4, 1)


def test_every_word_comes_with_its_meaning(kg: KnowledgeGraph) -> None:
    schema = kg.schema()
    assert [predicate.id for predicate in schema.predicates] == sorted(TOPIC_OF)
    assert tuple(status.id for status in schema.statuses) == STATUSES
    assert [polarity.id for polarity in schema.polarities] == ["affirmed", "negated", "unknown"]
    assert [basis.id for basis in schema.bases] == ["stated", "presupposed"]
    assert [rank.id for rank in schema.ranks] == ["preferred", "normal", "deprecated"]
    for words in (schema.statuses, schema.polarities, schema.bases, schema.ranks):
        assert all(word.definition for word in words)


def test_the_schema_lists_every_filter(kg: KnowledgeGraph) -> None:
    filters = {filter.id: filter for filter in kg.schema().filters}
    assert list(filters) == list(Filters.model_fields)
    assert filters["between"].queries == ("claims",)
    assert filters["type"].queries == ("claims", "entities", "neighbours", "paths")
    assert not filters["hedged"].repeatable
    assert all(filter.definition for filter in filters.values())


def test_on_the_shipped_data_every_cited_item_supports_a_claim(article: Dataset) -> None:
    answer = KnowledgeGraph(article).sources()
    assert len(answer) == len(article.sources)
    assert [source.id for source in answer if not source.claim_count] == []
