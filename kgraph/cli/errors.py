"""What a person is told when a question cannot be answered, and with which exit status it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer

from kgraph.cli.shell_words import name_places, to_shell_words
from kgraph.cli.statuses import BAD_INPUT, UNREACHABLE
from kgraph.errors import AmbiguousName, DatasetError, KGraphError, QueryError, ServiceError

# A command that merely needs the dataset shows so many of its problems; `kgraph validate` shows all.
SHOWN_PROBLEMS = 10


class CannotListen(KGraphError):
    """The address that the service was told to use cannot be had."""


# The most exact class counts.
STATUSES: dict[type[KGraphError], int] = {
    KGraphError: BAD_INPUT,
    CannotListen: UNREACHABLE,
    ServiceError: UNREACHABLE,
}


def status_of(error: KGraphError) -> int:
    """Return the exit status that an error ends in."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def report(error: KGraphError, params: Sequence[Any]) -> None:
    """Print an error on the standard error: where it lies, what is wrong, and what could be meant."""
    for line in _iter_lines(error, params):
        typer.echo(line, err=True)


def _iter_lines(error: KGraphError, params: Sequence[Any]) -> Iterable[str]:
    if isinstance(error, DatasetError):
        yield f"Error: {error}"
        yield from (f"  {problem}" for problem in error.problems[:SHOWN_PROBLEMS])
        if error.count > SHOWN_PROBLEMS:
            yield f"  ... and {error.count - SHOWN_PROBLEMS:,} more; all of them: kgraph validate {error.path}"
        return
    places = name_places(params)
    place = _find_place(error.parameter, places) if isinstance(error, QueryError) else None
    where = f" in {place}" if place else ""
    if isinstance(error, AmbiguousName):
        yield f"Error{where}: {error.value!r} may mean several entities. Give the id of the one you mean:"
        width = max(len(candidate.id) for candidate in error.candidates)
        for candidate in error.candidates:
            yield f"  {candidate.id:<{width}}  {candidate.name} ({candidate.type})"
        return
    yield f"Error{where}: {_put_in_words(error, place, places)}"
    if isinstance(error, QueryError) and error.suggestions:
        yield f"Did you mean {_join(error.suggestions)}?"


def _put_in_words(error: KGraphError, place: str | None, places: Mapping[str, str]) -> str:
    """Return the message with parameters called as they are typed."""
    if not isinstance(error, QueryError):
        return str(error)
    text = str(error)
    if place is not None and error.parameter is not None and error.parameter.startswith("/"):
        # A JSON pointer into what the command has made of its arguments.
        text = text.replace(error.parameter, place, 1)
    return to_shell_words(text, places)


def _find_place(parameter: str | None, places: Mapping[str, str]) -> str | None:
    """Return how the person who typed the command knows a parameter; a place inside it has a slash."""
    return None if parameter is None else places.get(parameter.lstrip("/").partition("/")[0])


def _join(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
