"""From an EDTF text to its value: dates, intervals and one-of-a-sets."""

from __future__ import annotations

from functools import lru_cache

from kgraph.dates.calendar_date import OPEN_END, OPEN_START, UNKNOWN, CalendarDate, Reach
from kgraph.dates.edtf import Bounds, Edtf, End
from kgraph.dates.grammar import read_date, read_date_time
from kgraph.dates.refusal import refusal_of_text
from kgraph.errors import InvalidDate

MAX_TEXT_LENGTH = 255
"""In characters: room for a set of twenty days. It bounds the work and the memory that a request can cost."""

CACHED_TEXTS = 16_384
"""Datasets repeat dates: 40 years of days fit, in some 12 MB. Refused texts are not kept."""

_SHOWN_OF_A_LONG_TEXT = 40


def parse_edtf(text: str) -> Edtf:
    """The date, interval or set that the text writes; equal texts may share one value.

    Supported are EDTF levels 0 and 1, and of level 2 the qualified component, one-of-a-set and unspecified
    components in intervals; beyond EDTF's own examples, a day or month of an unknown year (`XXXX-01-06`).

    Raises `InvalidDate`, with a reason in words, for every other text and for days that do not exist.

    >>> parse_edtf("2023?-05-19").uncertain_components
    frozenset({'year'})
    >>> parse_edtf("2023-05/..").certain_overlap(parse_edtf("2024"))
    True
    >>> parse_edtf("2023-02-29")
    Traceback (most recent call last):
        ...
    kgraph.errors.InvalidDate: '2023-02-29' is not a date kgraph can read: February 2023 has only 28 days
    """
    return _parse(text)


@lru_cache(maxsize=CACHED_TEXTS)
def _parse(text: str) -> Edtf:
    reason = refusal_of_text(text, MAX_TEXT_LENGTH)
    if reason is not None:
        shown = text if len(text) <= MAX_TEXT_LENGTH else f"{text[:_SHOWN_OF_A_LONG_TEXT]}…"
        raise InvalidDate(shown, reason)
    if "/" in text:
        return _read_interval(text)
    if text[0] == "[" and text[-1] == "]":
        return _read_set(text)
    date = read_date_time(text) if text[10:11] == "T" else read_date(text)
    reach = date.reach
    bounds = Bounds(reach.first, reach.last, reach.sure_last, reach.sure_first, reach.window_first, reach.window_last)
    spans = ((reach.first, reach.last),)
    return Edtf(text, "date", "dated", "dated", (date,), spans, bounds, date.month_day)


def _read_interval(text: str) -> Edtf:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise InvalidDate(text, "an interval has one slash; a date is written with hyphens: 2023-05-19")
    if not start_text and not end_text:
        raise InvalidDate(text, "an interval of two unknown ends says nothing: leave the date out instead")
    start, start_date, first = _read_end(text, start_text, "start", OPEN_START)
    end, end_date, last = _read_end(text, end_text, "end", OPEN_END)
    if last.last < first.first:
        raise InvalidDate(text, f"it is reversed: {end_text} lies before {start_text}")
    # No reading of the interval is reversed, which bounds how late it can start and how early it can end.
    bounds = Bounds(
        first.first,
        last.last,
        min(first.sure_last, last.sure_last),
        max(first.sure_first, last.sure_first),
        min(first.window_first, last.sure_last),
        max(last.window_last, first.sure_first),
    )
    dates = tuple(date for date in (start_date, end_date) if date is not None)
    return Edtf(text, "interval", start, end, dates, ((first.first, last.last),), bounds)


def _read_end(text: str, end_text: str, name: str, open_reach: Reach) -> tuple[End, CalendarDate | None, Reach]:
    if end_text == "..":
        return "open", None, open_reach
    if not end_text:
        return "unknown", None, UNKNOWN
    date = _read_part(text, end_text, f"its {name}")
    return "dated", date, date.reach


def _read_set(text: str) -> Edtf:
    members = text[1:-1].split(",")
    dates: list[CalendarDate] = []
    ranges: list[tuple[Reach, Reach]] = []
    for place, member in enumerate(members):
        first, last, member_dates = _read_member(text, member)
        if (first is OPEN_START and place > 0) or (last is OPEN_END and place < len(members) - 1):
            raise InvalidDate(text, "only the first date of a set is open before it, only the last one after it")
        dates += member_dates
        ranges.append((first, last))
    bounds = Bounds(
        min(first.first for first, _ in ranges),
        max(last.last for _, last in ranges),
        max(last.sure_last for _, last in ranges),
        min(first.sure_first for first, _ in ranges),
        max(last.window_first for _, last in ranges),
        min(first.window_last for first, _ in ranges),
    )
    start: End = "open" if ranges[0][0] is OPEN_START else "dated"
    end: End = "open" if ranges[-1][1] is OPEN_END else "dated"
    spans = tuple(sorted((first.first, last.last) for first, last in ranges))
    return Edtf(text, "set", start, end, tuple(dates), spans, bounds)


def _read_member(text: str, member: str) -> tuple[Reach, Reach, list[CalendarDate]]:
    first_text, dots, last_text = member.partition("..")
    if not first_text and not last_text:
        raise InvalidDate(text, "a set names at least one date, with none left out between its commas")
    if not first_text and last_text.endswith(".."):
        raise InvalidDate(text, "a date open on both sides says nothing")
    if not dots:
        date = _read_part(text, first_text, "its member")
        return date.reach, date.reach, [date]
    if not first_text:
        date = _read_part(text, last_text, "its member")
        return OPEN_START, date.reach, [date]
    first = _read_part(text, first_text, "its member")
    if not last_text:
        return first.reach, OPEN_END, [first]
    last = _read_part(text, last_text, "its member")
    if last.reach.last < first.reach.first:
        raise InvalidDate(text, f"the range {member} is reversed")
    return first.reach, last.reach, [first, last]


def _read_part(text: str, part: str, name: str) -> CalendarDate:
    try:
        date = read_date(part)
    except InvalidDate as error:
        raise InvalidDate(text, f"{name} {part!r} is no date: {error.reason}") from None
    if not date.year_known:
        raise InvalidDate(text, f"{name} {part!r} has no year; an unknown year goes with a date that stands alone")
    return date
