"""Claims, entities and sources as flat attributes, for the formats of graphs."""

from __future__ import annotations

import json
import re
from typing import Any

from kgraph.exports.citing import cite_claim
from kgraph.exports.export_set import ClaimBatch
from kgraph.exports.graphs.elements import Attributes, FieldType
from kgraph.records import Claim, Content, Entity, Evidence, Locator, Source, Value, Vocabulary
from kgraph.records.claim import amount_to_json
from kgraph.stores.facts import topics_of
from kgraph.stores.support import outlets_of

ENTITY_FIELDS: dict[str, FieldType] = {
    "name": "text",
    "type": "text",
    "countries": "list",
    "description": "text",
    "names": "json",
    "iso_3166_1": "text",
    "wikidata": "text",
}
SOURCE_FIELDS: dict[str, FieldType] = {
    "type": "text",
    "outlet": "text",
    "title": "text",
    "date": "text",
    "date_printed": "text",
    "date_basis": "text",
    "authors": "list",
    "volume": "text",
    "issue": "text",
    "url": "text",
}
CLAIM_FIELDS: dict[str, FieldType] = {
    "statement": "text",
    "predicate": "text",
    "predicate_label": "text",
    "object": "json",
    "qualifiers": "json",
    "valid": "text",
    "status": "text",
    "polarity": "text",
    "hedged": "flag",
    "hedge": "text",
    "contested_by": "list",
    "speaker": "text",
    "speaker_name": "text",
    "basis": "text",
    "topics": "list",
    "rank": "text",
    "deprecated_because": "text",
    "outlets": "list",
    "evidence": "json",
    "citations": "list",
}
VALUE_FIELDS: dict[str, FieldType] = {
    "value_amount": "amount",
    "value_modifier": "text",
    "value_unit": "text",
    "value_text": "text",
}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# What XML 1.0 cannot hold can stand in JSON as an escape, so that nothing of it is lost there.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_compact_json(value: Any) -> str:
    """Return compact JSON of which every character may stand in XML."""
    text = _ENCODER.encode(value)
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def flatten_entity(entity: Entity) -> Attributes:
    """Return the attributes of an entity; its further names are JSON: `[{"text", "lang", "kind"}]`."""
    found: Attributes = {"name": entity.name, "type": entity.type, "countries": entity.countries}
    found["description"] = entity.description
    if entity.names:
        names = [{"text": name.text, "lang": name.lang, "kind": name.kind} for name in entity.names]
        found["names"] = to_compact_json(names)
    for field in ("iso_3166_1", "wikidata"):
        if (identifier := getattr(entity.identifiers, field)) is not None:
            found[field] = identifier
    return found


def flatten_source(source: Source) -> Attributes:
    """Return the attributes of a source, under the names of its fields."""
    given = ((field, getattr(source, field)) for field in SOURCE_FIELDS)
    return {field: value for field, value in given if value not in (None, ())}


def flatten_claim(batch: ClaimBatch, claim: Claim, vocabulary: Vocabulary) -> Attributes:
    """Return the attributes of a claim.

    `topics` are its own, or that of its predicate; `contested_by` the ids of the claims that contradict it, if any do;
    `citations` the evidence in words. `object`, `qualifiers` and
    `evidence` are JSON, in the form of the records, with the names of what they refer to and the outlets.
    """
    found: Attributes = {
        "statement": claim.statement,
        "predicate": claim.predicate,
        "predicate_label": vocabulary.predicate_by_id[claim.predicate].label,
        "object": to_compact_json(_to_content(batch, claim.object)),
    }
    if claim.qualifiers:
        parts = [{"role": part.role, **_to_content(batch, part)} for part in claim.qualifiers]
        found["qualifiers"] = to_compact_json(parts)
    if claim.valid is not None:
        found["valid"] = claim.valid
    found |= {"status": claim.status, "polarity": claim.polarity, "hedged": claim.hedge is not None}
    if claim.hedge is not None:
        found["hedge"] = claim.hedge
    if claim.id in batch.contested_by:
        found["contested_by"] = batch.contested_by[claim.id]
    found |= {"speaker": claim.speaker, "speaker_name": batch.entities[claim.speaker].name, "basis": claim.basis}
    found |= {"topics": topics_of(claim, vocabulary), "rank": claim.rank}
    if claim.deprecated_because is not None:
        found["deprecated_because"] = claim.deprecated_because
    found["outlets"] = outlets_of(claim, batch.sources)
    found["evidence"] = to_compact_json([_to_evidence(batch, evidence) for evidence in claim.evidence])
    found["citations"] = cite_claim(batch, claim)
    return found


def flatten_value(value: Value) -> Attributes:
    """Return the attributes of the value that a claim is about."""
    given = {"amount": value.amount, "modifier": value.modifier, "unit": value.unit, "text": value.text}
    return {f"value_{name}": part for name, part in given.items() if part is not None}


def flatten_locator(locator: Locator) -> dict[str, Any]:
    """Return the place of a passage as plain JSON values."""
    if locator.row is not None:
        return {"row": locator.row}
    if locator.paragraph is not None:
        return {"paragraph": locator.paragraph, "sentence": locator.sentence}
    return locator.model_dump(mode="json")


def _to_content(batch: ClaimBatch, content: Content) -> dict[str, Any]:
    if content.entity is not None:
        return {"entity": content.entity, "name": batch.entities[content.entity].name}
    if content.claim is not None:
        return {"claim": content.claim, "statement": batch.referred[content.claim].statement}
    value = content.value
    if value is None:  # a content is one of the three: the record sees to it
        return {}
    amount = None if value.amount is None else amount_to_json(value.amount)
    return {"value": {"amount": amount, "modifier": value.modifier, "unit": value.unit, "text": value.text}}


def _to_evidence(batch: ClaimBatch, evidence: Evidence) -> dict[str, Any]:
    sources = batch.sources
    cites = [
        {"id": cite.id, "signal": cite.signal, "outlet": sources[cite.id].outlet, "date": sources[cite.id].date}
        for cite in evidence.cites
    ]
    carrying = sources[evidence.source]
    return {
        "source": evidence.source,
        "outlet": carrying.outlet,
        "date": carrying.date,
        "locator": flatten_locator(evidence.locator),
        "digest": evidence.digest,
        "cites": cites,
    }
