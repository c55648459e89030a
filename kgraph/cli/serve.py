"""`kgraph serve`: the REST API, on this machine unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.options import Data


def serve(
    *,
    data: Data = None,
    previous: Annotated[
        list[Path] | None,
        typer.Option(
            "--previous",
            metavar="PATH",
            envvar="KGRAPH_PREVIOUS",
            show_envvar=True,
            show_default=False,
            help="Folder or snapshot of an earlier version, for /v1/changes; repeatable, the latest last.",
        ),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 for every one.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
) -> None:
    """Serve the REST API and its documentation.

    Prints the address and what is worth trying there; ctrl-C stops it. The log of requests, on the standard error,
    holds no query strings unless KGRAPH_LOG_QUERIES is true.
    """
    from kgraph.cli.progress import waiting
    from kgraph.cli.server import run_server

    waiting.tell("reading", 0, 0)
    apart = [path for path in previous or () if os.pathsep in str(path)]
    if apart:
        message = f"{apart[0]} holds {os.pathsep!r}, which separates paths: call it by another name."
        raise typer.BadParameter(message, param_hint="--previous")
    run_server(data, host, port, previous or ())
