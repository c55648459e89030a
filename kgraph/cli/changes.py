"""`kgraph diff`: what has changed from one version of a dataset to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph.cli.completion import complete_words
from kgraph.cli.options import Format, OutputFormat
from kgraph.cli.statuses import NOTHING_FOUND

if TYPE_CHECKING:
    from kgraph.answers.answer import Empty
    from kgraph.answers.changes import Change, ChangedKind, ChangeType

# What is one record more than one of.
_PLURALS = {"entity": "entities", "dataset": "datasets", "retired": "retired ids"}
_Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Versions:
    """The two that are compared, and what says why there is nothing, if there is nothing."""

    old: str
    new: str
    explain: Callable[[], Empty | None]


def diff(
    *,
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="OLD",
            help="Folder or snapshot of the earlier version; with --url the version itself, by default the last that "
            "the service was started with.",
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(metavar="NEW", help="Folder or snapshot of the later version.", show_default=False),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            show_default=False,
            help="Only records of this kind: dataset, word, entity, source, claim or retired; repeatable.",
            autocompletion=complete_words("dataset", "word", "entity", "source", "claim", "retired"),
        ),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="CHANGE",
            show_default=False,
            help="Only what was added, removed or changed; repeatable.",
            autocompletion=complete_words("added", "removed", "changed"),
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            "--url",
            metavar="URL",
            help="What has changed in a running service, which serves the later version.",
            show_default=False,
        ),
    ] = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Say what has changed from one version of a dataset to another.

    Record by record and field by field, by kind, then by id; all of it, however much there is. Exit status 0 if
    nothing differs, 1 if something does.
    """
    from kgraph.queries.earlier_versions import parse_changes

    kinds, ways = parse_changes(kind or (), change or ())
    if url is not None:
        versions, changes = _ask_service(url, old, new, kinds, ways)
    elif old is not None and new is not None:
        versions, changes = _compare_files(Path(old), new, kinds, ways)
    else:
        raise typer.BadParameter(
            "Two versions are compared, or that of a service with an earlier one.", param_hint="OLD NEW"
        )
    counts: _Counts = Counter()
    found = _count(changes, counts)
    if format is OutputFormat.TABLE:
        from kgraph.cli.output import print_table
        from kgraph.cli.tables.changes import render_changes

        print_table(render_changes(found))
    elif format is OutputFormat.NDJSON:
        from kgraph.cli.output import write_lines

        write_lines(found)
    elif format is OutputFormat.JSON:
        _write_json(versions, found, counts, {"kind": list(kinds), "change": list(ways)})
    else:
        from kgraph.answers.rows.records import CHANGES
        from kgraph.cli.output import write_rows

        write_rows(CHANGES, found, format)
    typer.echo(_summarise(versions, counts), err=True)
    if counts:
        raise typer.Exit(NOTHING_FOUND)


def _compare_files(
    old: Path, new: Path, kinds: Sequence[ChangedKind], ways: Sequence[ChangeType]
) -> tuple[_Versions, Iterator[Change]]:
    from kgraph.cli.progress import waiting
    from kgraph.knowledge_graph import open
    from kgraph.queries.changes import iter_changes

    before = open(old, on_progress=partial(waiting.tell, "reading the earlier version"))
    after = open(new, on_progress=partial(waiting.tell, "reading the later version"))
    waiting.tell("comparing", 0, 0)
    versions = _Versions(
        before.version, after.version, lambda: after.changes(before, kind=kinds, change=ways, limit=1).empty
    )
    return versions, iter_changes(before.store, after.store, kinds=kinds, changes=ways)


def _ask_service(
    url: str, since: str | None, new: Path | None, kinds: Sequence[ChangedKind], ways: Sequence[ChangeType]
) -> tuple[_Versions, Iterator[Change]]:
    from kgraph.cli.opening import open_graph
    from kgraph.queries.parameters import MAX_LIMIT

    if new is not None:
        raise typer.BadParameter(
            "A service is asked for what has changed since OLD: it serves the later one.", param_hint="NEW"
        )
    first = open_graph(None, url).changes(since, kind=kinds, change=ways, limit=MAX_LIMIT)
    if first.empty is not None and first.empty.reason == "no_previous":
        raise typer.BadParameter(f"{first.empty.detail}", param_hint="--url")
    versions = _Versions(first.query.parameters["since"], first.dataset_version, lambda: first.empty)
    return versions, first.iter_all()


def _count(found: Iterator[Change], counts: _Counts) -> Iterator[Change]:
    for each in found:
        counts[each.change, each.kind] += 1
        yield each


def _write_json(versions: _Versions, found: Iterator[Change], counts: _Counts, given: dict[str, list[str]]) -> None:
    """Write what REST answers with, the items as they come: there may be any number of them."""
    from kgraph.answers.answer import Answer, QueryEcho, Total
    from kgraph.answers.changes import Change
    from kgraph.cli.output import write_items

    def build() -> Answer[Change]:
        total = counts.total()
        words = {name: words for name, words in given.items() if words}
        return Answer[Change](
            items=(),
            total=Total(value=total, relation="eq"),
            query=QueryEcho(parameters={"since": versions.old, **words}, names=()),
            empty=None if total else versions.explain(),
            dataset_version=versions.new,
        )

    write_items(found, build)


def _summarise(versions: _Versions, counts: _Counts) -> str:
    from kgraph.queries.earlier_versions import SHOWN_FIGURES

    old, new = versions.old[:SHOWN_FIGURES], versions.new[:SHOWN_FIGURES]
    if versions.old == versions.new:
        return f"Nothing differs: both are version {new}."
    if not counts:
        return f"Of what was asked for nothing differs between version {old} and version {new}."
    parts = [f"{count:,} {_name(kind, count)} {change}" for (change, kind), count in counts.items()]
    return f"From version {old} to version {new}: {', '.join(parts)}."


def _name(kind: str, count: int) -> str:
    if kind == "retired" and count == 1:
        return "retired id"
    return kind if count == 1 else _PLURALS.get(kind, f"{kind}s")
