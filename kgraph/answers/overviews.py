"""What the overviews answer with: disputes, impact, timelines, facets, subgraphs and dyads."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from kgraph.answers.answer import Answer, Library, QueryEcho
from kgraph.answers.shown import Shown
from kgraph.answers.views import ClaimView, EntityRef, Hop, OutletRef, Path, SourceView
from kgraph.records.base import Record
from kgraph.stores import DisputeKind


class SideView(Record):
    """One side of a dispute: a position, and who takes it on what grounds."""

    position: str = Field(description="What this side says: affirmed or negated, a status, an amount or a name.")
    claims: tuple[ClaimView, ...] = Field(description="The first claims of the side, by id.")
    claim_count: int
    outlets: tuple[OutletRef, ...] = Field(description="The distinct outlets of all of them.")
    single_source: bool = Field(description="Whether all of them rest on one and the same outlet.")
    speakers: tuple[EntityRef, ...] = Field(description="Who says so, by id.")


class DisputeView(Shown, Record):
    """Claims that contradict one another. None of them is withdrawn for it, nor is any preferred."""

    id: str
    reason: DisputeKind = Field(
        description="What they disagree on: whether it is so (`polarity`), which object or amount it is of a "
        "predicate that can have only one (`value`), whether it goes on, is over or is still to come (`status`), or "
        "what somebody denies (`denial`)."
    )
    detail: str = Field(description="The same in words.")
    sides: tuple[SideView, ...] = Field(description="At least two, in the order of their first claims.")
    open: tuple[ClaimView, ...] = Field(description="Claims on the same matter that say that it is unclear: no side.")


class TimelineItem(Shown, Record):
    """A claim with a date, at its place in time."""

    date: str | None = Field(description="When it holds (EDTF), as uncertain as the text has it; null: undated.")
    earliest: str | None = Field(description="The first day that the date can mean; null: no bound, or no year.")
    latest: str | None = Field(description="The last day that the date can mean; null: no bound, or no year.")
    qualified: bool = Field(description="Whether some part of the date is marked as uncertain or approximate.")
    event: EntityRef | None = Field(description="The event that the claim is about, if it is about one.")
    claim: ClaimView


class FacetCount(Shown, Record):
    """How many claims have a value."""

    value: str | None = Field(description="The value; null counts the claims that have none.")
    name: str | None = Field(description="What the value is called: a name or a label; null if it speaks for itself.")
    count: int
    claims_url: str | None = Field(description="Where exactly these claims are listed; null where no filter has them.")


class CommonNeighbour(Shown, Record):
    """An entity that is tied to every one of those asked about."""

    entity: EntityRef
    ties: tuple[Hop, ...] = Field(description="Its tie to each of them, from theirs to it, by their ids.")
    claim_count: int = Field(description="The claims of all these ties together.")


class SubgraphEntity(EntityRef):
    """An entity of a subgraph."""

    hops: int = Field(description="How many ties it is away from the nearest of the entities asked about.")


class Subgraph(Answer[Hop]):
    """The ties of a part of the graph, and the entities in it."""

    entities: tuple[SubgraphEntity, ...] = Field(description="All of them, nearest first, then by id.")


class Party(Record):
    """An entity of a country, and how many claims tie it to the other country."""

    entity: EntityRef
    claim_count: int


class CountrySide(Record):
    """One side of a dyad."""

    country: str = Field(description="ISO 3166-1 code.")
    entity: EntityRef | None = Field(description="The entity that is the country, if the dataset has one.")
    entities: tuple[Party, ...] = Field(description="Whom it is made up of here: most claims first, then by id.")
    entity_count: int = Field(description="How many there are in all.")


class Dyad(Answer[ClaimView]):
    """What runs between two countries: the claims, rolled up by who, by topic and by time."""

    sides: tuple[CountrySide, ...] = Field(description="Two, in the order of their codes.")
    topics: tuple[FacetCount, ...] = Field(description="Most claims first; a claim can have several topics.")
    months: tuple[FacetCount, ...] = Field(description="In order of time; the undated ones last.")


class FallenTie(Record):
    """Two entities that nothing ties any more."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    from_: EntityRef = Field(alias="from")
    to: EntityRef
    claim_count: int = Field(description="The claims that tied them.")


class PathChange(Record):
    """What becomes of the shortest path between two entities."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    from_: EntityRef = Field(alias="from")
    to: EntityRef
    changes: bool = Field(description="Whether the shortest path is another one, longer, or gone.")
    before: Path | None = Field(description="The best path with the source; null: there is none.")
    after: Path | None = Field(description="The best path without it; null: there is none.")
    detail: str


class Impact(Shown, Record):
    """What falls if a source is wrong. Every count is whole; the lists are cut at the limit."""

    source: SourceView
    relation: Literal["carrying", "cited", "both", "none"] = Field(
        description="Whether claims were read in it, or passages cite it."
    )
    claim_count: int = Field(description="Claims that are left without evidence.")
    claims: tuple[ClaimView, ...] = Field(description="The first of them, by id, with the evidence they have now.")
    weakened_count: int = Field(
        description="Claims that rest on it and stand without it, on what is left of their evidence."
    )
    weakened: tuple[ClaimView, ...] = Field(description="The first of them, by id, with the evidence they have now.")
    tie_count: int = Field(description="Pairs of entities that nothing ties any more.")
    ties: tuple[FallenTie, ...] = Field(description="The first of them, by ids.")
    entity_count: int = Field(description="Entities that no claim names any more.")
    entities: tuple[EntityRef, ...] = Field(description="The first of them, by id.")
    path: PathChange | None = Field(description="What becomes of the shortest path; null if none was asked about.")
    query: QueryEcho

    def to_rows(self) -> list[dict[str, Any]]:
        """Return what falls or is weakened, and what becomes of the path, as flat rows of plain values.

        Of ties it is told where their claims are listed: the evidence of these is not in the answer.
        """
        from kgraph.answers.frames import list_rows

        return list_rows(type(self), [self])

    def to_dataframe(self, library: Library | None = None) -> Any:
        """Return the rows of `to_rows` as a data frame: of `pandas` or `polars`, by default the first one installed.

        Raises:
            MissingLibrary: it is not installed.
        """
        from kgraph.answers.frames import build_frame

        return build_frame(type(self), [self], library)
