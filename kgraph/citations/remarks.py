"""What the fields of a format have no room for, in English: where an item is cited, and what is known of its date.

Sentences, not `Label: value`: reference managers read lines of the latter kind as fields, and would take an inferred
date out of the remark for the date of the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.citations.chicago import format_reference
from kgraph.citations.date_words import ENGLISH
from kgraph.citations.entries import BibliographyEntry
from kgraph.citations.sound_dates import find_sound_dates


def build_remark(entry: BibliographyEntry) -> str | None:
    """Return, in one line, what a format keeps in its field for notes; None if there is nothing to say.

    Where the item is cited, if it was not read; that its title is not known; its date with all marks of doubt, unless
    it is one day, month or year and certain; and how the date is printed and was inferred.
    """
    return " ".join(_iter_sentences(entry)) or None


def _iter_sentences(entry: BibliographyEntry) -> Iterator[str]:
    if not entry.read and entry.cited_in:
        yield f"Cited in {'; '.join(map(format_reference, entry.cited_in))}; not seen itself."
    if entry.title is None:
        yield "Its title is not known."
    date = _say_date(entry)
    if date is not None:
        yield date


def _say_date(entry: BibliographyEntry) -> str | None:
    printed = "" if entry.date_printed is None else f", printed as “{entry.date_printed}”"
    basis = "" if entry.date_basis is None else f" ({entry.date_basis})"
    dates = find_sound_dates(entry.date)
    if len(dates) == 1 and dates[0].season is None and not printed and not basis:
        return None
    if entry.date is None:
        return f"No date is known (n.d.){printed}{basis}."
    return f"Dated {ENGLISH.say(entry.date)}, in EDTF {entry.date}{printed}{basis}."
