"""What dates of the forms that tests use mean, reading by reading and without any code of kgraph."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

QUALIFIER = "?~%"


class Span(NamedTuple):
    """The days from one to another."""

    first: date
    last: date


ALWAYS = Span(date.min, date.max)
OPEN_START, OPEN_END = Span(date.min, date.min), Span(date.max, date.max)


def read_day(text: str) -> Span:
    """Return the days of a year, a month or a day as it is written, marks of doubt left aside."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.sub(f"[{QUALIFIER}]", "", text))
    assert match, f"{text} is of a form that these tests do not know"
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    return Span(date(year, month, day or 1), date(year, month, day or calendar.monthrange(year, month)[1]))


def read_sure_day(text: str) -> Span:
    """Return the days that a year, a month or a day can mean if what is doubtful in it is ignored."""
    assert "-?" not in text and "-~" not in text, f"{text} is of a form that these tests do not know"
    return ALWAYS if set(text) & {*QUALIFIER, "X"} else read_day(text)


def read_window(text: str) -> Span:
    """Return the days of a date or an interval that is asked about, without doubts of its own."""
    first, slash, last = text.partition("/")
    start = OPEN_START if first == ".." else read_day(first)
    end = start if not slash else OPEN_END if last == ".." else read_day(last)
    return Span(start.first, end.last)


def iter_members(text: str) -> list[tuple[str, str]]:
    """Return the ranges of a set, each from one date to another."""
    ranges = [member.partition("..") for member in text.strip("[]").split(",")]
    return [(first or "..", (last or "..") if dots else first) for first, dots, last in ranges]


def is_possible(text: str, window: Span) -> bool:
    """Tell whether a date can share a day with the window, what is doubtful in it taken as written."""
    if text.startswith("XXXX"):
        years = range(max(window.first.year, 1996), min(window.last.year, 2103) + 1)
        days = [f"{year}{text[4:]}" for year in years if text[4:] != "-02-29" or calendar.isleap(year)]
        return any(is_possible(day, window) for day in days)
    ranges = iter_members(text) if text.startswith("[") else [(text.partition("/")[0], text.rpartition("/")[2])]
    return any(
        (first in ("..", "") or read_day(first).first <= window.last)
        and (last in ("..", "") or window.first <= read_day(last).last)
        for first, last in ranges
    )


def is_certain(text: str, window: Span) -> bool:
    """Tell whether a date shares a day with the window, however it is read."""
    if text.startswith("["):
        starts = [OPEN_START if first == ".." else read_sure_day(first) for first, _ in iter_members(text)]
        ends = [OPEN_END if last == ".." else read_sure_day(last) for _, last in iter_members(text)]
        return all(window.first <= start.first for start in starts) and all(end.last <= window.last for end in ends)
    first, slash, last = text.partition("/")
    if not slash:
        day = read_sure_day(text)
        return window.first <= day.first and day.last <= window.last
    start = OPEN_START if first == ".." else read_sure_day(first) if first else ALWAYS
    end = OPEN_END if last == ".." else read_sure_day(last) if last else ALWAYS
    # It neither begins after the window nor ends before it, though it may not end before it begins.
    return min(start.last, end.last) <= window.last and max(start.first, end.first) >= window.first
