"""The store that keeps everything in plain memory: right for a dataset of some thousands of claims."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

import networkx as nx

from kgraph.filters import Filters
from kgraph.graph import iter_edges
from kgraph.names import IndexedName, NameIndex, NameMatch, nearest_words
from kgraph.records import Cite, Claim, Dataset, Entity, Source
from kgraph.stores.base import EntityCounts, Item, NearbyCites, Pair, Slice, Store, Tie, TiedClaims
from kgraph.stores.facts import ClaimFacts, derive_facts, passes

# Kind of an entity's own `name`, which the record does not classify as it does its further names.
MAIN_NAME = "name"
MAIN_LANGUAGE = "en"


class MemoryStore(Store):
    """A dataset in dictionaries. Memory and start-up grow with the number of claims."""

    def __init__(self, dataset: Dataset) -> None:
        self.info = dataset.info
        self.vocabulary = dataset.vocabulary
        self.version = dataset.version
        self._entities = {entity.id: entity for entity in dataset.entities}
        self._sources = {source.id: source for source in dataset.sources}
        self._facts = {claim.id: derive_facts(claim, self.vocabulary, self._sources) for claim in dataset.claims}
        self._entity_ids = sorted(self._entities)
        self._claim_ids = sorted(self._facts)
        self._source_ids = sorted(self._sources)
        self._claims_about: dict[str, list[str]] = defaultdict(list)
        self._claims_by_source: dict[str, list[str]] = defaultdict(list)
        self._referring: dict[str, list[str]] = defaultdict(list)
        self._asserted: dict[str, int] = defaultdict(int)
        self._ties: dict[str, dict[str, dict[str, bool]]] = defaultdict(dict)
        self._brackets: dict[tuple[str, int], dict[int, tuple[Cite, ...]]] = defaultdict(dict)
        for id_ in self._claim_ids:
            self._index_claim(self._facts[id_])
        self._components = self._number_components()
        self._names = NameIndex(_iter_names(dataset.entities))

    def _index_claim(self, facts: ClaimFacts) -> None:
        claim = facts.claim
        for entity in facts.entities:
            self._claims_about[entity].append(claim.id)
        if self._is_listed(claim.id):
            self._asserted[claim.speaker] += 1
            for target in claim.references:
                self._referring[target].append(claim.id)
        named = {evidence.source for evidence in claim.evidence}
        named |= {cite.id for evidence in claim.evidence for cite in evidence.cites}
        for source in named:
            self._claims_by_source[source].append(claim.id)
        for evidence in claim.evidence:
            if evidence.cites and evidence.locator.paragraph and evidence.locator.sentence:
                paragraph = self._brackets[evidence.source, evidence.locator.paragraph]
                paragraph[evidence.locator.sentence] = evidence.cites
        if facts.ties:
            for edge in iter_edges(claim, self.vocabulary):
                if edge.subject != edge.target:
                    self._ties[edge.subject].setdefault(edge.target, {})[claim.id] = True
                    self._ties[edge.target].setdefault(edge.subject, {}).setdefault(claim.id, False)

    def _number_components(self) -> dict[str, int]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self._entity_ids)
        graph.add_edges_from((one, other) for one, others in self._ties.items() for other in others)
        parts = sorted(nx.connected_components(graph), key=min)
        return {id_: number for number, part in enumerate(parts) for id_ in part}

    def get_entities(self, ids: Collection[str]) -> dict[str, Entity]:
        return {id_: self._entities[id_] for id_ in ids if id_ in self._entities}

    def find_entities(self, types: Collection[str], after: str | None, limit: int) -> Slice[Entity]:
        chosen = [id_ for id_ in self._entity_ids if not types or self._entities[id_].type in types]
        return _cut([self._entities[id_] for id_ in chosen], chosen, after, limit)

    def count_for_entities(self, ids: Collection[str]) -> dict[str, EntityCounts]:
        return {
            id_: EntityCounts(
                claims=sum(self._is_listed(claim) for claim in self._claims_about.get(id_, ())),
                neighbours=len(self._ties.get(id_, ())),
                asserted=self._asserted.get(id_, 0),
            )
            for id_ in ids
            if id_ in self._entities
        }

    def get_claims(self, ids: Collection[str]) -> dict[str, Claim]:
        return {id_: self._facts[id_].claim for id_ in ids if id_ in self._facts}

    def find_claims(
        self,
        filters: Filters,
        after: str | None,
        limit: int,
        *,
        source: str | None = None,
        ids: Collection[str] | None = None,
    ) -> Slice[Claim]:
        chosen = [
            id_
            for id_ in self._candidates(filters, source, ids)
            if (ids is not None or self._is_listed(id_))
            and passes(self._facts[id_], filters)
            and self._has_type(id_, filters.type)
        ]
        return _cut([self._facts[id_].claim for id_ in chosen], chosen, after, limit)

    def _candidates(self, filters: Filters, source: str | None, ids: Collection[str] | None) -> Sequence[str]:
        """Return ids, in order, that include every claim which can pass: the shortest lists that are at hand."""
        lists: list[Collection[str]] = [self._claims_about.get(entity, ()) for entity in filters.between]
        if source is not None:
            lists.append(self._claims_by_source.get(source, ()))
        if ids is not None:
            lists.append([id_ for id_ in ids if id_ in self._facts])
        lists += [
            [id_ for entity in wanted for id_ in self._claims_about.get(entity, ())]
            for wanted in (filters.about, filters.subject, filters.object)
            if wanted
        ]
        if not lists:
            return self._claim_ids
        return sorted(set(lists[0]).intersection(*lists[1:]))

    def _is_listed(self, claim: str) -> bool:
        return self._facts[claim].claim.rank != "deprecated"

    def _has_type(self, id_: str, types: Collection[str]) -> bool:
        claim = self._facts[id_].claim
        ends = (claim.subject, claim.object.entity)
        return not types or any(self._entities[end].type in types for end in ends if end is not None)

    def find_references(self, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        return {id_: tuple(self._referring.get(id_, ())) for id_ in ids if id_ in self._facts}

    def find_ties(
        self, ids: Collection[str], filters: Filters, limit_per_id: int | None = None
    ) -> dict[str, tuple[Tie, ...]]:
        return {id_: tuple(islice(self._iter_ties(id_, filters), limit_per_id)) for id_ in ids if id_ in self._entities}

    def _iter_ties(self, id_: str, filters: Filters) -> Iterator[Tie]:
        is_filtered = bool(filters.without("type").given)
        ties = self._ties.get(id_, {})
        for other in sorted(ties):
            if filters.type and self._entities[other].type not in filters.type:
                continue
            claims = ties[other]
            count = sum(passes(self._facts[claim], filters) for claim in claims) if is_filtered else len(claims)
            if count:
                yield Tie(other, count)

    def find_tied_claims(
        self, pairs: Collection[Pair], filters: Filters, limit_per_pair: int
    ) -> dict[Pair, TiedClaims]:
        found = {}
        for one, other in pairs:
            directions = self._ties.get(one, {}).get(other, {})
            passing = [id_ for id_ in sorted(directions) if passes(self._facts[id_], filters)]
            if passing:
                found[one, other] = self._summarise((one, other), passing, directions, limit_per_pair)
        return found

    def _summarise(self, pair: Pair, ids: list[str], directions: dict[str, bool], limit: int) -> TiedClaims:
        backward = self._ties[pair[1]][pair[0]]
        claims = [self._facts[id_].claim for id_ in ids]
        return TiedClaims(
            pair=pair,
            claims=tuple(claims[:limit]),
            claim_count=len(claims),
            cited_count=sum(any(evidence.cites for evidence in claim.evidence) for claim in claims),
            forward=sum(directions[id_] for id_ in ids),
            backward=sum(backward[id_] for id_ in ids),
            outlets=tuple(sorted({outlet for id_ in ids for outlet in self._facts[id_].outlets})),
            hedged=all(claim.hedge is not None for claim in claims),
            presupposed=all(claim.basis == "presupposed" for claim in claims),
            statuses=tuple(sorted({claim.status for claim in claims})),
        )

    def find_components(self, ids: Collection[str]) -> dict[str, int]:
        return {id_: self._components[id_] for id_ in ids if id_ in self._components}

    def resolve_name(self, text: str) -> tuple[NameMatch, ...]:
        return self._names.resolve(text)

    def search_names(self, text: str, limit: int) -> list[NameMatch]:
        return self._names.search(text, limit)

    def get_sources(self, ids: Collection[str]) -> dict[str, Source]:
        return {id_: self._sources[id_] for id_ in ids if id_ in self._sources}

    def find_sources(self, outlets: Collection[str], after: str | None, limit: int) -> Slice[Source]:
        chosen = [id_ for id_ in self._source_ids if not outlets or self._sources[id_].outlet in outlets]
        return _cut([self._sources[id_] for id_ in chosen], chosen, after, limit)

    def count_for_sources(self, ids: Collection[str]) -> dict[str, int]:
        return {
            id_: sum(map(self._is_listed, self._claims_by_source.get(id_, ()))) for id_ in ids if id_ in self._sources
        }

    def find_nearby_cites(self, places: Collection[tuple[str, int, int]]) -> dict[tuple[str, int, int], NearbyCites]:
        found = {}
        for source, paragraph, sentence in places:
            brackets = self._brackets.get((source, paragraph), {})
            later = min((number for number in brackets if number > sentence), default=None)
            if later is not None:
                found[source, paragraph, sentence] = NearbyCites(later, brackets[later])
        return found

    def nearest_ids(self, kind: str, id_: str) -> Sequence[str]:
        ids = {"entity": self._entity_ids, "claim": self._claim_ids, "source": self._source_ids}[kind]
        return nearest_words(id_, ids)

    def count_records(self) -> dict[str, int]:
        return {
            "entities": len(self._entities),
            "claims": len(self._facts),
            "sources": len(self._sources),
            "ties": sum(map(len, self._ties.values())) // 2,
        }


def _iter_names(entities: Iterable[Entity]) -> Iterator[IndexedName]:
    for entity in entities:
        yield IndexedName(entity.id, entity.name, MAIN_LANGUAGE, MAIN_NAME)
        for name in entity.names:
            yield IndexedName(entity.id, name.text, name.lang, name.kind)


def _cut(items: Sequence[Item], ids: Sequence[str], after: str | None, limit: int) -> Slice[Item]:
    start = 0 if after is None else bisect_right(ids, after)
    return Slice(tuple(items[start : start + limit]), len(items), start + limit < len(items))
