"""The grammar of one date: from text to `CalendarDate`, with the date-times of level 0.

Per the EDTF specification of the Library of Congress (4 February 2019), a qualifier (`?` uncertain, `~`
approximate, `%` both) to the immediate *left* of a component qualifies that component alone; to its immediate
*right* it qualifies the component and all components to its left. `kgraph.dates.refusal` words what this
module refuses.
"""

from __future__ import annotations

import re

from kgraph.dates.calendar_date import CalendarDate, Component, Precision, Reach
from kgraph.dates.day import (
    MAX_DAY,
    MAX_YEAR_DIGITS,
    MIN_DAY,
    day_number,
    days_in_month,
    month_span,
    season_span,
    year_span,
)
from kgraph.dates.refusal import refusal_of_date
from kgraph.errors import InvalidDate

Span = tuple[int, int]
_Marks = tuple[frozenset[Component], frozenset[Component]]

_DATE = re.compile(
    r"([?~%]?)"
    rf"(-?[0-9]{{4}}|XXXX|-?[0-9]{{2}}[0-9X]X|Y-?[1-9][0-9]{{4,{MAX_YEAR_DIGITS - 1}}})"
    r"([?~%]?)"
    r"(?:-([?~%]?)([0-9]{2}|XX)([?~%]?)(?:-([?~%]?)([0-9]{2}|XX)([?~%]?))?)?"
)
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T"
    r"(?:(?:[01][0-9]|2[0-3]):(?:[0-5][0-9]:[0-5][0-9]|59:60)|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)
_NONE: frozenset[Component] = frozenset()
_UNMARKED: _Marks = (_NONE, _NONE)
_EVERY_DAY: Span = (MIN_DAY, MAX_DAY)
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def read_date(text: str) -> CalendarDate:
    """The date that the text writes. Raises `InvalidDate`.

    >>> read_date("2004-06~-11").approximate == {"year", "month"}
    True
    >>> read_date("2004-~06-11").approximate == {"month"}
    True
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise InvalidDate(text, refusal_of_date(text))
    left_year, year, right_year, left_month, month, right_month, left_day, day, right_day = match.groups()
    if month is None:
        marks = _UNMARKED
        if left_year or right_year:
            marks = _read_marks(("year",), (left_year,), (right_year,))
        return _read_year(text, year, marks)
    second: Component = "season" if "21" <= month <= "24" else "month"
    marks = _UNMARKED
    if left_year or right_year or left_month or right_month or left_day or right_day:
        names: tuple[Component, ...] = ("year", second, "day") if day else ("year", second)
        marks = _read_marks(names, (left_year, left_month, left_day or ""), (right_year, right_month, right_day or ""))
    if year[0] == "Y" or (year[-1] == "X" and year != "XXXX"):
        raise InvalidDate(text, f"the year {year} stands alone, without month or day")
    if year == "XXXX":
        return _read_month_day(text, month, day, marks)
    return _read_in_year(text, _to_year(text, year), month, day, marks)


def read_date_time(text: str) -> CalendarDate:
    """The day of a date-time. kgraph counts in days: the clock is checked, and stays in the text alone.

    The day is the one that is written, in whatever zone; it is not moved to another.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise InvalidDate(
            text, "a date-time is written 2023-05-19T10:30:00, with Z or an offset such as +06:00 if known"
        )
    try:
        return read_date(match.group(1))
    except InvalidDate as error:
        raise InvalidDate(text, error.reason) from None


def _read_marks(components: tuple[Component, ...], lefts: tuple[str, ...], rights: tuple[str, ...]) -> _Marks:
    uncertain: set[Component] = set()
    approximate: set[Component] = set()
    for place, component in enumerate(components):
        marks = lefts[place] + "".join(rights[place:])
        if "?" in marks or "%" in marks:
            uncertain.add(component)
        if "~" in marks or "%" in marks:
            approximate.add(component)
    return frozenset(uncertain), frozenset(approximate)


def _to_year(text: str, year: str) -> int:
    if year == "-0000":
        raise InvalidDate(text, "the year zero has no sign: 0000")
    return int(year.lstrip("Y"))


