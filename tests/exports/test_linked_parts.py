"""A part of a dataset as linked data: it says what was asked for, and only mentions what is outside."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import RDF, URIRef
from rdflib.compare import isomorphic

from kgraph.knowledge_graph import KnowledgeGraph
from tests.exports.everything import HOSTILE
from tests.exports.linked_exports import Exported, export_whole, load
from tests.exports.linked_graph import KG, SCHEMA, LinkedGraph, say_claim

FILTERS: dict[str, dict[str, Any]] = {
    "about one": {"about": "Bolat Nazarbayev"},
    "denied or unclear": {"polarity": ["negated", "unknown"]},
    "by id": {"id": ["p03s3c01", "p09s4c02"]},
    "without an outlet": {"exclude_outlet": "Eurasia Daily Monitor"},
    "none": {"about": "Bolat Nazarbayev", "topic": "water"},
}


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_a_part_holds_what_was_asked_for_and_says_so(filters: dict[str, Any]) -> None:
    exported = Exported("article", **filters)
    assert isomorphic(*exported.graphs.values())
    linked = exported.linked()
    assert linked.ids(KG.Claim) == [claim.id for claim in exported.claims]
    assert len(exported.claims) == exported.exports["turtle"].claim_count < len(exported.dataset.claims)
    for claim in exported.claims:
        assert linked.claim(claim.id) == say_claim(claim, exported.dataset.vocabulary)
    (export,) = linked.graph.subjects(RDF.type, KG.Export)
    assert linked.one(export, KG.whole) is False
    assert linked.one(export, KG.claimCount) == len(exported.claims)
    said = {str(each).partition("=")[0] for each in linked.graph.objects(export, KG.filter)}
    assert said == set(filters)
    empty = exported.exports["turtle"].empty
    assert linked.text(export, KG.emptyBecause) == (empty and empty.detail)
    assert bool(exported.claims) == (empty is None)
    described = set(linked.graph.subjects(RDF.type))
    mentioned = {
        value
        for subject, term, value in linked.graph
        if isinstance(value, URIRef) and value.startswith(linked.own) and term != SCHEMA.isBasedOn
        if (subject, RDF.type, KG.ReferredClaim) not in linked.graph
    }
    assert mentioned <= described


def test_two_parts_of_a_version_can_be_put_together() -> None:
    one, other = (Exported("article", **filters).graphs["turtle"] for filters in list(FILTERS.values())[:2])
    both = LinkedGraph(one + other, "kazakhstan-china-russia")
    assert len(list(both.graph.subjects(RDF.type, KG.Export))) == 2
    vocabulary = load("article").vocabulary
    claims = KnowledgeGraph(load("article")).store.get_claims(both.ids(KG.Claim))
    assert len(claims) > 5
    assert all(both.claim(id_) == say_claim(claim, vocabulary) for id_, claim in claims.items())


def test_a_claim_outside_the_file_is_only_mentioned_and_keeps_its_hedge() -> None:
    exported = Exported("everything", id=["c-1", "c3"])
    linked = exported.linked()
    assert linked.ids(KG.Claim) == ["c-1", "c3"]
    assert linked.ids(KG.ReferredClaim) == ["c.2:x"]
    name = linked.name("claim", "c.2:x")
    assert linked.text(name, SCHEMA.text) == "Claim c.2:x."
    assert linked.text(name, KG.hedge) == HOSTILE[5]
    assert (name, RDF.type, SCHEMA.Claim) not in linked.graph


def test_a_withdrawn_claim_is_mentioned_as_such_and_there_only_if_it_is_asked_for() -> None:
    whole = export_whole("everything").linked()
    assert whole.ids(KG.ReferredClaim) == ["c5"]
    assert whole.word(whole.name("claim", "c5"), KG.rank) == "deprecated"
    asked = Exported("everything", rank="deprecated").linked()
    assert asked.ids(KG.Claim) == ["c5"]
    assert asked.one(asked.name("claim", "c5"), KG.ties) is None
    assert asked.text(asked.name("claim", "c5"), KG.deprecatedBecause) == HOSTILE[2]
