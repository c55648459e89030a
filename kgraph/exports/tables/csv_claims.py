"""The tables of the csv archive that are made of claims: the claims, their qualifiers, evidence and edges."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.cells import join_items, show_amount, show_flag, show_moment, show_number
from kgraph.exports.bounds import find_bounds
from kgraph.exports.citing import cite_claim
from kgraph.exports.export_set import ClaimBatch, ExportSet
from kgraph.exports.graphs.labels import EdgeLabels
from kgraph.exports.tables.table import Row, Table, iter_chunks
from kgraph.graph import Edge, list_ties
from kgraph.records import Cite, Claim, Content, Evidence, Value, Vocabulary
from kgraph.stores.facts import topics_of
from kgraph.stores.support import outlets_of

NO_VALUE = (None, None, None, None)
NO_SOURCE = (None,) * 8

WHEN = {
    "valid": "when it holds (EDTF), as the dataset has it; empty: the text does not say",
    "valid_from": "the first day that valid can mean; empty: no such day; not to be used without valid_uncertain",
    "valid_to": "the last day that valid can mean; empty: no such day; not to be used without valid_uncertain",
    "valid_uncertain": "true: valid marks a part as inferred or approximate, leaves the year or an end unknown, or "
    "means one of a set, so that the two days say less than valid does; empty: no date",
}
CONTESTED = {"contested_by": "ids of the claims that contradict it: it is disputed; empty: none does (list)"}
_VALUE = {
    "amount": "in base units, with all its digits",
    "modifier": "how the amount is meant: exact, about, at_least ...; an amount says nothing without it",
    "unit": "the unit of the amount",
    "text": "the figure, or the property, in words",
}

CLAIM_COLUMNS = {
    "id": "id of the claim",
    "statement": "the claim as it is made, negation included, in one plain sentence",
    "polarity": "affirmed, negated (it is not so) or unknown (it is unclear whether it is so)",
    "status": "whether it happened: occurred, ongoing, planned, alleged ...",
    "hedge": "the cue word by which the text holds back on the claim; empty: none",
    **CONTESTED,
    "subject": "id of the entity that it is about",
    "subject_name": "its name",
    "subject_type": "its type",
    "predicate": "what is said of the subject: a word of vocabulary.csv",
    "predicate_label": "how the predicate reads",
    "object": "id of the entity that is the object; empty: the object is a value or a claim",
    "object_name": "its name",
    "object_type": "its type",
    "object_claim": "id of the claim that is the object",
    **{f"object_{name}": f"of a value that is the object: {meaning}" for name, meaning in _VALUE.items()},
    "qualifiers": "its qualifiers, to be read; qualifiers.csv has them exactly (list)",
    **WHEN,
    "speaker": "id of the entity that asserts it",
    "speaker_name": "its name",
    "basis": "stated, or presupposed by the text",
    "topics": "its own topics, or else that of its predicate (list)",
    "rank": "preferred, normal or deprecated (withdrawn)",
    "deprecated_because": "why it was withdrawn",
    "outlets": "ids of the distinct outlets that it rests on (list)",
    "outlet_names": "their names (list)",
    "evidence_count": "how many rows of evidence it has: passages that it was read in",
    "citations": "one for each evidence: what the passage cites, and where it stands (list)",
}


def _make_claim_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    vocabulary = chosen.store.vocabulary
    roles = {role.id: role.label for role in vocabulary.roles}
    for batch in chosen.iter_batches():
        yield [_claim_row(batch, claim, vocabulary, roles) for claim in batch.claims]


def _claim_row(batch: ClaimBatch, claim: Claim, vocabulary: Vocabulary, roles: dict[str, str]) -> Row:
    outlets = outlets_of(claim, batch.sources)
    qualifiers = [f"{roles[each.role]}: {_read(batch, each)}" for each in claim.qualifiers]
    return (
        *(claim.id, claim.statement, claim.polarity, claim.status, claim.hedge, contested(batch, claim)),
        *_entity(batch, claim.subject),
        *(claim.predicate, vocabulary.predicate_by_id[claim.predicate].label),
        *_content(batch, claim.object),
        join_items(qualifiers),
        *when(claim.valid),
        *(claim.speaker, batch.entities[claim.speaker].name, claim.basis),
        *(join_items(topics_of(claim, vocabulary)), claim.rank, claim.deprecated_because),
        *(join_items(outlets), join_items(batch.entities[outlet].name for outlet in outlets)),
        *(str(len(claim.evidence)), join_items(cite_claim(batch, claim))),
    )


def when(valid: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Return a date as the columns of `WHEN`."""
    bounds = find_bounds(valid)
    return valid, bounds.first, bounds.last, show_flag(bounds.uncertain)


