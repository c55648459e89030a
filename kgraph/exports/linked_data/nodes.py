"""All statements of a file, thing by thing, in the order in which both syntaxes write them.

A node is what is stated about one thing, in the form that JSON-LD has for it: `@id`, `@type`, then a value, or a list
of values, for each property. Names are short for IRIs by `build_prefixes`. Memory does not grow with the claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgraph.exports.export_set import ClaimBatch, ExportSet
from kgraph.exports.linked_data.claims import describe_claim, describe_referred
from kgraph.exports.linked_data.entities import describe_entity
from kgraph.exports.linked_data.heading import describe_counts, describe_dataset
from kgraph.exports.linked_data.passages import describe_passages
from kgraph.exports.linked_data.sources import describe_source
from kgraph.exports.linked_data.words import describe_own_terms, describe_retired, describe_words
from kgraph.records import Claim

Node = dict[str, Any]


def iter_nodes(chosen: ExportSet) -> Iterator[Node]:
    """Yield what is stated: about the file, the words, the entities, the sources, the claims; last, the counts.

    Claims, entities, sources each by id; behind a claim its values and qualifiers, and the passages it was read in,
    unless one was described a little before. The counts come last, so that a file without them was cut off.
    """
    yield from describe_dataset(chosen)
    yield from describe_own_terms()
    yield from describe_words(chosen.store.vocabulary)
    if chosen.is_whole:
        yield from describe_retired(chosen.iter_retired())
    counts = dict.fromkeys(("claims", "entities", "sources"), 0)
    for entity in chosen.iter_entities():
        counts["entities"] += 1
        yield from describe_entity(entity)
    for source in chosen.iter_sources():
        counts["sources"] += 1
        yield from describe_source(source)
    for batch in chosen.iter_batches():
        counts["claims"] += len(batch.claims)
        yield from _describe_batch(chosen, batch)
    yield describe_counts(chosen, counts)


def _describe_batch(chosen: ExportSet, batch: ClaimBatch) -> Iterator[Node]:
    vocabulary = chosen.store.vocabulary
    # Of the passages of one batch, so that it does not grow with the claims: a statement made twice is one statement.
    described: set[str] = set()
    for claim in batch.claims:
        yield from describe_claim(claim, batch.contested_by.get(claim.id, ()), vocabulary)
        yield from describe_passages(claim, described)
    yield from _describe_outside(chosen, batch)


def _describe_outside(chosen: ExportSet, batch: ClaimBatch) -> Iterator[Node]:
    """Yield what is stated about the claims that a batch refers to or is contradicted by, if the file lacks them.

    What contradicts these is mentioned too, so that whatever is named is described.
    """
    outside: dict[str, Claim] = {}
    contested: dict[str, tuple[str, ...]] = {}
    found = {**batch.referred, **_get_opponents(chosen, batch.contested_by)}
    while more := [claim for claim in _find_outside(chosen, found) if claim.id not in outside]:
        outside |= {claim.id: claim for claim in more}
        opponents = chosen.find_contested(claim.id for claim in more)
        contested |= opponents
        found = _get_opponents(chosen, opponents)
    for id_, claim in sorted(outside.items()):
        yield describe_referred(claim, contested.get(id_, ()))


def _get_opponents(chosen: ExportSet, contested: dict[str, tuple[str, ...]]) -> dict[str, Claim]:
    ids = sorted({id_ for opponents in contested.values() for id_ in opponents})
    return chosen.store.get_claims(ids) if ids else {}


def _find_outside(chosen: ExportSet, referred: dict[str, Claim]) -> list[Claim]:
    """Return which of some claims are not in the file."""
    if not referred:
        return []
    wanted = replace(chosen.wanted, ids=frozenset(referred) & (chosen.wanted.ids or referred.keys()))
    inside = {claim.id for claim in chosen.store.find_claims(wanted, None, len(referred)).items}
    if chosen.wanted.ids is None and "deprecated" not in chosen.wanted.filters.rank:
        # A store hands out a withdrawn claim to whoever asks for it by its id; the file did not.
        inside -= {claim.id for claim in referred.values() if claim.rank == "deprecated"}
    return [referred[id_] for id_ in sorted(referred.keys() - inside)]
