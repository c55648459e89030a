"""The ways of answering that are compared, kgraph first; each in a file of its own, behind `Peer`."""

from __future__ import annotations

import importlib
import importlib.util

from bench.peers.base import Peer
from bench.peers.c_floor import CFloor
from bench.peers.igraph import Igraph
from bench.peers.kgraph_store import KgraphStore
from bench.peers.ladybug import Ladybug
from bench.peers.networkx_collapsed import NetworkxBreadthFirst, NetworkxCollapsed
from bench.peers.networkx_naive import NetworkxNaive
from bench.peers.postgresql import Postgresql
from bench.peers.rapidfuzz import Rapidfuzz
from bench.peers.rustworkx import Rustworkx
from bench.peers.sqlite_fts5 import SqliteFts5

PEERS: dict[str, type[Peer]] = {
    peer.name: peer
    for peer in (
        KgraphStore,
        CFloor,
        NetworkxCollapsed,
        NetworkxBreadthFirst,
        NetworkxNaive,
        Postgresql,
        Ladybug,
        Igraph,
        Rustworkx,
        Rapidfuzz,
        SqliteFts5,
    )
}


def find_peer(name: str) -> type[Peer]:
    """Return a peer by its name, or one of somebody else's as `package.module:Class`.

    Raises ValueError, with the names that there are, for any other.
    """
    if name in PEERS:
        return PEERS[name]
    module, colon, attribute = name.partition(":")
    if colon and importlib.util.find_spec(module.partition(".")[0]) is not None:
        found = getattr(importlib.import_module(module), attribute, None)
        if isinstance(found, type) and issubclass(found, Peer):
            return found
    raise ValueError(f"no peer {name!r}; there are {', '.join(PEERS)}")


__all__ = ["PEERS", "Peer", "find_peer"]
