"""`kgraph autocomplete` and `kgraph lookup`: from the beginning of a name, or from many names, to entities."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from kgraph.cli.options import Cursor, Data, Everything, Format, OutputFormat, Url, with_filters


@with_filters("entities")
def autocomplete(
    *,
    filters: dict[str, Any],
    prefix: Annotated[
        str,
        typer.Argument(
            metavar="PREFIX", help="The beginning of a name, or of a later word of one.", show_default=False
        ),
    ],
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", show_default=False, help="Most items to list: 1 to 500. Default: 10."),
    ] = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Complete the beginning of a name, in any script.

    Best match first. Typos are not forgiven: what is offered holds what was typed.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.lists import render_hits
    from kgraph.queries.search import DEFAULT_COMPLETIONS

    ask = partial(open_graph(data, url).autocomplete, prefix, **filters)
    size = DEFAULT_COMPLETIONS if limit is None and not everything else limit
    print_pages(ask, format, lambda answer: render_hits(answer.items), limit=size, cursor=cursor, everything=everything)


def lookup(
    *,
    queries: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Ids or names, in any script: 1 to 500 of them.", show_default=False),
    ],
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Look up many names at once, each of which must be certain.

    A name is found, ambiguous (its candidates are listed) or unknown (near names are suggested, and never taken for
    it). An exact id wins over a name. The exit status is 1 if none is found.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_table, write_json, write_lines, write_rows
    from kgraph.cli.statuses import NOTHING_FOUND
    from kgraph.cli.tables.lookup import render_lookup

    found = open_graph(data, url).lookup({name: name for name in queries})
    if format is OutputFormat.JSON:
        write_json(found)
    elif format is OutputFormat.NDJSON:
        write_lines({"key": name, **result.model_dump(mode="json")} for name, result in found.results.items())
    elif format is not OutputFormat.TABLE:
        from kgraph.answers.rows.records import LOOKUP

        write_rows(LOOKUP, found.results.items(), format)
    else:
        print_table(render_lookup(found.results))
    if all(result.entity is None for result in found.results.values()):
        typer.echo("None of these names is certain.", err=True)
        raise typer.Exit(NOTHING_FOUND)
