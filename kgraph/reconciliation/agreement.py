"""Whether an entity is what a query says of it besides its name.

Only what the dataset says for certain agrees: what it has itself, and what a plain claim says (`Marker`). Where it says
nothing, something else, or only what is qualified, there is no agreement: silence confirms nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from kgraph.answers.views import ContentView, EntityView, LookupResult
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.names import name_key
from kgraph.queries.lookup import MAX_QUERIES
from kgraph.reconciliation.marks import Marker, show_content
from kgraph.reconciliation.properties import Property
from kgraph.reconciliation.questions import MOST_SUBJECTS, Constraint, Question, to_name
from kgraph.records.entity import MAIN_LANGUAGE

# Kinds of names that other things than the entity can bear as well: Beijing is a city, and any poll has respondents.
_LOOSE_KINDS = frozenset({"metonym", "descriptive"})


class Agreement:
    """The constraints of a batch, with their values looked up once."""

    def __init__(self, kg: KnowledgeGraph, questions: Iterable[Question]) -> None:
        self._kg = kg
        self._marker = Marker(kg)
        constraints = [constraint for question in questions for constraint in question.constraints]
        names = [name for constraint in constraints for name in map(to_name, constraint.values) if name]
        self._ids = {
            name: found.entity.id
            for name, found in look_up(kg, names).items()
            if found.entity is not None and names_itself(found)
        }
        codes = get_entities(kg, self._ids.values())
        self._codes = {id_: view.identifiers.iso_3166_1 for id_, view in codes.items()}

    def agrees(self, entity: EntityView, constraint: Constraint) -> bool:
        """Tell whether one of the values of a constraint is certainly one of the entity's."""
        return any(self._is(entity, constraint.property, value) for value in constraint.values)

    def iter_subjects(self, constraint: Constraint) -> Iterable[str]:
        """Yield the ids of the entities of which a plain claim says what a constraint asks for."""
        word = constraint.property.word
        for id_ in filter(None, map(self._find_id, constraint.values)):
            for claim in self._kg.claims(polarity="affirmed", limit=MOST_SUBJECTS, predicate=word, object=id_):
                if not self._marker.list_marks(claim):
                    yield claim.subject.id
            if constraint.property.symmetric:
                for claim in self._kg.claims(polarity="affirmed", limit=MOST_SUBJECTS, predicate=word, subject=id_):
                    if claim.object.entity is not None and not self._marker.list_marks(claim):
                        yield claim.object.entity.id

    def _is(self, entity: EntityView, property_: Property, value: str) -> bool:
        match property_.kind:
            case "claims":
                return self._is_said(entity.id, property_, value)
            case "neighbours":
                id_ = self._find_id(value)
                return id_ not in (None, entity.id) and self._has_plain_claim(between=[entity.id, id_])
            case "names":
                return name_key(value) in {name_key(name) for name in list_names(entity, property_.word)}
            case "identifier":
                return value.casefold() == (getattr(entity.identifiers, property_.word) or "").casefold() != ""
            case "count":
                return value == str(getattr(entity, property_.word))
            case "field":
                return self._is_field(entity, property_.word, value)

    def _is_field(self, entity: EntityView, field: str, value: str) -> bool:
        if field == "countries":
            codes = {value.upper(), self._codes.get(self._find_id(value) or "")}
            return bool(codes & set(entity.countries))
        if field == "id":
            return value == entity.id
        return name_key(value) == name_key(str(getattr(entity, field)))

    def _is_said(self, entity: str, property_: Property, value: str) -> bool:
        id_ = self._find_id(value)
        filters: dict[str, Any] = {"predicate": property_.word}
        if id_ is not None:
            pairs = [(entity, id_), (id_, entity)] if property_.symmetric else [(entity, id_)]
            if any(self._has_plain_claim(**filters, subject=one, object=other) for one, other in pairs):
                return True
        claims = self._kg.claims(polarity="affirmed", limit=MOST_SUBJECTS, subject=entity, **filters)
        said = (claim.object for claim in claims if not self._marker.list_marks(claim))
        return any(name_key(value) in _list_value_keys(content) for content in said)

    def _has_plain_claim(self, **filters: Any) -> bool:
        claims = self._kg.claims(polarity="affirmed", limit=MOST_SUBJECTS, **filters)
        return any(not self._marker.list_marks(claim) for claim in claims)

    def _find_id(self, value: str) -> str | None:
        return self._ids.get(to_name(value))


def names_itself(found: LookupResult) -> bool:
    """Tell whether a lookup found an entity by its id or a name that means it, not by a metonym or a description.

    >>> import kgraph
    >>> results = look_up(kgraph.open(), ["China", "Beijing"])
    >>> names_itself(results["China"]), names_itself(results["Beijing"])
    (True, False)
    """
    return found.matched is not None and found.matched.kind not in _LOOSE_KINDS


def _list_value_keys(content: ContentView) -> set[str]:
    """Return the keys of a value as it is meant, and in the words of the text; none of an entity or a claim."""
    if content.value is None:
        return set()
    return {name_key(text) for text in (show_content(content), content.value.text) if text is not None}


def list_names(entity: EntityView, language: str) -> list[str]:
    """Return the names of an entity in a language, whatever the script or country; of English, the main one first.

    >>> import kgraph
    >>> list_names(kgraph.open().entity("china"), "kk")[0]
    'Қытай'
    """
    main = [entity.name] if language == MAIN_LANGUAGE else []
    rest = [name.text for name in entity.names if name.lang == language or name.lang.startswith(f"{language}-")]
    return list(dict.fromkeys([*main, *rest]))


def look_up(kg: KnowledgeGraph, names: Iterable[str]) -> dict[str, LookupResult]:
    """Return what each of any number of names certainly means."""
    found: dict[str, LookupResult] = {}
    for part in _iter_parts(names, MAX_QUERIES):
        results: Mapping[str, LookupResult] = kg.lookup({str(number): name for number, name in enumerate(part)}).results
        found |= {name: results[str(number)] for number, name in enumerate(part)}
    return found


def get_entities(kg: KnowledgeGraph, ids: Iterable[str]) -> dict[str, EntityView]:
    """Return any number of entities by their ids, all of which there are."""
    size = 100
    return {view.id: view for part in _iter_parts(ids, size) for view in kg.entities(id=part, limit=size)}


def _iter_parts(values: Iterable[str], size: int) -> Iterable[list[str]]:
    distinct = iter(dict.fromkeys(values))
    while part := list(islice(distinct, size)):
        yield part
