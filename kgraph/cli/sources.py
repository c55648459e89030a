"""`kgraph sources`: what the claims were read in, and what is cited there."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kgraph.cli.options import Cursor, Data, Everything, Format, Limit, OutputFormat


def sources(
    *,
    outlet: Annotated[
        list[str] | None,
        typer.Option(
            "--outlet", metavar="ENTITY", help="Only those it published: an id or a name.", show_default=False
        ),
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List what the claims were read in, and what is cited there.

    By id, each with how many claims rest on it. A question mark stands behind a year that was inferred.
    """
    from kgraph.cli.output import print_list, read_list
    from kgraph.cli.tables.lists import render_sources
    from kgraph.knowledge_graph import open

    ask = partial(open(data).sources, outlet=outlet or ())
    answer = read_list(ask, limit=limit, cursor=cursor, everything=everything)
    print_list(answer, format, lambda: render_sources(answer.items))
