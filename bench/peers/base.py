"""What a way of answering the benchmark's questions has to offer.

Methods with a question in them are timed; those that begin with `read_` are not: they turn a peer's own form of an
answer into one that can be compared. A peer must not remember answers.
"""

from __future__ import annotations

import importlib.util
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from bench.events import Claim, Events
from bench.questions import NameQuery, NeighbourQuery, PathQuery, Query, Workload
from bench.records import Record

# A peer that can be told gives up a query after so long.
QUERY_LIMIT_S = 5


class TooSlow(Exception):
    """A query was given up after `QUERY_LIMIT_S`; it counts as having taken that long, and as not answered."""


class Peer(ABC):
    """One way of answering the questions. A new object holds nothing until `load` or `open` was called, once.

    - `name`: how the tables call it; `note`: what it is, in a line.
    - `workloads`: which questions it answers; the methods of the others stay as they are here, and are never called.
    - `packages`: the modules it needs.
    - `max_claims`: larger data are not given to it.
    - `memory`: `resident` for a peer that holds the claims in its own process, `disk` for one that keeps them on
      disk or in a server, None where they are not worth measuring.
    - `keeps`: whether `save` and `open` work.
    """

    name: ClassVar[str]
    note: ClassVar[str] = ""
    workloads: ClassVar[frozenset[Workload]]
    packages: ClassVar[tuple[str, ...]] = ()
    max_claims: ClassVar[int] = 10_000_000
    memory: ClassVar[str | None] = "resident"
    keeps: ClassVar[bool] = True

    @classmethod
    def find_obstacle(cls) -> str | None:
        """Return why this peer cannot run here, or None if it can."""
        missing = [package for package in cls.packages if importlib.util.find_spec(package) is None]
        return f"{', '.join(missing)} not installed" if missing else None

    def __init__(self, folder: Path) -> None:
        """Take an existing folder, empty or one that `save` wrote to; nothing else is written to."""
        self.folder = folder

    @property
    def version(self) -> str:
        """The version of what answers, for the report."""
        return ""

    @abstractmethod
    def load(self, events: Events) -> None:
        """Build from claims in memory all that the questions need.

        For the measurement of memory the events come without names; records and names are not asked for then.
        The peer must not keep the events themselves, other than as part of its own structure.
        """

    def save(self) -> None:
        """Write to the folder what `open` starts from."""
        raise NotImplementedError(f"{self.name} keeps nothing")  # called only where `keeps` is set

    def open(self) -> None:
        """Start from what `save` of another object wrote to the folder."""
        raise NotImplementedError(f"{self.name} keeps nothing")  # called only where `keeps` is set

    def touch(self) -> None:  # noqa: B027 (most are in memory as a whole)
        """Read all that was opened once, names and text left out, so that it is resident if it can be."""

    def close(self) -> None:  # noqa: B027 (most have nothing to stop)
        """Stop what was started, such as a server; the folder stays."""

    def kept_bytes(self) -> int:
        """Return the size of what was saved."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def prepare(self, query: Query) -> Any:
        """Return the query in this peer's own words (ids for numbers, say), untimed; no work may be done in advance."""
        return query

    def find_neighbours(self, query: NeighbourQuery) -> Any:
        """Return the newest claims of a node."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def find_records(self, query: NeighbourQuery) -> Any:
        """Return the newest claims of a node as records, every field of each filled in."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def find_path(self, query: PathQuery) -> Any:
        """Return one shortest path, or something that `read_path` reads as None."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def find_paths(self, query: PathQuery) -> Any:
        """Return the shortest simple paths, shortest first."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def find_mistyped(self, query: NameQuery) -> Any:
        """Return the names nearest to a mistyped one, best first."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def find_begun(self, query: NameQuery) -> Any:
        """Return names that begin with a text."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Return the claims of an answer to `find_neighbours`, in its order."""
        raise NotImplementedError  # called only for a workload of `workloads`

    def read_records(self, answer: Any) -> list[Record]:
        """Return the records of an answer to `find_records`, in its order."""
        return list(answer)

    def read_path(self, answer: Any) -> list[int] | None:
        """Return the nodes of an answer to `find_path`, both ends among them; None for no path."""
        return None if answer is None else list(answer)

    def read_paths(self, answer: Any) -> list[list[int]]:
        """Return the nodes of each path of an answer to `find_paths`, in its order."""
        return [list(path) for path in answer]

    def read_names(self, answer: Any) -> Sequence[str]:
        """Return the names of an answer to `find_mistyped` or `find_begun`, in its order."""
        return list(answer)
