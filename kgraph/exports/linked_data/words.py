"""What is stated about words: kgraph's own terms, the four closed lists, the dataset's words, and ids that are gone.

A predicate of a dataset is described as a concept and not as a property: nothing is ever stated with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kgraph.exports.linked_data.terms import CLASSES, PROPERTIES
from kgraph.records import Predicate, Retired, Role, Vocabulary
from kgraph.records.vocabulary import (
    ANY_TYPE,
    BASIS_DEFINITIONS,
    CLAIM_OBJECT,
    POLARITY_DEFINITIONS,
    RANK_DEFINITIONS,
    STATUS_DEFINITIONS,
    VALUE_OBJECT,
)

_CLOSED = (
    ("kg:Status", "status", STATUS_DEFINITIONS),
    ("kg:Polarity", "polarity", POLARITY_DEFINITIONS),
    ("kg:Basis", "basis", BASIS_DEFINITIONS),
    ("kg:Rank", "rank", RANK_DEFINITIONS),
)
# What the words that are no type stand for in the types of a predicate.
_RESERVED_TYPES = {ANY_TYPE: "kg:Entity", VALUE_OBJECT: "kg:Value", CLAIM_OBJECT: "kg:Claim"}


def describe_own_terms() -> Iterator[dict[str, Any]]:
    """Yield kgraph's own classes and properties, and the words of the closed lists."""
    for term in CLASSES:
        if term.name.startswith("kg:"):
            node = {"@id": term.name, "@type": "rdfs:Class", "rdfs:comment": term.meaning}
            yield {**node, "rdfs:subClassOf": list(term.above)} if term.above else node
    for each in PROPERTIES:
        if each.name.startswith("kg:"):
            yield {"@id": each.name, "@type": "rdf:Property", "rdfs:comment": each.meaning}
    for kind, prefix, definitions in _CLOSED:
        for word, definition in definitions.items():
            yield _describe_word(kind, prefix, word, definition)


def describe_words(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Yield the words of a dataset, list by list, in its order."""
    for kind, prefix, terms in (
        ("kg:EntityType", "type", vocabulary.entity_types),
        ("kg:Topic", "topic", vocabulary.topics),
        ("kg:Unit", "unit", vocabulary.units),
    ):
        for term in terms:
            yield _describe_word(kind, prefix, term.id, term.definition)
    measures = vocabulary.measure_roles
    for role in vocabulary.roles:
        yield _describe_role(role, is_measure=role.id in measures)
    for predicate in vocabulary.predicates:
        yield _describe_predicate(predicate)


def describe_retired(found: Iterable[Retired]) -> Iterator[dict[str, Any]]:
    """Yield the ids that are not given again, in their order."""
    for retired in found:
        node = {
            "@id": f"{retired.kind}:{retired.id}",
            "@type": "kg:RetiredRecord",
            "schema:identifier": retired.id,
            "kg:retiredBecause": retired.reason,
        }
        heir = retired.merged_into
        yield node if heir is None else {**node, "dcterms:isReplacedBy": f"{retired.kind}:{heir}"}


def _describe_word(kind: str, prefix: str, word: str, definition: str) -> dict[str, Any]:
    return {
        "@id": f"{prefix}:{word}",
        "@type": [kind, "skos:Concept"],
        "schema:identifier": word,
        "skos:definition": definition,
    }


def _describe_role(role: Role, *, is_measure: bool) -> dict[str, Any]:
    return {
        **_describe_word("kg:Role", "role", role.id, role.definition),
        "skos:prefLabel": role.label,
        "kg:tying": role.ties,
        "kg:measure": is_measure,
    }


def _describe_predicate(predicate: Predicate) -> dict[str, Any]:
    return {
        **_describe_word("kg:Predicate", "predicate", predicate.id, predicate.definition),
        "skos:prefLabel": predicate.label,
        "kg:inverseLabel": predicate.inverse_label,
        "kg:topic": f"topic:{predicate.topic}",
        "kg:symmetric": predicate.symmetric,
        "kg:singleValued": predicate.single_valued,
        "kg:subjectType": _name_types(predicate.subject_types),
        "kg:objectType": _name_types(predicate.object_types),
    }


def _name_types(types: tuple[str, ...]) -> list[str]:
    return [_RESERVED_TYPES.get(type_, f"type:{type_}") for type_ in dict.fromkeys(types)]
