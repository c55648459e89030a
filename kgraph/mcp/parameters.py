"""The JSON schemas of what tools take: filters from their one definition, everything else with the bounds it has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgraph.filters import Filters, FilterSpec, Scope, filter_specs
from kgraph.queries.emptiness import MAX_HOPS
from kgraph.queries.parameters import MAX_LIMIT, MAX_VALUES
from kgraph.queries.schemas import NAME_SCHEMA, get_value_schema

Schema = dict[str, Any]
Schemas = dict[str, Schema]
_NAMES: Schema = {"type": "array", "items": {"type": "string", **NAME_SCHEMA}, "minItems": 1, "maxItems": MAX_VALUES}
_WORTH_SHARING = 3
# The tool that describes the filters, and what claims are made of, for all of them.
DESCRIBING = "claims"
_OUTLETS_OF_A_TIE = "The fewest distinct outlets of all claims of a tie that pass the other filters."
_TYPE_OF_PATHS = "Type of every entity between the two ends; of a subgraph, of every entity that is not named."
_OF_SCOPES: dict[Scope, dict[str, str]] = {
    "entities": {"type": "Type of the entity."},
    "neighbours": {"type": "Type of the neighbour.", "min_outlets": _OUTLETS_OF_A_TIE},
    "paths": {"type": _TYPE_OF_PATHS, "min_outlets": _OUTLETS_OF_A_TIE},
}


def name(description: str) -> Schema:
    """Return the schema of an id or a name."""
    return {"type": "string", **NAME_SCHEMA, "description": description}


def names(description: str, least: int = 1, most: int = MAX_VALUES) -> Schema:
    """Return the schema of several ids or names."""
    item = {"type": "string", **NAME_SCHEMA}
    return {"type": "array", "items": item, "minItems": least, "maxItems": most, "description": description}


def number(description: str, least: int, most: int, default: int) -> Schema:
    """Return the schema of a whole number."""
    return {"type": "integer", "minimum": least, "maximum": most, "default": default, "description": description}


def word(description: str, words: Iterable[str], default: str | None = None) -> Schema:
    """Return the schema of a word of a closed list."""
    known = list(words)
    return {"type": "string", "enum": known, "description": description} | ({"default": default} if default else {})


def paging(limit: int, what: str = "items") -> Schemas:
    """Return the parameters by which a list is read in parts."""
    return {
        "limit": number(f"The most {what} to return.", 1, MAX_LIMIT, limit),
        "cursor": {
            "type": "string",
            "description": "`next_cursor` of the answer before; all other arguments as they were.",
        },
    }


def shown(parameter: str, per: str, default: int, least: int = 0) -> Schemas:
    """Return the parameter that bounds the claims shown with each part of an answer."""
    return {parameter: number(f"The most claims to show with each {per}.", least, MAX_LIMIT, default)}


def max_hops(default: int) -> Schemas:
    """Return the parameter that bounds the length of paths."""
    return {"max_hops": number("The most ties to cross.", 1, MAX_HOPS, default)}


def build_object(schemas: Schemas) -> Schema:
    """Return the schema of an object of these members and no others; what most are, several names, is in it once."""
    shared = [each for each, schema in schemas.items() if schema | _NAMES == schema]
    if len(shared) < _WORTH_SHARING:
        return {"type": "object", "properties": schemas, "additionalProperties": False}
    properties = dict(schemas)
    for each in shared:
        told = {key: value for key, value in schemas[each].items() if key not in _NAMES}
        properties[each] = {"$ref": "#/$defs/names", **told}
    return {"type": "object", "$defs": {"names": _NAMES}, "properties": properties, "additionalProperties": False}


def filters(scope: Scope, *, leave_out: tuple[str, ...] = (), described: bool = False) -> Schemas:
    """Return the filters that questions of one scope take, but for some.

    Only one tool describes them all: a list of tools that repeats it in each is more than a model should read.
    Elsewhere those are described that mean something else in that scope.

    >>> filters("entities")["type"]["items"]["type"]
    'string'
    """
    specs = {each: spec for each, spec in filter_specs(scope).items() if each not in leave_out}
    own = _OF_SCOPES.get(scope, {})
    told = {each: Filters.model_fields[each].description if described else own.get(each) for each in specs}
    return {
        each: _filter(each, spec) | ({"description": told[each]} if told[each] else {}) for each, spec in specs.items()
    }


def _filter(filter_name: str, spec: FilterSpec) -> Schema:
    item = get_value_schema(filter_name)
    if not spec.repeatable:
        return item
    least, most = (2, 2) if filter_name == "between" else (1, MAX_VALUES)
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}
