"""One answer of every kind, from the dataset that ships and from ones that hold what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import Impact
from kgraph.answers.quality import QualityView
from kgraph.answers.views import ClaimView
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records.base import Record
from tests.graphs import make_random_dataset

Shown = Answer[Any] | Impact | QualityView


def ask_everything(graph: KnowledgeGraph) -> dict[str, Shown]:
    """Return an answer of each kind to a question that any dataset can be asked."""
    entities = graph.entities(limit=500).items
    *fewer, second, other = sorted(entities, key=lambda entity: entity.neighbour_count)
    one = next((entity for entity in fewer if entity.neighbour_count), second)
    source = graph.sources(limit=1).items[0].id
    claim = graph.claims(limit=1).items[0].id
    return {
        "claims": graph.claims(limit=500, rank=("preferred", "normal", "deprecated")),
        "entities": graph.entities(),
        "search": graph.search(other.name),
        "neighbours": graph.neighbours(other.id, claims_per_neighbour=3),
        "neighbours without claims": graph.neighbours(other.id, claims_per_neighbour=0),
        "paths": graph.paths(one.id, other.id),
        "subgraph": graph.subgraph(other.id),
        "common neighbours": graph.common_neighbours([other.id, second.id]),
        "sources": graph.sources(),
        "claim sources": graph.claim_sources(claim),
        "timeline": graph.timeline(),
        "undated": graph.timeline(undated=True),
        "facets": graph.facets("outlet"),
        "contested": graph.contested(),
        "impact": graph.impact(source, from_=one.id, to=other.id),
        "quality": graph.quality(),
        "changes": graph.changes(KnowledgeGraph(make_random_dataset(1))),
    }


def ask_random(seeds: int = 12) -> Iterator[dict[str, Shown]]:
    """Yield the answers of small datasets with everything that a claim can be."""
    for seed in range(seeds):
        yield ask_everything(KnowledgeGraph(make_random_dataset(seed)))


def iter_claims(value: Any) -> Iterator[ClaimView]:
    """Yield every claim anywhere in an answer, as often as it stands there."""
    if isinstance(value, ClaimView):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from iter_claims(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from iter_claims(each)
