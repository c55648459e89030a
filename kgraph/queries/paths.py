"""Paths: what connects one entity to another, every hop with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from kgraph.errors import InvalidParameter
from kgraph.filters import Filters
from kgraph.queries.answers import (
    Answer,
    ClaimView,
    Hop,
    OutletRef,
    Path,
    QueryEcho,
    ResolvedName,
    Total,
)
from kgraph.queries.emptiness import MAX_HOPS, explain_no_path
from kgraph.queries.entities import check_claims_per
from kgraph.queries.naming import resolve_entity
from kgraph.queries.parameters import parse_filters, parse_number, to_items
from kgraph.queries.path_search import PathQuestion, PathsFound, Route, find_routes
from kgraph.queries.views import build_claim_views, build_claims_url, to_ref
from kgraph.records import Entity
from kgraph.stores import Store, TiedClaims

DEFAULT_MAX_HOPS = 4
DEFAULT_K = 5
MAX_K = 50
DEFAULT_CLAIMS_PER_HOP = 20
MAX_STOPS = 20

NOTE = (
    "Each hop is what was stated about that pair, no more: a path is not an influence, a chain of command or a "
    "cause that runs along it."
)
# Statuses of what is, was or happened; the others say that it is not, or not yet, real.
REAL = frozenset({"occurred", "ongoing", "ended"})


def find_paths(
    store: Store,
    from_: str,
    to: str,
    *,
    max_hops: int = DEFAULT_MAX_HOPS,
    k: int = DEFAULT_K,
    avoid: Iterable[str] | str = (),
    via: Iterable[str] | str = (),
    claims_per_hop: int = DEFAULT_CLAIMS_PER_HOP,
    **given: Any,
) -> Answer[Path]:
    """Return the `k` best simple paths between two entities over ties, in either direction of the claims.

    Ordered by hops, then more outlets on the weakest hop, then fewer hops that are hedged or rest on nothing
    that is real yet, then ids, read from the end whose id sorts first.
    """
    start, end = resolve_entity(store, from_, "from"), resolve_entity(store, to, "to")
    stops = {
        name: [resolve_entity(store, each, name) for each in to_items(raw)]
        for name, raw in (("avoid", avoid), ("via", via))
    }
    parsed = parse_filters(store, "paths", given)
    question = PathQuestion(
        start=start.entity.id,
        end=end.entity.id,
        filters=parsed.filters,
        max_hops=parse_number("max_hops", max_hops, 1, MAX_HOPS),
        k=parse_number("k", k, 1, MAX_K),
        avoid=frozenset(entry.entity.id for entry in stops["avoid"]),
        via=frozenset(entry.entity.id for entry in stops["via"]),
    )
    _check(question)
    shown = check_claims_per("claims_per_hop", claims_per_hop)
    found = find_routes(store, question)
    ranked = _rank(store, found, question)[: question.k]
    empty = None
    if not ranked:
        names = {end.entity.id: end.entity.name, start.entity.id: start.entity.name}
        empty = explain_no_path(store, question, cut=found.truncated_by is not None, name_of=names.__getitem__)
    return Answer[Path](
        items=_build_paths(store, ranked, question.filters, shown),
        total=Total(value=found.count, relation="eq" if found.complete else "gte"),
        query=_echo(question, shown, [start, end, *stops["avoid"], *stops["via"], *parsed.names]),
        truncated_by=found.truncated_by,
        empty=empty,
        dataset_version=store.version,
    )


def _check(question: PathQuestion) -> None:
    ends = {question.start, question.end}
    if len(ends) == 1:
        message = f"from and to are the same entity, {question.start}."
        raise InvalidParameter(message, parameter="to", value=question.end)
    for name, stops in (("avoid", question.avoid), ("via", question.via)):
        if len(stops) > MAX_STOPS:
            raise InvalidParameter(f"{name} takes at most {MAX_STOPS} entities.", parameter=name)
    forbidden = sorted(question.avoid & (ends | question.via))
    if forbidden:
        message = f"avoid names {forbidden[0]}, which the path must contain."
        raise InvalidParameter(message, parameter="avoid", value=forbidden[0])
    between = question.max_hops - 1
    if len(question.via - ends) > between:
        message = (
            f"via names {len(question.via - ends)} entities, but {question.max_hops} hops have only {between} between."
        )
        raise InvalidParameter(message, parameter="via")


def _echo(question: PathQuestion, claims_per_hop: int, names: Sequence[ResolvedName]) -> QueryEcho:
    stops = {name: sorted(ids) for name, ids in (("avoid", question.avoid), ("via", question.via)) if ids}
    parameters = {
        "from": question.start,
        "to": question.end,
        "max_hops": question.max_hops,
        "k": question.k,
        "claims_per_hop": claims_per_hop,
        **stops,
        **question.filters.given,
    }
    return QueryEcho(parameters=parameters, names=tuple(names))


def _rank(store: Store, found: PathsFound, question: PathQuestion) -> list[Route]:
    """Order the routes; only the last length needs its ties weighed when it holds more than are wanted."""
    pairs = sorted({pair for routes in found.routes for route in routes for pair in _pairs(route)})
    tied = store.find_tied_claims(pairs, question.filters.without("type"), 0)

    def order(route: Route) -> tuple[int, int, int, Route]:
        hops = [tied[pair] for pair in _pairs(route)]
        doubtful = sum(hop.hedged or not REAL.intersection(hop.statuses) for hop in hops)
        weakest = min(len(hop.outlets) for hop in hops)
        return len(hops), -weakest, doubtful, min(route, route[::-1])

    return sorted((route for routes in found.routes for route in routes), key=order)


def _pairs(route: Route) -> list[tuple[str, str]]:
    return list(pairwise(route))


def _build_paths(store: Store, routes: Sequence[Route], filters: Filters, shown: int) -> tuple[Path, ...]:
    pairs = sorted({pair for route in routes for pair in _pairs(route)})
    tied = store.find_tied_claims(pairs, filters.without("type"), shown)
    claims = list({claim.id: claim for pair in pairs for claim in tied[pair].claims}.values())
    views = dict(zip([claim.id for claim in claims], build_claim_views(store, claims), strict=True))
    outlets = {outlet for pair in pairs for outlet in tied[pair].outlets}
    entities = store.get_entities(sorted({id_ for route in routes for id_ in route} | outlets))
    hops = {pair: _build_hop(tied[pair], entities, views, filters) for pair in pairs}
    return tuple(
        Path(
            length=len(route) - 1,
            entities=tuple(to_ref(entities[id_]) for id_ in route),
            hops=tuple(hops[pair] for pair in _pairs(route)),
            note=NOTE,
        )
        for route in routes
    )


def _build_hop(tied: TiedClaims, entities: dict[str, Entity], views: dict[str, ClaimView], filters: Filters) -> Hop:
    one, other = tied.pair
    return Hop(
        from_=to_ref(entities[one]),
        to=to_ref(entities[other]),
        direction="both" if tied.forward and tied.backward else "forward" if tied.forward else "backward",
        claims=tuple(views[claim.id] for claim in tied.claims),
        claim_count=tied.claim_count,
        cited_claim_count=tied.cited_count,
        claims_url=build_claims_url(one, other, filters),
        outlets=tuple(OutletRef(id=outlet, name=entities[outlet].name) for outlet in tied.outlets),
        hedged=tied.hedged,
        presupposed=tied.presupposed,
        statuses=tied.statuses,
    )
