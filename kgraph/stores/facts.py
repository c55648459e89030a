"""What is asked of claims that may contradict one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.dates import Edtf, parse_edtf
from kgraph.graph import makes_ties
from kgraph.records import Claim, Vocabulary
from kgraph.stores.support import supports_of


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim, the sources that support it, and when it holds."""

    claim: Claim
    supports: frozenset[str]
    valid: Edtf | None

    @property
    def ties(self) -> bool:
        """Whether it is affirmed and not withdrawn."""
        return makes_ties(self.claim)

    @property
    def is_listed(self) -> bool:
        """Whether it is listed and counted without being asked for: it is not withdrawn."""
        return self.claim.rank != "deprecated"


FactsById = Mapping[str, ClaimFacts]


def derive_facts(claim: Claim) -> ClaimFacts:
    """Work out what is asked of a claim."""
    return ClaimFacts(claim, supports_of(claim), None if claim.valid is None else parse_edtf(claim.valid))


def topics_of(claim: Claim, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return a claim's own topics, or else that of its predicate."""
    return claim.topics or (vocabulary.predicate_by_id[claim.predicate].topic,)
