"""Days as whole numbers, in a calendar that reaches far beyond `datetime.date`.

A *day number* counts days of the proleptic Gregorian calendar: 1 is 0001-01-01, and within the years 1 to
9999 it equals `datetime.date.toordinal()`. Years are astronomical, as in EDTF: the year 0 is 1 BC, -1 is 2
BC.

`MIN_DAY` and `MAX_DAY` stand for "before every day" and "after every day". All day numbers fit in 64 bits, so
that a column of an array or of a database can hold them.
"""

from __future__ import annotations

MAX_YEAR_DIGITS = 16
"""A year of so many digits makes a day number below 2**62, where `MAX_DAY` begins."""

MIN_DAY = -(2**62)
MAX_DAY = 2**62

_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_ERA = 146_097  # 400 years, after which the calendar repeats


def is_leap_year(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days the month has in that year."""
    return 29 if month == 2 and is_leap_year(year) else _DAYS_IN_MONTH[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day that exists; the caller has checked that it does.

    >>> day_number(2023, 5, 19)
    738659
    >>> day_number(0, 12, 31), day_number(-4712, 1, 1)
    (0, -1721387)
    """
    # Years are counted from 1 March, so that the leap day is the last of its year.
    era, year_of_era = divmod(year - (month <= 2), 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * _DAYS_IN_ERA + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 305


def to_calendar(number: int) -> tuple[int, int, int]:
    """The year, month and day of a day number.

    >>> to_calendar(738659)
    (2023, 5, 19)
    """
    era, day_of_era = divmod(number + 305, _DAYS_IN_ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month_from_march = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month_from_march + 2) // 5 + 1
    month = (month_from_march + 2) % 12 + 1
    return era * 400 + year_of_era + (month <= 2), month, day


def to_day_text(number: int | None) -> str | None:
    """The day as text, None for an unbounded end: `Edtf.earliest` and `Edtf.latest` for people to read.

    A year of more than four digits gets the Y of EDTF, which has no days of such years: the text is for
    display.

    >>> to_day_text(738659), to_day_text(-400), to_day_text(None)
    ('2023-05-19', '-0001-11-27', None)
    """
    if number is None:
        return None
    year, month, day = to_calendar(number)
    prefix = "Y" if abs(year) > 9999 else ""
    sign = "-" if year < 0 else ""
    return f"{prefix}{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def year_span(year: int) -> tuple[int, int]:
    """The first and last day of the year."""
    return day_number(year, 1, 1), day_number(year, 12, 31)


def month_span(year: int, month: int) -> tuple[int, int]:
    """The first and last day of the month."""
    first = day_number(year, month, 1)
    return first, first + days_in_month(year, month) - 1


def season_span(year: int, season: int) -> tuple[int, int]:
    """The first and last day of a season: 21 spring, 22 summer, 23 autumn, 24 winter.

    EDTF does not say when a season begins. These are the meteorological seasons of the northern hemisphere,
    where Kazakhstan, China and Russia lie: spring is March to May, and the winter of a year runs from its
    December to the end of the following February, so that seasons follow each other in the order of their
    codes.
    """
    if season == 24:
        return day_number(year, 12, 1), month_span(year + 1, 2)[1]
    month = 3 * (season - 20)
    return day_number(year, month, 1), month_span(year, month + 2)[1]
