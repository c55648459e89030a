"""The value of a parsed EDTF text, and the two questions asked of it: could it overlap, does it certainly?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kgraph.dates.calendar_date import PRECISIONS, CalendarDate, Component, Precision
from kgraph.dates.day import MAX_DAY, MIN_DAY
from kgraph.dates.month_day import MonthDay, month_day_recurs_within, month_days_meet

Form = Literal["date", "interval", "set"]
End = Literal["dated", "open", "unknown"]


class Bounds(NamedTuple):
    """Six day numbers that decide everything but gaps; `MIN_DAY` and `MAX_DAY` where there is no bound.

    `first` and `last` are the first and last day that the text can mean. `latest_start` and `earliest_end`
    are how late what it dates can begin and how early it can end, qualified components ignored.
    `window_start` and `window_end` are the latest start and the earliest end of the text as a window that is
    asked about.

    A store can keep them as columns. A date certainly overlaps a window exactly when
    `latest_start <= window.window_end and earliest_end >= window.window_start`. It can overlap one only when
    `first <= window.last and last >= window.first`, which is enough except for sets and unknown years.
    """

    first: int
    last: int
    latest_start: int
    earliest_end: int
    window_start: int
    window_end: int


@dataclass(frozen=True, slots=True, repr=False)
class Edtf:
    """A date, an interval or a one-of-a-set, as `parse_edtf` reads it. Equal when the texts are.

    `dates` are the dates that the text writes, in its order. `spans` are the stretches of days that it can
    mean, in order of time: several only for a set. `start` and `end` tell a dated end from an open (`..`) and
    from an unknown (empty) one; in a set, open means "or any earlier" and "or any later" one.
    `month_day` is (1, 6) for `XXXX-01-06`, (1, None) for `XXXX-01`, and None where the year is known.

    A qualified component is taken at face value for what the text *can* mean (nobody knows how far "about"
    reaches), and is ignored for what it *certainly* means.
    """

    text: str
    form: Form = field(compare=False)
    start: End = field(compare=False)
    end: End = field(compare=False)
    dates: tuple[CalendarDate, ...] = field(compare=False)
    spans: tuple[tuple[int, int], ...] = field(compare=False)
    bounds: Bounds = field(compare=False)
    month_day: MonthDay | None = field(compare=False, default=None)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Edtf({self.text!r})"

    @property
    def is_interval(self) -> bool:
        """Whether it is written `start/end`."""
        return self.form == "interval"

    @property
    def is_set(self) -> bool:
        """Whether it is written in brackets: one of the dates in it, nobody knows which."""
        return self.form == "set"

    @property
    def is_open_start(self) -> bool:
        """Whether it begins with `..`: no start (interval), or any earlier one too (set)."""
        return self.start == "open"

    @property
    def is_open_end(self) -> bool:
        """Whether it ends with `..`: no end (interval), or any later one too (set)."""
        return self.end == "open"

    @property
    def is_unknown_start(self) -> bool:
        """Whether it is an interval that has a start, of which the text says nothing (`/2023`)."""
        return self.start == "unknown"

    @property
    def is_unknown_end(self) -> bool:
        """Whether it is an interval that has an end, of which the text says nothing (`2023/`)."""
        return self.end == "unknown"

    @property
    def earliest(self) -> int | None:
        """The number of the first day that it can mean (see `kgraph.dates.day`); None if unbounded."""
        return None if self.bounds.first == MIN_DAY else self.bounds.first

    @property
    def latest(self) -> int | None:
        """The number of the last day that it can mean; None if unbounded."""
        return None if self.bounds.last == MAX_DAY else self.bounds.last

    @property
    def precision(self) -> Precision | None:
        """How fine the date is known; the coarsest of several dates; None without any date (`../..`)."""
        return max((date.precision for date in self.dates), key=PRECISIONS.index, default=None)

    @property
    def uncertain_components(self) -> frozenset[Component]:
        """The components that some date of the text marks with `?` or `%`."""
        return frozenset().union(*(date.uncertain for date in self.dates))

    @property
    def approximate_components(self) -> frozenset[Component]:
        """The components that some date of the text marks with `~` or `%`."""
        return frozenset().union(*(date.approximate for date in self.dates))

    @property
    def qualified_components(self) -> frozenset[Component]:
        """The components that are uncertain, approximate or both."""
        return self.uncertain_components | self.approximate_components

    @property
    def uncertain(self) -> bool:
        """Whether any component is uncertain (`?`, `%`)."""
        return any(date.uncertain for date in self.dates)

    @property
    def approximate(self) -> bool:
        """Whether any component is approximate (`~`, `%`)."""
        return any(date.approximate for date in self.dates)

    @property
    def qualified(self) -> bool:
        """Whether any component is uncertain or approximate."""
        return self.uncertain or self.approximate

    @property
    def year_known(self) -> bool:
        """False for a day or month of an unknown year (`XXXX-01-06`), True for everything else."""
        return self.month_day is None

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A total order: by first day, unbounded first; then by last day, unbounded last; then by text.

        So `XXXX-01-06`, which can mean any year, comes before every date that has a first day.
        """
        return self.bounds.first, self.bounds.last, self.text

    def possible_overlap(self, other: Edtf) -> bool:
        """Whether the two could share a day, each qualified component taken as written. Symmetric.

        A day or month of an unknown year could be of any year in which it exists; a set could be any of its
        members, and nothing between them.
        """
        mine, theirs = self.bounds, other.bounds
        if mine.first > theirs.last or theirs.first > mine.last:
            return False
        if self.month_day is not None and other.month_day is not None:
            return month_days_meet(self.month_day, other.month_day)
        if self.month_day is not None:
            return any(month_day_recurs_within(self.month_day, *span) for span in other.spans)
        if other.month_day is not None:
            return any(month_day_recurs_within(other.month_day, *span) for span in self.spans)
        return any(
            first <= other_last and other_first <= last
            for first, last in self.spans
            for other_first, other_last in other.spans
        )

    def certain_overlap(self, other: Edtf) -> bool:
        """Whether what is dated so shares a day with the window `other` however both are read. Not symmetric.

        - A date means one day somewhere in it, so all its days must lie in the window: `2023-05` is certain
          in `2023`, and only possible in `2023-05-10`.
        - An interval means every day from its start to its end, so it is enough that it can neither begin
          after the window nor end before it: `2022-01/..` is certain in `2023-05`, and `2023/2023` in `2023`.
        - An open end has no bound; an unknown end may be any day that does not reverse the interval.
        - A set means one of its members, so each of them must be certain: `[2025..]` in `2025/..`, not in
          `2025`.
        - Qualified components are ignored: `2023?-05-19` is some day, certain in `../..` alone; `2023-05-~19`
          is some day of May 2023. Likewise a day of an unknown year.
        - A window is taken whole (`2023` is all its days, `2023-05/2023-07` runs from 1 May to 31 July), save
          what is doubtful in it: of a qualified date, an unknown year or a set nobody knows which day or
          member is meant, so only what meets every candidate is certain.

        Certain implies possible.
        """
        window = other.bounds
        return self.bounds.latest_start <= window.window_end and self.bounds.earliest_end >= window.window_start
