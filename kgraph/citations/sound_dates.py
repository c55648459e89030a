"""What of a date is certain enough for a field that a program takes for a fact.

A reference manager that finds a bare 2023 in such a field prints 2023, whatever a note beside it says.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.dates import CalendarDate, parse_edtf


@dataclass(frozen=True, slots=True)
class SoundDate:
    """A date of which nothing is doubtful, as fine as it is known; `season` is 1 (spring) to 4 (winter)."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None


def find_sound_dates(date: str | None) -> tuple[SoundDate, ...]:
    """Return the one date, or the two ends of an interval, that a text writes, if nothing of it is doubtful.

    Nothing for a date with a mark of doubt, an unknown or open part, a decade or a century, a set, and for years before
    the year 1, which programs count otherwise than EDTF.

    >>> find_sound_dates("2023-05")
    (SoundDate(year=2023, month=5, day=None, season=None),)
    >>> find_sound_dates("2023?-05-19"), find_sound_dates("2023/..")
    ((), ())
    """
    if date is None:
        return ()
    edtf = parse_edtf(date)
    if edtf.form == "set" or edtf.qualified or (edtf.start, edtf.end) != ("dated", "dated"):
        return ()
    found = tuple(each for each in map(_to_sound, edtf.dates) if each is not None)
    return found if len(found) == len(edtf.dates) else ()


def _to_sound(date: CalendarDate) -> SoundDate | None:
    if date.year is None or date.year < 1:
        return None
    return SoundDate(date.year, date.month, date.day, None if date.season is None else date.season - 20)


def find_sound_year(date: str | None) -> int | None:
    """Return the year of a date, if it is the only one that the date can mean.

    >>> find_sound_year("2023-?05-19"), find_sound_year("2023-05/2023-07"), find_sound_year("2022/2023")
    (2023, 2023, None)
    """
    if date is None:
        return None
    edtf = parse_edtf(date)
    if "year" in edtf.qualified_components or (edtf.start, edtf.end) != ("dated", "dated"):
        return None
    years = {each.year for each in edtf.dates}
    year = years.pop() if len(years) == 1 else None
    return None if year is None or year < 1 else year


def is_doubtful(date: str | None) -> bool:
    """Tell whether a date bears a mark of doubt: an uncertain or approximate part."""
    return date is not None and parse_edtf(date).qualified
