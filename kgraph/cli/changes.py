"""`kgraph diff`: what has changed from one version of a dataset to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph.cli.options import Format, OutputFormat
from kgraph.cli.statuses import NOTHING_FOUND

if TYPE_CHECKING:
    from kgraph.knowledge_graph import KnowledgeGraph
    from kgraph.queries.change_answers import Change

# What is one record more than one of.
_PLURALS = {"entity": "entities", "dataset": "datasets", "retired": "retired ids"}
_Counts = Counter[tuple[str, str]]


def diff(
    *,
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="Folder or snapshot of the earlier version.", show_default=False)
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="Folder or snapshot of the later version.", show_default=False)
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            show_default=False,
            help="Only records of this kind: dataset, word, entity, source, claim or retired; repeatable.",
        ),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="CHANGE",
            show_default=False,
            help="Only what was added, removed or changed; repeatable.",
        ),
    ] = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Say what has changed from one version of a dataset to another.

    Record by record and field by field, by kind, then by id; all of it, however much there is. Exit status 0 if
    nothing differs, 1 if something does.
    """
    from kgraph.knowledge_graph import open
    from kgraph.queries.changes import iter_changes
    from kgraph.queries.earlier_versions import parse_changes

    kinds, ways = parse_changes(kind or (), change or ())
    before, after = open(old), open(new)
    counts: _Counts = Counter()
    found = _count(iter_changes(before.store, after.store, kinds=kinds, changes=ways), counts)
    if format is OutputFormat.TABLE:
        from kgraph.cli.output import print_table
        from kgraph.cli.tables.changes import render_changes

        print_table(render_changes(found))
    elif format is OutputFormat.NDJSON:
        from kgraph.cli.output import write_lines

        write_lines(found)
    else:
        _write_json(before, after, found, counts, {"kind": list(kinds), "change": list(ways)})
    typer.echo(_summarise(before, after, counts), err=True)
    if counts:
        raise typer.Exit(NOTHING_FOUND)


def _count(found: Iterator[Change], counts: _Counts) -> Iterator[Change]:
    for each in found:
        counts[each.change, each.kind] += 1
        yield each


def _write_json(
    before: KnowledgeGraph, after: KnowledgeGraph, found: Iterator[Change], counts: _Counts, given: dict[str, list[str]]
) -> None:
    """Write what REST answers with, the items as they come: there may be any number of them."""
    from kgraph.cli.output import write_items
    from kgraph.queries.answers import Answer, QueryEcho, Total
    from kgraph.queries.change_answers import Change

    def build() -> Answer[Change]:
        total = counts.total()
        words = {name: words for name, words in given.items() if words}
        return Answer[Change](
            items=(),
            total=Total(value=total, relation="eq"),
            query=QueryEcho(parameters={"since": before.version, **words}, names=()),
            empty=None if total else after.changes(before, kind=given["kind"], change=given["change"], limit=1).empty,
            dataset_version=after.version,
        )

    write_items(found, build)


def _summarise(before: KnowledgeGraph, after: KnowledgeGraph, counts: _Counts) -> str:
    from kgraph.queries.earlier_versions import SHOWN_FIGURES

    old, new = before.version[:SHOWN_FIGURES], after.version[:SHOWN_FIGURES]
    if before.version == after.version:
        return f"Nothing differs: both are version {new}."
    if not counts:
        return f"Of what was asked for nothing differs between version {old} and version {new}."
    parts = [f"{count:,} {_name(kind, count)} {change}" for (change, kind), count in counts.items()]
    return f"From version {old} to version {new}: {', '.join(parts)}."


def _name(kind: str, count: int) -> str:
    if kind == "retired" and count == 1:
        return "retired id"
    return kind if count == 1 else _PLURALS.get(kind, f"{kind}s")
