"""Chicago notes and bibliography (17th edition), in plain text.

- A bibliography entry begins with the author; without a byline with the title (14.79); without either with the outlet,
  as for an unsigned newspaper item (14.199).
- A title that is not known is not made up: a description in brackets stands for it, `[untitled item]`.
- An outlet with a volume or an issue is cited as a journal, `Outlet 20, no. 152 (date)`, any other as a newspaper or a
  news site is, `Outlet, date`.
- No date: `n.d.` (14.145). What is doubtful in one stands in brackets with its mark: `May 19, [2023?]`.
- What was seen only as a citation is `cited in` the text that cites it (14.260).
- The order is that of the keys, the ids of the sources, so that thousands can be listed while they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kgraph.citations.authors import AuthorName, split_name
from kgraph.citations.date_words import ENGLISH
from kgraph.citations.entries import BibliographyEntry, CitableSource, CitedEvidence
from kgraph.records import Locator

# Of more authors than this a note names the first alone, and a bibliography the first seven (14.76).
MOST_IN_A_NOTE = 3
MOST_IN_AN_ENTRY = 10
SHOWN_OF_MORE = 7
_UNTITLED = {
    "article": "[untitled article]",
    "cited-item": "[untitled item]",
    "dataset": "[untitled dataset]",
    "web-page": "[untitled web page]",
}


def render(entries: Iterable[BibliographyEntry]) -> Iterator[str]:
    """Yield a line for each entry of a bibliography."""
    return (f"{format_entry(entry)}\n" for entry in entries)


def format_entry(entry: BibliographyEntry) -> str:
    """Return an entry of a bibliography.

    >>> from kgraph.citations import iter_entries
    >>> import kgraph
    >>> from kgraph.stores import ClaimQuery
    >>> format_entry(next(iter_entries(kgraph.open().store, ClaimQuery(ids=frozenset({"p06s4c01"})))))
    '“Kazakhstan Cautiously Builds Ties With China.” Eurasia Daily Monitor 20, no. 152 (n.d.).'
    """
    authors = _list_authors(entry.authors)
    title, where = _name_item(entry, ".")
    parts = [title if entry.title is not None else _capitalise(title), where]
    if authors is not None:
        parts.insert(0, authors)
    if entry.url is not None:
        parts.append(entry.url)
    if not entry.read and entry.cited_in:
        parts.append(f"Cited in {'; '.join(map(format_reference, entry.cited_in))}")
    return " ".join(part if part.endswith("”") else _end(part) for part in parts)


def format_note(entry: CitableSource, locator: Locator | None = None) -> str:
    """Return a footnote: what is cited, and where in it.

    For an entry that was not read, `cited in` what cites it: the locator is then a place in that text.

    Raises:
        ValueError: a place is given, and several texts cite the entry.

    >>> from kgraph.citations import get_citable_sources
    >>> import kgraph
    >>> sources = get_citable_sources(kgraph.open().store, ["edm-20-152"])
    >>> format_note(sources["edm-20-152"], Locator(paragraph=5, sentence=2))
    '“Kazakhstan Cautiously Builds Ties With China,” Eurasia Daily Monitor 20, no. 152 (n.d.), par. 5, sent. 2.'
    """
    carriers = entry.cited_in if isinstance(entry, BibliographyEntry) and not entry.read else ()
    if locator is not None and len(carriers) > 1:
        raise ValueError(f"{entry.id} is cited in {len(carriers)} texts: say in which of them the place is")
    if not carriers:
        return _end(_place_in(entry, locator))
    cited_in = "; ".join(_place_in(carrier, locator) for carrier in carriers)
    return _end(f"{format_reference(entry)}, cited in {cited_in}")


def format_evidence(evidence: CitedEvidence) -> str:
    """Return the citation of one evidence of a claim: what the passage cites, cited in the text that was read, where.

    Where the passage cites nothing, the text that was read alone, and that it cites nothing.
    """
    place = _place_in(evidence.source, evidence.locator)
    if not evidence.cites:
        return _end(f"{place} ({_name_passage(evidence.locator)} cites nothing)")
    cited = [f"{f'{cite.signal} ' if cite.signal else ''}{format_reference(cite.source)}" for cite in evidence.cites]
    text = f"{'; '.join(cited)}, cited in {place}"
    return _end(f"{text[:1].upper()}{text[1:]}" if evidence.cites[0].signal else text)


def format_reference(source: CitableSource) -> str:
    """Return a source as a note cites it, without a place and without a full stop."""
    return _place_in(source, None)


def _place_in(source: CitableSource, locator: Locator | None) -> str:
    authors = _name_authors(source.authors)
    title, where = _name_item(source, ",")
    parts = [f"{title} {where}" if source.title is not None else f"{title}, {where}"]
    if authors is not None:
        parts.insert(0, authors)
    if locator is not None:
        parts.append(_name_place(locator))
    if source.url is not None and (locator is None or locator.url is None):
        parts.append(source.url)
    return ", ".join(parts)


def _name_item(source: CitableSource, mark: str) -> tuple[str, str]:
    """Return a title, a mark inside its quotation marks, and where it appeared; or what stands for them.

    An unsigned item of a newspaper or a news site is found under its outlet: that comes first if there is no title.
    """
    date = ENGLISH.say(source.date)
    if source.date is None and source.date_printed is not None:
        date = f"{date} [printed: {source.date_printed}]"
    volume = "" if source.volume is None else f" {source.volume}"
    issue = "" if source.issue is None else f", no. {source.issue}"
    where = f"{source.outlet}{volume}{issue} ({date})" if volume or issue else f"{source.outlet}, {date}"
    if source.title is not None:
        return _quote(source.title, mark), where
    untitled = _UNTITLED[source.type]
    if source.authors or volume or issue:
        return untitled, where
    return source.outlet, f"{_capitalise(untitled) if mark == '.' else untitled}, {date}"


def _name_place(locator: Locator) -> str:
    if locator.paragraph is not None:
        return f"par. {locator.paragraph}, sent. {locator.sentence}"
    if locator.row is not None:
        return f"row {locator.row}"
    if locator.retrieved is None:
        return str(locator.url)
    return f"accessed {ENGLISH.say(locator.retrieved.date().isoformat())}, {locator.url}"


def _name_passage(locator: Locator) -> str:
    if locator.paragraph is not None:
        return "the sentence"
    return "the row" if locator.row is not None else "the page"


def _list_authors(authors: Sequence[str]) -> str | None:
    """Return the authors as a bibliography lists them: the first one inverted."""
    if not authors:
        return None
    first, *others = map(split_name, authors)
    shown = [first.inverted, *(name.straight for name in others)]
    if len(shown) > MOST_IN_AN_ENTRY:
        return f"{', '.join(shown[:SHOWN_OF_MORE])}, et al."
    # The comma of the inverted name calls for one before the "and".
    return shown[0] if not others else f"{', '.join(shown[:-1])}, and {shown[-1]}"


def _name_authors(authors: Sequence[str]) -> str | None:
    names: list[AuthorName] = list(map(split_name, authors))
    if not names:
        return None
    if len(names) > MOST_IN_A_NOTE:
        return f"{names[0].straight} et al."
    if len(names) == 1:
        return names[0].straight
    *others, last = (name.straight for name in names)
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}"


def _quote(title: str, mark: str) -> str:
    """Return a title in quotation marks, a full stop or a comma inside them, as is usual in American English."""
    return f"“{title}”" if mark == "." and title.endswith((".", "?", "!", "…")) else f"“{title}{mark}”"


def _capitalise(untitled: str) -> str:
    """Return `[Untitled item]` for `[untitled item]`; anything else as it is."""
    return f"[{untitled[1].upper()}{untitled[2:]}" if untitled.startswith("[u") else untitled


def _end(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
