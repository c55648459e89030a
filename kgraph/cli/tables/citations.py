"""Evidence in a line: the passage, and what it cites."""

from __future__ import annotations

import re

from kgraph.queries.answers import CiteView, EvidenceView, NearbyCitesView
from kgraph.records import Locator

# The year at the head of an EDTF date, with its mark of doubt: 2023?-05-19, XXXX-01-06.
_YEAR = re.compile(r"(\d{4}|XXXX)([?~%]?)(?=-|$)")


def show_evidence(evidence: EvidenceView, *, name_source: bool = False) -> str:
    """Return the passage and what it cites: `¶5 s2, RBC, July 28 2023?`, or `¶6 s4, cites nothing`."""
    citation = f"{show_place(evidence.locator)}, {show_cites(evidence.cites)}"
    return f"{citation} (in {show_source_name(evidence)})" if name_source else citation


def show_source_name(evidence: EvidenceView) -> str:
    """Return what the text that a passage stands in is called: outlet and title."""
    source = evidence.source
    return source.outlet.name if source.title is None else f"{source.outlet.name}, “{source.title}”"


def show_place(locator: Locator) -> str:
    """Return where a passage stands: `¶5 s2`, `row 17`, or an address."""
    if locator.paragraph is not None:
        return f"¶{locator.paragraph} s{locator.sentence}"
    if locator.row is not None:
        return f"row {locator.row}"
    retrieved = f" (retrieved {locator.retrieved:%Y-%m-%d})" if locator.retrieved else ""
    return f"{locator.url}{retrieved}"


def show_cites(cites: tuple[CiteView, ...]) -> str:
    """Return the outlets and dates that a passage cites, or that it cites nothing."""
    return "; ".join(map(_show_cite, cites)) if cites else "cites nothing"


def show_nearby(nearby: NearbyCitesView) -> str:
    """Return what the next bracket of the paragraph cites, which supports nothing here."""
    return f"s{nearby.sentence} cites {show_cites(nearby.cites)}; that is no support for this claim"


def _show_cite(cite: CiteView) -> str:
    signal = f"{cite.signal} " if cite.signal else ""
    return f"{signal}{cite.outlet.name}, {show_date(cite.date, cite.date_printed)}"


def show_date(date: str | None, printed: str | None) -> str:
    """Return a date as it is printed, with the year where it is known, and its mark where it is inferred.

    >>> show_date("2023?-07-28", "July 28")
    'July 28 2023?'
    >>> show_date("XXXX-01-06", "January 6")
    'January 6, year unknown'
    >>> show_date(None, None)
    'undated'
    """
    if date is None or printed is None:
        return printed or date or "undated"
    match = _YEAR.match(date)
    if match is None:
        return f"{printed} ({date})"
    year, mark = match.groups()
    if year == "XXXX":
        return f"{printed}, year unknown"
    return printed if year in printed else f"{printed} {year}{mark}"
