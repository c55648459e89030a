"""The version of kgraph: which every answer depends on, and which a brief names."""

__version__ = "0.1.0"
