"""The methods of remote graphs, each with the path that answers it."""

from __future__ import annotations

from kgraph.client.changes import AskChanges
from kgraph.client.files import AskBibliography, AskExport
from kgraph.client.graphs import AskGraph
from kgraph.client.questions import Ask, AskByBody, Remote
from kgraph.knowledge_graph import KnowledgeGraph


class RemoteMethods(Remote):
    """The questions of `KnowledgeGraph`, in the order of the reference of the REST API."""

    search = Ask(KnowledgeGraph.search, "/v1/search")
    autocomplete = Ask(KnowledgeGraph.autocomplete, "/v1/autocomplete")
    lookup = AskByBody(KnowledgeGraph.lookup, "/v1/lookup")
    entities = Ask(KnowledgeGraph.entities, "/v1/entities")
    entity = Ask(KnowledgeGraph.entity, "/v1/entities/{entity}")
    neighbours = Ask(KnowledgeGraph.neighbours, "/v1/entities/{entity}/neighbours")
    claims = Ask(KnowledgeGraph.claims, "/v1/claims")
    claim = Ask(KnowledgeGraph.claim, "/v1/claims/{id}")
    claim_sources = Ask(KnowledgeGraph.claim_sources, "/v1/claims/{id}/sources")
    paths = Ask(KnowledgeGraph.paths, "/v1/paths")
    common_neighbours = Ask(KnowledgeGraph.common_neighbours, "/v1/common-neighbours")
    subgraph = Ask(KnowledgeGraph.subgraph, "/v1/subgraph")
    sources = Ask(KnowledgeGraph.sources, "/v1/sources")
    source = Ask(KnowledgeGraph.source, "/v1/sources/{id}")
    source_claims = Ask(KnowledgeGraph.source_claims, "/v1/sources/{id}/claims")
    impact = Ask(KnowledgeGraph.impact, "/v1/sources/{source}/impact")
    timeline = Ask(KnowledgeGraph.timeline, "/v1/timeline")
    facets = Ask(KnowledgeGraph.facets, "/v1/facets")
    dyad = Ask(KnowledgeGraph.dyad, "/v1/dyad")
    contested = Ask(KnowledgeGraph.contested, "/v1/contested")
    quality = Ask(KnowledgeGraph.quality, "/v1/quality")
    changes = AskChanges(KnowledgeGraph.changes, "/v1/changes")
    brief = Ask(KnowledgeGraph.brief, "/v1/brief", (("format", "json"),))
    bibliography = AskBibliography(KnowledgeGraph.bibliography, "/v1/bibliography")
    export = AskExport(KnowledgeGraph.export, "/v1/export")
    schema = Ask(KnowledgeGraph.schema, "/v1/schema")
    dataset = Ask(KnowledgeGraph.dataset, "/v1/dataset")
    to_networkx = AskGraph(KnowledgeGraph.to_networkx, "/v1/export")
