"""From when to when a date can be, for formats that have no place for EDTF: days, beside a mark for those in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kgraph.dates import CACHED_TEXTS, parse_edtf, to_day_text

_YEARS_OF_FOUR_DIGITS = len("2023-05-19")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean, as texts; None where it has no such day, or says nothing.

    `uncertain`: the days are not to be taken without the date itself, because it marks a part as inferred or
    approximate, leaves the year or an end unknown, or means one of a set. None for no date.
    """

    first: str | None
    last: str | None
    uncertain: bool | None

    @property
    def sure(self) -> tuple[str | None, str | None]:
        """The days, where they are certain and of the years 0000 to 9999; else none."""
        days = [self.first, self.last]
        first, last = (
            None if self.uncertain or day is None or len(day) != _YEARS_OF_FOUR_DIGITS else day for day in days
        )
        return first, last


UNDATED = Bounds(None, None, None)


@lru_cache(maxsize=CACHED_TEXTS)
def find_bounds(text: str | None) -> Bounds:
    """Return the bounds of an EDTF text.

    >>> find_bounds("2023-05"), find_bounds("2023?-05-19").uncertain
    (Bounds(first='2023-05-01', last='2023-05-31', uncertain=False), True)
    """
    if text is None:
        return UNDATED
    date = parse_edtf(text)
    unknown_end = date.is_unknown_start or date.is_unknown_end
    uncertain = date.qualified or date.is_set or unknown_end or not date.year_known
    return Bounds(to_day_text(date.earliest), to_day_text(date.latest), uncertain)
