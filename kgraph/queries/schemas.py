"""The JSON schemas of what a question takes, as far as they hold for every dataset: for REST and for tools alike."""

from __future__ import annotations

from typing import Any

from kgraph.dates import MAX_TEXT_LENGTH
from kgraph.names import MAX_NAME_LENGTH
from kgraph.queries.parameters import AMOUNTS, CLOSED_WORDS, DATES, NUMBERS

# Bounds of text are told by schemas and kept by the queries, so that every way in refuses the same with the same words.
NAME_SCHEMA: dict[str, Any] = {"minLength": 1, "maxLength": MAX_NAME_LENGTH}


def get_value_schema(name: str) -> dict[str, Any]:
    """Return the schema of one value of a filter."""
    if name in CLOSED_WORDS:
        return {"type": "string", "enum": list(CLOSED_WORDS[name])}
    if name in NUMBERS:
        return {"type": "integer", "minimum": 1, "maximum": NUMBERS[name]}
    if name in AMOUNTS:
        return {"type": "number"}
    if name in DATES:
        return {"type": "string", "format": "edtf", "minLength": 1, "maxLength": MAX_TEXT_LENGTH}
    if name == "hedged":
        return {"type": "boolean"}
    return {"type": "string", **NAME_SCHEMA}
