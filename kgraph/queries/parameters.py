"""From what was given, in a URL, a command or a call, to checked filters and paging.

The one parser behind REST, the command line and Python: a value may come as text or as a Python value, one
or several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from kgraph.answers.answer import ResolvedName
from kgraph.dates import MAX_TEXT_LENGTH, Edtf, parse_edtf
from kgraph.errors import InvalidDate, InvalidParameter, NotFound, UnknownWord
from kgraph.filters import MAX_OUTLETS, DateMatch, Filters, FilterSpec, Scope, filter_specs
from kgraph.names import name_key, nearest_words
from kgraph.queries.naming import check_text, resolve_entity, shorten
from kgraph.queries.retired import find_successor
from kgraph.records.claim import EXACT_DIGITS
from kgraph.records.vocabulary import Basis, Polarity, Rank, Status
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
    "rank": get_args(Rank),
    "date_match": get_args(DateMatch),
}
# Whole numbers, each with the most that it may be; the least is 1.
NUMBERS = {"paragraph": MAX_NUMBER, "sentence": MAX_NUMBER, "min_outlets": MAX_OUTLETS}
AMOUNTS = frozenset({"value", "value_min", "value_max"})
DATES = frozenset({"date", "known_as_of"})
# A vocabulary of no more words is told whole to who knows none of them.
MAX_LISTED_WORDS = 12
# More figures than this are out of every bound, and Python refuses to read thousands of them.
WHOLE_NUMBER = re.compile(r"-?[0-9]+")
_MANY_FIGURES = 20
PLAIN_AMOUNT = r"[-+]?[0-9]{1,20}(\.[0-9]{1,20})?"


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
        Removed: an entity or a source that was removed.
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
    _check_together(values)
    return ParsedFilters(Filters(**values), tuple(names))


def _check_together(values: Mapping[str, Any]) -> None:
    if "between" in values and len(set(values["between"])) != 2:
        raise InvalidParameter("between takes exactly two different entities.", parameter="between")
    least, most = values.get("value_min"), values.get("value_max")
    if least is not None and most is not None and least > most:
        message = f"value_min is {least}, more than value_max, {most}: no amount is both."
        raise InvalidParameter(message, parameter="value_min", value=str(least))


def to_items(raw: Any) -> list[Any]:
    """Return what was given as a list: nothing, one value, or several without repetition."""
    if raw is None:
        return []
    if isinstance(raw, (str, bytes)) or not isinstance(raw, Iterable):
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
        return _keep(spec, [parse_number(name, item, 1, NUMBERS[name]) for item in items])
    if name in AMOUNTS:
        return _keep(spec, [parse_amount(name, item) for item in items])
    if name == "hedged":
        return parse_truth(name, items[0])
    for item in items:
        if not isinstance(item, str):
            raise InvalidParameter(f"{name} takes text.", parameter=name, value=shorten(item))
    if spec.words == "entity":
        resolved = [resolve_entity(store, item, name) for item in items]
        names.extend(resolved)
        return tuple(sorted({entry.entity.id for entry in resolved}))
    return _keep(spec, [_parse_text(store, name, spec, item) for item in items])


def _keep(spec: FilterSpec, items: list[Any]) -> Any:
    return tuple(sorted(set(items))) if spec.repeatable else items[0]


def _parse_text(store: Store, name: str, spec: FilterSpec, item: str) -> str:
    if name == "known_as_of":
        return parse_limit_date(name, item)
    if name == "date":
        return parse_date(name, item)
    if name == "q":
        check_text(item, name)
        if not name_key(item):
            raise InvalidParameter("q holds no letter and no figure.", parameter=name, value=item)
    elif spec.words == "source":
        return find_source_id(store, item, name)
    else:
        check_word(name, item, CLOSED_WORDS[name] if spec.words is None else store.vocabulary.words(spec.words))
    return item


def find_source_id(store: Store, id_: str, parameter: str) -> str:
    """Return the id of a source: the given one, or that which it was merged into.

    Raises:
        NotFound: no source has that id; near ones are suggested.
        Removed: a source had it that was removed.
    """
    check_text(id_, parameter)
    if store.get_sources([id_]):
        return id_
    successor = find_successor(store, "source", id_, parameter)
    if successor is None:
        raise NotFound("source", id_, parameter=parameter, suggestions=store.nearest_ids("source", id_))
    return successor


def parse_date(parameter: str, given: str) -> str:
    """Return a date or interval that EDTF can read, as it was given.

    Raises:
        InvalidParameter: it is none; the reason is in the message.
    """
    _read_date(parameter, given, "a date such as 2023-05 or an interval such as 2023-05/..")
    return given


def parse_limit_date(parameter: str, given: str) -> str:
    """Return a date up to which something is asked: no interval, no set, no unknown year.

    Raises:
        InvalidParameter: it is none; the reason is in the message.
    """
    wanted = "one date with its year, such as 2023-09 or 2023-09-06"
    date = _read_date(parameter, given, wanted)
    if date.form != "date" or not date.year_known or "T" in given:
        raise InvalidParameter(f"{parameter} takes {wanted}.", parameter=parameter, value=shorten(given))
    return given


def _read_date(parameter: str, given: str, wanted: str) -> Edtf:
    check_text(given, parameter, MAX_TEXT_LENGTH)
    try:
        return parse_edtf(given)
    except InvalidDate as error:
        message = f"{parameter} takes {wanted}: {error.reason}."
        raise InvalidParameter(message, parameter=parameter, value=shorten(given)) from error


def parse_amount(parameter: str, given: Any) -> Decimal:
    """Return an amount in plain figures, from text or from a number.

    Raises:
        InvalidParameter: it is no number in plain figures, or has more figures than an amount can have.
    """
    text = given
    if isinstance(given, float):
        text = repr(given).removesuffix(".0")
    elif isinstance(given, Decimal) or (type(given) is int and abs(given) < 10**20):
        text = f"{given:f}" if isinstance(given, Decimal) else str(given)
    if not isinstance(text, str) or not re.fullmatch(PLAIN_AMOUNT, text):
        message = f"{parameter} takes a number in plain figures and base units, such as 19.2 or 22000000000."
        raise InvalidParameter(message, parameter=parameter, value=shorten(given))
    amount = Decimal(text)
    digits = "".join(map(str, amount.as_tuple().digits)).strip("0")
    if len(digits) > EXACT_DIGITS:
        message = f"{parameter} has at most {EXACT_DIGITS} figures that count."
        raise InvalidParameter(message, parameter=parameter, value=shorten(given))
    return amount


def check_word(parameter: str, word: str, words: Iterable[str]) -> None:
    """Refuse a word that a closed vocabulary does not hold, with the nearest that it holds, or all if they are few."""
    known = list(words)
    if not isinstance(word, str):
        raise InvalidParameter(f"{parameter} takes text.", parameter=parameter, value=shorten(word))
    if word not in known:
        near = nearest_words(word, known)
        shown = known if not near and len(known) <= MAX_LISTED_WORDS else ()
        raise UnknownWord(parameter, shorten(word), suggestions=near, words=shown)


def parse_number(parameter: str, given: Any, least: int, most: int) -> int:
    """Return a whole number within its bounds, from text or from an int.

    Raises:
        InvalidParameter: it is no whole number in plain figures, or out of bounds.
    """
    is_number = isinstance(given, int) and not isinstance(given, bool)
    if not is_number and not (isinstance(given, str) and WHOLE_NUMBER.fullmatch(given)):
        raise InvalidParameter(f"{parameter} takes a whole number.", parameter=parameter, value=shorten(given))
    number = None if isinstance(given, str) and len(given) > _MANY_FIGURES else int(given)
    if number is None or not least <= number <= most:
        raise InvalidParameter(f"{parameter} is from {least} to {most}.", parameter=parameter, value=shorten(given))
    return number


def parse_truth(parameter: str, given: Any) -> bool:
    """Return whether something holds, from a bool or from `true` and `false`.

    Raises:
        InvalidParameter: it is neither.
    """
    if isinstance(given, bool):
        return given
    if given in ("true", "false"):
        return bool(given == "true")
    raise InvalidParameter(f"{parameter} is true or false.", parameter=parameter, value=shorten(given))
