"""What several entities have in common, and the part of the graph around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kgraph.answers.answer import Answer, Empty, ResolvedName
from kgraph.answers.overviews import CommonNeighbour, Subgraph, SubgraphEntity
from kgraph.answers.views import Hop
from kgraph.errors import InvalidParameter
from kgraph.filters import Filters
from kgraph.queries.entities import check_claims_per
from kgraph.queries.listing import ListQuery, count_undated, cut_ranked, explain_filtered
from kgraph.queries.naming import resolve_entity
from kgraph.queries.neighbours import explain_no_tie
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters, parse_number, to_items
from kgraph.queries.ties import build_hops
from kgraph.queries.views import to_ref
from kgraph.stores import ClaimQuery, Slice, Store, Tie

MAX_OF = 20
DEFAULT_CLAIMS_PER_TIE = 5
DEFAULT_SUBGRAPH_HOPS = 1
MAX_SUBGRAPH_HOPS = 3
DEFAULT_MAX_ENTITIES = 100
MAX_ENTITIES = 500


def find_common_neighbours(
    store: Store,
    of: Iterable[str] | str,
    *,
    claims_per_tie: int = DEFAULT_CLAIMS_PER_TIE,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Answer[CommonNeighbour]:
    """Return the entities that are tied to every one of two or more, most claims first, then by id."""
    named = resolve_several(store, of, least=2)
    ids = sorted({entry.entity.id for entry in named})
    parsed = parse_filters(store, "neighbours", given)
    shown = check_claims_per("claims_per_tie", claims_per_tie)
    parameters = {"of": ids, **parsed.filters.given, "claims_per_tie": shown}
    names = [*named, *parsed.names]
    query = ListQuery(store, "common neighbours", parameters, names=names, limit=limit, cursor=cursor)
    start = query.start
    common = _find_common(store, ids, parsed.filters, start + query.limit)
    part = common.items[start:]
    pairs = [(one, tie.other) for tie in part for one in ids]
    hops = build_hops(store, pairs, parsed.filters, shown)
    called = ", ".join(dict.fromkeys(entry.entity.name for entry in named))
    nothing = f"No entity is tied to all of {called}; a longer way may join them: see /v1/paths."
    return query.answer(
        Answer[CommonNeighbour],
        [
            CommonNeighbour(
                entity=hops[ids[0], tie.other].to,
                ties=tuple(hops[one, tie.other] for one in ids),
                claim_count=tie.claim_count,
            )
            for tie in part
        ],
        common.total,
        last=str(start + query.limit) if common.more else None,
        undated_excluded=sum(count_undated(store, ClaimQuery(parsed.filters, tied_to=id_)) for id_ in ids),
        explain=lambda: (
            explain_no_tie(parsed.filters)
            or explain_filtered(parsed.filters, nothing, lambda filters: _find_common(store, ids, filters, 0).total)
        ),
    )


def _find_common(store: Store, ids: Sequence[str], filters: Filters, limit: int) -> Slice[Tie]:
    """Return the entities that are tied to all of these, with the claims of these ties together."""
    return store.rank_ties(ids, filters, limit=limit, avoid=ids, of_all=True)


def resolve_several(store: Store, of: Any, *, least: int) -> list[ResolvedName]:
    """Return the entities that `of` names, as they were given.

    Raises:
        InvalidParameter: fewer different ones than `least`, or more than 20.
    """
    named = [resolve_entity(store, item, "of") for item in to_items(of)]
    count = len({entry.entity.id for entry in named})
    if not least <= count <= MAX_OF:
        message = f"of takes {least} to {MAX_OF} different entities, not {count}."
        raise InvalidParameter(message, parameter="of")
    return named


def find_subgraph(
    store: Store,
    of: Iterable[str] | str,
    *,
    hops: int = DEFAULT_SUBGRAPH_HOPS,
    max_entities: int = DEFAULT_MAX_ENTITIES,
    claims_per_tie: int = DEFAULT_CLAIMS_PER_TIE,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Subgraph:
    """Return the entities within so many hops of those named, and every tie between any two of all of these.

    Ties come by the ids of their ends, each once. `type` is about the entities that are not named. Where there are
    more than `max_entities`, the nearest are kept, of equally near ones those with the most claims to what is nearer:
    `truncated_by` says so.
    """
    named = resolve_several(store, of, least=1)
    parsed = parse_filters(store, "paths", given)
    shown = check_claims_per("claims_per_tie", claims_per_tie)
    parameters = {
        "of": sorted({entry.entity.id for entry in named}),
        "hops": parse_number("hops", hops, 0, MAX_SUBGRAPH_HOPS),
        "max_entities": parse_number("max_entities", max_entities, 1, MAX_ENTITIES),
        "claims_per_tie": shown,
    }
    query = ListQuery(
        store,
        "subgraph",
        {**parameters, **parsed.filters.given},
        names=[*named, *parsed.names],
        limit=limit,
        cursor=cursor,
    )
    distances, is_cut = _grow(store, parsed.filters, parameters)
    pairs = store.find_pairs(distances, parsed.filters)
    part, last = cut_ranked(pairs, query)
    ties = build_hops(store, part, parsed.filters, shown)

    def explain() -> Empty:
        nothing = "No affirmed claim ties these entities to one another."
        if not parameters["hops"]:
            nothing += " With hops=1 their neighbours are taken in."
        return explain_no_tie(parsed.filters) or explain_filtered(
            parsed.filters,
            nothing,
            lambda filters: len(store.find_pairs(_grow(store, filters, parameters)[0], filters)),
        )

    answer = query.answer(
        Answer[Hop],
        [ties[pair] for pair in part],
        len(pairs),
        last=last,
        undated_excluded=count_undated(store, ClaimQuery(parsed.filters.without("type"), ties=True)),
        explain=explain,
    )
    base = {name: getattr(answer, name) for name in type(answer).model_fields if name != "truncated_by"}
    return Subgraph(**base, truncated_by="entities" if is_cut else None, entities=_build_entities(store, distances))


def _grow(store: Store, filters: Filters, parameters: dict[str, Any]) -> tuple[dict[str, int], bool]:
    """Return the entities around those named, each with its distance, and whether some were left out."""
    distances = dict.fromkeys(parameters["of"], 0)
    frontier = list(distances)
    is_cut = False
    for hop in range(1, parameters["hops"] + 1):
        room = max(parameters["max_entities"] - len(distances), 0)
        reached = store.rank_ties(frontier, filters, limit=room, avoid=distances)
        is_cut = is_cut or reached.more
        frontier = [tie.other for tie in reached.items]
        distances.update(dict.fromkeys(frontier, hop))
    return distances, is_cut


def _build_entities(store: Store, distances: dict[str, int]) -> tuple[SubgraphEntity, ...]:
    entities = store.get_entities(sorted(distances))
    ranked = sorted(distances, key=lambda id_: (distances[id_], id_))
    return tuple(SubgraphEntity(**to_ref(entities[id_]).model_dump(), hops=distances[id_]) for id_ in ranked)
