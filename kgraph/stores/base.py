"""The one interface between the queries and whatever holds the records.

A store offers few primitives, all batched, so that an engine on disk or across a network can serve them
without a call per record. No primitive hands out a live graph object or assumes that everything fits into
memory. A loaded dataset version never changes; it is replaced.

Lists come in a stated order that ends in the id; `after` is the id of the last item already seen. A batch
leaves out the ids that the dataset does not hold. A deprecated claim is withdrawn: only `get_claims`, and
`find_claims` by its id or by its rank, still hand it out, and nothing else counts it.

Filters may exclude outlets and sources. What comes out then is as if nobody had cited or read them: claims
without that evidence, and none that rested on it alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kgraph.filters import NO_EXCLUSION, NO_FILTERS, Exclusion, Filters
from kgraph.names import NameMatch
from kgraph.records import Cite, Claim, DatasetInfo, Entity, Source, Vocabulary
from kgraph.stores.disputes import Dispute
from kgraph.stores.facets import Facet
from kgraph.stores.spans import DatedSpan

Item = TypeVar("Item")
Pair = tuple[str, str]
ClaimOrder = Literal["id", "oldest", "newest", "evidence"]


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """Part of a list: its items, how many there are in all, and whether more follow."""

    items: tuple[Item, ...]
    total: int
    more: bool


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims are meant: those that pass the filters, and whatever else is set.

    - `filters.type` is about the subject and the object; with `tied_to`, about the entity at the other end.
    - `ids`: only these, deprecated ones too.
    - `dated`: only with a date, or only without one.
    - `cited`: only such as were read in a passage that cites something, or only such as were not.
    - `max_outlets`: at most so many distinct outlets.
    - `ties`: only claims that tie two entities; `tied_to`: only ties of this entity.
    - `dyad`: an edge of the claim joins an entity of the one country to another entity of the other, or its
      subject belongs to both.
    """

    filters: Filters = NO_FILTERS
    ids: frozenset[str] | None = None
    dated: bool | None = None
    cited: bool | None = None
    max_outlets: int | None = None
    ties: bool = False
    tied_to: str | None = None
    dyad: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """That an entity is tied to another, and by how many claims that pass the filters."""

    other: str
    claim_count: int


@dataclass(frozen=True, slots=True)
class TiedClaims:
    """The claims behind one tie: how many pass the filters, their outlets, and the first of them by id.

    `outlets` are those of all the claims that pass, not only of those listed; so are the other summaries.
    `cited_count` counts the claims read in a passage that cites something; `forward` those that run from the
    first entity of the pair to the second. `contested`: one of them is a side of a dispute, whether or not the
    other side passes the filters. `spans` are the stretches of days on which one of them can hold.
    """

    pair: Pair
    claims: tuple[Claim, ...]
    claim_count: int
    cited_count: int
    forward: int
    backward: int
    outlets: tuple[str, ...]
    hedged: bool
    presupposed: bool
    contested: bool
    statuses: tuple[str, ...]
    spans: tuple[DatedSpan, ...]


@dataclass(frozen=True, slots=True)
class EntityCounts:
    """How much a dataset says of an entity.

    Claims that name it, entities tied to it, claims it asserts, sources it published.
    """

    claims: int
    neighbours: int
    asserted: int
    published: int


@dataclass(frozen=True, slots=True)
class NearbyCites:
    """The nearest later bracket of a passage's paragraph. It never counts as support."""

    sentence: int
    cites: tuple[Cite, ...]


