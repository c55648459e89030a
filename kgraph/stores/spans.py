"""Stretches of days: when the claims of a tie can hold, and what several ties have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kgraph.dates import Edtf


class DatedSpan(NamedTuple):
    """A stretch of days, from its first to its last, and whether a qualified date bounds it."""

    first: int
    last: int
    qualified: bool


def merge_spans(dates: Iterable[Edtf | None]) -> tuple[DatedSpan, ...]:
    """Return the stretches of days on which one of several dates can hold, in their order, with days between them.

    What has no date, or a date without a year, adds nothing.

    >>> from kgraph.dates import parse_edtf
    >>> [span.last - span.first for span in merge_spans(map(parse_edtf, ("2017", "2023-05", "2023")))]
    [364, 364]
    """
    known = [date for date in dates if date is not None and date.year_known]
    merged: list[DatedSpan] = []
    for span in sorted(DatedSpan(first, last, date.qualified) for date in known for first, last in date.spans):
        if merged and span.first <= merged[-1].last + 1:
            widest = merged[-1]
            last = max(widest.last, span.last)
            merged[-1] = DatedSpan(widest.first, last, widest.qualified or span.qualified)
        else:
            merged.append(span)
    return tuple(merged)


def intersect_spans(rows: Sequence[Sequence[DatedSpan]]) -> tuple[DatedSpan, ...]:
    """Return the stretches of days that lie in a span of every row, in their order; none if a row has no span."""
    common = list(rows[0]) if rows else []
    for row in rows[1:]:
        common = [
            DatedSpan(max(one.first, other.first), min(one.last, other.last), one.qualified or other.qualified)
            for one in common
            for other in row
            if one.first <= other.last and other.first <= one.last
        ]
    return tuple(sorted(common))
