"""What somebody who is still typing may mean: an entity, a type or a property; and which properties a type has."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.answers.descriptions import SchemaView
from kgraph.errors import UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.names import name_key, nearest_words
from kgraph.queries.naming import check_text, shorten
from kgraph.queries.parameters import MAX_LIMIT
from kgraph.reconciliation.agreement import get_entities, look_up
from kgraph.reconciliation.answers import (
    EntitySuggestion,
    PropertyProposal,
    PropertySuggestion,
    PropertySuggestions,
    Suggestions,
    TypeRef,
    TypeSuggestion,
    TypeSuggestions,
)
from kgraph.reconciliation.candidates import describe, to_type
from kgraph.reconciliation.properties import Property, build_properties, find_property

Words = Iterable[str] | str
# How many suggestions come at once.
PAGE = 20


def suggest_entities(kg: KnowledgeGraph, prefix: str = "", *, type: Words = (), skip: int = 0) -> Suggestions:
    """Return 20 entities with a name that begins so, best first, after `skip` others; one with this very id first.

    Of no prefix, all begin so: they come by id, as far as `skip` reaches.

    >>> import kgraph
    >>> [each.name for each in suggest_entities(kgraph.open(), "Қаз", type="country").result]
    ['Kazakhstan']
    """
    ids = _find_ids(kg, prefix, type, min(skip + PAGE, MAX_LIMIT))
    shown = list(dict.fromkeys(ids))[skip : skip + PAGE]
    entities = get_entities(kg, shown)
    return Suggestions(
        result=tuple(
            EntitySuggestion(
                id=id_,
                name=entities[id_].name,
                description=describe(entities[id_]),
                notable=(to_type(entities[id_].type),),
            )
            for id_ in shown
        )
    )


def _find_ids(kg: KnowledgeGraph, prefix: str, type_: Words, most: int) -> list[str]:
    if not prefix:
        return [view.id for view in kg.entities(type=type_, limit=most)]
    hits = kg.autocomplete(prefix, type=type_, limit=most)
    found = look_up(kg, [prefix])[prefix]
    types = {type_} if isinstance(type_, str) else set(type_)
    ids = [hit.id for hit in hits]
    if found.entity is None or found.matched is None or found.matched.how not in ("id", "merged"):
        return ids
    return [found.entity.id, *ids] if not types or found.entity.type in types else ids


def list_types(kg: KnowledgeGraph) -> tuple[TypeRef, ...]:
    """Return all types of entities, by id."""
    return tuple(to_type(term.id) for term in kg.schema().entity_types)


def suggest_types(kg: KnowledgeGraph, prefix: str = "", *, skip: int = 0) -> TypeSuggestions:
    """Return 20 types that begin so, or a later word of which does, after `skip` others; of no prefix, all begin so.

    >>> import kgraph
    >>> [each.id for each in suggest_types(kgraph.open(), "P").result]
    ['person', 'place', 'policy', 'project']
    """
    _check(prefix)
    named = [(to_type(term.id), term.definition) for term in kg.schema().entity_types]
    begun = [
        TypeSuggestion(id=each.id, name=each.name, description=meaning)
        for each, meaning in named
        if _begins(prefix, each.id, each.name)
    ]
    return TypeSuggestions(result=tuple(begun[skip : skip + PAGE]))


def suggest_properties(kg: KnowledgeGraph, prefix: str = "", *, type: str = "", skip: int = 0) -> PropertySuggestions:
    """Return 20 properties that begin so, or a later word of which does, after `skip` others; only those of a type.

    Names in any language can be had by their property's whole id.

    Raises:
        UnknownWord: there is no such type.
        InvalidParameter: a prefix that no name can begin with.

    >>> import kgraph
    >>> [each.id for each in suggest_properties(kgraph.open(), "name").result]
    ['name', 'name_en', 'name_ru', 'name_kk', 'name_zh']
    >>> [each.id for each in suggest_properties(kgraph.open(), "name_uk").result]
    ['name_uk']
    """
    _check(prefix)
    schema = kg.schema()
    _check_type(schema, type)
    properties = build_properties(schema)
    begun = [
        each for each in properties.values() if _begins(prefix, each.id, each.name) and (not type or each.fits(type))
    ]
    exact = find_property(properties, prefix)
    if exact is not None and exact not in begun and exact.id not in properties:
        begun.insert(0, exact)
    return PropertySuggestions(result=tuple(map(_to_suggestion, begun[skip : skip + PAGE])))


def propose_properties(kg: KnowledgeGraph, *, type: str = "", limit: int = MAX_LIMIT) -> PropertyProposal:
    """Return the properties that entities of a type can have, or all: those of every entity, then what claims say.

    Raises:
        UnknownWord: there is no such type.
    """
    schema = kg.schema()
    _check_type(schema, type)
    fitting = [each for each in build_properties(schema).values() if not type or each.fits(type)]
    shown = tuple(map(_to_suggestion, fitting[:limit]))
    return PropertyProposal(properties=shown, type=type or None, limit=limit)


def _check(prefix: str) -> None:
    if prefix:
        check_text(prefix, "prefix")


def _check_type(schema: SchemaView, type_: str) -> None:
    types = schema.words("entity_types")
    if type_ and type_ not in types:
        raise UnknownWord("type", shorten(type_), suggestions=nearest_words(shorten(type_), types))


def _begins(prefix: str, *texts: str) -> bool:
    begin = name_key(prefix)
    return any(f" {name_key(text)}".find(f" {begin}") >= 0 for text in texts)


def _to_suggestion(each: Property) -> PropertySuggestion:
    return PropertySuggestion(id=each.id, name=each.name, description=each.description)
