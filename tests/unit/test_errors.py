"""Errors can be handed from one process to another, with all that they know."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest

import kgraph
from kgraph.errors import (
    AmbiguousName,
    Candidate,
    DatasetError,
    InvalidCursor,
    InvalidDate,
    InvalidSetting,
    KGraphError,
    MissingLibrary,
    NotFound,
    Problem,
    Removed,
    ServiceError,
    SnapshotError,
    UnknownWord,
)

ERRORS = [
    NotFound("entity", "a", parameter="from", suggestions=["b"]),
    Removed("claim", "a", "Misread", last_id="b"),
    AmbiguousName("a", [Candidate("b", "B", "person")], parameter="to"),
    UnknownWord("topic", "a", suggestions=["b"]),
    InvalidCursor("No.", parameter="cursor"),
    DatasetError("folder", [Problem("file", None, None, "5", "is wrong")], count=7),
    SnapshotError("file", "is stale"),
    InvalidSetting("KGRAPH_DATA", "a", "no"),
    InvalidDate("2023-02-30", "no such day"),
    MissingLibrary("A frame", ["pandas"]),
    ServiceError("http://a", "fails", status=500, problem={"code": "internal-error"}),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_the_same_when_it_is_read_back(error: KGraphError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert (str(back), vars(back)) == (str(error), vars(error))


def look_up(name: str) -> str:
    return kgraph.open().entity(name).id


def test_a_pool_of_processes_tells_what_went_wrong_and_goes_on() -> None:
    with ProcessPoolExecutor(1) as pool:
        with pytest.raises(NotFound, match="Nobody"):
            pool.submit(look_up, "Nobody at all").result(60)
        assert pool.submit(look_up, "China").result(60) == "china"
