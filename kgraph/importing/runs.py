"""Records in the order of their ids, however many there are: sorted on disk, with bounded memory."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

# How much is sorted at a time. Python needs about a third more than that for the objects.
MAX_BUFFER_BYTES = 48 * 2**20
# So many files are open in a merge; more of them are merged in stages. A process may open about a thousand.
MAX_OPEN_RUNS = 64
# Sorts before every character of an id, so that whole entries sort as their ids do.
_SEPARATOR = b"\t"


class SortedRuns:
    """Takes lines in any order and gives them back by id.

    An entry is the id, a tab and the line. Ids are ASCII, and lines hold no line break: both are so in canonical
    JSON. The files, `NAME.0` and so on in `folder`, are left for whoever owns the folder to remove.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._entries: list[bytes] = []
        self._buffered_bytes = 0
        self._runs: list[Path] = []
        self._written_runs = 0

    def add(self, id: str, line: str) -> None:
        """Take the line of a record.

        Raises:
            OSError: the disk is full, or cannot be written to.
        """
        entry = f"{id}\t{line}\n".encode()
        self._entries.append(entry)
        self._buffered_bytes += len(entry)
        if self._buffered_bytes >= MAX_BUFFER_BYTES:
            self._spill()

    def iter_groups(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each id once, in order, with all lines given for it, in the order of their bytes."""
        while len(self._runs) > MAX_OPEN_RUNS:
            first, self._runs = self._runs[:MAX_OPEN_RUNS], self._runs[MAX_OPEN_RUNS:]
            self._write(_merge(first, []))
            for run in first:
                run.unlink()
        self._entries.sort()
        for id_, group in groupby(_merge(self._runs, self._entries), key=_id_of):
            yield id_.decode(), (entry[len(id_) + 1 : -1] for entry in group)
        self._entries = []

    def _spill(self) -> None:
        self._entries.sort()
        self._write(iter(self._entries))
        self._entries = []
        self._buffered_bytes = 0

    def _write(self, entries: Iterator[bytes]) -> None:
        run = self._folder / f"{self._name}.{self._written_runs}"
        self._written_runs += 1
        with run.open("wb") as file:
            file.writelines(entries)
        self._runs.append(run)


def _id_of(entry: bytes) -> bytes:
    return entry[: entry.index(_SEPARATOR)]


def _merge(runs: list[Path], entries: list[bytes]) -> Iterator[bytes]:
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        yield from heapq.merge(*files, entries)
