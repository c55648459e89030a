"""What a search for paths is asked, what bounds it, and what it finds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from kgraph.filters import NO_FILTERS, Filters

MAX_VISITS = 200_000
MAX_SECONDS = 10.0

Route = tuple[str, ...]
CutBy = Literal["visits", "candidates", "time"]


@dataclass(frozen=True, slots=True)
class PathQuestion:
    """Which paths are looked for: between which ends, over which ties, how long and how many."""

    start: str
    end: str
    filters: Filters = NO_FILTERS
    max_hops: int = 4
    k: int = 5
    # Whether paths of all lengths are to be compared, not the shortest ones alone.
    all_lengths: bool = False
    avoid: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    # Groups of entities, such as those of a country, of each of which at least one must lie on the path.
    via_one_of: tuple[frozenset[str], ...] = ()

    @property
    def stops(self) -> tuple[frozenset[str], ...]:
        """All groups of which a path must pass one: each entity of `via` is one of its own."""
        return (*(frozenset((id_,)) for id_ in sorted(self.via)), *self.via_one_of)


@dataclass(slots=True)
class PathsFound:
    """The routes that were found, by length, shortest first, and what cut the search, if anything.

    Every route of a length is there, more than `k` perhaps: ranking within a length is the caller's. Only
    the last length of a search that was cut may lack some. `complete` tells that there are no others within
    `max_hops`.
    """

    routes: list[list[Route]] = field(default_factory=list)
    truncated_by: CutBy | None = None
    complete: bool = False

    @property
    def count(self) -> int:
        """How many routes there are."""
        return sum(map(len, self.routes))


@dataclass(frozen=True, slots=True)
class Distance:
    """How many hops the shortest path has, None if there is no path; `known` is False if the search was cut."""

    hops: int | None
    known: bool = True


class Limits:
    """How much searches may cost: so many visits each, and so many seconds together, from now on."""

    def __init__(
        self,
        max_visits: int = MAX_VISITS,
        max_seconds: float = MAX_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.max_visits = max_visits
        self._clock = clock
        # A search in compiled code reads the clock of the machine, and no other.
        self.is_real_time = clock is time.monotonic
        self._deadline = clock() + max_seconds
        self.out_of_time = False

    @property
    def seconds_left(self) -> float:
        """How much of the time is left; never zero or less, which would stand for no bound."""
        return max(self._deadline - self._clock(), 1e-9)

    def is_over(self) -> bool:
        """Tell whether the time is over, and remember it."""
        self.out_of_time = self.out_of_time or self._clock() > self._deadline
        return self.out_of_time
