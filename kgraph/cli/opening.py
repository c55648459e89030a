"""Open what a command asks: the files of a dataset, or a service that serves one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from kgraph.client import AnyGraph


def open_graph(data: Path | None, url: str | None) -> AnyGraph:
    """Return what answers questions: the service at `url`, else the dataset `data`, else the one that ships."""
    if url is not None:
        from kgraph.client import connect

        return connect(url)
    from kgraph.cli.progress import waiting
    from kgraph.knowledge_graph import open

    graph = open(data, on_progress=lambda done, total: waiting.tell("reading", done, total))
    waiting.tell("asking", 0, 0)
    return graph


def choose_where(ctx: Any) -> None:
    """Let what was typed win over what the environment says, of the files of a dataset and of `--url`.

    Raises:
        typer.BadParameter: both were typed, or both are in the environment and neither was typed.
    """
    files = "path" if "path" in ctx.params else "data"
    if ctx.params.get(files) is None or ctx.params.get("url") is None:
        return
    typed = [name for name in (files, "url") if ctx.get_parameter_source(name).name == "COMMANDLINE"]
    if len(typed) != 1:
        message = "Ask the files of a dataset or a service that serves one, not both."
        given = f"{'PATH' if files == 'path' else '--data'}, --url"
        raise typer.BadParameter(message, ctx=ctx, param_hint=given if typed else "KGRAPH_DATA, KGRAPH_URL")
    ctx.params[files if typed == ["url"] else "url"] = None
