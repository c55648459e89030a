"""`kgraph cite`: what claims, or paths, rest on, as a bibliography."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kgraph.cli.completion import complete_entities, complete_words
from kgraph.cli.options import Avoid, Data, Ids, Out, PathsMaxHops, PathsTo, Url, Via, with_filters

Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="One of: text (the same as chicago), chicago, gost (GOST R 7.0.5-2008), csl-json, bibtex, ris.",
        autocompletion=complete_words("text", "chicago", "gost", "csl-json", "bibtex", "ris"),
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="ENTITY",
        help="With --to: cite the paths from here ...",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
K = Annotated[int | None, typer.Option("--k", metavar="N", help="Most paths: 1 to 50. Default: 5.", show_default=False)]
Order = Annotated[
    str | None,
    typer.Option(
        "--order",
        metavar="ORDER",
        help="Which paths are best: hops, support, specific. Default: hops.",
        autocompletion=complete_words("hops", "support", "specific"),
        show_default=False,
    ),
]


@with_filters("claims")
def cite(
    *,
    filters: dict[str, Any],
    style: Style = "text",
    id: Ids = None,
    from_: From = None,
    to: PathsTo = None,
    max_hops: PathsMaxHops = None,
    k: K = None,
    avoid: Avoid = None,
    via: Via = None,
    order: Order = None,
    out: Out = None,
    data: Data = None,
    url: Url = None,
) -> None:
    """List the sources of claims, or of the paths between two entities, as a bibliography.

    They are what the claims were read in, and what these passages cite. A year that was inferred bears its mark in
    every style, as [2023?]; nothing that is not known is made up. With --out the file is there whole or not at all.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import explain_empty, write_names
    from kgraph.cli.statuses import NOTHING_FOUND
    from kgraph.whole_file import write_whole

    found = open_graph(data, url).bibliography(
        style,
        id=id or (),
        from_=from_,
        to=to,
        max_hops=max_hops,
        k=k,
        avoid=avoid or (),
        via=via or (),
        order=order,
        **filters,
    )
    write_names(found.query.names)
    if found.truncated_by is not None:
        typer.echo(f"The search was cut at its bound of {found.truncated_by}: there may be more.", err=True)
    if found.undated_excluded:
        typer.echo(f"{found.undated_excluded:,} undated claims were left out by the date filter.", err=True)
    if found.empty is not None:
        typer.echo(explain_empty(found.empty), err=True)
        raise typer.Exit(NOTHING_FOUND)
    if out is None:
        sys.stdout.buffer.writelines(found.iter_chunks())
        return
    write_whole(out, found.iter_chunks())
    typer.echo(f"Wrote {out}: {found.entry_count:,} sources of {found.dataset_version}", err=True)
