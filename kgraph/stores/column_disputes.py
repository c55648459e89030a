"""Disputes over columns: worked out when a version is built, and anew for what an exclusion touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from kgraph.columns import Columns
from kgraph.filters import NO_EXCLUSION, Exclusion, Filters
from kgraph.stores.base import ClaimQuery, Slice
from kgraph.stores.column_base import ColumnBase
from kgraph.stores.disputes import Dispute
from kgraph.stores.facts import ClaimFacts, derive_facts
from kgraph.stores.plan import CACHED_VIEWS
from kgraph.stores.quarrels import Quarrels, find_quarrels, list_denials, list_slots


class ColumnDisputes(ColumnBase):
    """The part of the store that knows what contradicts what."""

    @cached_property
    def _slots(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(tuple, self.columns.meta["slots"]))

    @cached_property
    def _denials(self) -> tuple[str, ...]:
        return tuple(self.columns.meta["denials"])

    @lru_cache(maxsize=CACHED_VIEWS)  # noqa: B019 - a store lives as long as its process
    def _quarrels(self, exclusion: Exclusion) -> Quarrels:
        whole = Quarrels(map(_to_dispute, self.columns.meta["disputes"]))
        if not exclusion or not (self._slots or self._denials):
            return whole
        facts = FactsUnder(self, exclusion)
        # Only where an exclusion takes something away can a slot hold other disputes than before.
        disputed = {id_ for dispute in whole.disputes for id_ in dispute.claims}
        slots = [ids for ids in self._slots if any(id_ in disputed or facts.is_changed(id_) for id_ in ids)]
        return find_quarrels(slots, self._denials, facts, self.vocabulary)

    def list_contested(self, exclusion: Exclusion) -> frozenset[int]:
        """Return the claims on a side of a dispute."""
        return self._contested(exclusion)

    @lru_cache(maxsize=CACHED_VIEWS)  # noqa: B019 - a store lives as long as its process
    def _contested(self, exclusion: Exclusion) -> frozenset[int]:
        numbers = map(self.columns.claim_ids.find, self._quarrels(exclusion).opponents)
        return frozenset(number for number in numbers if number is not None)

    def find_opponents(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        opponents, find = self._quarrels(exclusion).opponents, self.columns.claim_ids.find
        return {id_: opponents.get(id_, ()) for id_ in ids if find(id_) is not None}

    def find_disputes(self, filters: Filters, after: str | None, limit: int) -> Slice[Dispute]:
        disputes = self._quarrels(filters.exclusion).disputes
        ids = frozenset(id_ for dispute in disputes for id_ in dispute.claims)
        numbers = self.selection.select(ClaimQuery(filters, ids=ids)) if ids else ()
        passing = {self.columns.claim_ids[number] for number in numbers}
        chosen = [dispute for dispute in disputes if not passing.isdisjoint(dispute.claims)]
        start = 0 if after is None else bisect_right([dispute.id for dispute in chosen], after)
        return Slice(tuple(chosen[start : start + limit]), len(chosen), start + limit < len(chosen))


class FactsUnder(Mapping[str, ClaimFacts]):
    """What is asked of claims that may contradict one another, read when it is asked."""

    def __init__(self, store: ColumnBase, exclusion: Exclusion = NO_EXCLUSION) -> None:
        self._store, self._exclusion = store, exclusion
        self._changed = store.planner.changed(exclusion) if exclusion else frozenset[int]()

    def __getitem__(self, id_: str) -> ClaimFacts:
        number = self._store.columns.claim_ids.find(id_)
        if number is None or not self._stands(number):
            raise KeyError(id_)
        return derive_facts(self._store.read((number,), self._exclusion)[0])

    def _stands(self, number: int) -> bool:
        if not self._exclusion:
            return True
        return self._store.planner.weigh(self._exclusion)[self._store.columns.at("support", number)] is not None

    def is_changed(self, id_: str) -> bool:
        """Tell whether the exclusion takes away something that a claim rests on."""
        number = self._store.columns.claim_ids.find(id_)
        return number is not None and self._store.columns.at("support", number) in self._changed

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.columns.claim_ids)

    def __len__(self) -> int:
        return self._store.columns.claim_count


def add_disputes(columns: Columns, store: ColumnBase) -> None:
    """Work out the disputes of a version and keep them beside its columns."""
    facts = FactsUnder(store)
    slots, denials = list_slots(columns, facts), list_denials(columns)
    disputes = find_quarrels(slots, denials, facts, columns.vocabulary).disputes
    columns.meta["slots"], columns.meta["denials"] = slots, denials
    columns.meta["disputes"] = [
        [dispute.kind, dispute.sides, dispute.open, sorted(dispute.pairs)] for dispute in disputes
    ]


def _to_dispute(kept: list[Any]) -> Dispute:
    kind, sides, unclear, pairs = kept
    return Dispute(
        kind,
        tuple((side, tuple(ids)) for side, ids in sides),
        tuple(unclear),
        frozenset((one, other) for one, other in pairs),
    )
