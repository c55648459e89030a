"""Run what is served with uvicorn, and say where it is."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
import uvicorn

from kgraph.cli.errors import CannotListen
from kgraph.cli.progress import waiting
from kgraph.loading import default_dataset_path

# The one place where kgraph names the package that stands above it.
APPLICATION = "api.asgi:app"
URLS_OF_SHIPPED_DATASET = (
    "/docs",
    "/v1/paths?from=Bolat%20Nazarbayev&to=China",
    "/v1/claims?hedged=true",
)
URLS_OF_ANY_DATASET = ("/docs", "/v1/dataset", "/v1/claims?limit=5")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "loggers": {
        "kgraph": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}


def run_server(data: Path | None, host: str, port: int, previous: Sequence[Path] = ()) -> None:
    """Serve a dataset until the process is told to stop.

    Raises:
        CannotListen: the address cannot be had.
        DatasetError: the dataset, or an earlier version of it, cannot be used.
    """
    given = {"KGRAPH_DATA": "" if data is None else str(data), "KGRAPH_PREVIOUS": os.pathsep.join(map(str, previous))}
    for variable, value in given.items():
        os.environ.pop(variable, None)
        if value:
            os.environ[variable] = value
    config = uvicorn.Config(APPLICATION, access_log=False, log_config=LOGGING)
    # The port comes first: it costs nothing to learn that it is taken, where a dataset may take a while to load.
    with bind(host, port) as bound:
        config.load()
        # It goes on for as long as it is wanted.
        waiting.end()
        address, *others = _list_urls(bound, data)
        announcement = [f"kgraph serves {address} (ctrl-C stops it). Worth trying:", *(f"  {url}" for url in others)]
        run_announced(config, bound, announcement)


def run_announced(config: uvicorn.Config, bound: socket.socket, announcement: list[str]) -> None:
    """Serve on a bound socket until the process is told to stop; print some lines once it answers.

    Raises:
        CannotListen: another one listens there since.
        OSError: the lines cannot be printed.
    """
    server = _AnnouncingServer(config, announcement)
    try:
        server.run(sockets=[bound])
    except OSError as error:
        host, port = bound.getsockname()[:2]
        raise CannotListen(_explain(host, port, error)) from error
    if server.unprinted is not None:
        raise server.unprinted


class _AnnouncingServer(uvicorn.Server):
    """Prints some lines once it answers."""

    def __init__(self, config: uvicorn.Config, announcement: list[str]) -> None:
        super().__init__(config)
        self.announcement = announcement
        self.unprinted: OSError | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        try:
            for line in self.announcement:
                typer.echo(line)
        except OSError as error:
            # Nobody would know where it is: it ends in good order, and whoever started it is told.
            self.unprinted = error
            self.should_exit = True


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to an address, and does not listen yet.

    Raises:
        CannotListen: the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise CannotListen(_explain(host, port, error)) from error
    try:
        if os.name == "posix":
            # Lets a server start again at once; a port on which another one listens is refused all the same.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise CannotListen(_explain(host, port, error)) from error
    return bound


def _explain(host: str, port: int, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"Cannot listen on {host} port {port}: {reason}. Another port can be given with --port, 0 takes a free one."


def build_address(bound: socket.socket) -> str:
    """Return the URL under which a bound socket is reached from this machine."""
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - it is compared with, not listened on
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _list_urls(bound: socket.socket, data: Path | None) -> list[str]:
    base = build_address(bound)
    paths = URLS_OF_SHIPPED_DATASET if _is_shipped(data) else URLS_OF_ANY_DATASET
    return [base, *(base + path for path in paths)]


def _is_shipped(data: Path | None) -> bool:
    """Tell whether it is the article's dataset that is served, be it from another folder; it has been loaded."""
    if data is None:
        return True
    if data.is_file():
        return False
    served, shipped = (
        json.loads((folder / "dataset.json").read_text(encoding="utf-8-sig"))["id"]
        for folder in (data, default_dataset_path())
    )
    return bool(served == shipped)
