"""igraph: a C library with its own graph, filtered by the sequence of its edges."""

from __future__ import annotations

import heapq
import importlib
import pickle
from pathlib import Path
from typing import Any

from bench.events import Claim, Events
from bench.peers.base import Peer
from bench.questions import K_PATHS, MAX_HOPS, NEWEST_CLAIMS, Filter, NeighbourQuery, PathQuery


class Igraph(Peer):
    """An undirected multigraph, an edge for each claim; its fields stand in arrays beside it.

    A path over a filter is one over the subgraph of the edges that pass. Infinite weights would not do: igraph
    crosses such an edge where there is no other way.
    """

    name = "igraph"
    note = "undirected multigraph; algorithms over subgraph_edges of a numpy mask"
    workloads = frozenset({"neighbours", "rare", "path", "paths"})
    packages = ("igraph", "numpy")
    max_claims = 1_200_000

    def __init__(self, folder: Path) -> None:
        """Import the libraries."""
        super().__init__(folder)
        self.igraph, self.numpy = importlib.import_module("igraph"), importlib.import_module("numpy")

    @property
    def version(self) -> str:
        """The version of igraph."""
        return str(self.igraph.__version__)

    def load(self, events: Events) -> None:
        """Add all edges at once, self-loops among them, so that an edge's number is its claim's."""
        columns = (events.subjects, events.objects, events.predicates, events.days)
        self.fields = [self.numpy.array(column, dtype=self.numpy.int32) for column in columns]
        self.graph = self.igraph.Graph(n=events.node_count, edges=self.numpy.column_stack(self.fields[:2]))

    def save(self) -> None:
        """Pickle the graph and its fields."""
        with (self.folder / "graph.pickle").open("wb") as file:
            pickle.dump((self.graph, self.fields), file, pickle.HIGHEST_PROTOCOL)

    def open(self) -> None:
        """Unpickle them."""
        with (self.folder / "graph.pickle").open("rb") as file:
            self.graph, self.fields = pickle.load(file)  # noqa: S301 (written by this process)

    def find_neighbours(self, query: NeighbourQuery) -> list[int]:
        """Filter the edges at the node."""
        subjects, objects, predicates, days = self.fields
        edges = self.numpy.array(self.graph.incident(query.node, mode="all"), dtype=self.numpy.int64)
        passing = edges[self._mask(query.filter, days[edges], predicates[edges]) & (subjects[edges] != objects[edges])]
        return heapq.nlargest(NEWEST_CLAIMS, passing.tolist(), key=lambda edge: (days[edge], -edge))

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Look up the fields of the edges."""
        subjects, objects, predicates, days = self.fields
        return [Claim(*(int(each[edge]) for each in (subjects, predicates, objects, days))) for edge in answer]

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Search the subgraph of the edges that pass."""
        return self._search(self._subgraph(query.filter), query)

    def find_paths(self, query: PathQuery) -> list[list[int]]:
        """Search the subgraph with parallel edges joined: to igraph each of them makes another path."""
        graph = self._subgraph(query.filter)
        if self._search(graph, query) is None:
            return []
        graph.simplify()
        paths = graph.get_k_shortest_paths(query.start, query.end, k=K_PATHS)
        return [path for path in paths if len(path) <= MAX_HOPS + 1]

    def _search(self, graph: Any, query: PathQuery) -> list[int] | None:
        # A distance of infinity is no warning, a path that does not exist is one.
        if query.end not in graph.subcomponent(query.start):
            return None
        path: list[int] = graph.get_shortest_path(query.start, query.end)
        return path

    def _subgraph(self, filter: Filter) -> Any:
        _, _, predicates, days = self.fields
        edges = self.numpy.flatnonzero(self._mask(filter, days, predicates))
        return self.graph.subgraph_edges(edges.tolist(), delete_vertices=False)

    def _mask(self, filter: Filter, days: Any, predicates: Any) -> Any:
        wanted = self.numpy.fromiter(filter.predicates, dtype=self.numpy.int32)
        return (days >= filter.first_day) & (days <= filter.last_day) & self.numpy.isin(predicates, wanted)
