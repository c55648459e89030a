"""What many claims have in common, each kept once and given a number."""

from __future__ import annotations

from typing import NamedTuple

from kgraph.records import Claim


class Kind(NamedTuple):
    """How a claim is meant: all of it that is neither an entity, a date nor evidence."""

    predicate: str
    status: str
    polarity: str
    hedge: str | None
    basis: str
    rank: str
    topics: tuple[str, ...]

    @property
    def ties(self) -> bool:
        """Whether the edges of such a claim are ties: it is affirmed and not withdrawn."""
        return self.polarity == "affirmed" and self.rank != "deprecated"


class Passage(NamedTuple):
    """Where one evidence of a claim was read, as far as other claims share it, and what is cited there."""

    source: str
    paragraph: int | None
    sentence: int | None
    cites: tuple[tuple[str, str | None], ...]


# What a claim rests on: its evidence, without rows, addresses and digests.
Support = tuple[Passage, ...]


def kind_of(claim: Claim) -> Kind:
    """Return how a claim is meant."""
    return Kind(claim.predicate, claim.status, claim.polarity, claim.hedge, claim.basis, claim.rank, claim.topics)


def support_of(claim: Claim) -> Support:
    """Return what a claim rests on."""
    return tuple(
        Passage(
            evidence.source,
            evidence.locator.paragraph,
            evidence.locator.sentence,
            tuple((cite.id, cite.signal) for cite in evidence.cites),
        )
        for evidence in claim.evidence
    )
