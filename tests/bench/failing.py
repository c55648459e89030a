"""A peer that cannot load."""

from __future__ import annotations

from bench.events import Events
from bench.peers.base import Peer


class Failing(Peer):
    """Fails at once."""

    name = "failing"
    workloads = frozenset({"path"})

    def load(self, events: Events) -> None:
        assert events
        raise RuntimeError("out of order")
