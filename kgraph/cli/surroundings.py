"""`kgraph common-neighbours` and `kgraph subgraph`: what several entities have in common, and what is around them."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli.completion import complete_entities
from kgraph.cli.options import ClaimsPerTie, Cursor, Data, Everything, Format, Limit, OutputFormat, Url, with_filters

# A table shows fewer claims of a tie than JSON does, and says so.
CLAIMS_PER_TIE_IN_TABLE = 3

Entities = Annotated[
    list[str],
    typer.Argument(
        metavar="ENTITY",
        help="Ids or names, in any script: up to 20.",
        show_default=False,
        autocompletion=complete_entities,
    ),
]


def _choose_claims_per_tie(given: int | None, form: OutputFormat) -> int:
    from kgraph.queries.surroundings import DEFAULT_CLAIMS_PER_TIE

    if given is not None:
        return given
    return CLAIMS_PER_TIE_IN_TABLE if form is OutputFormat.TABLE else DEFAULT_CLAIMS_PER_TIE


@with_filters("neighbours")
def common_neighbours(
    *,
    filters: dict[str, Any],
    of: Entities,
    claims_per_tie: ClaimsPerTie = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List who is tied to every one of several entities.

    At least two are named. Most claims first, then by id, each with its tie to every one of those named.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.surroundings import render_common_neighbours

    shown = _choose_claims_per_tie(claims_per_tie, format)
    ask = partial(open_graph(data, url).common_neighbours, of, claims_per_tie=shown, **filters)
    print_pages(
        ask,
        format,
        lambda answer: render_common_neighbours(answer.items),
        limit=limit,
        cursor=cursor,
        everything=everything,
    )


@with_filters("paths")
def subgraph(
    *,
    filters: dict[str, Any],
    of: Entities,
    hops: Annotated[
        int, typer.Option("--hops", metavar="N", help="How many ties away an entity may be: 0 (only those named) to 3.")
    ] = 1,
    max_entities: Annotated[
        int,
        typer.Option("--max-entities", metavar="N", help="Most entities to take in, the nearest first: 1 to 500."),
    ] = 100,
    claims_per_tie: ClaimsPerTie = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Show the ties around some entities, and among them.

    The entities within so many ties of those named, and every tie between any two of all of these, by the ids of its
    ends. `--type` is about the entities that are not named.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.surroundings import render_subgraph

    ask = partial(
        open_graph(data, url).subgraph,
        of,
        hops=hops,
        max_entities=max_entities,
        claims_per_tie=_choose_claims_per_tie(claims_per_tie, format),
        **filters,
    )
    print_pages(ask, format, lambda answer: render_subgraph(answer), limit=limit, cursor=cursor, everything=everything)
