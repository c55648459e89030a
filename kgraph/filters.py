"""The filters: every word by which a list of claims, ties or paths can be narrowed, defined once.

REST, the command line, Python and the OpenAPI document all read this one model. A filter is a field of
`Filters`; its `FilterSpec` says where its words come from and which queries know it. A repeated filter is
OR, different filters are AND, `between` takes exactly two entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt

from kgraph.records.base import Record
from kgraph.records.vocabulary import Basis, Polarity, Status

Scope = Literal["entities", "claims", "neighbours", "paths"]
TIES: frozenset[Scope] = frozenset({"claims", "neighbours", "paths"})
CLAIMS: frozenset[Scope] = frozenset({"claims"})
EVERYWHERE: frozenset[Scope] = TIES | {"entities"}


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """Where a filter's words come from, and which queries take it.

    `words` is `entity` for an id or a name, the name of a list of the vocabulary for its ids, and None
    for a closed list, a figure or free text, which the field's own type tells.
    """

    words: Literal["entity", "entity_types", "predicates", "topics"] | None
    scopes: frozenset[Scope]
    repeatable: bool = True


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
        return {name: value for name, value in iter_values(self) if value not in ((), None)}

    def without(self, name: str) -> Filters:
        """Return these filters with one of them taken away."""
        return self.model_copy(update={name: type(self).model_fields[name].default})


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
