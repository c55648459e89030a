"""What the shape of events is, and how far generated ones are from the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bench.events import Events

Key = TypeVar("Key")

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.0)
# Degrees above this are the hubs', which grow with the data on purpose.
MAX_COMPARED_QUANTILE = 0.95


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of some events: counts, quantiles of degrees and of claims per pair, shares of words and years.

    Shares add up to 1; `repeated_share` is that of the rows which repeat another, of all rows. A self-loop adds 1
    to the degree of its entity, and is in no pair.
    """

    claims: int
    names: int
    repeated_share: float
    self_loop_share: float
    pairs_per_claim: float
    degrees: tuple[int, ...]
    claims_per_pair: tuple[int, ...]
    predicate_shares: dict[str, float]
    year_shares: dict[int, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one shape is from another: as ratios of quantiles, or as the share that would have to be moved."""

    degree_ratio: float
    claims_per_pair_ratio: float
    pairs_per_claim_ratio: float
    names_per_claim_ratio: float
    moved_predicates: float
    moved_years: float


def measure_shape(events: Events, row_count: int) -> Shape:
    """Return the shape of events that were read from so many rows."""
    degrees: Counter[int] = Counter(events.subjects)
    degrees.update(other for subject, other in zip(events.subjects, events.objects, strict=True) if subject != other)
    pairs = Counter(
        (subject, other) if subject < other else (other, subject)
        for subject, other in zip(events.subjects, events.objects, strict=True)
        if subject != other
    )
    predicates, days = Counter(events.predicates), Counter(events.days)
    years: Counter[int] = Counter()
    for day, count in days.items():
        years[date.fromordinal(day).year] += count
    total = len(events)
    return Shape(
        claims=total,
        names=len(degrees),
        repeated_share=1 - total / row_count,
        self_loop_share=1 - pairs.total() / total,
        pairs_per_claim=len(pairs) / total,
        degrees=find_quantiles(degrees.values()),
        claims_per_pair=find_quantiles(pairs.values()),
        predicate_shares={events.predicate_names[each]: count / total for each, count in predicates.items()},
        year_shares={year: years[year] / total for year in sorted(years)},
    )


def compare_shapes(one: Shape, other: Shape) -> Difference:
    """Return how far apart two shapes are; ratios are those of the farthest quantile, always at least 1."""
    return Difference(
        degree_ratio=_farthest(one.degrees, other.degrees),
        claims_per_pair_ratio=_farthest(one.claims_per_pair, other.claims_per_pair),
        pairs_per_claim_ratio=_ratio(one.pairs_per_claim, other.pairs_per_claim),
        names_per_claim_ratio=_ratio(one.names / one.claims, other.names / other.claims),
        moved_predicates=_moved(one.predicate_shares, other.predicate_shares),
        moved_years=_moved(one.year_shares, other.year_shares),
    )


def find_quantiles(values: Iterable[int]) -> tuple[int, ...]:
    """Return the `QUANTILES` of some numbers, each of them one of the numbers; the last is the largest."""
    ordered = sorted(values)
    return tuple(ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in QUANTILES)


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other)


def _farthest(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    quantiles = zip(QUANTILES, one, other, strict=True)
    return max(_ratio(mine, theirs) for share, mine, theirs in quantiles if share <= MAX_COMPARED_QUANTILE)


def _moved(one: Mapping[Key, float], other: Mapping[Key, float]) -> float:
    return sum(abs(one.get(key, 0) - other.get(key, 0)) for key in one.keys() | other.keys()) / 2