def contested(batch: ClaimBatch, claim: Claim) -> str | None:
    """Return the ids of the claims that contradict one, as a list."""
    return join_items(batch.contested_by.get(claim.id, ()))


def show_value(value: Value | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Return a value as its amount, modifier, unit and text."""
    if value is None:
        return NO_VALUE
    return show_amount(value.amount), value.modifier, value.unit, value.text


def _entity(batch: ClaimBatch, id_: str) -> tuple[str, str, str]:
    entity = batch.entities[id_]
    return id_, entity.name, entity.type


def _content(batch: ClaimBatch, content: Content) -> Row:
    named = (None, None, None) if content.entity is None else _entity(batch, content.entity)
    return *named, content.claim, *show_value(content.value)


def _read(batch: ClaimBatch, content: Content) -> str:
    """Return a content as one reads it."""
    if content.entity is not None:
        return batch.entities[content.entity].name
    if content.claim is not None:
        return f"claim {content.claim}"
    amount, modifier, unit, text = show_value(content.value)
    figure = " ".join(part for part in (modifier, amount, unit) if part is not None)
    return f"{text} ({figure})" if text and figure else text or figure


QUALIFIER_COLUMNS = {
    "claim": "id of the claim",
    "number": "the place among its qualifiers, from 1",
    "role": "in which role: a word of vocabulary.csv",
    "role_label": "how the role reads before what it introduces",
    "entity": "id of the entity that it names",
    "entity_name": "its name",
    "entity_type": "its type",
    "referred_claim": "id of the claim that it refers to",
    **_VALUE,
}


def _make_qualifier_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    roles = {role.id: role.label for role in chosen.store.vocabulary.roles}
    for claims in iter_chunks(chosen.iter_claims()):
        # Few claims have any, or none of a table of events: names are looked up for these alone.
        batch = chosen.build_batch(claim for claim in claims if claim.qualifiers)
        yield (
            (claim.id, str(number), each.role, roles[each.role], *_content(batch, each))
            for claim in batch.claims
            for number, each in enumerate(claim.qualifiers, 1)
        )


EVIDENCE_COLUMNS = {
    "claim": "id of the claim",
    "evidence": "the place among its evidence, from 1",
    "source": "id of the source that the passage was read in",
    "source_title": "its title",
    "source_outlet": "id of the outlet that published it",
    "source_outlet_name": "its name",
    "paragraph": "the paragraph of the passage",
    "sentence": "the sentence in its paragraph",
    "row": "the row, where the source is a table",
    "url": "the page, where the source is one",
    "retrieved": "when the page was retrieved",
    "digest": "SHA-256 of the passage",
    "cite": "the place among what the passage cites, from 1; empty: it cites nothing, and this is its only row",
    "signal": "see, if that word precedes the citation",
    "cited_source": "id of the source that the passage cites",
    "cited_title": "its title",
    "cited_outlet": "id of the outlet that published it",
    "cited_outlet_name": "its name",
    "cited_date": "its date (EDTF): 2023?-05-19 where the year is inferred, XXXX-01-06 where it is open",
    "cited_date_printed": "the date as the citing text prints it",
    "cited_date_basis": "how a year that is not printed was inferred",
}


def _make_evidence_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    for batch in chosen.iter_batches():
        yield (
            (claim.id, *_passage(batch, number, evidence), *_cite(batch, place, cite))
            for claim in batch.claims
            for number, evidence in enumerate(claim.evidence, 1)
            for place, cite in (enumerate(evidence.cites, 1) if evidence.cites else ((0, None),))
        )


def _passage(batch: ClaimBatch, number: int, evidence: Evidence) -> Row:
    source, locator = batch.sources[evidence.source], evidence.locator
    return (
        *(str(number), evidence.source, source.title, source.outlet, batch.entities[source.outlet].name),
        *(show_number(locator.paragraph), show_number(locator.sentence), show_number(locator.row)),
        *(locator.url, show_moment(locator.retrieved), evidence.digest),
    )


def _cite(batch: ClaimBatch, place: int, cite: Cite | None) -> Row:
    if cite is None:
        return (None, *NO_SOURCE)
    source = batch.sources[cite.id]
    return (
        *(str(place), cite.signal, cite.id, source.title, source.outlet, batch.entities[source.outlet].name),
        *(source.date, source.date_printed, source.date_basis),
    )


EDGE_COLUMNS = {
    "source": "id of the entity that the edge runs from: the subject of the claim",
    "target": "id of the entity that it runs to: the object, or an entity named in a qualifier whose role ties",
    "key": "id of the edge: that of the claim, or CLAIM#ROLE for a qualifier",
    "claim": "id of the claim that makes it",
    "role": "object, or the role of the qualifier",
    "source_name": "name of the entity that it runs from",
    "target_name": "name of the entity that it runs to",
    "label": "what a drawing is to show: how the predicate reads, the role if it is no object, and in brackets what "
    "keeps the claim from a plain fact: disputed, the status unless it occurred or is ongoing, the hedge",
    "predicate": "the predicate of the claim",
    "predicate_label": "how the predicate reads",
    "statement": "the claim, which alone says what the edge means",
    "status": "whether it happened: an edge that is planned, alleged or feared is no fact",
    "hedge": "the cue word by which the text holds back on the claim; empty: none",
    **CONTESTED,
    **WHEN,
    "speaker": "id of the entity that asserts the claim",
    "basis": "stated, or presupposed by the text",
    "topics": "topics of the claim (list)",
    "outlets": "ids of the distinct outlets that the claim rests on (list)",
}


def _make_edge_rows(chosen: ExportSet) -> Iterator[Iterator[Row]]:
    vocabulary = chosen.store.vocabulary
    labels = EdgeLabels(vocabulary)
    for batch in chosen.iter_batches():
        yield (row for claim in batch.claims for row in _edge_rows(batch, claim, vocabulary, labels))


def _edge_rows(batch: ClaimBatch, claim: Claim, vocabulary: Vocabulary, labels: EdgeLabels) -> list[Row]:
    edges = list_ties(claim, vocabulary)
    if not edges:
        return []
    said: Row = (
        *(claim.predicate, vocabulary.predicate_by_id[claim.predicate].label, claim.statement),
        *(claim.status, claim.hedge, contested(batch, claim), *when(claim.valid), claim.speaker, claim.basis),
        *(join_items(topics_of(claim, vocabulary)), join_items(outlets_of(claim, batch.sources))),
    )
    return [(*_edge(batch, edge), labels.name_edge(batch, claim, edge), *said) for edge in edges]


def _edge(batch: ClaimBatch, edge: Edge) -> Row:
    names = (batch.entities[edge.subject].name, batch.entities[edge.target].name)
    return edge.subject, edge.target, edge.key, edge.claim, edge.role, *names


CLAIMS = Table("claims.csv", "claims, one a row, by id", CLAIM_COLUMNS, _make_claim_rows)
QUALIFIERS = Table("qualifiers.csv", "qualifiers of claims, one a row", QUALIFIER_COLUMNS, _make_qualifier_rows)
EVIDENCE = Table(
    "evidence.csv",
    "passages that claims were read in: a row for each source that the passage cites, or one if it cites none",
    EVIDENCE_COLUMNS,
    _make_evidence_rows,
)
EDGES = Table(
    "edges.csv",
    "edges between entities, of the claims that make ties: negated, unknown and withdrawn ones make none",
    EDGE_COLUMNS,
    _make_edge_rows,
)
