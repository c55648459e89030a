"""Months and periods as EDTF texts: what a date is counted under, and what a stretch of days is called."""

from __future__ import annotations

from kgraph.dates.calendar_date import CalendarDate
from kgraph.dates.day import MAX_DAY, MIN_DAY, days_in_month, to_calendar
from kgraph.dates.edtf import Edtf

_MAX_PLAIN_YEAR = 9999


def to_month_text(date: Edtf) -> str:
    """The date without its days: the month that it is counted under, or whatever is coarser.

    Marks of doubt are kept where they bear on what is left, and no month is made up: a year stays a year, an
    interval or a set that runs over several months stays one.

    >>> from kgraph.dates import parse_edtf
    >>> [to_month_text(parse_edtf(text)) for text in ("2023-05-19", "2023?-05-19", "2023-05-~19", "XXXX-01-06")]
    ['2023-05', '2023?-05', '2023-05', 'XXXX-01']
    >>> [to_month_text(parse_edtf(text)) for text in ("2023", "2023-05-17/2023-05-18", "2022-01-05/..", "[2025..]")]
    ['2023', '2023-05', '2022-01/..', '[2025..]']
    """
    if date.form == "date":
        return _cut_to_month(date.dates[0], date.text)
    parts = [_cut_to_month(each, None) for each in date.dates]
    if date.form == "set":
        is_one = len(set(parts)) == 1 and not (date.is_open_start or date.is_open_end) and "" not in parts
        return parts[0] if is_one else date.text
    if "" in parts:
        return date.text
    dated = iter(parts)
    ends = [next(dated) if end == "dated" else ".." if end == "open" else "" for end in (date.start, date.end)]
    return ends[0] if ends[0] == ends[1] and date.start == "dated" else "/".join(ends)


def _cut_to_month(date: CalendarDate, text: str | None) -> str:
    """Return the date without its day; `text`, or nothing where it is not known, if it is no plain month or year."""
    if not date.year_known:
        year = "XXXX"
    elif date.year is None or abs(date.year) > _MAX_PLAIN_YEAR:
        return text or ""
    else:
        year = _name_day((date.year, 1, 1), 1)
    year_mark, month_mark = _mark(date, "year"), _mark(date, "month")
    if date.month is None:
        if date.season is not None:
            return text or ""
        return year + year_mark
    if year_mark == month_mark:
        return f"{year}-{date.month:02d}{month_mark}"
    return f"{year}{year_mark}-{month_mark}{date.month:02d}"


def _mark(date: CalendarDate, component: str) -> str:
    uncertain, approximate = component in date.uncertain, component in date.approximate
    return "%" if uncertain and approximate else "?" if uncertain else "~" if approximate else ""


def to_period_text(first: int, last: int, *, qualified: bool = False) -> str:
    """The stretch of days as an EDTF text, as coarse as it can be without becoming another.

    `MIN_DAY` and `MAX_DAY` stand for no bound. A question mark stands behind each date if `qualified`.

    >>> from kgraph.dates import day_number
    >>> to_period_text(day_number(2023, 5, 1), day_number(2023, 5, 31))
    '2023-05'
    >>> to_period_text(day_number(2022, 1, 1), MAX_DAY, qualified=True)
    '2022?/..'
    >>> to_period_text(day_number(2023, 5, 17), day_number(2023, 6, 30))
    '2023-05-17/2023-06-30'
    """
    mark = "?" if qualified else ""
    start = None if first == MIN_DAY else to_calendar(first)
    end = None if last == MAX_DAY else to_calendar(last)
    is_months = (start is None or start[2] == 1) and (end is None or end[2] == days_in_month(end[0], end[1]))
    is_years = is_months and (start is None or start[1] == 1) and (end is None or end[1] == 12)
    parts = 1 if is_years else 2 if is_months else 3
    texts = [".." if day is None else _name_day(day, parts) + mark for day in (start, end)]
    return texts[0] if texts[0] == texts[1] and start is not None else "/".join(texts)


def _name_day(day: tuple[int, int, int], parts: int) -> str:
    year, month, number = day
    if abs(year) > _MAX_PLAIN_YEAR:
        return f"Y{year}"
    shown = (f"{'-' if year < 0 else ''}{abs(year):04d}", f"{month:02d}", f"{number:02d}")
    return "-".join(shown[:parts])


def list_months(first: int, last: int, limit: int) -> list[str]:
    """The months from that of one day to that of another, of years of four digits, at most `limit` of them.

    >>> from kgraph.dates import day_number
    >>> list_months(day_number(2022, 12, 5), day_number(2023, 1, 1), 10)
    ['2022-12', '2023-01']
    """
    (year, month, _), (last_year, last_month, _) = to_calendar(first), to_calendar(last)
    months: list[str] = []
    while (year, month) <= (last_year, last_month) and len(months) < limit:
        months.append(_name_day((year, month, 1), 2))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months
