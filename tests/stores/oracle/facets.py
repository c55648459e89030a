"""Facets: what claims can be counted by."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.dates import to_month_text
from kgraph.records import Entity
from kgraph.stores.facets import Facet
from tests.stores.oracle.facts import ClaimFacts


def list_values(facts: ClaimFacts, facet: Facet, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Return the values of a claim for a facet, none twice; none at all if it has none.

    `month` is its date without days (see `to_month_text`); `type` those of its subject and object; `country`
    those of all entities that it names.
    """
    claim = facts.claim
    match facet:
        case "outlet":
            return facts.outlets
        case "month":
            return () if facts.valid is None else (to_month_text(facts.valid),)
        case "type":
            ends = [end for end in (claim.subject, claim.object.entity) if end is not None]
            return tuple(dict.fromkeys(entities[end].type for end in ends))
        case "predicate":
            return (claim.predicate,)
        case "topic":
            return tuple(sorted(facts.topics))
        case "status":
            return (claim.status,)
        case "speaker":
            return (claim.speaker,)
        case "country":
            return tuple(dict.fromkeys(code for id_ in sorted(facts.entities) for code in entities[id_].countries))
