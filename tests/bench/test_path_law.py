"""On any small graph and filter the peers of the process find what a plain search finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.agreement import Judge
from bench.events import Events, Row, build_events
from bench.peers import PEERS
from bench.questions import Filter, NeighbourQuery, PathQuery
from tests.bench.test_peers import build_adjacency

NAMES = "abcdefg"
IN_PROCESS = ("C loop", "networkx collapsed", "networkx collapsed, own BFS", "networkx naive")
rows = st.builds(
    Row,
    st.sampled_from(NAMES),
    st.sampled_from("pqr"),
    st.sampled_from(NAMES),
    st.integers(1, 5).map("2013-01-0{}".format),
)
FIRST = Row("a", "p", "b", "2013-01-03")


def measure_distance(events: Events, query: PathQuery) -> int | None:
    """Return the number of hops, by widening a circle of nodes."""
    near = build_adjacency(events, query.filter)
    circle, hops = {query.start}, 0
    while query.end not in circle:
        wider = circle.union(*(near[node] for node in circle))
        if wider == circle:
            return None
        circle, hops = wider, hops + 1
    return hops


@st.composite
def cases(draw: st.DrawFn) -> tuple[Events, PathQuery]:
    events = build_events([FIRST, *draw(st.lists(rows, max_size=25))])
    start, end = draw(st.permutations(range(len(events.names))))[:2]
    first = min(events.days) - draw(st.integers(-2, 1))
    predicates = draw(st.frozensets(st.sampled_from(range(len(events.predicate_names)))))
    return events, PathQuery(start, end, Filter(first, first + draw(st.integers(0, 4)), predicates))


@pytest.mark.parametrize("name", IN_PROCESS)
@settings(deadline=None)  # the first example compiles
@given(case=cases())
def test_peers_agree_with_a_plain_search(name: str, case: tuple[Events, PathQuery]) -> None:
    if reason := PEERS[name].find_obstacle():
        pytest.skip(f"{name}: {reason}")
    events, query = case
    node = NeighbourQuery(query.start, query.filter)
    peer = PEERS[name](Path())
    peer.load(events)
    path = peer.read_path(peer.find_path(query))
    distance = measure_distance(events, query)
    assert (path and len(path) - 1) == distance
    judge = Judge(events, {"path": [query], "neighbours": [node]})
    assert judge.find_disagreements("path", {name: [path or []]}) == []
    if "neighbours" in peer.workloads:
        answer = peer.read_neighbours(peer.find_neighbours(node))
        assert judge.find_disagreements("neighbours", {name: [answer]}) == []
