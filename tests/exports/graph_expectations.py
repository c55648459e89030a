"""What the file of a graph must say of each record, worked out from the records and nothing that writes files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kgraph.exports import ExportSet
from kgraph.records import Claim, Content, Entity, Source, Vocabulary


class Expectations:
    """What is expected of an export; `is_xml`: a character that XML cannot hold is replaced in its texts."""

    def __init__(self, chosen: ExportSet, *, is_xml: bool) -> None:
        self.chosen = chosen
        self.is_xml = is_xml
        self.vocabulary: Vocabulary = chosen.store.vocabulary
        self.claims = {claim.id: claim for claim in chosen.iter_claims()}
        self.referred = {claim.id: claim for claim in chosen.iter_referred()}
        self.entities = {entity.id: entity for entity in chosen.iter_entities()}
        self.sources = {source.id: source for source in chosen.iter_sources()}

    def text(self, text: str | None) -> str | None:
        return text.replace("\uffff", "\ufffd") if text is not None and self.is_xml else text

    def check_entity(self, entity: Entity, found: dict[str, Any]) -> None:
        assert found["label"] == found["name"] == self.text(entity.name)
        assert found["type"] == entity.type
        assert found.get("countries", []) == list(entity.countries)
        assert found["description"] == self.text(entity.description)
        if "record" in found:
            assert found["record"] == entity.model_dump(mode="json")
        else:
            assert found.get("names", []) == entity.model_dump(mode="json")["names"]
        assert found.get("iso_3166_1") == entity.identifiers.iso_3166_1
        assert found.get("wikidata") == entity.identifiers.wikidata

    def check_source(self, source: Source, found: dict[str, Any]) -> None:
        dumped = source.model_dump(mode="json", exclude_none=True)
        for name in set(Source.model_fields) - {"id", "authors"}:
            assert found.get(name) == self.text(dumped.get(name)), name
        if "record" in found:
            assert found["record"] == source.model_dump(mode="json")
        assert found.get("authors", []) == [self.text(author) for author in source.authors]

    def check_claim(self, claim: Claim, found: dict[str, Any]) -> None:
        """Check all that a file says of a claim, on an edge of it or on its node."""
        for name in ("statement", "predicate", "valid", "status", "polarity", "hedge", "speaker", "basis", "rank"):
            assert found.get(name) == self.text(getattr(claim, name)), name
        assert found.get("deprecated_because") == self.text(claim.deprecated_because)
        assert found["hedged"] is (claim.hedge is not None)
        predicate = self.vocabulary.predicate_by_id[claim.predicate]
        assert found["predicate_label"] == self.text(predicate.label)
        assert found["topics"] == list(claim.topics or (predicate.topic,))
        assert found["speaker_name"] == self.text(self.entity(claim.speaker).name)
        rests_on = {id_ for each in claim.evidence for id_ in ([cite.id for cite in each.cites] or [each.source])}
        assert found["outlets"] == sorted({self.source(id_).outlet for id_ in rests_on})
        assert found.get("contested_by", []) == list(self.opponents(claim))
        assert len(found["citations"]) == len(claim.evidence)
        if "record" in found:
            assert found["record"] == claim.model_dump(mode="json")
        else:
            self.check_parts(claim, found)

    def check_parts(self, claim: Claim, found: dict[str, Any]) -> None:
        """Check what has parts: each with what the record says of it, and the names of what it refers to."""
        self.check_content(claim.object, found["object"])
        qualifiers = found.get("qualifiers", [])
        assert [each["role"] for each in qualifiers] == [qualifier.role for qualifier in claim.qualifiers]
        for qualifier, each in zip(claim.qualifiers, qualifiers, strict=True):
            self.check_content(qualifier, each)
        assert len(found["evidence"]) == len(claim.evidence)
        for evidence, each, citation in zip(claim.evidence, found["evidence"], found["citations"], strict=True):
            dumped = evidence.model_dump(mode="json")
            assert {name: each[name] for name in ("source", "locator", "digest")} == {
                name: dumped[name] for name in ("source", "locator", "digest")
            }
            assert [(cite["id"], cite["signal"]) for cite in each["cites"]] == [
                (cite.id, cite.signal) for cite in evidence.cites
            ]
            named = [(evidence.source, each), *((cite["id"], cite) for cite in each["cites"])]
            for id_, said in named:
                source = self.source(id_)
                assert (said["outlet"], said["date"]) == (source.outlet, source.date)
                # An inferred year keeps its mark.
                assert "?" in citation or "?" not in str(source.date)

    def check_content(self, content: Content, found: dict[str, Any]) -> None:
        if content.entity is not None:
            assert (found["entity"], found["name"]) == (content.entity, self.entity(content.entity).name)
        elif content.claim is not None:
            statement = self.chosen.store.get_claims([content.claim])[content.claim].statement
            assert (found["claim"], found["statement"]) == (content.claim, statement)
        else:
            assert content.value is not None
            amount = found["value"]["amount"]
            assert (None if amount is None else Decimal(str(amount))) == content.value.amount
            for name in ("modifier", "unit", "text"):
                assert found["value"][name] == getattr(content.value, name)

    def check_value(self, claim: Claim, found: dict[str, Any]) -> None:
        """Check the value that a claim is about, as attributes of its node."""
        value = claim.object.value
        amount = found.get("value_amount")
        assert (None if amount is None else Decimal(str(amount))) == (None if value is None else value.amount)
        for name in ("modifier", "unit", "text"):
            assert found.get(f"value_{name}") == (None if value is None else self.text(getattr(value, name)))

    def opponents(self, claim: Claim) -> tuple[str, ...]:
        exclusion = self.chosen.wanted.filters.exclusion
        return self.chosen.store.find_opponents([claim.id], exclusion)[claim.id]

    def entity(self, id_: str) -> Entity:
        return self.chosen.store.get_entities([id_])[id_]

    def source(self, id_: str) -> Source:
        return self.chosen.store.get_sources([id_])[id_]
