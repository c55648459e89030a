"""What a bibliography lists: the sources that claims rest on, each with all that a citation of it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kgraph.answers.views import EvidenceView
from kgraph.records import Entity, Evidence, Locator, Source
from kgraph.records.base import Record
from kgraph.records.source import SourceType
from kgraph.stores import ClaimQuery, SourceUse, Store

# Sources that are fetched at once, however many a bibliography lists.
BATCH = 500


class CitableSource(Record):
    """A source with the name of its outlet: what one needs to cite it. Its id is its stable key."""

    id: str
    type: SourceType
    title: str | None
    authors: tuple[str, ...]
    outlet: str
    date: str | None
    date_printed: str | None
    date_basis: str | None
    volume: str | None
    issue: str | None
    url: str | None


class BibliographyEntry(CitableSource):
    """A source that claims rest on.

    `read`: some of the claims were read in it; else it was only seen as a citation, in the sources of `cited_in`.
    `claim_count` of the claims were read in it, or in a passage that cites it.
    """

    claim_count: int
    read: bool
    cited_in: tuple[CitableSource, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """What a passage cites, and the word before the citation, if any."""

    source: CitableSource
    signal: Literal["see"] | None


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """Why a claim is in the graph, ready to be put into a citation: the text that was read, where, what it cites."""

    source: CitableSource
    locator: Locator
    cites: tuple[CitedSource, ...]


def get_citable_sources(store: Store, ids: Collection[str]) -> dict[str, CitableSource]:
    """Return the sources with these ids, ready to be cited; ids that the dataset does not hold are left out."""
    sources = store.get_sources(ids)
    outlets = store.get_entities(sorted({source.outlet for source in sources.values()}))
    return {id_: to_citable(source, outlets[source.outlet]) for id_, source in sources.items()}


def to_citable(source: Source, outlet: Entity) -> CitableSource:
    """Return a source, which an outlet published, ready to be cited."""
    return CitableSource(**{**dict(source), "outlet": outlet.name})


def iter_entries(store: Store, wanted: ClaimQuery) -> Iterator[BibliographyEntry]:
    """Yield the sources that claims rest on, by id; a batch of them is held at a time."""
    after: str | None = None
    while True:
        part = store.find_source_uses(wanted, after, BATCH)
        yield from _build_entries(store, part.items)
        if not part.more:
            return
        after = part.items[-1].source


def _build_entries(store: Store, uses: Iterable[SourceUse]) -> Iterator[BibliographyEntry]:
    uses = list(uses)
    ids = sorted({id_ for use in uses for id_ in (use.source, *use.cited_in)})
    known = get_citable_sources(store, ids)
    for use in uses:
        yield BibliographyEntry(
            **dict(known[use.source]),
            claim_count=use.claim_count,
            read=use.read,
            cited_in=tuple(known[id_] for id_ in use.cited_in),
        )


def list_source_ids(evidences: Iterable[Evidence | EvidenceView]) -> list[str]:
    """Return the ids of all sources that one needs to cite some evidence, in their order."""
    found: set[str] = set()
    for evidence in evidences:
        found.add(_source_of(evidence))
        found.update(cite.id for cite in evidence.cites)
    return sorted(found)


def to_cited_evidence(evidence: Evidence | EvidenceView, sources: Mapping[str, CitableSource]) -> CitedEvidence:
    """Return evidence ready to be put into a citation; `sources` holds all that it names."""
    return CitedEvidence(
        source=sources[_source_of(evidence)],
        locator=evidence.locator,
        cites=tuple(CitedSource(sources[cite.id], cite.signal) for cite in evidence.cites),
    )


def _source_of(evidence: Evidence | EvidenceView) -> str:
    return evidence.source if isinstance(evidence, Evidence) else evidence.source.id
