"""What a client asks, read from JSON: batches of reconciliation queries, and data extension queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kgraph.answers.descriptions import SchemaView
from kgraph.errors import InvalidParameter, UnknownWord
from kgraph.names import nearest_words
from kgraph.queries.lookup import MAX_KEY_LENGTH, MAX_QUERIES, to_pointer
from kgraph.queries.naming import check_text
from kgraph.reconciliation.cells import CellSettings
from kgraph.reconciliation.json_places import (
    holds_half,
    refuse,
    show,
    take_count,
    take_id,
    take_list,
    take_object,
    take_text,
    take_word,
)
from kgraph.reconciliation.properties import Property, find_property

MAX_CANDIDATES = 50
DEFAULT_CANDIDATES = 10
MAX_TYPES = 100
MAX_CONSTRAINTS = 10
MAX_CONSTRAINT_VALUES = 20
# How many claims are looked through for those that are plain, and so how many subjects a value finds.
MOST_SUBJECTS = 20
MAX_IDS = MAX_QUERIES
MAX_EXTENDED = 50
# Entities times properties whose values are read from claims: each of them is a question of its own.
MAX_COLUMNS_OF_CLAIMS = 2000
# Candidates times values that claims must give: so is each of these.
MAX_COMPARISONS = 5000
MAX_VALUES = 500
DEFAULT_VALUES = 20
Strictness = Literal["any", "all", "should"]
QUALIFIED = {"text": "Show them as text with their marks", "omit": "Leave them out, and say how many"}
_QUERY = ("query", "type", "type_strict", "limit", "properties")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one property of an entity must be: one of some values, as texts; ids stand for entities."""

    property: Property
    values: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Question:
    """What one cell of a table may mean.

    `text` is None where the query has no name in it, and empty where it has one that nothing can bear. A type that the
    dataset does not have is one of no entity: it narrows, and is not among the `known_types`.
    """

    text: str | None
    types: tuple[str, ...]
    known_types: tuple[str, ...]
    strictness: Strictness
    limit: int
    constraints: tuple[Constraint, ...]

    def fits(self, type_: str) -> bool:
        """Tell whether entities of a type are asked for: each has one type, so that `all` of two is none."""
        if not self.types:
            return True
        return set(self.types) == {type_} if self.strictness == "all" else type_ in self.types

    def count_comparisons(self) -> int:
        """Return how many times claims are to be asked about the candidates, at most."""
        values = max((len(each.values) for each in self.constraints), default=0)
        # Without a name, each value may find so many.
        candidates = self.limit if self.text is not None else max(self.limit, MOST_SUBJECTS * values)
        return candidates * sum(len(each.values) for each in self.constraints if each.property.needs_claims)


@dataclass(frozen=True, slots=True)
class ExtensionQuestion:
    """Which properties are asked of which entities."""

    ids: tuple[str, ...]
    properties: tuple[tuple[Property, CellSettings], ...]


def read_questions(given: Any, schema: SchemaView, properties: Mapping[str, Property]) -> dict[str, Question]:
    """Return a batch of queries by their keys.

    Raises:
        UnknownWord: a property that there is not; its parameter points at it, as in all errors here.
        InvalidParameter: whatever else is no batch of 1 to 500 queries.
    """
    batch = take_object(given, ("queries",))
    if not 1 <= len(batch) <= MAX_QUERIES:
        raise refuse(("queries",), f"takes 1 to {MAX_QUERIES} queries, not {len(batch)}", len(batch))
    types = schema.words("entity_types")
    questions = {}
    for key, query in batch.items():
        if len(key) > MAX_KEY_LENGTH or holds_half(key):
            message = f"has a key that is longer than {MAX_KEY_LENGTH} characters, or that cannot be written"
            raise refuse(("queries",), message, key)
        questions[key] = _read_question(query, ("queries", key), types, properties)
    count = sum(question.count_comparisons() for question in questions.values())
    if count > MAX_COMPARISONS:
        message = f"asks for {count} comparisons with what claims say (candidates times values); {MAX_COMPARISONS}"
        raise refuse(("queries",), f"{message} are the most: send fewer queries at once", count)
    return questions


def read_extension(given: Any, properties: Mapping[str, Property]) -> ExtensionQuestion:
    """Return a data extension query.

    Raises:
        UnknownWord: a property that there is not.
        InvalidParameter: whatever else is no query for at most 50 properties of at most 500 entities.
    """
    query = take_object(given, ("extend",), ("ids", "properties"))
    for name in ("ids", "properties"):
        if name not in query:
            raise refuse(("extend", name), "is needed", None)
    ids = [
        take_id(id_, ("extend", "ids", str(number)))
        for number, id_ in enumerate(take_list(query["ids"], ("extend", "ids"), MAX_IDS))
    ]
    columns: list[tuple[Property, CellSettings]] = []
    for number, each in enumerate(take_list(query["properties"], ("extend", "properties"), MAX_EXTENDED)):
        place = ("extend", "properties", str(number))
        column = _read_column(each, place, properties)
        if any(column[0].id == other.id for other, _ in columns):
            raise refuse((*place, "id"), "is asked for twice", column[0].id)
        columns.append(column)
    distinct = tuple(dict.fromkeys(ids))
    count = len(distinct) * sum(each.needs_claims for each, _ in columns)
    if count > MAX_COLUMNS_OF_CLAIMS:
        message = f"asks {count} times for values that claims give (entities times properties)"
        raise refuse(("extend",), f"{message}; {MAX_COLUMNS_OF_CLAIMS} are the most", count)
    return ExtensionQuestion(distinct, tuple(columns))


