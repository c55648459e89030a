"""Footnotes: one for each passage that something rests on, numbered as they are first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kgraph.answers.views import ClaimView, EvidenceView
from kgraph.briefs.brief import Footnote, Reference
from kgraph.briefs.isolation import POP, isolate, strip_isolates
from kgraph.citations import (
    BibliographyEntry,
    CitableSource,
    chicago,
    get_citable_sources,
    iter_entries,
    list_source_ids,
    to_cited_evidence,
)
from kgraph.stores import ClaimQuery, Store

# What may stand before the first letter of an entry, and does not count for its place in the alphabet.
_OPENERS = "“”‘’«»„\"'([ "
# A title that ends in a mark takes no full stop, in an isolate neither.
_MARKED_TWICE = re.compile(rf"([.?!…]{POP}+)\.(?=”)")

_Citable = TypeVar("_Citable", bound=CitableSource)


class Footnotes:
    """Numbers passages, each with what it cites: equal citations of one passage are one footnote."""

    def __init__(self, store: Store, claims: Iterable[ClaimView]) -> None:
        """Take all claims whose evidence will be asked for."""
        evidences = [evidence for claim in claims for evidence in claim.evidence]
        sources = get_citable_sources(store, list_source_ids(evidences))
        self._sources = {id_: _set_apart(source) for id_, source in sources.items()}
        self._numbers: dict[tuple[str, str, str], int] = {}
        self.notes: list[Footnote] = []

    def number(self, claim: ClaimView) -> tuple[int, ...]:
        """Return the numbers of the footnotes of a claim, in the order of its evidence, each once."""
        return tuple(dict.fromkeys(map(self._number_evidence, claim.evidence)))

    def _number_evidence(self, evidence: EvidenceView) -> int:
        cited = to_cited_evidence(evidence, self._sources)
        url = cited.locator.url
        if url is not None:
            cited = replace(cited, locator=cited.locator.model_copy(update={"url": isolate(url)}))
        text = chicago.format_evidence(cited)
        key = (evidence.source.id, evidence.digest, text)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        if number > len(self.notes):
            note = Footnote(
                number=number,
                text=text,
                source=evidence.source.id,
                locator=evidence.locator,
                digest=evidence.digest,
                cites=tuple(cite.id for cite in evidence.cites),
            )
            self.notes.append(note)
        return number


def build_bibliography(store: Store, wanted: ClaimQuery) -> tuple[Reference, ...]:
    """Return the sources that claims rest on, in the order of the alphabet, then of their ids."""
    entries = [
        Reference(source=entry.id, text=_format_entry(entry), date=entry.date) for entry in iter_entries(store, wanted)
    ]
    return tuple(sorted(entries, key=_to_sort_key))


def _to_sort_key(entry: Reference) -> tuple[str, str]:
    return strip_isolates(entry.text).lstrip(_OPENERS).casefold(), entry.source


def _format_entry(entry: BibliographyEntry) -> str:
    cited_in = tuple(map(_set_apart, entry.cited_in))
    return _MARKED_TWICE.sub(r"\1", chicago.format_entry(_set_apart(entry).model_copy(update={"cited_in": cited_in})))


def _set_apart(source: _Citable) -> _Citable:
    """Return a source whose texts stand in isolates where they need any, so that a citation of it is read in order."""
    names = ("title", "outlet", "date_printed", "volume", "issue", "url")
    texts = {name: isolate(text) for name in names if (text := getattr(source, name)) is not None}
    return source.model_copy(update={**texts, "authors": tuple(map(_set_author_apart, source.authors))})


def _set_author_apart(name: str) -> str:
    """Return an author, `Family name, Given name`, each part on its own: styles turn the two round."""
    return ", ".join(isolate(part.strip()) for part in name.split(",", 1)) if "," in name else isolate(name)
