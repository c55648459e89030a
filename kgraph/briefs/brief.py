"""What a brief holds: statements of the dataset, fixed phrases and counts, and nothing that was made up in between."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from kgraph.answers.answer import Empty, QueryEcho, TruncatedBy
from kgraph.answers.views import Direction, EntityRef
from kgraph.records import Locator
from kgraph.records.base import Record
from kgraph.records.vocabulary import Basis, Polarity, Rank, Status

BriefKind = Literal["entity", "pair", "path"]
SectionId = Literal["affirmed", "planned", "reserve", "negated", "presupposed", "unsaid", "withdrawn"]
GapId = Literal[
    "no_tie",
    "undated",
    "uncited",
    "single_outlet",
    "single_outlet_ties",
    "unnamed_speakers",
    "source_dates",
    "hops",
]


class Contradiction(Record):
    """A claim that contradicts another one, as it is shown beside that."""

    claim: str = Field(description="Its id.")
    item: int | None = Field(description="Its number, if the brief has it among its items; null: it has not.")
    statement: str
    words: tuple[str, ...] = Field(description="What qualifies it, as in an item.")
    footnotes: tuple[int, ...]


class BriefItem(Record):
    """A claim as a brief shows it."""

    number: int = Field(description="From 1, through all sections.")
    claim: str = Field(description="The id of the claim.")
    statement: str = Field(description="The claim as it is made, negation included, in the dataset's own words.")
    words: tuple[str, ...] = Field(
        description="What qualifies it, in words, the hedge always among them: to be shown with the statement."
    )
    status: Status
    polarity: Polarity
    hedge: str | None
    basis: Basis
    rank: Rank
    valid: str | None = Field(description="When it holds (EDTF); null: the text does not say.")
    speaker: EntityRef
    footnotes: tuple[int, ...] = Field(description="One for each passage that it was read in, at least one.")
    contradicted_by: tuple[Contradiction, ...]


class BriefSection(Record):
    """Claims of one kind, newest first, undated ones last; equal ones by id."""

    id: SectionId
    title: str
    meaning: str = Field(description="Which claims stand here.")
    claim_count: int = Field(description="All claims of this kind that the question means, shown or not.")
    items: tuple[BriefItem, ...]


class BriefHop(Record):
    """A hop of a path: who is tied to whom, and which items say so."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    from_: EntityRef = Field(alias="from")
    to: EntityRef
    direction: Direction
    words: tuple[str, ...] = Field(description="What qualifies the hop as a whole.")
    weakest: bool
    claim_count: int = Field(description="All claims of the tie that pass the filters.")
    items: tuple[int, ...] = Field(description="The numbers of those that the brief shows.")
    claims_url: str = Field(description="Where all of them are listed.")


class BriefPath(Record):
    """A path, hop by hop."""

    entities: tuple[EntityRef, ...]
    hops: tuple[BriefHop, ...]
    words: tuple[str, ...] = Field(description="What qualifies the path as a whole.")


class TimelineEntry(Record):
    """A dated item."""

    date: str = Field(description="EDTF, as the dataset has it.")
    item: int


class Footnote(Record):
    """A passage that items were read in, and what it cites. Items that share a passage share the footnote."""

    number: int = Field(description="From 1, in the order in which they are first needed.")
    text: str = Field(description="The citation, by the Chicago Manual of Style.")
    source: str = Field(description="The id of the source that the passage stands in.")
    locator: Locator
    digest: str = Field(description="SHA-256 of the normalised passage: check it against your copy of the text.")
    cites: tuple[str, ...] = Field(description="The ids of the sources that the passage cites; none: it cites nothing.")


class Reference(Record):
    """A source that the items rest on, as the bibliography lists it."""

    source: str = Field(description="The id of the source.")
    text: str = Field(description="By the Chicago Manual of Style.")
    date: str | None = Field(description="EDTF, as the dataset has it.")


class Gap(Record):
    """Something that the claims leave open."""

    id: GapId
    text: str
    count: int
    items: tuple[int, ...] = Field(
        description="The numbers of the items that it is about, where it is about some of them alone."
    )
    details: tuple[str, ...] = Field(description="Further lines, such as one for each source.")


class Brief(Record):
    """A footnoted note on an entity, a pair of entities, or a path from one to another."""

    kind: BriefKind
    title: str
    entities: tuple[EntityRef, ...] = Field(description="What it is about; of a path, both ends.")
    scope: tuple[str, ...] = Field(description="Which claims are meant, filters included, and which names were taken.")
    claim_count: int = Field(description="All claims that the question means.")
    shown_count: int = Field(description="How many of them are items of the sections.")
    speaker: EntityRef | None = Field(
        description="Who says whatever names no speaker: whoever says most in the dataset. Null: nobody here."
    )
    paths: tuple[BriefPath, ...] = Field(description="Of a path: the best ones, best first; else none.")
    note: str | None = Field(description="Of a path: what it is not.")
    sections: tuple[BriefSection, ...] = Field(
        description="Each claim stands in exactly one; the section of withdrawn claims is left out if there are none."
    )
    gaps: tuple[Gap, ...] = Field(description="What the sources do not say, beside the items of that section.")
    timeline: tuple[TimelineEntry, ...] = Field(description="The items that are dated, oldest first.")
    timeline_note: str | None = Field(description="That the timeline lacks what is not shown; null: all is shown.")
    date_marks: tuple[str, ...] = Field(description="What the marks mean that stand in dates of the timeline.")
    footnotes: tuple[Footnote, ...]
    bibliography: tuple[Reference, ...] = Field(description="The sources that the items rest on, in its style's order.")
    left_out: tuple[str, ...] = Field(description="What the brief does not show, and where it is to be had.")
    claims_url: str | None = Field(description="Where the claims are listed; null where no one list holds them.")
    query: QueryEcho
    url: str = Field(description="The question as a relative URL, with ids for names.")
    command: str = Field(description="The question as a command line, with ids for names.")
    truncated_by: TruncatedBy | None = Field(description="The bound that cut a search for paths short, if one did.")
    empty: Empty | None = Field(description="Why there is no claim; null when there are some.")
    dataset: str = Field(description="The id of the dataset.")
    dataset_title: str
    dataset_licence: str
    dataset_version: str
    kgraph_version: str

    @property
    def items(self) -> dict[int, BriefItem]:
        """The items of all sections by their numbers."""
        return {item.number: item for section in self.sections for item in section.items}

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the body of the page."""
        from kgraph.briefs.html import render_in_notebook

        return render_in_notebook(self)
