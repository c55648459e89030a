"""The questions that can be asked, written once against the store interface."""

from kgraph.queries.knowledge_graph import KnowledgeGraph, open

__all__ = ["KnowledgeGraph", "open"]
