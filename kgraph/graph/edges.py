"""Which edges a claim makes: the one place that knows what ties two entities."""

from __future__ import annotations

from collections.abc import Iterator
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
    if claim.object.entity is not None:
        yield Edge(claim.subject, claim.object.entity, claim.id, claim.id, OBJECT_ROLE)
    times: dict[str, int] = {}
    for qualifier in claim.qualifiers:
        if qualifier.entity is None or qualifier.role not in vocabulary.tying_roles:
            continue
        times[qualifier.role] = times.get(qualifier.role, 0) + 1
        number = f".{times[qualifier.role]}" if times[qualifier.role] > 1 else ""
        key = f"{claim.id}#{qualifier.role}{number}"
        yield Edge(claim.subject, qualifier.entity, key, claim.id, qualifier.role)
