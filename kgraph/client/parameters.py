"""How the arguments of a method stand in a URL: under the same words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from kgraph.errors import InvalidParameter
from kgraph.filters import filter_specs
from kgraph.names import nearest_words
from kgraph.queries.naming import check_text, shorten
from kgraph.queries.parameters import AMOUNTS, NUMBERS, to_items

Pairs = tuple[tuple[str, str], ...]
# Filters that are no text, though they may be given as one.
MAX_TEXT_LENGTH = 2_000
_OUT_OF_BOUNDS = 10**80
_PLAIN = frozenset({*NUMBERS, *AMOUNTS, "hedged"})


def bind_arguments(method: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call by their names, filters among them, those left out that were not given."""
    # The first argument is the graph itself.
    bound = inspect.signature(method).bind(None, *args, **kwargs)
    given = dict(list(bound.arguments.items())[1:])
    filters = given.pop("filters", {})
    return {**given, **filters}


def to_pairs(arguments: Mapping[str, Any], method: Callable[..., Any], renamed: frozenset[str] = frozenset()) -> Pairs:
    """Return arguments as the parameters of a URL: `from_` is `from` there, and several values are repeated.

    `renamed` are words of the service for which the method has others.

    Raises:
        InvalidParameter: there is no such filter; or a value is no text, number or truth, or holds half of a surrogate
            pair, which no URL can hold.
    """
    pairs = []
    known: Mapping[str, inspect.Parameter] = inspect.signature(method).parameters
    for name, raw in arguments.items():
        if name not in known and name not in filter_specs() and name not in renamed:
            near = nearest_words(name, filter_specs())
            raise InvalidParameter(f"There is no filter {name!r} here.", parameter=name, suggestions=near)
        word = name.rstrip("_")
        plain = word in _PLAIN or _is_plain(known.get(name))
        if name in known and str(known[name].annotation) == "int" and (raw is None or isinstance(raw, bool)):
            raise InvalidParameter(f"{word} takes a whole number.", parameter=word, value=shorten(raw))
        pairs += [(word, _to_text(word, value, plain=plain)) for value in to_items(raw)]
    return tuple(pairs)


def _is_plain(parameter: inspect.Parameter | None) -> bool:
    return parameter is not None and any(kind in str(parameter.annotation) for kind in ("int", "bool"))


def _to_text(name: str, value: Any, *, plain: bool) -> str:
    if plain and isinstance(value, bool):
        return "true" if value else "false"
    if plain and isinstance(value, int | float | Decimal):
        return _write_number(value, is_amount=name in AMOUNTS)
    if not isinstance(value, str):
        raise InvalidParameter(f"{name} takes text.", parameter=name, value=shorten(value))
    if any("\ud800" <= character <= "\udfff" for character in value):
        check_text(value, name, len(value))
    if len(value) > MAX_TEXT_LENGTH and name != "cursor":
        # No text that a question takes is as long, and no URL has room for it.
        check_text(value, name)
    return value


def _write_number(number: float | Decimal, *, is_amount: bool) -> str:
    """Return a number as it is parsed: an amount in plain figures, and what is to be whole as it is."""
    if isinstance(number, Decimal) and is_amount:
        return f"{number:f}"
    if isinstance(number, int):
        # Python refuses to write out whole numbers of thousands of figures: what is out of all bounds stays so.
        return str(number) if abs(number) < _OUT_OF_BOUNDS else str(_OUT_OF_BOUNDS)
    return repr(number).removesuffix(".0") if is_amount else repr(number)


def can_stand_in_path(text: str) -> bool:
    """Tell whether a text can be a segment of a path: a slash would end it, and dots are taken for directions."""
    return "/" not in text and text not in (".", "..")


def quote_segment(text: str) -> str:
    """Return a text as a segment of a path.

    >>> quote_segment("Қазақстан")
    '%D2%9A%D0%B0%D0%B7%D0%B0%D2%9B%D1%81%D1%82%D0%B0%D0%BD'
    """
    return quote(text, safe="")
