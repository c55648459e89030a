"""`kgraph sources` and `kgraph claim-sources`: what the claims were read in, and what is cited there."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kgraph.cli.completion import complete_entities
from kgraph.cli.options import Cursor, Data, Everything, Format, Limit, OutputFormat, Url


def sources(
    *,
    outlet: Annotated[
        list[str] | None,
        typer.Option(
            "--outlet",
            metavar="ENTITY",
            help="Only those it published: an id or a name.",
            show_default=False,
            autocompletion=complete_entities,
        ),
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List what the claims were read in, and what is cited there.

    By id, each with how many claims rest on it. A question mark stands behind a year that was inferred.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.lists import render_sources

    ask = partial(open_graph(data, url).sources, outlet=outlet or ())
    print_pages(
        ask, format, lambda answer: render_sources(answer.items), limit=limit, cursor=cursor, everything=everything
    )


def claim_sources(
    *,
    id: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.", show_default=False)],
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List what one claim rests on: the sources it was read in, then what these passages cite.

    Each with the passage. A claim whose passage cites nothing rests on its carrying source alone.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.lists import render_claim_sources

    ask = partial(open_graph(data, url).claim_sources, id)
    print_pages(
        ask,
        format,
        lambda answer: render_claim_sources(answer.items),
        limit=limit,
        cursor=cursor,
        everything=everything,
    )
