"""The nodes and edges that all formats of graphs are written from: no field of a record is missing, no end dangles."""

from __future__ import annotations

import pytest

from kgraph.exports import ExportSet
from kgraph.exports.graphs.attributes import CLAIM_FIELDS, ENTITY_FIELDS, SOURCE_FIELDS
from kgraph.exports.graphs.elements import GraphElements
from kgraph.exports.graphs.evidence import EvidenceElements
from kgraph.exports.graphs.ties import TieElements
from kgraph.records import Claim, Entity, Evidence, Source
from kgraph.stores import ClaimQuery
from tests.exports.graph_files import make_store

MADE_UP = ("everything", *(f"random-{seed}" for seed in range(12)))


def test_no_field_of_a_record_is_forgotten() -> None:
    assert set(SOURCE_FIELDS) == set(Source.model_fields) - {"id"}
    identifiers = {"iso_3166_1", "wikidata"}
    assert set(ENTITY_FIELDS) == set(Entity.model_fields) - {"id", "identifiers"} | identifiers
    # The subject is where the edge begins, or the end of the edge in the role of subject.
    assert set(Claim.model_fields) - {"id", "subject"} <= set(CLAIM_FIELDS)
    assert set(Evidence.model_fields) == {"source", "locator", "digest", "cites"}


@pytest.mark.parametrize("elements", [TieElements, EvidenceElements])
@pytest.mark.parametrize("name", MADE_UP)
def test_every_attribute_is_declared_and_every_id_is_its_own(name: str, elements: type[GraphElements]) -> None:
    found = elements(ExportSet(make_store(name), ClaimQuery(), {}, is_complete=True))
    nodes, edges = list(found.iter_nodes()), list(found.iter_edges())
    assert {name for node in nodes for name in node.attributes} <= set(found.node_fields)
    assert {name for edge in edges for name in edge.attributes} <= set(found.edge_fields)
    assert len({node.id for node in nodes}) == len(nodes)
    assert len({edge.id for edge in edges}) == len(edges) == len({edge[1:4] for edge in edges})
    assert {end for edge in edges for end in (edge.source, edge.target)} <= {node.id for node in nodes}
