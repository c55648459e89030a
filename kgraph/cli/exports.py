"""`kgraph export`: claims as a file of another tool."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.completion import complete_words
from kgraph.cli.options import Data, Ids, Out, Url, with_filters
from kgraph.cli.progress import show_progress

if TYPE_CHECKING:
    from kgraph.exports import Export

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="One of: ndjson, csv, graphml, gexf, cytoscape, node-link, json-ld, turtle, ftm, neo4j.",
        show_default=False,
        autocompletion=complete_words(
            "ndjson", "csv", "graphml", "gexf", "cytoscape", "node-link", "json-ld", "turtle", "ftm", "neo4j"
        ),
    ),
]
ClaimsAsNodes = Annotated[
    bool | None,
    typer.Option(
        "--claims-as-nodes/--claims-as-edges",
        help="For graphml, gexf, cytoscape, node-link: whether claims and sources are nodes too, or claims the edges "
        "between entities. Default: edges; for node-link nodes.",
        show_default=False,
    ),
]
Bom = Annotated[
    bool | None,
    typer.Option("--bom/--no-bom", help="For csv: begin each table with a byte order mark.", show_default=False),
]


@with_filters("claims")
def export(
    *,
    filters: dict[str, Any],
    format: Format,
    out: Out = None,
    id: Ids = None,
    claims_as_nodes: ClaimsAsNodes = None,
    bom: Bom = None,
    data: Data = None,
    url: Url = None,
) -> None:
    """Write the dataset, or the claims that pass the filters, as a file of another tool.

    Everything is in it, however much that is, and every claim with its evidence. With --out the file is there whole
    or not at all. Without a filter it is the whole dataset; else the claims with the entities and sources that they
    name.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import explain_empty, write_names
    from kgraph.cli.statuses import NOTHING_FOUND

    written = open_graph(data, url).export(format, id=id or (), claims_as_nodes=claims_as_nodes, bom=bom, **filters)
    write_names(written.names)
    if written.empty is not None:
        typer.echo(explain_empty(written.empty), err=True)
        raise typer.Exit(NOTHING_FOUND)
    if out is None:
        _refuse_terminal(written.format.suffix)
        for piece in written:
            sys.stdout.buffer.write(piece)
        return
    with show_progress("writing") as on_phase:
        size = written.write(out, None if on_phase is None else lambda done: on_phase("writing", done, 0))
    typer.echo(f"Wrote {out} ({size:,} bytes): {_count(written)} of {written.dataset_version}", err=True)


def _count(written: Export) -> str:
    """Say how many claims a file holds, and how many of those asked for it has no place for."""
    count, left_out = written.claim_count, written.left_out_count
    claims = f"{count:,} claim{'s' * (count != 1)}"
    return f"{count - left_out:,} of {claims}, the others make no edge," if left_out else claims


def _refuse_terminal(suffix: str) -> None:
    """Refuse to write an archive to a terminal, which shows noise at best."""
    if suffix.endswith("zip") and sys.stdout.isatty():
        raise typer.BadParameter("This format is an archive: name a file, or redirect the output.", param_hint="--out")
