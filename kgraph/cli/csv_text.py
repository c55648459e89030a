"""Rows as CSV: RFC 4180 with a header, in which nothing is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kgraph.answers.rows import Cell, RowTable, to_plain
from kgraph.cells import defuse, show_amount


def iter_csv_lines(table: RowTable, items: Iterable[Any]) -> Iterator[str]:
    """Yield the header, then the rows of items as they come, each with CRLF at its end."""
    yield _to_line(table.names)
    for cells in table.make_rows(items):
        yield _to_line(map(_to_text, cells))


def _to_line(cells: Iterable[str | None]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _to_text(cell: Cell) -> str | None:
    plain = to_plain(cell)
    if isinstance(plain, str):
        return defuse(plain)
    if isinstance(plain, bool):
        return str(plain).lower()
    return show_amount(plain) if isinstance(plain, Decimal) else None if plain is None else str(plain)
