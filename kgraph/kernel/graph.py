"""The inner loops over the columns of a graph: compiled where they could be, else in Python.

KGRAPH_PURE=1 in the environment takes those in Python, as where no compiler was at hand when kgraph was installed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.kernel.graph_pure import Graph, argsort, build_index, gather, gather_pieces, revive, revive_claims

    IS_COMPILED: bool
else:
    try:
        if os.environ.get("KGRAPH_PURE") == "1":
            raise ImportError
        from kgraph.kernel._graph import Graph, argsort, build_index, gather, gather_pieces, revive, revive_claims

        IS_COMPILED = True
    except ImportError:
        from kgraph.kernel.graph_pure import Graph, argsort, build_index, gather, gather_pieces, revive, revive_claims

        IS_COMPILED = False

__all__ = ["IS_COMPILED", "Graph", "argsort", "build_index", "gather", "gather_pieces", "revive", "revive_claims"]
