"""References by GOST R 7.0.5-2008 (references behind the text and footnotes), with Russian words between the parts.

- `Author. Title // Outlet. Year. Day and month. Vol., №. URL`: areas are parted by full stops, as the standard lets
  references do in place of the full stop and dash of a description; the item stands before `//`, the outlet behind it.
- Up to three authors stand first, family name and initials; of four and more the first stands behind the title,
  `/ I. O. Family [и др.]`.
- `Т.` for an outlet or a title in Cyrillic, `Vol.` for any other, since such words follow the language of the item
  (GOST 7.1-2003); `№` in either, as in the examples of the standard (`Ref. Libr. 1997. Vol. 3, № 58`). Where there is
  a day or a month, volume and issue stand in round brackets behind it, as of newspapers in GOST 7.1-2003.
- What the item does not say itself stands in square brackets (GOST 7.1-2003): an inferred year `[2023?]`, an
  approximate one `[ок. 2023]`, `[год не установлен]`, `[Б. д.]` (without a date), `[Без заглавия]`.
- What was seen only as a citation is followed by `Цит. по:` and the text that cites it; `см.:` stands before what is
  cited with the word "see". Several items of one reference are parted by ` ; `.
- Titles and names of outlets stay as they are recorded. The order is that of the keys, the ids of the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgraph.citations.authors import AuthorName, split_name
from kgraph.citations.date_words import RUSSIAN
from kgraph.citations.entries import BibliographyEntry, CitableSource, CitedEvidence
from kgraph.dates import Edtf, parse_edtf
from kgraph.records import Locator

MOST_AUTHORS_FIRST = 3
UNTITLED = "[Без заглавия]"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_FIRST_LETTER = re.compile(r"[^\W\d_]")


def render(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    """Yield a line for each entry of a bibliography."""
    return (f"{format_entry(entry)}\n" for entry in entries)


def format_entry(entry: BibliographyEntry) -> str:
    """Return a reference as a list behind a text has it.

    >>> from kgraph.citations import iter_entries
    >>> import kgraph
    >>> from kgraph.stores import ClaimQuery
    >>> format_entry(next(iter_entries(kgraph.open().store, ClaimQuery(ids=frozenset({"p06s4c01"})))))
    'Kazakhstan Cautiously Builds Ties With China // Eurasia Daily Monitor. [Б. д.]. Vol. 20, № 152.'
    """
    return format_note(entry)


def format_note(entry: CitableSource, locator: Locator | None = None) -> str:
    """Return a footnote: what is cited, and where in it.

    For an entry that was not read, `Цит. по:` what cites it: the locator is then a place in that text.

    Raises:
        ValueError: a place is given, and several texts cite the entry.
    """
    carriers = entry.cited_in if isinstance(entry, BibliographyEntry) and not entry.read else ()
    if locator is not None and len(carriers) > 1:
        raise ValueError(f"{entry.id} is cited in {len(carriers)} texts: say in which of them the place is")
    if not carriers:
        return _end(_place_in(entry, locator))
    cited_in = " ; ".join(_place_in(carrier, locator) for carrier in carriers)
    return _end(f"{_end(format_reference(entry))} Цит. по: {cited_in}")


def format_evidence(evidence: CitedEvidence) -> str:
    """Return the citation of one evidence of a claim: what the passage cites, by which text, and where in that.

    Where the passage cites nothing, the text that was read alone, and that it holds no references.
    """
    place = _place_in(evidence.source, evidence.locator)
    if not evidence.cites:
        return f"{_end(place)} {_name_passage(evidence.locator)} нет."
    cited = " ; ".join(
        f"{'см.: ' if cite.signal == 'see' else ''}{format_reference(cite.source)}" for cite in evidence.cites
    )
    if evidence.cites[0].signal:
        cited = _capitalise(cited)
    return _end(f"{_end(cited)} Цит. по: {place}")


def format_reference(source: CitableSource) -> str:
    """Return a source as a reference names it, without a place and without the full stop at its end."""
    return _place_in(source, None)


def _place_in(source: CitableSource, locator: Locator | None) -> str:
    areas = [f"{_head(source)} // {source.outlet}", *_say_number_and_date(source)]
    if locator is not None:
        areas.append(_name_place(locator))
    if source.url is not None and (locator is None or locator.url is None):
        areas.append(f"URL: {source.url}")
    return " ".join([*map(_end, areas[:-1]), areas[-1]])


def _head(source: CitableSource) -> str:
    title = source.title or UNTITLED
    names: list[AuthorName] = list(map(split_name, source.authors))
    if len(names) > MOST_AUTHORS_FIRST:
        first = names[0]
        return f"{title} / {first.family if first.initials is None else f'{first.initials} {first.family}'} [и др.]"
    authors = ", ".join(name.family if name.initials is None else f"{name.family} {name.initials}" for name in names)
    return f"{_end(authors)} {title}" if authors else title


def _say_number_and_date(source: CitableSource) -> list[str]:
    """Return the areas of date, volume and issue."""
    volume = "Т." if _CYRILLIC.search(f"{source.outlet} {source.title or ''}") else "Vol."
    numbers = ", ".join(
        [
            *([] if source.volume is None else [f"{volume} {source.volume}"]),
            *([] if source.issue is None else [f"№ {source.issue}"]),
        ]
    )
    date = list(_iter_date(source))
    if len(date) > 1 and numbers:
        return [*date[:-1], f"{date[-1]} ({numbers})"]
    return [*date, numbers] if numbers else date


def _iter_date(source: CitableSource) -> Iterator[str]:
    """Yield the year, then what is finer; of an interval or a set both together."""
    edtf: Edtf | None = None if source.date is None else parse_edtf(source.date)
    if edtf is None or edtf.form != "date":
        yield RUSSIAN.say(source.date)
        if source.date is None and source.date_printed is not None:
            yield f"[дата в тексте: {source.date_printed}]"
        return
    parts = RUSSIAN.split(edtf.dates[0])
    yield parts.year
    finer = parts.month or parts.season
    if finer is not None:
        yield f"{parts.day} {finer}" if parts.day is not None else _capitalise(finer)


def _name_place(locator: Locator) -> str:
    if locator.paragraph is not None:
        return f"Абз. {locator.paragraph}, предл. {locator.sentence}"
    if locator.row is not None:
        return f"Строка {locator.row}"
    retrieved = locator.retrieved
    return f"URL: {locator.url}" + (f" (дата обращения: {retrieved:%d.%m.%Y})" if retrieved else "")


def _name_passage(locator: Locator) -> str:
    if locator.paragraph is not None:
        return "В предложении ссылок"
    return "В строке ссылок" if locator.row is not None else "На странице ссылок"


def _capitalise(text: str) -> str:
    """Return a text whose first letter is a capital, brackets before it aside."""
    return _FIRST_LETTER.sub(lambda letter: letter[0].upper(), text, count=1)


def _end(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
