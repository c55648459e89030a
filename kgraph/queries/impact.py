"""What if this source is wrong? What falls without it, and what stands on other sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kgraph.answers.answer import QueryEcho, ResolvedName
from kgraph.answers.overviews import FallenTie, Impact, PathChange
from kgraph.answers.views import EntityRef, Path
from kgraph.errors import InvalidParameter
from kgraph.filters import Filters
from kgraph.queries.emptiness import MAX_HOPS
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_number
from kgraph.queries.paths import DEFAULT_MAX_HOPS, find_paths
from kgraph.queries.sources import get_source
from kgraph.queries.views import build_claim_views, to_ref
from kgraph.stores import ClaimQuery, Store


def measure_impact(
    store: Store,
    id_: str,
    *,
    from_: str | None = None,
    to: str | None = None,
    max_hops: int = DEFAULT_MAX_HOPS,
    limit: int = DEFAULT_LIMIT,
) -> Impact:
    """Return what falls if a source is taken away: claims, ties and entities; and what stands without it.

    Of a cited source: the claims left without evidence once its citations are removed; of a carrying source: those
    read in no other. It is what `exclude_source` leaves out. With `from_` and `to`: whether their shortest path of at
    most `max_hops` hops changes.

    Raises:
        NotFound: no source has that id, or no entity that name.
        Removed: the source was removed, or the entity.
        InvalidParameter: only one of `from` and `to` is given, or a number is out of bounds.
    """
    source = get_source(store, id_)
    # The given id may have been merged into it.
    id_ = source.id
    shown = parse_number("limit", limit, 1, MAX_LIMIT)
    if (from_ is None) != (to is None):
        raise InvalidParameter("from and to go together.", parameter="to" if to is None else "from")
    hops = parse_number("max_hops", max_hops, 1, MAX_HOPS)
    path: PathChange | None = None
    names: tuple[ResolvedName, ...] = ()
    if from_ is not None and to is not None:
        path, names = _compare_paths(store, id_, from_, to, hops)
    without = Filters(exclude_source=(id_,))
    resting = Filters(source=(id_,))
    fallen = store.find_claims(ClaimQuery(resting, falls_without=without.exclusion), None, shown)
    weakened = store.find_claims(ClaimQuery(resting, stands_without=without.exclusion), None, shown)
    ties = store.find_broken_ties(without, shown)
    entities = store.find_fallen_entities(without.exclusion, shown)
    refs = _refer(store, [*(end for tie in ties.items for end in tie.pair), *entities.items])
    return Impact(
        source=source,
        relation=_relate(store, id_),
        claim_count=fallen.total,
        claims=build_claim_views(store, fallen.items),
        weakened_count=weakened.total,
        weakened=build_claim_views(store, weakened.items),
        tie_count=ties.total,
        ties=tuple(FallenTie(from_=refs[one], to=refs[other], claim_count=count) for (one, other), count in ties.items),
        entity_count=entities.total,
        entities=tuple(refs[each] for each in entities.items),
        path=path,
        query=QueryEcho(parameters=_echo(id_, path, hops, shown), names=names),
    )


def _echo(id_: str, path: PathChange | None, max_hops: int, limit: int) -> dict[str, object]:
    ends = {} if path is None else {"from": path.from_.id, "to": path.to.id, "max_hops": max_hops}
    return {"id": id_, **ends, "limit": limit}


def _relate(store: Store, id_: str) -> Literal["carrying", "cited", "both", "none"]:
    roles = store.find_source_roles([id_])[id_]
    return ("both" if roles.is_cited else "carrying") if roles.carries else "cited" if roles.is_cited else "none"


def _refer(store: Store, ids: Iterable[str]) -> dict[str, EntityRef]:
    return {id_: to_ref(entity) for id_, entity in store.get_entities(sorted(set(ids))).items()}


def _compare_paths(
    store: Store, id_: str, from_: str, to: str, max_hops: int
) -> tuple[PathChange, tuple[ResolvedName, ...]]:
    before = find_paths(store, from_, to, max_hops=max_hops, k=1)
    after = find_paths(store, from_, to, max_hops=max_hops, k=1, exclude_source=id_)
    names = {entry.parameter: entry.entity for entry in before.query.names}
    first, then = (next(iter(answer.items), None) for answer in (before, after))
    change = PathChange(
        from_=names["from"],
        to=names["to"],
        changes=_list_ids(first) != _list_ids(then),
        before=first,
        after=then,
        detail=_say_change(first, then, max_hops),
    )
    return change, before.query.names


def _list_ids(path: Path | None) -> list[str]:
    return [] if path is None else [entity.id for entity in path.entities]


def _say_change(before: Path | None, after: Path | None, max_hops: int) -> str:
    if before is None:
        return f"There is no path of at most {max_hops} hops with the source either."
    if after is None:
        return f"Without the source no path of at most {max_hops} hops is left."
    if _list_ids(before) == _list_ids(after):
        claims = sum(hop.claim_count for hop in before.hops) - sum(hop.claim_count for hop in after.hops)
        return "The best path stays the same" + (f", with {claims} claims fewer." if claims else ".")
    if before.length == after.length:
        return f"Another path takes its place, of {after.length} hops too."
    return f"The shortest path has {after.length} hops then, instead of {before.length}."
