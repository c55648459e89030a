"""What the paths are by definition, worked out from the claims alone.

Nothing of the service's own search, store or filters is used, so that a mistake there shows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import networkx as nx

from kgraph.records import Claim, Dataset
from tests.graphs import TOPIC_OF, TYING_ROLES

Ties = dict[frozenset[str], list[Claim]]


@dataclass(frozen=True)
class Question:
    """A question about paths, its entities by id."""

    start: str
    end: str
    max_hops: int = 4
    k: int = 5
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    filters: dict[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, Any]:
        """The keywords of `KnowledgeGraph.paths` that are given beside the two ends."""
        stops = {name: getattr(self, name) for name in ("avoid", "via") if getattr(self, name)}
        return {"max_hops": self.max_hops, "k": self.k, **stops, **self.filters}


def find_outlets(dataset: Dataset, claim: Claim) -> set[str]:
    """Return the outlets of a claim: of what its passages cite, or else of their own source."""
    outlet_of = {source.id: source.outlet for source in dataset.sources}
    outlets = set()
    for evidence in claim.evidence:
        outlets |= {outlet_of[cite.id] for cite in evidence.cites} or {outlet_of[evidence.source]}
    return outlets


def passes(dataset: Dataset, claim: Claim, filters: dict[str, Any]) -> bool:
    """Tell whether a claim passes all filters but `type`."""
    words = set(re.findall(r"\w+", claim.statement.lower()))
    places = [(evidence.locator.paragraph, evidence.locator.sentence) for evidence in claim.evidence]
    tests = {
        "predicate": lambda wanted: claim.predicate in wanted,
        "topic": lambda wanted: set(wanted) & set(claim.topics or [TOPIC_OF[claim.predicate]]),
        "status": lambda wanted: claim.status in wanted,
        "polarity": lambda wanted: claim.polarity in wanted,
        "basis": lambda wanted: claim.basis in wanted,
        "hedged": lambda wanted: wanted == (claim.hedge is not None),
        "speaker": lambda wanted: claim.speaker in wanted,
        "outlet": lambda wanted: set(wanted) & find_outlets(dataset, claim),
        "q": lambda wanted: set(wanted.lower().split()) <= words,
        "paragraph": lambda wanted: any(paragraph in wanted for paragraph, _ in places),
    }
    return all(tests[name](wanted) for name, wanted in filters.items() if name != "type")


def find_ties(dataset: Dataset, filters: dict[str, Any]) -> Ties:
    """Return the claims of every tie."""
    ties: Ties = defaultdict(list)
    for claim in dataset.claims:
        if claim.polarity == "affirmed" and claim.rank != "deprecated" and passes(dataset, claim, filters):
            named = {claim.object.entity} | {part.entity for part in claim.qualifiers if part.role in TYING_ROLES}
            for other in named - {None, claim.subject}:
                ties[frozenset((claim.subject, str(other)))].append(claim)
    return ties


def iter_paths(dataset: Dataset, question: Question, max_hops: int | None = None) -> Iterator[tuple[str, ...]]:
    """Yield every path that the question allows, in any order; `max_hops` goes before the question's."""
    graph = nx.Graph()
    graph.add_nodes_from((question.start, question.end))
    graph.add_edges_from(map(tuple, find_ties(dataset, question.filters)))
    types = question.filters.get("type")
    for entity in dataset.entities:
        is_end = entity.id in (question.start, question.end)
        if not is_end and (entity.id in question.avoid or (types and entity.type not in types)):
            graph.remove_nodes_from([entity.id])
    for path in nx.all_simple_paths(graph, question.start, question.end, max_hops or question.max_hops):
        if set(question.via) <= set(path):
            yield tuple(path)


def find_shortest(dataset: Dataset, question: Question) -> int | None:
    """Return the hops of the shortest path that the question allows, however long."""
    return min((len(path) - 1 for path in iter_paths(dataset, question, len(dataset.entities))), default=None)


def rank_paths(dataset: Dataset, question: Question) -> list[tuple[str, ...]]:
    """Return every path that the question allows, best first."""
    ties = find_ties(dataset, question.filters)

    def order(path: tuple[str, ...]) -> tuple[Any, ...]:
        hops = [ties[frozenset(pair)] for pair in pairwise(path)]
        outlets = [len(set().union(*(find_outlets(dataset, claim) for claim in claims))) for claims in hops]
        doubtful = [
            all(claim.hedge for claim in claims)
            or not any(claim.status in ("occurred", "ongoing", "ended") for claim in claims)
            for claims in hops
        ]
        return len(hops), -min(outlets), sum(doubtful), path if path[0] < path[-1] else path[::-1]

    return sorted(iter_paths(dataset, question), key=order)
