"""The members of a JSON object and the items of an array as they stand in the text, figures of numbers and all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class MalformedJson(ValueError):
    """A text that is not the JSON that is wanted."""


def split_members(text: str) -> dict[str, str]:
    """Return the text of each member of the object that a text is.

    Raises:
        MalformedJson: the text is no object, or gives a member twice.

    >>> split_members('{"amount": 1.50, "of": {"a": []}}')
    {'amount': '1.50', 'of': '{"a": []}'}
    """
    members: dict[str, str] = {}
    place = _expect(text, 0, "{")
    if text[place : place + 1] == "}":
        _require_end(text, place + 1)
        return members
    while True:
        _expect(text, place, '"')
        place, begun = _skip_value(text, place), place
        key = json.loads(text[begun:place])
        start = _expect(text, place, ":")
        end = _skip_value(text, start)
        if key in members:
            raise MalformedJson(f"{key!r} is given twice")
        members[key] = text[start:end]
        place = _skip_space(text, end)
        if text[place : place + 1] == "}":
            _require_end(text, place + 1)
            return members
        place = _expect(text, place, ",")


def iter_items(text: str) -> Iterator[str]:
    """Yield the text of each item of the array that a text is.

    Raises:
        MalformedJson: the text is no array.

    >>> list(iter_items('[1.0, "a"]'))
    ['1.0', '"a"']
    """
    place = _expect(text, 0, "[")
    if text[place : place + 1] == "]":
        _require_end(text, place + 1)
        return
    while True:
        end = _skip_value(text, place)
        yield text[place:end]
        place = _skip_space(text, end)
        if text[place : place + 1] == "]":
            _require_end(text, place + 1)
            return
        place = _expect(text, place, ",")


def _skip_value(text: str, place: int) -> int:
    try:
        return _DECODER.raw_decode(text, place)[1]
    except json.JSONDecodeError as error:
        raise MalformedJson(f"{error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise MalformedJson("it is nested too deeply") from error


def _expect(text: str, place: int, mark: str) -> int:
    """Return the place behind a mark and the spaces around it."""
    place = _skip_space(text, place)
    if text[place : place + 1] != mark:
        found = repr(text[place]) if place < len(text) else "its end"
        raise MalformedJson(f"{found} stands where {mark!r} is expected, at character {place + 1}")
    return _skip_space(text, place + 1)


def _skip_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return place if match is None else match.end()


def _require_end(text: str, place: int) -> None:
    if text[place:].strip(" \t\n\r"):
        raise MalformedJson(f"more follows at character {place + 1}")
