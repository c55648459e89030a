"""What a model gave a tool: refused where the tool does not take it, and never ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kgraph.errors import InvalidParameter
from kgraph.mcp.parameters import Schema, Schemas
from kgraph.names import nearest_words
from kgraph.queries.naming import shorten

_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text"),
    "array": ((list,), "a list"),
    "object": ((dict,), "an object"),
    "boolean": ((bool, str), "true or false"),
    # Figures and truths in quotes are read as they are in a URL; the questions refuse what is none.
    "integer": ((int, float, str), "a whole number"),
    "number": ((int, float, str), "a number"),
}


def check_arguments(tool: str, schemas: Schemas, required: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that are set, each of the type that its schema has; null sets nothing.

    A list holds something: an empty one is not taken for a filter that is not set, which would let everything pass.
    What the values mean is for the question to check, in its own words.

    Raises:
        InvalidParameter: an argument that the tool does not take, one of another type, or one that is missing.
    """
    arguments: dict[str, Any] = {}
    for name, value in given.items():
        if name not in schemas:
            near = nearest_words(name, schemas)
            message = f"{tool} takes no argument {shorten(name)!r}; it takes {', '.join(schemas) or 'none'}."
            raise InvalidParameter(message, parameter=name, suggestions=near)
        if value is not None:
            arguments[name] = _check(name, schemas[name], value)
    missing = [name for name in required if name not in arguments]
    if missing:
        wanted = "; ".join(f"{name}: {schemas[name]['description']}" for name in missing)
        raise InvalidParameter(f"{tool} needs {' and '.join(missing)}. {wanted}", parameter=missing[0])
    return arguments


def _check(name: str, schema: Schema, value: Any) -> Any:
    kind = schema["type"]
    if kind == "array":
        if not isinstance(value, list):
            message = f"{name} takes a list, such as {shorten(json.dumps([value], ensure_ascii=False))}."
            raise InvalidParameter(message, parameter=name, value=shorten(value))
        if not value:
            message = f"{name} is an empty list, which means nothing here: leave it out, or put something into it."
            raise InvalidParameter(message, parameter=name, value="[]")
        return [_check(name, schema["items"], item) for item in value]
    types, words = _TYPES[kind]
    if not isinstance(value, types) or (isinstance(value, bool) and kind != "boolean"):
        raise InvalidParameter(f"{name} takes {words}.", parameter=name, value=shorten(value))
    return value
