"""Rows as a table of GitHub's Markdown: few columns, each claim with how it stands and all of its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kgraph.answers.rows import Cell, Column, RowTable, iter_rows
from kgraph.answers.wording import iter_standing, say_valid, show_date
from kgraph.briefs.isolation import isolate
from kgraph.briefs.markdown import escape
from kgraph.cells import show_amount
from kgraph.cli.tables.ties import to_command

Row = Mapping[str, Any]
# A column for people: what its head says, and the lines of a cell.
ShortColumn = tuple[str, Callable[[Row], Iterable[str]]]
_ARROWS = {"forward": "→", "backward": "←", "both": "↔"}
_NOTE = "path_note"


def iter_markdown_lines(table: RowTable, items: Iterable[Any]) -> Iterator[str]:
    """Yield the head of a table, then a row for each row of items as they come; below it, what paths are not."""
    columns = _SHORT.get(table.name) or tuple(map(_to_short, table.columns))
    yield _to_line(head for head, _ in columns)
    yield _to_line("---" for _ in columns)
    notes: dict[str, None] = {}
    for row in iter_rows(table, items):
        yield _to_line("<br>".join(map(_escape, lines(row))) for _, lines in columns)
        if row.get(_NOTE) is not None:
            notes[str(row[_NOTE])] = None
    for note in notes:
        yield f"\n{escape(note)}"


def _to_line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return "<br>".join(escape(isolate(line)) for line in text.splitlines())


def _to_short(column: Column) -> ShortColumn:
    return column.name, lambda row: _to_texts(row[column.name])


def _to_texts(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    if isinstance(cell, bool):
        return (str(cell).lower(),)
    return () if cell is None else (show_amount(cell) or "",) if isinstance(cell, Decimal) else (str(cell),)


def _plainly(*names: str) -> tuple[ShortColumn, ...]:
    """Return columns whose cells are those of the row."""
    return tuple((name, lambda row, name=name: _to_texts(row[name])) for name in names)


def _stand(row: Row) -> list[str]:
    if row["statement"] is None:
        return []
    words = iter_standing(
        polarity=row["polarity"],
        status=row["status"],
        hedge=row["hedge"],
        basis=row["basis"],
        rank=row["rank"],
        deprecated_because=row["deprecated_because"],
        contested_by=row["contested_by"],
        speaker=row["speaker"],
        valid=row["valid"],
    )
    return [" · ".join(isolate(text) for _, text in words)]


def _support(row: Row) -> Iterable[str]:
    """Return the evidence of a claim; of claims that have no rows here, how to list them with theirs."""
    if row["statement"] is not None:
        return _to_texts(row["evidence"])
    return [to_command(row["claims_url"])] if row.get("claims_url") else []


def _claim(id_: str) -> tuple[ShortColumn, ...]:
    return (
        ("id", lambda row: _to_texts(row[id_])),
        *_plainly("statement"),
        ("standing", _stand),
        ("evidence", _support),
    )


def _name(name: str, id_: str) -> Callable[[Row], list[str]]:
    return lambda row: [] if row[id_] is None else [f"{isolate(row[name])} ({row[id_]})"]


def _join(row: Row) -> list[str]:
    if row["from_id"] is None:
        return []
    arrow = _ARROWS.get(row["direction"] or "", "–")
    return [f"{isolate(row['from'])} {arrow} {isolate(row['to'])}"]


def _weigh(row: Row) -> list[str]:
    """Return how many claims a tie has, and what is doubtful of it as a whole."""
    if row["claim_count"] is None:
        return []
    doubts = (
        ("tie_hedged", "all hedged"),
        ("tie_presupposed", "only presupposed"),
        ("tie_contested", "contested"),
        ("tie_single_source", "a single outlet"),
    )
    count = row["claim_count"]
    return [" · ".join([f"{count} claim{'s' * (count != 1)}", *(words for name, words in doubts if row.get(name))])]


def _side(row: Row) -> list[str]:
    return ["unclear, no side" if row["side"] is None else f"{row['side']}: {isolate(row['position'])}"]


def _what(row: Row) -> Iterable[str]:
    if row["part"] == "entity":
        return _name("name", "id")(row)
    return _join(row) or _to_texts(row["id"] or row["name"])


_BESIDE = _claim("claim_id")
_TIE: tuple[ShortColumn, ...] = (("tie", _join), ("claims", _weigh))
_NEIGHBOUR: ShortColumn = ("neighbour", _name("neighbour", "neighbour_id"))
_SOURCE: tuple[ShortColumn, ...] = (
    *_plainly("id", "outlet", "title", "authors"),
    ("date", lambda row: [show_date(row["date"], row["date_printed"])]),
    *_plainly("date_basis", "type", "claim_count"),
)
# By the names of the tables; any other is shown with all of its columns.
_SHORT: dict[str, tuple[ShortColumn, ...]] = {
    "claims": _claim("id"),
    "neighbours": (_NEIGHBOUR, ("claims", _weigh), *_BESIDE),
    "ties": (*_TIE, *_BESIDE),
    "paths": (*_plainly("path", "hop"), *_TIE, *_BESIDE),
    "common neighbours": (_NEIGHBOUR, *_TIE, *_BESIDE),
    "timeline": (("date", lambda row: [say_valid(row["date"] or "undated")]), *_plainly("event"), *_BESIDE),
    "disputes": (*_plainly("dispute", "detail"), ("side", _side), *_BESIDE),
    "impact": (*_plainly("part", "part_count"), ("what", _what), ("claims", _weigh), *_BESIDE),
    "entities": _plainly("id", "name", "type", "description", "claim_count", "neighbour_count", "asserted_count"),
    "sources": _SOURCE,
    "claim sources": (*_plainly("relation", "passage", "signal"), *_SOURCE),
    "words": _plainly("list", "id", "label", "definition"),
}
