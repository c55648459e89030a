"""What a claim rests on: the publications that support it, and what is left of it without some of them."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.filters import Exclusion
from kgraph.records import Claim, Evidence, Source

Sources = Mapping[str, Source]


def iter_supporting(evidence: Evidence) -> tuple[str, ...]:
    """Return the ids of the sources that support a claim by this evidence: what it cites, else what it was read in."""
    return tuple(cite.id for cite in evidence.cites) or (evidence.source,)


def supports_of(claim: Claim) -> frozenset[str]:
    """Return the ids of all sources that support a claim."""
    return frozenset(id_ for evidence in claim.evidence for id_ in iter_supporting(evidence))


def sources_of(claim: Claim) -> frozenset[str]:
    """Return the ids of all sources that a claim was read in or that its passages cite."""
    return frozenset(evidence.source for evidence in claim.evidence) | supports_of(claim)


def outlets_of(claim: Claim, sources: Sources) -> tuple[str, ...]:
    """Return the distinct outlets of a claim, in alphabetical order of their ids."""
    return tuple(sorted({sources[id_].outlet for id_ in supports_of(claim)}))


def remove_support(claim: Claim, exclusion: Exclusion, sources: Sources) -> Claim | None:
    """Return the claim without what is excluded: the same one if it never rested on it, None if nothing is left.

    The citations of an excluded outlet or source are removed. An evidence that had citations and has none
    left goes, as does one that cites nothing and was read in a text of an excluded outlet, and whatever was
    read in an excluded source.
    """
    left = tuple(
        evidence
        for evidence in (_remove_cites(evidence, exclusion, sources) for evidence in claim.evidence)
        if evidence is not None
    )
    if not left:
        return None
    return claim if left == claim.evidence else claim.model_copy(update={"evidence": left})


def _remove_cites(evidence: Evidence, exclusion: Exclusion, sources: Sources) -> Evidence | None:
    if evidence.source in exclusion.sources:
        return None
    if not evidence.cites:
        return None if sources[evidence.source].outlet in exclusion.outlets else evidence
    cites = tuple(
        cite
        for cite in evidence.cites
        if cite.id not in exclusion.sources and sources[cite.id].outlet not in exclusion.outlets
    )
    if not cites:
        return None
    return evidence if cites == evidence.cites else evidence.model_copy(update={"cites": cites})
