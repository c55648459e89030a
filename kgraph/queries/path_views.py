"""Paths as they are shown: hop by hop, and weighed as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kgraph.answers.views import Hop, Path
from kgraph.dates import to_period_text
from kgraph.filters import Filters
from kgraph.queries.ties import is_doubtful, show_hops
from kgraph.stores import Store, TiedClaims, intersect_spans
from kgraph.stores.base import Pair
from kgraph.stores.routes import Route

NOTE = (
    "Each hop is what was stated about that pair, no more: a path is not an influence, a chain of command or a "
    "cause that runs along it."
)


def build_paths(store: Store, routes: Sequence[Route], filters: Filters, shown: int) -> tuple[Path, ...]:
    """Return routes as they are shown, with at most `shown` claims for each hop."""
    pairs = sorted({pair for route in routes for pair in pairwise(route)})
    tied = store.find_tied_claims(pairs, filters.without("type"), shown)
    hops = show_hops(store, tied, filters)
    return tuple(_build_path(route, tied, hops) for route in routes)


def _build_path(route: Route, tied: dict[Pair, TiedClaims], hops: dict[Pair, Hop]) -> Path:
    crossed = [tied[pair] for pair in pairwise(route)]
    shown = tuple(hops[pair] for pair in pairwise(route))
    weakest = min(range(len(crossed)), key=lambda place: _strength(crossed[place]))
    return Path(
        length=len(shown),
        entities=(shown[0].from_, *(hop.to for hop in shown)),
        hops=shown,
        fewest_outlets=len(crossed[weakest].outlets),
        weakest_hop=weakest + 1,
        presupposed=any(hop.presupposed for hop in crossed),
        contested=any(hop.contested for hop in crossed),
        shared_periods=tuple(
            to_period_text(span.first, span.last, qualified=span.qualified)
            for span in intersect_spans([hop.spans for hop in crossed])
        ),
        undated_hops=sum(not hop.spans for hop in crossed),
        note=NOTE,
    )


def _strength(hop: TiedClaims) -> tuple[int, bool, list[str]]:
    # The ends in the order of their ids: the same hop is the weakest from either end.
    return len(hop.outlets), not is_doubtful(hop), sorted(hop.pair)
