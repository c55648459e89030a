"""Write answers: data on the standard output, everything that is said about it on the standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from pydantic import BaseModel
from rich.console import Console, RenderableType

from kgraph.answers.answer import Answer, Empty, ResolvedName
from kgraph.answers.wording import describe_name
from kgraph.cli.options import OutputFormat
from kgraph.cli.progress import waiting
from kgraph.cli.shell_words import to_shell_words
from kgraph.cli.statuses import NOTHING_FOUND
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT

if TYPE_CHECKING:
    from kgraph.answers.rows import RowTable

AnyAnswer = TypeVar("AnyAnswer", bound=Answer[Any])
Render = Callable[[], Iterable[RenderableType]]


def print_pages(
    ask: Callable[..., AnyAnswer],
    form: OutputFormat,
    render: Callable[[AnyAnswer], Iterable[RenderableType]],
    *,
    limit: int | None,
    cursor: str | None,
    everything: bool,
) -> None:
    """Ask for one part of a list, or for all of its parts one after the other, and write it as `print_list` does.

    Only a table holds all of them at a time, to fit its columns; in any other form each part is written as it comes.
    """
    size = limit if limit is not None else MAX_LIMIT if everything else DEFAULT_LIMIT
    answer = ask(limit=size, cursor=cursor)
    if everything and form is OutputFormat.TABLE:
        items = tuple(_Counted(answer.iter_all(), answer.total.value))
        answer = answer.model_copy(update={"items": items, "next_cursor": None})
        waiting.tell("drawing", 0, 0)
    print_list(answer, form, lambda: render(answer), everything=everything)


def print_list(answer: Answer[Any], form: OutputFormat, render: Render, *, everything: bool = False) -> None:
    """Write a list in the wanted form; an empty one says why it is empty, and ends with status 1.

    With `everything` all parts that follow it are written too, but in a table.
    """
    on_table = form is OutputFormat.TABLE
    rest = _Counted(answer.iter_all() if everything and not on_table else answer.items, answer.total.value)
    if on_table:
        if answer.items:
            print_table(render())
    elif form is OutputFormat.JSON:
        write_items(rest, lambda: answer.model_copy(update={"next_cursor": None} if everything else {}))
    elif form is OutputFormat.NDJSON:
        write_lines(rest)
    else:
        from kgraph.answers.frames import get_table, item_type_of

        write_rows(get_table(item_type_of(answer)), rest, form)
    if form is not OutputFormat.JSON:
        last = answer.model_copy(update={"next_cursor": None}) if everything else answer
        for note in _iter_notes(last, len(answer.items) if on_table else rest.count):
            typer.echo(note, err=True)
    if not answer.items:
        typer.echo(explain_empty(answer.empty), err=True)
        raise typer.Exit(NOTHING_FOUND)


class _Counted(Iterator[Any]):
    """Items, and how many of them have been handed out; whoever waits is told."""

    def __init__(self, items: Iterable[Any], total: int) -> None:
        self._items = iter(items)
        self._total = total
        self.count = 0

    def __next__(self) -> Any:
        item = next(self._items)
        self.count += 1
        waiting.tell("listing", self.count, self._total)
        return item


def print_record(record: BaseModel, form: OutputFormat, render: Render, *, version: str) -> None:
    """Write a single record in the wanted form; as JSON with the version of the dataset that it was read from."""
    if form is OutputFormat.JSON:
        write_json({**record.model_dump(mode="json", by_alias=True), "dataset_version": version})
    elif form is OutputFormat.NDJSON:
        write_lines([record])
    elif form is OutputFormat.TABLE:
        print_table(render())
    else:
        from kgraph.answers.frames import get_table

        write_rows(get_table(type(record)), [record], form)


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


def write_rows(table: RowTable, items: Iterable[Any], form: OutputFormat) -> None:
    """Write the rows of items, as CSV or as a table in Markdown, while they come; without any, the head alone."""
    if form is OutputFormat.CSV:
        from kgraph.cli.csv_text import iter_csv_lines

        for line in iter_csv_lines(table, items):
            _write(line, end="")
    else:
        from kgraph.cli.markdown import iter_markdown_lines

        for line in iter_markdown_lines(table, items):
            _write(line)


def write_facts(facts: Mapping[str, Any], form: OutputFormat) -> None:
    """Write what a command has done, in any form but a table for people."""
    if form is OutputFormat.JSON:
        write_json(facts)
    elif form is OutputFormat.NDJSON:
        write_lines([facts])
    else:
        from kgraph.cli.tables.rows import build_facts_table

        write_rows(build_facts_table(facts), [facts], form)


def _write(text: str, end: str = "\n") -> None:
    # Data is UTF-8, whatever the terminal's own encoding is.
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


def _iter_notes(answer: Answer[Any], shown: int) -> Iterator[str]:
    yield from (text for name in answer.query.names if (text := describe_name(name)) is not None)
    if answer.truncated_by is not None:
        yield _describe_bound(answer)
    if answer.undated_excluded:
        yield _describe_undated(answer)
    total = answer.total
    if shown and (shown < total.value or total.relation == "gte"):
        if total.relation == "gte" and shown == total.value:
            yield f"{shown:,} shown; there may be more{_way_on(answer)}."
        else:
            least = "at least " if total.relation == "gte" else ""
            yield f"{shown:,} of {least}{total.value:,} shown{_way_on(answer)}."


def _describe_undated(answer: Answer[Any]) -> str:
    count = answer.undated_excluded
    if answer.query.parameters.get("order") in ("oldest", "newest") and "date" not in answer.query.parameters:
        # Only a timeline leaves undated claims out unasked.
        return f"{count:,} undated claims have no place in time; list them with --undated true."
    return f"{count:,} undated claims were left out by the date filter."


def _describe_bound(answer: Answer[Any]) -> str:
    if answer.truncated_by == "entities":
        return f"Entities were left out: more than --max-entities {answer.query.parameters['max_entities']} are near."
    return f"The search was cut at its bound of {answer.truncated_by}: there may be more."


def _way_on(answer: Answer[Any]) -> str:
    if answer.next_cursor is not None:
        return f"; read on with --cursor {answer.next_cursor}, or list all with --all"
    more = next((word for word in ("k", "limit") if word in answer.query.parameters), None)
    return f"; a higher --{more} would show it" if more else ""


def write_names(names: Iterable[ResolvedName]) -> None:
    """Say on the standard error which entities names were taken for."""
    for text in filter(None, map(describe_name, names)):
        typer.echo(text, err=True)


def explain_empty(empty: Empty | None) -> str:
    """Say why there is nothing, and what would change it."""
    if empty is None:
        return "Nothing found."
    detail = to_shell_words(empty.detail)
    return f"{detail} Try: {to_shell_words(empty.try_)}." if empty.try_ else detail
