"""NetworkX as one would go on: an edge for each pair, with its claims in a list."""

from __future__ import annotations

import heapq
import pickle
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import itemgetter
from typing import Any

import networkx as nx

from bench.events import Claim, Events
from bench.peers.base import Peer
from bench.questions import K_PATHS, MAX_HOPS, NEWEST_CLAIMS, Filter, NeighbourQuery, PathQuery
from bench.records import Record, build_record

# Day, predicate, whether the claim runs from the smaller number of the pair to the larger, and its row.
EdgeClaim = tuple[int, int, bool, int]


class NetworkxCollapsed(Peer):
    """A `Graph`, an edge for each pair of entities with the claims that tie them."""

    name = "networkx collapsed"
    note = "Graph, one edge per pair with its list of claims; nx algorithms over subgraph_view"
    workloads = frozenset({"neighbours", "rare", "records", "path", "paths"})

    graph: Any  # its dictionaries are read past the views, which the stubs do not know

    @property
    def version(self) -> str:
        """The version of NetworkX."""
        return str(nx.__version__)

    def load(self, events: Events) -> None:
        """Gather the claims of each pair, then add the edges."""
        pairs: dict[tuple[int, int], list[EdgeClaim]] = {}
        columns = (events.subjects, events.predicates, events.objects, events.days, events.rows)
        for subject, predicate, object, day, row in zip(*columns, strict=True):
            if subject < object:
                pairs.setdefault((subject, object), []).append((day, predicate, True, row))
            elif subject > object:
                pairs.setdefault((object, subject), []).append((day, predicate, False, row))
        self.graph = nx.Graph()
        self.graph.add_nodes_from(range(events.node_count))
        self.graph.add_edges_from((*pair, {"claims": claims}) for pair, claims in pairs.items())
        self.graph.graph |= {"names": events.names, "predicates": events.predicate_names}

    def save(self) -> None:
        """Pickle the graph."""
        with (self.folder / "graph.pickle").open("wb") as file:
            pickle.dump(self.graph, file, pickle.HIGHEST_PROTOCOL)

    def open(self) -> None:
        """Unpickle the graph."""
        with (self.folder / "graph.pickle").open("rb") as file:
            self.graph = pickle.load(file)  # noqa: S301 (written by this process)

    def find_neighbours(self, query: NeighbourQuery) -> list[tuple[int, int, int, int, int]]:
        """Filter the claims of every edge of the node, and keep the newest: day, -row, subject, predicate, object."""
        return heapq.nlargest(NEWEST_CLAIMS, self._iter_claims(query), key=itemgetter(0, 1))

    def find_records(self, query: NeighbourQuery) -> list[Record]:
        """Build the records of the newest claims."""
        names, predicates = self.graph.graph["names"], self.graph.graph["predicates"]
        return [
            build_record(names[subject], predicates[predicate], names[object], day, -row)
            for day, row, subject, predicate, object in self.find_neighbours(query)
        ]

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Turn the tuples into claims."""
        return [Claim(subject, predicate, object, day) for day, _, subject, predicate, object in answer]

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Ask NetworkX, over a view of the edges with a claim that passes."""
        try:
            path: list[int] = nx.shortest_path(self._view(query.filter), query.start, query.end)
        except nx.NetworkXNoPath:
            return None
        return path

    def find_paths(self, query: PathQuery) -> list[list[int]]:
        """Ask NetworkX for simple paths in the order of their length (Yen), and stop in time."""
        paths = nx.shortest_simple_paths(self._view(query.filter), query.start, query.end)
        try:
            return list(islice(takewhile(lambda path: len(path) <= MAX_HOPS + 1, paths), K_PATHS))
        except nx.NetworkXNoPath:
            return []

    def _iter_claims(self, query: NeighbourQuery) -> Iterator[tuple[int, int, int, int, int]]:
        node = query.node
        first, last, predicates = query.filter.first_day, query.filter.last_day, query.filter.predicates
        for other, data in self.graph.adj[node].items():
            for day, predicate, upwards, row in data["claims"]:
                if first <= day <= last and predicate in predicates:
                    forward = upwards == (node < other)
                    yield day, -row, node if forward else other, predicate, other if forward else node

    def _view(self, filter: Filter) -> Any:
        adjacent = self.graph._adj
        first, last, predicates = filter.first_day, filter.last_day, filter.predicates

        def passes(one: int, other: int) -> bool:
            claims = adjacent[one][other]["claims"]
            return any(first <= day <= last and predicate in predicates for day, predicate, _, _ in claims)

        return nx.subgraph_view(self.graph, filter_edge=passes)


class NetworkxBreadthFirst(NetworkxCollapsed):
    """The same graph, searched from both ends by hand."""

    name = "networkx collapsed, own BFS"
    note = "the same graph; bidirectional breadth-first search written by hand on its dictionaries"
    workloads = frozenset({"path"})
    memory = None
    keeps = False

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Advance the frontier with fewer edges until the two meet."""
        adjacent, filter = self.graph._adj, query.filter
        first, last, predicates = filter.first_day, filter.last_day, filter.predicates
        sides: tuple[dict[int, int | None], ...] = ({query.start: None}, {query.end: None})
        frontiers = [[query.start], [query.end]]
        while frontiers[0] and frontiers[1]:
            edges = [sum(len(adjacent[node]) for node in frontier) for frontier in frontiers]
            turn = 0 if edges[0] <= edges[1] else 1
            own, opposite, following = sides[turn], sides[1 - turn], []
            for node in frontiers[turn]:
                for other, data in adjacent[node].items():
                    if other in own:
                        continue
                    for day, predicate, _, _ in data["claims"]:
                        if first <= day <= last and predicate in predicates:
                            own[other] = node
                            following.append(other)
                            break
                    if other in own and other in opposite:
                        return _join(sides, other)
            frontiers[turn] = following
        return None


def _join(sides: tuple[dict[int, int | None], ...], meeting: int) -> list[int]:
    """Return the path through the node where two searches met, from the parents that each of them noted."""
    halves = []
    for parents in sides:
        half, node = [meeting], parents[meeting]
        while node is not None:
            half.append(node)
            node = parents[node]
        halves.append(half)
    return halves[0][::-1] + halves[1][1:]
