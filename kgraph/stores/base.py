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
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from kgraph.filters import NO_EXCLUSION, NO_FILTERS, Exclusion, Filters
from kgraph.names import NameMatch
from kgraph.records import Cite, Claim, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.records.retired import RetiredKind
from kgraph.stores.disputes import Dispute
from kgraph.stores.facets import Facet
from kgraph.stores.routes import Distance, Limits, PathQuestion, PathsFound
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
    - `falls_without`: only claims that rest on nothing else; `stands_without`: only claims that do.
    - `ties`: only claims that tie two entities; `tied_to`: only ties of this entity.
    - `edges`: only claims that make an edge, be it from an entity to itself.
    - `pairs`: only claims that run between the two entities of one of these pairs, either way.
    - `dyad`: an edge of the claim joins an entity of the one country to another entity of the other, or its
      subject belongs to both.
    """

    filters: Filters = NO_FILTERS
    ids: frozenset[str] | None = None
    dated: bool | None = None
    cited: bool | None = None
    max_outlets: int | None = None
    falls_without: Exclusion = NO_EXCLUSION
    stands_without: Exclusion = NO_EXCLUSION
    ties: bool = False
    edges: bool = False
    tied_to: str | None = None
    pairs: frozenset[Pair] | None = None
    dyad: tuple[str, str] | None = None


class Tie(NamedTuple):
    """That an entity is tied to another, and by how many claims that pass the filters."""

    other: str
    claim_count: int


class BrokenTie(NamedTuple):
    """A pair that was tied, the lower id first, and by how many claims."""

    pair: Pair
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
class TieWeight:
    """What paths are ranked by: how many outlets a tie has, whether all its claims are hedged, and their statuses."""

    outlet_count: int
    hedged: bool
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityCounts:
    """How much a dataset says of an entity.

    Claims that name it, entities tied to it, claims it asserts, sources it published.
    """

    claims: int
    neighbours: int
    asserted: int
    published: int


class SourceRoles(NamedTuple):
    """Whether claims were read in a source, and whether passages of claims cite it."""

    carries: bool
    is_cited: bool


class SourceUse(NamedTuple):
    """What a source is to some claims.

    `claim_count` of them were read in it, or in a passage that cites it; `read` tells whether any was read in it.
    `cited_in` are the sources in which such passages stand that cite it, by id.
    """

    source: str
    claim_count: int
    read: bool
    cited_in: tuple[str, ...]


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
    def find_named(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[Entity]:
        """Return the entities that one needs to read the wanted claims, by id.

        Their subjects, objects and speakers, the entities in their qualifiers, and the outlets of the sources that
        they were read in or that their passages cite.
        """

    @abstractmethod
    def list_members(self, country: str) -> tuple[str, ...]:
        """Return the ids of the entities that are rolled up under the code of a country, in their order."""

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

    def rank_ties(
        self,
        ids: Collection[str],
        filters: Filters,
        *,
        limit: int,
        after: Tie | None = None,
        avoid: Collection[str] = (),
        of_all: bool = False,
    ) -> Slice[Tie]:
        """Return whom any of these entities is tied to (with `of_all`: all of them), but for those in `avoid`.

        Each with the claims of its ties to all of them together; most claims first, then by id. Filters are as in
        `find_ties`. An id that is not known is tied to nobody.
        """
        found = self.find_ties(ids, filters)
        counts: dict[str, list[int]] = {}
        for other, count in (tie for ties in found.values() for tie in ties):
            counts.setdefault(other, []).append(count)
        least = len(set(ids)) if of_all else 1
        ties = [Tie(id_, sum(each)) for id_, each in counts.items() if len(each) >= least and id_ not in avoid]
        ties.sort(key=_order_ties)
        start = 0 if after is None else bisect_right(ties, _order_ties(after), key=_order_ties)
        return Slice(tuple(ties[start : start + limit]), len(ties), start + limit < len(ties))

    def find_pairs(self, ids: Collection[str], filters: Filters) -> list[Pair]:
        """Return the pairs of these entities that are tied, each once, by the ids of their ends.

        Filters are as in `find_tied_claims`.
        """
        found = self.find_ties(sorted(ids), filters.without("type"))
        return [(id_, tie.other) for id_ in sorted(found) for tie in found[id_] if id_ < tie.other and tie.other in ids]

    @abstractmethod
    def find_broken_ties(self, filters: Filters, limit: int) -> Slice[BrokenTie]:
        """Return the ties of which no claim passes the filters, by the ids of their ends, with all their claims.

        Filters are as in `find_tied_claims`.
        """

    @abstractmethod
    def find_tied_claims(
        self, pairs: Collection[Pair], filters: Filters, limit_per_pair: int
    ) -> dict[Pair, TiedClaims]:
        """Return the claims behind the ties of these pairs, by id; a pair without any is left out.

        `filters.type` is about entities and of no account here; `filters.min_outlets` is as in `find_ties`.
        """

    def weigh_ties(self, pairs: Collection[Pair], filters: Filters) -> dict[Pair, TieWeight]:
        """Return what the ties of these pairs are ranked by: `find_tied_claims` in short, for many pairs."""
        tied = self.find_tied_claims(pairs, filters, 0)
        return {pair: TieWeight(len(each.outlets), each.hedged, each.statuses) for pair, each in tied.items()}

    @abstractmethod
    def search_routes(self, question: PathQuestion, limits: Limits, max_candidates: int) -> PathsFound | None:
        """Return the routes that a search of the engine's own finds, the same as `kgraph.stores.path_search` does.

        None where it has none: the search then advances frontier by frontier over `find_ties`.
        """

    @abstractmethod
    def search_distance(self, question: PathQuestion, limits: Limits) -> Distance | None:
        """Return the length of the shortest path likewise; None where the engine has no search of its own."""

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
    def complete_names(self, text: str, limit: int) -> list[NameMatch]:
        """Return what `search_names` does but for words in any order and typos; `limit` is at least 1."""

    @abstractmethod
    def get_sources(self, ids: Collection[str]) -> dict[str, Source]:
        """Return the sources with these ids."""

    @abstractmethod
    def find_sources(self, outlets: Collection[str], after: str | None, limit: int) -> Slice[Source]:
        """Return the sources of these outlets (of any, if none is given), by id."""

    @abstractmethod
    def find_source_uses(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[SourceUse]:
        """Return the sources that the wanted claims were read in, or that their passages cite, by id.

        What the filters exclude is left out of account: a passage that is left without its citations is gone.
        """

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
    def find_source_roles(self, ids: Collection[str]) -> dict[str, SourceRoles]:
        """Return what each of these sources is to the claims; deprecated ones do not count."""

    @abstractmethod
    def find_fallen_entities(self, exclusion: Exclusion, limit: int) -> Slice[str]:
        """Return the ids of the entities that claims name, and that none names under an exclusion."""

    @abstractmethod
    def find_orphans(self, limit: int) -> Slice[str]:
        """Return the ids of the entities that no claim names, that assert none, and that published no source."""

    @abstractmethod
    def find_unused_sources(self, limit: int) -> Slice[str]:
        """Return the ids of the sources that no claim was read in and that no passage of a claim cites."""

    @abstractmethod
    def find_unnamed(self, limit: int) -> dict[str, Slice[str]]:
        """Return, for each language in which entities have names, the ids of those that have none in it.

        An entity's `name` is in `MAIN_LANGUAGE`.
        """

    @abstractmethod
    def get_retired(self, kind: RetiredKind, ids: Collection[str]) -> dict[str, Retired]:
        """Return the retired ids of a kind among these, each with its reason and what took its place."""

    @abstractmethod
    def find_retired(self, kind: RetiredKind, after: str | None, limit: int) -> Slice[Retired]:
        """Return the retired ids of a kind, by id."""

    @abstractmethod
    def count_records(self) -> dict[str, int]:
        """Return how many records of each kind there are: entities, claims, sources, ties."""


def _order_ties(tie: Tie) -> tuple[int, str]:
    return -tie.claim_count, tie.other
