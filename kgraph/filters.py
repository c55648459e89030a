"""The filters: every word by which a list of claims, ties or paths can be narrowed, defined once.

REST, the command line, Python and the OpenAPI document all read this one model. A filter is a field of
`Filters`; its `FilterSpec` says where its words come from and which queries know it. A repeated filter is
OR, different filters are AND, `between` takes exactly two entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt

from kgraph.dates import EdtfText
from kgraph.records.base import Record
from kgraph.records.vocabulary import Basis, Polarity, Rank, Status

Scope = Literal["entities", "claims", "neighbours", "paths"]
TIES: frozenset[Scope] = frozenset({"claims", "neighbours", "paths"})
CLAIMS: frozenset[Scope] = frozenset({"claims"})
EVERYWHERE: frozenset[Scope] = TIES | {"entities"}

DateMatch = Literal["possible", "certain"]
MAX_OUTLETS = 1_000_000
MinOutlets = Annotated[StrictInt, Field(ge=1, le=MAX_OUTLETS)]


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """Where a filter's words come from, and which queries take it.

    `words` is `entity` for an id or a name, `source` for the id of a source, the name of a list of the
    vocabulary for its ids, and None for a closed list, a figure, a date or free text, which the field's own type tells.
    """

    words: Literal["entity", "source", "entity_types", "predicates", "topics", "units"] | None
    scopes: frozenset[Scope]
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The outlets and sources that are to be left out of account, as if nobody had cited or read them."""

    outlets: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.outlets or self.sources)


NO_EXCLUSION = Exclusion()


