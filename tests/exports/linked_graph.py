"""Read a graph of linked data back into what records say, with rdflib, which knows nothing of kgraph.

What a record says is put into plain values, sets where the export keeps no order, so that both can be compared.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from typing import Any

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, SKOS
from rdflib.term import Node

from kgraph.exports import Export
from kgraph.records import Claim, Content, Entity, Evidence, Source, Vocabulary
from kgraph.stores.facts import topics_of

KG = Namespace("urn:kgraph:vocab:")
SCHEMA = Namespace("https://schema.org/")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
FORMATS = ("turtle", "json-ld")
Said = dict[str, Any]


def parse(data: bytes, format: str) -> Graph:
    with warnings.catch_warnings():
        # The JSON-LD parser of rdflib calls a class of rdflib that is deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=data, format=format)


def read(export: Export) -> Graph:
    return parse(b"".join(export), export.format.name)


class LinkedGraph:
    """A graph of an export of one dataset, to be asked for records."""

    def __init__(self, graph: Graph, dataset: str) -> None:
        self.graph = graph
        self.own = f"urn:kgraph:dataset:{dataset}/"

    def ids(self, kind: URIRef) -> list[str]:
        """Return the ids of the things of a class, in their order."""
        return sorted(str(self.one(thing, SCHEMA.identifier)) for thing in self.graph.subjects(RDF.type, kind))

    def name(self, kind: str, id_: str) -> URIRef:
        return URIRef(f"{self.own}{kind}/{id_}")

    def one(self, subject: Node, term: URIRef) -> Any:
        """Return the value of a property that has one at most, as Python has it."""
        values = list(self.graph.objects(subject, term))
        assert len(values) <= 1, (subject, term, values)
        if not values:
            return None
        return values[0].toPython() if isinstance(values[0], Literal) else values[0]

    def text(self, subject: Node, term: URIRef) -> str | None:
        """Return a literal, letter by letter."""
        value = next(iter(self.graph.objects(subject, term)), None)
        return None if value is None else str(value)

    def edtf(self, subject: Node, term: URIRef) -> str | None:
        for value in self.graph.objects(subject, term):
            assert isinstance(value, Literal)
            assert value.datatype == EDTF
        return self.text(subject, term)

    def id_of(self, name: Node | None, kind: str) -> str | None:
        """Return the id of a thing of this kind; None for one of another."""
        start = f"{self.own}{kind}/"
        id_ = str(name).removeprefix(start)
        return id_ if str(name).startswith(start) and "/" not in id_ else None

    def ids_of(self, subject: Node, term: URIRef, kind: str) -> set[str | None]:
        return {self.id_of(value, kind) for value in self.graph.objects(subject, term)}

    def word(self, subject: Node, term: URIRef) -> Any:
        """Return the word of a closed list that a property names, by what the file says of it."""
        return self.one(self.one(subject, term), SCHEMA.identifier)

    def claim(self, id_: str) -> Said:
        name = self.name("claim", id_)
        qualifiers = sorted(
            (self.one(each, SCHEMA.position), self.id_of(self.one(each, KG.role), "role"), self._content(each))
            for each in self.graph.objects(name, KG.qualifier)
        )
        return {
            "statement": self.text(name, SCHEMA.text),
            "subject": self.id_of(self.one(name, KG.subject), "entity"),
            "predicate": self.id_of(self.one(name, KG.predicate), "predicate"),
            "object": self._content(name, KG.object),
            "qualifiers": [(role, content) for _, role, content in qualifiers],
            "valid": self.edtf(name, KG.valid),
            **{term: self.word(name, KG[term]) for term in ("status", "polarity", "basis", "rank")},
            "hedge": self.text(name, KG.hedge),
            "contested_by": self.ids_of(name, KG.contestedBy, "claim"),
            "speaker": self.id_of(self.one(name, PROV.wasAttributedTo), "entity"),
            "topics": self.ids_of(name, KG.topic, "topic"),
            "deprecated_because": self.text(name, KG.deprecatedBecause),
            "evidence": {self._evidence(each) for each in self.graph.objects(name, PROV.wasDerivedFrom)},
        }

    def _content(self, subject: Node, term: URIRef = KG.content) -> tuple[Any, ...]:
        name = self.one(subject, term)
        for kind in ("entity", "claim"):
            if (id_ := self.id_of(name, kind)) is not None:
                return kind, id_
        assert (name, RDF.type, KG.Value) in self.graph
        unit = self.id_of(self.one(name, KG.unit), "unit")
        return "value", self.one(name, KG.amount), self.one(name, KG.modifier), unit, self.text(name, KG.text)

    def _evidence(self, name: Node) -> tuple[Any, ...]:
        cites = [
            (self.id_of(self.one(each, KG.cites), "source"), self.one(each, KG.signal))
            for each in self.graph.objects(name, KG.qualifiedCitation)
        ]
        assert self.ids_of(name, SCHEMA.citation, "source") == {id_ for id_, _ in cites}
        assert bool(self.one(name, KG.citesNothing)) == (not cites)
        return (
            self.id_of(self.one(name, SCHEMA.isPartOf), "source"),
            *(self.one(name, KG[term]) for term in ("paragraph", "sentence", "row")),
            self.text(name, SCHEMA.url),
            self.one(name, KG.retrieved),
            self.one(name, KG.digest),
            frozenset(cites),
        )

    def entity(self, id_: str) -> Said:
        name = self.name("entity", id_)
        labels = list(self.graph.objects(name, SKOSXL.altLabel))
        forms = [(form, self.one(label, KG.nameKind)) for label in labels for form in self._forms(label)]
        assert set(self.graph.objects(name, SCHEMA.alternateName)) == {form for form, _ in forms}
        (main,) = self.graph.objects(name, SCHEMA.name)
        assert isinstance(main, Literal)
        wikidata = self.one(name, SCHEMA.sameAs)
        return {
            "type": self.id_of(self.one(name, KG.type), "type"),
            "name": (str(main), main.language),
            "names": {(str(form), (form.language or "").lower(), kind) for form, kind in forms},
            "description": self.text(name, SCHEMA.description),
            "countries": set(map(str, self.graph.objects(name, KG.country))),
            "iso_3166_1": self.text(name, KG.iso3166),
            "wikidata": None if wikidata is None else str(wikidata).removeprefix("http://www.wikidata.org/entity/"),
        }

    def _forms(self, label: Node) -> list[Literal]:
        return [form for form in self.graph.objects(label, SKOSXL.literalForm) if isinstance(form, Literal)]

    def source(self, id_: str) -> Said:
        name = self.name("source", id_)
        authors = [
            (self.one(each, SCHEMA.position), self.text(each, SCHEMA.name))
            for each in self.graph.objects(name, SCHEMA.author)
        ]
        parts = [*self.graph.transitive_objects(name, SCHEMA.isPartOf)]
        return {
            "outlet": self.id_of(self.one(name, SCHEMA.publisher), "entity"),
            "title": self.text(name, SCHEMA.name),
            "date": self.edtf(name, KG.date),
            "date_printed": self.text(name, KG.datePrinted),
            "date_basis": self.text(name, KG.dateBasis),
            "authors": [author for _, author in sorted(authors)],
            "volume": next((text for part in parts if (text := self.text(part, SCHEMA.volumeNumber))), None),
            "issue": next((text for part in parts if (text := self.text(part, SCHEMA.issueNumber))), None),
            "url": self.text(name, SCHEMA.url),
        }

    def predicate(self, id_: str) -> Said:
        name = self.name("predicate", id_)
        reserved = {KG.Entity: "*", KG.Value: "value", KG.Claim: "claim"}

        def types(term: URIRef) -> set[str | None]:
            return {reserved.get(each) or self.id_of(each, "type") for each in self.graph.objects(name, term)}

        return {
            "label": self.text(name, SKOS.prefLabel),
            "inverse_label": self.text(name, KG.inverseLabel),
            "definition": self.text(name, SKOS.definition),
            "topic": self.id_of(self.one(name, KG.topic), "topic"),
            "symmetric": self.one(name, KG.symmetric),
            "single_valued": self.one(name, KG.singleValued),
            "subject_types": types(KG.subjectType),
            "object_types": types(KG.objectType),
        }


def say_claim(claim: Claim, vocabulary: Vocabulary, contested: Collection[str] = ()) -> Said:
    """Return what a claim says in the form of `LinkedGraph.claim`; `contested`: what contradicts it."""
    fields = ("statement", "subject", "predicate", "valid", "status", "polarity", "basis", "rank", "hedge", "speaker")
    return {
        **{field: getattr(claim, field) for field in fields},
        "object": _say_content(claim.object),
        "contested_by": set(contested),
        "qualifiers": [(each.role, _say_content(each)) for each in claim.qualifiers],
        "topics": set(topics_of(claim, vocabulary)),
        "deprecated_because": claim.deprecated_because,
        "evidence": set(map(_say_evidence, claim.evidence)),
    }


def _say_content(content: Content) -> tuple[Any, ...]:
    if content.value is not None:
        value = content.value
        return "value", value.amount, value.modifier, value.unit, value.text
    return ("entity", content.entity) if content.entity is not None else ("claim", content.claim)


def _say_evidence(evidence: Evidence) -> tuple[Any, ...]:
    at = evidence.locator
    cites = frozenset((cite.id, cite.signal) for cite in evidence.cites)
    return evidence.source, at.paragraph, at.sentence, at.row, at.url, at.retrieved, evidence.digest, cites


def say_entity(entity: Entity) -> Said:
    return {
        "type": entity.type,
        "name": (entity.name, "en"),
        "names": {(each.text, each.lang.lower(), each.kind) for each in entity.names},
        "description": entity.description,
        "countries": set(entity.countries),
        **entity.identifiers.model_dump(),
    }


def say_source(source: Source) -> Said:
    fields = ("outlet", "title", "date", "date_printed", "date_basis", "volume", "issue", "url")
    return {**{field: getattr(source, field) for field in fields}, "authors": list(source.authors)}
