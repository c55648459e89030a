"""Ties, one by one or in a row as paths: what makes them, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import CommonNeighbour, Subgraph
from kgraph.answers.views import EntityRef, Hop, Neighbour, Path
from kgraph.briefs.claim_words import count, describe_path
from kgraph.mcp.rendering.claims import describe_outlets, iter_claims
from kgraph.mcp.rendering.lists import to_call

_DIRECTIONS = {"forward": "→", "backward": "←", "both": "⇄"}
TIE = "A tie is all affirmed claims between two entities: what was stated of the pair, and no measure of influence."
COMMON = f"{TIE} Two entities with a neighbour in common need not have anything to do with one another."


def iter_paths(answer: Answer[Path]) -> Iterator[str]:
    """Yield each path with its hops and their claims; a hop that stood before is not written out again."""
    first_seen: dict[frozenset[str], str] = {}
    for number, path in enumerate(answer.items, start=1):
        yield f"Path {number}: {' – '.join(show_entity(entity) for entity in path.entities)}"
        weakest = path.hops[path.weakest_hop - 1]
        words = [*describe_path(path), f"weakest hop: {path.weakest_hop}, which {_describe_support(weakest)}"]
        yield f"  {'; '.join(words)}"
        for place, hop in enumerate(path.hops, start=1):
            yield f"  Hop {place}: {describe_hop(hop)}"
            here = f"hop {place} of path {number}"
            earlier = first_seen.setdefault(frozenset((hop.from_.id, hop.to.id)), here)
            if earlier == here:
                yield from iter_claims_of(hop, "    ")
            else:
                yield f"    Its claims stand with {earlier}."


def iter_path_notes(answer: Answer[Path]) -> Iterator[str]:
    """Yield what a path is not."""
    yield from dict.fromkeys(path.note for path in answer.items)


def iter_neighbours(answer: Answer[Neighbour]) -> Iterator[str]:
    """Yield each neighbour with the claims that make the tie."""
    for neighbour in answer.items:
        yield f"{show_entity(neighbour.entity)}: tied by {describe_tie(neighbour)}"
        yield from iter_claims_of(neighbour, "  ")


def iter_common_neighbours(answer: Answer[CommonNeighbour]) -> Iterator[str]:
    """Yield each entity that all are tied to, with each of these ties."""
    for common in answer.items:
        yield f"{show_entity(common.entity)}: tied to all of them by {count(common.claim_count, 'claim')}"
        for tie in common.ties:
            yield f"  Tie: {describe_hop(tie)}"
            yield from iter_claims_of(tie, "    ")


def iter_subgraph(answer: Subgraph) -> Iterator[str]:
    """Yield the entities, nearest first, and the ties among them."""
    yield f"{count(len(answer.entities), 'entity', 'entities')}, with how many ties away each is:"
    yield from (f"  {entity.hops}: {show_entity(entity)}" for entity in answer.entities)
    for tie in answer.items:
        yield f"Tie: {describe_hop(tie)}"
        yield from iter_claims_of(tie, "  ")


def describe_hop(hop: Hop) -> str:
    """Return who is tied to whom, which way the claims run, and how the tie stands as a whole."""
    return f"{hop.from_.name} {_DIRECTIONS[hop.direction]} {hop.to.name}: {describe_tie(hop)}"


def describe_tie(tie: Hop | Neighbour) -> str:
    """Return how many claims make a tie, on what they rest, and what holds for all of them."""
    words = [count(tie.claim_count, "claim")]
    if isinstance(tie, Hop):
        words.append(f"status {', '.join(tie.statuses)}")
        words += ["every claim of it hedged"] * tie.hedged + ["every claim of it merely presupposed"] * tie.presupposed
    words.append(_describe_support(tie))
    words += ["a claim of it contested"] * tie.contested
    return "; ".join(words)


def show_entity(entity: EntityRef) -> str:
    """Return the name of an entity, with its id and type.

    >>> show_entity(EntityRef(id="china", name="China", type="country"))
    'China (china, country)'
    """
    return f"{entity.name} ({entity.id}, {entity.type})"


def _describe_support(tie: Hop | Neighbour) -> str:
    outlets = describe_outlets(tie.outlets, tie.single_source)
    uncited = tie.claim_count - tie.cited_claim_count
    if not uncited:
        return outlets
    if not tie.cited_claim_count:
        return f"{outlets}, no passage cites anything"
    return f"{outlets}, {count(uncited, 'claim')} read in passages that cite nothing"


def iter_claims_of(tie: Hop | Neighbour, indent: str) -> Iterator[str]:
    """Yield the claims that are shown of a tie, and how all of them are listed, if there are more."""
    yield from iter_claims(tie.claims, indent)
    if len(tie.claims) < tie.claim_count:
        yield f"{indent}{len(tie.claims)} of {count(tie.claim_count, 'claim')} shown; all: {to_call(tie.claims_url)}"
