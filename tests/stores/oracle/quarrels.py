"""All disputes of a dataset version, and which claims contradict which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from kgraph.records import Vocabulary
from kgraph.stores.disputes import DENIES, Dispute, Slot, find_denials, find_disputes, slot_of
from tests.stores.oracle.exclusions import FactsView
from tests.stores.oracle.facts import ClaimFacts


class Quarrels:
    """The disputes, by id, and for each claim the ids of those that contradict it, in their order."""

    def __init__(self, facts: Mapping[str, ClaimFacts], vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._vocabulary = vocabulary
        slots: dict[Slot, list[str]] = defaultdict(list)
        for id_, each in facts.items():
            slots[slot_of(each.claim, vocabulary)].append(id_)
        self._slots: tuple[Collection[str], ...] = tuple(ids for ids in slots.values() if len(ids) > 1)
        self._denials = tuple(id_ for id_, each in facts.items() if each.claim.predicate == DENIES)
        self.disputes = self._find(facts)

    def _find(self, facts: Mapping[str, ClaimFacts]) -> tuple[Dispute, ...]:
        found = find_disputes(self._slots, facts, self._vocabulary) + find_denials(self._denials, facts)
        return tuple(sorted(found, key=lambda dispute: dispute.id))

    @cached_property
    def opponents(self) -> dict[str, tuple[str, ...]]:
        """For each claim on a side of a dispute, the ids of the claims that contradict it."""
        found: dict[str, set[str]] = defaultdict(set)
        for dispute in self.disputes:
            for one, other in dispute.pairs:
                found[one].add(other)
                found[other].add(one)
        return {id_: tuple(sorted(others)) for id_, others in found.items()}

    def without(self, view: FactsView) -> Quarrels:
        """Return the disputes under another view of the facts; only slots that it can bear on are looked at again."""
        left = object.__new__(Quarrels)
        left._facts, left._vocabulary = view, self._vocabulary
        concerned = view.changed.keys() | {id_ for dispute in self.disputes for id_ in dispute.claims}
        left._slots = tuple(ids for ids in self._slots if not concerned.isdisjoint(ids))
        left._denials = self._denials
        left.disputes = left._find(view)
        return left
