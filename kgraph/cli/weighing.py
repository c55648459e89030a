"""`kgraph contested` and `kgraph impact`: what disagrees, and what falls if a source is wrong."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli.completion import complete_entities, complete_sources
from kgraph.cli.options import Cursor, Data, Everything, Format, Limit, OutputFormat, PathsTo, Url, with_filters

# A table shows fewer claims of a side than JSON does, and says so.
CLAIMS_PER_SIDE_IN_TABLE = 3
# A table is for reading: the first items of each list tell what it is about.
DEFAULT_LIMIT_IN_TABLE = 10


@with_filters("claims")
def contested(
    *,
    filters: dict[str, Any],
    claims_per_side: Annotated[
        int | None,
        typer.Option(
            "--claims-per-side",
            metavar="N",
            show_default=False,
            help="Most claims to show on each side: 0 to 500. Default: 3 in a table, else 20.",
        ),
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List claims that contradict one another, side by side.

    Nothing is withdrawn for it, and no side is preferred. What is said to be unclear is no side: it stands below as
    open. An empty list can be the right answer. The filters pick disputes in which a claim of either side passes.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.disputes import render_disputes
    from kgraph.queries.contested import DEFAULT_CLAIMS_PER_SIDE

    shown = claims_per_side
    if shown is None:
        shown = CLAIMS_PER_SIDE_IN_TABLE if format is OutputFormat.TABLE else DEFAULT_CLAIMS_PER_SIDE
    ask = partial(open_graph(data, url).contested, claims_per_side=shown, **filters)
    print_pages(
        ask, format, lambda answer: render_disputes(answer.items), limit=limit, cursor=cursor, everything=everything
    )


def impact(
    *,
    id: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="The id of a source.", show_default=False, autocompletion=complete_sources
        ),
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ENTITY",
            help="With --to: the path from here ...",
            show_default=False,
            autocompletion=complete_entities,
        ),
    ] = None,
    to: PathsTo = None,
    max_hops: Annotated[int, typer.Option("--max-hops", metavar="N", help="Longest path: 1 to 6 hops.")] = 4,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            show_default=False,
            help="Most items of each list: 1 to 500. Default: 10 in a table, else 50.",
        ),
    ] = None,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Say what falls if a source is wrong.

    Claims that are left without evidence, claims that stand on other sources, ties that nothing makes any more,
    entities that no claim names any more. With --from and --to: what becomes of their shortest path.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_record, write_names
    from kgraph.cli.tables.impact import render_impact
    from kgraph.queries.parameters import DEFAULT_LIMIT

    graph = open_graph(data, url)
    shown = limit
    if shown is None:
        shown = DEFAULT_LIMIT_IN_TABLE if format is OutputFormat.TABLE else DEFAULT_LIMIT
    found = graph.impact(id, from_=from_, to=to, max_hops=max_hops, limit=shown)
    if format is not OutputFormat.JSON:
        write_names(found.query.names)
    print_record(found, format, lambda: render_impact(found), version=graph.version)
