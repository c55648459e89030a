"""kgraph: a knowledge graph in which every tie is a claim, and every claim leads back to its evidence.

>>> import kgraph
>>> kg = kgraph.open()
>>> path = kg.paths("Bolat Nazarbayev", "China", k=1).items[0]
>>> [entity.name for entity in path.entities]
['Bolat Nazarbayev', 'Khorgos dry port and special economic zone', 'China']

`kgraph.connect("http://...")` gives the same methods over REST, and `kgraph.connect_async` lets them be awaited.

The names below are imported when they are first used, so that `import kgraph` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kgraph.version import __version__

if TYPE_CHECKING:
    from kgraph.client import AsyncRemoteGraph, RemoteGraph, connect, connect_async
    from kgraph.errors import (
        AmbiguousName,
        DatasetError,
        InvalidCursor,
        InvalidDate,
        InvalidParameter,
        KGraphError,
        MissingLibrary,
        NotFound,
        Problem,
        QueryError,
        Removed,
        ServiceError,
        SnapshotError,
        StaleCursor,
        UnknownWord,
    )
    from kgraph.filters import Filters
    from kgraph.knowledge_graph import KnowledgeGraph, open
    from kgraph.loading import load_dataset

__all__ = [
    "AmbiguousName",
    "AsyncRemoteGraph",
    "DatasetError",
    "Filters",
    "InvalidCursor",
    "InvalidDate",
    "InvalidParameter",
    "KGraphError",
    "KnowledgeGraph",
    "MissingLibrary",
    "NotFound",
    "Problem",
    "QueryError",
    "RemoteGraph",
    "Removed",
    "ServiceError",
    "SnapshotError",
    "StaleCursor",
    "UnknownWord",
    "__version__",
    "connect",
    "connect_async",
    "load_dataset",
    "open",
]

_HOMES = {
    "AsyncRemoteGraph": "kgraph.client",
    "Filters": "kgraph.filters",
    "KnowledgeGraph": "kgraph.knowledge_graph",
    "RemoteGraph": "kgraph.client",
    "connect": "kgraph.client",
    "connect_async": "kgraph.client",
    "load_dataset": "kgraph.loading",
    "open": "kgraph.knowledge_graph",
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use (PEP 562); most are errors."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES.get(name, "kgraph.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