class Store(ABC):
    """Holds one version of one dataset."""

    info: DatasetInfo
    vocabulary: Vocabulary
    version: str
    # The country codes of the dataset's entities, in their order, each with the id of the entity that is this country.
    countries: dict[str, str | None]

    @abstractmethod
    def get_entities(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return the entities with these ids."""

    @abstractmethod
    def find_entities(self, types: Collection[str], after: str | None, limit: int) -> Slice[Entity]:
        """Return entities of these types (of any, if none is given), by id."""

    @abstractmethod
    def count_for_entities(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, EntityCounts]:
        """Return how much is said of each of these entities."""

    @abstractmethod
    def get_claims(self, ids: Collection[str]) -> dict[str, Claim]:
        """Return the claims with these ids, deprecated ones too."""

    @abstractmethod
    def find_claims(self, wanted: ClaimQuery, after: str | None, limit: int, order: ClaimOrder = "id") -> Slice[Claim]:
        """Return the claims that are wanted; without deprecated ones, unless an id or `rank` asks for them.

        In the order of their ids, or of their dates: `oldest` and `newest` by the first day that the date can
        mean, then by its last day; claims whose date has no first day follow, then those without a date. Or
        by `evidence`: more outlets first, then more sources, then stated before presupposed. Equal ones are
        in the order of their ids.
        """

    @abstractmethod
    def count_claims(self, wanted: ClaimQuery) -> int:
        """Return how many claims are wanted."""

    @abstractmethod
    def count_by(self, wanted: ClaimQuery, facet: Facet) -> dict[str | None, int]:
        """Return how many of the wanted claims have each value of a facet; None stands for those that have none.

        A claim with several values, such as two outlets, counts under each.
        """

    @abstractmethod
    def count_parties(self, wanted: ClaimQuery, country: str) -> dict[str, int]:
        """Return, for a query with a `dyad`, how many of the claims each entity of one of its countries is in."""

    @abstractmethod
    def find_references(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        """Return, for each of these claims, the ids of the claims that refer to it, in their order; () if none does."""

    @abstractmethod
    def find_opponents(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        """Return, for each of these claims, the ids of the claims that contradict it, in their order; () if none."""

    @abstractmethod
    def find_disputes(self, filters: Filters, after: str | None, limit: int) -> Slice[Dispute]:
        """Return the disputes in which a claim on either side passes the filters, by id."""

    @abstractmethod
    def find_ties(
        self, ids: Collection[str], filters: Filters, limit_per_id: int | None = None
    ) -> dict[str, tuple[Tie, ...]]:
        """Return the ties of each of these entities, in either direction, by the other's id.

        `filters.type` is about the other entity, `filters.min_outlets` about all claims of a tie that pass the
        other filters, these about the claims. An entity that is tied to none has ().
        """

    @abstractmethod
    def find_tied_claims(
        self, pairs: Collection[Pair], filters: Filters, limit_per_pair: int
    ) -> dict[Pair, TiedClaims]:
        """Return the claims behind the ties of these pairs, by id; a pair without any is left out.

        `filters.type` is about entities and of no account here; `filters.min_outlets` is as in `find_ties`.
        """

    @abstractmethod
    def find_components(self, ids: Collection[str]) -> dict[str, int]:
        """Return, for each of these entities, the number of the connected part of the unfiltered graph it is in."""

    @abstractmethod
    def resolve_name(self, text: str) -> tuple[NameMatch, ...]:
        """Return the entities that a text certainly names, without guessing at typos, by id."""

    @abstractmethod
    def search_names(self, text: str, limit: int) -> list[NameMatch]:
        """Return the entities that a text may name, best first, typos included; `limit` is at least 1."""

    @abstractmethod
    def get_sources(self, ids: Collection[str]) -> dict[str, Source]:
        """Return the sources with these ids."""

    @abstractmethod
    def find_sources(self, outlets: Collection[str], after: str | None, limit: int) -> Slice[Source]:
        """Return the sources of these outlets (of any, if none is given), by id."""

    @abstractmethod
    def count_for_sources(self, ids: Collection[str]) -> dict[str, int]:
        """Return how many claims were read in each of these sources, or in a passage that cites it."""

    @abstractmethod
    def find_nearby_cites(
        self, places: Collection[tuple[str, int, int]], exclusion: Exclusion = NO_EXCLUSION
    ) -> dict[tuple[str, int, int], NearbyCites]:
        """Return the nearest later bracket in the same paragraph, for places (source, paragraph, sentence)."""

    @abstractmethod
    def nearest_ids(self, kind: str, id_: str) -> Sequence[str]:
        """Return the ids of a kind (`entity`, `claim`, `source`) that come near to an unknown one, best first."""

    @abstractmethod
    def count_records(self) -> dict[str, int]:
        """Return how many records of each kind there are: entities, claims, sources, ties."""
