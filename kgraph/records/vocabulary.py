"""The words a dataset is written in: data, not code, but for the four closed lists of this module."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, get_args

from pydantic import Field, StrictBool

from kgraph.records.base import Line, Record, RecordId, UnitId

Status = Literal[
    "occurred",
    "ongoing",
    "ended",
    "planned",
    "promised",
    "announced",
    "alleged",
    "feared",
    "forecast",
    "hypothetical",
]
Polarity = Literal["affirmed", "negated", "unknown"]
Basis = Literal["stated", "presupposed"]
Rank = Literal["preferred", "normal", "deprecated"]

STATUS_DEFINITIONS: dict[str, str] = {
    "occurred": "It happened, and is over or was a single act.",
    "ongoing": "It holds, or goes on, at the time of writing.",
    "ended": "It held once and no longer does.",
    "planned": "Somebody intends, seeks or proposes it, or meant it to be; it is not said to have come about.",
    "promised": "Somebody gave their word that it will be.",
    "announced": "Somebody made known that it will be.",
    "alleged": "Somebody charges another with it; the text does not say that it is so.",
    "feared": "Somebody is afraid that it will be.",
    "forecast": "Somebody expects or predicts it.",
    "hypothetical": "It would hold under a condition, or is only held out as possible.",
}
POLARITY_DEFINITIONS: dict[str, str] = {
    "affirmed": "The speaker says that it is so.",
    "negated": "The speaker says that it is not so. A negated claim makes no tie.",
    "unknown": "The text says that it is unclear whether it is so. Such a claim makes no tie.",
}
BASIS_DEFINITIONS: dict[str, str] = {
    "stated": "The passage says it.",
    "presupposed": "The passage takes it for granted: an office held, a family tie, what lies where.",
}
RANK_DEFINITIONS: dict[str, str] = {
    "preferred": "The claim to show first among those on the same matter.",
    "normal": "A claim like any other.",
    "deprecated": "Kept so that its id stays good, but withdrawn: listed only when asked for.",
}
STATUSES: tuple[str, ...] = get_args(Status)

# In object_types these two words stand for the kinds of object that are no entity.
VALUE_OBJECT = "value"
CLAIM_OBJECT = "claim"
ANY_TYPE = "*"


class Term(Record):
    """A word of a closed list, with its meaning."""

    id: RecordId
    definition: Line


class Unit(Record):
    """A unit of amounts: lower-case words, or a code that is written in capitals, such as USD."""

    id: UnitId
    definition: Line


class Role(Record):
    """What a qualifier says about its claim, and whether an entity named in it is tied to the subject."""

    id: RecordId
    label: Line
    definition: Line
    ties: StrictBool
    measure: StrictBool | None = Field(
        default=None,
        description="Whether claims that differ in it are about different matters, and so cannot contradict one "
        "another. Null: as if true for a role that does not tie, false for one that does.",
    )


class Predicate(Record):
    """What a claim says of its subject and object."""

    id: RecordId
    label: Line = Field(description="Reads from subject to object.")
    inverse_label: Line = Field(description="Reads from object to subject.")
    definition: Line
    topic: RecordId = Field(description="The topic of its claims that name none of their own.")
    symmetric: StrictBool = Field(default=False, description="It says the same with subject and object swapped.")
    single_valued: StrictBool = Field(
        default=False, description="A subject can have one object only at a time and by one measure."
    )
    subject_types: tuple[str, ...] = Field(min_length=1, description="Entity types that a subject may have; * for any.")
    object_types: tuple[str, ...] = Field(
        min_length=1,
        description="Entity types that an object may have; * for any; value and claim for the other kinds.",
    )


class Vocabulary(Record):
    """All words of a dataset: predicates, entity types, topics, units and qualifier roles."""

    entity_types: tuple[Term, ...]
    topics: tuple[Term, ...]
    units: tuple[Unit, ...]
    roles: tuple[Role, ...]
    predicates: tuple[Predicate, ...]

    @cached_property
    def predicate_by_id(self) -> dict[str, Predicate]:
        """The predicates by their ids."""
        return {predicate.id: predicate for predicate in self.predicates}

    @cached_property
    def tying_roles(self) -> frozenset[str]:
        """The roles whose entity is tied to the subject of the claim."""
        return frozenset(role.id for role in self.roles if role.ties)

    @cached_property
    def measure_roles(self) -> frozenset[str]:
        """The roles in which claims must agree to be about the same matter."""
        return frozenset(role.id for role in self.roles if (not role.ties if role.measure is None else role.measure))

    def words(self, field: str) -> tuple[str, ...]:
        """Return the ids in one list, such as `predicates`, in the dataset's order."""
        return tuple(term.id for term in getattr(self, field))
