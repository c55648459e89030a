"""In which order paths come: by length, by how well they are founded, or by how specific they are.

Every order ends in the ids, read from the end whose id sorts first: reversing a question reverses the paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from kgraph.queries.ties import is_doubtful
from kgraph.stores import Store
from kgraph.stores.base import Pair
from kgraph.stores.routes import PathQuestion, PathsFound, Route

DEFAULT_ORDER = "hops"
Key = tuple[int, ...]


def rank_routes(store: Store, found: PathsFound, question: PathQuestion, order: str) -> list[Route]:
    """Return the routes that were found, best first by one of `ORDERS`."""
    routes = [route for part in found.routes for route in part]
    pairs = sorted({pair for route in routes for pair in pairwise(route)})
    tied = store.weigh_ties(pairs, question.filters.without("type"))
    # A few weights recur on thousands of ties.
    strengths = {weight: (weight.outlet_count, is_doubtful(weight)) for weight in set(tied.values())}
    weights = _Weights(
        strengths={pair: strengths[weight] for pair, weight in tied.items()},
        degrees=_find_degrees(store, routes, question) if order == "specific" else {},
    )
    weigh = ORDERS[order]
    return sorted(routes, key=lambda route: (*weigh(weights, route), min(route, route[::-1])))


def _find_degrees(store: Store, routes: list[Route], question: PathQuestion) -> dict[str, int]:
    between = sorted({id_ for route in routes for id_ in route[1:-1]})
    counts = store.count_for_entities(between, question.filters.exclusion)
    return {id_: each.neighbours for id_, each in counts.items()}


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the routes are weighed by.

    Of each hop how many outlets it has and whether it is doubtful; of each entity to how many it is tied.
    """

    strengths: Mapping[Pair, tuple[int, bool]]
    degrees: Mapping[str, int]

    def by_hops(self, route: Route) -> Key:
        """Fewer hops, then more outlets on the weakest hop, then fewer hops that are hedged or not real (yet)."""
        return len(route), *self._by_evidence(route)

    def by_support(self, route: Route) -> Key:
        """More outlets on the weakest hop, then fewer hops that are hedged or not real (yet), then fewer hops."""
        return *self._by_evidence(route), len(route)

    def by_degree(self, route: Route) -> Key:
        """Entities of low degree between the ends: the smaller the product of their degrees, the better.

        So a path through one entity that few are tied to goes before one through a country that everybody is
        tied to, as in degree-weighted path counts (Himmelstein and Baranzini 2015). Degrees are those of the
        unfiltered graph, but for what is left out of account.
        """
        return prod(self.degrees[id_] for id_ in route[1:-1]), *self.by_hops(route)

    def _by_evidence(self, route: Route) -> tuple[int, int]:
        outlets, doubtful = zip(*map(self.strengths.__getitem__, pairwise(route)), strict=True)
        return -min(outlets), sum(doubtful)


ORDERS: dict[str, Callable[[_Weights, Route], Key]] = {
    "hops": _Weights.by_hops,
    "support": _Weights.by_support,
    "specific": _Weights.by_degree,
}