class Filters(Record):
    """What a claim, a tie or a path must satisfy. No filter set: everything passes."""

    type: Annotated[tuple[str, ...], FilterSpec("entity_types", EVERYWHERE)] = Field(
        default=(),
        description="Type of the entity: on claims, of the subject or the object; on neighbours, of the neighbour; "
        "on paths, of every entity between the two ends.",
    )
    predicate: Annotated[tuple[str, ...], FilterSpec("predicates", TIES)] = Field(
        default=(), description="What the claim says of its subject and object, one of the schema's predicates."
    )
    topic: Annotated[tuple[str, ...], FilterSpec("topics", TIES)] = Field(
        default=(), description="What the claim is about: its own topics, or else that of its predicate."
    )
    status: Annotated[tuple[Status, ...], FilterSpec(None, TIES)] = Field(
        default=(),
        description="Whether it happened, goes on, or is only planned, alleged, feared, forecast and so on.",
    )
    polarity: Annotated[tuple[Polarity, ...], FilterSpec(None, TIES)] = Field(
        default=(),
        description="Whether the text says that it is so (affirmed), is not so (negated), or that it is unclear "
        "(unknown). Ties, and so neighbours and paths, are made of affirmed claims alone.",
    )
    basis: Annotated[tuple[Basis, ...], FilterSpec(None, TIES)] = Field(
        default=(), description="Whether the passage states it or merely takes it for granted."
    )
    hedged: Annotated[StrictBool | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        description="Whether the text holds back by a word such as ostensibly, perhaps or likely.",
    )
    speaker: Annotated[tuple[str, ...], FilterSpec("entity", TIES)] = Field(
        default=(), description="Who asserts it: an id or a name of an entity."
    )
    outlet: Annotated[tuple[str, ...], FilterSpec("entity", TIES)] = Field(
        default=(),
        description="An outlet of the claim: one that its passage cites, or, where the passage cites nothing, the "
        "outlet of the text it was read in. An id or a name.",
    )
    exclude_outlet: Annotated[tuple[str, ...], FilterSpec("entity", TIES)] = Field(
        default=(),
        description="An outlet to leave out of account: its citations are removed, a passage that cited nothing else "
        "goes, and so does a claim that is left without a passage. An id or a name.",
    )
    source: Annotated[tuple[str, ...], FilterSpec("source", TIES)] = Field(
        default=(), description="A source that the claim was read in, or that its passage cites: an id."
    )
    exclude_source: Annotated[tuple[str, ...], FilterSpec("source", TIES)] = Field(
        default=(),
        description="A source to leave out of account, as `exclude_outlet` does with an outlet: what was read in it "
        "goes too. An id.",
    )
    min_outlets: Annotated[MinOutlets | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        description="The fewest distinct outlets: of each claim on claims; of all claims of a tie that pass the other "
        "filters on neighbours and paths.",
    )
    date: Annotated[EdtfText | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        description="When the claim holds: an EDTF date or interval, such as 2023-05 or 2023-05/.. (open). Claims "
        "without a date are left out, and counted.",
    )
    date_match: Annotated[DateMatch | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        description="Whether `date` and `known_as_of` find what is possible, the default, or only what is certain.",
    )
    known_as_of: Annotated[EdtfText | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        description="At least one supporting publication is dated by then: one that the passage cites, or, where it "
        "cites nothing, the text it was read in. A date, such as 2023-09 or 2023-09-06.",
    )
    rank: Annotated[tuple[Rank, ...], FilterSpec(None, TIES)] = Field(
        default=(),
        description="How the dataset ranks the claim. Deprecated claims are listed only when this asks for them, and "
        "never tie.",
    )
    value: Annotated[tuple[Decimal, ...], FilterSpec(None, TIES)] = Field(
        default=(),
        description="An amount in the claim, compared exactly and in base units: 22000000000 for 22 billion; 19 is "
        "not 19.2.",
    )
    value_min: Annotated[Decimal | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None, description="The least that an amount in the claim may be."
    )
    value_max: Annotated[Decimal | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None, description="The most that an amount in the claim may be."
    )
    unit: Annotated[tuple[str, ...], FilterSpec("units", TIES)] = Field(
        default=(),
        description="The unit of the amount, one of the schema's. One and the same amount must pass all four.",
    )
    about: Annotated[tuple[str, ...], FilterSpec("entity", CLAIMS)] = Field(
        default=(),
        description="An entity that is the subject, the object or named in a qualifier: an id or a name.",
    )
    subject: Annotated[tuple[str, ...], FilterSpec("entity", CLAIMS)] = Field(
        default=(), description="The entity that the claim is made about: an id or a name."
    )
    object: Annotated[tuple[str, ...], FilterSpec("entity", CLAIMS)] = Field(
        default=(), description="The entity that is the claim's object: an id or a name."
    )
    between: Annotated[tuple[str, ...], FilterSpec("entity", CLAIMS)] = Field(
        default=(),
        description="Given exactly twice: claims that run between the two entities, from subject to object or to an "
        "entity in a tying qualifier, whatever their polarity. Ids or names.",
    )
    q: Annotated[str | None, FilterSpec(None, TIES, repeatable=False)] = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="Words that all occur in the statement, whatever their case or accents.",
    )
    paragraph: Annotated[tuple[Annotated[StrictInt, Field(ge=1, le=1_000_000)], ...], FilterSpec(None, TIES)] = Field(
        default=(), description="Paragraph of the text in which the claim was read, from 1."
    )
    sentence: Annotated[tuple[Annotated[StrictInt, Field(ge=1, le=1_000_000)], ...], FilterSpec(None, TIES)] = Field(
        default=(), description="Sentence within its paragraph, from 1."
    )

    @property
    def given(self) -> dict[str, Any]:
        """The filters that are set, by name, in the order of their definition."""
        # A model keeps its fields in the order of their definition.
        return {name: value for name, value in self.__dict__.items() if value is not None and value != ()}

    def without(self, *names: str) -> Filters:
        """Return these filters with some of them taken away; the same ones if none of these is set."""
        if all(self.__dict__[name] in ((), None) for name in names):
            return self
        return self.model_copy(update={name: type(self).model_fields[name].default for name in names})

    @property
    def exclusion(self) -> Exclusion:
        """The outlets and sources to leave out of account."""
        if not (self.exclude_outlet or self.exclude_source):
            return NO_EXCLUSION
        return Exclusion(frozenset(self.exclude_outlet), frozenset(self.exclude_source))

    @property
    def has_value(self) -> bool:
        """Whether a filter asks for an amount."""
        return bool(self.value or self.unit) or self.value_min is not None or self.value_max is not None


def iter_values(filters: Filters) -> Iterator[tuple[str, Any]]:
    """Yield every filter's name and value, in the order of definition."""
    for name in Filters.model_fields:
        yield name, getattr(filters, name)


def filter_specs(scope: Scope | None = None) -> dict[str, FilterSpec]:
    """Return the filters that queries of one scope take (or all), by name, in the order of definition."""
    specs: dict[str, FilterSpec] = {}
    for name, field in Filters.model_fields.items():
        spec = next(item for item in field.metadata if isinstance(item, FilterSpec))
        if scope is None or scope in spec.scopes:
            specs[name] = spec
    return specs


NO_FILTERS = Filters()
