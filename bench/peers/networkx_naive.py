"""NetworkX as one would begin: an edge for each claim, and its algorithms over a filtered view."""

from __future__ import annotations

import heapq
import pickle
from operator import itemgetter
from typing import Any

import networkx as nx

from bench.events import Claim, Events
from bench.peers.base import Peer
from bench.questions import NEWEST_CLAIMS, Filter, NeighbourQuery, PathQuery


class NetworkxNaive(Peer):
    """A `MultiDiGraph`, the claims its edges."""

    name = "networkx naive"
    note = "MultiDiGraph, one edge per claim; nx.shortest_path over subgraph_view"
    workloads = frozenset({"neighbours", "rare", "path"})
    max_claims = 1_200_000

    graph: Any  # the stubs know neither keys nor nodes of type int

    @property
    def version(self) -> str:
        """The version of NetworkX."""
        return str(nx.__version__)

    def load(self, events: Events) -> None:
        """Add an edge for each claim; a key is the claim's number, so that no view can take two for one."""
        self.graph = nx.MultiDiGraph()
        self.graph.add_nodes_from(range(events.node_count))
        self.graph.add_edges_from(
            (subject, object, number, {"day": day, "predicate": predicate})
            for number, (subject, predicate, object, day) in enumerate(events)
            if subject != object
        )

    def save(self) -> None:
        """Pickle the graph."""
        with (self.folder / "graph.pickle").open("wb") as file:
            pickle.dump(self.graph, file, pickle.HIGHEST_PROTOCOL)

    def open(self) -> None:
        """Unpickle the graph."""
        with (self.folder / "graph.pickle").open("rb") as file:
            self.graph = pickle.load(file)  # noqa: S301 (written by this process)

    def find_neighbours(self, query: NeighbourQuery) -> list[tuple[int, int, int, int, int]]:
        """Filter the edges out of and into the node."""
        node, filter = query.node, query.filter
        edges = (
            (data["day"], -key, subject, data["predicate"], object)
            for view in (self.graph.out_edges, self.graph.in_edges)
            for subject, object, key, data in view(node, keys=True, data=True)
            if filter.passes(data["day"], data["predicate"])
        )
        return heapq.nlargest(NEWEST_CLAIMS, edges, key=itemgetter(0, 1))

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Turn edges into claims."""
        return [Claim(subject, predicate, object, day) for day, _, subject, predicate, object in answer]

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Ask NetworkX, over a view of the edges that pass."""
        try:
            path: list[int] = nx.shortest_path(self._view(query.filter), query.start, query.end)
        except nx.NetworkXNoPath:
            return None
        return path

    def _view(self, filter: Filter) -> Any:
        graph = self.graph

        def passes(subject: int, object: int, key: int) -> bool:
            data = graph[subject][object][key]
            return filter.passes(data["day"], data["predicate"])

        return nx.subgraph_view(graph, filter_edge=passes).to_undirected(as_view=True)
