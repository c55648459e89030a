"""Which edges a claim makes: the one place that knows what ties two entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kgraph.records import Claim, Vocabulary

OBJECT_ROLE = "object"


@dataclass(frozen=True, slots=True)
class Edge:
    """One directed edge of a claim: from its subject to its object, or to an entity in a tying qualifier.

    `key` is the claim's id for the object, `CLAIM#ROLE` for a qualifier, with `.2`, `.3` behind it for
    further qualifiers in the same role.
    """

    subject: str
    target: str
    key: str
    claim: str
    role: str


def makes_ties(claim: Claim) -> bool:
    """Tell whether a claim's edges are ties: it is affirmed and not withdrawn."""
    return claim.polarity == "affirmed" and claim.rank != "deprecated"


def iter_edges(claim: Claim, vocabulary: Vocabulary) -> Iterator[Edge]:
    """Yield the edges of a claim, whatever its polarity; an entity named in a role that ties counts.

    A value or a claim reference is no node. The edge of an entity with itself is yielded: it is a claim,
    though no tie between two entities.
    """
    named = ((each.role, each.entity) for each in claim.qualifiers if each.entity is not None)
    return iter_edges_to(claim.id, claim.subject, claim.object.entity, named, vocabulary.tying_roles)


def list_ties(claim: Claim, vocabulary: Vocabulary) -> list[Edge]:
    """Return the edges of a claim that makes ties; none for any other."""
    return list(iter_edges(claim, vocabulary)) if makes_ties(claim) else []


def iter_edges_to(
    claim: str, subject: str, object: str | None, mentions: Iterable[tuple[str, str]], tying_roles: Collection[str]
) -> Iterator[Edge]:
    """Yield the edges of a claim of which only the ids are at hand; `mentions` are roles with entities."""
    if object is not None:
        yield Edge(subject, object, claim, claim, OBJECT_ROLE)
    times: dict[str, int] = {}
    for role, entity in mentions:
        if role not in tying_roles:
            continue
        times[role] = times.get(role, 0) + 1
        number = f".{times[role]}" if times[role] > 1 else ""
        yield Edge(subject, entity, f"{claim}#{role}{number}", claim, role)
