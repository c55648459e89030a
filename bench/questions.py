"""The questions that every peer is asked, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Workload = Literal["neighbours", "rare", "records", "path", "paths", "typo", "prefix"]
WORKLOADS: tuple[Workload, ...] = get_args(Workload)
NEWEST_CLAIMS = 50
K_PATHS = 10
MAX_HOPS = 4
FOUND_NAMES = 10


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims count: those of a day from `first_day` to `last_day` with one of the predicates."""

    first_day: int
    last_day: int
    predicates: frozenset[int]

    def passes(self, day: int, predicate: int) -> bool:
        """Return whether a claim counts."""
        return self.first_day <= day <= self.last_day and predicate in self.predicates


@dataclass(frozen=True, slots=True)
class NeighbourQuery:
    """The newest `NEWEST_CLAIMS` claims that tie a node to another, newest first; of equal dates any."""

    node: int
    filter: Filter


@dataclass(frozen=True, slots=True)
class PathQuery:
    """One or several shortest paths between two different nodes, over ties in either direction.

    Several are the `K_PATHS` shortest simple ones of at most `MAX_HOPS` hops, in the order of their length; of equally
    long ones any.
    """

    start: int
    end: int
    filter: Filter


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What somebody typed who means a name: it with one slip in it, or its beginning; at most `FOUND_NAMES` hits."""

    text: str
    meant: str


Query = NeighbourQuery | PathQuery | NameQuery
Queries = dict[Workload, list[Query]]


def to_plain(queries: Queries) -> dict[str, Any]:
    """Return the queries as values that JSON can hold; the same queries give the same values."""
    return {workload: [_plain(query) for query in listed] for workload, listed in queries.items()}


def from_plain(plain: dict[str, Any]) -> Queries:
    """Return the queries that `to_plain` wrote."""
    return {workload: [_query(each) for each in plain[workload]] for workload in WORKLOADS if workload in plain}


def _plain(query: Query) -> dict[str, Any]:
    if isinstance(query, NameQuery):
        return asdict(query)
    filter = query.filter
    rest = {"node": query.node} if isinstance(query, NeighbourQuery) else {"start": query.start, "end": query.end}
    return {**rest, "days": [filter.first_day, filter.last_day], "predicates": sorted(filter.predicates)}


def _query(plain: dict[str, Any]) -> Query:
    if "text" in plain:
        return NameQuery(**plain)
    first_day, last_day = plain["days"]
    filter = Filter(first_day, last_day, frozenset(plain["predicates"]))
    if "node" in plain:
        return NeighbourQuery(plain["node"], filter)
    return PathQuery(plain["start"], plain["end"], filter)
