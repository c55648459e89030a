"""Find the shortest simple paths between two entities over ties, within a bound.

Level by level, as in iterative deepening (Korf 1985): all paths of one length are enumerated before a longer
one is looked at, by a depth-first search that never steps where a lower bound on the hops still needed says
that it cannot arrive. The bounds come from breadth-first searches that grow from both ends and meet in the
middle, one store call per frontier. Yen's algorithm (1971) is not used: it searches anew for every path, and
the ranking within a length needs all paths of that length anyway.

The work is bounded by a count of visits, so that a cut answer can be repeated; the search always starts at
the end whose id sorts first, so that it is cut alike in both directions. The clock is a second bound, for
stores that are slow to answer: an answer that it cut says so. A store whose engine can do all this at once does
so, and counts its visits alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.stores.base import Store
from kgraph.stores.routes import CutBy, Distance, Limits, PathQuestion, PathsFound, Route

MAX_CANDIDATES = 10_000


class _SearchCut(Exception):
    """A bound stopped the search."""


class _VisitsSpent(_SearchCut):
    """The search has used up its visits."""


class _TimeSpent(_SearchCut):
    """The search has used up its time."""


class _CandidatesSpent(_SearchCut):
    """The search has found as many routes as it may keep."""


_CUT_BY: dict[type[_SearchCut], CutBy] = {
    _VisitsSpent: "visits",
    _CandidatesSpent: "candidates",
    _TimeSpent: "time",
}


def find_routes(store: Store, question: PathQuestion, limits: Limits | None = None) -> PathsFound:
    """Return routes from `start` to `end`, all of one length before any longer one.

    Until there are `k`, or, for `all_lengths`, up to `max_hops`.
    """
    limits = limits or Limits()
    native = store.search_routes(question, limits, MAX_CANDIDATES)
    if native is not None:
        return native
    turned = question.end < question.start
    found = PathsFound()
    try:
        search = _Search(store, question, limits)
        while len(found.routes) < question.max_hops and (question.all_lengths or found.count < question.k):
            found.routes.append([])
            for route in search.iter_routes(len(found.routes)):
                found.routes[-1].append(route[::-1] if turned else route)
                if found.count >= MAX_CANDIDATES:
                    raise _CandidatesSpent
        found.complete = len(found.routes) == question.max_hops
    except _SearchCut as cut:
        found.truncated_by = _CUT_BY[type(cut)]
    return found


def measure_distance(store: Store, question: PathQuestion, limits: Limits | None = None) -> Distance:
    """Return how many hops the shortest path has, however long, without regard to `max_hops` and `via`."""
    limits = limits or Limits()
    native = store.search_distance(question, limits)
    if native is not None:
        return native
    try:
        return Distance(_Search(store, question, limits).measure())
    except _SearchCut:
        return Distance(None, known=False)


class _Ties:
    """The ties that a search may cross, as far as they were fetched, and the visits it has left."""

    def __init__(self, store: Store, question: PathQuestion, limits: Limits) -> None:
        self._store = store
        self._avoid = question.avoid
        self._types = question.filters.type
        self._limits = limits
        self._visits_left = limits.max_visits
        # The type filter is about the entities between the ends, which only this search knows apart.
        self._filters = question.filters.without("type")
        self._passable: dict[str, bool] = {question.start: True, question.end: True}
        self._adjacent: dict[str, Route] = {}

    def __getitem__(self, id_: str) -> Route:
        """Return the entities that a path may step to from a fetched one, by id."""
        return self._adjacent[id_]

    def fetch(self, ids: Iterable[str]) -> None:
        """Fetch the ties of entities in one store call; each that is new is a visit."""
        missing = sorted(id_ for id_ in ids if id_ not in self._adjacent)
        if not missing:
            return
        self.spend(len(missing))
        ties = self._store.find_ties(missing, self._filters)
        others = sorted({tie.other for id_ in missing for tie in ties[id_]} - self._passable.keys())
        entities = self._store.get_entities(others) if self._types else {}
        for other in others:
            self._passable[other] = other not in self._avoid and (
                not self._types or entities[other].type in self._types
            )
        for id_ in missing:
            self._adjacent[id_] = tuple(tie.other for tie in ties[id_] if self._passable[tie.other])

    def fetched_without(self, known: dict[str, int]) -> list[str]:
        """Return the entities that were fetched and are not in `known`."""
        return [id_ for id_ in self._adjacent if id_ not in known]

    def spend(self, visits: int) -> None:
        """Count visits, and stop the search when none are left."""
        self._visits_left -= visits
        if self._visits_left < 0:
            raise _VisitsSpent
        if self._limits.is_over():
            raise _TimeSpent


class _Ball:
    """The entities around some centres, with their distances: all that lie within `radius` hops of the nearest."""

    def __init__(self, ties: _Ties, *centres: str) -> None:
        self._ties = ties
        self.distances = dict.fromkeys(centres, 0)
        self.frontier = sorted(centres)
        self.radius = 0

    def grow(self) -> None:
        """Take in the entities one hop further away."""
        self._ties.fetch(self.frontier)
        self.radius += 1
        self.frontier = sorted({other for id_ in self.frontier for other in self._ties[id_]} - self.distances.keys())
        self.distances.update(dict.fromkeys(self.frontier, self.radius))

    def at_least(self, id_: str) -> int:
        """Return the distance of an entity, or, outside of the ball, the least that it can be."""
        return self.distances.get(id_, self.radius + 1)


class _Search:
    """One search: what it knows of the ties, and how far it is from either end and from what it must pass."""

    def __init__(self, store: Store, question: PathQuestion, limits: Limits) -> None:
        self._ties = _Ties(store, question, limits)
        self._first, self._last = sorted((question.start, question.end))
        self._stops = question.stops
        self._around_first = _Ball(self._ties, self._first)
        self._around_last = _Ball(self._ties, self._last)
        self._around_stops = [_Ball(self._ties, *stop) for stop in self._stops]
        self._to_last: dict[str, int] = {}
        self._behind_stops: list[int] = []

    def measure(self) -> int | None:
        """Return the length of the shortest path, or None."""
        hops = 0
        # While the balls have no entity in common, no path is as short as their radii together.
        while self._around_first.frontier and self._around_last.frontier:
            hops += 1
            self._grow_until(hops)
            if not self._around_first.distances.keys().isdisjoint(self._around_last.distances):
                return hops
        return None

    def iter_routes(self, hops: int) -> Iterator[Route]:
        """Yield every simple path of exactly `hops` hops from the first end to the last, in the order of its ids."""
        self._prepare(hops)
        missing = self._left(frozenset(range(len(self._stops))), self._first)
        if self._can_finish(self._first, hops, missing):
            yield from self._extend([self._first], hops, missing)

    def _prepare(self, hops: int) -> None:
        """Work out the bounds for paths of `hops` hops, and fetch what such paths can pass through."""
        self._grow_until(hops)
        for ball in self._around_stops:
            # Half the way: at the first steps the bound is loose, at all later ones exact.
            while 2 * ball.radius < hops:
                ball.grow()
        self._to_last = self._measure_to_last(hops)
        self._behind_stops = [min(self._to_last.get(id_, hops + 1) for id_ in stop) for stop in self._stops]
        nearest = self._around_first.distances
        self._ties.fetch(id_ for id_, left in self._to_last.items() if nearest.get(id_, hops) + left <= hops)

    def _grow_until(self, hops: int) -> None:
        """Grow the balls around the ends, always that with the smaller frontier, until they span `hops` hops."""
        first, last = self._around_first, self._around_last
        while first.radius + last.radius < hops:
            (first if len(first.frontier) < len(last.frontier) else last).grow()

    def _measure_to_last(self, hops: int) -> dict[str, int]:
        """Return the distance to the last end of every entity that a path of `hops` hops can pass through.

        Such an entity outside of the ball around the last end lies inside of the one around the first, not on
        its rim, so that its ties have been fetched.
        """
        distances = dict(self._around_last.distances)
        layer = set(self._around_last.frontier)
        for distance in range(self._around_last.radius + 1, hops + 1):
            layer = {id_ for id_ in self._ties.fetched_without(distances) if not layer.isdisjoint(self._ties[id_])}
            distances.update(dict.fromkeys(layer, distance))
        return distances

    def _extend(self, trail: list[str], left: int, missing: frozenset[int]) -> Iterator[Route]:
        self._ties.spend(1)
        if not left:
            yield tuple(trail)
            return
        for other in self._ties[trail[-1]]:
            rest = self._left(missing, other)
            if other not in trail and self._can_finish(other, left - 1, rest):
                trail.append(other)
                yield from self._extend(trail, left - 1, rest)
                trail.pop()

    def _can_finish(self, id_: str, left: int, missing: frozenset[int]) -> bool:
        """Tell whether `left` hops from an entity can suffice to end at the last and pass all that is missing.

        Distances may lead through an end or through the trail, which a path must not: they are lower bounds.
        """
        if id_ == self._last:
            return not left and not missing
        if self._to_last.get(id_, left + 1) > left:
            return False
        return all(self._around_stops[stop].at_least(id_) + self._behind_stops[stop] <= left for stop in missing)

    def _left(self, missing: frozenset[int], id_: str) -> frozenset[int]:
        """Return which of the stops that are missing are still so behind an entity."""
        return frozenset(stop for stop in missing if id_ not in self._stops[stop]) if missing else missing
