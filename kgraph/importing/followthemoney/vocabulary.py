"""The words that an import came to use."""

from __future__ import annotations

from collections import defaultdict

from kgraph.importing.followthemoney.amounts import ITEM, PERCENT
from kgraph.importing.followthemoney.provenance import INSTITUTION_DEFINITION, INSTITUTION_TYPE
from kgraph.importing.followthemoney.schemata import Model, Relation, RoleSpec
from kgraph.records import Predicate, Qualifier, Role, Term, Vocabulary
from kgraph.records.vocabulary import Unit

_UNITS = {
    PERCENT: "A share in hundredths.",
    ITEM: "Things that are counted one by one.",
    "USD": "United States dollars.",
    "EUR": "Euros.",
}


class UsedWords:
    """Collects the predicates, types, roles and units of what is written, so that no other ones are listed."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._relations: dict[str, Relation] = {}
        self._subject_types: defaultdict[str, set[str]] = defaultdict(set)
        self._object_types: defaultdict[str, set[str]] = defaultdict(set)
        self._roles: dict[str, RoleSpec] = {}
        self._units: set[str] = set()
        self._types: set[str] = {INSTITUTION_TYPE}

    def add_type(self, type: str) -> None:
        """Take the type of an entity."""
        self._types.add(type)

    def add_relation(self, relation: Relation, subject_type: str, object_type: str) -> None:
        """Take the predicate of a claim, and what it stands between."""
        self._relations.setdefault(relation.predicate, relation)
        self._subject_types[relation.predicate].add(subject_type)
        self._object_types[relation.predicate].add(object_type)

    def add_qualifier(self, role: RoleSpec, qualifier: Qualifier) -> None:
        """Take the role of a qualifier, and its unit."""
        self._roles.setdefault(role.id, role)
        if qualifier.value is not None and qualifier.value.unit is not None:
            self._units.add(qualifier.value.unit)

    def count_predicates(self) -> int:
        """Return how many predicates there are."""
        return len(self._relations)

    def build(self) -> Vocabulary:
        """Return the vocabulary."""
        definitions = {schema.id: schema.definition for schema in self._model.schemata.values()}
        definitions[INSTITUTION_TYPE] = INSTITUTION_DEFINITION
        topics = sorted({relation.topic for relation in self._relations.values()})
        return Vocabulary(
            entity_types=tuple(Term(id=id_, definition=definitions[id_]) for id_ in sorted(self._types)),
            topics=tuple(Term(id=id_, definition=self._model.topics[id_]) for id_ in topics),
            units=tuple(
                Unit(id=id_, definition=_UNITS.get(id_, f"The currency with the code {id_}."))
                for id_ in sorted(self._units)
            ),
            roles=tuple(
                Role(id=role.id, label=role.label, definition=role.definition, ties=role.ties)
                for _, role in sorted(self._roles.items())
            ),
            predicates=tuple(self._build_predicate(relation) for _, relation in sorted(self._relations.items())),
        )

    def _build_predicate(self, relation: Relation) -> Predicate:
        return Predicate(
            id=relation.predicate,
            label=relation.label,
            inverse_label=relation.inverse_label,
            definition=relation.definition,
            topic=relation.topic,
            symmetric=relation.symmetric,
            subject_types=tuple(sorted(self._subject_types[relation.predicate])),
            object_types=tuple(sorted(self._object_types[relation.predicate])),
        )
