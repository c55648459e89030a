"""Tables of an export: their columns, each with what it means, and their rows, made a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from kgraph.exports.export_set import BATCH, ExportSet

Record = TypeVar("Record")

# None is an empty cell.
Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its file, what it holds, its columns with their meanings, and what makes its rows.

    `make_rows` yields batches of rows, in the order of the ids of what they are of.
    """

    name: str
    holds: str
    columns: dict[str, str]
    make_rows: Callable[[ExportSet], Iterator[Iterable[Row]]]

    def encode(self, chosen: ExportSet, to_lines: Callable[[Iterable[Row]], str], count: TableCount) -> Iterator[bytes]:
        """Yield its rows as lines, and count them; the header is not among them."""
        for batch in self.make_rows(chosen):
            rows = list(batch)
            count.rows += len(rows)
            if rows:
                yield to_lines(rows).encode()


@dataclass(slots=True)
class TableCount:
    """How many rows of a table have been written."""

    table: Table
    rows: int = 0

    def describe(self) -> dict[str, Any]:
        """Return what an export says of the table."""
        return {
            "file": self.table.name,
            "holds": self.table.holds,
            "rows": self.rows,
            "columns": self.table.columns,
        }


def iter_chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield records as lists of at most `BATCH`."""
    iterator = iter(records)
    while chunk := list(islice(iterator, BATCH)):
        yield chunk
