"""Everything that can be asked of a dataset under one roof: what `kgraph.open` returns."""

from kgraph.knowledge_graph.knowledge_graph import KnowledgeGraph, open

__all__ = ["KnowledgeGraph", "open"]
