"""Check what a dataset says about itself, its words, its entities and its sources against one another."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from kgraph.loading.findings import Finding, Findings
from kgraph.loading.known import Known
from kgraph.loading.read import INFO_FILE, VOCABULARY_FILE
from kgraph.names import name_key
from kgraph.records import DatasetInfo, Entity, Source, Vocabulary
from kgraph.records.vocabulary import ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT

_RESERVED_TYPES = {ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT}
_KINDS = {"entities": "entity", "relations": "claim", "sources": "source"}


def unknown_word(stem: str, record: str, field: str, word: str, list_name: str, known: Collection[str]) -> Finding:
    """Return what is to be said of a word that its list does not have."""
    return Finding(stem, record, field, word, f"is none of the {list_name} of {VOCABULARY_FILE}.json", known)


def dangling_id(stem: str, record: str, field: str, id_: str, target: str, known: Collection[str]) -> Finding:
    """Return what is to be said of an id that no record in the file `target` has."""
    return Finding(stem, record, field, id_, f"is the id of no {_KINDS[target]}", known)


def check_info(info: DatasetInfo, known: Known, findings: Findings) -> None:
    """Report a carrying source that is none."""
    source = info.carrying_source
    if source is not None and source not in known.sources:
        findings.add(dangling_id(INFO_FILE, info.id, "carrying_source", source, "sources", known.sources))


def check_vocabulary(vocabulary: Vocabulary, known: Known, findings: Findings) -> None:
    """Report words that are given twice or reserved, and predicates with unknown words."""
    for list_name in Vocabulary.model_fields:
        seen: set[str] = set()
        for word in vocabulary.words(list_name):
            if word in seen:
                findings.add(Finding(VOCABULARY_FILE, word, f"{list_name}.id", word, "is given more than once"))
            seen.add(word)
    for reserved in sorted(_RESERVED_TYPES & set(vocabulary.words("entity_types"))):
        findings.add(Finding(VOCABULARY_FILE, reserved, "entity_types.id", reserved, "is a reserved word"))
    for predicate in vocabulary.predicates:
        _check_word(predicate.id, "predicates.topic", predicate.topic, "topics", (), known, findings)
        for field, types, also in (
            ("subject_types", predicate.subject_types, (ANY_TYPE,)),
            ("object_types", predicate.object_types, tuple(sorted(_RESERVED_TYPES))),
        ):
            for type_ in types:
                _check_word(predicate.id, f"predicates.{field}", type_, "entity_types", also, known, findings)


def _check_word(
    predicate: str, field: str, word: str, list_name: str, also: tuple[str, ...], known: Known, findings: Findings
) -> None:
    words = known.words[list_name]
    if word not in words and word not in also:
        findings.add(unknown_word(VOCABULARY_FILE, predicate, field, word, list_name, [*words, *also]))


def check_entity(entity: Entity, known: Known, findings: Findings) -> None:
    """Report an unknown type."""
    types = known.words["entity_types"]
    if entity.type not in types:
        findings.add(unknown_word("entities", entity.id, "type", entity.type, "entity_types", types))


def check_source(source: Source, known: Known, findings: Findings) -> None:
    """Report an outlet that is none."""
    if source.outlet not in known.entities:
        findings.add(dangling_id("sources", source.id, "outlet", source.outlet, "entities", known.entities))


class NameCheck:
    """An id never equals another entity's name, so that what is typed as an id is never a wrong hit.

    Keeps 12 bytes for each name. Names are compared by hashes of 64 bits: among a million entities with five names
    each, one that is refused without reason is to be expected in four million datasets.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._names = array("q")
        self._owners = array("I")

    def add(self, entity: Entity) -> None:
        """Take in the names of an entity."""
        number = len(self._ids)
        self._ids.append(entity.id)
        for key in {name_key(text) for text in (entity.name, *(name.text for name in entity.names))}:
            self._names.append(hash(key))
            self._owners.append(number)

    def finish(self, findings: Findings) -> None:
        """Report the ids, in the order in which they were added, that are names of others."""
        numbers: dict[int, list[int]] = {}
        for number, id_ in enumerate(self._ids):
            numbers.setdefault(hash(name_key(id_)), []).append(number)
        others: dict[int, set[str]] = {}
        for name, owner in zip(self._names, self._owners, strict=True):
            for number in numbers.get(name, ()):
                if number != owner:
                    others.setdefault(number, set()).add(self._ids[owner])
        for number in sorted(others):
            id_ = self._ids[number]
            findings.add(Finding("entities", id_, "id", id_, f"is also a name of {', '.join(sorted(others[number]))}"))
