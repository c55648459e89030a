"""One date as a text writes it: its components, which of them are qualified, the days that it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from kgraph.dates.day import MAX_DAY, MIN_DAY
from kgraph.dates.month_day import MonthDay

Component = Literal["year", "season", "month", "day"]
Precision = Literal["day", "month", "season", "year", "decade", "century"]

PRECISIONS: tuple[Precision, ...] = ("day", "month", "season", "year", "decade", "century")
"""From the finest to the coarsest."""


class Reach(NamedTuple):
    """The day numbers that one date, or one end of an interval or a range, extends to.

    - `first` to `last`: what it says at face value, every qualified component taken as written.
    - `sure_first` to `sure_last`: what is left once the qualified components are ignored.
    - `window_first` and `window_last`: its edges where it is asked about. A sound date is taken whole, from
      its first to its last day. A doubtful one is *some* day of its sure days, nobody knows which: its edges
      cross over, so that only what holds on all those days is certain to meet it.
    """

    first: int
    last: int
    sure_first: int
    sure_last: int
    window_first: int
    window_last: int


OPEN_START = Reach(MIN_DAY, MIN_DAY, MIN_DAY, MIN_DAY, MIN_DAY, MIN_DAY)
OPEN_END = Reach(MAX_DAY, MAX_DAY, MAX_DAY, MAX_DAY, MAX_DAY, MAX_DAY)
UNKNOWN = Reach(MIN_DAY, MAX_DAY, MIN_DAY, MAX_DAY, MAX_DAY, MIN_DAY)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date of an EDTF text. What the text leaves open is None; `precision` tells how far it goes.

    `year` is None for a decade, a century and an unknown year. `uncertain` (`?`) and `approximate` (`~`) name
    the components that are so marked (`%` marks both).
    """

    year: int | None
    month: int | None
    day: int | None
    season: int | None
    precision: Precision
    uncertain: frozenset[Component]
    approximate: frozenset[Component]
    year_known: bool
    reach: Reach

    @property
    def month_day(self) -> MonthDay | None:
        """The month and day of a date whose year is unknown, None for every other date."""
        if self.year_known or self.month is None:
            return None
        return self.month, self.day
