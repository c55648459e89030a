"""`kgraph timeline`, `facets` and `dyad`: many claims at once, in time, in numbers, between two countries."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli.completion import complete_entities, complete_words
from kgraph.cli.options import ClaimOrder, Cursor, Data, Everything, Format, Limit, OutputFormat, Url, with_filters


@with_filters("claims")
def timeline(
    *,
    filters: dict[str, Any],
    order: Annotated[
        str,
        typer.Option(
            "--order",
            metavar="ORDER",
            help="One of: oldest, newest; by the first day that can be meant.",
            autocompletion=complete_words("oldest", "newest"),
        ),
    ] = "oldest",
    undated: Annotated[
        str,
        typer.Option(
            "--undated",
            metavar="true|false",
            help="Whether to list the claims without a date instead, by id.",
            autocompletion=complete_words("true", "false"),
        ),
    ] = "false",
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List dated claims in order of time.

    Each date is as uncertain as the text has it, in EDTF: `2023?-09` is a month of an inferred year, `XXXX-01-06` a day
    of an unknown one. Claims without a date stand apart.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.timeline import render_timeline

    ask = partial(open_graph(data, url).timeline, order=order, undated=undated, **filters)
    print_pages(
        ask, format, lambda answer: render_timeline(answer.items), limit=limit, cursor=cursor, everything=everything
    )


@with_filters("claims")
def facets(
    *,
    filters: dict[str, Any],
    by: Annotated[
        str,
        typer.Argument(
            metavar="BY",
            help="One of: outlet, month, type, predicate, topic, status, speaker, country.",
            show_default=False,
            autocompletion=complete_words(
                "outlet", "month", "type", "predicate", "topic", "status", "speaker", "country"
            ),
        ),
    ],
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Count claims by outlet, month, type, predicate, topic, status, speaker or country.

    Most first, then by value; months in order of time. A claim with several values counts under each of them, one
    without any at the end.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.facets import render_facets

    ask = partial(open_graph(data, url).facets, by, **filters)
    print_pages(
        ask, format, lambda answer: render_facets(by, answer.items), limit=limit, cursor=cursor, everything=everything
    )


@with_filters("claims")
def dyad(
    *,
    filters: dict[str, Any],
    of: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY",
            help="Two of them: ISO 3166-1 codes, or ids or names.",
            show_default=False,
            autocompletion=complete_entities,
        ),
    ],
    order: ClaimOrder = "id",
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Put two countries side by side: who, on what, when, and every claim between them.

    The claims join an entity of one country to another entity of the other, whatever their polarity. Sides, topics and
    months count all of them.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.dyad import render_dyad

    ask = partial(open_graph(data, url).dyad, of, order=order, **filters)
    print_pages(ask, format, lambda answer: render_dyad(answer), limit=limit, cursor=cursor, everything=everything)
