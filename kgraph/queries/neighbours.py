"""Who is tied to an entity, by which claims."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.views import Neighbour
from kgraph.errors import InvalidCursor
from kgraph.filters import Filters
from kgraph.queries.entities import check_claims_per
from kgraph.queries.listing import ListQuery, count_undated, explain_filtered
from kgraph.queries.naming import resolve_entity
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters
from kgraph.queries.ties import build_hops
from kgraph.stores import ClaimQuery, Store, Tie

DEFAULT_CLAIMS_PER_NEIGHBOUR = 20


def find_neighbours(
    store: Store,
    entity: str,
    *,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    claims_per_neighbour: int = DEFAULT_CLAIMS_PER_NEIGHBOUR,
    **given: Any,
) -> Answer[Neighbour]:
    """Return the entities tied to one, those with the most claims first, then by id."""
    resolved = resolve_entity(store, entity, "entity")
    id_ = resolved.entity.id
    parsed = parse_filters(store, "neighbours", given)
    shown = check_claims_per("claims_per_neighbour", claims_per_neighbour)
    parameters = {"entity": id_, **parsed.filters.given, "claims_per_neighbour": shown}
    query = ListQuery(store, "neighbours", parameters, names=[resolved, *parsed.names], limit=limit, cursor=cursor)
    after = None if query.after is None else _parse_key(query.after)
    part = store.rank_ties([id_], parsed.filters, limit=query.limit, after=after)

    def count_with(filters: Filters) -> int:
        return store.rank_ties([id_], filters, limit=0).total

    nothing = f"No affirmed claim ties {resolved.entity.name} to another entity."
    return query.answer(
        Answer[Neighbour],
        _build_neighbours(store, id_, part.items, parsed.filters, shown),
        part.total,
        last=_to_key(part.items[-1]) if part.more else None,
        undated_excluded=count_undated(store, ClaimQuery(parsed.filters, tied_to=id_)),
        explain=lambda: explain_no_tie(parsed.filters) or explain_filtered(parsed.filters, nothing, count_with),
    )


def _to_key(tie: Tie) -> str:
    return json.dumps([-tie.claim_count, tie.other])


def _parse_key(key: str) -> Tie:
    try:
        match json.loads(key):
            case [int(count), str(other)]:
                return Tie(other, -count)
    except (ValueError, RecursionError):
        pass
    raise InvalidCursor("This is no cursor of this service.", parameter="cursor")


def explain_no_tie(filters: Filters) -> Empty | None:
    """Say why there cannot be any tie under these filters, if that is so."""
    if filters.polarity and "affirmed" not in filters.polarity:
        detail = "Ties are made of affirmed claims alone: what is negated or unclear ties nobody."
        return Empty(reason="filtered", detail=detail, filter="polarity", try_="ask for the claims instead")
    if set(filters.rank) == {"deprecated"}:
        detail = "Ties are made of claims that stand: what is deprecated ties nobody."
        return Empty(reason="filtered", detail=detail, filter="rank", try_="ask for the claims instead")
    return None


def _build_neighbours(store: Store, id_: str, ties: Sequence[Tie], filters: Filters, shown: int) -> list[Neighbour]:
    pairs = [(id_, tie.other) for tie in ties]
    hops = build_hops(store, pairs, filters, shown)
    shared = [name for name in Neighbour.model_fields if name != "entity"]
    return [Neighbour(entity=hops[pair].to, **{name: getattr(hops[pair], name) for name in shared}) for pair in pairs]
