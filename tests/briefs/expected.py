"""What a brief must hold, worked out from the records alone, claim by claim."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.answers.views import ClaimView
from kgraph.briefs import Brief
from kgraph.briefs.brief import BriefItem
from kgraph.records import Claim

REAL = {"occurred", "ongoing", "ended"}
PLANNED = {"planned", "promised", "announced"}


def find_section(claim: ClaimView) -> str:
    """Return the section in which a claim must stand."""
    if claim.rank == "deprecated":
        return "withdrawn"
    if claim.polarity == "negated":
        return "negated"
    if claim.polarity == "unknown":
        return "unsaid"
    if claim.hedge or claim.contested_by or claim.status not in REAL | PLANNED:
        return "reserve"
    if claim.status in PLANNED:
        return "planned"
    return "affirmed" if claim.basis == "stated" else "presupposed"


def names(claim: Claim, entity: str) -> bool:
    """Tell whether a claim names an entity as subject, object or in a qualifier."""
    return claim.subject == entity or any(content.entity == entity for content in claim.contents)


def list_items(brief: Brief) -> list[BriefItem]:
    """Return the items of a brief, in their order."""
    return [item for section in brief.sections for item in section.items]


def check_footnotes(brief: Brief, claims: Iterable[ClaimView]) -> None:
    """Check that each item has a footnote for each of its passages, and that every footnote is needed."""
    notes = {note.number: note for note in brief.footnotes}
    assert list(notes) == list(range(1, len(notes) + 1))
    views = {claim.id: claim for claim in claims}
    referred: set[int] = set()
    for item in list_items(brief):
        shown = [(item.claim, item.footnotes), *((other.claim, other.footnotes) for other in item.contradicted_by)]
        for id_, numbers in shown:
            assert numbers
            referred.update(numbers)
            if id_ in views:
                passages = {
                    (each.source.id, each.locator, each.digest, tuple(cite.id for cite in each.cites))
                    for each in views[id_].evidence
                }
                assert {(n.source, n.locator, n.digest, n.cites) for n in map(notes.__getitem__, numbers)} == passages
    assert referred == set(notes)
    cited = {id_ for note in brief.footnotes for id_ in (note.source, *note.cites)}
    assert {entry.source for entry in brief.bibliography} == cited