def to_name(text: str) -> str:
    """Return a text as a name, white space made one; empty if nothing can bear such a name.

    >>> to_name(" Lake\\n Balkhash "), to_name("x" * 201), to_name("\\x00")
    ('Lake Balkhash', '', '')
    """
    name = " ".join(text.split())
    try:
        check_text(name, "query")
    except InvalidParameter:
        return ""
    return name


def _read_question(
    given: Any, place: tuple[str, ...], types: tuple[str, ...], properties: Mapping[str, Property]
) -> Question:
    query = take_object(given, place, _QUERY)
    constraints = _read_constraints(query.get("properties", []), (*place, "properties"), properties)
    if "query" not in query and not constraints:
        raise refuse((*place, "query"), "or properties are needed", None)
    wanted = query.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else take_list(wanted, (*place, "type"), MAX_TYPES)
    given_types = tuple(dict.fromkeys(take_text(each, (*place, "type")) for each in wanted))
    return Question(
        text=to_name(take_text(query["query"], (*place, "query"))) if "query" in query else None,
        types=given_types,
        known_types=tuple(each for each in given_types if each in types),
        strictness=_read_strictness(query.get("type_strict", "any"), (*place, "type_strict")),
        limit=min(take_count(query.get("limit", DEFAULT_CANDIDATES), (*place, "limit")), MAX_CANDIDATES),
        constraints=constraints,
    )


def _read_strictness(given: Any, place: tuple[str, ...]) -> Strictness:
    word = take_word(given, place, get_args(Strictness))
    return "all" if word == "all" else "should" if word == "should" else "any"


def _read_constraints(given: Any, place: tuple[str, ...], properties: Mapping[str, Property]) -> tuple[Constraint, ...]:
    constraints = []
    for number, each in enumerate(take_list(given, place, MAX_CONSTRAINTS)):
        here = (*place, str(number))
        # Some clients send the names of properties as well.
        pair = take_object(each, here, ("pid", "v", "p", "name"))
        for name in ("pid", "v"):
            if name not in pair:
                raise refuse((*here, name), "is needed", None)
        property_ = _take_property(pair["pid"], (*here, "pid"), properties)
        if property_.is_evidence:
            raise refuse((*here, "pid"), "is evidence, which is to be read and narrows nothing", property_.id)
        given_values = pair["v"] if isinstance(pair["v"], list) else [pair["v"]]
        values = take_list(given_values, (*here, "v"), MAX_CONSTRAINT_VALUES)
        texts = tuple(_read_value(value, (*here, "v")) for value in values)
        constraints.append(Constraint(property_, texts, to_pointer(*map(show, here))))
    return tuple(constraints)


def _read_value(value: Any, place: tuple[str, ...]) -> str:
    if isinstance(value, Mapping):
        return take_text(take_object(value, place).get("id"), (*place, "id"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (str, int, float)):
        return value if isinstance(value, str) else show(value)
    raise refuse(place, "takes text, numbers, true and false, and entities by their id", value)


def _read_column(
    given: Any, place: tuple[str, ...], properties: Mapping[str, Property]
) -> tuple[Property, CellSettings]:
    # Clients send the names of properties, too, as they showed them.
    column = take_object(given, place, ("id", "name", "settings"))
    if "id" not in column:
        raise refuse((*place, "id"), "is needed", None)
    property_ = _take_property(column["id"], (*place, "id"), properties)
    settings = take_object(column.get("settings") or {}, (*place, "settings"), ("limit", "qualified"))
    limit = settings.get("limit", DEFAULT_VALUES)
    if isinstance(limit, str) and limit.isascii() and limit.isdigit():
        # What a form holds is text.
        limit = int(limit[:10])
    count = take_count(limit, (*place, "settings", "limit"))
    qualified = take_word(settings.get("qualified", "text"), (*place, "settings", "qualified"), QUALIFIED)
    return property_, CellSettings(limit=min(count, MAX_VALUES), shows_qualified=qualified == "text")


def _take_property(given: Any, place: tuple[str, ...], properties: Mapping[str, Property]) -> Property:
    id_ = take_id(given, place)
    found = find_property(properties, id_)
    if found is None:
        shown = show(id_)
        raise UnknownWord(to_pointer(*map(show, place)), shown, suggestions=nearest_words(shown, properties))
    return found