def _read_year(text: str, year: str, marks: _Marks) -> CalendarDate:
    if year == "XXXX":
        raise InvalidDate(text, "it says nothing: leave the date out instead")
    if year[-1] != "X":
        number = _to_year(text, year)
        return _build(year=number, precision="year", span=year_span(number), marks=marks)
    size = 100 if year[-2] == "X" else 10
    digits = int(year.rstrip("X").lstrip("-")) * size
    if year[0] == "-":  # the year -0000 does not exist, so the decade -000X ends with the year -1
        span = year_span(-(digits + size - 1))[0], year_span(-max(digits, 1))[1]
    else:
        span = year_span(digits)[0], year_span(digits + size - 1)[1]
    return _build(precision="decade" if size == 10 else "century", span=span, marks=marks)


def _read_in_year(text: str, year: int, month: str, day: str | None, marks: _Marks) -> CalendarDate:
    if month == "XX":
        if day not in (None, "XX"):
            raise InvalidDate(text, "the day of an unspecified month is unspecified too: 2004-XX-XX")
        return _build(year=year, precision="year", span=year_span(year), marks=marks)
    number = int(month)
    if 21 <= number <= 24:
        if day is not None:
            raise InvalidDate(text, "a season (21 to 24) has no day")
        return _build(year=year, season=number, precision="season", span=season_span(year, number), marks=marks)
    _check_month(text, number)
    if day is None or day == "XX":
        return _build(year=year, month=number, precision="month", span=month_span(year, number), marks=marks)
    _check_day(text, int(day), days_in_month(year, number), f"{_MONTH_NAMES[number - 1]} {year}")
    ordinal = day_number(year, number, int(day))
    return _build(year=year, month=number, day=int(day), precision="day", span=(ordinal, ordinal), marks=marks)


def _read_month_day(text: str, month: str, day: str | None, marks: _Marks) -> CalendarDate:
    if month == "XX":
        raise InvalidDate(text, "without year and month it says too little: leave the date out instead")
    number = int(month)
    if 21 <= number <= 24:
        raise InvalidDate(text, "a season needs its year; an unknown year goes with a month or a day")
    _check_month(text, number)
    if day is None or day == "XX":
        return _build(month=number, precision="month", span=_EVERY_DAY, marks=marks, year_known=False)
    _check_day(text, int(day), days_in_month(2000, number), _MONTH_NAMES[number - 1])
    return _build(month=number, day=int(day), precision="day", span=_EVERY_DAY, marks=marks, year_known=False)


def _check_month(text: str, month: int) -> None:
    if not 1 <= month <= 12:
        raise InvalidDate(
            text,
            f"there is no month {month:02d}: 01 to 12 are months, 21 to 24 seasons from spring to winter",
        )


def _check_day(text: str, day: int, days: int, month: str) -> None:
    if not 1 <= day <= days:
        raise InvalidDate(text, "there is no day 00" if day == 0 else f"{month} has only {days} days")


def _build(
    *,
    precision: Precision,
    span: Span,
    marks: _Marks,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    season: int | None = None,
    year_known: bool = True,
) -> CalendarDate:
    uncertain, approximate = marks
    if uncertain or approximate or not year_known:
        sure = _sure_span(year, month, span, uncertain | approximate)
        reach = Reach(*span, *sure, sure[1], sure[0])
    else:
        reach = Reach(*span, *span, *span)
    return CalendarDate(year, month, day, season, precision, uncertain, approximate, year_known=year_known, reach=reach)


def _sure_span(year: int | None, month: int | None, span: Span, doubtful: frozenset[Component]) -> Span:
    """The days left once the coarsest doubtful component, and all that is finer, are ignored."""
    if "year" in doubtful or year is None:
        return _EVERY_DAY
    if "season" in doubtful:  # a winter reaches into the next year
        return day_number(year, 1, 1), season_span(year, 24)[1]
    if "month" in doubtful:
        return year_span(year)
    return span if month is None else month_span(year, month)
