"""Ties as they are shown: the claims behind a pair of entities, and what they amount to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgraph.answers.views import Hop, OutletRef
from kgraph.filters import Filters
from kgraph.queries.views import build_claim_views, build_claims_url, to_ref
from kgraph.records import Entity
from kgraph.stores import Store, TiedClaims, TieWeight
from kgraph.stores.base import Pair

# Statuses of what is, was or happened; the others say that it is not, or not yet, real.
REAL = frozenset({"occurred", "ongoing", "ended"})


def build_hops(store: Store, pairs: Sequence[Pair], filters: Filters, shown: int) -> dict[Pair, Hop]:
    """Return the ties of these pairs as they are seen from the first of each, with at most `shown` claims each.

    All claims of all ties are fetched and built in one batch. Every pair must be tied under the filters.
    """
    return show_hops(store, store.find_tied_claims(pairs, filters.without("type"), shown), filters)


def show_hops(store: Store, tied: Mapping[Pair, TiedClaims], filters: Filters) -> dict[Pair, Hop]:
    """Return ties that were fetched under filters as they are shown, each with the claims that were fetched."""
    pairs = list(tied)
    claims = list({claim.id: claim for pair in pairs for claim in tied[pair].claims}.values())
    views = build_claim_views(store, claims, filters.exclusion)
    view_of = {view.id: view for view in views}
    outlets = {outlet for pair in pairs for outlet in tied[pair].outlets}
    entities = store.get_entities(sorted({id_ for pair in pairs for id_ in pair} | outlets))
    return {
        pair: Hop(
            claims=tuple(view_of[claim.id] for claim in tied[pair].claims),
            claims_url=build_claims_url(*pair, filters),
            **_summarise(tied[pair], entities),
        )
        for pair in pairs
    }


def _summarise(tied: TiedClaims, entities: dict[str, Entity]) -> dict[str, object]:
    one, other = tied.pair
    return {
        "from_": to_ref(entities[one]),
        "to": to_ref(entities[other]),
        "direction": "both" if tied.forward and tied.backward else "forward" if tied.forward else "backward",
        "claim_count": tied.claim_count,
        "cited_claim_count": tied.cited_count,
        "outlets": tuple(OutletRef(id=outlet, name=entities[outlet].name) for outlet in tied.outlets),
        "single_source": len(tied.outlets) == 1,
        "hedged": tied.hedged,
        "presupposed": tied.presupposed,
        "contested": tied.contested,
        "statuses": tied.statuses,
    }


def is_doubtful(tied: TiedClaims | TieWeight) -> bool:
    """Tell whether all claims of a tie are hedged, or none is of something that is, was or happened."""
    return tied.hedged or not REAL.intersection(tied.statuses)
