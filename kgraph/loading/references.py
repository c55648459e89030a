"""The claims that refer to other claims, and the circles in which they do so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

# A circle of claim references is written out up to so many claims.
_SHOWN_CIRCLE = 10


@dataclass(frozen=True, slots=True)
class Reference:
    """A field in which a claim names another one, and its place in the order of what can be wrong with claims."""

    claim: str
    field: str
    target: str
    order: int


class References:
    """Keeps what claims refer to. A claim that refers to none takes no room."""

    def __init__(self) -> None:
        self._by_claim: dict[str, list[Reference]] = {}

    def add(self, reference: Reference) -> None:
        """Take in a reference, after those of the same claim that stand before it."""
        self._by_claim.setdefault(reference.claim, []).append(reference)

    def __iter__(self) -> Iterator[Reference]:
        for references in self._by_claim.values():
            yield from references

    def iter_circles(self) -> Iterator[tuple[Reference, str]]:
        """Yield one circle for each knot of claims that has any: its reference from the smallest id on, and the ids.

        The ids are in one text, the first of them again at the end, or cut short.
        """
        for circle in self._find_circles():
            shown = [*circle, circle[0]] if len(circle) <= _SHOWN_CIRCLE else [*circle[:_SHOWN_CIRCLE], "…"]
            target = circle[1 % len(circle)]
            first = next(each for each in self._by_claim[circle[0]] if each.target == target)
            yield first, " → ".join(shown)

    def _find_circles(self) -> Iterator[list[str]]:
        # What refers to nothing lies in no circle.
        targets: dict[str, list[str]] = {}
        for each in self:
            if each.target in self._by_claim:
                targets.setdefault(each.claim, []).append(each.target)
        try:
            TopologicalSorter(targets).prepare()
        except CycleError:
            pass
        else:
            return
        import networkx as nx  # takes a tenth of a second to import, and says more than that there is a circle

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from((claim, target) for claim, others in targets.items() for target in others)
        for knot in sorted(map(sorted, nx.strongly_connected_components(graph))):
            if len(knot) > 1 or graph.has_edge(knot[0], knot[0]):
                circle = [start for start, _ in nx.find_cycle(graph.subgraph(knot), knot[0])]
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]
