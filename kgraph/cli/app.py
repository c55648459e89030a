"""The command `kgraph` itself: its options, and the way in from the shell."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kgraph.cli.loading import CommandGroup
from kgraph.cli.statuses import INTERRUPTED

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
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a stand-in for it rather than a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
