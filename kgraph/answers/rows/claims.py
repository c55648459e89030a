"""The columns of a claim: what is said, how surely, by whom, and the evidence. They are the same in every table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.answers.rows.columns import (
    Cells,
    Column,
    RowTable,
    each,
    flag,
    ids_of,
    names_of,
    number,
    text,
    texts,
)
from kgraph.answers.views import ClaimView, ContentView, QualifierView
from kgraph.answers.wording import cite_evidence, say_value, show_nearby, show_place

_ID = text("id", "id of the claim")
_SAID = (
    text("statement", "the claim as it is made, negation included"),
    text("polarity", "affirmed, negated (it is not so) or unknown (it is unclear whether it is so)"),
    text("status", "whether it happened: occurred, ongoing, planned, alleged ..."),
    text("hedge", "the word by which the text holds back; missing: none"),
    text("basis", "stated, or presupposed by the text"),
    text("speaker_id", "id of the entity that asserts it"),
    text("speaker", "its name"),
    text("valid", "when it holds (EDTF), as uncertain as the text has it; missing: the text does not say"),
    text("subject_id", "id of the entity that it is about"),
    text("subject", "its name"),
    text("subject_type", "its type"),
    text("predicate", "what is said of the subject: a word of the vocabulary"),
    text("object_id", "id of the entity that is the object; missing: the object is a claim or a value"),
    text("object", "its name"),
    text("object_type", "its type"),
    text("object_claim", "id of the claim that is the object"),
    number("object_amount", "amount that is the object, in base units"),
    text("object_modifier", "how the amount is meant: exact, about, at_least ...; an amount says nothing without it"),
    text("object_unit", "unit of the amount"),
    text("object_text", "the figure, or the property, in words"),
    texts("qualifiers", "further parts of the claim, each behind its role"),
    texts("topics", "topics of the claim"),
    text("rank", "preferred, normal or deprecated (withdrawn)"),
    text("deprecated_because", "why it was withdrawn"),
    texts("outlet_ids", "ids of the distinct outlets that it rests on"),
    texts("outlets", "their names"),
    flag("single_source", "whether it rests on one outlet alone"),
    texts("contested_by", "ids of the claims that contradict it"),
    texts("referred_by", "ids of the claims that refer to it"),
    texts(
        "evidence", "for each passage that it was read in: where it stands, and what it cites, or that it cites nothing"
    ),
    texts("source_ids", "for each passage: id of the source that it stands in"),
    texts("passages", "for each passage: where it stands in that source"),
    texts("digests", "for each passage: SHA-256 of its normalised text"),
    texts("cited_ids", "ids of the sources that the passages cite"),
    texts(
        "nearby_cites",
        "of passages that cite nothing: what the next bracket of the paragraph cites, no support for this",
    ),
)
CLAIM_COLUMNS: tuple[Column, ...] = (_ID, *_SAID)
# Beside other things a claim's id is called so; all else keeps its name.
CLAIM_COLUMNS_BESIDE: tuple[Column, ...] = (_ID.about("claim_"), *_SAID)
NO_CLAIM: Cells = (None,) * len(CLAIM_COLUMNS)


def claim_cells(claim: ClaimView) -> Cells:
    """Return a claim as cells of `CLAIM_COLUMNS`."""
    return (
        *(claim.id, claim.statement, claim.polarity, claim.status, claim.hedge, claim.basis),
        *(claim.speaker.id, claim.speaker.name, claim.valid),
        *(claim.subject.id, claim.subject.name, claim.subject.type, claim.predicate),
        *_object_cells(claim.object),
        *(tuple(map(_show_qualifier, claim.qualifiers)), claim.topics, claim.rank, claim.deprecated_because),
        *(ids_of(claim.outlets), names_of(claim.outlets), claim.single_source),
        *(ids_of(claim.contested_by), ids_of(claim.referred_by)),
        *_evidence_cells(claim),
    )


def iter_claim_cells(claims: Iterable[ClaimView]) -> Iterator[Cells]:
    """Yield cells for each claim; for none at all those of no claim, so that what it would stand beside has a row."""
    found = False
    for claim in claims:
        found = True
        yield claim_cells(claim)
    if not found:
        yield NO_CLAIM


def _object_cells(content: ContentView) -> Cells:
    entity, value = content.entity, content.value
    return (
        *((None, None, None) if entity is None else (entity.id, entity.name, entity.type)),
        None if content.claim is None else content.claim.id,
        *((None,) * 4 if value is None else (value.amount, value.modifier, value.unit, value.text)),
    )


def _show_qualifier(qualifier: QualifierView) -> str:
    if qualifier.entity is not None:
        return f"{qualifier.role}: {qualifier.entity.name} ({qualifier.entity.id})"
    if qualifier.claim is not None:
        return f"{qualifier.role}: claim {qualifier.claim.id}"
    return f"{qualifier.role}: {'' if qualifier.value is None else say_value(qualifier.value)}"


def _evidence_cells(claim: ClaimView) -> Cells:
    evidence = claim.evidence
    cited = dict.fromkeys(cite.id for passage in evidence for cite in passage.cites)
    return (
        tuple(map(cite_evidence, evidence)),
        tuple(passage.source.id for passage in evidence),
        tuple(show_place(passage.locator) for passage in evidence),
        tuple(passage.digest for passage in evidence),
        tuple(cited),
        tuple(show_nearby(passage.nearby_cites) for passage in evidence if passage.nearby_cites is not None),
    )


CLAIMS = RowTable("claims", "A row for each claim.", CLAIM_COLUMNS, each(claim_cells))
