"""However much is sorted, few files are open at a time."""

from __future__ import annotations

import os
import random
import resource

from kgraph.importing import runs
from kgraph.importing.runs import SortedRuns


def test_many_runs_are_merged_in_stages(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "MAX_BUFFER_BYTES", 1)
    monkeypatch.setattr(runs, "MAX_OPEN_RUNS", 8)
    ids = [f"id-{number % 150}" for number in range(300)]
    random.Random(0).shuffle(ids)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = max(map(int, os.listdir("/proc/self/fd"))) if os.path.isdir("/proc/self/fd") else 64  # noqa: PTH112, PTH208
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened + 20, limits[1]))
    try:
        target = SortedRuns(tmp_path, "lines")
        for number, id_ in enumerate(ids):
            target.add(id_, f"line {number}")
        groups = [(id_, list(lines)) for id_, lines in target.iter_groups()]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert [id_ for id_, _ in groups] == sorted(set(ids))
    assert all(len(lines) == 2 and lines == sorted(lines) for _, lines in groups)
    # What has been merged is gone: the disk holds each line once.
    assert len(list(tmp_path.iterdir())) <= 8


def test_an_id_that_another_one_begins_with_comes_first(tmp_path):
    target = SortedRuns(tmp_path, "lines")
    for id_ in ("a.b", "a", "a-b", "a:b", "ab"):
        target.add(id_, f"{id_}'s")
    assert [(id_, list(lines)) for id_, lines in target.iter_groups()] == [
        (id_, [f"{id_}'s".encode()]) for id_ in sorted(("a.b", "a", "a-b", "a:b", "ab"))
    ]
