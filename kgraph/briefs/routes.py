"""The paths of a brief: which hop is the weakest, what qualifies each, and which items say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain

from kgraph.answers.views import ClaimView, Hop, Path
from kgraph.briefs.brief import BriefHop, BriefPath
from kgraph.briefs.claim_words import describe_hop, describe_path
from kgraph.stores.base import Pair


def list_pairs(paths: Collection[Path]) -> frozenset[Pair]:
    """Return the pairs of entities that the hops of paths join, the lower id first."""
    hops = chain.from_iterable(path.hops for path in paths)
    return frozenset((min(hop.from_.id, hop.to.id), max(hop.from_.id, hop.to.id)) for hop in hops)


def build_brief_path(path: Path, shown: Mapping[int, ClaimView], tying_roles: Collection[str]) -> BriefPath:
    """Return a path with the numbers of the items behind each hop."""
    hops = tuple(
        _build_hop(hop, place == path.weakest_hop, shown, tying_roles) for place, hop in enumerate(path.hops, 1)
    )
    return BriefPath(entities=path.entities, hops=hops, words=describe_path(path))


def _build_hop(hop: Hop, weakest: bool, shown: Mapping[int, ClaimView], tying_roles: Collection[str]) -> BriefHop:
    ends = {hop.from_.id, hop.to.id}
    return BriefHop(
        from_=hop.from_,
        to=hop.to,
        direction=hop.direction,
        words=describe_hop(hop),
        weakest=weakest,
        claim_count=hop.claim_count,
        items=tuple(number for number, claim in shown.items() if _joins(claim, ends, tying_roles)),
        claims_url=hop.claims_url,
    )


def _joins(claim: ClaimView, ends: Collection[str], tying_roles: Collection[str]) -> bool:
    """Tell whether an edge of a claim joins two entities."""
    named = [claim.object.entity, *(part.entity for part in claim.qualifiers if part.role in tying_roles)]
    return any(entity is not None and {claim.subject.id, entity.id} == ends for entity in named)
