"""The command `kgraph` itself: its options, and the way in from the shell."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any, NoReturn, TextIO

import typer

from kgraph.cli.loading import CommandGroup, ending_writes
from kgraph.cli.statuses import BROKEN_PIPE, INTERRUPTED, TERMINATED

STDOUT = 1

app = typer.Typer(
    name="kgraph",
    cls=CommandGroup,
    no_args_is_help=True,
    rich_markup_mode="rich",
    # What a person can cause is reported by kgraph.cli.errors; what is left is a bug and wants its plain traceback.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from kgraph import __version__

        typer.echo(f"kgraph {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """What connects A to B, who says so, where, when, and how sure are they?

    Every tie is a claim, and every claim is shown with the passage it was read in and what that passage cites.
    """


def main() -> None:
    """Run the command line and end the process with its exit status."""
    if sys.stdout is None:
        sys.stdout = _open_closed_stdout()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a stand-in for it rather than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # What a command has begun to write is taken away, as it is when ctrl-C ends it.
    signal.signal(signal.SIGTERM, _end)
    try:
        with ending_writes():
            app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except typer.Exit as end:
        sys.exit(end.exit_code)
    except SystemExit as end:
        if end.code == TERMINATED:
            # It ends as the signal would have ended it, which whoever supervises it takes for an end in order.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTERM)
        # What prints the help ends itself with 1 when nobody reads on.
        if isinstance(end.__context__, BrokenPipeError):
            sys.exit(BROKEN_PIPE)
        raise


def _end(_signal: int, _frame: Any) -> NoReturn:
    sys.exit(TERMINATED)


def _open_closed_stdout() -> TextIO:
    """Return a standard output that nothing can be written to, for a shell that started the command without one.

    It takes the number of the standard output, which the next file to be opened would get otherwise.
    """
    number = os.open(os.devnull, os.O_RDONLY)
    if number != STDOUT:
        os.dup2(number, STDOUT)
        os.close(number)
    return open(STDOUT, "w", encoding="utf-8", closefd=False)
