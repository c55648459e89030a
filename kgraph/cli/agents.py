"""`kgraph mcp`: the questions as tools of a language model."""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.options import Data, Url

if TYPE_CHECKING:
    from socket import socket

    from mcp.server import Server


DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8001


class Transport(StrEnum):
    """How clients reach the server."""

    STDIO = "stdio"
    HTTP = "http"


def mcp(
    *,
    data: Data = None,
    url: Url = None,
    transport: Annotated[
        Transport, typer.Option("--transport", help="The standard streams of one client, or HTTP for several.")
    ] = Transport.STDIO,
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help=f"For http: address to listen on. Default: {DEFAULT_HOST}.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            help=f"For http: port to listen on; 0 takes a free one. Default: {DEFAULT_PORT}.",
            show_default=False,
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="For http: a name, beside this machine's own and the address, by which clients may call the server; "
            "repeatable.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Answer language models over the Model Context Protocol.

    The tools bear the names of the questions, only read, and give every claim with its standing and its citation. On
    stdio the client starts this command and ends it; on http clients reach it under /mcp.
    """
    if transport is Transport.HTTP:
        from kgraph.cli.server import bind

        # The port comes first, as in `kgraph serve`: the dataset may take a while to load.
        address = host or DEFAULT_HOST
        with bind(address, DEFAULT_PORT if port is None else port) as bound:
            _serve_http(_build_server(data, url), bound, (address, *(allow_host or ())))
        return
    for option, given in (("--host", host), ("--port", port), ("--allow-host", allow_host)):
        if given is not None and given != []:
            raise typer.BadParameter("It goes with --transport http alone.", param_hint=option)
    server = _build_server(data, url)
    from kgraph.cli.statuses import INTERRUPTED, TERMINATED
    from kgraph.mcp.transports import run_stdio

    if sys.stdin.isatty():
        typer.echo("This waits for the messages of an MCP client, not for yours (ctrl-C stops it).", err=True)
    run_stdio(server, {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED})


def _build_server(data: Path | None, url: str | None) -> Server[Any]:
    """Return the server, once it is known that there is something to be asked."""
    from kgraph.cli.opening import open_graph
    from kgraph.cli.progress import waiting
    from kgraph.mcp.server import build_server

    # It asks for the dataset's title: a service that is not there is told now, and not at a model's first question.
    server = build_server(open_graph(data, url))
    # It goes on for as long as it is wanted.
    waiting.end()
    return server


def _serve_http(server: Server[Any], bound: socket, hosts: tuple[str, ...]) -> None:
    """Answer on a bound socket until the process is told to stop."""
    import uvicorn

    from kgraph.cli.server import LOGGING, build_address, run_announced
    from kgraph.mcp.transports import PATH, build_http_app

    loggers = {**LOGGING["loggers"], "mcp": LOGGING["loggers"]["uvicorn"]}
    config = uvicorn.Config(build_http_app(server, hosts), access_log=False, log_config={**LOGGING, "loggers": loggers})
    announcement = f"kgraph answers MCP clients at {build_address(bound)}{PATH} (ctrl-C stops it)."
    run_announced(config, bound, [announcement])
