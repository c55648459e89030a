"""The inner loops of the name index: compiled where they can be, in Python otherwise or if KGRAPH_PURE=1."""

from __future__ import annotations

import os

from kgraph.kernel import names_pure

try:
    if os.environ.get("KGRAPH_PURE") == "1":
        raise ImportError
    from kgraph.kernel._names import expand, find_begun, find_near, find_text, get_text, keep, rank
except ImportError:
    expand, find_begun, find_near = names_pure.expand, names_pure.find_begun, names_pure.find_near
    find_text, get_text, keep, rank = names_pure.find_text, names_pure.get_text, names_pure.keep, names_pure.rank

__all__ = ["expand", "find_begun", "find_near", "find_text", "get_text", "keep", "rank"]
