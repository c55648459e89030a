"""The graph of evidence: claims and sources are nodes too, and edges say what a claim names and what it rests on.

It has the shape of `kgraph.graph.build_evidence_graph`, made as it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, ClassVar

from kgraph.exports.export_set import BATCH, ClaimBatch
from kgraph.exports.graphs.attributes import (
    CLAIM_FIELDS,
    ENTITY_FIELDS,
    SOURCE_FIELDS,
    VALUE_FIELDS,
    flatten_claim,
    flatten_entity,
    flatten_locator,
    flatten_source,
    flatten_value,
)
from kgraph.exports.graphs.elements import Attributes, FieldType, GraphEdge, GraphElements, GraphNode
from kgraph.graph import OBJECT_ROLE
from kgraph.records import Claim, Evidence, Source

_NOTE = (
    "Entities, sources and claims are nodes, of every polarity: an edge says what a claim names and in which role, "
    "who asserts it, where it was read and what is cited there, never that anything is so. A claim that is marked as "
    "referred is not among those asked for: one of these refers to it."
)


class EvidenceElements(GraphElements):
    """All records of an export as nodes: entities, sources, claims, each by id.

    Claims outside a part that claims in it refer to are nodes as well, marked as `referred`, where the format is
    complete. Where it is not, there is no edge to them; `object` and `qualifiers` of a claim still say what they state.
    """

    node_fields: ClassVar[Mapping[str, FieldType]] = {
        "kind": "text",
        "referred": "flag",
        **ENTITY_FIELDS,
        **SOURCE_FIELDS,
        **CLAIM_FIELDS,
        **VALUE_FIELDS,
    }
    edge_fields: ClassVar[Mapping[str, FieldType]] = {
        "role": "text",
        "passage": "number",
        "digest": "text",
        "paragraph": "number",
        "sentence": "number",
        "row": "number",
        "url": "text",
        "retrieved": "text",
        "signal": "text",
    }

    def iter_nodes(self) -> Iterator[GraphNode]:
        """Yield the entities, the sources, the claims, the claims that are only referred to; each kind by id."""
        for entity in self.chosen.iter_entities():
            attributes: Attributes = {"kind": "entity", **flatten_entity(entity)}
            yield GraphNode(f"entity:{entity.id}", entity.name, attributes, entity)
        sources = self.chosen.iter_sources()
        while part := tuple(islice(sources, BATCH)):
            outlets = self.chosen.store.get_entities(sorted({source.outlet for source in part}))
            yield from (_build_source(source, outlets[source.outlet].name) for source in part)
        for batch in self.chosen.iter_batches():
            yield from self._iter_claims(batch, {})
        for batch in self._iter_referred():
            yield from self._iter_claims(batch, {"referred": True})

    def iter_edges(self) -> Iterator[GraphEdge]:
        """Yield the edges from the sources to their outlets, then those of each claim, in the order of the nodes."""
        for source in self.chosen.iter_sources():
            yield _build_edge(f"source:{source.id}", f"entity:{source.outlet}", "outlet", "outlet", {})
        claims = self.chosen.iter_claims()
        while part := tuple(islice(claims, BATCH)):
            there = self._find_there(part)
            for claim in part:
                yield from _iter_claim_edges(claim, there)
        for batch in self._iter_referred():
            for claim in batch.claims:
                yield from _iter_claim_edges(claim, frozenset(claim.references))

    def describe(self) -> dict[str, Any]:
        """Return what the file says about itself."""
        return self._describe("claims", 0, _NOTE)

    def _iter_referred(self) -> Iterator[ClaimBatch]:
        referred = self.chosen.iter_referred()
        while part := tuple(islice(referred, BATCH)):
            yield self.chosen.build_batch(part)

    def _iter_claims(self, batch: ClaimBatch, mark: Attributes) -> Iterator[GraphNode]:
        vocabulary = self.chosen.store.vocabulary
        for claim in batch.claims:
            attributes = {"kind": "claim", **mark, **flatten_claim(batch, claim, vocabulary)}
            if claim.object.value is not None:
                attributes |= flatten_value(claim.object.value)
            yield GraphNode(f"claim:{claim.id}", claim.statement, attributes, claim)

    def _find_there(self, claims: Iterable[Claim]) -> Collection[str]:
        """Return which of the claims that some refer to are nodes."""
        references = {id_ for claim in claims for id_ in claim.references}
        if not references or self.chosen.is_complete:
            return references
        return {claim.id for claim in self.chosen.find_inside(references)}


def _build_source(source: Source, outlet: str) -> GraphNode:
    label = source.title or (outlet if source.date is None else f"{outlet}, {source.date}")
    return GraphNode(f"source:{source.id}", label, {"kind": "source", **flatten_source(source)}, source)


def _iter_claim_edges(claim: Claim, there: Collection[str]) -> Iterator[GraphEdge]:
    node = f"claim:{claim.id}"
    used: set[tuple[str, str]] = set()

    def build(target: str, role: str, attributes: Attributes) -> GraphEdge:
        key, number = role, 1
        while (target, key) in used:
            number += 1
            key = f"{role}.{number}"
        used.add((target, key))
        return _build_edge(node, target, key, role, attributes)

    yield build(f"entity:{claim.subject}", "subject", {})
    yield build(f"entity:{claim.speaker}", "speaker", {})
    for role, content in ((OBJECT_ROLE, claim.object), *((part.role, part) for part in claim.qualifiers)):
        if content.entity is not None:
            yield build(f"entity:{content.entity}", role, {})
        elif content.claim is not None and content.claim in there:
            yield build(f"claim:{content.claim}", role, {})
    for number, evidence in enumerate(claim.evidence, start=1):
        yield from _iter_evidence_edges(build, number, evidence)


def _iter_evidence_edges(
    build: Callable[[str, str, Attributes], GraphEdge], number: int, evidence: Evidence
) -> Iterator[GraphEdge]:
    passage: Attributes = {"passage": number, "digest": evidence.digest, **flatten_locator(evidence.locator)}
    yield build(f"source:{evidence.source}", "evidence", passage)
    for cite in evidence.cites:
        signal: Attributes = {} if cite.signal is None else {"signal": cite.signal}
        yield build(f"source:{cite.id}", "cites", passage | signal)


def _build_edge(node: str, target: str, key: str, role: str, attributes: Attributes) -> GraphEdge:
    # Neither ids nor roles have a `#`.
    id_ = f"{node}#{key}#{target}"
    return GraphEdge(id_, node, target, key, label=role, kind=role, attributes={"role": role, **attributes})
