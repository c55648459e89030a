"""`kgraph claims`: what is said, by whom, and where it was read."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli.options import Cursor, Data, Everything, Format, Ids, Limit, OutputFormat, with_filters

Order = Annotated[
    str | None,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="One of: id (the order of the text), newest, oldest, evidence (more outlets first). Default: id.",
        show_default=False,
    ),
]


@with_filters("claims")
def claims(
    *,
    filters: dict[str, Any],
    id: Ids = None,
    order: Order = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List claims, each with its evidence.

    A filter that is repeated means "or"; different filters mean "and". The evidence of a claim is its passage
    (paragraph and sentence) and what that sentence cites. A question mark stands behind a year that was inferred.
    """
    from kgraph.cli.output import print_list, read_list
    from kgraph.cli.tables.claims import render_claims
    from kgraph.knowledge_graph import open
    from kgraph.queries.claims import DEFAULT_ORDER

    graph = open(data)
    given = {name: value for name, value in filters.items() if value}
    ask = partial(graph.claims, id=id or (), order=order or DEFAULT_ORDER, **given)
    answer = read_list(ask, limit=limit, cursor=cursor, everything=everything)
    print_list(answer, format, lambda: render_claims(answer.items))
