"""What claims say of an entity, as cells of a table, each with its evidence in a line.

A cell that links to an entity states a fact to whoever reads the table: it is made of a claim that is plain (`Marker`).
Whatever is less than that is text with its marks: a client may show every link to one entity under one name, so that a
mark in a name would be lost. A value that is another claim says how that one stands, and has its evidence, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kgraph.answers.views import ClaimView, ContentView, EntityRef, Neighbour
from kgraph.answers.wording import cite_evidence
from kgraph.briefs.claim_words import describe_claim
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.reconciliation.answers import Cell, EntityCell, TextCell
from kgraph.reconciliation.marks import Marker, show_content
from kgraph.reconciliation.properties import Property

# How many claims of a tie are looked at, and how many of these its evidence shows.
_LOOKED_AT = 20
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value and the line of evidence beside it; a remark on what is left out has no value of its own."""

    value: Cell
    evidence: str
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class CellSettings:
    """How many values a property has at most, and whether qualified ones are shown."""

    limit: int
    shows_qualified: bool


def list_cells(
    kg: KnowledgeGraph, marker: Marker, entity: str, wanted: Property, settings: CellSettings
) -> list[Sourced]:
    """Return the values of a property that is read from claims; what is left out is said in the last one."""
    if wanted.kind == "neighbours":
        found, total = _list_neighbours(kg, marker, entity, settings.limit)
    else:
        found, total = _list_objects(kg, marker, entity, wanted, settings.limit)
    shown = [each for each in found if each.is_plain or settings.shows_qualified]
    remarks = []
    if total > len(found):
        remarks.append(f"{total - len(found)} more are not shown: the limit is {settings.limit}")
    if len(found) > len(shown):
        remarks.append(f"{len(found) - len(shown)} that are qualified are left out")
    if remarks:
        remark = f"[{'; '.join(remarks)}]"
        shown.append(Sourced(TextCell(text=remark), remark))
    return shown


def write_evidence(claim: ClaimView) -> str:
    """Return a claim in a line: its id, what it says, how surely and by whom, and every passage it was read in.

    >>> import kgraph
    >>> print(write_evidence(kgraph.open().claim("p06s2c05"))[:78])
    p06s2c05: Chinese goods were meant to be shipped by way of Khorgos. [planned ·
    """
    words = " · ".join(describe_claim(claim, None))
    return f"{claim.id}: {claim.statement} [{words}] {'; also '.join(map(cite_evidence, claim.evidence))}"


def _list_objects(
    kg: KnowledgeGraph, marker: Marker, entity: str, wanted: Property, limit: int
) -> tuple[list[Sourced], int]:
    roles = ("subject", "object") if wanted.symmetric else ("subject",)
    read: list[tuple[ClaimView, ContentView]] = []
    total = 0
    for role in roles:
        filters: dict[str, Any] = {"predicate": wanted.word, role: entity}
        answer = kg.claims(polarity="affirmed", limit=limit, **filters)
        total += answer.total.value
        read += ((claim, claim.object if role == "subject" else ContentView(entity=claim.subject)) for claim in answer)
    referred = _get_referred(kg, (content for _, content in read[:limit]))
    found = [
        _make_cell(content, marker.list_marks(claim), write_evidence(claim))
        if content.claim is None
        else _make_claim_cell(marker, claim, referred[content.claim.id])
        for claim, content in read[:limit]
    ]
    return found, total


def _get_referred(kg: KnowledgeGraph, contents: Iterable[ContentView]) -> dict[str, ClaimView]:
    """Return the claims that contents are, by their ids."""
    ids = list(dict.fromkeys(content.claim.id for content in contents if content.claim is not None))
    return {claim.id: claim for claim in kg.claims(id=ids, limit=len(ids))} if ids else {}


def _list_neighbours(kg: KnowledgeGraph, marker: Marker, entity: str, limit: int) -> tuple[list[Sourced], int]:
    answer = kg.neighbours(entity, limit=limit, claims_per_neighbour=_LOOKED_AT)
    return [_make_neighbour(marker, each) for each in answer], answer.total.value


def _make_neighbour(marker: Marker, neighbour: Neighbour) -> Sourced:
    marks = {claim.id: marker.list_marks(claim) for claim in neighbour.claims}
    # One that is plain goes first: it is what the link rests on.
    claims = sorted(neighbour.claims, key=lambda claim: bool(marks[claim.id]))
    shown = claims[:_SHOWN]
    rest = neighbour.claim_count - len(shown)
    remark = [f"{rest} more {'claim' if rest == 1 else 'claims'}"] if rest else []
    evidence = " | ".join([*map(write_evidence, shown), *remark])
    # One plain claim is enough for a tie; of what only the claims beyond those looked at might be, nothing is said.
    together: tuple[str, ...] = ()
    if all(marks.values()):
        together = marks[claims[0].id]
        if any(each != together for each in marks.values()):
            # Whatever qualifies one claim must not be read as qualifying another.
            own = [f"{claim.id}: {'; '.join(marks[claim.id])}" for claim in shown]
            together = (" | ".join([*own, *remark]),)
    return _make_cell(ContentView(entity=neighbour.entity), together, evidence)


def _make_cell(content: ContentView, marks: tuple[str, ...], evidence: str) -> Sourced:
    if content.entity is not None and not marks:
        return Sourced(_link(content.entity, evidence), evidence)
    return Sourced(TextCell(text=_mark(show_content(content), marks)), evidence, not marks)


def _make_claim_cell(marker: Marker, claim: ClaimView, referred: ClaimView) -> Sourced:
    marks = marker.list_marks(claim)
    words = f"claim {referred.id}: {referred.statement} [{' · '.join(describe_claim(referred, None))}]"
    evidence = f"{write_evidence(claim)} | {write_evidence(referred)}"
    return Sourced(TextCell(text=_mark(words, marks)), evidence, not marks and not marker.list_marks(referred))


def _mark(words: str, marks: tuple[str, ...]) -> str:
    return f"{words} ({'; '.join(marks)})" if marks else words


def _link(entity: EntityRef, evidence: str) -> EntityCell:
    return EntityCell(id=entity.id, name=entity.name, description=evidence)
