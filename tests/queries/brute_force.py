"""What claims, ties and paths are found by definition, worked out from the claims alone.

Nothing of the service's own search, store or filters is used, so that a mistake there shows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import prod
from typing import Any

import networkx as nx

from kgraph.records import Claim, Dataset, Evidence
from tests.date_meaning import is_certain, is_possible, read_window
from tests.graphs import TOPIC_OF, TYING_ROLES

Ties = dict[frozenset[str], list[Claim]]
REAL = {"occurred", "ongoing", "ended"}


@dataclass(frozen=True)
class Question:
    """A question about paths, its entities by id."""

    start: str
    end: str
    max_hops: int = 4
    k: int = 5
    order: str = "hops"
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    filters: dict[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, Any]:
        """The keywords of `KnowledgeGraph.paths` that are given beside the two ends."""
        stops = {name: getattr(self, name) for name in ("avoid", "via") if getattr(self, name)}
        return {"max_hops": self.max_hops, "k": self.k, "order": self.order, **stops, **self.filters}


def find_supports(claim: Claim) -> set[str]:
    """Return the sources that support a claim: what its passages cite, or else the text that they stand in."""
    supports: set[str] = set()
    for evidence in claim.evidence:
        supports |= {cite.id for cite in evidence.cites} or {evidence.source}
    return supports


def find_outlets(dataset: Dataset, claim: Claim) -> set[str]:
    """Return the outlets of a claim."""
    outlet_of = {source.id: source.outlet for source in dataset.sources}
    return {outlet_of[id_] for id_ in find_supports(claim)}


def find_topics(claim: Claim) -> set[str]:
    """Return the topics of a claim: its own, or else that of its predicate."""
    return set(claim.topics or [TOPIC_OF[claim.predicate]])


def find_named(claim: Claim) -> set[str]:
    """Return the entities that a claim names, its speaker aside."""
    named = {content.entity for content in (claim.object, *claim.qualifiers)}
    return {claim.subject, *(id_ for id_ in named if id_ is not None)}


def find_edges(claim: Claim) -> set[tuple[str, str]]:
    """Return the pairs of entities that a claim joins, whatever its polarity; none with itself."""
    named = {claim.object.entity} | {part.entity for part in claim.qualifiers if part.role in TYING_ROLES}
    return {(claim.subject, other) for other in named if other is not None and other != claim.subject}


def iter_claims(dataset: Dataset, filters: dict[str, Any]) -> Iterator[Claim]:
    """Yield the claims that pass all filters but `type`, with the evidence that these leave them."""
    for claim in exclude(dataset, filters.get("exclude_outlet", ()), filters.get("exclude_source", ())):
        if claim.rank in filters.get("rank", ("normal", "preferred")) and passes(dataset, claim, filters):
            yield claim


def exclude(dataset: Dataset, outlets: Collection[str], sources: Collection[str]) -> list[Claim]:
    """Return the claims as if nobody had cited or read some outlets and sources, without those that are left bare."""
    outlet_of = {source.id: source.outlet for source in dataset.sources}
    claims = []
    for claim in dataset.claims:
        left = []
        for evidence in claim.evidence:
            cites = [cite for cite in evidence.cites if cite.id not in sources and outlet_of[cite.id] not in outlets]
            stands_alone = not evidence.cites and outlet_of[evidence.source] not in outlets
            if evidence.source not in sources and (cites or stands_alone):
                left.append(Evidence(**{**dict(evidence), "cites": tuple(cites)}))
        if left:
            claims.append(Claim(**{**dict(claim), "evidence": tuple(left)}))
    return claims


def passes(dataset: Dataset, claim: Claim, filters: dict[str, Any]) -> bool:
    """Tell whether a claim passes all filters but `type`, the exclusions and `rank`."""
    words = set(re.findall(r"\w+", claim.statement.lower()))
    edges = find_edges(claim)
    tests = {
        "predicate": lambda wanted: claim.predicate in wanted,
        "topic": lambda wanted: set(wanted) & find_topics(claim),
        "status": lambda wanted: claim.status in wanted,
        "polarity": lambda wanted: claim.polarity in wanted,
        "basis": lambda wanted: claim.basis in wanted,
        "hedged": lambda wanted: wanted == (claim.hedge is not None),
        "speaker": lambda wanted: claim.speaker in wanted,
        "outlet": lambda wanted: set(wanted) & find_outlets(dataset, claim),
        "source": lambda wanted: set(wanted) & (find_supports(claim) | {each.source for each in claim.evidence}),
        "min_outlets": lambda wanted: len(find_outlets(dataset, claim)) >= wanted,
        "q": lambda wanted: set(wanted.lower().split()) <= words,
        "about": lambda wanted: set(wanted) & find_named(claim),
        "subject": lambda wanted: claim.subject in wanted,
        "object": lambda wanted: claim.object.entity in wanted,
        "between": lambda wanted: {tuple(wanted), tuple(wanted[::-1])} & edges,
        "date": lambda wanted: claim.valid is not None and meets(claim.valid, wanted, filters),
        "known_as_of": lambda wanted: is_known(dataset, claim, wanted, filters),
    }
    return (
        all(tests[name](wanted) for name, wanted in filters.items() if name in tests)
        and has_amount(claim, filters)
        and stands_there(claim, filters)
    )


def meets(date: str, window: str, filters: dict[str, Any]) -> bool:
    """Tell whether a date meets a window, possibly or certainly, as the filters ask."""
    ask = is_certain if filters.get("date_match") == "certain" else is_possible
    return ask(date, read_window(window))


def is_known(dataset: Dataset, claim: Claim, wanted: str, filters: dict[str, Any]) -> bool:
    """Tell whether a publication that supports a claim was there by then; one without a date may have been."""
    date_of = {source.id: source.date for source in dataset.sources}
    dates = [date_of[id_] for id_ in find_supports(claim)]
    if None in dates and filters.get("date_match") != "certain":
        return True
    return any(meets(date, f"../{wanted}", filters) for date in dates if date is not None)


def has_amount(claim: Claim, filters: dict[str, Any]) -> bool:
    """Tell whether one and the same amount passes all filters of amounts."""
    if not filters.keys() & {"value", "value_min", "value_max", "unit"}:
        return True
    values = [content.value for content in (claim.object, *claim.qualifiers)]
    return any(
        Decimal(filters.get("value_min", "-Infinity")) <= value.amount <= Decimal(filters.get("value_max", "Infinity"))
        and value.amount in [Decimal(wanted) for wanted in filters.get("value", [value.amount])]
        and value.unit in filters.get("unit", [value.unit])
        for value in values
        if value is not None and value.amount is not None
    )


def stands_there(claim: Claim, filters: dict[str, Any]) -> bool:
    """Tell whether one passage of a claim stands at the paragraph and the sentence that are asked for."""
    places = [(evidence.locator.paragraph, evidence.locator.sentence) for evidence in claim.evidence]
    return any(
        paragraph in filters.get("paragraph", [paragraph]) and sentence in filters.get("sentence", [sentence])
        for paragraph, sentence in places
    )


def find_ties(dataset: Dataset, filters: dict[str, Any]) -> Ties:
    """Return the claims of every tie; the fewest outlets that are asked for are those of all of them together."""
    ties: Ties = defaultdict(list)
    of_claims = {name: value for name, value in filters.items() if name != "min_outlets"}
    for claim in iter_claims(dataset, of_claims):
        if claim.polarity == "affirmed" and claim.rank != "deprecated":
            for pair in {frozenset(edge) for edge in find_edges(claim)}:
                ties[pair].append(claim)
    least = filters.get("min_outlets", 1)
    return {pair: claims for pair, claims in ties.items() if len(find_tie_outlets(dataset, claims)) >= least}


def find_tie_outlets(dataset: Dataset, claims: Iterable[Claim]) -> set[str]:
    """Return the outlets of the claims of a tie."""
    return set().union(*(find_outlets(dataset, claim) for claim in claims))


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


def is_doubtful(claims: list[Claim]) -> bool:
    """Tell whether all claims of a tie are hedged, or none is of something that is, was or happened."""
    return all(claim.hedge for claim in claims) or not {claim.status for claim in claims} & REAL


def rank_paths(dataset: Dataset, question: Question) -> list[tuple[str, ...]]:
    """Return every path that the question allows, best first in the order that it asks for."""
    ties = find_ties(dataset, question.filters)
    excluded = {name: value for name, value in question.filters.items() if name.startswith("exclude")}
    degrees = Counter(id_ for pair in find_ties(dataset, excluded) for id_ in pair)

    def order(path: tuple[str, ...]) -> tuple[Any, ...]:
        hops = [ties[frozenset(pair)] for pair in pairwise(path)]
        founded = (
            -min(len(find_tie_outlets(dataset, claims)) for claims in hops),
            sum(is_doubtful(claims) for claims in hops),
        )
        best: dict[str, tuple[Any, ...]] = {
            "hops": (len(hops), *founded),
            "support": (*founded, len(hops)),
            "specific": (prod(degrees[id_] for id_ in path[1:-1]), len(hops), *founded),
        }
        return *best[question.order], path if path[0] < path[-1] else path[::-1]

    return sorted(iter_paths(dataset, question), key=order)
