"""All disputes of a dataset version, and which claims contradict which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from kgraph.columns import Columns
from kgraph.records import Vocabulary
from kgraph.stores.disputes import DENIES, Dispute, find_denials, find_disputes, slot_of
from kgraph.stores.facts import FactsById


class Quarrels:
    """The disputes, by id, and for each claim the ids of those that contradict it, in their order."""

    def __init__(self, disputes: Iterable[Dispute]) -> None:
        """Take the disputes, in any order."""
        self.disputes = tuple(sorted(disputes, key=lambda dispute: dispute.id))

    @cached_property
    def opponents(self) -> dict[str, tuple[str, ...]]:
        """For each claim on a side of a dispute, the ids of the claims that contradict it."""
        found: dict[str, set[str]] = defaultdict(set)
        for dispute in self.disputes:
            for one, other in dispute.pairs:
                found[one].add(other)
                found[other].add(one)
        return {id_: tuple(sorted(others)) for id_, others in found.items()}


def find_quarrels(
    slots: Iterable[Collection[str]], denials: Iterable[str], facts: FactsById, vocabulary: Vocabulary
) -> Quarrels:
    """Return the disputes within slots of claims, and between claims and those which deny them."""
    return Quarrels(find_disputes(slots, facts, vocabulary) + find_denials(denials, facts))


def list_denials(columns: Columns) -> list[str]:
    """Return the ids of the claims that deny another, in their order."""
    mask = bytes(kind.predicate == DENIES for kind in columns.kinds)
    if 1 not in mask:
        return []
    return [columns.claim_ids[claim] for claim in range(columns.claim_count) if mask[columns.at("kind", claim)]]


def list_slots(columns: Columns, facts: FactsById) -> list[tuple[str, ...]]:
    """Return the groups of claims of one slot in which some could contradict one another.

    What cannot is told by numbers alone: claims of a predicate that takes many objects, all of one polarity and
    status. Only of the others are slots made, which looks at their qualifiers.
    """
    vocabulary, kinds = columns.vocabulary, columns.kinds
    positions: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind in kinds:
        if kind.rank != "deprecated":
            positions[kind.predicate].add((kind.polarity, kind.status))
    single = {predicate.id for predicate in vocabulary.predicates if predicate.single_valued}
    doubtful = bytes(
        kind.rank != "deprecated" and (kind.predicate in single or len(positions[kind.predicate]) > 1) for kind in kinds
    )
    if 1 not in doubtful:
        return []
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    symmetric = {predicate.id for predicate in vocabulary.predicates if predicate.symmetric}
    for claim in range(columns.claim_count):
        code = columns.at("kind", claim)
        if doubtful[code]:
            groups[_rough_slot(columns, claim, kinds[code].predicate, symmetric)].append(claim)
    slots: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for claims in groups.values():
        codes = {columns.at("kind", claim) for claim in claims}
        is_single = kinds[next(iter(codes))].predicate in single
        if len(claims) > 1 and (is_single or len({kinds[code][1:3] for code in codes}) > 1):
            for claim in claims:
                id_ = columns.claim_ids[claim]
                slots[slot_of(facts[id_].claim, vocabulary)].append(id_)
    return sorted(tuple(ids) for ids in slots.values() if len(ids) > 1)


def _rough_slot(columns: Columns, claim: int, predicate: str, symmetric: Collection[str]) -> tuple[object, ...]:
    subject, object_ = columns.at("subject", claim), columns.at("object", claim)
    if predicate in symmetric and object_ != columns.entity_count:
        return predicate, frozenset((subject, object_))
    return predicate, subject
