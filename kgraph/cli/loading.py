"""Commands that are loaded when they are called, so that `kgraph --help` does not wait for all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EBADF
from importlib import import_module
from inspect import getdoc
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from kgraph.cli.catalogue import COMMANDS, CommandEntry
from kgraph.cli.statuses import BAD_INPUT, BROKEN_PIPE


class CommandGroup(TyperGroup):
    """The commands of the catalogue."""

    def __init__(self, **settings: Any) -> None:
        settings["commands"] = {entry.name: _Placeholder(entry) for entry in COMMANDS}
        super().__init__(**settings)


class _Placeholder(TyperCommand):
    """What the help needs of a command; the command itself takes over once it is called."""

    def __init__(self, entry: CommandEntry) -> None:
        super().__init__(entry.name, short_help=entry.summary, rich_help_panel=entry.panel)
        self.entry = entry

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        return load_command(self.entry).make_context(*arguments, **extra)


class Command(TyperCommand):
    """A command that ends every error a person can cause in one message and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        # Imported here: it knows of everything that kgraph raises, and `--help` does not need it.
        from kgraph.cli.errors import report, status_of
        from kgraph.cli.opening import choose_where
        from kgraph.cli.progress import waiting
        from kgraph.errors import KGraphError

        choose_where(ctx)
        with ending_writes():
            try:
                waiting.begin()
                return super().invoke(ctx)
            except KGraphError as error:
                report(error, self.params)
                raise typer.Exit(status_of(error)) from error
            finally:
                waiting.end()


@contextmanager
def ending_writes() -> Iterator[None]:
    """End what goes wrong in writing in one message and an exit status.

    Raises:
        typer.Exit: something could not be read or written.
    """
    try:
        try:
            yield
        finally:
            # Whatever goes wrong in writing shall do so here, not when the interpreter shuts down.
            if sys.stdout is not None:  # somebody's own interpreter may have none
                sys.stdout.flush()
    except BrokenPipeError as error:
        _close_stdout()
        raise typer.Exit(BROKEN_PIPE) from error
    except OSError as error:
        _close_stdout()
        typer.echo(f"Error: {_explain(error)}", err=True)
        raise typer.Exit(BAD_INPUT) from error


def _explain(error: OSError) -> str:
    if error.errno == EBADF and error.filename is None:
        return "The standard output is closed."
    return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"


def load_command(entry: CommandEntry) -> Any:
    """Return the command that a line of the catalogue names."""
    function = getattr(import_module(entry.module), entry.function)
    single = typer.Typer(add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
    examples = "\n".join(f"  {example}" for example in entry.examples)
    single.command(
        entry.name,
        cls=Command,
        help=_reflow(getdoc(function) or ""),
        epilog=f"Examples:\n{examples}",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(function)
    return get_command(single)


def _reflow(docstring: str) -> str:
    """Join the lines of each paragraph, which the terminal wraps anew."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in docstring.split("\n\n"))


def _close_stdout() -> None:
    """Let what is still buffered go nowhere: Python would complain of it at its end."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
