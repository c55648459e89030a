"""The records that answers are made of, their ids resolved to names.

These models are the shapes of the REST API as well: `api` wraps them and adds nothing to them.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from kgraph.answers.shown import Shown
from kgraph.names import How
from kgraph.records import Entity, Locator, Value
from kgraph.records.base import Optional, Record
from kgraph.records.source import SourceType
from kgraph.records.vocabulary import Basis, Polarity, Rank, Status


class EntityRef(Record):
    """An entity inside an answer."""

    id: str
    name: str
    type: str


class ClaimRef(Record):
    """A claim that another one refers to: its id and what it says."""

    id: str
    statement: str


class OutletRef(Record):
    """An outlet inside a citation."""

    id: str
    name: str


class CiteView(Record):
    """A source that a passage cites."""

    id: str
    outlet: OutletRef
    date: str | None = Field(description="EDTF; a question mark stands behind an inferred year.")
    date_printed: str | None = Field(description="The date as the citing text prints it.")
    signal: Literal["see"] | None = Field(description="The word before the citation, if any.")


class SourceRef(Record):
    """The source that a passage stands in."""

    id: str
    outlet: OutletRef
    title: str | None
    date: str | None


class NearbyCitesView(Record):
    """The next citations further on in the paragraph. They do not support the claim."""

    sentence: int
    cites: tuple[CiteView, ...]


class EvidenceView(Record):
    """Why a claim is in the graph: the passage it was read in, and what that passage cites."""

    source: SourceRef
    locator: Locator
    digest: str = Field(description="SHA-256 of the normalised passage: check it against your copy of the text.")
    cites: tuple[CiteView, ...] = Field(description="What this very sentence cites; empty if it cites nothing.")
    nearby_cites: NearbyCitesView | None = Field(
        description="For a sentence that cites nothing: the next bracket of its paragraph, which is no support."
    )


def _require_one_content(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [member]} for member in ("entity", "value", "claim")]


class ContentView(Record):
    """What a claim says of its subject: exactly one of an entity, a value, or another claim."""

    model_config = ConfigDict(json_schema_extra=_require_one_content)

    entity: EntityRef | None = Optional
    value: Value | None = Optional
    claim: ClaimRef | None = Optional


class QualifierView(ContentView):
    """A further part of a claim, and its role."""

    role: str


class ClaimView(Shown, Record):
    """A claim as it is shown: with names for ids, its evidence, its outlets, and what refers to it."""

    id: str
    statement: str = Field(description="The claim as it is made, negation included, in our own words.")
    subject: EntityRef
    predicate: str
    object: ContentView
    qualifiers: tuple[QualifierView, ...]
    valid: str | None = Field(description="When it holds (EDTF); null: the text does not say.")
    status: Status
    polarity: Polarity
    hedge: str | None = Field(description="The word by which the text holds back; null: none.")
    speaker: EntityRef
    basis: Basis
    topics: tuple[str, ...]
    rank: Rank
    deprecated_because: str | None = Field(description="Why it was withdrawn; null unless its rank is deprecated.")
    outlets: tuple[OutletRef, ...] = Field(
        description="The distinct outlets that its passages cite; where one cites nothing, that of its own source."
    )
    evidence: tuple[EvidenceView, ...]
    single_source: bool = Field(
        description="Whether it rests on one outlet alone, however many of that outlet's items or passages repeat it."
    )
    contested_by: tuple[ClaimRef, ...] = Field(
        description="The claims that contradict it; see /v1/contested. They are of other speakers or publications."
    )
    referred_by: tuple[ClaimRef, ...] = Field(description="The claims that refer to this one.")

    @property
    def standing(self) -> str:
        """How it stands, in words: never to be left out beside its statement.

        >>> import kgraph
        >>> kgraph.open().claim("p06s5c02").standing
        'UNCLEAR · ongoing · hedged “unclear” · said by Author of the article (unnamed)'
        """
        from kgraph.answers.wording import describe_standing

        return describe_standing(self)

    @property
    def citations(self) -> tuple[str, ...]:
        """A line for each passage that it was read in, by which a reader finds it, with what that passage cites.

        >>> import kgraph
        >>> kgraph.open().claim("p05s2c01").citations
        ('Eurasia Daily Monitor, “Kazakhstan Cautiously Builds Ties With China”, ¶5 s2, citing RBC, July 28 2023?',)
        """
        from kgraph.answers.wording import cite_evidence

        return tuple(map(cite_evidence, self.evidence))


class Matched(Record):
    """Which of an entity's names matched what was typed, and how."""

    text: str
    lang: str = Field(description="BCP 47.")
    kind: str = Field(description="Official, alias, transliteration and so on; `name` for the entity's main name.")
    how: How | Literal["id", "merged"] = Field(description="`merged`: what was given is an id that was merged into it.")


class EntityHit(Shown, Record):
    """An entity that was found by a name."""

    id: str
    name: str
    type: str
    matched: Matched


