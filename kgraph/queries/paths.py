"""Paths: what connects one entity to another, every hop with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kgraph.errors import InvalidParameter
from kgraph.queries.answers import Answer, Path, QueryEcho, ResolvedName, Total
from kgraph.queries.emptiness import MAX_HOPS, MAX_SECONDS_TO_EXPLAIN, MAX_VISITS_TO_EXPLAIN, explain_no_path
from kgraph.queries.entities import check_claims_per
from kgraph.queries.listing import count_undated
from kgraph.queries.naming import resolve_entity
from kgraph.queries.parameters import check_word, parse_filters, parse_number, to_items
from kgraph.queries.path_order import DEFAULT_ORDER, ORDERS, rank_routes
from kgraph.queries.path_search import Limits, PathQuestion, find_routes
from kgraph.queries.path_views import build_paths
from kgraph.stores import ClaimQuery, Store

DEFAULT_MAX_HOPS = 4
DEFAULT_K = 5
MAX_K = 50
DEFAULT_CLAIMS_PER_HOP = 20
MAX_STOPS = 20


def find_paths(
    store: Store,
    from_: str,
    to: str,
    *,
    max_hops: int = DEFAULT_MAX_HOPS,
    k: int = DEFAULT_K,
    avoid: Iterable[str] | str = (),
    via: Iterable[str] | str = (),
    order: str = DEFAULT_ORDER,
    claims_per_hop: int = DEFAULT_CLAIMS_PER_HOP,
    **given: Any,
) -> Answer[Path]:
    """Return the `k` best simple paths between two entities over ties, in either direction of the claims.

    What is best is for `order` to say: see `kgraph.queries.path_order`.
    """
    check_word("order", order, ORDERS)
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
        all_lengths=order != DEFAULT_ORDER,
        avoid=frozenset(entry.entity.id for entry in stops["avoid"]),
        via=frozenset(entry.entity.id for entry in stops["via"]),
    )
    _check(question)
    shown = check_claims_per("claims_per_hop", claims_per_hop)
    found = find_routes(store, question)
    ranked = rank_routes(store, found, question, order)[: question.k]
    truncated_by, empty = found.truncated_by, None
    if not ranked:
        names = {end.entity.id: end.entity.name, start.entity.id: start.entity.name}
        limits = Limits(MAX_VISITS_TO_EXPLAIN, MAX_SECONDS_TO_EXPLAIN)
        cut = truncated_by is not None
        empty = explain_no_path(store, question, cut=cut, name_of=names.__getitem__, limits=limits)
        truncated_by = "time" if limits.out_of_time else truncated_by
    return Answer[Path](
        items=build_paths(store, ranked, question.filters, shown),
        total=Total(value=found.count, relation="eq" if found.complete else "gte"),
        query=_echo(question, order, shown, [start, end, *stops["avoid"], *stops["via"], *parsed.names]),
        undated_excluded=count_undated(store, ClaimQuery(question.filters.without("type"), ties=True)),
        truncated_by=truncated_by,
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


def _echo(question: PathQuestion, order: str, claims_per_hop: int, names: Sequence[ResolvedName]) -> QueryEcho:
    stops = {name: sorted(ids) for name, ids in (("avoid", question.avoid), ("via", question.via)) if ids}
    parameters = {
        "from": question.start,
        "to": question.end,
        "max_hops": question.max_hops,
        "k": question.k,
        "order": order,
        "claims_per_hop": claims_per_hop,
        **stops,
        **question.filters.given,
    }
    return QueryEcho(parameters=parameters, names=tuple(names))
