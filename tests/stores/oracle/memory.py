"""The store that keeps everything in plain memory: right for a dataset of some thousands of claims."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import networkx as nx

from kgraph.filters import NO_EXCLUSION, Exclusion, Filters
from kgraph.graph import iter_edges
from kgraph.names import IndexedName, NameIndex, NameMatch, nearest_words
from kgraph.records import Cite, Claim, Dataset, Entity, Retired, Source
from kgraph.records.entity import MAIN_LANGUAGE
from kgraph.records.retired import RetiredKind
from kgraph.stores.base import (
    BrokenTie,
    ClaimOrder,
    ClaimQuery,
    EntityCounts,
    Item,
    NearbyCites,
    Pair,
    Slice,
    SourceRoles,
    SourceUse,
    Store,
    Tie,
    TiedClaims,
)
from kgraph.stores.disputes import Dispute
from kgraph.stores.facets import Facet
from kgraph.stores.routes import Distance, Limits, PathQuestion, PathsFound
from kgraph.stores.spans import merge_spans
from tests.stores.oracle.exclusions import CACHED_VIEWS, Exclusions
from tests.stores.oracle.facets import list_values
from tests.stores.oracle.facts import ClaimFacts, derive_facts, share_countries
from tests.stores.oracle.matching import build_test
from tests.stores.oracle.ordering import sort_claims
from tests.stores.oracle.quarrels import Quarrels

# Kind of an entity's own `name`, which the record does not classify as it does its further names.
MAIN_NAME = "name"
Facts = Mapping[str, ClaimFacts]


class MemoryStore(Store):
    """A dataset in dictionaries. Memory and start-up grow with the number of claims."""

    def __init__(self, dataset: Dataset) -> None:
        self.info = dataset.info
        self.vocabulary = dataset.vocabulary
        self.version = dataset.version
        self._entities = {entity.id: entity for entity in dataset.entities}
        self._sources = {source.id: source for source in dataset.sources}
        claims = sorted(dataset.claims, key=lambda claim: claim.id)
        self._facts = {claim.id: derive_facts(claim, self.vocabulary, self._sources) for claim in claims}
        self._entity_ids = sorted(self._entities)
        self._claim_ids = list(self._facts)
        self._source_ids = sorted(self._sources)
        self._retired = dataset.retired
        self._published = Counter(source.outlet for source in dataset.sources)
        self._claims_about: dict[str, list[str]] = defaultdict(list)
        self._referring: dict[str, list[str]] = defaultdict(list)
        self._asserted: dict[str, list[str]] = defaultdict(list)
        self._ties: dict[str, dict[str, dict[str, bool]]] = defaultdict(dict)
        self._passages: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        for id_ in self._claim_ids:
            self._index_claim(self._facts[id_])
        self._components = self._number_components()
        self.countries = _list_countries(dataset.entities)
        self._names = NameIndex(_iter_names(dataset.entities))
        self._exclusions = Exclusions(self._facts, self.vocabulary, self._sources)
        self._quarrels = Quarrels(self._facts, self.vocabulary)
        self._quarrels_without = lru_cache(maxsize=CACHED_VIEWS)(self._build_quarrels)

    def _index_claim(self, facts: ClaimFacts) -> None:
        claim = facts.claim
        for entity in facts.entities:
            self._claims_about[entity].append(claim.id)
        if facts.is_listed:
            self._asserted[claim.speaker].append(claim.id)
            for target in claim.references:
                self._referring[target].append(claim.id)
        for evidence in claim.evidence:
            if evidence.cites and evidence.locator.paragraph and evidence.locator.sentence:
                # Any claim that was read in the passage will do: all hold the same bracket.
                paragraph = self._passages[evidence.source, evidence.locator.paragraph]
                paragraph.setdefault(evidence.locator.sentence, claim.id)
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

    def find_named(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[Entity]:
        named: set[str] = set()
        for claim in self.find_claims(wanted, None, len(self._claim_ids)).items:
            named |= {claim.subject, claim.speaker}
            named |= {content.entity for content in claim.contents if content.entity is not None}
            for evidence in claim.evidence:
                sources = [evidence.source, *(cite.id for cite in evidence.cites)]
                named |= {self._sources[source].outlet for source in sources}
        chosen = sorted(named)
        return _cut([self._entities[id_] for id_ in chosen], chosen, after, limit)

    def list_members(self, country: str) -> tuple[str, ...]:
        return tuple(id_ for id_ in self._entity_ids if country in self._entities[id_].countries)

    def count_for_entities(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, EntityCounts]:
        known = self._view(exclusion)
        return {
            id_: EntityCounts(
                claims=sum(claim in known and known[claim].is_listed for claim in self._claims_about.get(id_, ())),
                neighbours=sum(any(map(known.__contains__, ties)) for ties in self._ties.get(id_, {}).values()),
                asserted=sum(claim in known for claim in self._asserted.get(id_, ())),
                published=self._published[id_],
            )
            for id_ in ids
            if id_ in self._entities
        }

    def get_claims(self, ids: Collection[str]) -> dict[str, Claim]:
        return {id_: self._facts[id_].claim for id_ in ids if id_ in self._facts}

    def find_claims(self, wanted: ClaimQuery, after: str | None, limit: int, order: ClaimOrder = "id") -> Slice[Claim]:
        chosen = sort_claims(self._iter_wanted(wanted), order)
        ids = [facts.claim.id for facts in chosen]
        start = 0 if after is None else self._place_behind(after, ids, order)
        part = chosen[start : start + limit]
        return Slice(tuple(facts.claim for facts in part), len(chosen), start + limit < len(chosen))

    def _place_behind(self, after: str, ids: list[str], order: ClaimOrder) -> int:
        if order == "id":
            return bisect_right(ids, after)
        return ids.index(after) + 1 if after in ids else len(ids)

    def count_claims(self, wanted: ClaimQuery) -> int:
        return sum(1 for _ in self._iter_wanted(wanted))

    def count_by(self, wanted: ClaimQuery, facet: Facet) -> dict[str | None, int]:
        counts: Counter[str | None] = Counter()
        for facts in self._iter_wanted(wanted):
            counts.update(list_values(facts, facet, self._entities) or (None,))
        return dict(counts)

    def count_parties(self, wanted: ClaimQuery, country: str) -> dict[str, int]:
        pair = wanted.dyad or (country, country)
        other = pair[1] if pair[0] == country else pair[0]
        counts: Counter[str] = Counter()
        for facts in self._iter_wanted(wanted):
            counts.update(self._parties(facts, country, other))
        return dict(counts)

    def _parties(self, facts: ClaimFacts, country: str, other: str) -> set[str]:
        """Return the entities of a country that edges of a claim join to entities of another, or that are of both."""
        subject = facts.claim.subject
        if {country, other} <= set(self._entities[subject].countries):
            return {subject, *(end for end in facts.ends if country in self._entities[end].countries)}
        edges = [(subject, end) for end in facts.ends] + [(end, subject) for end in facts.ends]
        return {
            one
            for one, end in edges
            if one != end and country in self._entities[one].countries and other in self._entities[end].countries
        }

    def _iter_wanted(self, wanted: ClaimQuery) -> Iterator[ClaimFacts]:
        """Yield the claims that a query is about, by id, without what it excludes."""
        filters = wanted.filters
        known = self._view(filters.exclusion)
        # Where ties are asked for, `min_outlets` is about all claims of a tie: see `_passing`.
        passes = build_test(filters.without("min_outlets") if wanted.ties or wanted.tied_to else filters)
        for id_ in self._candidates(wanted):
            facts = known.get(id_)
            if (
                facts is not None
                and (wanted.ids is not None or facts.is_listed or "deprecated" in filters.rank)
                and passes(facts)
                and self._has_type(facts, wanted)
                and self._is_meant(facts, wanted)
            ):
                yield facts

    def _is_meant(self, facts: ClaimFacts, wanted: ClaimQuery) -> bool:
        return (
            (wanted.dated is None or wanted.dated == (facts.valid is not None))
            and (wanted.cited is None or wanted.cited == facts.is_cited)
            and (wanted.max_outlets is None or len(facts.outlets) <= wanted.max_outlets)
            and not (wanted.falls_without and facts.claim.id in self._view(wanted.falls_without))
            and (not wanted.stands_without or facts.claim.id in self._view(wanted.stands_without))
            and (not wanted.ties or (facts.ties and bool(facts.ends - {facts.claim.subject})))
            and (not wanted.edges or (facts.ties and bool(facts.ends)))
            and (wanted.pairs is None or any(_runs_between(facts, *pair) for pair in wanted.pairs))
            and (wanted.dyad is None or share_countries(facts, *wanted.dyad, self._entities))
        )

    def _candidates(self, wanted: ClaimQuery) -> Sequence[str]:
        """Return ids, in order, that include every claim which can pass: the shortest lists that are at hand."""
        filters = wanted.filters
        lists: list[Collection[str]] = [self._claims_about.get(entity, ()) for entity in filters.between]
        if wanted.ids is not None:
            lists.append([id_ for id_ in wanted.ids if id_ in self._facts])
        if wanted.tied_to is not None:
            lists.append({id_ for ids in self._ties.get(wanted.tied_to, {}).values() for id_ in ids})
        if filters.source:
            lists.append([id_ for source in filters.source for id_ in self._exclusions.claims_of(source)])
        lists += [
            [id_ for entity in named for id_ in self._claims_about.get(entity, ())]
            for named in (filters.about, filters.subject, filters.object)
            if named
        ]
        if not lists:
            return self._claim_ids
        return sorted(set(lists[0]).intersection(*lists[1:]))

    def _has_type(self, facts: ClaimFacts, wanted: ClaimQuery) -> bool:
        types = wanted.filters.type
        if not types:
            return True
        ends: Iterable[str | None] = (facts.claim.subject, facts.claim.object.entity)
        if wanted.tied_to is not None:
            subject = facts.claim.subject
            ends = facts.ends - {wanted.tied_to} if subject == wanted.tied_to else (subject,)
        return any(self._entities[end].type in types for end in ends if end is not None)

    def _view(self, exclusion: Exclusion) -> Facts:
        return self._exclusions.apply(exclusion) if exclusion else self._facts

    def find_references(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        known = self._view(exclusion)
        return {
            id_: tuple(other for other in self._referring.get(id_, ()) if other in known)
            for id_ in ids
            if id_ in self._facts
        }

    def find_opponents(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        quarrels = self._quarrels_without(exclusion)
        return {id_: quarrels.opponents.get(id_, ()) for id_ in ids if id_ in self._facts}

    def find_disputes(self, filters: Filters, after: str | None, limit: int) -> Slice[Dispute]:
        known = self._view(filters.exclusion)
        passes = build_test(filters)
        wanted = ClaimQuery(filters)
        chosen = [
            dispute
            for dispute in self._quarrels_without(filters.exclusion).disputes
            if any(passes(known[id_]) and self._has_type(known[id_], wanted) for id_ in dispute.claims)
        ]
        return _cut(chosen, [dispute.id for dispute in chosen], after, limit)

    def _build_quarrels(self, exclusion: Exclusion) -> Quarrels:
        return self._quarrels.without(self._exclusions.apply(exclusion)) if exclusion else self._quarrels

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
            count = len(self._list_passing(ties[other], filters)) if is_filtered else len(ties[other])
            if count:
                yield Tie(other, count)

    def _list_passing(self, ids: Iterable[str], filters: Filters) -> list[ClaimFacts]:
        """Return the claims of a tie that pass, by id; none where all of them together have too few outlets."""
        known, passes = self._view(filters.exclusion), build_test(filters.without("type", "min_outlets"))
        passing = [facts for facts in map(known.get, sorted(ids)) if facts is not None and passes(facts)]
        least = filters.min_outlets or 0
        return passing if len({outlet for facts in passing for outlet in facts.outlets}) >= least else []

    def find_tied_claims(
        self, pairs: Collection[Pair], filters: Filters, limit_per_pair: int
    ) -> dict[Pair, TiedClaims]:
        found = {}
        for one, other in pairs:
            passing = self._list_passing(self._ties.get(one, {}).get(other, {}), filters)
            if passing:
                found[one, other] = self._summarise((one, other), passing, filters.exclusion, limit_per_pair)
        return found

    def _summarise(self, pair: Pair, passing: list[ClaimFacts], exclusion: Exclusion, limit: int) -> TiedClaims:
        forward, backward = self._ties[pair[0]][pair[1]], self._ties[pair[1]][pair[0]]
        claims = [facts.claim for facts in passing]
        opponents = self._quarrels_without(exclusion).opponents
        return TiedClaims(
            pair=pair,
            claims=tuple(claims[:limit]),
            claim_count=len(claims),
            cited_count=sum(facts.is_cited for facts in passing),
            forward=sum(forward[claim.id] for claim in claims),
            backward=sum(backward[claim.id] for claim in claims),
            outlets=tuple(sorted({outlet for facts in passing for outlet in facts.outlets})),
            hedged=all(claim.hedge is not None for claim in claims),
            presupposed=all(claim.basis == "presupposed" for claim in claims),
            contested=any(claim.id in opponents for claim in claims),
            statuses=tuple(sorted({claim.status for claim in claims})),
            spans=merge_spans(facts.valid for facts in passing),
        )

    def find_broken_ties(self, filters: Filters, limit: int) -> Slice[BrokenTie]:
        rest = filters.without("type")
        broken = [
            BrokenTie((one, other), len(self._ties[one][other]))
            for one in sorted(self._ties)
            for other in sorted(self._ties[one])
            if one < other and not self._list_passing(self._ties[one][other], rest)
        ]
        return Slice(tuple(broken[:limit]), len(broken), len(broken) > limit)

    def search_routes(self, question: PathQuestion, limits: Limits, max_candidates: int) -> PathsFound | None:
        return None

    def search_distance(self, question: PathQuestion, limits: Limits) -> Distance | None:
        return None

    def find_components(self, ids: Collection[str]) -> dict[str, int]:
        return {id_: self._components[id_] for id_ in ids if id_ in self._components}

    def resolve_name(self, text: str) -> tuple[NameMatch, ...]:
        return self._names.resolve(text)

    def search_names(self, text: str, limit: int) -> list[NameMatch]:
        return self._names.search(text, limit)

    def complete_names(self, text: str, limit: int) -> list[NameMatch]:
        # Whatever is cut off by the limit would stand behind what is not.
        found = self._names.search(text, len(self._entities) or 1)
        return [match for match in found if match.how not in ("words", "typo")][:limit]

    def get_sources(self, ids: Collection[str]) -> dict[str, Source]:
        return {id_: self._sources[id_] for id_ in ids if id_ in self._sources}

    def find_sources(self, outlets: Collection[str], after: str | None, limit: int) -> Slice[Source]:
        chosen = [id_ for id_ in self._source_ids if not outlets or self._sources[id_].outlet in outlets]
        return _cut([self._sources[id_] for id_ in chosen], chosen, after, limit)

    def count_for_sources(self, ids: Collection[str]) -> dict[str, int]:
        return {
            id_: sum(self._facts[claim].is_listed for claim in self._exclusions.claims_of(id_))
            for id_ in ids
            if id_ in self._sources
        }

    def find_source_uses(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[SourceUse]:
        claims = self.find_claims(wanted, None, len(self._claim_ids)).items
        uses = []
        for id_ in self._source_ids:
            read = [claim.id for claim in claims if any(each.source == id_ for each in claim.evidence)]
            cites = [
                (claim.id, each.source)
                for claim in claims
                for each in claim.evidence
                if any(cite.id == id_ for cite in each.cites)
            ]
            if read or cites:
                resting = {*read, *(claim for claim, _ in cites)}
                uses.append(SourceUse(id_, len(resting), bool(read), tuple(sorted({source for _, source in cites}))))
        return _cut(uses, [use.source for use in uses], after, limit)

    def find_nearby_cites(
        self, places: Collection[tuple[str, int, int]], exclusion: Exclusion = NO_EXCLUSION
    ) -> dict[tuple[str, int, int], NearbyCites]:
        known = self._view(exclusion)
        found = {}
        for source, paragraph, sentence in places:
            passages = self._passages.get((source, paragraph), {})
            for later in sorted(number for number in passages if number > sentence):
                cites = self._cites_at(known.get(passages[later]), source, paragraph, later)
                if cites:
                    found[source, paragraph, sentence] = NearbyCites(later, cites)
                    break
        return found

    def _cites_at(self, facts: ClaimFacts | None, source: str, paragraph: int, sentence: int) -> tuple[Cite, ...]:
        """Return what the passage cites, as a claim that was read in it says."""
        for evidence in facts.claim.evidence if facts is not None else ():
            if (evidence.source, evidence.locator.paragraph, evidence.locator.sentence) == (
                source,
                paragraph,
                sentence,
            ):
                return evidence.cites
        return ()

    def nearest_ids(self, kind: str, id_: str) -> Sequence[str]:
        ids = {"entity": self._entity_ids, "claim": self._claim_ids, "source": self._source_ids}[kind]
        return nearest_words(id_, ids)

    def find_source_roles(self, ids: Collection[str]) -> dict[str, SourceRoles]:
        evidences = [each for facts in self._facts.values() if facts.is_listed for each in facts.claim.evidence]
        return {
            id_: SourceRoles(
                any(each.source == id_ for each in evidences),
                any(cite.id == id_ for each in evidences for cite in each.cites),
            )
            for id_ in ids
            if id_ in self._sources
        }

    def find_fallen_entities(self, exclusion: Exclusion, limit: int) -> Slice[str]:
        before, after = (self.count_for_entities(self._entity_ids, each) for each in (NO_EXCLUSION, exclusion))
        return _list_first((id_ for id_ in self._entity_ids if before[id_].claims and not after[id_].claims), limit)

    def find_orphans(self, limit: int) -> Slice[str]:
        counts = self.count_for_entities(self._entity_ids)
        said = {id_: each.claims or each.asserted or each.published for id_, each in counts.items()}
        return _list_first((id_ for id_ in self._entity_ids if not said[id_]), limit)

    def find_unused_sources(self, limit: int) -> Slice[str]:
        counts = self.count_for_sources(self._source_ids)
        return _list_first((id_ for id_ in self._source_ids if not counts[id_]), limit)

    def find_unnamed(self, limit: int) -> dict[str, Slice[str]]:
        named = {id_: {MAIN_LANGUAGE, *(name.lang for name in entity.names)} for id_, entity in self._entities.items()}
        languages = {lang for each in named.values() for lang in each}
        return {
            lang: _list_first((id_ for id_ in self._entity_ids if lang not in named[id_]), limit) for lang in languages
        }

    def get_retired(self, kind: RetiredKind, ids: Collection[str]) -> dict[str, Retired]:
        return {each.id: each for each in self._retired if each.kind == kind and each.id in ids}

    def find_retired(self, kind: RetiredKind, after: str | None, limit: int) -> Slice[Retired]:
        chosen = sorted((each for each in self._retired if each.kind == kind), key=lambda each: each.id)
        return _cut(chosen, [each.id for each in chosen], after, limit)

    def count_records(self) -> dict[str, int]:
        return {
            "entities": len(self._entities),
            "claims": len(self._facts),
            "sources": len(self._sources),
            "ties": sum(map(len, self._ties.values())) // 2,
        }


def _list_first(ids: Iterable[str], limit: int) -> Slice[str]:
    listed = tuple(ids)
    return Slice(listed[:limit], len(listed), len(listed) > limit)


def _runs_between(facts: ClaimFacts, one: str, other: str) -> bool:
    subject = facts.claim.subject
    return (subject == one and other in facts.ends) or (subject == other and one in facts.ends)


def _list_countries(entities: Iterable[Entity]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for entity in entities:
        found.update({code: found.get(code) for code in entity.countries})
        if entity.identifiers.iso_3166_1 is not None:
            found[entity.identifiers.iso_3166_1] = entity.id
    return dict(sorted(found.items()))


def _iter_names(entities: Iterable[Entity]) -> Iterator[IndexedName]:
    for entity in entities:
        yield IndexedName(entity.id, entity.name, MAIN_LANGUAGE, MAIN_NAME)
        for name in entity.names:
            yield IndexedName(entity.id, name.text, name.lang, name.kind)


def _cut(items: Sequence[Item], ids: Sequence[str], after: str | None, limit: int) -> Slice[Item]:
    start = 0 if after is None else bisect_right(ids, after)
    return Slice(tuple(items[start : start + limit]), len(items), start + limit < len(items))
