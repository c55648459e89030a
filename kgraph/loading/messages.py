"""What pydantic finds wrong in a record, in words for the person who wrote the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from kgraph.errors import InvalidDate
from kgraph.loading.problems import Problems
from kgraph.records.base import ID_PATTERN, LINE_PATTERN, UNIT_PATTERN, Record
from kgraph.records.claim import DIGEST_PATTERN, URL_PATTERN
from kgraph.records.entity import COUNTRY_PATTERN, LANGUAGE_PATTERN, WIKIDATA_PATTERN

_PATTERNS = {
    ID_PATTERN: "must be an id: lower-case letters a-z and figures, joined by - _ . or :",
    UNIT_PATTERN: "must be a unit: letters and figures, joined by - or _",
    LINE_PATTERN: "must be one line of text, without control characters and without spaces at its ends",
    DIGEST_PATTERN: "must be a SHA-256 digest: 64 figures and letters a-f",
    URL_PATTERN: "must be an address that begins with http:// or https://",
    COUNTRY_PATTERN: "must be a country code of two capitals, such as KZ",
    LANGUAGE_PATTERN: "must be a language tag, such as ru, kk-Cyrl or zh-Latn-pinyin",
    WIKIDATA_PATTERN: "must be a Wikidata id, such as Q232",
}
_MESSAGES = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this record",
    "model_type": "must be a JSON object",
    "tuple_type": "must be a JSON array",
    "string_type": "must be a text",
    "string_unicode": "holds half of a character (a lone surrogate)",
    "string_too_short": "must not be empty",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "decimal_type": "must be a number",
    "finite_number": "must be a finite number",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must hold at least {min_length} item",
    "greater_than_equal": "must be at least {ge}",
    "literal_error": "must be one of {expected}",
}


def plain_message(detail: ErrorDetails) -> str:
    """Return the message of one error of pydantic without pydantic's words."""
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "string_pattern_mismatch" and context["pattern"] in _PATTERNS:
        return _PATTERNS[context["pattern"]]
    if detail["type"] == "value_error":
        error = context["error"]
        return f"is not a date that can be read: {error.reason}" if isinstance(error, InvalidDate) else str(error)
    if detail["type"] in _MESSAGES:
        return _MESSAGES[detail["type"]].format(**context)
    return detail["msg"][0].lower() + detail["msg"][1:]


def find_nearest(detail: ErrorDetails, model: type[Record], problems: Problems) -> Sequence[str]:
    """Return the fields, or the words of a closed list, that come near to a wrong one."""
    if detail["type"] == "extra_forbidden":
        owner = _model_at(model, detail["loc"][:-1])
        return problems.nearest(str(detail["loc"][-1]), owner.model_fields) if owner else ()
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        return problems.nearest(detail["input"], re.findall(r"'([^']+)'", detail.get("ctx", {})["expected"]))
    return ()


def _model_at(model: type[Record], path: Sequence[int | str]) -> type[Record] | None:
    """Return the model of the record that lies at `path` inside a record of `model`."""
    owner: type[Record] | None = model
    for step in path:
        if isinstance(step, str) and owner is not None:
            owner = next(_iter_models(owner.model_fields[step].annotation), None)
    return owner


def _iter_models(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _iter_models(argument)
