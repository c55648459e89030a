"""When a claim holds: the dates of a record as one EDTF text."""

from __future__ import annotations

import datetime
import re

from kgraph.dates import parse_edtf
from kgraph.errors import InvalidDate
from kgraph.importing.followthemoney.records import FtmRecord, Refusal

# A year, a month, a day, or a moment of a day, of which the day counts. Always UTC.
_DATE = re.compile(
    r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII
)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)


def find_validity(record: FtmRecord) -> str | None:
    """Return when a record says that it holds; None if it gives no date.

    `startDate` and `endDate` make an interval at the precision given. Where one of the two is missing that end is
    unknown, not open: `2014-03/`. `date` stands where neither is given; `listingDate` of a sanction is a start where
    no other date is given. Of several values that refine one another the finest counts; of several that do not, the
    earliest start and the latest end, each marked as uncertain.

    Raises:
        Refusal: a date cannot be read or does not exist, or the end lies before the start.
    """
    start = _read_end(record, "startDate", latest=False)
    end = _read_end(record, "endDate", latest=True)
    if start is None and end is None:
        date = _read_end(record, "date", latest=False)
        if date is not None:
            return date
        start = _read_end(record, "listingDate", latest=False)
    if start is None and end is None:
        return None
    text = f"{start or ''}/{end or ''}"
    try:
        return parse_edtf(text).text
    except InvalidDate as error:
        raise Refusal(f"is no period: {error.reason}", field="properties.endDate", value=text) from error


def _read_end(record: FtmRecord, name: str, *, latest: bool) -> str | None:
    dates = sorted({_read_date(value, name) for value in record.texts(name)})
    if not dates:
        return None
    finest = max(dates, key=len)
    if all(finest.startswith(date) for date in dates):
        return finest
    return f"{dates[-1] if latest else dates[0]}?"


def _read_date(value: str, name: str) -> str:
    match = _DATE.match(value)
    if match is None:
        raise Refusal("is not a date such as 2014, 2014-03 or 2014-03-18", field=f"properties.{name}", value=value)
    try:
        return parse_edtf(match[1]).text
    except InvalidDate as error:
        raise Refusal(error.reason, field=f"properties.{name}", value=value) from error


def find_retrieval(record: FtmRecord) -> datetime.datetime | None:
    """Return the last moment at which the record was retrieved, to the second; a mere day begins at midnight, UTC.

    None where it is not given, or to the year or month only.

    Raises:
        Refusal: it is no date.
    """
    moments = []
    for value in record.texts("retrievedAt"):
        _read_date(value, "retrievedAt")
        match = _MOMENT.match(value)
        if match is None:
            continue
        text = f"{match[1]}T{match[2] or '00:00'}{match[3] or '+00:00'}"
        try:
            moments.append(datetime.datetime.fromisoformat(text).replace(microsecond=0))
        except ValueError as error:
            raise Refusal("is no moment that exists", field="properties.retrievedAt", value=value) from error
    return max(moments, default=None)
