"""A NetworkX graph that cannot be changed: neither its structure nor the attributes on it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NoReturn

import networkx as nx


class FrozenAttributes(dict[str, Any]):
    """The attributes of a node, an edge or a graph, to be read but not changed.

    `nx.freeze` locks the structure and leaves attributes open. Their copy is a plain dictionary, so that
    `graph.copy()` gives a graph one may change. What is pickled or deeply copied stays read-only, as the
    structure of a frozen graph does.
    """

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("the graph of a dataset is read-only; work on graph.copy()")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = popitem = setdefault = update = _refuse

    def pop(self, key: str, *default: Any) -> Any:
        """Return the default for a key that is not there: the writers of NetworkX pop such a one."""
        return default[0] if default and key not in self else self._refuse()

    def copy(self) -> dict[str, Any]:
        """Return a plain dictionary that may be changed."""
        return dict(self)

    def __deepcopy__(self, memo: dict[int, object]) -> FrozenAttributes:
        return FrozenAttributes(deepcopy(dict(self), memo))

    def __reduce__(self) -> tuple[type[FrozenAttributes], tuple[dict[str, Any]]]:
        return FrozenAttributes, (dict(self),)


def freeze(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Make `graph` read-only in place, attributes included, and return it."""
    graph.graph = FrozenAttributes(graph.graph)
    internals: Any = graph
    for node, attributes in graph.nodes(data=True):
        internals._node[node] = FrozenAttributes(attributes)
    for subject, targets in graph.adjacency():
        for target, edges in targets.items():
            # _succ and _pred share this dictionary of parallel edges, so one replacement serves both.
            shared = internals._adj[subject][target]
            for key in list(edges):
                shared[key] = FrozenAttributes(shared[key])
    frozen: nx.MultiDiGraph[str] = nx.freeze(graph)
    return frozen
