"""What rows are made of: columns with their meanings, and plain cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from kgraph.answers.views import OutletRef
from kgraph.cells import join_items

Kind = Literal["text", "list", "integer", "number", "flag"]
Cell = str | int | Decimal | bool | tuple[str, ...] | None
Plain = str | int | Decimal | bool | None
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and what they hold. A list has texts, none of them empty."""

    name: str
    kind: Kind
    holds: str

    def about(self, prefix: str, whose: str = "") -> Column:
        """Return the same column under a longer name, as part of a row about something else."""
        return replace(self, name=f"{prefix}{self.name}", holds=f"{whose}{self.holds}")


@dataclass(frozen=True, slots=True)
class RowTable:
    """A kind of rows: which columns it has, and how items become rows of it.

    `make_rows` takes items in their order, any number of them, and yields one row or several for each.
    """

    name: str
    holds: str
    columns: tuple[Column, ...]
    make_rows: Callable[[Iterable[Any]], Iterator[Cells]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def text(name: str, holds: str) -> Column:
    """Return a column of texts."""
    return Column(name, "text", holds)


def texts(name: str, holds: str) -> Column:
    """Return a column of lists."""
    return Column(name, "list", holds)


def integer(name: str, holds: str) -> Column:
    """Return a column of whole numbers."""
    return Column(name, "integer", holds)


def number(name: str, holds: str) -> Column:
    """Return a column of decimal numbers."""
    return Column(name, "number", holds)


def flag(name: str, holds: str) -> Column:
    """Return a column of true and false."""
    return Column(name, "flag", holds)


def each(make: Callable[[Any], Cells]) -> Callable[[Iterable[Any]], Iterator[Cells]]:
    """Return what makes one row of each item."""
    return lambda items: map(make, items)


def each_into(make: Callable[[Any], Iterable[Cells]]) -> Callable[[Iterable[Any]], Iterator[Cells]]:
    """Return what makes any number of rows of each item."""
    return lambda items: (row for item in items for row in make(item))


def iter_rows(table: RowTable, items: Iterable[Any]) -> Iterator[dict[str, Cell]]:
    """Yield the rows of items, by the names of the columns, lists as tuples."""
    names = table.names
    for cells in table.make_rows(items):
        yield dict(zip(names, cells, strict=True))


def to_plain(cell: Cell) -> Plain:
    """Return a cell as one plain value: a list as one text, its items joined by bars; none for an empty list."""
    return join_items(cell) if isinstance(cell, tuple) else cell


def names_of(outlets: Iterable[OutletRef]) -> tuple[str, ...]:
    """Return the names of outlets."""
    return tuple(outlet.name for outlet in outlets)


def ids_of(records: Iterable[Any]) -> tuple[str, ...]:
    """Return the ids of what has one."""
    return tuple(record.id for record in records)
