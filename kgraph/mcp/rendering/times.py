"""What a date means, in words: a stretch that lasts, or a day that nobody knows."""

from __future__ import annotations

import re

from kgraph.answers.overviews import TimelineItem

_STARTS = {"": "from an unknown start", "..": "with no start,"}
_ENDS = {"": " to an unknown end", "..": ", with no end"}
_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}")
_MARKS = str.maketrans("", "", "?~%")


def describe_span(item: TimelineItem) -> str:
    """Return what is to be said behind the date of an item; nothing behind a plain day.

    An interval holds on every day of it. One of a set, and a month or a year, hold on some day of it that is not known.
    """
    doubt = ", uncertain or approximate" if item.qualified else ""
    return f"{doubt}{_describe_days(item)}"


def _describe_days(item: TimelineItem) -> str:
    date = item.date or ""
    if "/" in date:
        start, _, end = date.partition("/")
        starts = _STARTS.get(start) or f"from {_show_end(start)}"
        return f", throughout: {starts}{_ENDS.get(end) or f' to {_show_end(end)}'}"
    if date.startswith("["):
        bounds = [f"not before {item.earliest}"] * (item.earliest is not None)
        bounds += [f"not after {item.latest}"] * (item.latest is not None)
        return f", once in that, nobody knows when{''.join(f', {bound}' for bound in bounds)}"
    if item.earliest is None or item.latest is None:
        return ", in a year that is not known"
    return "" if item.earliest == item.latest else f", some time from {item.earliest} to {item.latest}"


def _show_end(date: str) -> str:
    """Return an end of an interval: a day as it is, else that it is some day of that month or year."""
    return date if _DAY.fullmatch(date.translate(_MARKS)) else f"some day in {date}"
