"""Days of a year that nobody knows: 6 January (`XXXX-01-06`), or some day of January (`XXXX-01`)."""

from __future__ import annotations

from kgraph.dates.day import day_number, days_in_month, month_span, to_calendar

MonthDay = tuple[int, int | None]
"""A month and a day of it, or None for any day of the month."""

# 29 February can stay away for eight years (1896 to 1904), so a longer span holds every day of the year.
_YEARS_TO_HOLD_EVERY_DAY = 8


def month_days_meet(one: MonthDay, other: MonthDay) -> bool:
    """Whether some day of the year belongs to both.

    >>> month_days_meet((1, 6), (1, None)), month_days_meet((1, 6), (1, 7))
    (True, False)
    """
    return one[0] == other[0] and (one[1] == other[1] or one[1] is None or other[1] is None)


def month_day_recurs_within(month_day: MonthDay, first: int, last: int) -> bool:
    """Whether the day of the year occurs from the day number `first` to `last`, which may be unbounded."""
    first_year, last_year = to_calendar(first)[0], to_calendar(last)[0]
    if last_year - first_year > _YEARS_TO_HOLD_EVERY_DAY + 1:
        return True
    return any(
        start <= last and end >= first
        for year in range(first_year, last_year + 1)
        if (span := _span_in(year, month_day)) is not None
        for start, end in (span,)
    )


def _span_in(year: int, month_day: MonthDay) -> tuple[int, int] | None:
    month, day = month_day
    if day is None:
        return month_span(year, month)
    if day > days_in_month(year, month):
        return None
    number = day_number(year, month, day)
    return number, number
