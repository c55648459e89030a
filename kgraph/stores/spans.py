"""Stretches of days: when the claims of a tie can hold, and what several ties have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    return join_spans(span for date in dates for span in list_spans(date))


def list_spans(date: Edtf | None) -> tuple[DatedSpan, ...]:
    """Return the stretches of days on which a date can hold; none of no date, or of one without a year."""
    if date is None or not date.year_known:
        return ()
    return tuple(DatedSpan(first, last, date.qualified) for first, last in date.spans)


def join_spans(spans: Iterable[DatedSpan]) -> tuple[DatedSpan, ...]:
    """Return the stretches that several make up together, in their order, with days between them."""
    joined: list[DatedSpan] = []
    ordered = iter(sorted(spans))
    for start, end, is_qualified in ordered:
        first, last, qualified = start, end, is_qualified
        break
    else:
        return ()
    for start, end, is_qualified in ordered:
        if start > last + 1:
            joined.append(DatedSpan(first, last, qualified))
            first, last, qualified = start, end, is_qualified
            continue
        last = max(last, end)
        qualified = qualified or is_qualified
    joined.append(DatedSpan(first, last, qualified))
    return tuple(joined)


def intersect_spans(rows: Sequence[Sequence[DatedSpan]]) -> tuple[DatedSpan, ...]:
    """Return the stretches of days that lie in a span of every row, in their order; none if a row has no span.

    Each row is in order, and nothing in it overlaps.
    """
    common = tuple(rows[0]) if rows else ()
    for row in rows[1:]:
        common = tuple(_iter_common(common, row))
    return common


def _iter_common(one: Sequence[DatedSpan], other: Sequence[DatedSpan]) -> Iterator[DatedSpan]:
    mine = theirs = 0
    while mine < len(one) and theirs < len(other):
        here, there = one[mine], other[theirs]
        first, last = max(here.first, there.first), min(here.last, there.last)
        if first <= last:
            yield DatedSpan(first, last, here.qualified or there.qualified)
        if here.last < there.last:
            mine += 1
        else:
            theirs += 1
