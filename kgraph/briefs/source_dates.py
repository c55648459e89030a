"""Which dates of sources are not certain, and why, as far as the dataset says."""

from __future__ import annotations

from kgraph.answers.views import SourceView
from kgraph.briefs.isolation import isolate
from kgraph.dates import Edtf, parse_edtf


def is_certain(date: Edtf) -> bool:
    """Tell whether a date is one date, or an interval with both ends, of which nothing is doubtful.

    A coarse one can be certain, `2023-05` or `2023`; a decade, of which no year is known, is not, nor is one of a set.

    >>> [is_certain(parse_edtf(text)) for text in ("2023-05", "2022/2023", "2023?", "202X", "[2021,2022]", "../2023")]
    [True, True, False, False, False, False]
    """
    ends_are_dated = (date.start, date.end) == ("dated", "dated")
    years_are_known = all(each.year is not None for each in date.dates)
    return ends_are_dated and years_are_known and not (date.is_set or date.qualified)


def shows_marks(date: Edtf) -> bool:
    """Tell whether a brief writes the date of a source as the dataset has it, with marks that need to be explained."""
    return not is_certain(date) and date.year_known


def doubt_date(source: SourceView) -> str | None:
    """Return what is not certain of a source's date, and why; None for a certain one."""
    because = "" if source.date_basis is None else f" ({isolate(source.date_basis)})"
    if source.date is None:
        return f"no date{because}"
    date = parse_edtf(source.date)
    if is_certain(date):
        return None
    return f"{source.date}{because}" if shows_marks(date) else f"the year stays open{because}"


def name_source(source: SourceView) -> str:
    """Return what tells a source from others: its outlet, its title, and the date that is printed."""
    outlet = isolate(source.outlet.name)
    name = outlet if source.title is None else f"{outlet}, “{isolate(source.title)}”"
    return name if source.date_printed is None else f"{name}, {isolate(source.date_printed)}"
