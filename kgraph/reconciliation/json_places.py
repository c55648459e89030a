"""What a client sends as JSON: taken member by member, and refused at the place (RFC 6901) where it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgraph.errors import InvalidParameter, UnknownWord
from kgraph.names import MAX_NAME_LENGTH, nearest_words
from kgraph.queries.lookup import to_pointer
from kgraph.queries.naming import shorten

_KINDS: dict[type, str] = {dict: "an object", list: "a list", type(None): "null"}


def take_object(value: Any, place: tuple[str, ...], known: Iterable[str] | None = None) -> Mapping[str, Any]:
    """Return an object, none of whose members is unknown.

    Raises:
        InvalidParameter: it is none, or has another member.
    """
    if not isinstance(value, Mapping):
        raise refuse(place, "takes an object", value)
    if known is not None:
        names = tuple(known)
        for given in value:
            if given not in names:
                near = nearest_words(shorten(given), names)
                raise refuse((*place, given), f"is no member: there are {', '.join(names)}", given, near)
    return value


def take_list(value: Any, place: tuple[str, ...], most: int) -> Sequence[Any]:
    """Return a list of at most so many items.

    Raises:
        InvalidParameter: it is none, or longer.
    """
    if not isinstance(value, list):
        raise refuse(place, "takes a list", value)
    if len(value) > most:
        raise refuse(place, f"has {len(value)} items; {most} are the most", len(value))
    return value


def take_text(value: Any, place: tuple[str, ...]) -> str:
    """Return a text.

    Raises:
        InvalidParameter: it is none.
    """
    if not isinstance(value, str):
        raise refuse(place, "takes text", value)
    return value


def take_id(value: Any, place: tuple[str, ...]) -> str:
    """Return a text that an answer can repeat: as long as a name can be, and such as can be written.

    Raises:
        InvalidParameter: it is none.
    """
    text = take_text(value, place)
    if len(text) > MAX_NAME_LENGTH or holds_half(text):
        raise refuse(place, f"takes an id: at most {MAX_NAME_LENGTH} characters, none half a surrogate pair", text)
    return text


def take_count(value: Any, place: tuple[str, ...]) -> int:
    """Return a whole number from 1 on; what is written `5.0` is one.

    Raises:
        InvalidParameter: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 1 or value % 1:
        raise refuse(place, "takes a whole number from 1 on", value)
    return int(value)


def take_word(value: Any, place: tuple[str, ...], words: Iterable[str]) -> str:
    """Return a word of a closed list.

    Raises:
        UnknownWord: it is none of them.
        InvalidParameter: it is no text.
    """
    known = tuple(words)
    word = take_text(value, place)
    if word not in known:
        shown = show(word)
        raise UnknownWord(to_pointer(*map(show, place)), shown, suggestions=nearest_words(shown, known))
    return word


def refuse(place: tuple[str, ...], what: str, value: Any, suggestions: Sequence[str] = ()) -> InvalidParameter:
    """Return the error for what stands at a place."""
    pointer = to_pointer(*map(show, place))
    return InvalidParameter(f"{pointer} {what}.", parameter=pointer, value=show(value), suggestions=suggestions)


def holds_half(text: str) -> bool:
    """Tell whether a text holds half of a surrogate pair, which JSON can spell and nobody can write."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def show(value: Any) -> str:
    """Return a value as an error can show it: half of a surrogate pair cannot be written, nor can depths."""
    kind = _KINDS.get(dict if isinstance(value, Mapping) else type(value))
    if kind is not None:
        return kind
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
    return shorten(text)
