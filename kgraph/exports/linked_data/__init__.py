"""Linked data: which statements are made about the records of an export, in whatever syntax they are written.

`iter_nodes` yields them in the order of the file; `PROPERTIES` and `CLASSES` are all the words that they are made in,
`build_prefixes` what these are short for. `json_ld.py` and `turtle.py` write them down. The modelling, and the reasons
for it, are in docs/linked-data.md.
"""

from kgraph.exports.linked_data.nodes import Node, iter_nodes
from kgraph.exports.linked_data.prefixes import build_prefixes
from kgraph.exports.linked_data.terms import CLASSES, PROPERTIES, Kind

__all__ = ["CLASSES", "PROPERTIES", "Kind", "Node", "build_prefixes", "iter_nodes"]
