"""JSON written an element at a time, since a graph need not fit into memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kgraph.exports.graphs.elements import Attribute
from kgraph.records.claim import amount_to_json


def _to_json(value: Any) -> int | float:
    if isinstance(value, Decimal):
        return amount_to_json(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_to_json)


def to_json(value: dict[str, Any] | dict[str, Attribute]) -> str:
    """Return an object as compact JSON; an amount is a number that holds it exactly."""
    return _ENCODER.encode(value)


def iter_array(elements: Iterable[str]) -> Iterator[bytes]:
    """Yield a JSON array of elements that are JSON already, one a line."""
    yield b"["
    joint = "\n"
    for element in elements:
        yield f"{joint}{element}".encode()
        joint = ",\n"
    yield b"\n]"
