"""Write answers: data on the standard output, everything that is said about it on the standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console, RenderableType

from kgraph.cli.options import OutputFormat
from kgraph.cli.statuses import NOTHING_FOUND
from kgraph.queries.answers import Answer, Empty, ResolvedName
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT

Render = Callable[[], Iterable[RenderableType]]


def read_list(
    ask: Callable[..., Answer[Any]], *, limit: int | None, cursor: str | None, everything: bool
) -> Answer[Any]:
    """Ask for one part of a list, or for all of its parts, one after the other."""
    size = limit if limit is not None else MAX_LIMIT if everything else DEFAULT_LIMIT
    first = answer = ask(limit=size, cursor=cursor)
    if not everything:
        return first
    items = list(answer.items)
    while answer.next_cursor is not None:
        answer = ask(limit=size, cursor=answer.next_cursor)
        items += answer.items
    return first.model_copy(update={"items": tuple(items), "next_cursor": None})


def print_list(answer: Answer[Any], form: OutputFormat, render: Render) -> None:
    """Write a list in the wanted form; an empty one says why it is empty, and ends with status 1."""
    if form is OutputFormat.JSON:
        write_json(answer)
    elif form is OutputFormat.NDJSON:
        write_lines(answer.items)
    elif answer.items:
        print_table(render())
    if form is not OutputFormat.JSON:
        for note in _iter_notes(answer):
            typer.echo(note, err=True)
    if not answer.items:
        typer.echo(explain_empty(answer.empty), err=True)
        raise typer.Exit(NOTHING_FOUND)


def print_record(record: BaseModel, form: OutputFormat, render: Render, *, version: str) -> None:
    """Write a single record in the wanted form; as JSON with the version of the dataset that it was read from."""
    if form is OutputFormat.JSON:
        write_json({**record.model_dump(mode="json", by_alias=True), "dataset_version": version})
    elif form is OutputFormat.NDJSON:
        write_lines([record])
    else:
        print_table(render())


def write_json(value: Any) -> None:
    """Write a record, or what is made of plain values, as JSON for people: indented."""
    if isinstance(value, BaseModel):
        _write(value.model_dump_json(by_alias=True, indent=2))
    else:
        _write(json.dumps(value, ensure_ascii=False, indent=2))


def write_items(items: Iterable[BaseModel], build: Callable[[], Answer[Any]]) -> None:
    """Write a list as JSON while its items come; `build` makes what goes around them, once they have all been seen."""
    separator = "\n"
    _write('{\n  "items": [', end="")
    for item in items:
        text = item.model_dump_json(by_alias=True, indent=2).replace("\n", "\n    ")
        _write(f"{separator}    {text}", end="")
        separator = ",\n"
    around = build().model_dump(mode="json", by_alias=True, exclude={"items"})
    end = "]" if separator == "\n" else "\n  ]"
    _write(f"{end},{json.dumps(around, ensure_ascii=False, indent=2).removeprefix('{')}")


def write_lines(values: Iterable[Any]) -> None:
    """Write a line of JSON for each value."""
    for value in values:
        if isinstance(value, BaseModel):
            _write(value.model_dump_json(by_alias=True))
        else:
            _write(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _write(text: str, end: str = "\n") -> None:
    # JSON is UTF-8, whatever the terminal's own encoding is.
    sys.stdout.buffer.write(f"{text}{end}".encode())


def print_table(parts: Iterable[RenderableType]) -> None:
    """Print tables and lines, as wide as the terminal is (80 columns where there is none)."""
    console = _Console(highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command, where rich would end the process itself."""
        raise BrokenPipeError


def _iter_notes(answer: Answer[Any]) -> Iterator[str]:
    yield from (text for name in answer.query.names if (text := describe_name(name)) is not None)
    if answer.truncated_by is not None:
        yield f"The search was cut at its bound of {answer.truncated_by}: there may be more."
    if answer.undated_excluded:
        yield f"{answer.undated_excluded} undated claims were left out by the date filter."
    shown, total = len(answer.items), answer.total
    if shown and (shown < total.value or total.relation == "gte"):
        if total.relation == "gte" and shown == total.value:
            yield f"{shown} shown; there may be more{_way_on(answer)}."
        else:
            least = "at least " if total.relation == "gte" else ""
            yield f"{shown} of {least}{total.value} shown{_way_on(answer)}."


def _way_on(answer: Answer[Any]) -> str:
    if answer.next_cursor is not None:
        return f"; read on with --cursor {answer.next_cursor}, or list all with --all"
    more = next((word for word in ("k", "limit") if word in answer.query.parameters), None)
    return f"; a higher --{more} would show it" if more else ""


def write_names(names: Iterable[ResolvedName]) -> None:
    """Say on the standard error which entities names were taken for."""
    for text in filter(None, map(describe_name, names)):
        typer.echo(text, err=True)


def describe_name(name: ResolvedName) -> str | None:
    """Say which entity a name was taken for; None where the id or the very name was typed."""
    if name.matched.how == "merged":
        return f"{name.given!r} was merged into {name.entity.name} ({name.entity.id})."
    if name.matched.how == "id" or name.given == name.entity.name:
        return None
    how = f"its {name.matched.kind} {name.matched.text!r}" if name.matched.text != name.given else name.matched.kind
    return f"{name.given!r} is taken for {name.entity.name} ({name.entity.id}): {how}."


def explain_empty(empty: Empty | None) -> str:
    """Say why there is nothing, and what would change it."""
    if empty is None:
        return "Nothing found."
    return f"{empty.detail} Try: {_to_words(empty.try_)}." if empty.try_ else empty.detail


def _to_words(change: str) -> str:
    """Turn `max_hops=3`, as it stands in a URL, into `--max-hops 3`, as it is typed here."""
    match = re.fullmatch(r"(\w+)=(\S+)", change)
    return f"--{match[1].replace('_', '-')} {match[2]}" if match else change
