"""What if this source is wrong? What falls without it, and what stands on other sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from kgraph.errors import InvalidParameter
from kgraph.filters import Filters
from kgraph.graph import iter_edges, makes_ties
from kgraph.queries.answers import ClaimRef, EntityRef, Path, QueryEcho, ResolvedName
from kgraph.queries.emptiness import MAX_HOPS
from kgraph.queries.overviews import FallenTie, Impact, PathChange
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_number
from kgraph.queries.paths import DEFAULT_MAX_HOPS, find_paths
from kgraph.queries.sources import get_source
from kgraph.queries.views import build_claim_views, to_ref
from kgraph.records import Claim
from kgraph.stores import ClaimQuery, Store

# A store may work through all claims of a source for each batch: few large ones.
_BATCH = 10_000
_LISTED = ("preferred", "normal")
Pair = tuple[str, str]


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
    most `max_hops` hops changes. The work grows with the claims that rest on the source.

    Raises:
        NotFound: no source has that id, or no entity that name.
        InvalidParameter: only one of `from` and `to` is given, or a number is out of bounds.
    """
    source = get_source(store, id_)
    shown = parse_number("limit", limit, 1, MAX_LIMIT)
    if (from_ is None) != (to is None):
        raise InvalidParameter("from and to go together.", parameter="to" if to is None else "from")
    hops = parse_number("max_hops", max_hops, 1, MAX_HOPS)
    path: PathChange | None = None
    names: tuple[ResolvedName, ...] = ()
    if from_ is not None and to is not None:
        path, names = _compare_paths(store, id_, from_, to, hops)
    before = list(_iter_resting(store, id_))
    left = _find_left(store, id_, [claim.id for claim in before])
    fallen = [claim for claim in before if claim.id not in left]
    ties = _find_fallen_ties(store, id_, fallen)
    entities = _find_fallen_entities(store, id_, fallen)
    refs = _refer(store, [*(end for pair, _ in ties[:shown] for end in pair), *entities[:shown]])
    weakened = [claim for claim in before if claim.id in left]
    return Impact(
        source=source,
        relation=_relate(before, id_),
        claim_count=len(fallen),
        claims=build_claim_views(store, fallen[:shown]),
        weakened_count=len(weakened),
        weakened=tuple(ClaimRef(id=claim.id, statement=claim.statement) for claim in weakened[:shown]),
        tie_count=len(ties),
        ties=tuple(FallenTie(from_=refs[one], to=refs[other], claim_count=n) for (one, other), n in ties[:shown]),
        entity_count=len(entities),
        entities=tuple(refs[each] for each in entities[:shown]),
        path=path,
        query=QueryEcho(parameters=_echo(id_, path, hops, shown), names=names),
    )


def _echo(id_: str, path: PathChange | None, max_hops: int, limit: int) -> dict[str, object]:
    ends = {} if path is None else {"from": path.from_.id, "to": path.to.id, "max_hops": max_hops}
    return {"id": id_, **ends, "limit": limit}


def _iter_resting(store: Store, id_: str) -> Iterator[Claim]:
    """Yield the claims that rest on a source, by id."""
    wanted = ClaimQuery(Filters(source=(id_,)))
    after: str | None = None
    while True:
        part = store.find_claims(wanted, after, _BATCH)
        yield from part.items
        if not part.more:
            return
        after = part.items[-1].id


def _find_left(store: Store, id_: str, ids: Iterable[str]) -> set[str]:
    """Return which of these claims stand without the source."""
    filters = Filters(exclude_source=(id_,), rank=_LISTED)
    rest, left = iter(ids), set[str]()
    while batch := frozenset(islice(rest, _BATCH)):
        left |= {claim.id for claim in store.find_claims(ClaimQuery(filters, ids=batch), None, _BATCH).items}
    return left


def _relate(claims: list[Claim], id_: str) -> Literal["carrying", "cited", "both", "none"]:
    carries = any(evidence.source == id_ for claim in claims for evidence in claim.evidence)
    is_cited = any(cite.id == id_ for claim in claims for evidence in claim.evidence for cite in evidence.cites)
    return ("both" if is_cited else "carrying") if carries else "cited" if is_cited else "none"


def _find_fallen_ties(store: Store, id_: str, fallen: list[Claim]) -> list[tuple[Pair, int]]:
    """Return the pairs that only fallen claims tied, with how many did, by their ids."""
    counts: dict[Pair, set[str]] = {}
    for claim in fallen:
        for edge in iter_edges(claim, store.vocabulary) if makes_ties(claim) else ():
            if edge.subject != edge.target:
                one, other = sorted((edge.subject, edge.target))
                counts.setdefault((one, other), set()).add(claim.id)
    left = store.find_tied_claims(sorted(counts), Filters(exclude_source=(id_,)), 0)
    return [(pair, len(counts[pair])) for pair in sorted(counts) if pair not in left]


def _find_fallen_entities(store: Store, id_: str, fallen: list[Claim]) -> list[str]:
    """Return the entities that no claim names any more, by id."""
    named = {claim.subject for claim in fallen}
    named |= {content.entity for claim in fallen for content in claim.contents if content.entity is not None}
    counts = store.count_for_entities(sorted(named), Filters(exclude_source=(id_,)).exclusion)
    return [entity for entity in sorted(named) if not counts[entity].claims]


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
