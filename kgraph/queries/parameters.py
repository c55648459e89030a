"""From what was given, in a URL, a command or a call, to checked filters and paging.

The one parser behind REST, the command line and Python: a value may come as text or as a Python value, one
or several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from kgraph.errors import InvalidParameter, UnknownWord
from kgraph.filters import Filters, FilterSpec, Scope, filter_specs
from kgraph.names import name_key, nearest_words
from kgraph.queries.answers import ResolvedName
from kgraph.queries.naming import check_text, resolve_entity, shorten
from kgraph.records.vocabulary import Basis, Polarity, Status
from kgraph.stores import Store

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
MAX_NUMBER = 1_000_000
# More values of one filter than this are no question that somebody asks.
MAX_VALUES = 100

CLOSED_WORDS: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "basis": get_args(Basis),
}
NUMBERS = frozenset({"paragraph", "sentence"})
# More figures than this are out of every bound, and Python refuses to read thousands of them.
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class ParsedFilters:
    """Checked filters, and the names that were resolved on the way."""

    filters: Filters
    names: tuple[ResolvedName, ...]


def parse_filters(store: Store, scope: Scope, given: Mapping[str, Any]) -> ParsedFilters:
    """Check filters and resolve the names in them.

    Each value may be None or empty (the filter is not set), one value, or several.

    Raises:
        InvalidParameter: a filter that these queries do not take, a malformed value, too many of them.
        UnknownWord: a word that its vocabulary does not hold; the nearest words are suggested.
        NotFound, AmbiguousName: an entity that is not known, or not known for certain.
    """
    specs = filter_specs(scope)
    values: dict[str, Any] = {}
    names: list[ResolvedName] = []
    for name, raw in given.items():
        if name not in specs:
            near = nearest_words(name, specs)
            raise InvalidParameter(f"There is no filter {name!r} here.", parameter=name, suggestions=near)
        items = to_items(raw)
        if not items:
            continue
        if len(items) > MAX_VALUES:
            raise InvalidParameter(f"{name} is given more than {MAX_VALUES} times.", parameter=name)
        if not specs[name].repeatable and len(items) > 1:
            raise InvalidParameter(f"{name} may be given once only.", parameter=name)
        values[name] = _parse_values(store, name, specs[name], items, names)
    if "between" in values and len(set(values["between"])) != 2:
        raise InvalidParameter("between takes exactly two different entities.", parameter="between")
    return ParsedFilters(Filters(**values), tuple(names))


def to_items(raw: Any) -> list[Any]:
    """Return what was given as a list: nothing, one value, or several without repetition."""
    if raw is None:
        return []
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        return [raw]
    items = list(raw)
    try:
        return list(dict.fromkeys(items))
    except TypeError:
        # What cannot be hashed is no text: whoever checks the items refuses it.
        return items


def parse_ids(raw: Any) -> list[str]:
    """Return ids in their order; each must be text that an id could be."""
    items = to_items(raw)
    for item in items:
        check_text(item, "id")
    return sorted(items)


def _parse_values(store: Store, name: str, spec: FilterSpec, items: list[Any], names: list[ResolvedName]) -> Any:
    if name in NUMBERS:
        return tuple(sorted(parse_number(name, item, 1, MAX_NUMBER) for item in items))
    if name == "hedged":
        return _parse_truth(name, items[0])
    for item in items:
        if not isinstance(item, str):
            raise InvalidParameter(f"{name} takes text.", parameter=name, value=shorten(item))
    if spec.words == "entity":
        resolved = [resolve_entity(store, item, name) for item in items]
        names.extend(resolved)
        return tuple(sorted({entry.entity.id for entry in resolved}))
    if name == "q":
        check_text(items[0], name)
        if not name_key(items[0]):
            raise InvalidParameter("q holds no letter and no figure.", parameter=name, value=items[0])
        return items[0]
    words = CLOSED_WORDS[name] if spec.words is None else store.vocabulary.words(spec.words)
    for item in items:
        check_word(name, item, words)
    return tuple(sorted(items))


def check_word(parameter: str, word: str, words: Iterable[str]) -> None:
    """Refuse a word that a closed vocabulary does not hold, with the nearest that it holds."""
    known = list(words)
    if word not in known:
        raise UnknownWord(parameter, shorten(word), suggestions=nearest_words(word, known))


def parse_number(parameter: str, given: Any, least: int, most: int) -> int:
    """Return a whole number within its bounds, from text or from an int.

    Raises:
        InvalidParameter: it is no whole number in plain figures, or out of bounds.
    """
    is_number = isinstance(given, int) and not isinstance(given, bool)
    if not is_number and not (isinstance(given, str) and WHOLE_NUMBER.fullmatch(given)):
        raise InvalidParameter(f"{parameter} takes a whole number.", parameter=parameter, value=shorten(given))
    number = int(given)
    if not least <= number <= most:
        raise InvalidParameter(f"{parameter} is from {least} to {most}.", parameter=parameter, value=shorten(given))
    return number


def _parse_truth(parameter: str, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    if given in ("true", "false"):
        return bool(given == "true")
    raise InvalidParameter(f"{parameter} is true or false.", parameter=parameter, value=shorten(given))