class LookupResult(Record):
    """What one name of a batch certainly means, if anything."""

    outcome: Literal["found", "ambiguous", "unknown"]
    entity: EntityRef | None = Field(description="The one entity that bears the name; null unless it was found.")
    matched: Matched | None = Field(description="Which of its names, or its id, matched, and how.")
    candidates: tuple[EntityHit, ...] = Field(
        description="For an ambiguous name: the entities that bear it, in the order of ids."
    )
    suggestions: tuple[EntityHit, ...] = Field(
        description="For an unknown name: the first hits of a search for it, at most 5. They are never the answer."
    )
    removed_because: str | None = Field(
        default=None, description="For an unknown id of an entity that was removed: why; nothing is suggested then."
    )


class Lookup(Record):
    """What a batch of names means, by the keys that they were asked under, in the order in which they were given."""

    results: dict[str, LookupResult]
    dataset_version: str


class EntityView(Shown, Entity):
    """An entity's record and how much the dataset says of it."""

    claim_count: int = Field(description="Claims that name it as subject, object or in a qualifier.")
    neighbour_count: int = Field(description="Entities that affirmed claims tie it to.")
    asserted_count: int = Field(description="Claims that it is the speaker of.")


class Neighbour(Shown, Record):
    """An entity that affirmed claims tie to another, with these claims."""

    entity: EntityRef
    claims: tuple[ClaimView, ...] = Field(description="The first claims of the tie, by id.")
    claim_count: int = Field(description="All claims of the tie that pass the filters.")
    cited_claim_count: int = Field(
        description="How many of them were read in a passage that cites something. The others rest on the carrying "
        "text alone, whose own outlet stands among the outlets."
    )
    claims_url: str = Field(description="Where all of them are listed.")
    outlets: tuple[OutletRef, ...] = Field(description="The distinct outlets of all of them.")
    single_source: bool = Field(description="Whether all of them rest on one and the same outlet.")
    contested: bool = Field(description="Whether another claim contradicts one of them, shown here or not.")


Direction = Literal["forward", "backward", "both"]


class Hop(Shown, Record):
    """One tie, such as a hop of a path crosses: all affirmed claims between two entities that pass the filters."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    from_: EntityRef = Field(alias="from")
    to: EntityRef
    direction: Direction = Field(
        description="Which way the claims run: forward from `from` to `to`, backward, or some each way."
    )
    claims: tuple[ClaimView, ...] = Field(description="The first claims of the tie, by id.")
    claim_count: int = Field(description="All claims of the tie that pass the filters.")
    cited_claim_count: int = Field(
        description="How many of them were read in a passage that cites something. The others rest on the carrying "
        "text alone, whose own outlet stands among the outlets."
    )
    claims_url: str = Field(description="Where all of them are listed.")
    outlets: tuple[OutletRef, ...] = Field(description="The distinct outlets of all of them.")
    single_source: bool = Field(description="Whether all of them rest on one and the same outlet.")
    hedged: bool = Field(description="Every claim of the tie is hedged.")
    presupposed: bool = Field(description="Every claim of the tie is merely taken for granted by the text.")
    contested: bool = Field(description="Whether another claim contradicts one of them, shown here or not.")
    statuses: tuple[Status, ...] = Field(description="The statuses of its claims.")


class Path(Shown, Record):
    """A way from one entity to another over ties, no entity twice."""

    length: int = Field(description="How many hops it has.")
    entities: tuple[EntityRef, ...] = Field(description="One more than there are hops.")
    hops: tuple[Hop, ...]
    fewest_outlets: int = Field(description="How many distinct outlets its weakest hop has.")
    weakest_hop: int = Field(
        description="The number of its weakest hop, from 1: the one with the fewest outlets; of several, one that is "
        "hedged or rests on nothing real yet; of several, the first by the ids of its ends."
    )
    presupposed: bool = Field(description="Whether some hop is merely taken for granted by the text.")
    contested: bool = Field(description="Whether some hop is contested.")
    shared_periods: tuple[str, ...] = Field(
        description="The stretches of days (EDTF) on which a claim of every hop can hold, as their dates are written; "
        "a question mark where a doubtful date bounds one. None: the hops share no day, or some are undated."
    )
    undated_hops: int = Field(description="How many hops have no claim with a date: nobody can say what they share.")
    note: str


class SourceView(Shown, Record):
    """A source, and how many claims rest on it."""

    id: str
    type: SourceType
    outlet: EntityRef
    title: str | None
    date: str | None = Field(description="EDTF; a question mark stands behind an inferred year.")
    date_printed: str | None
    date_basis: str | None = Field(description="How a year that is not printed was inferred.")
    authors: tuple[str, ...] = Field(description="Who wrote it, as far as that is known.")
    volume: str | None
    issue: str | None
    url: str | None
    claim_count: int = Field(description="Claims read in it, or in a passage that cites it.")


class ClaimSource(SourceView):
    """A source that a claim rests on, and how."""

    relation: Literal["carrying", "cited"] = Field(
        description="Whether the claim was read in it (carrying), or the passage cites it (cited)."
    )
    locator: Locator = Field(description="The passage of the carrying source.")
    signal: Literal["see"] | None = Field(description="The word before the citation, if any.")
