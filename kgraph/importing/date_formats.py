"""Dates as tables write them, turned into EDTF."""

from __future__ import annotations

import datetime
import re

from kgraph.dates import parse_edtf
from kgraph.errors import InvalidDate

EDTF = "edtf"
_DIRECTIVE = re.compile(r"%(.)")
_YEARS = frozenset("Yy")
_MONTHS = frozenset("mbB")
# Times of the day are read and dropped: a claim holds on a day.
_DAYS = frozenset("d")
_TIMES = frozenset("HIMSfpzZ")
_NO_SUCH_DAY = re.compile("no such day|has only")
_ALLOWED = _YEARS | _MONTHS | _DAYS | _TIMES | {"%"}


def check_format(form: str) -> str:
    """Return a format as it is, if dates can be read by it.

    Raises:
        ValueError: it is neither `edtf` nor made of the directives that make a year, a month or a day.
    """
    if form == EDTF:
        return form
    letters = _DIRECTIVE.findall(form)
    unknown = [letter for letter in letters if letter not in _ALLOWED]
    if unknown or form.replace("%%", "").count("%") != len([each for each in letters if each != "%"]):
        raise ValueError(f"is neither edtf nor a format of %{', %'.join(sorted(_ALLOWED - {'%'}))}")
    found = set(letters)
    if not found & _YEARS:
        raise ValueError("has no year (%Y)")
    if found & _DAYS and not found & _MONTHS:
        raise ValueError("has a day and no month")
    parts = [sum(letter in part for letter in letters) for part in (_YEARS, _MONTHS, _DAYS)]
    if max(parts) > 1:
        raise ValueError("has the same part twice")
    return form


def read_date(text: str, formats: tuple[str, ...]) -> str:
    """Return the EDTF text of a date, read by the first format that fits.

    >>> read_date("31.12.2012", ("edtf", "%d.%m.%Y")), read_date("2012-05", ("edtf",))
    ('2012-12-31', '2012-05')

    Raises:
        ValueError: no format fits, or there is no such day.
    """
    reasons = []
    for form in formats:
        try:
            return _read_edtf(text) if form == EDTF else _read_by(text, form)
        except ValueError as error:
            reasons.append(str(error))
    # A date that fits a format and does not exist tells more than those that it does not fit.
    raise ValueError(next((reason for reason in reasons if _NO_SUCH_DAY.search(reason)), reasons[0]))


def _read_edtf(text: str) -> str:
    try:
        return parse_edtf(text).text
    except InvalidDate as error:
        raise ValueError(f"is not a date that can be read: {error.reason}") from error


def _read_by(text: str, form: str) -> str:
    try:
        moment = datetime.datetime.strptime(text, form)
    except ValueError as error:
        if "out of range" in str(error):
            raise ValueError("is not a date that can be read: there is no such day") from error
        raise ValueError(f"is not a date of the form {form}") from error
    day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    letters = set(_DIRECTIVE.findall(form))
    return day if letters & _DAYS else day[:7] if letters & _MONTHS else day[:4]
