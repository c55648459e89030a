"""The options that commands share, and those which the filters define."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from kgraph.cli.completion import Complete, complete_entities, complete_sources, complete_vocabulary, complete_words
from kgraph.filters import Filters, FilterSpec, Scope, filter_specs

FILTERS_PANEL = "Filters"


class OutputFormat(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    MARKDOWN = "md"


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="PATH",
        envvar="KGRAPH_DATA",
        show_envvar=True,
        show_default=False,
        help="Folder or snapshot of the dataset. Default: the article's, which ships.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="URL",
        envvar="KGRAPH_URL",
        show_envvar=True,
        show_default=False,
        help="Ask a running service instead, such as http://host:8000.",
    ),
]
DatasetPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH",
        envvar="KGRAPH_DATA",
        show_default=False,
        help="Folder of the dataset. Default: the article's, which ships.",
    ),
]
Format = Annotated[
    OutputFormat,
    typer.Option(
        "--format",
        help="A table for people; JSON as REST answers; a line of JSON per item; rows as CSV or as a Markdown table.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", show_default=False, help="Most items to list: 1 to 500. Default: 50."),
]
Cursor = Annotated[
    str | None,
    typer.Option("--cursor", metavar="CURSOR", help="Read on where an answer left off: its next_cursor."),
]
Ids = Annotated[
    list[str] | None, typer.Option("--id", metavar="ID", help="Only the claims of these ids.", show_default=False)
]
Everything = Annotated[bool, typer.Option("--all", help="List all items, however many there are.")]


def _to_file(given: Path | None) -> Path | None:
    return None if given == Path("-") else given


Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="The file. Default, and with -: the standard output.",
        show_default=False,
        callback=_to_file,
    ),
]
Avoid = Annotated[
    list[str] | None,
    typer.Option(
        "--avoid",
        metavar="ENTITY",
        help="No path leads over it. Repeatable.",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
Via = Annotated[
    list[str] | None,
    typer.Option(
        "--via",
        metavar="ENTITY",
        help="Every path leads over it; RU: over any of Russia. Repeatable.",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
# Of commands that are about paths only if they are told so.
PathsTo = Annotated[
    str | None,
    typer.Option("--to", metavar="ENTITY", help="... to here.", show_default=False, autocompletion=complete_entities),
]
PathsMaxHops = Annotated[
    int | None,
    typer.Option("--max-hops", metavar="N", help="Longest path: 1 to 6 hops. Default: 4.", show_default=False),
]
ClaimOrder = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="One of: id (the order of the text), newest, oldest, evidence (more outlets first).",
        autocompletion=complete_words("id", "newest", "oldest", "evidence"),
    ),
]
ClaimsPerTie = Annotated[
    int | None,
    typer.Option(
        "--claims-per-tie",
        metavar="N",
        show_default=False,
        help="Most claims to show of each tie: 0 to 500. Default: 3 in a table, else 5.",
    ),
]
Entity = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="An id or a name, in any script.",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
Text = Annotated[
    Path,
    typer.Option("--text", metavar="FILE", help="A copy of the text, plain and in UTF-8; - reads the standard input."),
]


def with_filters(
    scope: Scope, *, leave_out: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option for every filter that queries of one scope take, but for some.

    The command receives those that were typed, as they were, in its keyword `filters`; the query checks them.
    """
    specs = {name: spec for name, spec in filter_specs(scope).items() if name not in leave_out}

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(function, eval_str=True)
        own = [parameter for parameter in signature.parameters.values() if parameter.name != "filters"]
        options = [_build_parameter(name, spec) for name, spec in specs.items()]

        def command(**given: Any) -> None:
            typed = {name: given.pop(name) for name in specs}
            # What was not typed is left out; what is empty is not the same, and is for the query to refuse.
            filters = {name: value for name, value in typed.items() if value not in (None, [])}
            function(**given, filters=filters)

        command.__doc__ = function.__doc__
        command.__name__ = function.__name__
        command.__module__ = function.__module__
        command.__signature__ = signature.replace(parameters=[*own, *options])  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in (*own, *options)}
        return command

    return decorate


def _build_parameter(name: str, spec: FilterSpec) -> inspect.Parameter:
    field = Filters.model_fields[name]
    words = list(_iter_closed_words(field.annotation))
    description = field.description or ""
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        metavar=_metavar(name, spec, words),
        help=f"{description} One of: {', '.join(words)}." if words else description,
        rich_help_panel=FILTERS_PANEL,
        show_default=False,
        autocompletion=_choose_completion(name, spec, words),
    )
    kind = list[str] | None if spec.repeatable else str | None
    annotation = Annotated[kind, option]  # type: ignore[valid-type]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _iter_closed_words(annotation: Any) -> Iterator[str]:
    """Yield the words of the closed list inside a field's type, if there is one."""
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
        return
    for part in get_args(annotation):
        yield from _iter_closed_words(part)


def _metavar(name: str, spec: FilterSpec, words: list[str]) -> str:
    kind = str(Filters.model_fields[name].annotation)
    if "bool" in kind:
        return "true|false"
    if "Decimal" in kind:
        return "AMOUNT"
    if name in ("date", "known_as_of"):
        return "DATE"
    if spec.words in ("entity", "source"):
        return "ENTITY" if spec.words == "entity" else "ID"
    if spec.words is not None or words:
        return "WORD"
    return "N" if "int" in kind else "TEXT"


def _choose_completion(name: str, spec: FilterSpec, words: list[str]) -> Complete | None:
    """Return what completes the values of a filter, where there are any to choose from."""
    if words:
        return complete_words(*words)
    if spec.words is not None:
        own = {"entity": complete_entities, "source": complete_sources}
        return own.get(spec.words) or complete_vocabulary(spec.words)
    return complete_words("true", "false") if "bool" in str(Filters.model_fields[name].annotation) else None
