"""The tables of the neo4j archive that are made of claims: nodes, what these name and rest on, and ties.

Claims, their evidence and their values are of one group of nodes: an id of a dataset has no `#`, so that
`CLAIM#evidence.1`, `CLAIM#object` and `CLAIM#qualifier.2` are ids of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.cells import show_amount, show_moment, show_number
from kgraph.exports.citing import cite_claim
from kgraph.exports.export_set import ClaimBatch, ExportSet
from kgraph.exports.graphs.labels import EdgeLabels
from kgraph.exports.tables.neo4j_records import join_array, when
from kgraph.exports.tables.table import Row, Table, iter_chunks
from kgraph.graph import list_ties
from kgraph.records import Claim, Content, Vocabulary
from kgraph.stores.facts import topics_of
from kgraph.stores.support import outlets_of

_SAID = {
    "statement": "the claim as it is made, negation included",
    "predicate": "the predicate",
    "predicate_label": "how it reads",
    "polarity": "affirmed, negated (it is not so) or unknown (it is unclear whether it is so)",
    "status": "whether it happened: occurred, ongoing, planned, alleged ...",
    "hedge": "the cue word by which the text holds back on the claim",
    "contested_by:string[]": "ids of the claims that contradict it: it is disputed",
    "valid": "when it holds (EDTF); none: the text does not say",
    "valid_from:date": "the first day that valid can mean; none where that is uncertain",
    "valid_to:date": "the last day that valid can mean; none where that is uncertain",
    "valid_uncertain:boolean": "whether valid says something that the days cannot",
    "basis": "stated, or presupposed by the text",
    "topics:string[]": "its own topics, or else that of its predicate",
    "rank": "preferred, normal or deprecated (withdrawn)",
    "outlets:string[]": "ids of the distinct outlets that it rests on",
}
CLAIM_COLUMNS = {
    "id:ID(Claim)": "id of the claim",
    ":LABEL": "Claim; ReferredClaim for one outside the export that a claim in it refers to, with what it says alone",
    **_SAID,
    "deprecated_because": "why it was withdrawn",
    "citations:string[]": "one for each evidence: what the passage cites, and where it stands",
}
EVIDENCE_COLUMNS = {
    "id:ID(Claim)": "CLAIM#evidence.NUMBER",
    ":LABEL": "Evidence",
    "number:int": "the place among the claim's evidence, from 1",
    "paragraph:int": "the paragraph of the passage",
    "sentence:int": "the sentence in its paragraph",
    "row:long": "the row, where the source is a table",
    "url": "the page, where the source is one",
    "retrieved:datetime": "when the page was retrieved",
    "digest": "SHA-256 of the passage: the same passage has the same digest",
}
VALUE_COLUMNS = {
    "id:ID(Claim)": "CLAIM#object or CLAIM#qualifier.NUMBER",
    ":LABEL": "Value",
    "amount:string": "in base units, with all its digits; a text, since a number might lose some",
    "modifier": "how the amount is meant: exact, about, at_least ...",
    "unit": "the unit of the amount",
    "text": "the figure, or the property, in words",
}
_PLACE = {
    ":TYPE": "what the relationship is",
    "number:int": "of QUALIFIER and EVIDENCE: the place among those of the claim, from 1",
    "role": "of QUALIFIER: its role",
}
PART_COLUMNS = {":START_ID(Claim)": "the claim", ":END_ID(Claim)": "a claim, a value or an evidence", **_PLACE}
NAMED_COLUMNS = {":START_ID(Claim)": "the claim", ":END_ID(Entity)": "an entity", **_PLACE}
CITED_COLUMNS = {
    ":START_ID(Claim)": "the evidence",
    ":END_ID(Source)": "a source",
    ":TYPE": "READ_IN or CITES",
    "number:int": "of CITES: the place among what the passage cites, from 1",
    "signal": "of CITES: see, if that word precedes the citation",
}
TIE_COLUMNS = {
    ":START_ID(Entity)": "the subject of the claim",
    ":END_ID(Entity)": "the object, or an entity in a qualifier whose role ties",
    ":TYPE": "TIED",
    "key": "id of the edge: that of the claim, or CLAIM#ROLE for a qualifier",
    "claim": "id of the claim that makes it",
    "role": "object, or the role of the qualifier",
    "label": "what a drawing is to show: how the predicate reads, the role if it is no object, and in brackets what "
    "keeps the claim from a plain fact: disputed, the status unless it occurred or is ongoing, the hedge",
    **_SAID,
    "speaker": "id of the entity that asserts the claim",
}


def _make_claim_rows(chosen: ExportSet) -> Iterator[Iterable[Row]]:
    vocabulary = chosen.store.vocabulary
    # It grows with what is referred to outside the export, and with nothing else.
    outside: set[str] = set()
    for batch in chosen.iter_batches():
        yield [_claim_row(batch, claim, vocabulary) for claim in batch.claims]
        if missing := batch.referred.keys() - outside:
            outside |= missing - {claim.id for claim in chosen.find_inside(missing)}
    for ids in iter_chunks(sorted(outside)):
        found, contested = chosen.store.get_claims(ids), chosen.find_contested(ids)
        yield [_referred_row(found[id_], contested.get(id_, ()), vocabulary) for id_ in ids]


def _claim_row(batch: ClaimBatch, claim: Claim, vocabulary: Vocabulary) -> Row:
    citations = join_array(cite_claim(batch, claim))
    outlets = join_array(outlets_of(claim, batch.sources))
    said = _said(claim, batch.contested_by.get(claim.id, ()), outlets, vocabulary)
    return claim.id, "Claim", *said, claim.deprecated_because, citations


def _referred_row(claim: Claim, contested: tuple[str, ...], vocabulary: Vocabulary) -> Row:
    """Return what a claim outside the export says; a filter may have left out what it rests on."""
    said = _said(claim, contested, None, vocabulary)
    return claim.id, "ReferredClaim", *said, claim.deprecated_because, None


def _said(claim: Claim, contested: tuple[str, ...], outlets: str | None, vocabulary: Vocabulary) -> Row:
    label = vocabulary.predicate_by_id[claim.predicate].label
    return (
        *(claim.statement, claim.predicate, label, claim.polarity, claim.status, claim.hedge),
        *(join_array(contested), *when(claim.valid), claim.basis),
        *(join_array(topics_of(claim, vocabulary)), claim.rank, outlets),
    )


def _make_evidence_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for claims in iter_chunks(chosen.iter_claims()):
        yield (row for claim in claims for row in _evidence_rows(claim))


def _evidence_rows(claim: Claim) -> Iterator[Row]:
    for number, evidence in enumerate(claim.evidence, 1):
        at = evidence.locator
        places = (show_number(at.paragraph), show_number(at.sentence), show_number(at.row), at.url)
        id_ = f"{claim.id}#evidence.{number}"
        yield id_, "Evidence", str(number), *places, show_moment(at.retrieved), evidence.digest


def _contents(claim: Claim) -> list[tuple[str, str | None, str | None, Content]]:
    """Return the object and the qualifiers of a claim: the id of a value there, the number and the role."""
    qualifiers = [
        (f"{claim.id}#qualifier.{number}", str(number), each.role, each)
        for number, each in enumerate(claim.qualifiers, 1)
    ]
    return [(f"{claim.id}#object", None, None, claim.object), *qualifiers]


def _make_value_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for claims in iter_chunks(chosen.iter_claims()):
        contents = (each for claim in claims if _is_involved(claim) for each in _contents(claim))
        values = ((id_, content.value) for id_, _, _, content in contents if content.value is not None)
        yield ((id_, "Value", show_amount(each.amount), each.modifier, each.unit, each.text) for id_, each in values)


def _is_involved(claim: Claim) -> bool:
    """Tell whether a claim is more than a subject, a predicate and an entity."""
    return bool(claim.qualifiers) or claim.object.entity is None


def _make_part_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for claims in iter_chunks(chosen.iter_claims()):
        contested = chosen.find_contested(claim.id for claim in claims)
        opponents = {id_ for ids in contested.values() for id_ in ids}
        there = {claim.id for claim in chosen.find_inside(opponents)} if opponents else set()
        yield (row for claim in claims for row in (*_part_rows(claim), *_contest_rows(claim, contested, there)))


def _contest_rows(claim: Claim, contested: dict[str, tuple[str, ...]], there: set[str]) -> Iterator[Row]:
    """Yield what leads from a claim to those of the export that contradict it."""
    for id_ in contested.get(claim.id, ()):
        if id_ in there:
            yield claim.id, id_, "CONTESTED_BY", None, None


def _part_rows(claim: Claim) -> Iterator[Row]:
    for id_, number, role, content in _contents(claim) if _is_involved(claim) else ():
        if content.entity is None:
            yield claim.id, content.claim or id_, "OBJECT" if role is None else "QUALIFIER", number, role
    for number in map(str, range(1, len(claim.evidence) + 1)):
        yield claim.id, f"{claim.id}#evidence.{number}", "EVIDENCE", number, None


def _make_named_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for claims in iter_chunks(chosen.iter_claims()):
        yield (row for claim in claims for row in _named_rows(claim))


def _named_rows(claim: Claim) -> Iterator[Row]:
    yield claim.id, claim.subject, "SUBJECT", None, None
    yield claim.id, claim.speaker, "SPEAKER", None, None
    if claim.object.entity is not None:
        yield claim.id, claim.object.entity, "OBJECT", None, None
    for number, each in enumerate(claim.qualifiers, 1):
        if each.entity is not None:
            yield claim.id, each.entity, "QUALIFIER", str(number), each.role


def _make_cited_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for claims in iter_chunks(chosen.iter_claims()):
        yield (row for claim in claims for row in _cited_rows(claim))


def _cited_rows(claim: Claim) -> Iterator[Row]:
    for number, evidence in enumerate(claim.evidence, 1):
        id_ = f"{claim.id}#evidence.{number}"
        yield id_, evidence.source, "READ_IN", None, None
        for place, cite in enumerate(evidence.cites, 1):
            yield id_, cite.id, "CITES", str(place), cite.signal


def _make_tie_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    vocabulary = chosen.store.vocabulary
    labels = EdgeLabels(vocabulary)
    for batch in chosen.iter_batches():
        yield (row for claim in batch.claims for row in _tie_rows(batch, claim, vocabulary, labels))


def _tie_rows(batch: ClaimBatch, claim: Claim, vocabulary: Vocabulary, labels: EdgeLabels) -> list[Row]:
    edges = list_ties(claim, vocabulary)
    if not edges:
        return []
    said = _said(claim, batch.contested_by.get(claim.id, ()), join_array(outlets_of(claim, batch.sources)), vocabulary)
    return [
        (
            *(edge.subject, edge.target, "TIED", edge.key, edge.claim, edge.role),
            *(labels.name_edge(batch, claim, edge), *said, claim.speaker),
        )
        for edge in edges
    ]


CLAIMS = Table("claims.csv", "nodes: claims, and claims outside that they refer to", CLAIM_COLUMNS, _make_claim_rows)
EVIDENCE = Table("evidence.csv", "nodes: passages that claims were read in", EVIDENCE_COLUMNS, _make_evidence_rows)
VALUES = Table("values.csv", "nodes: amounts and properties that claims name", VALUE_COLUMNS, _make_value_rows)
TIES = Table("ties.csv", "TIED, between entities, for claims that make ties", TIE_COLUMNS, _make_tie_rows)
NAMED = Table("claim_entities.csv", "SUBJECT, SPEAKER, OBJECT and QUALIFIER of claims", NAMED_COLUMNS, _make_named_rows)
PARTS = Table(
    "claim_parts.csv",
    "OBJECT, QUALIFIER and EVIDENCE of claims, CONTESTED_BY between them",
    PART_COLUMNS,
    _make_part_rows,
)
CITED = Table("evidence_sources.csv", "READ_IN and CITES of evidence", CITED_COLUMNS, _make_cited_rows)
