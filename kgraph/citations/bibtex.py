"""BibTeX, good for biblatex too: an entry per source, its key the id of the source.

The year of which nothing is doubtful is a number; else `year` holds words with their marks, `{[2023?]}`, which BibTeX
styles print as they are and biblatex takes for a literal. Month and day are left out where they are doubtful, and where
the date is an interval or a set, which stand in `year` in words. No date: `year = {n.d.}`. An unknown title is no
`title`. Titles stand in a second pair of braces, so that no style takes away their capitals. Letters are UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.citations.authors import split_name
from kgraph.citations.date_words import ENGLISH
from kgraph.citations.entries import BibliographyEntry
from kgraph.citations.remarks import build_remark
from kgraph.dates import parse_edtf

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {"article": "article", "cited-item": "article", "dataset": "misc", "web-page": "misc"}
# Braces are spelt out, for BibTeX counts even escaped ones. Those around quotation marks keep TeX from joining two of
# them into another character.
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    '"': '{"}',
    "'": "{'}",
    "`": "{`}",
    "\N{NO-BREAK SPACE}": "~",
}
# What TeX joins, or runs together, if it stands there twice; and what comes between.
_APART = {"-": "{}-", ",": "{},", "<": "{}<", ">": "{}>", " ": "{ }"}
# An address is taken as it stands; only what would end the field, or a command, is percent-encoded.
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def render(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    """Yield each entry, followed by an empty line."""
    return (f"{format_entry(entry)}\n\n" for entry in entries)


def format_entry(entry: BibliographyEntry) -> str:
    """Return an entry of a BibTeX file."""
    lines = [f"@{_TYPES[entry.type]}{{{entry.id}", *(f"  {name} = {value}" for name, value in _iter_fields(entry))]
    return ",\n".join(lines) + "\n}"


def _iter_fields(entry: BibliographyEntry) -> Iterator[tuple[str, str]]:
    if entry.authors:
        yield "author", "{" + " and ".join(map(_format_name, entry.authors)) + "}"
    if entry.title is not None:
        yield "title", f"{{{{{escape(entry.title)}}}}}"
    yield "journal" if _TYPES[entry.type] == "article" else "howpublished", f"{{{escape(entry.outlet)}}}"
    for name, value in (("volume", entry.volume), ("number", entry.issue)):
        if value is not None:
            yield name, f"{{{escape(value)}}}"
    yield from _iter_date(entry.date)
    if entry.url is not None:
        yield "url", f"{{{entry.url.translate(_IN_ADDRESSES)}}}"
    remark = build_remark(entry)
    if remark is not None:
        yield "note", f"{{{escape(remark)}}}"


def _format_name(name: str) -> str:
    """Return a name that is taken apart nowhere but at its comma."""
    family, given = split_name(name)
    return f"{{{escape(family)}}}" if given is None else f"{{{escape(family)}}}, {{{escape(given)}}}"


def _iter_date(date: str | None) -> Iterator[tuple[str, str]]:
    edtf = None if date is None else parse_edtf(date)
    if edtf is None or edtf.form != "date" or edtf.dates[0].season is not None:
        yield "year", f"{{{escape(ENGLISH.say(date))}}}"
        return
    day = edtf.dates[0]
    yield "year", f"{{{escape(ENGLISH.split(day).year)}}}"
    doubtful = day.uncertain | day.approximate
    if day.month is not None and "month" not in doubtful:
        yield "month", _MONTHS[day.month - 1]
        if day.day is not None and "day" not in doubtful:
            yield "day", f"{{{day.day}}}"


def escape(text: str) -> str:
    """Return a text that TeX prints as it is, with its braces in pairs.

    >>> escape("Oil & gas: 100%"), escape("{~}")
    ('Oil \\\\& gas: 100\\\\%', '{\\\\textbraceleft}{\\\\textasciitilde}{\\\\textbraceright}')
    """
    pairs = zip(f"\n{text}", text, strict=False)
    return "".join(
        _APART[letter] if before == letter and letter in _APART else _ESCAPES.get(letter, letter)
        for before, letter in pairs
    )
