"""The orders in which claims are listed."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.dates import MIN_DAY
from kgraph.stores.base import ClaimOrder
from tests.stores.oracle.facts import ClaimFacts

_DATED, _WITHOUT_START, _UNDATED = range(3)


def sort_claims(claims: Iterable[ClaimFacts], order: ClaimOrder) -> list[ClaimFacts]:
    """Return claims in an order (see `Store.find_claims`); they come by id."""
    listed = list(claims)
    match order:
        case "oldest":
            listed.sort(key=_oldest)
        case "newest":
            listed.sort(key=_newest)
        case "evidence":
            listed.sort(key=_best_founded)
        case "id":
            pass
    return listed


def _oldest(facts: ClaimFacts) -> tuple[int, int, int]:
    if facts.valid is None:
        return _UNDATED, 0, 0
    first, last = facts.valid.bounds.first, facts.valid.bounds.last
    return (_WITHOUT_START, last, 0) if first == MIN_DAY else (_DATED, first, last)


def _newest(facts: ClaimFacts) -> tuple[int, int, int]:
    group, first, last = _oldest(facts)
    return group, -first, -last


def _best_founded(facts: ClaimFacts) -> tuple[int, int, bool]:
    return -len(facts.outlets), -len(facts.supports), facts.claim.basis == "presupposed"
