"""The answers of the reconciliation service, in the shapes of its specification."""

from __future__ import annotations

from pydantic import ConfigDict, Field, RootModel

from kgraph.records.base import Optional, Record


class TypeRef(Record):
    """A type of entities inside an answer."""

    id: str
    name: str


class Feature(Record):
    """A reason for or against a candidate."""

    id: str
    value: bool | int | float


class Candidate(Record):
    """An entity that a query may mean."""

    id: str
    name: str
    description: str
    type: tuple[TypeRef, ...]
    score: float = Field(description="0 to 100; it ranks the candidates of one query and is no probability.")
    match: bool = Field(description="Whether it is certain: the one entity that bears the name, nothing against it.")
    features: tuple[Feature, ...]


class ReconciliationResult(Record):
    """The candidates of one query, best first."""

    result: tuple[Candidate, ...]


class ReconciliationResults(RootModel[dict[str, ReconciliationResult]]):
    """The candidates of a batch of queries, by the keys that they were asked under."""


class EntityCell(Record):
    """A value that is an entity: a link. It comes from a claim that nothing qualifies, whose evidence it describes."""

    id: str
    name: str
    description: str | None = Optional


class TextCell(Record):
    """A value in words."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    text: str = Field(alias="str")


class NumberCell(Record):
    """A whole number."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    number: int = Field(alias="int")


Cell = EntityCell | TextCell | NumberCell


class PropertyRef(Record):
    """A property inside an answer; its type, where its values are entities of one type alone."""

    id: str
    name: str
    type: TypeRef | None = Optional


class Extension(Record):
    """What was asked of some entities: the properties, and the cells by the ids of entities and of properties."""

    meta: tuple[PropertyRef, ...]
    rows: dict[str, dict[str, tuple[Cell, ...]]]


class EntitySuggestion(Record):
    """An entity whose name begins with what was typed."""

    id: str
    name: str
    description: str
    notable: tuple[TypeRef, ...]


class Suggestions(Record):
    """Entities that somebody who is still typing may mean, best first."""

    result: tuple[EntitySuggestion, ...]


class TypeSuggestion(TypeRef):
    """A type, and what it means."""

    description: str


class TypeSuggestions(Record):
    """Types that somebody who is still typing may mean, by id."""

    result: tuple[TypeSuggestion, ...]


class PropertySuggestion(Record):
    """A property, and what it means."""

    id: str
    name: str
    description: str


class PropertySuggestions(Record):
    """Properties that somebody who is still typing may mean."""

    result: tuple[PropertySuggestion, ...]


class PropertyProposal(Record):
    """The properties that entities of a type can have."""

    properties: tuple[PropertySuggestion, ...]
    type: str | None = Optional
    limit: int
