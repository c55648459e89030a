"""Parse JSON text strictly and exactly: decimals stay decimals, and a key that is given twice is found.

`NaN` and `Infinity`, which are not JSON, come out as floats: the models refuse them with the field in which
they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON value, and the keys that one of its objects gives more than once."""

    value: Any
    repeated_keys: tuple[str, ...]


class _Decoder:
    def __init__(self) -> None:
        self._repeated: set[str] = set()
        self._decoder = json.JSONDecoder(parse_float=_to_decimal, object_pairs_hook=self._build_object)

    def decode(self, text: str, start: int) -> tuple[Parsed, int]:
        """Return the value that begins at `start`, and where what comes after it and its spaces begins."""
        self._repeated.clear()
        value, end = self._decoder.raw_decode(text, start)
        return Parsed(value, tuple(sorted(self._repeated))), _skip_space(text, end)

    def _build_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            seen: set[str] = set()
            self._repeated.update(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return members


def parse_value(text: str) -> Parsed:
    """Return the one value that `text` holds.

    Raises:
        json.JSONDecodeError: the text is not JSON; the error has line and column.
        ValueError: a number is out of every reach.
        RecursionError: the value is nested too deeply.
    """
    parsed, end = _Decoder().decode(text, _skip_space(text, 0))
    _require_end(text, end)
    return parsed


def starts_array(text: str) -> bool:
    """Tell whether the value that `text` holds is an array."""
    return text.startswith("[", _skip_space(text, 0))


def iter_array(text: str) -> Iterator[Parsed]:
    """Yield the members of the one array that `text` holds, so that only one of them is in memory at a time.

    Raises, at the member that cannot be read: as `parse_value`.
    """
    decoder = _Decoder()
    position = _skip_space(text, _skip_space(text, 0) + 1)
    if text.startswith("]", position):
        _require_end(text, _skip_space(text, position + 1))
        return
    while True:
        parsed, position = decoder.decode(text, position)
        yield parsed
        if text.startswith("]", position):
            _require_end(text, _skip_space(text, position + 1))
            return
        if not text.startswith(",", position):
            raise json.JSONDecodeError("Expecting ',' or ']'", text, position)
        position = _skip_space(text, position + 1)


def _skip_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _require_end(text: str, position: int) -> None:
    if position != len(text):
        raise json.JSONDecodeError("Extra data", text, position)


def _to_decimal(figures: str) -> Decimal:
    try:
        return Decimal(figures)
    except InvalidOperation as error:
        raise ValueError(f"the number {figures[:40]} is out of reach") from error
