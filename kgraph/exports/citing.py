"""The evidence of a claim in words, for the formats that have a place for a line of text."""

from __future__ import annotations

from kgraph.citations import to_cited_evidence
from kgraph.citations.chicago import format_evidence
from kgraph.exports.export_set import ClaimBatch
from kgraph.records import Claim


def cite_claim(batch: ClaimBatch, claim: Claim) -> tuple[str, ...]:
    """Return a citation for each evidence of a claim, in their order, as a Chicago note has it.

    What the passage cites, cited in the text that was read, and where; or that text alone, saying that the passage
    cites nothing.
    """
    return tuple(format_evidence(to_cited_evidence(evidence, batch.citable)) for evidence in claim.evidence)
