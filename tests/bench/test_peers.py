"""All peers that are installed give the same answers, and right ones."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bench.agreement import Judge
from bench.events import Events
from bench.measure import ask
from bench.peers import PEERS, Peer
from bench.questions import MAX_HOPS, WORKLOADS, Filter, PathQuery, Queries, Workload
from bench.run import restore
from tests.bench.careless import Careless

Answers = dict[Workload, list[Any]]
SKIPPED = {name: peer.find_obstacle() for name, peer in PEERS.items()}
INSTALLED = [
    pytest.param(peer, id=name, marks=pytest.mark.skipif(SKIPPED[name] is not None, reason=f"{name}: {SKIPPED[name]}"))
    for name, peer in PEERS.items()
]


def answer(peer: type[Peer], folder: Path, events: Events, queries: Queries) -> Answers:
    """Return the answers of a peer as a run would: loaded, kept, opened, asked, and read back."""
    asked = peer(folder)
    try:
        asked.load(events)
        if peer.keeps:
            asked.save()
            assert asked.kept_bytes() > 0
            asked.close()
            asked = peer(folder)
            asked.open()
        return {
            workload: [restore(workload, each) for each in ask(asked, workload, queries[workload], 60)["answers"]]
            for workload in WORKLOADS
            if workload in peer.workloads
        }
    finally:
        asked.close()


@pytest.fixture(scope="session")
def judge(events: Events, queries: Queries) -> Judge:
    return Judge(events, queries)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory, events: Events, queries: Queries) -> Answers:
    """The answers of a peer that is always there."""
    return answer(PEERS["networkx collapsed"], tmp_path_factory.mktemp("reference"), events, queries)


@pytest.mark.parametrize("peer", INSTALLED)
def test_every_answer_is_right_and_that_of_the_others(
    peer: type[Peer],
    tmp_path: Path,
    events: Events,
    queries: Queries,
    judge: Judge,
    reference: Answers,
) -> None:
    # A server that runs as somebody else must reach its folder.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    answers = answer(peer, tmp_path, events, queries)
    assert set(answers) == peer.workloads
    for workload, given in answers.items():
        compared = {peer.name: given} | ({"reference": reference[workload]} if workload in reference else {})
        assert len(given) == len(queries[workload])
        assert any(given)
        assert list(map(str, judge.find_disagreements(workload, compared))) == []


def test_paths_are_as_short_as_a_plain_search_finds_them(events: Events, queries: Queries, reference: Answers) -> None:
    for query, path, paths in zip(queries["path"], reference["path"], reference["paths"], strict=True):
        assert isinstance(query, PathQuery)
        near = build_adjacency(events, query.filter)
        lengths = sorted(len(each) - 1 for each in iter_simple(near, [query.start], query.end))
        assert [len(each) - 1 for each in paths] == lengths[:10]
        if lengths:
            assert len(path) - 1 == lengths[0]
        else:
            assert len(path) == 0 or len(path) - 1 > MAX_HOPS


def build_adjacency(events: Events, filter: Filter) -> dict[int, set[int]]:
    near: dict[int, set[int]] = defaultdict(set)
    for claim in events:
        if filter.passes(claim.day, claim.predicate) and claim.subject != claim.object:
            near[claim.subject].add(claim.object)
            near[claim.object].add(claim.subject)
    return near


def iter_simple(near: dict[int, set[int]], path: list[int], end: int) -> list[list[int]]:
    """Return all simple paths of at most `MAX_HOPS` hops."""
    if path[-1] == end:
        return [path]
    if len(path) > MAX_HOPS:
        return []
    return [found for other in near[path[-1]] if other not in path for found in iter_simple(near, [*path, other], end)]


def test_a_peer_that_crosses_what_the_filter_forbids_is_caught(
    tmp_path: Path, events: Events, queries: Queries, judge: Judge, reference: Answers
) -> None:
    given = answer(Careless, tmp_path, events, queries)
    told = judge.find_disagreements("path", {"careless": given["path"], "networkx": reference["path"]})
    assert told
    assert {each.peer for each in told} == {"careless"}
    assert any("without a claim that passes the filter" in each.detail for each in told)


def test_names_are_found_by_every_peer(queries: Queries, judge: Judge, events: Events, tmp_path: Path) -> None:
    for name in ("rapidfuzz scan", "SQLite FTS5"):
        if SKIPPED[name] is None:
            folder = tmp_path / name
            folder.mkdir()
            for workload, given in answer(PEERS[name], folder, events, queries).items():
                recall = judge.measure_recall(workload, given)
                assert recall is not None
                assert recall > 0.8
