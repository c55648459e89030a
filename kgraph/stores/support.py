"""What a claim rests on: the publications that support it, and what is left of it without some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kgraph.columns import Passage, Support
from kgraph.dates import Edtf, parse_edtf
from kgraph.filters import NO_EXCLUSION, Exclusion
from kgraph.records import Cite, Claim, Evidence, Source

Sources = Mapping[str, Source]


def supports_of(claim: Claim) -> frozenset[str]:
    """Return the ids of all sources that support a claim: what its evidence cites, else what it was read in."""
    return frozenset(id_ for evidence in claim.evidence for id_ in _iter_supporting(evidence))


def _iter_supporting(evidence: Evidence) -> tuple[str, ...]:
    return tuple(cite.id for cite in evidence.cites) or (evidence.source,)


def outlets_of(claim: Claim, sources: Sources) -> tuple[str, ...]:
    """Return the distinct outlets of a claim, in alphabetical order of their ids."""
    return tuple(sorted({sources[id_].outlet for id_ in supports_of(claim)}))


@dataclass(frozen=True)
class SupportFacts:
    """What filters ask of what a claim rests on.

    `left` are the passages that are left, with their places among all; `supports` the sources that they cite, or
    else were read in, and `sources` both.
    """

    left: tuple[tuple[int, Passage], ...]
    known: Sources

    @property
    def supports(self) -> frozenset[str]:
        """The ids of the sources that support the claim."""
        return frozenset(id_ for _, passage in self.left for id_ in _cited(passage) or (passage.source,))

    @property
    def sources(self) -> frozenset[str]:
        """The ids of all sources that it was read in or that its passages cite."""
        return frozenset(passage.source for _, passage in self.left) | self.supports

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The distinct outlets, by id."""
        return tuple(sorted({self.known[id_].outlet for id_ in self.supports}))

    @cached_property
    def published(self) -> tuple[Edtf | None, ...]:
        """The dates of the sources that support it; None for one that is not known."""
        dates = sorted({self.known[id_].date for id_ in self.supports}, key=str)
        return tuple(None if date is None else parse_edtf(date) for date in dates)

    @property
    def is_cited(self) -> bool:
        """Whether a passage that it was read in cites anything."""
        return any(passage.cites for _, passage in self.left)

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """The paragraphs and sentences that it was read in."""
        return frozenset(
            (passage.paragraph, passage.sentence)
            for _, passage in self.left
            if passage.paragraph is not None and passage.sentence is not None
        )


def _cited(passage: Passage) -> tuple[str, ...]:
    return tuple(id_ for id_, _ in passage.cites)


def weigh_support(support: Support, sources: Sources, exclusion: Exclusion = NO_EXCLUSION) -> SupportFacts | None:
    """Return what is left of what a claim rests on without what is excluded; None if it is nothing.

    The citations of an excluded outlet or source are removed. An evidence that had citations and has none
    left goes, as does one that cites nothing and was read in a text of an excluded outlet, and whatever was
    read in an excluded source.
    """
    left = tuple(_iter_left(support, sources, exclusion)) if exclusion else tuple(enumerate(support))
    return SupportFacts(left, sources) if left else None


def _iter_left(support: Support, sources: Sources, exclusion: Exclusion) -> Iterable[tuple[int, Passage]]:
    for place, passage in enumerate(support):
        if passage.source in exclusion.sources:
            continue
        if not passage.cites:
            if sources[passage.source].outlet not in exclusion.outlets:
                yield place, passage
            continue
        cites = tuple(
            (id_, signal)
            for id_, signal in passage.cites
            if id_ not in exclusion.sources and sources[id_].outlet not in exclusion.outlets
        )
        if cites:
            yield place, passage if cites == passage.cites else passage._replace(cites=cites)


def take_support(claim: Claim, facts: SupportFacts) -> Claim:
    """Return a claim with no more evidence than is left of what it rests on: the same one if that is all."""
    evidence = tuple(_take_cites(claim.evidence[place], passage) for place, passage in facts.left)
    return claim if evidence == claim.evidence else claim.model_copy(update={"evidence": evidence})


def _take_cites(evidence: Evidence, passage: Passage) -> Evidence:
    if len(evidence.cites) == len(passage.cites):
        return evidence
    kept = {id_ for id_, _ in passage.cites}
    cites: tuple[Cite, ...] = tuple(cite for cite in evidence.cites if cite.id in kept)
    return evidence.model_copy(update={"cites": cites})
