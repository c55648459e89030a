"""What an export holds: the claims that were asked for, and all that they name, read a batch at a time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, TypeVar

from kgraph.answers.answer import Empty
from kgraph.citations import CitableSource, to_citable
from kgraph.filters import Filters
from kgraph.queries.claims import explain_claims
from kgraph.records import Claim, Entity, Retired, Source
from kgraph.records.retired import RETIRED_KINDS
from kgraph.stores import ClaimQuery, Slice, Store

# Records that are held at once, however many are exported.
BATCH = 500
# Every rank: what a whole dataset holds, withdrawn claims too.
WITH_DEPRECATED = Filters(rank=("preferred", "normal", "deprecated"))

Record = TypeVar("Record", Claim, Entity, Source, Retired)


@dataclass(frozen=True, slots=True)
class ClaimBatch:
    """Some claims, and the records of all that they name.

    `entities` holds the subjects, objects, speakers and entities of qualifiers, and the outlets of the sources;
    `sources` what the claims were read in and what is cited there, `citable` the same, ready for a citation; `referred`
    the claims that they refer to, whether
    or not these are exported. All by their ids. `contested_by` has, by the id of a claim that others contradict, the
    ids of these, in their order, whether or not these are exported; a claim that none contradicts is not in it.
    """

    claims: tuple[Claim, ...]
    entities: dict[str, Entity]
    sources: dict[str, Source]
    citable: dict[str, CitableSource]
    referred: dict[str, Claim]
    contested_by: dict[str, tuple[str, ...]]


class ExportSet:
    """The claims that an export holds, with the entities and the sources that go with them.

    `is_whole`: nothing was asked for but everything. Then all entities and sources are in it, those too that no claim
    names; else only such as the claims name or rest on. With `is_complete` it can be made a dataset again: a whole one
    has the withdrawn claims too, a part all that the claims refer to (`iter_referred`), and the entities and sources
    of that. Everything comes in the order of its ids, and is read from the store while it is iterated over, so that
    memory does not grow with how much there is.
    """

    def __init__(self, store: Store, wanted: ClaimQuery, given: dict[str, Any], *, is_complete: bool = False) -> None:
        """Take a store, which claims are wanted, and how the question read: its filters by name, ids for names."""
        self.store = store
        self.is_whole = wanted == ClaimQuery()
        self.is_complete = is_complete
        self.given = given
        self.wanted = replace(wanted, filters=WITH_DEPRECATED) if self.is_whole and is_complete else wanted

    @cached_property
    def claim_count(self) -> int:
        """How many claims are exported."""
        return self.store.count_claims(self.wanted)

    @cached_property
    def empty(self) -> Empty | None:
        """Why no claim is exported; None if some are."""
        if self.claim_count:
            return None
        return explain_claims(self.store, self.wanted, "There is no such claim in this dataset.")

    @cached_property
    def entity_count(self) -> int:
        """How many entities are exported."""
        if self._more_entities:
            return sum(1 for _ in self.iter_entities())
        return self._find_entities(None, 0).total

    @cached_property
    def source_count(self) -> int:
        """How many sources are exported."""
        if self._more_sources:
            return sum(1 for _ in self.iter_sources())
        return self._find_sources(None, 0).total

    @cached_property
    def untied_count(self) -> int:
        """How many of the claims make no edge: not affirmed, or withdrawn, or about an amount or another claim."""
        return self.claim_count - self.store.count_claims(replace(self.wanted, edges=True))

    def iter_entities(self) -> Iterator[Entity]:
        """Yield the entities, by id."""
        return _merge(_iter_all(self._find_entities), self._more_entities)

    def iter_sources(self) -> Iterator[Source]:
        """Yield the sources, by id."""
        return _merge(_iter_all(self._find_sources), self._more_sources)

    def iter_claims(self) -> Iterator[Claim]:
        """Yield the claims, by id, with the evidence that the filters leave them."""
        return _iter_all(lambda after, limit: self.store.find_claims(self.wanted, after, limit))

    def iter_batches(self) -> Iterator[ClaimBatch]:
        """Yield the claims, by id, at most `BATCH` at a time, with the records of all that they name."""
        return self._batch_by(lambda after: self.store.find_claims(self.wanted, after, BATCH))

    def iter_retired(self) -> Iterator[Retired]:
        """Yield the ids that earlier versions used, by kind, then by id; a part has none."""
        for kind in RETIRED_KINDS if self.is_whole else ():
            yield from _iter_all(partial(self.store.find_retired, kind))

    def iter_referred(self) -> Iterator[Claim]:
        """Yield, by id, the claims outside a part that claims in it refer to, or that such refer to in turn.

        Without the evidence that the filters exclude, unless nothing would be left of it.
        """
        for start in range(0, len(self._referred), BATCH):
            ids = self._referred[start : start + BATCH]
            found = self._get_referred(ids)
            yield from (found[id_] for id_ in ids)

    def _get_referred(self, ids: Collection[str]) -> dict[str, Claim]:
        asked = ClaimQuery(self._exclusion, ids=frozenset(ids))
        left = {claim.id: claim for claim in self.store.find_claims(asked, None, len(ids)).items}
        return {**self.store.get_claims([id_ for id_ in ids if id_ not in left]), **left}

    @cached_property
    def _exclusion(self) -> Filters:
        """What the filters exclude, and nothing else that they ask for."""
        asked = self.wanted.filters
        return WITH_DEPRECATED.model_copy(
            update={"exclude_outlet": asked.exclude_outlet, "exclude_source": asked.exclude_source}
        )

    @cached_property
    def _referred(self) -> list[str]:
        if self.is_whole or not self.is_complete:
            return []
        outside: set[str] = set()
        layer = {id_ for claim in self.iter_claims() for id_ in claim.references}
        while layer:
            inside = {claim.id for claim in self.find_inside(layer)}
            outside |= layer - inside
            found = self._get_referred(sorted(layer - inside))
            layer = {id_ for claim in found.values() for id_ in claim.references} - outside
        return sorted(outside)

    @cached_property
    def _more_entities(self) -> list[Entity]:
        """The entities that a part needs for what it refers to, and for the source of the dataset, by id."""
        batches = [self.build_batch(part) for part in _cut(self.iter_referred(), BATCH)]
        more = {id_: entity for batch in batches for id_, entity in batch.entities.items()}
        more |= self.store.get_entities([source.outlet for source in self._more_sources])
        return sorted(more.values(), key=_id_of)

    @cached_property
    def _more_sources(self) -> list[Source]:
        if self.is_whole or not self.is_complete:
            return []
        evidences = [evidence for claim in self.iter_referred() for evidence in claim.evidence]
        ids = {evidence.source for evidence in evidences} | {cite.id for each in evidences for cite in each.cites}
        if self.store.info.carrying_source is not None:
            ids.add(self.store.info.carrying_source)
        return sorted(self.store.get_sources(sorted(ids)).values(), key=_id_of)

    def find_inside(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """Return which of some claims are in the set, by id."""
        mine = frozenset(ids) if self.wanted.ids is None else self.wanted.ids & frozenset(ids)
        found = self.store.find_claims(replace(self.wanted, ids=mine), None, len(ids)).items
        if self.wanted.ids is not None or "deprecated" in self.wanted.filters.rank:
            return found
        # A store hands out withdrawn claims too that are asked for by their ids.
        return tuple(claim for claim in found if claim.rank != "deprecated")

    def build_batch(self, claims: Iterable[Claim]) -> ClaimBatch:
        """Return claims with the records of all that they name."""
        claims = tuple(claims)
        evidences = [evidence for claim in claims for evidence in claim.evidence]
        cited = {cite.id for evidence in evidences for cite in evidence.cites}
        sources = self.store.get_sources(sorted(cited | {evidence.source for evidence in evidences}))
        named = {claim.subject for claim in claims} | {claim.speaker for claim in claims}
        named |= {content.entity for claim in claims for content in claim.contents if content.entity is not None}
        named |= {source.outlet for source in sources.values()}
        referred = sorted({id_ for claim in claims for id_ in claim.references})
        entities = self.store.get_entities(sorted(named))
        return ClaimBatch(
            claims=claims,
            entities=entities,
            sources=sources,
            citable={id_: to_citable(source, entities[source.outlet]) for id_, source in sources.items()},
            referred=self.store.get_claims(referred) if referred else {},
            contested_by=self.find_contested(claim.id for claim in claims),
        )

    def find_contested(self, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return which claims contradict each of some, without what the filters exclude; only of such as any does."""
        found = self.store.find_opponents(tuple(ids), self.wanted.filters.exclusion)
        return {id_: opponents for id_, opponents in found.items() if opponents}

    def _batch_by(self, fetch: Callable[[str | None], Slice[Claim]]) -> Iterator[ClaimBatch]:
        after: str | None = None
        while True:
            part = fetch(after)
            if part.items:
                yield self.build_batch(part.items)
            if not part.more:
                return
            after = part.items[-1].id

    def _find_entities(self, after: str | None, limit: int) -> Slice[Entity]:
        if self.is_whole:
            return self.store.find_entities((), after, limit)
        return self.store.find_named(self.wanted, after, limit)

    def _find_sources(self, after: str | None, limit: int) -> Slice[Source]:
        if self.is_whole:
            return self.store.find_sources((), after, limit)
        uses = self.store.find_source_uses(self.wanted, after, limit)
        sources = self.store.get_sources([use.source for use in uses.items])
        return Slice(tuple(sources[use.source] for use in uses.items), uses.total, uses.more)


def _merge(found: Iterator[Record], more: Iterable[Record]) -> Iterator[Record]:
    """Yield the records of two lists, each by id, without repetition."""
    last: str | None = None
    for record in heapq.merge(found, more, key=_id_of):
        if record.id != last:
            yield record
        last = record.id


def _cut(records: Iterable[Claim], size: int) -> Iterator[tuple[Claim, ...]]:
    """Yield records in parts of at most `size`."""
    rest = iter(records)
    while part := tuple(islice(rest, size)):
        yield part


def _id_of(record: Claim | Entity | Source | Retired) -> str:
    return record.id


def _iter_all(fetch: Callable[[str | None, int], Slice[Record]]) -> Iterator[Record]:
    """Yield the records of a list, a batch at a time; `fetch` returns those behind an id."""
    after: str | None = None
    while True:
        part = fetch(after, BATCH)
        yield from part.items
        if not part.more:
            return
        after = part.items[-1].id
