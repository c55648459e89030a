"""The floor for a shortest path: a loop in C over plain arrays, and nothing else."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from array import array
from functools import cache
from pathlib import Path
from typing import Any

from bench.events import Events
from bench.peers.base import Peer
from bench.questions import PathQuery

SOURCE = Path(__file__).with_name("c_floor.c")
MAX_PATH = 256
COMPILERS = ("cc", "gcc", "clang")


class CFloor(Peer):
    """Claims of each node one after another, in both directions; breadth-first from both ends."""

    name = "C loop"
    note = "the floor: bidirectional breadth-first search in C over arrays, called by ctypes"
    workloads = frozenset({"path"})
    keeps = False

    @classmethod
    def find_obstacle(cls) -> str | None:
        """A compiler is needed."""
        return None if any(map(shutil.which, COMPILERS)) else f"no C compiler ({', '.join(COMPILERS)})"

    def __init__(self, folder: Path) -> None:
        """Compile the loop."""
        super().__init__(folder)
        self.library = _compile()
        self.path = (ctypes.c_int32 * MAX_PATH)()

    def load(self, events: Events) -> None:
        """Sort the claims by node, by counting."""
        nodes, claims = events.node_count, len(events)
        self.predicate_count = max(events.predicates, default=0) + 1
        sizes = {"offset": nodes + 1, "other": 2 * claims, "day": 2 * claims, "predicate": 2 * claims,
                 "seen": 2 * nodes, "parent": 2 * nodes, "queue": 2 * nodes}  # fmt: skip
        self.arrays = {name: array("i", bytes(4 * size)) for name, size in sizes.items()}
        self.graph = _Graph(nodes, 0, *(_pointer(each) for each in self.arrays.values()))
        columns = (events.subjects, events.objects, events.predicates, events.days)
        self.library.build(ctypes.byref(self.graph), claims, *map(_pointer, columns))

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Call the loop."""
        wanted = bytearray(self.predicate_count)
        for predicate in query.filter.predicates:
            wanted[predicate] = 1
        length = self.library.search(
            ctypes.byref(self.graph), query.start, query.end, query.filter.first_day, query.filter.last_day,
            bytes(wanted), self.path, MAX_PATH,
        )  # fmt: skip
        return self.path[:length] if length else None


class _Graph(ctypes.Structure):
    _fields_ = [
        ("nodes", ctypes.c_int32),
        ("epoch", ctypes.c_int32),
        *((name, ctypes.c_void_p) for name in ("offset", "other", "day", "predicate", "seen", "parent", "queue")),
    ]


def _pointer(values: array[int]) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.buffer_info()[0])


@cache
def _compile() -> Any:
    compiler = next(filter(None, map(shutil.which, COMPILERS)))
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-") as folder:
        target = Path(folder) / "c_floor.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", target, SOURCE], check=True)
        # Once it is mapped the file may go.
        return ctypes.CDLL(str(target))
