"""CSL-JSON: what Zotero, Pandoc and most other reference managers read; one valid array.

A date of which nothing is doubtful is `date-parts`, as fine as it is known. Any other is a `literal` that bears its
marks, `May 19, [2023?]`, since styles print a literal as it stands and leave out `circa`, which is set as well; the
note says it again. No date: no `issued`. An unknown title is no `title`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kgraph.citations.authors import split_name
from kgraph.citations.date_words import ENGLISH
from kgraph.citations.entries import BibliographyEntry
from kgraph.citations.remarks import build_remark
from kgraph.citations.sound_dates import find_sound_dates, is_doubtful

# A news site is cited as a newspaper is; an outlet that counts volumes or issues is a journal.
_TYPES = {
    "article": "article-newspaper",
    "cited-item": "article-newspaper",
    "dataset": "dataset",
    "web-page": "webpage",
}


def render(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    """Yield the pieces of a JSON array: one for each entry, and what stands around them."""
    start = "[\n"
    for entry in entries:
        yield start + json.dumps(build_item(entry), ensure_ascii=False)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def build_item(entry: BibliographyEntry) -> dict[str, Any]:
    """Return an entry as an item of CSL-JSON."""
    is_journal = _TYPES[entry.type] == "article-newspaper" and (entry.volume or entry.issue) is not None
    item = {
        "id": entry.id,
        "type": "article-journal" if is_journal else _TYPES[entry.type],
        "title": entry.title,
        "author": [_build_name(name) for name in entry.authors] or None,
        "container-title": entry.outlet,
        "volume": entry.volume,
        "issue": entry.issue,
        "issued": _build_date(entry.date),
        "URL": entry.url,
        "note": build_remark(entry),
    }
    return {name: value for name, value in item.items() if value is not None}


def _build_name(name: str) -> dict[str, str]:
    family, given = split_name(name)
    return {"literal": name} if given is None else {"family": family, "given": given}


def _build_date(date: str | None) -> dict[str, Any] | None:
    words = ENGLISH.say(date)
    if words == ENGLISH.undated:
        return None
    dates = find_sound_dates(date)
    seasons = {each.season for each in dates}
    if not dates or (len(dates) > 1 and seasons != {None}):
        return {"literal": words, **({"circa": True} if is_doubtful(date) else {})}
    parts = [[part for part in (each.year, each.month, each.day) if part is not None] for each in dates]
    season = dates[0].season
    return {"date-parts": parts, **({} if season is None else {"season": season})}
