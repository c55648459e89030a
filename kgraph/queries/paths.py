"""Paths: what connects one entity to another, every hop with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kgraph.answers.answer import Answer, QueryEcho, ResolvedName, Total
from kgraph.answers.views import Path
from kgraph.errors import InvalidParameter, NotFound
from kgraph.queries.emptiness import MAX_HOPS, MAX_SECONDS_TO_EXPLAIN, MAX_VISITS_TO_EXPLAIN, explain_no_path
from kgraph.queries.entities import check_claims_per
from kgraph.queries.listing import count_undated
from kgraph.queries.naming import resolve_entity, suggest_countries
from kgraph.queries.parameters import check_word, parse_filters, parse_number, to_items
from kgraph.queries.path_order import DEFAULT_ORDER, ORDERS, rank_routes
from kgraph.queries.path_views import build_paths
from kgraph.stores import ClaimQuery, Store
from kgraph.stores.path_search import find_routes
from kgraph.stores.routes import Limits, PathQuestion

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

    What is best is for `order` to say: see `kgraph.queries.path_order`. In `via` and `avoid` the code of a country,
    such as RU, stands for the entities that belong to it: one of them must lie on the path, or none between its ends.
    """
    check_word("order", order, ORDERS)
    start, end = resolve_entity(store, from_, "from"), resolve_entity(store, to, "to")
    stops = {name: _read_stops(store, name, raw) for name, raw in (("avoid", avoid), ("via", via))}
    parsed = parse_filters(store, "paths", given)
    question = PathQuestion(
        start=start.entity.id,
        end=end.entity.id,
        filters=parsed.filters,
        max_hops=parse_number("max_hops", max_hops, 1, MAX_HOPS),
        k=parse_number("k", k, 1, MAX_K),
        all_lengths=order != DEFAULT_ORDER,
        avoid=stops["avoid"].ids,
        via=stops["via"].ids,
        via_one_of=tuple(map(frozenset, stops["via"].members)),
    )
    _check(question, stops)
    ends = {question.start, question.end}
    kept_out = frozenset().union(*stops["avoid"].members) - ends
    question = replace(question, avoid=question.avoid | kept_out)
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
        query=_echo(question, order, shown, stops, [start, end, *parsed.names]),
        undated_excluded=count_undated(store, ClaimQuery(question.filters.without("type"), ties=True)),
        truncated_by=truncated_by,
        empty=empty,
        dataset_version=store.version,
    )


@dataclass(frozen=True, slots=True)
class _Stops:
    """What `via` or `avoid` names: entities, and countries with the entities that belong to them."""

    names: tuple[ResolvedName, ...]
    countries: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(entry.entity.id for entry in self.names)

    @property
    def echo(self) -> list[str]:
        return sorted(self.ids) + sorted(self.countries)


def _read_stops(store: Store, name: str, raw: Iterable[str] | str) -> _Stops:
    items = to_items(raw)
    if len(items) > MAX_STOPS:
        raise InvalidParameter(f"{name} takes at most {MAX_STOPS} entities.", parameter=name)
    # An id, which has no capitals, wins over the code that it would be in capitals.
    codes = {
        item: str(item).upper()
        for item in items
        if str(item).upper() in store.countries and not store.get_entities([item])
    }
    countries = tuple(dict.fromkeys(codes.values()))
    names = tuple(_resolve_stop(store, item, name) for item in items if item not in codes)
    return _Stops(names, countries, tuple(store.list_members(code) for code in countries))


def _resolve_stop(store: Store, given: str, name: str) -> ResolvedName:
    try:
        return resolve_entity(store, given, name)
    except NotFound as error:
        # Events may name a country's police and press, and never the country itself: then its code is the nearest.
        codes = suggest_countries(store, given)[:1]
        is_near = not {*error.suggestions}.isdisjoint(store.countries.values())
        suggestions = [*error.suggestions, *codes] if is_near else [*codes, *error.suggestions]
        raise NotFound("entity", given, parameter=name, suggestions=suggestions) from error


def _check(question: PathQuestion, stops: Mapping[str, _Stops]) -> None:
    ends = {question.start, question.end}
    if len(ends) == 1:
        message = f"from and to are the same entity, {question.start}."
        raise InvalidParameter(message, parameter="to", value=question.end)
    both = sorted({*stops["via"].countries} & {*stops["avoid"].countries})
    forbidden = sorted(question.avoid & (ends | question.via)) or both
    if forbidden:
        message = f"avoid names {forbidden[0]}, which the path must contain."
        raise InvalidParameter(message, parameter="avoid", value=forbidden[0])
    between = question.max_hops - 1
    if len(question.via - ends) > between:
        message = (
            f"via names {len(question.via - ends)} entities, but {question.max_hops} hops have only {between} between."
        )
        raise InvalidParameter(message, parameter="via")


def _echo(
    question: PathQuestion,
    order: str,
    claims_per_hop: int,
    stops: Mapping[str, _Stops],
    names: Sequence[ResolvedName],
) -> QueryEcho:
    named = {name: stops[name].echo for name in ("avoid", "via") if stops[name].echo}
    parameters = {
        "from": question.start,
        "to": question.end,
        "max_hops": question.max_hops,
        "k": question.k,
        "order": order,
        "claims_per_hop": claims_per_hop,
        **named,
        **question.filters.given,
    }
    start, end, *rest = names
    return QueryEcho(parameters=parameters, names=(start, end, *stops["avoid"].names, *stops["via"].names, *rest))
