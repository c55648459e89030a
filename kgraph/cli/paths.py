"""`kgraph paths`: what connects one entity to another."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kgraph.cli.completion import complete_entities, complete_words
from kgraph.cli.options import Avoid, Data, Format, OutputFormat, Url, Via, with_filters

# A table shows fewer claims of a hop than JSON does, and says so.
CLAIMS_PER_HOP_IN_TABLE = 3


From = Annotated[
    str,
    typer.Argument(
        metavar="FROM", help="One end: an id or a name.", show_default=False, autocompletion=complete_entities
    ),
]
To = Annotated[
    str,
    typer.Argument(
        metavar="TO", help="The other end: an id or a name.", show_default=False, autocompletion=complete_entities
    ),
]
Order = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="One of: hops (the shortest first), support (the most outlets on the weakest hop first), specific "
        "(through entities of few ties first).",
        autocompletion=complete_words("hops", "support", "specific"),
    ),
]
ClaimsPerHop = Annotated[
    int | None,
    typer.Option(
        "--claims-per-hop",
        metavar="N",
        show_default=False,
        help="Most claims to show of each hop: 0 to 500. Default: 3 in a table, else 20.",
    ),
]


@with_filters("paths")
def paths(
    *,
    filters: dict[str, Any],
    from_: From,
    to: To,
    max_hops: Annotated[int, typer.Option("--max-hops", metavar="N", help="Longest path: 1 to 6 hops.")] = 4,
    k: Annotated[int, typer.Option("--k", metavar="N", help="Most paths to list: 1 to 50.")] = 5,
    avoid: Avoid = None,
    via: Via = None,
    order: Order = "hops",
    claims_per_hop: ClaimsPerHop = None,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Say what connects one entity to another, hop by hop.

    The k best paths over ties, in either direction of the claims: by default the shortest, and among equally long
    ones those with more outlets on their weakest hop. An arrow shows which way the claims of a hop run.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_list
    from kgraph.cli.tables.ties import render_paths
    from kgraph.queries.paths import DEFAULT_CLAIMS_PER_HOP

    in_table = format is OutputFormat.TABLE
    if claims_per_hop is None:
        claims_per_hop = CLAIMS_PER_HOP_IN_TABLE if in_table else DEFAULT_CLAIMS_PER_HOP
    answer = open_graph(data, url).paths(
        from_,
        to,
        max_hops=max_hops,
        k=k,
        avoid=avoid or (),
        via=via or (),
        order=order,
        claims_per_hop=claims_per_hop,
        **filters,
    )
    print_list(answer, format, lambda: render_paths(answer.items))
