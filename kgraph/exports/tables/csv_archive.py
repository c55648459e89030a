"""`csv`: tables for spreadsheets and data frames in a zip, each claim with its evidence.

`claims.csv` is flat: names beside ids, readable qualifiers and citations. Beside it are `qualifiers.csv`,
`evidence.csv`, `nodes.csv` and `names.csv` (entities), `edges.csv` (ties), `sources.csv`, `vocabulary.csv` and
`retired.csv`. `export.json`, the last file, says of what dataset this is, what was asked for, and which tables with
which columns and how many rows there are: an archive without it was cut off.

Tables are UTF-8 by RFC 4180: a header, commas, CRLF, quotes doubled. An empty cell is a field without a value. A cell
that a spreadsheet might run has an apostrophe in front, and so has one that begins with an apostrophe
(`defuse` and `restore` in `cells.py`). Lists have a bar between their items, and a backslash before a bar or a
backslash in an item (`join_items` and `split_items`). With the option `bom` each table begins with a byte order mark.

Not kept: whether a topic is the claim's own or that of its predicate; claims that were withdrawn, unless a filter asks
for them; claims that did not pass the filter but are referred to, but for their ids; the description, annotator, date
and digest of the dataset.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from kgraph.cells import defuse_row
from kgraph.exports.description import describe_export
from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.tables.csv_claims import CLAIMS, EDGES, EVIDENCE, QUALIFIERS
from kgraph.exports.tables.csv_records import NAMES, NODES, RETIRED, SOURCES, VOCABULARY
from kgraph.exports.tables.table import Row, TableCount
from kgraph.exports.tables.zip_stream import Member, stream_zip

TABLES = (CLAIMS, QUALIFIERS, EVIDENCE, NODES, NAMES, EDGES, SOURCES, VOCABULARY, RETIRED)
BOM = b"\xef\xbb\xbf"
# With more records than this a table may pass 2 GiB, at 8 KiB for each record.
LARGE = 250_000
_CELLS = {
    "encoding": "UTF-8",
    "syntax": "RFC 4180",
    "empty": "no value",
    "formulas": "a cell that a spreadsheet might run, or that begins with an apostrophe, has an apostrophe in front",
    "lists": "a bar (|) between items; a backslash before a bar or a backslash in an item",
}


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:
    """Yield the archive."""
    counts = [TableCount(table) for table in TABLES]
    return stream_zip(_iter_members(chosen, options, counts), large=is_large(chosen))


def is_large(chosen: ExportSet) -> bool:
    """Tell whether a table of an export may pass the 2 GiB that a plain zip holds."""
    return max(chosen.claim_count, chosen.entity_count, chosen.source_count) > LARGE


def describe_tables(chosen: ExportSet, counts: Iterable[TableCount], cells: dict[str, str], **more: Any) -> bytes:
    """Return what an archive of tables says of itself, as JSON to be read by people too."""
    described = {**describe_export(chosen), **more, "cells": cells, "tables": [count.describe() for count in counts]}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _iter_members(chosen: ExportSet, options: ExportOptions, counts: list[TableCount]) -> Iterator[Member]:
    for count in counts:
        yield Member(count.table.name, _iter_pieces(chosen, options, count))
    yield Member("export.json", iter([describe_tables(chosen, counts, _CELLS, format="csv", bom=options.bom)]))


def _iter_pieces(chosen: ExportSet, options: ExportOptions, count: TableCount) -> Iterator[bytes]:
    if options.bom:
        yield BOM
    yield to_lines([tuple(count.table.columns)]).encode()
    yield from count.table.encode(chosen, to_lines, count)


def to_lines(rows: Iterable[Row]) -> str:
    """Return rows as lines of RFC 4180, their cells defused."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerows(map(defuse_row, rows))
    return lines.getvalue()
