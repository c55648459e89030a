"""Rows as data frames of pandas or polars, which are asked for only when a frame is."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, get_args

from kgraph.answers.answer import Library
from kgraph.answers.rows.columns import Column, Kind, Plain, RowTable, iter_rows, to_plain
from kgraph.answers.rows.tables import find_item_type, find_table
from kgraph.errors import InvalidParameter, MissingLibrary

LIBRARIES: tuple[Library, ...] = get_args(Library)
_InFrame = Plain | float
# Types that have a missing value of their own: a count stays whole where another one is missing.
_PANDAS_TYPES: dict[Kind, str] = {
    "text": "string",
    "list": "string",
    "integer": "Int64",
    "number": "Float64",
    "flag": "boolean",
}
_POLARS_TYPES: dict[Kind, str] = {
    "text": "String",
    "list": "String",
    "integer": "Int64",
    "number": "Float64",
    "flag": "Boolean",
}


def list_rows(item_type: Any, items: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the rows of items of a type, lists as one text.

    Raises:
        TypeError: there are no rows for such items.
    """
    return list(iter_plain_rows(get_table(item_type), items))


def iter_plain_rows(table: RowTable, items: Iterable[Any]) -> Iterator[dict[str, Plain]]:
    """Yield rows of plain cells: a list is one text, its items joined by bars."""
    for row in iter_rows(table, items):
        yield {name: to_plain(cell) for name, cell in row.items()}


def build_frame(item_type: Any, items: Iterable[Any], library: Library | None = None) -> Any:
    """Return the rows of items of a type as a data frame, which has its columns also without any row.

    Raises:
        InvalidParameter: kgraph knows no such library.
        MissingLibrary: the library is not installed; or none is, and none was named.
        TypeError: there are no rows for such items.
    """
    table = get_table(item_type)
    name, module = _import_library(library)
    columns: list[list[_InFrame]] = [[] for _ in table.columns]
    for cells in table.make_rows(items):
        for column, cell in zip(columns, cells, strict=True):
            column.append(_to_number(to_plain(cell)))
    build = _build_pandas if name == "pandas" else _build_polars
    return build(module, table.columns, columns)


def item_type_of(answer: Any) -> Any:
    """Return the type of an answer's items: as the answer declares it, else that of the first item."""
    declared = find_item_type(answer)
    return type(answer.items[0]) if find_table(declared) is None and answer.items else declared


def get_table(item_type: Any) -> RowTable:
    """Return the table that items of a type become rows of.

    Raises:
        TypeError: the type is of no answer.
    """
    table = find_table(item_type)
    if table is None:
        raise TypeError(f"There are no rows for {getattr(item_type, '__name__', item_type)}: it is of no answer.")
    return table


def _import_library(wanted: Library | None) -> tuple[Library, Any]:
    if wanted is not None and wanted not in LIBRARIES:
        raise InvalidParameter(
            f"library is {wanted!r}, and must be {' or '.join(LIBRARIES)}.",
            parameter="library",
            value=str(wanted),
            suggestions=LIBRARIES,
        )
    for name in LIBRARIES if wanted is None else (wanted,):
        try:
            return name, importlib.import_module(name)
        except ModuleNotFoundError as error:
            # What is missing may be something that the library itself needs.
            if error.name != name:
                raise
    raise MissingLibrary("A data frame", LIBRARIES if wanted is None else (wanted,))


def _to_number(cell: Plain) -> _InFrame:
    return float(cell) if isinstance(cell, Decimal) else cell


def _build_pandas(pandas: Any, columns: Iterable[Column], values: list[list[_InFrame]]) -> Any:
    return pandas.DataFrame(
        {
            column.name: pandas.array(cells, dtype=_PANDAS_TYPES[column.kind])
            for column, cells in zip(columns, values, strict=True)
        }
    )


def _build_polars(polars: Any, columns: Iterable[Column], values: list[list[_InFrame]]) -> Any:
    return polars.DataFrame(
        [
            polars.Series(column.name, cells, dtype=getattr(polars, _POLARS_TYPES[column.kind]))
            for column, cells in zip(columns, values, strict=True)
        ]
    )
