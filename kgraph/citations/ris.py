"""RIS: what EndNote, Mendeley, Zotero and databases exchange; a record per source, its `ID` the id of the source.

`PY` and `DA` are dates that programs take for facts: a bare year in them is printed as one, and a mark beside it is
dropped. So `PY` holds the year only where nothing about it is doubtful, and `DA` the month and the day only where
nothing is. Any other date stands in `N1`, with its marks. An unknown title is no `TI`. Each field is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.citations.authors import split_name
from kgraph.citations.entries import BibliographyEntry
from kgraph.citations.remarks import build_remark
from kgraph.citations.sound_dates import find_sound_dates, find_sound_year

_TYPES = {"article": "NEWS", "cited-item": "NEWS", "dataset": "DATA", "web-page": "ELEC"}
# What some readers take for the end of a line.
_LINE_ENDS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def render(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    """Yield each record, followed by an empty line; lines end in CR LF, as the format wants."""
    return (f"{format_entry(entry)}\r\n" for entry in entries)


def format_entry(entry: BibliographyEntry) -> str:
    """Return a record of a RIS file, from `TY` to `ER`."""
    return "".join(f"{tag}  - {value.translate(_LINE_ENDS)}\r\n" for tag, value in _iter_fields(entry))


def _iter_fields(entry: BibliographyEntry) -> Iterator[tuple[str, str]]:
    is_journal = _TYPES[entry.type] == "NEWS" and (entry.volume or entry.issue) is not None
    yield "TY", "JOUR" if is_journal else _TYPES[entry.type]
    yield "ID", entry.id
    for author in entry.authors:
        yield "AU", split_name(author).inverted
    year = find_sound_year(entry.date)
    fields = {
        "TI": entry.title,
        "T2": entry.outlet,
        "VL": entry.volume,
        "IS": entry.issue,
        "PY": None if year is None else f"{year:04}",
        "DA": _format_day(entry.date),
        "UR": entry.url,
        "N1": build_remark(entry),
    }
    yield from ((tag, value) for tag, value in fields.items() if value is not None)
    yield "ER", ""


def _format_day(date: str | None) -> str | None:
    """Return a certain day or month as RIS writes it: `2023/05/19/`, `2023/05//`."""
    dates = find_sound_dates(date)
    if len(dates) != 1 or dates[0].month is None:
        return None
    day = "" if dates[0].day is None else f"{dates[0].day:02}"
    return f"{dates[0].year:04}/{dates[0].month:02}/{day}/"
